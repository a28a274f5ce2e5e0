"""What pages ask of the store: answers remembered by (what was asked, snapshot, the areas of who asks)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import sql
from dashboard.access.roles import Person
from dashboard.errors import OutsideYourAreas, SammachipError
from dashboard.filters import Filters
from dashboard.measures.beyond import (
    Cells,
    check_comparable,
    fetch_cells,
    fetch_rates,
    fetch_stages_beyond,
    told_measures,
)
from dashboard.measures.fetching import fetch_measures
from dashboard.measures.results import AreaMeasures
from dashboard.ui.asking import Question, answer_of, are_still_so, look_ahead
from dashboard.ui.opened import forget, reading, snapshot
from dashboard.ui.viewer import viewer

if TYPE_CHECKING:
    import duckdb

__all__ = [
    "asked_since",
    "begin_asking",
    "begin_showing",
    "fetch",
    "fetch_beyond",
    "forget",
    "is_as_shown",
    "reading",
    "records",
    "snapshot",
    "view_records",
]

P = ParamSpec("P")
T = TypeVar("T")
A = TypeVar("A")


def fetch(ask: Callable[Concatenate[duckdb.DuckDBPyConnection, P], T], /, *args: P.args, **facts: P.kwargs) -> T:
    """`ask(connection, *args, **facts)` on the newest snapshot, remembered: `fetch(fetch_measures, filters)`.

    `ask` is a function of a module (its name is the key); arguments are values that can be hashed by
    content, such as Filters. Every call gets its own cursor, which reads the rows of the areas of who looks and no
    others; a view that reaches further is refused, so that no part of an area passes for the whole.
    Raises StoreIsEmpty, OutsideYourAreas, and what `ask` raises.
    """
    person = viewer()
    if ask is fetch_rates:
        return cast(T, _rates(person, *args, **facts))  # type: ignore[arg-type]
    if ask is fetch_stages_beyond:
        return _asked((), ask, args, facts)
    for filters in _views(args, facts):
        if not _reaches(person, filters):
            raise OutsideYourAreas(areas=",".join(filters.areas))
    return _asked(person.areas, ask, args, facts)


def _rates(person: Person, filters: Filters, by: str | None = None) -> list[AreaMeasures]:
    """Rates of areas as they may be told to this person, of whose own part all is known."""
    check_comparable(filters, by)
    cells = _asked((), fetch_cells, (filters,), {})
    return told_measures(_asked((), fetch_measures, (filters, by), {}), cells, _own_cells(person, filters))


def _own_cells(person: Person, filters: Filters) -> Cells:
    try:
        return _asked(person.areas, fetch_cells, (person.limited(filters),), {})
    except OutsideYourAreas:
        return {}


def fetch_beyond(
    ask: Callable[Concatenate[duckdb.DuckDBPyConnection, Filters, ...], list[A]],
    told: Callable[Concatenate[duckdb.DuckDBPyConnection, Filters, ...], list[A]],
    /,
    filters: Filters,
) -> list[A]:
    """What `ask` says of a view to compare with; where it is not one's own, what `told` leaves (`measures.beyond`).

    Raises OutsideYourAreas for areas or filters that would make groups small.
    """
    return fetch(ask if _reaches(viewer(), filters) else told, filters)


def _reaches(person: Person, filters: Filters) -> bool:
    return all(person.reaches(area) for area in filters.areas or ("",))


def _asked(areas: tuple[str, ...], ask: Callable[..., T], args: tuple[Any, ...], facts: dict[str, Any]) -> T:
    now = snapshot()
    question = Question(areas, ask, args, facts)
    found: T
    found, names = answer_of(now, question)
    look_ahead(now, question)
    sql.note(names)
    if get_script_run_ctx(suppress_warning=True):  # a file is made on a thread of its own, where nobody looks
        _behind().update(dict.fromkeys(names))
        if not _beside.get():
            st.session_state.setdefault(_SHOWN, []).append((now, question))
    return found


def _views(args: Iterable[Any], facts: Mapping[str, Any]) -> Iterator[Filters]:
    """The views among what is asked for; one that was made into parameters is known by its scope."""
    for value in (*args, *facts.values()):
        if isinstance(value, Filters):
            yield value
        elif isinstance(value, Mapping) and isinstance(value.get("scope"), Mapping):
            scope = value["scope"]
            yield Filters(scope["fiscal_year"], scope["status_on"], tuple(scope["areas"] or ()))


def begin_showing() -> None:
    """What is asked from here on is what this window shows, until it is drawn again."""
    st.session_state[_SHOWN] = []


@contextmanager
def beside_the_page() -> Iterator[None]:
    """What is asked inside is drawn by itself, so that the page need not be drawn again for it."""
    token = _beside.set(True)
    try:
        yield
    finally:
        _beside.reset(token)


def is_as_shown() -> bool:
    """Whether all that this window shows is so in the newest state as well."""
    try:
        return are_still_so(snapshot(), st.session_state.get(_SHOWN, ()))
    except SammachipError:
        return False  # whoever draws it again is told


def _behind() -> dict[str, None]:
    kept: dict[str, None] = st.session_state.setdefault(_BEHIND, {})
    return kept


def asked_since() -> tuple[str, ...]:
    """The queries behind what was drawn since `begin_asking`, in the order in which they were asked."""
    return tuple(_behind())


def begin_asking() -> None:
    """What is asked from here on is behind the next thing that is drawn."""
    st.session_state[_BEHIND] = {}


_BEHIND = "_behind"
_SHOWN = "_shown_answers"
_beside: ContextVar[bool] = ContextVar("beside", default=False)


def _records(con: duckdb.DuckDBPyConnection, name: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    return sql.records(con, name, **params)


def records(name: str, **params: Any) -> list[dict[str, Any]]:
    """The rows of a query of `queries/` as dictionaries, remembered: `records("pages/data_facts", **…)`."""
    return fetch(_records, name, params)


def view_records(name: str, filters: Filters, **own: Any) -> list[dict[str, Any]]:
    """The rows of a query of a view: it is given the view's parameters that it takes, and its own."""
    return fetch(_records, name, sql.of_view(name, filters, **own))
