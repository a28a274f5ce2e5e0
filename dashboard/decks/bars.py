"""Bars as a native chart whose numbers can be edited: now, then beside it, the interval as error bars, the target as a
line of the grid.

Labels follow the numbers (they are number formats), unless a value is told in a way that no format has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from dashboard.decks.letters import Box
from dashboard.decks.look import ACCENT, FAINT, INK, QUIET, STATUS, clean, emu, with_icon
from dashboard.decks.paper import colour, size
from dashboard.decks.shapes import add_heading, describe
from dashboard.meeting.blocks import Bar, Bars
from dashboard.meeting.fitting import BODY, heading_height, text_width
from dashboard.thai import format_number

_CLEAR = 0.006  # of a chart's width, between a line and the letters after it
_AIR, _LEAST, _MOST_LABEL, _MOST_SHOWN = 0.03, 0.1, 0.42, 0.44
_FORMATS = (("0", 0), ("0.0", 1), ("#,##0", 0), ("#,##0.0", 1))  # with how many decimals
_MOST_TEXT = 0.82  # some room is left for the bars
_C15 = "http://schemas.microsoft.com/office/drawing/2012/chart"


@dataclass(frozen=True, slots=True)
class Shares:
    """The parts of a chart's width that names and values have."""

    label: float
    shown: float

    @property
    def bars(self) -> float:
        """What is left for the bars."""
        return 1 - self.label - self.shown


def shares_of(found: Sequence[Bars], room: float) -> Shares:
    """What charts side by side need, all alike so that their bars compare: `room` is the width of each."""
    rows = [row for bars in found for row in bars.rows]
    label = max((text_width(_label(row)) for row in rows), default=0) / room + _AIR
    shown = max((text_width(f"{row.shown}{_status(row)}") for row in rows if row.number is not None), default=0)
    label = min(max(label, _LEAST), _MOST_LABEL)
    return Shares(label, min(max(shown / room + _AIR, _LEAST), _MOST_SHOWN, _MOST_TEXT - label))


def add_bars(slide: Any, bars: Bars, box: Box, shares: Shares, names: tuple[str, str], language: str) -> None:
    """The chart below its heading, its target across it; `names` are those of now and then in its data."""
    top = heading_height(bars.heading, box.room) * box.scale
    add_heading(slide, bars.heading, box, language)
    place = box.part(top, box.height - top)
    has_then = any(row.then is not None for row in bars.rows)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *place.place, _data(bars, names, has_then=has_then))
    frame.name = bars.heading.strip() or bars.rows[0].label
    describe(frame, _told(bars))
    _draw(frame.chart, bars, shares, (BODY * box.scale, box.room), has_then=has_then)
    _add_target(slide, frame, bars, shares, place)


def _data(bars: Bars, names: tuple[str, str], *, has_then: bool) -> CategoryChartData:
    data = CategoryChartData()
    data.categories = [_label(row) for row in bars.rows]
    data.add_series(clean(names[0]), [row.number for row in bars.rows])
    if has_then:
        data.add_series(clean(names[1]), [row.then for row in bars.rows])
    return data


def _label(row: Bar) -> str:
    """The name beside a bar; where there is no bar, what is told instead of its number."""
    told = [row.label, *([row.shown] if row.number is None and row.shown else []), *([row.note] if row.note else [])]
    return clean(" · ".join(told))


def _status(row: Bar) -> str:
    return f" {with_icon(row.status, row.status_word)}" if row.status_word else ""


def _told(bars: Bars) -> str:
    rows = "; ".join(" ".join(filter(None, (r.label, r.shown, r.status_word, r.note))) for r in bars.rows)
    return f"{bars.heading.strip()}: {rows}. {bars.target_shown}"


def _draw(chart: Any, bars: Bars, shares: Shares, sizes: tuple[float, float], *, has_then: bool) -> None:
    letters, room = sizes
    chart.has_legend = chart.has_title = False
    chart.font.size = size(letters)
    chart.font.color.rgb = colour(INK)
    _typeface(chart)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = (45, 0) if has_then else (55, 0)
    plot.vary_by_categories = False
    values, names = chart.value_axis, chart.category_axis
    values.minimum_scale, values.maximum_scale = bars.least, bars.most
    values.has_major_gridlines = is_grid = _is_grid(bars)
    values.tick_label_position, values.major_tick_mark = XL_TICK_LABEL_POSITION.NONE, XL_TICK_MARK.NONE
    values.format.line.fill.background()
    if is_grid and bars.target:
        values.major_unit = bars.target
        _dash(values.major_gridlines.format.line)
    names.reverse_order = True
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.rgb = colour(QUIET)
    names.format.line.width = Pt(0.75)
    names.tick_labels.font.size = size(letters)
    now = plot.series[0]
    now.format.fill.solid()
    now.format.fill.fore_color.rgb = colour(ACCENT)
    now.invert_if_negative = False
    for n, row in enumerate(bars.rows):
        _draw_point(now.points[n], row, letters, _offset(bars, row, shares, room))
    _hide_leaders(now)
    if has_then:
        then = plot.series[1]
        then.format.fill.solid()
        then.format.fill.fore_color.rgb = colour(FAINT)
        then.invert_if_negative = False
    if any(row.low is not None and row.number is not None for row in bars.rows):
        _add_intervals(now, bars)
    _set_inner_place(chart, shares)


def _offset(bars: Bars, row: Bar, shares: Shares, room: float) -> float:
    """How far beyond the end of its bar a label stands, as a part of the chart's width: clear of the interval, of the
    bar before, and of the target's line.
    """
    unit = shares.bars / (bars.most - bars.least or 1)
    end = (row.number or 0) * unit
    start = max([end, *(edge * unit for edge in (row.high, row.then) if edge is not None)])
    if bars.target is not None and start <= bars.target * unit <= start + text_width(row.shown + _status(row)) / room:
        start = bars.target * unit
    return start - end + _CLEAR if start > end else 0


def _draw_point(point: Any, row: Bar, letters: float, offset: float) -> None:
    """Colour and label of a bar; `offset` is how far beyond its end the label stands, clear of what reaches further."""
    if row.number is None:
        return
    if row.status in STATUS:
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = colour(STATUS[row.status])
    label = point.data_label
    told = _status(row)
    code = number_format(row.number, row.shown, told)
    if code is None:
        label.text_frame.text = clean(f"{row.shown}{told}")
        for run in label.text_frame.paragraphs[0].runs:
            run.font.size = size(letters)
            run.font.color.rgb = colour(INK)
    else:
        label.font.size = size(letters)
        label.font.color.rgb = colour(INK)
        _format_label(label, code)
    label.position = XL_LABEL_POSITION.OUTSIDE_END
    if offset:
        layout = etree.Element(qn("c:layout"))
        manual = etree.SubElement(layout, qn("c:manualLayout"))
        etree.SubElement(manual, qn("c:x"), val=f"{offset:.4f}")
        etree.SubElement(manual, qn("c:y"), val="0")
        label._get_or_add_dLbl().find(qn("c:idx")).addnext(layout)
    for body in label._get_or_add_dLbl().iter(qn("a:bodyPr")):
        body.set("wrap", "none")


def _hide_leaders(series: Any) -> None:
    """Labels that stand further out have no line back to their bar."""
    for labels in series._element.findall(qn("c:dLbls")):
        listed = etree.SubElement(labels, qn("c:extLst"))
        extension = etree.SubElement(listed, qn("c:ext"), uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}")
        etree.SubElement(extension, f"{{{_C15}}}showLeaderLines", nsmap={"c15": _C15}, val="0")


def number_format(number: float, shown: str, told: str = "") -> str | None:
    """The format under which a number reads as it is shown, and what is told after it; None where there is none."""
    for code, decimals in _FORMATS:
        plain = format_number(number, decimals)
        plain = plain if "," in code else plain.replace(",", "")
        if plain and shown.startswith(plain) and not shown[len(plain) : len(plain) + 1].isdigit():
            rest = shown[len(plain) :]
            if rest[:1] in (".", ","):
                continue
            after = f"{rest}{told}".replace('"', "”")
            full = f'{code}"{clean(after)}"' if after else code
            return full if number >= 0 else f'{full};"−"{full}'
    return None


def _format_label(label: Any, code: str) -> None:
    element = label._get_or_add_dLbl()
    for old in element.findall(qn("c:numFmt")):
        element.remove(old)
    properties = element.find(qn("c:spPr"))
    properties = element.find(qn("c:txPr")) if properties is None else properties
    properties.addprevious(etree.Element(qn("c:numFmt"), formatCode=code, sourceLinked="0"))


def _typeface(chart: Any) -> None:
    """The letters of a chart take the theme's typeface, Thai ones too."""
    properties = chart.font._rPr
    for kind in ("latin", "ea", "cs"):
        for old in properties.findall(qn(f"a:{kind}")):
            properties.remove(old)
        etree.SubElement(properties, qn(f"a:{kind}"), typeface=f"+mn-{'lt' if kind == 'latin' else kind}")


def _set_inner_place(chart: Any, shares: Shares) -> None:
    """The bars stand on a place of their own: names to the left of it, values to the right."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    facts = (("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge"), ("x", f"{shares.label:.4f}"), ("y", "0"),
             ("w", f"{shares.bars:.4f}"), ("h", "1"))  # fmt: skip
    for name, value in facts:
        etree.SubElement(manual, qn(f"c:{name}"), val=value)
    area.insert(0, layout)


def _is_grid(bars: Bars) -> bool:
    """Whether the target can be the only line of the chart's own grid: on a scale from zero, below its double."""
    return bars.target is not None and bars.least == 0 < bars.target <= bars.most < 2 * bars.target


def _dash(line: Any) -> None:
    line.color.rgb = colour(INK)
    line.width = Pt(1.25)
    etree.SubElement(line._get_or_add_ln(), qn("a:prstDash"), val="dash")


def _add_target(slide: Any, chart: Any, bars: Bars, shares: Shares, place: Box) -> None:
    """A dashed line behind the bars where the target is and the grid cannot have it; the scale is fixed."""
    if bars.target is None or bars.most <= bars.least or _is_grid(bars):
        return
    share = (bars.target - bars.least) / (bars.most - bars.least)
    x = Emu(emu(place.x + place.width * (shares.label + share * shares.bars)))
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, x, Emu(emu(place.y)), x, Emu(emu(place.y + place.height)))
    line.name = clean(bars.target_shown)
    _dash(line.line)
    chart._element.addprevious(line._element)


def _add_intervals(series: Any, bars: Bars) -> None:
    """The 95 % interval of each bar as error bars."""
    element = series._element
    bars_ = etree.Element(qn("c:errBars"))
    for name, value in (("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "0")):
        etree.SubElement(bars_, qn(f"c:{name}"), val=value)
    for name in ("plus", "minus"):
        literal = etree.SubElement(etree.SubElement(bars_, qn(f"c:{name}")), qn("c:numLit"))
        etree.SubElement(literal, qn("c:formatCode")).text = "General"
        etree.SubElement(literal, qn("c:ptCount"), val=str(len(bars.rows)))
        for n, row in enumerate(bars.rows):
            edge = row.high if name == "plus" else row.low
            if row.number is not None and edge is not None:
                point = etree.SubElement(literal, qn("c:pt"), idx=str(n))
                etree.SubElement(point, qn("c:v")).text = repr(abs(edge - row.number))
    look_ = etree.SubElement(etree.SubElement(bars_, qn("c:spPr")), qn("a:ln"), w="15875")
    etree.SubElement(etree.SubElement(look_, qn("a:solidFill")), qn("a:srgbClr"), val=INK)
    element.find(qn("c:cat")).addprevious(bars_)
