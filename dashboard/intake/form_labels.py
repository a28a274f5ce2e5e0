"""The labels of the practitioners' knowledge forms: what they mean in the register, and how they stand in a line.

A label is a heading of the register `knowledge`, or one of the further ones here. It must not know files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from dashboard.intake.headings import fold, is_never_stored, meanings
from dashboard.registers import by_name
from dashboard.thai import repair

REGISTER: Final = "knowledge"
IDENTITY: Final = frozenset({"title", "owner"})
_LONGEST: Final = 70  # characters; a longer line is prose
# spellings that only a form has; in a table they would name columns of other registers
_FURTHER: Final = {
    "title": ("เรื่อง", "ชื่อความรู้", "ชื่อภูมิปัญญา"),
    "owner": ("ชื่อเจ้าขององค์ความรู้", "ชื่อ-สกุลเจ้าของความรู้", "ชื่อปราชญ์"),
    "recorded_on": ("วันที่บันทึก", "วัน เดือน ปี"),
    "background": ("ที่มา", "ความเป็นมาและแรงบันดาลใจ"),
    "ingredients": ("ส่วนผสม", "วัตถุดิบ/ส่วนผสม"),
    "equipment": ("วัสดุอุปกรณ์", "เครื่องมือ/อุปกรณ์"),
    "process": ("วิธีทำ", "วิธีการทำ", "ขั้นตอนการทำ", "วิธีการ", "ขั้นตอน/วิธีการ"),
    "cautions": ("ข้อควรระวัง",),
    "problems": ("ปัญหาและแนวทางแก้ไข", "ปัญหาและอุปสรรค"),
}
# sections of the forms that the register has no column for: kept behind their own label in another one
_KEPT_IN: Final = {"process": ("เทคนิค",), "success_factors": ("ผลลัพธ์",)}
# what stands on a form and is no part of the record
_NO_PART: Final = (
    "รูปประกอบ",
    "ภาพประกอบ",
    "ลงชื่อ",
    "ผู้บันทึก",
    "ผู้บันทึกข้อมูล",
    "ผู้ให้ข้อมูล",
    "หมายเหตุ",
    "โทรศัพท์",
    "เบอร์โทร",
    "เบอร์โทรศัพท์",
)
_NUMBER: Final = re.compile(r"^(?:ข้อ(?:ที่)?\s*)?[(\[]?\d{1,2}(?:\.\d{1,2})*[).\]]?(?:\s+|(?=\D))|^[-–•●▪*]\s*")
_COLON: Final = re.compile(r"\s*[:：]\s*[-–]?\s*|\s*:-\s*")
_DOTS: Final = re.compile(r"[.…_]{3,}")


@dataclass(frozen=True)
class Label:
    """What a label means: `column` of the register (None: no part of it), its `text` without number and colon.

    `keeps_text`: the text below it is kept behind the label; `is_dropped`: never stored, not even in the quarantine.
    """

    text: str
    column: str | None
    keeps_text: bool = False
    is_dropped: bool = False


def heading_of(label: Label) -> str:
    """The heading that a table knows the column by: the label itself where a table may have it, else the register's."""
    if label.column is None or meanings(label.text).get(REGISTER) == label.column:
        return label.text
    return by_name()[REGISTER].column(label.column).heading


@lru_cache(maxsize=20_000)
def label_of(text: str) -> Label | None:
    """The label that a whole text is, or None."""
    if len(text) > _LONGEST:
        return None
    bare = _COLON.sub(" ", _DOTS.sub(" ", _NUMBER.sub("", repair(text), count=1))).strip()
    folded = fold(bare)
    if not folded:
        return None
    if is_never_stored(bare):
        return Label(bare, None, is_dropped=True)
    if column := meanings(bare).get(REGISTER):
        return Label(bare, column)
    column, keeps_text = _further().get(folded, ("", False))
    return Label(bare, column or None, keeps_text) if folded in _further() else None


def split_label(line: str) -> tuple[Label, str] | None:
    """The label at the beginning of a line and the text behind its colon; None for a line without one.

    A signature (ลงชื่อ …) needs no colon.
    """
    if label := label_of(line):
        return label, ""
    head, colon, rest = line.partition(":") if ":" in line else line.partition("：")
    if colon and (label := label_of(head)):
        rest = rest.strip()
        return label, "" if not _DOTS.sub("", rest).strip() else rest
    if line.strip().startswith("ลงชื่อ"):
        return Label("ลงชื่อ", None), ""
    return None


@cache
def _further() -> dict[str, tuple[str, bool]]:
    found = {fold(text): (column, False) for column, texts in _FURTHER.items() for text in texts}
    found |= {fold(text): (column, True) for column, texts in _KEPT_IN.items() for text in texts}
    return found | {fold(text): ("", False) for text in _NO_PART}
