"""Every kind of file of a meeting by its ending, written whole or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from dashboard.decks.ordering import Meeting, Progress, Stop, never, nothing
from dashboard.errors import FileUnwritable, UnreadableOption

# makes the file of a meeting: it is told how far it is and asks whether to go on
Maker = Callable[[Meeting, Path, Progress, Stop], None]


def _pptx(meeting: Meeting, out: Path, progress: Progress, is_cancelled: Stop) -> None:
    from dashboard.decks.pptx_deck import make_pptx

    make_pptx(meeting, out, progress, is_cancelled)


def _pdf(meeting: Meeting, out: Path, progress: Progress, is_cancelled: Stop) -> None:
    from dashboard.decks.pdf_deck import make_pdf

    make_pdf(meeting, out, progress, is_cancelled)


def _card(meeting: Meeting, out: Path, progress: Progress, is_cancelled: Stop) -> None:
    from dashboard.decks.card import make_card

    make_card(meeting, out, progress, is_cancelled)


def _report(meeting: Meeting, out: Path, progress: Progress, is_cancelled: Stop) -> None:
    from dashboard.decks.report import make_report

    make_report(meeting, out, progress, is_cancelled)


KINDS: Final[dict[str, tuple[str, Maker]]] = {
    ".pptx": ("deck", _pptx),
    ".pdf": ("deck", _pdf),
    ".png": ("card", _card),
    ".docx": ("report", _report),
}
"""An ending → what it is called in the audit log, and what makes it."""


def kind_of(out: Path) -> str:
    """What a file of this name would be: deck, card or report. Raises UnreadableOption for another ending."""
    if out.suffix.lower() not in KINDS:
        raise UnreadableOption(option="--out", value=out.name)
    return KINDS[out.suffix.lower()][0]


def make_file(
    meeting: Meeting,
    out: Path,
    progress: Progress = nothing,
    is_cancelled: Stop = never,
    *,
    before_it_stands: Callable[[], object] = lambda: None,
) -> None:
    """Make the file of a meeting that `out` names; what was there is replaced once the new one is whole, after
    `before_it_stands` (which writes the audit log and may raise).

    Raises UnreadableOption, FileUnwritable, Cancelled, NoBrowser, BrowserFailed; then nothing is left behind.
    """
    kind_of(out)
    half = out.with_name(f".{out.stem}.half{out.suffix}")
    try:
        KINDS[out.suffix.lower()][1](meeting, half, progress, is_cancelled)
        before_it_stands()
        half.replace(out)
    except OSError as error:
        raise FileUnwritable(file=out.name) from error
    finally:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
