"""The empty deck: 16:9, one typeface and one set of colours in its theme, a layout with places for title, foot and
number, so that the outline, the slide sorter and a change of design all work.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from dashboard.decks import look
from dashboard.decks.letters import Box, Run, add_run, speak
from dashboard.meeting.fitting import BODY, INNER, MARGIN, SIDE, TITLE

_COLOURS = {
    "dk1": look.INK, "lt1": look.PAPER, "dk2": look.ACCENT, "lt2": look.PALE, "accent1": look.ACCENT,
    "accent2": look.FAINT, "accent3": look.MET, "accent4": look.NEAR, "accent5": look.BEHIND, "accent6": look.QUIET,
    "hlink": look.ACCENT, "folHlink": look.QUIET,
}  # fmt: skip
_TITLE_ONLY = 5
_FOOT, _NUMBER = 11, 12
NUMBER_WIDTH = 9.0


def new_deck(name: str) -> Any:
    """A presentation without slides; `name` is what its layout is called."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(look.WIDTH), Emu(look.HEIGHT)
    _drop_other_layouts(deck)
    _set_theme(deck)
    (layout,) = deck.slide_layouts
    layout.name = name
    for holder in (deck.slide_master, layout):
        for shape in list(holder.placeholders):
            _place(shape, is_layout=holder is layout)
    _set_title_style(deck.slide_master)
    return deck


def add_slide(deck: Any, title: str, title_height: float, foot: list[Run], foot_top: float, language: str) -> Any:
    """A slide with its title, its foot and its number, each in the layout's place for it."""
    layout = deck.slide_layouts[0]
    slide = deck.slides.add_slide(layout)
    slide.shapes.title.text_frame.text = look.clean(title)
    for run in slide.shapes.title.text_frame.paragraphs[0].runs:
        speak(run, language)
    _move(slide.shapes.title, Box(SIDE, MARGIN, INNER, title_height))
    height = 100 - foot_top - 2
    for source in layout.placeholders:
        number = source.placeholder_format.idx
        if number in (_FOOT, _NUMBER):
            slide.shapes._spTree.append(_copied(source))
    for shape in slide.placeholders:
        number = shape.placeholder_format.idx
        if number == _FOOT:
            paragraph = shape.text_frame.paragraphs[0]
            for run in foot:
                add_run(paragraph, run, language)
            _move(shape, Box(SIDE, foot_top, INNER - NUMBER_WIDTH, height))
        elif number == _NUMBER:
            _add_number(shape.text_frame.paragraphs[0])
            _move(shape, Box(SIDE + INNER - NUMBER_WIDTH, foot_top, NUMBER_WIDTH, height))
    return slide


def _drop_other_layouts(deck: Any) -> None:
    layouts = deck.slide_layouts
    for n, layout in enumerate(list(layouts)):
        if n != _TITLE_ONLY:
            layouts.remove(layout)


def _set_theme(deck: Any) -> None:
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode("utf-8")
    for name, colour in _COLOURS.items():
        text = re.sub(
            rf"(<a:{name}>).*?(</a:{name}>)", rf'\g<1><a:srgbClr val="{colour}"/>\g<2>', text, flags=re.DOTALL
        )
    faces = "".join(f'<a:{kind} typeface="{look.FONT}"/>' for kind in ("latin", "ea", "cs"))
    thai = f'<a:font script="Thai" typeface="{look.FONT}"/>'
    for kind in ("majorFont", "minorFont"):
        text = re.sub(rf"(<a:{kind}>).*?(</a:{kind}>)", rf"\g<1>{faces}{thai}\g<2>", text, flags=re.DOTALL)
    part._blob = text.encode("utf-8")


def _place(shape: Any, *, is_layout: bool) -> None:
    """Where title, foot and number stand; what no slide has goes away."""
    kind = shape.placeholder_format.type
    name = str(kind).split(" ")[0].rsplit(".", 1)[-1]
    if name in ("TITLE", "CENTER_TITLE"):
        _move(shape, Box(SIDE, MARGIN, INNER, TITLE * 1.6))
    elif name == "FOOTER":
        _move(shape, Box(SIDE, 92, INNER - NUMBER_WIDTH, 6))
        _style(shape, PP_ALIGN.LEFT)
    elif name == "SLIDE_NUMBER":
        _move(shape, Box(SIDE + INNER - NUMBER_WIDTH, 92, NUMBER_WIDTH, 6))
        _style(shape, PP_ALIGN.RIGHT)
    elif is_layout or name == "DATE":
        shape._element.getparent().remove(shape._element)
    else:
        _move(shape, Box(SIDE, 16, INNER, 74))


def _move(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = box.place


def _style(shape: Any, align: Any) -> None:
    """The look of foot and number: quiet, small, at the bottom."""
    frame = shape.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    listed = frame._txBody.find(qn("a:lstStyle"))
    for child in list(listed):
        listed.remove(child)
    level = etree.SubElement(listed, qn("a:lvl1pPr"), algn="l" if align == PP_ALIGN.LEFT else "r")
    properties = etree.SubElement(level, qn("a:defRPr"), sz=str(round(look.points(BODY) * 100)))
    fill = etree.SubElement(properties, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=look.QUIET)


def _set_title_style(master: Any) -> None:
    """Titles: left, bold, in the ink's colour, on the line they stand on."""
    level = master._element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    level.set("algn", "l")
    properties = level.find(qn("a:defRPr"))
    properties.set("sz", str(round(look.points(TITLE) * 100)))
    properties.set("b", "1")
    frame = next(s for s in master.placeholders if s.placeholder_format.idx == 0).text_frame
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    body = frame._txBody.find(qn("a:bodyPr"))
    for fit in body.findall(qn("a:normAutofit")):
        body.remove(fit)


def _copied(source: Any) -> Any:
    """A layout's place as a slide has it, empty."""
    from copy import deepcopy

    element = deepcopy(source._element)
    for text in element.iter(qn("p:txBody")):
        for paragraph in text.findall(qn("a:p")):
            text.remove(paragraph)
        etree.SubElement(text, qn("a:p"))
        for child in list(text.find(qn("a:lstStyle"))):
            text.find(qn("a:lstStyle")).remove(child)
    return element


def _add_number(paragraph: Any) -> None:
    field = etree.SubElement(paragraph._p, qn("a:fld"), id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", type="slidenum")
    etree.SubElement(field, qn("a:rPr"), lang="en-US")
    etree.SubElement(field, qn("a:t")).text = "‹#›"


def colour(text: str) -> Any:
    """A colour of the look for a shape's fill or line."""
    return RGBColor.from_string(text)


def size(length: float) -> Any:
    """A size of letters for a font."""
    return Pt(look.points(length))
