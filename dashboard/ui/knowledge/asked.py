"""What the address asks of the page, what the store answers, and the words that several blocks share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.filters import UNSAID
from dashboard.knowledge.asking import read_question
from dashboard.knowledge.finding import (
    FIELDS,
    SECTIONS,
    Chosen,
    Found,
    Search,
    find_beside,
    find_records,
)
from dashboard.measures.view_facts import fetch_data_facts
from dashboard.ui import data
from dashboard.ui.persons import may_see_persons
from dashboard.ui.view import View
from dashboard.ui.words import number, t, year

Rows = list[dict[str, Any]]
FACETS = ("category", "lacks", "position", "year")  # the own keys of the choices, beside the frame's area
LISTED = ("list", "record", "more")  # own keys that a new question or choice starts without
MOST_WITHOUT = 500


@dataclass(frozen=True)
class Asked:
    """The search of the address: what was typed, the page of the list, the record that is open ('' = none)."""

    search: Search
    typed: str
    page: int
    record: str

    def of(self, facet: str) -> str | None:
        """The value that is chosen in a facet, '' for those that do not say; None when none is."""
        if facet == "year":
            chosen = self.search.chosen.fiscal_year
            return None if chosen is None else str(chosen or "")
        value: str | None = getattr(self.search.chosen, facet)
        return value

    @property
    def is_all(self) -> bool:
        """Whether nothing is asked for and nothing chosen: every record of the view."""
        return not self.search.asked.groups and self.search.chosen == Chosen()


def asked_of(view: View) -> Asked:
    """What the address asks; a value that cannot be read asks nothing. Names are searched by those who may see them."""
    typed = view.get("q").strip()
    fields = FIELDS if may_see_persons() else tuple(field for field in FIELDS if field != "owner")
    lacks = _value(view, "lacks")
    chosen = Chosen(
        _value(view, "category"),
        _value(view, "position"),
        _year(view),
        lacks if lacks is None or lacks in ("", *SECTIONS) else None,
    )
    newest = view.get("sort") == "newest"
    return Asked(Search(read_question(typed), fields, chosen, newest), typed, _page(view), view.get("record"))


def _value(view: View, key: str) -> str | None:
    value = view.get(key)
    return "" if value == UNSAID else value or None


def _year(view: View) -> int | None:
    value = view.get("year")
    if value == UNSAID:
        return 0
    return int(value) if value.isascii() and value.isdigit() and len(value) == 4 else None


def _page(view: View) -> int:
    value = view.get("list", "1")
    return max(int(value), 1) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def found_of(view: View, asked: Asked) -> tuple[Found, int]:
    """The page of the list that is asked for, the first one when there are fewer; and which one it is."""
    found = data.fetch(find_records, view.filters, asked.search, asked.page)
    if found.results or asked.page == 1:
        return found, asked.page
    return data.fetch(find_records, view.filters, asked.search, 1), 1


def facts_of(view: View) -> dict[str, int]:
    """How many records the view has (see `queries/pages/knowledge_facts.sql`)."""
    return data.view_records("pages/knowledge_facts", view.filters)[0]


def record_of(view: View, asked: Asked) -> dict[str, Any] | None:
    """The open record, whole; None when it is not in the view."""
    rows = data.view_records("pages/knowledge_one", view.filters, record_id=asked.record)
    return rows[0] if rows else None


def beside_of(view: View, asked: Asked) -> dict[str, Any]:
    """Where the open record stands in the list, and its neighbours; empty when it does not fit the question."""
    return data.fetch(find_beside, view.filters, asked.search, asked.record)


def n_villages(view: View) -> int:
    """How many target villages the view has in its fiscal year."""
    return data.fetch(fetch_data_facts, view.filters).n_villages


def without_of(view: View) -> Rows:
    """The target villages without a record; `n_all` on each row counts all of them."""
    return data.view_records("pages/knowledge_villages_without", view.filters, n=MOST_WITHOUT)


def link_without_list(view: View, **own: str | None) -> str:
    """The address with another question or choice: the list begins anew and no record is open."""
    return view.link(**{**dict.fromkeys(LISTED), **own})


def category_word(category: str | None) -> str:
    """A category as the record has it, or that it does not say."""
    return category or t("know.unsaid")


def facet_word(facet: str, value: str) -> str:
    """A value of a facet in words."""
    if facet == "lacks":
        return t(f"know.short.{value}") if value else t("know.lacks_none")
    if facet == "year" and value:
        return year(int(value))
    return value or t("know.unsaid")


def state_words(state: str, missing: tuple[str, ...] | list[str]) -> dict[str, str] | None:
    """How whole a record is, as a status; None when nothing is missing."""
    if state == "complete":
        return None
    if state == "unclear":
        return {"tone": "behind", "text": t("know.state.unclear")}
    return {"tone": "near", "text": t("know.state.partial", n=number(len(missing)))}
