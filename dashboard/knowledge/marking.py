"""Where the words of a question stand in a text: pieces for the page to show, and the stretch worth showing.

Pieces are data; joined they are the text. They end where a letter with its vowels and marks ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from dashboard.knowledge.asking import Asked, Group
from dashboard.thai import graphemes
from dashboard.thai_words import Word, folded, squashed, words

MOST_SHOWN = 170  # graphemes of a snippet
_BEFORE = 40  # graphemes before the first word that was asked for


class Piece(NamedTuple):
    """A stretch of text, and whether it was asked for."""

    text: str
    is_hit: bool


@dataclass(frozen=True)
class Snippet:
    """The stretch of a field where most of the question stands; whether more comes before and after."""

    field: str
    pieces: tuple[Piece, ...]
    is_cut_before: bool
    is_cut_after: bool


Span = tuple[int, int]


def mark(text: str, asked: Asked, loosely: Collection[int] = ()) -> tuple[Piece, ...]:
    """The text in pieces; `loosely` are the numbers of the groups that a record meets by letters or last resorts."""
    return _cut(text, [span for _, span in _hits(text, asked, loosely)])


def snippet(texts: dict[str, str | None], asked: Asked, loosely: Collection[int] = ()) -> Snippet | None:
    """The stretch with the most different words of the question, and most of them, of the first such field; the
    beginning of the first filled field when there are none; None when no field is filled.
    """
    lines = {field: text.replace("\n", " ") for field, text in texts.items() if text}
    best: tuple[tuple[int, int], str, int] | None = None
    for field, line in lines.items():
        hits = _hits(line, asked, loosely)
        for _, (start, _) in hits:
            inside = [(group, span) for group, span in hits if start <= span[0] < start + MOST_SHOWN - _BEFORE]
            score = (len({group for group, _ in inside}), len(inside))
            if best is None or score > best[0]:
                best = (score, field, start)
    if best is None:
        return next((_window(field, line, 0, asked, loosely) for field, line in lines.items()), None)
    _, field, start = best
    return _window(field, lines[field], start, asked, loosely)


def _hits(text: str, asked: Asked, loosely: Collection[int]) -> list[tuple[int, Span]]:
    """The number of the group and the place of everything in a text that was asked for, in order."""
    found = words(text) if asked.groups else []
    hits = set()
    for number, group in enumerate(asked.groups):
        hits |= {(number, (w.start, w.end)) for w in found if _is_asked(w, group, number in loosely)}
        if number in loosely:
            for letters in group.letters:
                hits |= {(number, span) for span in _places(text, letters.letters)}
    return sorted(hits, key=lambda hit: (hit[1], hit[0]))


def _is_asked(word: Word, group: Group, loosely: bool) -> bool:
    return any(
        word.term.startswith(term.term) if term.is_beginning else word.term == term.term
        for term in group.terms
        if loosely or not term.is_last_resort
    )


def _places(text: str, letters: str) -> Iterator[Span]:
    """Where letters stand in a text, whatever stands between them."""
    kept = [(i, c) for i, c in enumerate(folded(text)) if squashed(c)]
    line = "".join(c for _, c in kept)
    at = line.find(letters)
    while at >= 0:
        yield kept[at][0], kept[at + len(letters) - 1][0] + 1
        at = line.find(letters, at + len(letters))


def _cut(text: str, spans: list[Span]) -> tuple[Piece, ...]:
    borders = [0, *accumulate(map(len, graphemes(text)))]
    merged: list[list[int]] = []
    for start, end in sorted(spans):
        left = max(b for b in borders if b <= start)
        right = min(b for b in borders if b >= end)
        if merged and left <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], right)
        else:
            merged.append([left, right])
    pieces, at = [], 0
    for left, right in merged:
        pieces += [Piece(text[at:left], False), Piece(text[left:right], True)]
        at = right
    pieces.append(Piece(text[at:], False))
    return tuple(piece for piece in pieces if piece.text)


def _window(field: str, line: str, hit: int, asked: Asked, loosely: Collection[int]) -> Snippet:
    """The stretch around a place, from the beginning of a word to the end of one."""
    borders = [0, *accumulate(map(len, graphemes(line)))]
    at = next(n for n, border in enumerate(borders) if border >= hit)
    wished = borders[max(at - _BEFORE, 0)]
    stops = sorted({0, len(line), *(b for w in words(line) if w.weight == 1 for b in (w.start, w.end))})
    start = 0 if len(borders) - 1 <= MOST_SHOWN else min(b for b in stops if b >= wished)
    first = next(n for n, border in enumerate(borders) if border >= start)
    last = borders[min(first + MOST_SHOWN, len(borders) - 1)]
    end = max((b for b in stops if start < b <= last), default=last)
    while start < end and line[start] == " ":
        start += 1
    shown = line[start:end].rstrip()
    return Snippet(field, mark(shown, asked, loosely), start > 0, start + len(shown) < len(line.rstrip()))
