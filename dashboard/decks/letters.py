"""Text in a deck: runs with their language, so that Thai lines break between words, and shapes that hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from dashboard.decks.look import INK, clean, emu, points

_LANGUAGES = {"th": ("th-TH", "en-US"), "en": ("en-GB", "th-TH")}
_ALIGN = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one look; `size` as a share of the slide's height."""

    text: str
    size: float
    colour: str = INK
    bold: bool = False


Lines = Sequence[Sequence[Run]]


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the slide; `scale` is how much larger than the drawing says its letters and their room are."""

    x: float
    y: float
    width: float
    height: float
    scale: float = 1

    @property
    def room(self) -> float:
        """Its width as the drawing reckons."""
        return self.width / self.scale

    def part(self, y: float, height: float) -> Box:
        """A stripe of it."""
        return Box(self.x, self.y + y, self.width, height, self.scale)

    @property
    def place(self) -> tuple[Emu, Emu, Emu, Emu]:
        """As the file has it: left, top, width, height."""
        return Emu(emu(self.x)), Emu(emu(self.y)), Emu(emu(self.width)), Emu(emu(self.height))


def write(
    frame: Any,
    lines: Lines,
    language: str,
    *,
    align: str = "left",
    anchor: Any = MSO_ANCHOR.TOP,
    pad: tuple[float, float] = (0, 0),
    spacing: float | None = None,
) -> None:
    """Write lines into a text frame, a paragraph each; `pad` is the room beside and above them, `spacing` the height of
    a line as a multiple of its letters' own.
    """
    frame.word_wrap = True
    frame.vertical_anchor = anchor
    frame.margin_left = frame.margin_right = Emu(emu(pad[0]))
    frame.margin_top = frame.margin_bottom = Emu(emu(pad[1]))
    for n, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        paragraph.alignment = _ALIGN[align]
        if spacing is not None:
            paragraph.line_spacing = spacing
        for run in line:
            add_run(paragraph, run, language)


def add_run(paragraph: Any, run: Run, language: str) -> Any:
    """Add letters to a paragraph."""
    added = paragraph.add_run()
    added.text = clean(run.text)
    added.font.size = Pt(points(run.size))
    added.font.bold = run.bold
    added.font.color.rgb = RGBColor.from_string(run.colour)
    speak(added, language)
    return added


def speak(run: Any, language: str) -> None:
    """Say in which language a run is: lines are broken and words checked by it."""
    own, other = _LANGUAGES[language]
    properties = run._r.get_or_add_rPr()
    properties.set("lang", own)
    properties.set("altLang", other)


def add_text(slide: Any, box: Box, lines: Lines, language: str, name: str, **look: Any) -> Any:
    """Add a text box."""
    shape = slide.shapes.add_textbox(*box.place)
    shape.name = name
    write(shape.text_frame, lines, language, **look)
    return shape
