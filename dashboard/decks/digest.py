"""The digest of an area: what needs attention, open decisions, its measures, and a card per area, for a scheduled job.

The same content as a page, as text and as JSON; the letter by mail is the page and the text.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Literal

from dashboard import places
from dashboard.decks import look
from dashboard.decks.card import card_of, draw_card
from dashboard.decks.ordering import Meeting, Progress, Stop, never, nothing
from dashboard.errors import Cancelled, FileUnwritable
from dashboard.meeting.agenda import ALL
from dashboard.meeting.decisions import Standing
from dashboard.meeting.lines import line_of
from dashboard.meeting.slides import DecisionsBody, Line

Cards = Literal["all", "own", "none"]
_MOST_AREAS = 12


@dataclass(frozen=True, slots=True)
class Attention:
    """A line of what needs attention: its id, how urgent, the sentence, and how many where (most first)."""

    id: str
    tone: str
    text: str
    n: int
    areas: tuple[tuple[str, str, int], ...]
    shown: str


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest in finished words, with the raw numbers beside them for the JSON."""

    title: str
    foot: tuple[str, ...]
    attention: tuple[Attention, ...]
    decisions: tuple[Standing, ...]
    lines: tuple[Line, ...]
    cards: tuple[str, ...]


def digest_of(meeting: Meeting, cards: Sequence[str] = ()) -> Digest:
    """The digest of a meeting's area; `cards` are the names of the pictures that stand beside it."""
    words, facts = meeting.words, meeting.facts
    body = next((slide.body for slide in meeting.deck.slides if isinstance(slide.body, DecisionsBody)), None)
    return Digest(
        words.say("digest.title", area=words.areas(facts.footing), day=words.day(meeting.order.filters.as_of)),
        meeting.foot,
        tuple(_attention(meeting)),
        body.open if body else (),
        tuple(line_of(id_, facts.whole, facts.whole_then, tells_few=meeting.order.privacy.tells_few) for id_ in ALL),
        tuple(cards),
    )


def _attention(meeting: Meeting) -> list[Attention]:
    words, found = meeting.words, []
    for line in meeting.attention:
        level = words.say(f"level.{places.level_of(line.areas[0][0])}")
        areas = tuple((code, words.place(code), n) for code, n in line.areas)
        shown = [name if line.kind.counts_areas else f"{name} ({words.number(n)})" for _, name, n in areas]
        more = len(shown) - _MOST_AREAS
        rest = f" {words.say('attention.rest', n=words.number(more), level=level)}" if more > 0 else ""
        found.append(
            Attention(
                line.kind.id, line.kind.tone, words.say(f"attention.{line.kind.id}", level=level), line.n, areas,
                ", ".join(shown[:_MOST_AREAS]) + rest,
            )
        )  # fmt: skip
    return found


def write_digest(
    meeting: Meeting,
    folder: Path,
    cards: Cards = "all",
    progress: Progress = nothing,
    is_cancelled: Stop = never,
    *,
    before_it_stands: Callable[[int], object] = lambda _n: None,
) -> tuple[Digest, list[Path]]:
    """Write the digest into a folder, which is made; the digest and its files, the page first.

    `before_it_stands` is told how many files there are once all are made (it writes the audit log and may raise).
    Raises FileUnwritable, NoBrowser, BrowserFailed, Cancelled; then no file of it is new.
    """
    day = meeting.order.filters.as_of.isoformat()
    areas = [None, *(area.area_code for area in meeting.facts.areas)] if cards == "all" else [None]
    drawn = [] if cards == "none" else [(area, f"card-{area or _name(meeting)}-{day}.png") for area in areas]
    digest = digest_of(meeting, tuple(dict.fromkeys(name for _, name in drawn)))
    stem = f"digest-{_name(meeting)}-{day}"
    texts = {f"{stem}.html": page(digest, meeting), f"{stem}.txt": text(digest, meeting),
             f"{stem}.json": json.dumps(plain(digest, meeting), ensure_ascii=False, indent=1)}  # fmt: skip
    half: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, told in texts.items():
            half[folder / name] = folder / f".half-{name}"
            half[folder / name].write_text(told, encoding="utf-8")
        for n, (area, name) in enumerate(drawn, start=1):
            if is_cancelled():
                raise Cancelled()
            progress(n, len(drawn))
            half[folder / name] = folder / f".half-{name}"
            draw_card(card_of(meeting, area), meeting.words.language, half[folder / name], is_cancelled)
        before_it_stands(len(half))
        for out, made in half.items():
            made.replace(out)
    except OSError as error:
        raise FileUnwritable(file=folder.name) from error
    finally:
        for made in half.values():
            with contextlib.suppress(OSError):
                made.unlink(missing_ok=True)
    return digest, list(half)


def _name(meeting: Meeting) -> str:
    return "_".join(meeting.order.filters.areas) or "nation"


def page(digest: Digest, meeting: Meeting, picture: Callable[[str], str] = lambda name: name) -> str:
    """The digest as HTML that mail programs show as well: no scripts, no style sheets; `picture` gives a card's
    address.
    """
    say, is_example = meeting.words.say, meeting.facts.footing.is_example
    parts = [f'<h1 style="font-size:22px;margin:0 0 4px">{escape(digest.title)}</h1>']
    foot = digest.foot[1:] if is_example else digest.foot
    if is_example:
        parts.append(
            f'<p style="background:#b26a00;color:#fff;padding:3px 10px;display:inline-block;margin:4px 0">'
            f"<b>{escape(digest.foot[0])}</b> {escape(say('frame.example_note'))}</p>"
        )
    parts.append(f'<p style="color:#{look.QUIET};margin:0 0 16px">{escape(" · ".join(foot))}</p>')
    parts += [_heading(say("report.attention")), _attention_list(digest, meeting)]
    if digest.decisions:
        parts += [_heading(say("report.decisions")), _list(_decision(s, meeting) for s in digest.decisions)]
    parts += [_heading(say("report.results")), _measures(digest, meeting)]
    for name in digest.cards:
        parts.append(
            f'<p><img src="{escape(picture(name), quote=True)}" alt="{escape(name, quote=True)}" width="520" '
            'style="max-width:100%;height:auto;border:1px solid #d5dde2"></p>'
        )
    return (
        f'<!doctype html><html lang="{meeting.words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(digest.title)}</title></head><body style=\"font-family:Sarabun,'Leelawadee UI',Thonburi,"
        f'sans-serif;color:#{look.INK};max-width:760px;margin:24px auto;padding:0 16px;line-height:1.5">'
        + "\n".join(parts)
        + "</body></html>"
    )


def _heading(text_: str) -> str:
    return f'<h2 style="font-size:17px;margin:20px 0 6px">{escape(text_)}</h2>'


def _list(items: Any) -> str:
    return "<ul>" + "".join(f'<li style="margin:0 0 6px">{item}</li>' for item in items) + "</ul>"


def _attention_list(digest: Digest, meeting: Meeting) -> str:
    if not digest.attention:
        return f"<p>{escape(meeting.words.say('attention.nothing'))}</p>"
    return _list(
        f'<b style="color:#{look.STATUS[line.tone]}">{look.ICON[line.tone]} {escape(meeting.words.number(line.n))}'
        f"</b> {escape(line.text)}<br>"
        f'<span style="color:#{look.QUIET}">{escape(line.shown)}</span>'
        for line in digest.attention
    )


def _decision(standing: Standing, meeting: Meeting) -> str:
    decided, words = standing.now.decided, meeting.words
    state = "overdue" if standing.is_overdue else standing.now.status
    told = look.with_icon(state, words.standing(standing))
    return (
        f'{escape(decided.what)}<br><span style="color:#{look.QUIET}">{escape(_who(standing))} · '
        f"{escape(words.area(decided.area_code))} · {escape(words.day(decided.due_on))}</span> "
        f'<b style="color:#{look.STATUS[state]}">{escape(told)}</b>'
    )


def _who(standing: Standing) -> str:
    decided = standing.now.decided
    return f"{decided.who} ({decided.person})" if decided.person else decided.who


def _measures(digest: Digest, meeting: Meeting) -> str:
    words, cell = meeting.words, 'style="border-bottom:1px solid #d5dde2;padding:3px 8px 3px 0'
    rows = []
    for line in digest.lines:
        status = look.with_icon(line.status, words.say(f"status.{line.status}")) if line.target is not None else ""
        shade = look.STATUS.get(line.status, look.QUIET)
        texts = (words.value(line), words.target(line, short=True), words.change(line))
        rows.append(
            f'<tr><td {cell}">{escape(words.measure(line.measure))}</td>'
            + "".join(f'<td {cell};text-align:right">{escape(told)}</td>' for told in texts)
            + f'<td {cell};color:#{shade}"><b>{escape(status)}</b></td></tr>'
        )
    heads = ("show.measure", "deck.formula", "deck.target", "show.change", "show.status")
    head = "".join(
        f'<th {cell};text-align:{"left" if n in (0, 4) else "right"};color:#{look.QUIET}">{escape(words.say(key))}</th>'
        for n, key in enumerate(heads)
    )
    return f'<table style="border-collapse:collapse;width:100%"><tr>{head}</tr>{"".join(rows)}</table>'


def text(digest: Digest, meeting: Meeting) -> str:
    """The digest as plain text."""
    words = meeting.words
    lines = [digest.title, " · ".join(digest.foot), "", words.say("report.attention")]
    lines += [
        f"{look.ICON[line.tone]} {words.number(line.n)} {line.text}\n    {line.shown}" for line in digest.attention
    ] or [words.say("attention.nothing")]
    if digest.decisions:
        lines += ["", words.say("report.decisions")]
        for standing in digest.decisions:
            decided = standing.now.decided
            lines.append(
                f"- {decided.what} ({_who(standing)}, {words.area(decided.area_code)}, {words.day(decided.due_on)}, "
                f"{words.standing(standing)})"
            )
    lines += ["", words.say("report.results")]
    for line in digest.lines:
        status = words.say(f"status.{line.status}") if line.target is not None else ""
        told = (words.value(line), words.target(line), words.change(line), status)
        lines.append(f"- {words.measure(line.measure)}: {' · '.join(filter(None, told))}")
    return "\n".join(lines) + "\n"


def plain(digest: Digest, meeting: Meeting) -> dict[str, Any]:
    """The digest as numbers and codes; what may not be told is null and `few`."""
    filters, words = meeting.order.filters, meeting.words
    return {
        "title": digest.title,
        "fiscal_year": filters.fiscal_year,
        "as_of": filters.as_of.isoformat(),
        "since": meeting.order.since.isoformat() if meeting.order.since else None,
        "area": ",".join(filters.areas) or None,
        "is_example": meeting.facts.footing.is_example,
        "attention": [
            {"id": a.id, "n": a.n, "text": a.text,
             "areas": [{"area_code": code, "area_name": name, "n": n} for code, name, n in a.areas]}
            for a in digest.attention
        ],
        "decisions": [
            {"id": s.id, "what": s.now.decided.what, "who": _who(s), "area_code": s.now.decided.area_code,
             "due_on": s.now.decided.due_on.isoformat(), "status": s.now.status, "is_overdue": s.is_overdue}
            for s in digest.decisions
        ],
        "measures": {
            line.measure: {"name": words.measure(line.measure), "value": line.value, "then": line.then,
                           "target": line.target, "status": line.status, "few": line.is_small}
            for line in digest.lines
        },
        "cards": list(digest.cards),
    }  # fmt: skip
