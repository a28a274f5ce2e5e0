"""Places as a page shows them: names in the session's language, the trail above an area, what lies below it.

DOPA's names come from `dashboard.places`, villages' names and which areas have villages of a year from the store.
"""

from __future__ import annotations

from dashboard import places
from dashboard.filters import Filters
from dashboard.ui import data
from dashboard.ui.words import language, number, t

above = places.ancestors


def _own_name(code: str) -> str:
    if len(code) == 8:
        rows = data.records("pages/village_names", codes=(code,))
        return str(rows[0]["name_th"]) if rows else code
    return places.name(code, language()) or code


def name(code: str) -> str:
    """The name as it stands in the breadcrumb: ประเทศ, จ.ขอนแก่น, อ.ภูเวียง, ต.เมืองใหม่, บ้านโนน ม.3."""
    if not code:
        return t("level.nation.name")
    level = places.level_of(code)
    key = f"level.{level}.capital" if code.startswith("10") and level != "province" else f"level.{level}.short"
    return t(key, name=_own_name(code), moo=number(int(code[6:] or 0)))


def full_name(code: str) -> str:
    """The name with its level in full: จังหวัดขอนแก่น; for titles and documents."""
    if not code:
        return t("level.nation.full")
    level = places.level_of(code)
    capital = code.startswith("10") and level not in ("province", "village")
    key = f"level.{level}.capital_full" if capital else f"level.{level}.full"
    if code == "10":
        return _own_name(code)
    return t(key, name=_own_name(code), moo=number(int(code[6:] or 0)))


def children(code: str, fiscal_year: int) -> dict[str, str]:
    """The areas one level below that have villages of the year: code → plain name, in dictionary order."""
    if len(code) >= 8:
        return {}
    rows = data.records("pages/child_places", parent_code=code, fiscal_year=fiscal_year)
    return {row["code"]: row[f"name_{language()}"] for row in rows}


def trail(filters: Filters) -> list[str]:
    """The codes of the breadcrumb, the nation first; of several areas, what lies above all of them."""
    if len(filters.areas) == 1:
        return [*places.ancestors(filters.areas[0]), filters.areas[0]]
    shared = _common(filters.areas)
    return [*places.ancestors(shared), shared] if shared else [""]


def _common(codes: tuple[str, ...]) -> str:
    if not codes:
        return ""
    length = min(len(code) for code in codes) - 2
    while length > 0 and len({code[:length] for code in codes}) > 1:
        length -= 2
    return codes[0][: max(length, 0)]


def level_word(code_digits: int) -> str:
    """What areas of a code length are called: จังหวัด, อำเภอ, ตำบล, หมู่บ้าน."""
    return t(f"level.{('nation', 'province', 'district', 'subdistrict', 'village')[code_digits // 2]}.word")
