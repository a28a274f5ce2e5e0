"""What somebody typed, as words to look for: each with the other ways in which a record may have it.

A record must have every word that says something. A word is met by itself; a derived one also by what it is derived
from (การทอ by ทอ); letters that no dictionary knows by the same letters anywhere, a word that one does know never
inside another word (มด not in หมด, ปลา not in ปลาย). The smaller words of a compound find too much: they are a last
resort when no record has the compound. The last word may be half typed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from dashboard.thai import repair
from dashboard.thai_words import Word, folded, is_beginning, is_filler, longest_words, parts, squashed

MOST_LETTERS = 200  # of a question
MOST_WORDS = 12
_BY_STEM, _BY_PARTS, _BY_BEGINNING = 0.8, 0.6, 0.7
_BY_LETTERS, _BY_PHRASE = 0.5, 1.0
_FEWEST_LETTERS = 2
_ASKING = frozenset(("วิธี", "วิธีการ", "วิธีทำ", "ทำ", "การทำ", "ขั้นตอน", "เรื่อง", "อย่างไร", "ยังไง"))  # how to …


@dataclass(frozen=True)
class Term:
    """One of the terms of an option: all terms of one option together meet their group."""

    option: int
    weight: float
    term: str
    is_beginning: bool = False
    is_last_resort: bool = False


@dataclass(frozen=True)
class Letters:
    """Letters that meet their group wherever they stand in a field."""

    weight: float
    letters: str


@dataclass(frozen=True)
class Group:
    """One word of the question: `word` as it was typed at text[start:end], and what meets it."""

    word: str
    start: int
    end: int
    is_needed: bool
    terms: tuple[Term, ...] = ()
    letters: tuple[Letters, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A question: its text and its words. Without words every record fits it."""

    text: str = ""
    groups: tuple[Group, ...] = ()

    def params(self, fields: tuple[str, ...]) -> dict[str, Any]:
        """The struct `asked` of `knowledge_hits`, looking into these fields only."""
        numbered = list(enumerate(self.groups))
        return {
            "groups": [{"group_no": n, "is_needed": g.is_needed} for n, g in numbered],
            "terms": [
                {"group_no": n, "option_no": t.option, "weight": t.weight, "term": t.term,
                 "is_beginning": t.is_beginning, "is_last_resort": t.is_last_resort}
                for n, g in numbered for t in g.terms
            ],
            "letters": [
                {"group_no": n, "weight": x.weight, "letters": x.letters} for n, g in numbered for x in g.letters
            ],
            "fields": list(fields),
        }  # fmt: skip

    @property
    def words(self) -> tuple[str, ...]:
        """The words that a record must have, as they were typed."""
        return tuple(dict.fromkeys(g.word for g in self.groups if g.is_needed))

    @property
    def is_of_fillers(self) -> bool:
        """Whether no word of the question says anything by itself, so that it finds almost everything."""
        terms = [term.term for group in self.groups for term in group.terms if term.option == 0]
        return bool(terms) and all(_says_nothing(term) for term in terms)

    def without_one(self) -> list[str]:
        """The needed words of the question without each of them in turn; nothing when there is one only."""
        words = self.words
        return [" ".join(other for other in words if other != word) for word in words] if len(words) > 1 else []

    def instead(self, old: str, new: str) -> str:
        """The question with another word in the place of one."""
        return self.text.replace(old, new, 1)


def read_question(typed: str) -> Asked:
    """The question that was typed; an empty one when there is no letter or digit in it."""
    text = repair(typed)[:MOST_LETTERS]
    words = longest_words(text)[:MOST_WORDS]
    if not words:
        return Asked()
    n_last = _half_typed(words)
    groups = [_group(text, word) for word in words[: len(words) - n_last]]
    groups.append(_last_group(text, words[len(words) - n_last :]))
    if not any(g.is_needed for g in groups):
        groups = [replace(g, is_needed=True) for g in groups]
    phrases = [g for g in _phrases(text, words) if g.word not in {known.word for known in groups}]
    return Asked(text, (*groups, *phrases))


def _group(text: str, word: Word) -> Group:
    terms = [Term(0, 1, word.term)]
    smaller = parts(word.term)
    telling = [part for part in smaller if not is_filler(part)]
    if len(telling) == 1 and len(smaller) > 1:
        terms.append(Term(1, _BY_STEM, telling[0]))
    else:
        terms += [Term(1, _BY_PARTS, part, is_last_resort=True) for part in telling]
    is_unknown = not word.known and len(word.term) >= _FEWEST_LETTERS
    return Group(
        text[word.start : word.end], word.start, word.end, not _says_nothing(word.term), tuple(terms),
        (Letters(_BY_LETTERS, word.term),) if is_unknown else (),
    )  # fmt: skip


def _says_nothing(term: str) -> bool:
    return term in _ASKING or is_filler(term)


def _half_typed(words: list[Word]) -> int:
    """How many of the last words may be the beginning of one longer word, cut into pieces: 1, 2 or 3."""
    for n in (3, 2):
        tail = words[-n:]
        touching = len(tail) == n and all(a.end == b.start for a, b in pairwise(tail))
        if touching and (is_beginning("".join(w.term for w in tail)) or (n == 2 and not tail[1].known)):
            return n
    return 1


def _last_group(text: str, words: list[Word]) -> Group:
    """The last word; one that no dictionary knows may be half typed, and is also met by words that begin so."""
    last = words[-1]
    if len(words) == 1:
        group = _group(text, last)
        begun = Term(2, _BY_BEGINNING, last.term, is_beginning=True)
        return group if last.known else replace(group, terms=(*group.terms, begun))
    joined = "".join(word.term for word in words)
    whole = [Term(0, 1, word.term) for word in words]
    begun = Term(1, _BY_BEGINNING, joined, is_beginning=True)
    letters = () if last.known else (Letters(_BY_LETTERS, joined),)
    start, end = words[0].start, last.end
    return Group(text[start:end], start, end, True, (*whole, begun), letters)


def _phrases(text: str, words: list[Word]) -> list[Group]:
    """What was typed without a space stands best in a record as it was typed."""
    found = []
    for chunk in folded(text).split():
        letters = squashed(chunk)
        if sum(word.term in letters for word in words) > 1:
            found.append(Group(chunk, 0, 0, False, (), (Letters(_BY_PHRASE, letters),)))
    return found
