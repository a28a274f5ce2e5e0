"""Places: DOPA codes and names, the hierarchy their digits spell, and the way from a cell to a code.

A place is its code: province 2 digits, district 4, subdistrict 6, village 8; "" is the nation. Names and
abolished codes come from `geothai`, loaded when first asked for, and what followed them also from `successions`. It
must not know registers, the store (where villages' names are) or the words of messages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from dashboard.successions import successions
from dashboard.thai import Cell, Language, arabic_digits, is_missing, repair

if TYPE_CHECKING:
    from geothai.types import District, Province, Subdistrict


class Level(StrEnum):
    """How large a place is, from the nation down; the names `--by` takes."""

    NATION = "nation"
    PROVINCE = "province"
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    VILLAGE = "village"

    @property
    def digits(self) -> int:
        """The length of this level's codes: 0, 2, 4, 6 or 8."""
        return 2 * list(Level).index(self)


NATION = ""
_LEVELS = {level.digits: level for level in Level}


# -- codes and names


def level_of(code: str) -> Level:
    """The level that a code's length means. Raises ValueError for a length no level has."""
    try:
        return _LEVELS[len(code)]
    except KeyError:
        raise ValueError(f"not a DOPA code: {code!r}") from None


def parent(code: str) -> str | None:
    """The code one level up; `None` above the nation."""
    return code[:-2] if code else None


def ancestors(code: str) -> tuple[str, ...]:
    """The codes above a place, the nation first: "390401" has "", "39", "3904"."""
    return tuple(code[:digits] for digits in range(0, len(code), 2))


def _area(code: str) -> Province | District | Subdistrict | None:
    import geothai  # its schema alone takes longer to import than most commands to run

    find = {2: geothai.province, 4: geothai.district, 6: geothai.subdistrict}.get(len(code))
    return find(code) if find else None


def name(code: str, language: Language = "th") -> str | None:
    """DOPA's name of a province, district or subdistrict in force; `None` for every other code."""
    area = _area(code)
    if area is None:
        return None
    return str(area.name_en if language == "en" else area.name_th)


def known(code: str) -> bool:
    """Whether DOPA has this province, district or subdistrict in force."""
    return _area(code) is not None


@cache
def all_places() -> tuple[str, ...]:
    """Every province, district and subdistrict in force, in code order."""
    import geothai

    provinces = [area.code for area in geothai.provinces()]
    districts = [area.code for code in provinces for area in geothai.districts(code)]
    subdistricts = [area.code for code in districts for area in geothai.subdistricts(code)]
    return tuple(sorted([*provinces, *districts, *subdistricts]))


def children(code: str) -> tuple[str, ...]:
    """The codes one level down, in code order; none below a subdistrict, for DOPA's list has no villages."""
    import geothai

    if len(code) == 0:
        return tuple(area.code for area in geothai.provinces())
    areas = geothai.districts(code) if len(code) == 2 else geothai.subdistricts(code)
    return tuple(area.code for area in areas)


def siblings(code: str) -> tuple[str, ...]:
    """The other places under the same parent, in code order."""
    above = parent(code)
    return () if above is None else tuple(other for other in children(above) if other != code)


# -- abolished codes


@dataclass(frozen=True)
class _Abolished:
    code: str
    names: tuple[str, ...]
    successors: tuple[str, ...]


@cache
def _abolished() -> Mapping[str, _Abolished]:
    from geothai.abolished import abolished_areas

    further = {code: (row.successor_code,) for code, row in successions().items()}
    areas = (
        _Abolished(
            area.code,
            tuple(filter(None, (area.name_th, area.name_en))),
            tuple(area.successors) or further.get(area.code, ()),
        )
        for area in abolished_areas()
    )
    return MappingProxyType({area.code: area for area in areas})


def was_abolished(code: str) -> bool:
    """Whether DOPA once had this district or subdistrict and abolished it."""
    return code in _abolished() and not known(code)


def successors(code: str) -> tuple[str, ...]:
    """The codes in force that took over an abolished district or subdistrict; () when none is on record."""
    found: dict[str, None] = {}
    seen, waiting = {code}, [code] if was_abolished(code) else []
    while waiting:
        for heir in _abolished()[waiting.pop(0)].successors:
            if known(heir):
                found[heir] = None
            elif heir in _abolished() and heir not in seen:
                seen.add(heir)
                waiting.append(heir)
    return tuple(found)


# -- names as people write them

_PREFIXES = {
    2: ("จังหวัด", "changwat"),
    4: ("กิ่งอำเภอ", "อำเภอ", "เขต", "amphoe", "khet"),
    6: ("ตำบล", "แขวง", "tambon", "khwaeng"),
}
_SUFFIXES = {2: ("province",), 4: ("district",), 6: ("subdistrict",)}
# One letter is a prefix only with its dot or space: most names begin with some letter.
_SHORT_PREFIXES = {2: r"จ[. ]+", 4: r"(?:กิ่ง ?)?อ[. ]+", 6: r"ต[. ]+"}
_ALIASES = {"10": ("กทม", "กรุงเทพ"), "14": ("อยุธยา", "ayutthaya")}
_CAPITAL = ("เมือง", "mueang", "muang")
_NATION_NAMES = frozenset({"ทั่วประเทศ", "ทั้งประเทศ", "ทั่วราชอาณาจักร", "ประเทศ", "ประเทศไทย", "thailand"})


def _plain(text: str) -> str:
    """A name without case, spaces and marks of writing."""
    text = re.sub(r"[\s.\-'’ฯ()\ufffd]", "", arabic_digits(repair(text)).lower())
    return re.sub("ำ([่-๋])", r"\1ำ", text)


def _loose(plain: str) -> str:
    """A plain name with sara am and sara aa alike: "อ านาจเจริญ" and "หนองบัว ลาภู" lost theirs."""
    return re.sub("า+", "า", plain.replace("ำ", "า"))


def _without_words(form: str, digits: int, fold: bool) -> Iterable[str]:
    for prefix in _PREFIXES[digits]:
        word = _loose(prefix) if fold else prefix
        if form.startswith(word) and form != word:
            yield form[len(word) :]
            break
    for suffix in _SUFFIXES[digits]:
        if form.endswith(suffix) and form != suffix:
            yield form[: -len(suffix)]


@lru_cache(maxsize=100_000)
def _readings(text: str, digits: int) -> tuple[tuple[str, bool], ...]:
    """What a cell may mean, most literal first: (form, whether it is loose)."""
    text = repair(text)
    plain = [_plain(text)]
    if short := re.match(_SHORT_PREFIXES[digits], text):
        plain.append(_plain(text[short.end() :]))
    plain += [form for whole in tuple(plain) for form in _without_words(whole, digits, fold=False)]
    loose = [_loose(form) for form in plain]
    loose += [form for whole in tuple(loose) for form in _without_words(whole, digits, fold=True)]
    readings = [*((form, False) for form in plain), *((form, True) for form in loose)]
    return tuple(dict.fromkeys((form, fold) for form, fold in readings if form))


_Index = Mapping[tuple[str, bool], tuple[str, ...]]


def _indexed(names: Iterable[tuple[str, str]]) -> _Index:
    """(form, loose) → codes, in code order."""
    index: defaultdict[tuple[str, bool], set[str]] = defaultdict(set)
    for code, written in names:
        plain = _plain(written)
        for form in (plain, *_without_words(plain, len(code), fold=False)):
            index[form, False].add(code)
            index[_loose(form), True].add(code)
    return {key: tuple(sorted(codes)) for key, codes in index.items()}


def _names_of(code: str) -> Iterable[str]:
    area = _area(code)
    if area is not None:
        yield area.name_th
        yield area.name_en
    yield from _ALIASES.get(code, ())
    if len(code) == 4 and code.endswith("01") and not code.startswith("10"):
        yield from _CAPITAL  # the capital district is XX01 everywhere but in Bangkok, which has none


@cache
def _in_force(digits: int) -> _Index:
    codes = (code for code in all_places() if len(code) == digits)
    return _indexed((code, written) for code in codes for written in _names_of(code))


@cache
def _no_longer(digits: int) -> _Index:
    areas = (area for area in _abolished().values() if len(area.code) == digits)
    return _indexed((area.code, written) for area in areas for written in area.names)


@lru_cache(maxsize=100_000)
def _named(text: str, digits: int, within: frozenset[str] | None, abolished: bool = False) -> frozenset[str]:
    """The places of a level, below one of `within`, that a cell names; the most literal reading wins."""
    index = _no_longer(digits) if abolished else _in_force(digits)
    for reading in _readings(text, digits):
        codes = index.get(reading, ())
        if within is not None:
            codes = tuple(code for code in codes if any(code.startswith(above) for above in within))
        if codes:
            return frozenset(codes)
    if text.rstrip().endswith("ฯ"):  # a name cut short, as in ประจวบฯ
        return _begun(text, digits, within) if not abolished else frozenset()
    return frozenset()


def _begun(text: str, digits: int, within: frozenset[str] | None) -> frozenset[str]:
    pool = _below(within, digits)
    for form, fold in _readings(text, digits):
        if not fold and (codes := [code for code in pool if _plain(name(code) or "").startswith(form)]):
            return frozenset(codes)
    return frozenset()


def _below(within: frozenset[str] | None, digits: int) -> tuple[str, ...]:
    above = tuple(within) if within is not None else ("",)
    return tuple(code for code in all_places() if len(code) == digits and code.startswith(above))


def search(part: str, limit: int = 20) -> list[tuple[str, Level]]:
    """Places whose Thai or English name holds `part`: names that begin with it first, larger places first."""
    for form in dict.fromkeys(_loose(form) for digits in (4, 2, 6) for form, _ in _readings(part, digits)):
        ranks: dict[str, tuple[bool, int, str]] = {}
        for digits in (2, 4, 6):
            for (written, fold), codes in _in_force(digits).items():
                if fold and form in written:
                    for code in codes:
                        rank = (not written.startswith(form), digits, code)
                        ranks[code] = min(rank, ranks.get(code, rank))
        if ranks:
            return [(code, level_of(code)) for _, _, code in sorted(ranks.values())[:limit]]
    return []


# -- from cells to a code


@dataclass(frozen=True)
class Found:
    """Where a row belongs. `abolished_code` is the code it gave or named, if that is no longer in force."""

    code: str
    abolished_code: str | None = None


class Unplaced(ValueError):
    """A row whose place is not certain: `reason` is a message code, `candidates` the nearest codes."""

    def __init__(self, reason: str, candidates: Iterable[str] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.candidates = tuple(dict.fromkeys(candidates))


def _text(cell: Cell) -> str:
    """A cell as text, "" when it is missing; a whole number without its `.0`."""
    if is_missing(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return arabic_digits(repair(str(cell)))


def resolve_code(cell: Cell, digits: int | tuple[int, ...]) -> Found:
    """The place of a code with one of these numbers of digits; an abolished code gives its only successor.

    Raises Unplaced: place_missing, place_code_malformed, place_unknown, place_abolished_several.
    """
    text = _text(cell)
    if not text:
        raise Unplaced("place_missing")
    if re.fullmatch(r"[0-9]+\.0", text):  # a number cell that went through a csv
        text = text.removesuffix(".0")
    code = re.sub(r"[ .-]", "", text)
    grouped = re.fullmatch(r"[0-9]+(?:[ .-]+[0-9]+)*", text) and not isinstance(cell, date)
    if not grouped or len(code) not in _allowed(digits):
        raise Unplaced("place_code_malformed")
    return _in_force_now(code)


def _allowed(digits: int | tuple[int, ...]) -> frozenset[int]:
    return frozenset({digits} if isinstance(digits, int) else digits)


@lru_cache(maxsize=100_000)
def _in_force_now(code: str) -> Found:
    place, moo = code[:6], code[6:]
    if moo == "00":
        raise Unplaced("place_unknown")
    if known(place):
        return Found(code)
    heirs = successors(place)
    if len(heirs) == 1:
        return Found(heirs[0] + moo, code)
    if heirs:
        raise Unplaced("place_abolished_several", (heir + moo for heir in heirs))
    old = _abolished().get(place)
    same_name = _named(old.names[0], len(place), frozenset({place[:2]})) if old else ()
    raise Unplaced("place_unknown", (heir + moo for heir in sorted(same_name)))


_MOO = r"(?:บ้าน)?(?:หมู่?(?:บ้าน)?(?:ที่)?|ที่|ม|moo)?\.?([0-9]{1,2})"


def _read_moo(cell: Cell) -> str:
    """A village's two digits, "" when missing. Raises Unplaced("moo_unreadable")."""
    text = _text(cell).lower().replace(" ", "")
    if not text:
        return ""
    match = re.fullmatch(_MOO, text.removesuffix(".0"))
    if match is None or int(match[1]) == 0:
        raise Unplaced("moo_unreadable")
    return match[1].zfill(2)


_LARGEST_POOL = 300  # places compared letter by letter; a province's subdistricts, not the nation's


def _unknown(text: str, digits: int, within: frozenset[str] | None, moo: str) -> Unplaced:
    """The error for a name nobody has there, with the places that are written most alike."""
    return Unplaced("place_unknown", (code + moo for code in _nearest(text, digits, within)))


@lru_cache(maxsize=10_000)
def _nearest(text: str, digits: int, within: frozenset[str] | None) -> tuple[str, ...]:
    from difflib import get_close_matches

    provinces = None if within is None else frozenset(code[:2] for code in within)
    namesakes = sorted(_named(text, digits, provinces)) if provinces else []
    pool = _below(within, digits)
    if len(pool) > _LARGEST_POOL:
        return tuple(namesakes[:5])
    codes = {_loose(_plain(written)): code for code in pool for written in _names_of(code)}
    # the last reading has lost its prefix, and sara am counts as sara aa
    form = _readings(text, digits)[-1][0] if _readings(text, digits) else ""
    alike = get_close_matches(form, codes, n=5)
    return tuple(dict.fromkeys([*namesakes, *(codes[written] for written in alike)]))[:5]


def resolve_names(province: Cell, district: Cell, subdistrict: Cell, moo: Cell) -> Found:
    """The one place that these names mean, as deep as they are given; the others may tell a missing level.

    Names in force come first, then names of abolished subdistricts and districts. Raises Unplaced:
    place_missing, moo_unreadable, place_unknown, place_ambiguous, place_abolished_several.
    """
    number = _read_moo(moo)
    names = {2: _text(province), 4: _text(district), 6: _text(subdistrict)}
    given = {digits: text for digits, text in names.items() if text}
    if not given or (number and 6 not in given):
        raise Unplaced("place_missing")
    now: frozenset[str] | None = None  # places in force that fit the names so far
    then: frozenset[str] | None = None  # the same with abolished ones, which may have had these subdistricts
    for digits, text in given.items():
        deepest = digits == max(given)
        found = _named(text, digits, now) if now is None or now else frozenset()
        if deepest and len(found) == 1:
            return Found(min(found) + number)
        if deepest and found:
            raise Unplaced("place_ambiguous", (code + number for code in sorted(found)))
        abolished = _named(text, digits, then, True) if digits > 2 else frozenset()
        if not found and (deepest or not abolished):
            if deepest and abolished:
                return _taken_over(abolished, text, then, number)
            raise _unknown(text, digits, then, number if digits == 6 else "")
        now, then = found, found | abolished
    raise AssertionError("unreachable: the deepest name returns or raises")


def _taken_over(codes: frozenset[str], text: str, within: frozenset[str] | None, moo: str) -> Found:
    """The only place that took over the abolished places of one name."""
    heirs = {code: successors(code) for code in sorted(codes)}
    today = sorted({heir for found in heirs.values() for heir in found})
    if not all(heirs.values()):
        digits = len(min(codes))
        raise Unplaced("place_unknown", (code + moo for code in (*today, *_nearest(text, digits, within))))
    if len(today) == 1:
        return Found(today[0] + moo, min(codes) + moo)
    reason = "place_abolished_several" if len(codes) == 1 else "place_ambiguous"
    raise Unplaced(reason, (code + moo for code in today))


@lru_cache(maxsize=50_000, typed=True)  # the registers of an import name the same villages
def resolve(
    code_cell: Cell,
    province: Cell,
    district: Cell,
    subdistrict: Cell,
    moo: Cell,
    digits: int | tuple[int, ...],
) -> Found | None:
    """The place of a row by code, by names, or by both when they agree; `None` when it gives none.

    `digits` lists the depths that will do (0 is the nation, which is then what no place at all means); names
    below the deepest of them are not looked at. Raises Unplaced with any reason.
    """
    allowed = _allowed(digits)
    names = [
        cell if max(allowed) >= depth and not is_missing(cell) else None
        for depth, cell in ((2, province), (4, district), (6, subdistrict), (8, moo))
    ]
    if 0 in allowed:
        nation = [_plain(_text(cell)) in _NATION_NAMES for cell in (code_cell, names[0])]
        if any(nation):
            others = [cell for cell, is_nation in zip((code_cell, names[0]), nation, strict=True) if not is_nation]
            if all(is_missing(cell) for cell in (*others, *names[1:])):
                return Found(NATION)
            raise Unplaced("place_disagrees", (NATION,))
    if is_missing(code_cell):
        if all(cell is None for cell in names):
            return Found(NATION) if 0 in allowed else None
        depth = 2 * max(level for level, cell in enumerate(names, start=1) if cell is not None)
        if depth not in allowed:
            raise Unplaced("place_missing")
        return resolve_names(*names)
    found = resolve_code(code_cell, tuple(allowed - {0}))
    return found if all(cell is None for cell in names) else _agreed(found, names)


def _agreed(by_code: Found, names: list[Cell]) -> Found:
    """The place of a code when the names given with it, of today or of its abolished code, mean it too."""
    code, old = by_code.code, by_code.abolished_code
    number = _read_moo(names[3])
    moo_agrees = number in ("", code[6:])
    if moo_agrees and all(
        _is_called(_text(cell), depth, code) or (old is not None and _is_called(_text(cell), depth, old))
        for depth, cell in zip((2, 4, 6), names, strict=False)
        if cell is not None
    ):
        return by_code
    others: tuple[str, ...] = (code[:6] + number,) if len(code) == 8 and number else ()
    if any(cell is not None for cell in names[:3]):
        try:
            by_names = resolve_names(names[0], names[1], names[2], names[3] if names[2] is not None else None)
        except Unplaced as error:
            others = error.candidates
        else:
            if moo_agrees and code.startswith(by_names.code):
                return Found(code, old or by_names.abolished_code)
            others = (by_names.code,)
    raise Unplaced("place_disagrees", (code, *others))


def is_called(cell: Cell, code: str) -> bool:
    """Whether a cell names the place of this code."""
    return _is_called(_text(cell), len(code), code)


def _is_called(text: str, digits: int, code: str) -> bool:
    """Whether a name is that of a code's place at a level; false when the code does not go that deep."""
    place = code[:digits]
    within = frozenset({place[:-2]})
    return len(place) == digits and (
        place in _named(text, digits, within) or place in _named(text, digits, within, True)
    )
