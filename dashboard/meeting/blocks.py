"""What a slide is drawn from, on the screen and in every file: finished words with the raw numbers beside them.

A slide is rows of blocks that stand side by side. Plain data (strings, numbers, None, tuples), so that it goes into
JSON as it is. Lengths are shares, never pixels; a text is shown letter by letter, never read as markup.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from dashboard.measures.results import Number, Status
from dashboard.meeting.slides import Kind

Tone = Literal["", "good", "bad", "quiet"]
Unit = Literal["percent", "count", "ratio", "baht"]


@dataclass(frozen=True, slots=True)
class Tile:
    """A measure, loud: its value, status and target, the change and since when; `n` says how many stand behind it.

    `measure` is '' for a plain number that is none of the measures.
    """

    label: str
    value: str
    number: Number | None = None
    measure: str = ""
    target: str = ""
    status: Status = "none"
    status_word: str = ""
    change: str = ""
    tone: Tone = ""
    since: str = ""
    n: str = ""
    kind: Literal["tile"] = "tile"


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of bars: its value and what is `shown` for it; `then` (None: unknown) is the value of the last meeting.

    `low` and `high` are the 95 % interval, `note` says what it means to those who cannot see it; `href` is the page of
    its area.
    """

    label: str
    number: float | None
    shown: str
    then: float | None = None
    then_shown: str = ""
    low: float | None = None
    high: float | None = None
    status: Status = "none"
    status_word: str = ""
    area_code: str = ""
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars on one scale from `least` to `most`; zero is always on it, and bars start there.

    `target` (with its words) is one for all rows. A heading of one space keeps the room of its neighbour's.
    """

    heading: str
    unit: Unit
    rows: tuple[Bar, ...]
    least: float
    most: float
    target: float | None = None
    target_shown: str = ""
    kind: Literal["bars"] = "bars"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: `share` is its part of the width, all columns together 1."""

    label: str
    share: float
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: finished words, the raw number where it is one, a status where it tells one, a page behind it."""

    text: str
    number: float | None = None
    status: Status | Literal["open", "overdue", "done", "dropped", ""] = ""
    tone: Tone = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as there are columns."""

    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Detail:
    """A name below a point, with the page behind it."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a list with names below it (villages); `status` has the icon of its tone."""

    text: str
    details: tuple[Detail, ...] = ()
    status: Status = "none"


@dataclass(frozen=True, slots=True)
class Points:
    """A list of points under a heading."""

    heading: str
    items: tuple[Point, ...]
    kind: Literal["points"] = "points"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `tone` quiet is small print, bad a warning."""

    text: str
    tone: Tone = ""
    kind: Literal["text"] = "text"


Block = Tile | Bars | Table | Points | Text


@dataclass(frozen=True, slots=True)
class DrawnSlide:
    """A slide ready to be drawn. One that would hold more than can be read is continued: `part` of `parts`.

    `id` is its own in the deck, `slide_id` the agenda's (equal for the first part). `lead` is the slide in a sentence;
    `foot` is told part by part, a label of example data first; `href` is the page behind it. `scale` is how much larger
    than usual the letters of the rows are, so that a slide with little on it is filled (1 to 1.5).
    """

    id: str
    slide_id: str
    kind: Kind
    area_code: str
    title: str
    lead: str
    rows: tuple[tuple[Block, ...], ...]
    foot: tuple[str, ...]
    href: str
    part: int = 1
    parts: int = 1
    is_scenario: bool = False
    is_example: bool = False
    scale: float = 1.0


def as_json(slides: tuple[DrawnSlide, ...]) -> list[dict[str, Any]]:
    """The slides as plain lists and dictionaries; every block says its `kind`."""
    return [asdict(slide) for slide in slides]
