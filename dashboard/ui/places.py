"""Places as a page shows them: names in the session's language, the trail above an area, what lies below it.

DOPA's names come from `dashboard.places`, villages' names and which areas have villages of a year from the
store.
"""

from __future__ import annotations

from collections.abc import Iterable

from dashboard import places
from dashboard.filters import Filters
from dashboard.measures.view_facts import fetch_children
from dashboard.programme import first_day
from dashboard.ui import data
from dashboard.ui.viewer import viewer
from dashboard.ui.words import language, number, t

above = places.ancestors


def _own_name(code: str) -> str:
    if len(code) == 8:
        return _village_names((code,)).get(code, code)
    return places.name(code, language()) or code


def _village_names(codes: tuple[str, ...]) -> dict[str, str]:
    rows = data.records("pages/village_names", codes=codes) if codes else []
    return {row["code"]: row["name_th"] for row in rows}


def _short(code: str, own: str) -> str:
    if not code:
        return t("place.nation.name")
    level = places.level_of(code)
    key = f"place.{level}.capital" if code.startswith("10") and level != "province" else f"place.{level}.short"
    return t(key, name=own, moo=number(int(code[6:] or 0)))


def name(code: str) -> str:
    """The name as it stands in the breadcrumb: ประเทศ, จ.ขอนแก่น, อ.ภูเวียง, ต.เมืองใหม่, บ้านโนน ม.3."""
    return _short(code, _own_name(code) if code else "")


def names(codes: Iterable[str]) -> dict[str, str]:
    """The names of many places, as `name` gives them, with one look at the store: code → name."""
    wanted = tuple(codes)
    villages = _village_names(tuple(code for code in wanted if len(code) == 8))
    return {code: _short(code, villages.get(code, code)) if len(code) == 8 else name(code) for code in wanted}


def plain_names(codes: Iterable[str]) -> dict[str, str]:
    """The names of many places without a word for their level, for a column that says it: code → name."""
    wanted = tuple(codes)
    found = names(code for code in wanted if len(code) == 8)
    return {code: found[code] if code in found else _own_name(code) for code in wanted}


def full_name(code: str) -> str:
    """The name with its level in full: จังหวัดขอนแก่น; for titles and documents."""
    return _in_full(code, _own_name(code) if code else "")


def full_names(codes: Iterable[str]) -> dict[str, str]:
    """The names of many places, as `full_name` gives them, with one look at the store: code → name."""
    wanted = tuple(codes)
    villages = _village_names(tuple(code for code in wanted if len(code) == 8))
    return {code: _in_full(code, villages.get(code, code)) if len(code) == 8 else full_name(code) for code in wanted}


def _in_full(code: str, own: str) -> str:
    if not code:
        return t("place.nation.full")
    level = places.level_of(code)
    capital = code.startswith("10") and level not in ("province", "village")
    key = f"place.{level}.capital_full" if capital else f"place.{level}.full"
    return own if code == "10" else t(key, name=own, moo=number(int(code[6:] or 0)))


def children(code: str, fiscal_year: int) -> dict[str, str]:
    """The areas one level below that have villages of the year: code → plain name, in dictionary order.

    Of an area that is not one's own as a whole, those that are or hold one's own.
    """
    if len(code) >= 8:
        return {}
    if viewer().reaches(code):
        rows = data.fetch(fetch_children, Filters(fiscal_year, first_day(fiscal_year), (code,) if code else ()))
    else:
        rows = data.records("pages/child_places", parent_code=code, digits=len(code), fiscal_year=fiscal_year)
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
    return t(f"place.{('nation', 'province', 'district', 'subdistrict', 'village')[code_digits // 2]}.word")
