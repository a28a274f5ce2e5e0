"""An address in one cell, taken apart into the names that a place is resolved from.

Only what is marked as a name of a level is taken (ต. อ. จ. หมู่ที่ and their long forms), and a last name without a mark
as the province; house numbers, streets and postcodes are left out. It must not know places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from dashboard.intake.tables import Cells
from dashboard.registers import ADDRESS, PLACE_NAMES
from dashboard.thai import arabic_digits, is_missing, repair

# level → marks that stand in no name, and marks that do: those count only where no letter stands before them
_MARKS: Final = {
    "province": ("จังหวัด", r"จ\."),
    "district": ("กิ่งอำเภอ|อำเภอ", r"เขต|อ\."),
    "subdistrict": ("ตำบล", r"แขวง|ต\."),
    "moo": ("หมู่บ้านที่|หมู่ที่", r"หมู่|ม\.|ม\s*(?=[0-9])"),
}
_MARK: Final = re.compile(
    "|".join(f"(?P<{level}>{sure}|(?<![ก-ฮะ-์])(?:{other}))" for level, (sure, other) in _MARKS.items())
)
_POSTCODE: Final = re.compile(r"(?:รหัสไปรษณีย์\s*)?(?<![0-9])[0-9]{5}(?![0-9])")
_CAPITAL: Final = ("กรุงเทพมหานคร", "กรุงเทพฯ", "กทม.", "กทม")
_DOTTED: Final = re.compile("[.…_]{3,}")
_NAME: Final = re.compile(r"(\S+(?: \([^)]*\))?)\s*(.*)", re.DOTALL)
_MOO: Final = re.compile(r"(?:ที่)?\s*([0-9]{1,2})(?![0-9])")


def with_names(columns: Mapping[str, Cells]) -> Mapping[str, Cells]:
    """The columns of a table; where it has addresses, with the names that they tell and the row itself leaves blank."""
    if ADDRESS not in columns:
        return columns
    told = [split_address(cell) for cell in columns[ADDRESS]]
    names: dict[str, Cells] = {}
    for level in PLACE_NAMES:
        own = columns.get(level)
        cells = [
            names_told.get(level) if own is None or is_missing(own[i]) else own[i] for i, names_told in enumerate(told)
        ]
        if own is not None or any(cell is not None for cell in cells):
            names[level] = Cells.of(cells)
    return {**columns, **names}


def split_address(cell: object) -> dict[str, str]:
    """The names that an address tells, by level: province, district, subdistrict, moo; {} for a missing one.

    What cannot be taken apart is the province as it stands, so that it is refused as a name that nobody knows.
    """
    if not isinstance(cell, str) or is_missing(cell):
        return {}
    text = repair(_POSTCODE.sub(" ", _DOTTED.sub(" ", arabic_digits(cell))))
    if not re.sub(_MARK, "", text).strip(" ,"):  # the marks of a form that nobody has filled in
        return {}
    marks = _marks(text)
    found: dict[str, str] = {}
    rest = ""
    for n, mark in enumerate(marks):
        level = str(mark.lastgroup)
        behind = text[mark.end() : marks[n + 1].start() if n + 1 < len(marks) else len(text)].strip(" ,")
        if level == "moo":
            number = _MOO.match(behind)
            if number:
                found.setdefault("moo", number[1])
            continue
        named = _NAME.fullmatch(behind)
        rest = named[2] if named else ""
        if named:
            found.setdefault(level, named[1].strip(" ,"))
    if "province" not in found:
        last = rest.strip(" ,") or next((name for name in _CAPITAL if text.endswith(name)), "")
        if last:
            found["province"] = last
    return found or {"province": text}


def _marks(text: str) -> list[re.Match[str]]:
    """The marks of an address; what looks like one inside a name (ต.สามตำบล, ต.จ.ป.ร.) is none."""
    marks: list[re.Match[str]] = []
    for mark in _MARK.finditer(text):
        before = marks[-1] if marks else None
        between = text[before.end() : mark.start()] if before else " "
        same = before is not None and before.lastgroup == mark.lastgroup and " " not in between.strip()
        first = before is not None and before.lastgroup != "moo" and not between.strip()
        if not (same or first):
            marks.append(mark)
    return marks
