"""Tiles, tables, lists and paragraphs of a slide as native shapes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lxml import etree
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from dashboard.decks.letters import Box, Run, add_text, write
from dashboard.decks.look import ICON, INK, LINE, PALE, QUIET, STATUS, TONE, emu, points, with_icon
from dashboard.decks.paper import colour
from dashboard.meeting.blocks import Cell, Points, Table, Text, Tile
from dashboard.meeting.fitting import (
    BODY,
    CELL_PAD,
    HEADING,
    NUMBER,
    PAD,
    heading_height,
    row_height,
    table_head,
    text_width,
)

MOST_STRETCH = 1.3
AIR = 0.3  # above a point, as a share of its indent
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid": the lines are our own


def add_tile(slide: Any, tile: Tile, box: Box, language: str) -> None:
    """A tile as one shape, its lines as paragraphs."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.place)
    shape.name = tile.label
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(PALE)
    shape.line.fill.background()
    shape._element.remove(shape._element.find(qn("p:style")))  # its shadow
    size = min(NUMBER, NUMBER * (box.room - 2 * PAD) * 0.95 / max(text_width(tile.value, NUMBER), 0.1))
    lines = [
        [Run(tile.label, BODY, QUIET)],
        [Run(tile.value, size, INK, bold=True)],
        _status_line(tile),
        [Run(text, BODY, shade) for text, shade in _change(tile)],
        [Run(tile.n, BODY, QUIET)] if tile.n else [],
    ]
    told = [[replace(run, size=run.size * box.scale) for run in line] for line in lines if line]
    write(shape.text_frame, told, language, pad=(PAD * box.scale, PAD * box.scale), anchor=MSO_ANCHOR.TOP)
    shape.text_frame.paragraphs[1].line_spacing = 0.95


def _status_line(tile: Tile) -> list[Run]:
    runs = []
    if tile.status_word:
        runs.append(Run(with_icon(tile.status, tile.status_word), BODY, STATUS.get(tile.status, QUIET), bold=True))
    if tile.target:
        runs.append(Run(f" · {tile.target}" if runs else tile.target, BODY, QUIET))
    return runs


def _change(tile: Tile) -> list[tuple[str, str]]:
    found = [(tile.change, TONE.get(tile.tone, QUIET))] if tile.change else []
    return [*found, (f" {tile.since}" if found else tile.since, QUIET)] if tile.since else found


def add_table(slide: Any, table: Table, box: Box, language: str) -> None:
    """A native table below its heading; its rows share the room of the box, up to a third more than they must have."""
    top = heading_height(table.heading, box.room) * box.scale
    add_heading(slide, table.heading, box, language)
    own = [
        table_head(table, box.room) * box.scale - top,
        *(row_height(table, n, box.room) * box.scale for n in range(len(table.rows))),
    ]
    stretch = min(max((box.height - top) / sum(own), 1), MOST_STRETCH)
    head, *heights = (height * stretch for height in own)
    place = box.part(top, head + sum(heights))
    frame = slide.shapes.add_table(len(table.rows) + 1, len(table.columns), *place.place)
    frame.name = table.heading.strip() or table.columns[0].label
    describe(frame, f"{table.heading}: {', '.join(c.label for c in table.columns)}")
    grid = frame.table
    grid.first_row, grid.horz_banding = True, False
    grid._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
    for n, column in enumerate(table.columns):
        grid.columns[n].width = Emu(emu(box.width * column.share))
        label = Run(column.label, BODY * box.scale, QUIET, bold=True)
        _fill_cell(grid.cell(0, n), label, column.align, language, line=INK)
    grid.rows[0].height = Emu(emu(head))
    for n, row in enumerate(table.rows, start=1):
        grid.rows[n].height = Emu(emu(heights[n - 1]))
        for m, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            run = _cell_run(cell)
            run = replace(run, size=run.size * box.scale)
            _fill_cell(grid.cell(n, m), run, column.align, language, line=LINE)


def _cell_run(cell: Cell) -> Run:
    if cell.status:
        shade = STATUS.get(cell.status, QUIET)
        return Run(with_icon(cell.status, cell.text), BODY, shade, bold=bool(cell.text) and cell.status in ICON)
    return Run(cell.text, BODY, TONE.get(cell.tone, INK))


def _fill_cell(cell: Any, run: Run, align: str, language: str, *, line: str) -> None:
    write(cell.text_frame, [[run]], language, align=align)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left = cell.margin_right = Emu(emu(CELL_PAD))
    cell.margin_top = cell.margin_bottom = Emu(emu(CELL_PAD / 2))
    properties = cell._tc.get_or_add_tcPr()
    for side in ("lnL", "lnR", "lnT"):
        etree.SubElement(etree.SubElement(properties, qn(f"a:{side}"), w="0"), qn("a:noFill"))
    below = etree.SubElement(properties, qn("a:lnB"), w="9525")
    etree.SubElement(etree.SubElement(below, qn("a:solidFill")), qn("a:srgbClr"), val=line)
    etree.SubElement(properties, qn("a:noFill"))


def add_points(slide: Any, found: Points, box: Box, language: str) -> None:
    """A list: each point with its icon, the names below it quieter."""
    top = heading_height(found.heading, box.room) * box.scale
    add_heading(slide, found.heading, box, language)
    size, lines = BODY * box.scale, list[list[Run]]()
    for item in found.items:
        icon, shade = ICON.get(item.status, "•"), STATUS.get(item.status, QUIET)
        lines.append([Run(f"{icon} ", size, shade, bold=True), Run(item.text, size, bold=bool(item.details))])
        if item.details:
            lines.append([Run(" · ".join(detail.text for detail in item.details), size, QUIET)])
    name = found.heading.strip() or found.items[0].text
    shape = add_text(slide, box.part(top, box.height - top), lines, language, name)
    indents(shape.text_frame, 3.2 * box.scale, {n for n, line in enumerate(lines) if len(line) == 1})


def indents(frame: Any, width: float, inner: set[int]) -> None:
    """Hanging points, with the paragraphs `inner` below them set in as far."""
    for n, paragraph in enumerate(frame.paragraphs):
        properties = paragraph._p.get_or_add_pPr()
        properties.set("marL", str(emu(width)))
        properties.set("indent", str(0 if n in inner else -emu(width)))
        if n not in inner:
            paragraph.space_before = Pt(points(AIR * width) if n else 0)
            for run in paragraph.runs[:1]:
                run.text = run.text.strip() + "\t"
            stops = etree.SubElement(properties, qn("a:tabLst"))
            etree.SubElement(stops, qn("a:tab"), pos=str(emu(width)), algn="l")


def add_paragraph(slide: Any, text: Text, box: Box, language: str) -> None:
    """A paragraph."""
    run = Run(text.text, BODY * box.scale, TONE.get(text.tone, INK), bold=text.tone == "bad")
    add_text(slide, box, [[run]], language, text.text[:40])


def add_heading(slide: Any, heading: str, box: Box, language: str) -> None:
    """The heading of a block; a blank one only keeps its room."""
    if heading.strip():
        line = [Run(heading, HEADING * box.scale, INK, bold=True)]
        add_text(slide, box.part(0, heading_height(heading, box.room) * box.scale), [line], language, heading)


def describe(frame: Any, words: str) -> None:
    """The text alternative of a picture-like shape."""
    frame._element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0].set("descr", words[:2000])
