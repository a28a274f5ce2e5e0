"""Thai text cut into words for searching: the same cut for what is stored and for what somebody types.

Cut with the dictionary of PyThaiNLP (newmm), which is loaded when the first Thai text comes, never asks the network
and never writes. What the longest cut hides is found as well: every other way to cut a stretch into dictionary words
gives terms of less weight, so that ทอ is found in การทอ and เสื่อ in เสื่อกก. It must not know records or queries.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from dashboard.thai import arabic_digits

if TYPE_CHECKING:
    from pythainlp.util import Trie

OTHER_CUT: Final = 0.4  # the weight of a word of another cut than the longest one
INSIDE_UNKNOWN: Final = 0.3  # of a dictionary word inside letters that no dictionary knows
_LONGEST_TERM: Final = 40  # characters; a longer unknown stretch is found by its letters only
_SHORTEST: Final = 2  # characters of a word of another cut
_CHUNKS: Final = re.compile(r"\S+")
_LATIN_OR_NUMBER: Final = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_THAI: Final = re.compile("[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]")
_BETWEEN: Final = re.compile("(?:[^\\w\u0e30-\u0e3a\u0e47-\u0e4e]|_)+")
_SILENT: Final = re.compile("\u0e2f\u0e25\u0e2f|[\u0e2f\u0e46\u0e4f\u0e5a\u0e5b]")  # ฯลฯ and ฯ ๆ ๏ ๚ ๛


class Word(NamedTuple):
    """A term at its place: text[start:end]. `weight` is 1 for words of the longest cut; `known` by the dictionary."""

    start: int
    end: int
    term: str
    weight: float
    known: bool


def folded(text: str) -> str:
    """The text as it is compared: small letters, Arabic digits, marks that are not read as spaces; every character
    stays at its place.
    """
    text = _SILENT.sub(lambda mark: " " * len(mark[0]), arabic_digits(text))
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def squashed(text: str) -> str:
    """The letters and digits of a text without anything between them: what is searched letter by letter."""
    return _BETWEEN.sub("", folded(text))


def words(text: str) -> list[Word]:
    """Every term of a text with its place, in the order of the text; overlapping ones where there are several cuts."""
    found: list[Word] = []
    for chunk in _CHUNKS.finditer(folded(text)):
        at = chunk.start()
        found += [Word(at + w.start, at + w.end, w.term, w.weight, w.known) for w in _words_of(chunk[0])]
    return found


def weigh_terms(text: str) -> tuple[dict[str, float], int]:
    """Every term of a text → how often it stands there, by weight; and how many words the longest cut has."""
    weights: defaultdict[str, float] = defaultdict(float)
    n_words = 0
    for chunk in _CHUNKS.findall(folded(text)):
        for _, _, term, weight, _ in _words_of(chunk):
            weights[term] += weight
            n_words += weight == 1
    return weights, n_words


def longest_words(text: str) -> list[Word]:
    """The terms of the longest cut only: they do not overlap."""
    return [word for word in words(text) if word.weight == 1]


def parts(term: str) -> tuple[str, ...]:
    """A dictionary word as the fewest smaller ones: การทอ is การ + ทอ; () when it has none."""
    if not _THAI.match(term) or term not in _dictionary():
        return ()
    ends = _edges(term)
    ends[0].discard(len(term))
    shortest: dict[int, tuple[str, ...]] = {0: ()}
    for start in sorted(ends):
        for end in ends[start] if start in shortest else ():
            way = (*shortest[start], term[start:end])
            if end not in shortest or len(way) < len(shortest[end]):
                shortest[end] = way
    return shortest.get(len(term), ())


def is_beginning(letters: str) -> bool:
    """Whether dictionary words begin with these letters and go on."""
    node = _dictionary().root
    for letter in letters:
        if node.children is None or letter not in node.children:
            return False
        node = node.children[letter]
    return node.children is not None


def is_filler(term: str) -> bool:
    """Whether a word says nothing by itself: การ, ของ, ที่, …"""
    return term in _fillers()


@lru_cache(maxsize=20_000)
def _words_of(chunk: str) -> tuple[Word, ...]:
    """The terms of a stretch without spaces."""
    if not _THAI.search(chunk):
        return tuple(Word(m.start(), m.end(), m[0].replace(",", ""), 1, True) for m in _LATIN_OR_NUMBER.finditer(chunk))
    found: list[Word] = []
    run: list[str] = []  # dictionary words that follow each other
    at = 0
    for token in _cut(chunk):
        if _THAI.match(token) and token in _dictionary():
            run.append(token)
        else:
            found += _of_run(run, at)
            run = []
            found += _of_unknown(token, at)
        at += len(token)
    found += _of_run(run, at)
    return tuple(sorted(found))


def _of_run(run: list[str], end: int) -> list[Word]:
    """The words of dictionary words that follow each other up to `end`, and those of other cuts of any two of them."""
    at = end - sum(map(len, run))
    found = []
    others: set[tuple[int, int, str]] = set()
    for n, token in enumerate(run):
        found.append(Word(at, at + len(token), token, 1, True))
        following = run[n + 1] if n + 1 < len(run) and _may_run_into(token, run[n + 1]) else ""
        others |= {(at + start, at + stop, term) for start, stop, term in _other_cuts(token, following)}
        at += len(token)
    return found + [Word(start, stop, term, OTHER_CUT, True) for start, stop, term in others]


@lru_cache(maxsize=50_000)
def _other_cuts(one: str, other: str) -> tuple[tuple[int, int, str], ...]:
    """The words into which two words that follow each other can be cut as well, nothing left over, and their places."""
    both = one + other
    own = {(0, len(one)), (len(one), len(both))}
    ends = _edges(both)
    for start, end in own:
        ends[start].add(end)
    before = _reached(ends)
    behind = {len(both)}
    for start in sorted(ends, reverse=True):
        if ends[start] & behind:
            behind.add(start)
    return tuple((s, e, both[s:e]) for s in ends if s in before for e in ends[s] & behind if (s, e) not in own)


def _may_run_into(one: str, other: str) -> bool:
    """A quick look: whether a dictionary word begins in the one and ends in the other."""
    for node in _open_ends(one):
        for letter in other:
            if node.children is None or letter not in node.children:
                break
            node = node.children[letter]
            if node.end:
                return True
    return False


@lru_cache(maxsize=50_000)
def _open_ends(token: str) -> tuple[Trie.Node, ...]:
    """Where the dictionary goes on after letters at the end of a word, what stands before them being words."""
    nodes = []
    for start in _reached(_edges(token)):
        node: Trie.Node | None = _dictionary().root
        for letter in token[start:]:
            node = node.children.get(letter) if node is not None and node.children is not None else None
        if node is not None and start < len(token) and node.children is not None:
            nodes.append(node)
    return tuple(nodes)


def _reached(ends: dict[int, set[int]]) -> set[int]:
    """The places that words after each other lead to, from the beginning on."""
    reached = {0}
    for start in sorted(ends):
        if start in reached:
            reached |= ends[start]
    return reached


def _of_unknown(token: str, at: int) -> list[Word]:
    """Letters that no dictionary knows: as they are, with the dictionary words inside; or Latin words and numbers."""
    if not _THAI.match(token):
        return [Word(at + m.start(), at + m.end(), m[0].replace(",", ""), 1, True)
                for m in _LATIN_OR_NUMBER.finditer(token)]  # fmt: skip
    found = [Word(at, at + len(token), token, 1, False)] if len(token) <= _LONGEST_TERM else []
    inside = _edges(token)
    return found + [
        Word(at + s, at + e, token[s:e], INSIDE_UNKNOWN, True) for s in inside for e in inside[s] if e - s < len(token)
    ]


def _edges(text: str) -> defaultdict[int, set[int]]:
    """Where dictionary words begin in a text → where they end, whole clusters of letters only."""
    from pythainlp.tokenize.tcc_p import tcc_pos_array

    borders = tcc_pos_array(text)
    borders[0] = 1
    found: defaultdict[int, set[int]] = defaultdict(set)
    prefixes = _dictionary().prefixes
    for start in range(len(text)):
        if borders[start]:
            ends = {e for w in prefixes(text, start) if len(w) >= _SHORTEST and borders[e := start + len(w)]}
            if ends:
                found[start] = ends
    return found


def _quiet() -> None:
    """PyThaiNLP must neither download nor write: its words come with the package."""
    os.environ.setdefault("PYTHAINLP_OFFLINE", "1")
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")


@cache
def _dictionary() -> Trie:
    _quiet()
    from pythainlp.tokenize import word_dict_trie

    return word_dict_trie()


def _cut(chunk: str) -> list[str]:
    _quiet()
    from pythainlp.tokenize import newmm

    return newmm.segment(chunk, _dictionary())


@cache
def _fillers() -> frozenset[str]:
    _quiet()
    from pythainlp.corpus import thai_stopwords

    return thai_stopwords()
