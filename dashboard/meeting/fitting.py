"""How much room blocks take on a slide, and which go on the next one so that nothing is squeezed or cut.

A length is a hundredth of the slide's height; a slide is 16:9. Widths of texts are estimated from Sarabun's letters,
a little too wide rather than too narrow, so that what fits here fits on the screen and in a file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from math import ceil
from typing import TypeVar

from dashboard.meeting.blocks import Bars, Block, Points, Table, Text, Tile

WIDTH, HEIGHT = 100 * 16 / 9, 100.0
MARGIN, SIDE = 3.5, 5.0
INNER = WIDTH - 2 * SIDE
BODY, LINE = 2.5, 1.45  # letters, and lines as a multiple of them
TITLE, NUMBER, FEW, HEADING = 4.4, 6.2, 2.8, 2.9  # FEW: words in the place of a number, on up to two lines
GAP = 2.2
IN_COLUMN = 14
PAD = 1.2
# parts of the width of a row of bars
LABEL, SHOWN, JUDGED_LABEL, JUDGED_SHOWN = 0.33, 0.27, 0.29, 0.31
BAR_ROW, CELL_PAD = 3.75, 0.6
LARGEST = 1.5
Row = tuple[Block, ...]
T = TypeVar("T")
_LETTERS = {" .,:;'|ijl·": 0.28, "เ()ftr": 0.37, "าะำโไใ": 0.5, "ฌญณmwMW%": 0.88}


@cache
def _letter(letter: str) -> float:
    """The width of a letter as a share of its size."""
    if unicodedata.category(letter) == "Mn":
        return 0.0
    for letters, width in _LETTERS.items():
        if letter in letters:
            return width
    return 0.66 if letter.isascii() and letter.isupper() else 0.56 if letter.isascii() else 0.6


def text_width(text: str, size: float = BODY) -> float:
    """The width of a text on one line."""
    return size * sum(map(_letter, text))


def text_lines(text: str, width: float, size: float = BODY) -> int:
    """On how many lines a text stands: Thai breaks between words, which leaves a bit of most lines empty."""
    return max(1, ceil(text_width(text, size) / (0.92 * width))) if text else 0


def text_height(text: str, width: float, size: float = BODY) -> float:
    """The height of a text."""
    return text_lines(text, width, size) * size * LINE


def height(row: Row, inner: float = INNER) -> float:
    """The height of a row of blocks that share a width."""
    width = inner - GAP * (len(row) - 1)
    if isinstance(row[0], Tile):
        return _tiles_height([tile for tile in row if isinstance(tile, Tile)], width / len(row))
    return max(_block_height(block, share * width) for block, share in zip(row, shares(row), strict=True))


def shares(row: Row) -> tuple[float, ...]:
    """Which part of the width each block of a row has, without the gaps: long texts beside bars have more."""
    if [type(block) for block in row] == [Bars, Points]:
        return (5 / 12, 7 / 12)
    return (1 / len(row),) * len(row)


def scale_of(rows: Sequence[Row], room: float) -> float:
    """How much larger than usual a slide's blocks can be, in tenths; 1 for a full one."""
    for tenths in range(round(LARGEST * 10), 10, -1):
        scale = tenths / 10
        total = sum(height(row, INNER / scale) for row in rows) + GAP * (len(rows) - 1)
        if total * scale <= room:
            return scale
    return 1.0


def _tiles_height(tiles: Sequence[Tile], width: float) -> float:
    """Tiles side by side: labels, values and the lines below them stand on the same heights."""
    inner = width - 2 * PAD
    if any(text_lines(tile.value, inner, NUMBER if tile.number is not None else FEW / 2) > 1 for tile in tiles):
        return 2 * HEIGHT  # a number is not broken
    texts = [
        (tile.label, f"--- {tile.status_word} {tile.target}", f"-- {tile.change} {tile.since}", tile.n)
        for tile in tiles
    ]
    lines = sum(
        max(text_lines(text, inner) if text.strip(" -") else 0 for text in line) for line in zip(*texts, strict=True)
    )
    return 2 * PAD + lines * BODY * LINE + NUMBER * 1.2


def _block_height(block: Block, width: float) -> float:
    match block:
        case Tile():
            return _tiles_height([block], width)
        case Bars():
            return heading_height(block.heading, width) + _lanes_height(block, width)
        case Table():
            return table_head(block, width) + sum(row_height(block, n, width) for n in range(len(block.rows)))
        case Points():
            return heading_height(block.heading, width) + sum(_point(block, n, width) for n in range(len(block.items)))
        case Text():
            return text_height(block.text, width)


def _lanes_height(bars: Bars, width: float) -> float:
    is_judged = any(row.status_word for row in bars.rows)
    label, shown = (JUDGED_LABEL, JUDGED_SHOWN) if is_judged else (LABEL, SHOWN)
    total = 0.0
    for row in bars.rows:
        beside = f"{row.shown} ---- {row.status_word}" if row.status_word else row.shown
        lines = max(text_lines(row.label, width * label), text_lines(beside, width * shown))
        total += max(BAR_ROW, lines * BODY * LINE)
    return total


def heading_height(heading: str, width: float) -> float:
    """The height of a block's heading with the room below it."""
    return text_height(heading, width, HEADING) + 0.8 if heading else 0.0


def table_head(table: Table, width: float) -> float:
    """The height of a table's heading and its column labels."""
    labels = max((text_lines(c.label, c.share * width - 2 * CELL_PAD) for c in table.columns), default=0)
    return heading_height(table.heading, width) + labels * BODY * LINE + 2 * CELL_PAD


def row_height(table: Table, n: int, width: float) -> float:
    """The height of a table's row."""
    lines = [
        text_lines(f"--- {cell.text}" if cell.status else cell.text, column.share * width - 2 * CELL_PAD)
        for column, cell in zip(table.columns, table.rows[n], strict=True)
    ]
    return max([1, *lines]) * BODY * LINE + 2 * CELL_PAD


def _point(points: Points, n: int, width: float) -> float:
    item, inner = points.items[n], width - 4
    names = " · ".join(detail.text for detail in item.details)
    return text_height(item.text, inner) + text_height(names, inner) + 1.0


def packed(rows: Iterable[Row], room: float) -> list[tuple[Row, ...]]:
    """The rows on as many slides as they need, each with this much room; a table or a list alone in its row is
    continued on the next one, and an empty row begins one.
    """
    slides: list[list[Row]] = [[]]
    waiting, used = list(rows), 0.0
    while waiting:
        row = waiting.pop(0)
        if not row:
            slides.append([])
            used = 0.0
            continue
        free = room - used - (GAP if slides[-1] else 0)
        if height(row) <= free:
            slides[-1].append(row)
            used = room - free + height(row)
            continue
        head, tail = _split(row, free, is_alone=not slides[-1])
        if head:
            slides[-1].append(head)
        if tail:
            waiting.insert(0, tail)
            slides.append([])
            used = 0.0
        else:
            used = room
    return [tuple(slide) for slide in slides]


def _split(row: Row, free: float, *, is_alone: bool) -> tuple[Row, Row]:
    """What stays of a row on a slide where it does not fit, and the rest. Below others all of it goes on; alone it is
    divided evenly, and at least one item of each block stays, however high.
    """
    if not is_alone:
        return (), row
    most = max(len(_items(block)) for block in row)
    n = next((n for n in range(most, 0, -1) if height(_first(row, n)) <= free), 1)
    n = ceil(most / ceil(most / n)) if most else 0
    return (row, ()) if n >= most else (_first(row, n), _rest(row, n))


def _items(block: Block) -> tuple[object, ...]:
    match block:
        case Table() | Bars():
            return block.rows
        case Points():
            return block.items
    return ()


def _first(row: Row, n: int) -> Row:
    return tuple(_part(block, 0, n) for block in row)


def _rest(row: Row, n: int) -> Row:
    return tuple(_part(block, n, None) for block in row if len(_items(block)) > n)


def _part(block: Block, start: int, end: int | None) -> Block:
    match block:
        case Table():
            return replace(block, rows=block.rows[start:end])
        case Bars():
            return replace(block, rows=block.rows[start:end])
        case Points():
            return replace(block, items=block.items[start:end])
    return block


def side_by_side(bars: Sequence[T], make: Callable[[tuple[T, ...]], Bars], room: float) -> list[tuple[Bars, ...]]:
    """Bars in two columns a slide, as many rows to each as there is room for: long labels take more lines."""
    for most in range(IN_COLUMN, 2, -1):
        rows = [tuple(make(column) for column in part) for part in columns_of(bars, most)]
        if all(height(row) <= room for row in rows):
            break
    return rows if bars else []


def columns_of(rows: Sequence[T], most: int) -> list[tuple[tuple[T, ...], ...]]:
    """Many short rows as slides of two columns of at most `most` each, evenly filled; few stay one column."""
    if len(rows) <= most // 2 + 1:
        return [(tuple(rows),)] if rows else []
    n_slides = ceil(len(rows) / (2 * most))
    n_columns = 2 * n_slides
    short, longer = divmod(len(rows), n_columns)
    sizes = [short + (1 if n < longer else 0) for n in range(n_columns)]
    starts = [sum(sizes[:n]) for n in range(n_columns)]
    cut = [tuple(rows[start : start + size]) for start, size in zip(starts, sizes, strict=True)]
    return [(cut[2 * n], cut[2 * n + 1]) for n in range(n_slides)]
