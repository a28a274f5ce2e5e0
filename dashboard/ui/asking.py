"""How a question is answered: from what is remembered, by itself, or together with the areas beside and below.

It must not know who looks: whoever asks has seen to it that the question's areas are theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from dashboard import sql
from dashboard.measures.parts import parts_of
from dashboard.measures.together import Beside, beneath, beside
from dashboard.settings import read_settings
from dashboard.store import Snapshot
from dashboard.ui.ahead import Ahead
from dashboard.ui.answers import content
from dashboard.ui.opened import answers, reading

ahead = Ahead(read_settings().ahead)
Answer = tuple[Any, tuple[str, ...]]


@dataclass(frozen=True)
class Question:
    """What is asked of the rows of some areas (none = the nation)."""

    areas: tuple[str, ...]
    ask: Callable[..., Any]
    args: tuple[Any, ...]
    facts: Mapping[str, Any]

    def of(self, part: tuple[Callable[..., Any], tuple[Any, ...]]) -> Question:
        """A part of the question as one of its own."""
        return Question(self.areas, *part, {})

    def reached(self, many: Beside | None) -> Beside | None:
        """What is asked of many areas together, where their parent is within the question's areas."""
        if many is None or not self.areas or many.parent.area.startswith(self.areas):
            return many
        return None


def answer_of(now: Snapshot, question: Question) -> Answer:
    """The answer and the names of the queries behind it, from its parts where it has some."""
    parts = parts_of(question.ask, *question.args, **question.facts)
    if parts is None:
        return _asked(now, question)

    def make() -> Answer:
        found = [answer_of(now, question.of(part)) for part in parts.asked]
        return parts.make(*(told for told, _ in found)), tuple(
            dict.fromkeys(name for _, names in found for name in names)
        )

    return cast(Answer, answers.of(_key(now, question.areas, question), make))


def _asked(now: Snapshot, question: Question) -> Answer:
    """The answer from the store; together with those of the areas beside where it is quick."""
    area, many = beside(question.ask, *question.args, **question.facts) or ("", None)
    if many := question.reached(many):
        group = _key(now, question.areas, many)
        if many.is_quick or answers.has_made(group):  # of the nation mostly what was made ahead
            found = answers.of_many(group, area, lambda: _all_of(now, question.areas, many))
            if found is not None:
                return cast(Answer, found)

    def make() -> Answer:
        with reading(now, question.areas) as cursor, sql.noting() as names:
            return question.ask(cursor, *question.args, **question.facts), tuple(dict.fromkeys(names))

    return cast(Answer, answers.of(_key(now, question.areas, question), make))


def _all_of(now: Snapshot, areas: tuple[str, ...], many: Beside) -> dict[str, Answer]:
    with reading(now, areas) as cursor, sql.noting() as names:
        found = many.answer(cursor)
    behind = tuple(dict.fromkeys(names))
    return {code: (told, behind) for code, told in found.items()}


def _key(now: Snapshot, areas: tuple[str, ...], asked: Question | Beside) -> Hashable:
    return content(asked), areas, str(now.path)


def look_ahead(now: Snapshot, question: Question) -> None:
    """Let the same be answered of the areas beside and of those below, where people go next."""
    if not ahead.works:
        return
    if parts := parts_of(question.ask, *question.args, **question.facts):
        for part in parts.asked:
            look_ahead(now, question.of(part))
    _, next_to = beside(question.ask, *question.args, **question.facts) or ("", None)
    for many in (next_to, beneath(question.ask, *question.args, **question.facts)):
        if many := question.reached(many):
            key = _key(now, question.areas, many)
            if not answers.has_made(key):
                work = partial(answers.of_many, key, "", partial(_all_of, now, question.areas, many))
                ahead.wish(key, work, first=not many.parent.areas)  # one for all provinces
