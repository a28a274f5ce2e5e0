"""The small store with knowledge records whose words are easy to tell: near misses, borders of the day, every place.

Village 0 is 40160101 … 7 is 39040102 (see stores.py). On the as-of day (31 May 2017) eight of the nine are known.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import stores

from dashboard.store import Snapshot, Store
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables
from dashboard.store.snapshots import Kind

V = stores.VILLAGES
WHOLE = {
    "background": "ที่ลุ่มมีต้นกกขึ้นมาก",
    "objectives": "เพิ่มรายได้",
    "ingredients": "เส้นกก",
    "equipment": "กี่ทอเสื่อ",
    "process": "1) ตัดกก\n2) ย้อมสี\n3) ทอบนกี่",
    "cautions": "กกที่ไม่แห้งจะขึ้นรา",
    "success_factors": "ทำตามแบบลาย",
    "problems": "กกไม่พอ แก้โดยปลูกเพิ่ม",
}
RECORDS: dict[str, dict[str, Any]] = {
    "mat": {"title": "การทอเสื่อกก", "owner": "นางปราณี ใจงาม", "position": "ปราชญ์ชุมชน", "category": "หัตถกรรม",
            "area_code": V[0], "recorded_on": date(2017, 3, 1), **WHOLE},
    "fish": {"title": "การเลี้ยงปลานิล", "owner": "นายวิชัย มั่นคง", "position": "ผู้นำสัมมาชีพ", "category": "เกษตรกรรม",
             "area_code": V[2], "recorded_on": date(2017, 5, 31), "process": "ปล่อยลูกปลาในบ่อ ให้รำ",
             "ingredients": "ลูกปลา รำ", "cautions": "น้ำเขียวจัดต้องเติมน้ำ"},
    "rice": {"title": "ขนมจากปลายข้าว", "owner": "นางละมุน สุขใส", "category": "อาหาร", "area_code": V[0],
             "recorded_on": date(2016, 9, 30), "process": "แช่ปลายข้าวหนึ่งคืน กวนจนหมด"},
    "ant": {"title": "ยาไล่มด", "owner": "นายสมพร ทองดี", "category": "สมุนไพร", "area_code": "39",
            "process": "ต้มสมุนไพรแล้วราดทางที่มดเดิน"},
    "dung": {"title": "การทำปุ๋ยหมัก", "owner": "นายบุญมา แสนดี", "position": "ปราชญ์ชุมชน", "category": "เกษตรกรรม",
             "area_code": "390401", "recorded_on": date(2017, 2, 1), "background": "ฟางถูกเผาหมดทุกปี"},
    "silk": {"title": "การย้อมไหมด้วยเปลือกไม้", "owner": "นางคำ ผ้างาม", "position": "ผู้นำสัมมาชีพ", "category": "หัตถกรรม",
             "area_code": V[6], "recorded_on": date(2017, 4, 1), "process": "ต้มเปลือกไม้ แช่เส้นไหม",
             "equipment": "หม้อ กี่", "objectives": "ได้ผ้าสีธรรมชาติ"},
    "nation": {"title": "แนวทางบันทึกองค์ความรู้", "owner": "กรมการพัฒนาชุมชน", "area_code": "",
               "recorded_on": date(2016, 11, 1), "process": "เขียนทีละขั้น"},
    "basket": {"title": "จักสานกระติบข้าว", "owner": "นายอำนวย มณี", "category": "หัตถกรรม", "area_code": V[5],
               "recorded_on": date(2017, 1, 15), "process": "จักตอกไม้ไผ่ สานกระติบ", "ingredients": "ไม้ไผ่"},
    "later": {"title": "การทอเสื่อวันหน้า", "owner": "นางสาวอนาคต", "category": "หัตถกรรม", "area_code": V[1],
              "recorded_on": date(2017, 6, 1), "process": "ทอเสื่อ"},
}  # fmt: skip


def fill_knowledge(con: duckdb.DuckDBPyConnection) -> None:
    """Insert the records; one owner is also a sage of the village, so that the page can say so."""
    for record in RECORDS.values():
        names = ", ".join(record)
        con.execute(f"insert into knowledge ({names}) values ({', '.join('?' * len(record))})", list(record.values()))
    con.execute(
        "insert into sages (village_code, full_name, role, registered_on) values (?, ?, 'trainer', ?)",
        [V[0], RECORDS["mat"]["owner"], date(2017, 1, 1)],
    )


def build_knowledge_store(folder: Path, kind: Kind = "real") -> Snapshot:
    """The small store with the records; its snapshot."""
    store = Store(folder)
    with store.building(kind) as building:
        create_tables(building.con)
        stores.fill(building.con, V)
        fill_knowledge(building.con)
        build_marts(building.con)
    return store.current()
