"""A view is its address: what is looked at, on which day, beside which other day or area, in which language.

`read_view` makes one from an address and `View.link` makes an address from one, so that every link, the
browser's back button and a copied address open the same numbers. Pure: it must not know Streamlit or the
store.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from urllib.parse import quote_plus

from dashboard.filters import UNSAID, Filters, from_query
from dashboard.persons import name_key
from dashboard.programme import default_day, default_year

VILLAGE_FILTERS = ("officer", "training", "otop", "stage")
FILTER_KEYS = (*VILLAGE_FILTERS, "occupation")
FRAME_KEYS = ("area", "without", "fy", "as_of", "compare", *FILTER_KEYS, "lang", "digits", "meeting")
COMPARISONS = ("month", "quarter", "nation", "none")
DEFAULT_COMPARISON = "month"
LONGEST_MEETING = 4000


@dataclass(frozen=True)
class View:
    """What a page shows. `compare` is a word of COMPARISONS, an ISO day or an area's code; `own` are the page's own
    keys; `idle` are filters of the address that have no effect on this page, kept for the next one; `meeting` is the
    address of the slide from which somebody came, '' outside a meeting.
    """

    filters: Filters
    page: str = ""
    compare: str = DEFAULT_COMPARISON
    language: str = ""
    digits: str = ""
    own: tuple[tuple[str, str], ...] = ()
    idle: tuple[tuple[str, str], ...] = ()
    meeting: str = ""

    @property
    def compare_area(self) -> str | None:
        """The area to compare with ('' the nation); None when it is a day, or nothing."""
        if self.compare == "nation":
            return ""
        return self.compare if self.compare.isdigit() else None

    @property
    def compared(self) -> Filters | None:
        """What the view is compared with: the same villages on another day, or another area on the same day."""
        if self.filters.compare_on is not None:
            return self.filters.at(self.filters.compare_on)
        area = self.compare_area
        return None if area is None else self.filters.of(area)

    def get(self, key: str, default: str = "") -> str:
        """The page's own part of the address."""
        return dict(self.own).get(key, default)

    @property
    def child_digits(self) -> int:
        """As that of its filters."""
        return self.filters.child_digits

    def to_query(self) -> dict[str, str]:
        """The whole address of this view, the frame's keys first."""
        return dict(self._query)

    @cached_property
    def _query(self) -> dict[str, str]:
        query = self.filters.to_query()
        query.pop("compare", None)
        if self.compare != DEFAULT_COMPARISON:
            query["compare"] = self.compare
        if self.language:
            query["lang"] = self.language
        if self.digits:
            query["digits"] = self.digits
        if self.meeting:
            query["meeting"] = self.meeting
        return {**query, **{k: keys_of(v) if k == "officer" else v for k, v in self.idle}, **dict(self.own)}

    def at_area(self, *codes: str) -> View:
        """The same view of one area ('' is the nation) or of several; nothing is left out any more."""
        return replace(self, filters=self.filters.of(*codes))

    def link(self, page: str | None = None, *, area: str | None = None, **own: str | None) -> str:
        """The address of another view: a page (its `url_path`), an area, the page's own keys (None takes one
        away).

        Another page starts without the own keys of this one. The address is relative to the app.
        """
        if area and page in (None, self.page) and not own:
            before, after = self._around_area
            return f"{before}{_quoted(area)}{after}"
        query = self.to_query()
        if area is not None:
            query = _of_area(query, area)
        to = self.page if page is None else page
        if to != self.page:
            query = {key: value for key, value in query.items() if key in FRAME_KEYS}
        for key, value in own.items():
            if value is None:
                query.pop(key, None)
            else:
                query[key] = value if key != "officer" else keys_of(value)
        return _address(to, query)

    @cached_property
    def _around_area(self) -> tuple[str, str]:
        """What stands before and after the area in addresses of this page: a table links to each area many times."""
        before, _, after = _address(self.page, _of_area(self._query, _ANY)).partition(_ANY)
        return before, after


_ANY = "_an_area_"


def _address(page: str, query: Mapping[str, str]) -> str:
    return f"./{page}?{'&'.join(f'{_quoted(key)}={_quoted(value)}' for key, value in query.items())}"


def _of_area(query: dict[str, str], area: str) -> dict[str, str]:
    """The address of `View.at_area`, without making that view."""
    rest = {key: value for key, value in query.items() if key not in ("area", "without")}
    return {"fy": rest.pop("fy"), "as_of": rest.pop("as_of"), **({"area": area} if area else {}), **rest}


@lru_cache(maxsize=4096)
def _quoted(text: str) -> str:
    return quote_plus(text, safe=",")


def keys_of(officers: str) -> str:
    """Names of officers joined by commas as they stand in an address."""
    return ",".join(part if part == UNSAID else name_key(part) for part in officers.split(",") if part)


def compare_day(word: str, as_of: date) -> date | None:
    """The day that a word of COMPARISONS means: the end of the last month or quarter before `as_of`, or none."""
    if word == "month":
        return as_of.replace(day=1) - timedelta(days=1)
    if word == "quarter":  # fiscal quarters end with December, March, June, September
        return as_of.replace(month=(as_of.month - 1) // 3 * 3 + 1, day=1) - timedelta(days=1)
    return None


def _is_area(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) in (2, 4, 6, 8)


def read_view(
    query: Mapping[str, str],
    *,
    page: str,
    years: Sequence[int],
    today: date,
    applies: Sequence[str] = FILTER_KEYS,
) -> View:
    """The view an address names; what it leaves out is the default. UnreadableOption when a part cannot be
    read.

    Filters that do not apply on the page, and those of villages where the view is one village, are kept aside.
    """
    year = default_year(years, today)
    asked = query.get("fy", "")
    if asked.isascii() and asked.isdigit() and len(asked) == 4:
        year = int(asked)
    compare = query.get("compare", DEFAULT_COMPARISON)
    is_day = compare not in COMPARISONS and not _is_area(compare)
    rest = {key: value for key, value in query.items() if key != "compare" or is_day}
    is_village = len(query.get("area", "")) == 8
    idle = [k for k in FILTER_KEYS if query.get(k) and (k not in applies or (is_village and k in VILLAGE_FILTERS))]
    from_query(rest, default_year=year, default_day=default_day(year, today))  # idle ones are read as strictly
    rest = {key: value for key, value in rest.items() if key not in idle}
    filters = from_query(rest, default_year=year, default_day=default_day(year, today))
    return View(
        filters=replace(filters, compare_on=filters.compare_on or compare_day(compare, filters.as_of)),
        page=page,
        compare=compare,
        language=query.get("lang", ""),
        digits=query.get("digits", ""),
        own=tuple((key, value) for key, value in query.items() if key not in FRAME_KEYS),
        idle=tuple((key, query[key]) for key in idle),
        meeting=query.get("meeting", "")[:LONGEST_MEETING] if page != "meeting" else "",
    )
