"""Words of the example: names of people and villages, occupations, materials, what visitors note.

People's names combine common given names with made-up three-part family names: no real person is meant.
Occupations differ between the south and the rest. Prices and quantities are invented. It knows no registers.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def _words(text: str) -> Array:
    return np.array(text.split(), dtype=object)


GIVEN_NAMES = np.concatenate(
    [
        "นาย"
        + _words(
            "สมชาย สมศักดิ์ สมบัติ ประเสริฐ บุญมี ทองสุข วิชัย สุรชัย ประยูร อำนวย คำพอง ทองดี บุญเลิศ วิเชียร สำราญ อุดม "
            "ไพบูลย์ สนิท สวัสดิ์ ถาวร มานพ ณรงค์ ประจักษ์ นิคม สุพจน์ ชัยวัฒน์ อนันต์ สมหมาย บุญช่วย เฉลิม"
        ),
        "นาง"
        + _words(
            "สมใจ สมพร บุญเรือง ทองใบ วิไล มาลี สุดใจ จันทร์เพ็ญ คำหล้า บัวผัน สายทอง ประนอม อุไร รัตนา สุมาลี พิกุล ลำดวน "
            "นิภา อรทัย กัลยา สุภาพ หนูจันทร์ สำเนียง ละเอียด ปราณี วาสนา บุญล้อม ทองคำ เพ็ญศรี อารีย์"
        ),
    ]
)
FAMILY_NAMES = np.array(
    [
        "".join(parts)
        for parts in product(
            _words("แสน ศรี ทอง บุญ คำ แก้ว วงศ์ พล จันทร์ อินทร์ สุข ไชย ดวง มณี รัตน์ เพชร พันธุ์ สิริ นาม ธรรม"),
            _words("นา สว่าง มา ใจ งาม ดี มั่น เย็น ชื่น เจริญ"),
            _words(
                "ทวี วัฒน์ มงคล ประดิษฐ์ สกุล ภักดี พิทักษ์ สถิต บริบูรณ์ ผลดี ยั่งยืน เกื้อกูล อุดม รุ่งเรือง สมบูรณ์ พอเพียง ไพศาล โชติ ราษฎร์ ถิ่นทอง"
            ),
        )
    ],
    dtype=object,
)
FAMILY_STEP = 377  # coprime to the number of family names: people of one village never share one


def people(given: Array, family: Array) -> Array:
    """Full names from two arrays of whole numbers (any size; taken modulo the lists)."""
    names: Array = GIVEN_NAMES[given % len(GIVEN_NAMES)] + (" " + FAMILY_NAMES[family % len(FAMILY_NAMES)])
    return names


VILLAGE_FIRST = {
    "south": _words("ควน ทุ่ง บาง นา ท่า ไร่ หนอง ห้วย คลอง ไส ปาก เกาะ โคก เขา"),
    "other": _words("หนอง โนน โคก ห้วย นา ดอน คำ ท่า วัง บึง กุด โพน ซำ หัว ป่า"),
}
VILLAGE_SECOND = _words(
    "ม่วง สะอาด ไผ่ แสง ใหญ่ สูง แดง ขาม แก หว้า บัว แก้ว ทอง เจริญ สวรรค์ สมบูรณ์ ไทร "
    "ยาง แต้ ค้อ คูณ ศิลา เหนือ กลาง พัฒนา อุดม งาม ชัย ดินแดง ทราย"
)
OFFICER_POSITIONS = _words("พัฒนากรปฏิบัติการ พัฒนากรชำนาญการ นักวิชาการพัฒนาชุมชนปฏิบัติการ นักวิชาการพัฒนาชุมชนชำนาญการ")

Item = tuple[str, str, str, int]  # item, category, unit, baht a unit


@dataclass(frozen=True)
class Occupation:
    """What a village trains: name, type, OTOP category (None: it has no such product) and its materials."""

    name: str
    type: str
    otop: str | None
    items: tuple[Item, Item, Item]


_FARM, _FOOD, _CLOTH, _CRAFT, _TRADE = "เกษตรกรรม", "แปรรูปอาหาร", "ผ้าและสิ่งทอ", "หัตถกรรม", "ค้าขายและบริการ"
_FARM_GOODS, _KITCHEN, _CLOTH_GOODS, _CRAFT_GOODS = "วัสดุการเกษตร", "วัสดุงานครัว", "วัสดุสิ่งทอ", "วัสดุงานฝีมือ"
_HERB_GOODS, _ANIMALS, _OFFICE_GOODS = "วัตถุดิบสมุนไพร", "พันธุ์และอาหารสัตว์", "วัสดุบรรจุภัณฑ์"

EVERYWHERE = (
    Occupation(
        "เพาะเห็ดนางฟ้า",
        _FARM,
        "food",
        (
            ("ก้อนเชื้อเห็ดนางฟ้า", _FARM_GOODS, "ก้อน", 10),
            ("ตาข่ายกรองแสง", _FARM_GOODS, "เมตร", 28),
            ("ถังพ่นน้ำ", _FARM_GOODS, "ใบ", 420),
        ),
    ),
    Occupation(
        "ปุ๋ยหมักชีวภาพ",
        _FARM,
        None,
        (
            ("มูลสัตว์แห้ง", _FARM_GOODS, "กระสอบ", 45),
            ("กากน้ำตาล", _FARM_GOODS, "ลิตร", 18),
            ("ผ้าใบคลุมกองปุ๋ย", _FARM_GOODS, "ผืน", 260),
        ),
    ),
    Occupation(
        "เลี้ยงไก่พื้นเมือง",
        _FARM,
        None,
        (
            ("ลูกไก่พื้นเมือง", _ANIMALS, "ตัว", 28),
            ("อาหารไก่เล็ก", _ANIMALS, "กระสอบ", 480),
            ("ตาข่ายล้อมคอก", _FARM_GOODS, "ม้วน", 650),
        ),
    ),
    Occupation(
        "เลี้ยงปลาในบ่อดิน",
        _FARM,
        "food",
        (
            ("ลูกปลานิล", _ANIMALS, "ตัว", 1),
            ("อาหารปลา", _ANIMALS, "กระสอบ", 390),
            ("สวิงตักปลา", _ANIMALS, "อัน", 150),
        ),
    ),
    Occupation(
        "ปลูกผักปลอดสาร",
        _FARM,
        "food",
        (
            ("เมล็ดพันธุ์ผักสวนครัว", _FARM_GOODS, "ซอง", 20),
            ("ปุ๋ยอินทรีย์", _FARM_GOODS, "กระสอบ", 120),
            ("สายยางรดน้ำ", _FARM_GOODS, "เมตร", 15),
        ),
    ),
    Occupation(
        "แปรรูปกล้วย",
        _FOOD,
        "food",
        (
            ("กล้วยน้ำว้าดิบ", _KITCHEN, "หวี", 22),
            ("น้ำมันพืช", _KITCHEN, "ลิตร", 48),
            ("ถุงซิปล็อก", _OFFICE_GOODS, "แพ็ก", 65),
        ),
    ),
    Occupation(
        "ทำน้ำสมุนไพรพร้อมดื่ม",
        _FOOD,
        "drink",
        (
            ("สมุนไพรแห้งคละชนิด", _HERB_GOODS, "กิโลกรัม", 240),
            ("น้ำตาลทราย", _KITCHEN, "กิโลกรัม", 25),
            ("ขวดพลาสติกพร้อมฝา", _OFFICE_GOODS, "ใบ", 4),
        ),
    ),
    Occupation(
        "ทำลูกประคบสมุนไพร",
        _CRAFT,
        "herb_not_food",
        (
            ("ไพลและขมิ้นแห้ง", _HERB_GOODS, "กิโลกรัม", 180),
            ("ผ้าดิบ", _CLOTH_GOODS, "เมตร", 38),
            ("การบูร", _HERB_GOODS, "กิโลกรัม", 520),
        ),
    ),
    Occupation(
        "ตัดเย็บเสื้อผ้า",
        _CLOTH,
        "textile",
        (
            ("ผ้าฝ้าย", _CLOTH_GOODS, "เมตร", 75),
            ("ด้ายเย็บ", _CLOTH_GOODS, "หลอด", 18),
            ("กรรไกรตัดผ้า", _CLOTH_GOODS, "เล่ม", 220),
        ),
    ),
    Occupation(
        "ซ่อมเครื่องยนต์เล็ก",
        _TRADE,
        None,
        (
            ("ชุดประแจรวม", "วัสดุงานช่าง", "ชุด", 690),
            ("น้ำมันเครื่อง", "วัสดุงานช่าง", "ลิตร", 120),
            ("หัวเทียน", "วัสดุงานช่าง", "หัว", 60),
        ),
    ),
)
ISAN_AND_NORTH = (
    Occupation(
        "ทอผ้าไหม",
        _CLOTH,
        "textile",
        (
            ("เส้นไหมยืน", _CLOTH_GOODS, "กิโลกรัม", 1650),
            ("สีย้อมไหม", _CLOTH_GOODS, "ซอง", 35),
            ("กระสวยทอผ้า", _CLOTH_GOODS, "อัน", 120),
        ),
    ),
    Occupation(
        "ทอเสื่อกก",
        _CRAFT,
        "household_decor_souvenir",
        (
            ("เส้นกกแห้ง", _CRAFT_GOODS, "มัด", 60),
            ("เชือกไนลอน", _CRAFT_GOODS, "ม้วน", 95),
            ("สีย้อมกก", _CRAFT_GOODS, "ซอง", 25),
        ),
    ),
    Occupation(
        "จักสานไม้ไผ่",
        _CRAFT,
        "household_decor_souvenir",
        (
            ("ลำไม้ไผ่", _CRAFT_GOODS, "ลำ", 40),
            ("มีดจักตอก", _CRAFT_GOODS, "เล่ม", 180),
            ("น้ำมันเคลือบเงา", _CRAFT_GOODS, "กระป๋อง", 160),
        ),
    ),
)
SOUTH = (
    Occupation(
        "ดอกไม้จากใบยางพารา",
        _CRAFT,
        "household_decor_souvenir",
        (
            ("ใบยางพาราฟอก", _CRAFT_GOODS, "ร้อยใบ", 120),
            ("ลวดพันก้าน", _CRAFT_GOODS, "ม้วน", 45),
            ("สีย้อมใบยาง", _CRAFT_GOODS, "ขวด", 60),
        ),
    ),
    Occupation(
        "ทำเครื่องแกงตำมือ",
        _FOOD,
        "food",
        (
            ("พริกและเครื่องเทศแห้ง", _KITCHEN, "กิโลกรัม", 190),
            ("ครกหิน", _KITCHEN, "ใบ", 550),
            ("กระปุกบรรจุเครื่องแกง", _OFFICE_GOODS, "ใบ", 6),
        ),
    ),
    Occupation(
        "ทำปลาเค็มกางมุ้ง",
        _FOOD,
        "food",
        (
            ("ปลาทะเลสด", _KITCHEN, "กิโลกรัม", 85),
            ("เกลือสมุทร", _KITCHEN, "กิโลกรัม", 9),
            ("มุ้งตากปลา", _KITCHEN, "ผืน", 340),
        ),
    ),
)
OCCUPATIONS = (*EVERYWHERE, *ISAN_AND_NORTH, *SOUTH)

FINDINGS = np.array(
    [
        "ทำต่อเนื่อง มีรายได้เสริมทุกเดือน",
        "เริ่มมีผลผลิต ขายในหมู่บ้าน",
        "ขยายการผลิตจากเดิม",
        "เพื่อนบ้านมาเรียนรู้และทำตาม",
        "ทำกินในครัวเรือน ลดรายจ่าย",
        "อยู่ระหว่างเตรียมสถานที่",
        "รวมกลุ่มซื้อวัตถุดิบกับเพื่อนบ้าน",
        "ขายผ่านตลาดนัดและทางออนไลน์",
        "หยุดพักช่วงฤดูทำนา จะเริ่มใหม่",
        "ต้องการคำแนะนำเพิ่มเติม",
    ],
    dtype=object,
)
PROBLEMS = np.array(
    [
        "ขาดตลาดจำหน่าย",
        "วัตถุดิบราคาแพง",
        "น้ำไม่พอในหน้าแล้ง",
        "ไม่มีเวลา ติดงานประจำ",
        "ผลผลิตไม่สม่ำเสมอ",
        "ได้รับวัสดุไม่ครบ",
        "บรรจุภัณฑ์ยังไม่ได้มาตรฐาน",
    ],
    dtype=object,
)


def is_south(province: str) -> bool:
    """Whether a province (DOPA code) is in the south."""
    return province[0] in "89"


def occupations_of(province: str) -> Array:
    """Indexes into OCCUPATIONS of what is trained in a province."""
    own = SOUTH if is_south(province) else ISAN_AND_NORTH
    return np.array([i for i, o in enumerate(OCCUPATIONS) if o in EVERYWHERE or o in own])


def training_centre(province: str) -> str:
    """The department's learning centre that trains a province's leaders (plausible, not sourced)."""
    by_province = {"33": "อุบลราชธานี", "34": "อุบลราชธานี", "35": "อุบลราชธานี", "37": "อุบลราชธานี", "38": "อุดรธานี"}
    by_province |= {"39": "อุดรธานี", "94": "ยะลา", "95": "ยะลา", "96": "ยะลา"}
    by_region = dict(
        zip(
            "123456789",
            _words("สระบุรี ชลบุรี นครราชสีมา อุดรธานี ลำปาง พิษณุโลก เพชรบุรี นครศรีธรรมราช นครศรีธรรมราช"),
            strict=True,
        )
    )
    return f"ศูนย์ศึกษาและพัฒนาชุมชน{by_province.get(province, by_region[province[0]])}"
