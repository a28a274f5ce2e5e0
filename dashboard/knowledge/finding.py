"""Which knowledge records a view has: those that fit a question, how many of each kind, one whole, what comes near.

Every function takes a connection and answers with plain values. Records are limited by `place_scope` in every query.
It must not know addresses or how anything is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from dashboard import sql
from dashboard.filters import Filters
from dashboard.knowledge.asking import Asked, read_question
from dashboard.knowledge.marking import Piece, Snippet, mark, snippet
from dashboard.thai_words import folded

if TYPE_CHECKING:
    import duckdb

SECTIONS = (
    "background",
    "objectives",
    "ingredients",
    "equipment",
    "process",
    "cautions",
    "success_factors",
    "problems",
)
OPTIONAL = ("ingredients",)  # the form asks for raw materials "if any"
FIELDS = ("title", "category", "owner", "place", "position", *SECTIONS)
SNIPPETS = (
    "process",
    "background",
    "objectives",
    "ingredients",
    "equipment",
    "cautions",
    "success_factors",
    "problems",
)
PAGE = 10  # results at a time
MOST_ROWS = 5_000  # of a file to take away
_ALIKE = 0.8  # of the letters of two words, in their order
_AS_ALIKE = 0.05  # a word that looks so much less alike than the best is not meant
_MOST_NEAR, _LOOKED_AT = 3, 40


@dataclass(frozen=True)
class Chosen:
    """What is chosen beside the question; None = all, '' and 0 = those that do not say.

    `lacks` is a section that the record has no word of, '' = it lacks none.
    """

    category: str | None = None
    position: str | None = None
    fiscal_year: int | None = None
    lacks: str | None = None


@dataclass(frozen=True)
class Search:
    """A whole search: the question, where it looks (not the names of people who may not be seen), what is chosen and
    whether the newest come first.
    """

    asked: Asked = field(default_factory=Asked)
    fields: tuple[str, ...] = FIELDS
    chosen: Chosen = field(default_factory=Chosen)
    newest: bool = False

    def params(self) -> dict[str, Any]:
        """The parameters of every query of a search."""
        return {
            "asked": self.asked.params(self.fields),
            "chosen": asdict(self.chosen),
            "newest": self.newest or not self.asked.groups,
        }


@dataclass(frozen=True)
class Result:
    """One record of the list: where the words of the question stand in its title and text."""

    record_id: str
    place: int
    title: tuple[Piece, ...]
    owner: str
    position: str
    category: str
    area_code: str
    recorded_on: date | None
    state: str
    missing: tuple[str, ...]
    snippet: Snippet | None
    loosely: tuple[int, ...]


@dataclass(frozen=True)
class Found:
    """One page of the list, and how many records there are in all."""

    results: tuple[Result, ...]
    n_all: int


@dataclass(frozen=True)
class Choice:
    """A value to choose by, and how many records have it."""

    kind: str
    value: str
    n_records: int
    n_values: int


@dataclass(frozen=True)
class Nearest:
    """Another question that finds something: the words left out of it, or the word put in their place."""

    text: str
    n_records: int


def find_records(con: duckdb.DuckDBPyConnection, filters: Filters, search: Search, page: int) -> Found:
    """A page (from 1) of the records that fit; empty beyond the last."""
    rows = _rows(con, "results", filters, search, skip=(page - 1) * PAGE, n=PAGE)
    return Found(tuple(_result(row, search.asked) for row in rows), rows[0]["n_all"] if rows else 0)


def find_choices(con: duckdb.DuckDBPyConnection, filters: Filters, search: Search, digits: int, n: int) -> list[Choice]:
    """At most `n` values of every kind to choose by; places by the code length `digits`."""
    rows = _rows(con, "facets", filters, search, digits=digits, n=n)
    return [Choice(**row) for row in rows]


def find_beside(con: duckdb.DuckDBPyConnection, filters: Filters, search: Search, record_id: str) -> dict[str, Any]:
    """Place in the list and the neighbours of a record (see the query); empty when it does not fit the question."""
    rows = _rows(con, "beside", filters, search, record_id=record_id)
    return rows[0] if rows else {}


def find_rows(con: duckdb.DuckDBPyConnection, filters: Filters, search: Search) -> list[dict[str, Any]]:
    """The records that fit, whole, at most MOST_ROWS; `n_all` on each row counts all."""
    return _rows(con, "rows", filters, search, n=MOST_ROWS)


def find_nearest(con: duckdb.DuckDBPyConnection, filters: Filters, search: Search) -> list[Nearest]:
    """What finds something where the question finds nothing: a word spelled otherwise, else the question without one of
    its words, else each word alone.
    """
    asked = search.asked
    ways = (_spelled_otherwise(con, asked), asked.without_one(), list(asked.words) if len(asked.words) > 1 else [])
    return next((near for texts in ways if (near := _that_find(con, filters, search, texts))), [])


def _that_find(con: duckdb.DuckDBPyConnection, filters: Filters, search: Search, texts: Iterable[str]) -> list[Nearest]:
    near = []
    for text in dict.fromkeys(texts):
        other = Search(read_question(text), search.fields, search.chosen)
        found = _rows(con, "results", filters, other, skip=0, n=1)
        if found and other.asked.groups:
            near.append(Nearest(text, found[0]["n_all"]))
    return near


def _spelled_otherwise(con: duckdb.DuckDBPyConnection, asked: Asked) -> list[str]:
    """The question with the words of the records that look most like what was typed between two spaces."""
    texts = []
    for typed in asked.text.split():
        rows = sql.records(con, "pages/knowledge_near", word=folded(typed), n=_LOOKED_AT)
        texts += [asked.instead(typed, word) for word in _most_alike(folded(typed), [row["term"] for row in rows])]
    return texts


def _most_alike(typed: str, terms: list[str]) -> list[str]:
    """The terms that look most like a word, letter by letter: the engine compares bytes, three for each Thai letter."""
    likeness = {term: SequenceMatcher(None, typed, term, autojunk=False).ratio() for term in terms}
    if typed in likeness:
        return []
    best = max(likeness.values(), default=0)
    alike = [term for term in terms if likeness[term] >= max(_ALIKE, best - _AS_ALIKE)]
    return sorted(alike, key=lambda term: -likeness[term])[:_MOST_NEAR]


def _rows(
    con: duckdb.DuckDBPyConnection, name: str, filters: Filters, search: Search, **own: Any
) -> list[dict[str, Any]]:
    query = f"pages/knowledge_{name}"
    wanted = {key: value for key, value in search.params().items() if key in sql.parameters(query)}
    return sql.records(con, query, **sql.of_view(query, filters, **wanted, **own))


def _result(row: dict[str, Any], asked: Asked) -> Result:
    loosely = row["loosely"] or ()
    return Result(
        row["record_id"],
        row["place"],
        mark(row["title"], asked, loosely),
        row["owner"],
        row["position"] or "",
        row["category"] or "",
        row["area_code"],
        row["recorded_on"],
        row["state"],
        tuple(row["missing"]),
        snippet({field: row[field] for field in SNIPPETS}, asked, loosely),
        tuple(loosely),
    )
