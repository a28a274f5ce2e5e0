"""How a question is answered: from what is remembered, by itself, or together with the areas beside and below.

It must not know who looks: whoever asks has seen to it that the question's areas are theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from typing import Any, cast

from dashboard import sql
from dashboard.filters import Filters
from dashboard.measures.together import Beside, beneath, beside
from dashboard.settings import read_settings
from dashboard.store import Snapshot
from dashboard.store.scoped import RULES
from dashboard.store.since import Common, common_with_before
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

    def beside(self) -> tuple[str, Beside | None]:
        """Its area, and the same asked of the areas beside it; "" and None where they are not asked together."""
        area, many = beside(self.ask, *self.args, **self.facts) or ("", None)
        return area, self.reached(many)

    def reached(self, many: Beside | None) -> Beside | None:
        """What is asked of many areas together, where their parent is within the question's areas."""
        if many is None or not self.areas or many.parent.area.startswith(self.areas):
            return many
        return None


def answer_of(now: Snapshot, question: Question) -> Answer:
    """The answer and the names of the queries behind it: one given of a state before where it still holds; else
    together with those of the areas beside where that is quick.
    """
    key = _key(now, question.areas, question)
    found: Any = answers.kept(key)
    if found is None:
        area, many = question.beside()
        group = many and _key(now, question.areas, many)
        if many and answers.has_made(group):  # of the nation only what was made ahead
            found = answers.of_many(group, area, lambda: _all_of(now, question.areas, many))
        if found is None and (held := held_answer(now, question)) is not None:
            found = answers.of(key, lambda: held)
        if found is None and many and many.parent.areas:
            found = answers.of_many(group, area, lambda: _all_of(now, question.areas, many))
        if found is None:
            found = answers.of(key, lambda: _answer(now, question))
    return cast(Answer, found)


def _answer(now: Snapshot, question: Question) -> Answer:
    with reading(now, question.areas) as cursor, sql.noting() as names:
        return question.ask(cursor, *question.args, **question.facts), tuple(dict.fromkeys(names))


def held_answer(now: Snapshot, question: Question) -> Answer | None:
    """What was answered of one of the last states, where nothing that it was made of is another since."""
    provinces = provinces_of(question)
    if not provinces or not question.ask.__module__.startswith(_OF_ITS_VIEW):
        return None
    area, many = question.beside()
    for state, common in _states_before(now):
        group = many and _key(state, question.areas, many)
        found = answers.kept(_key(state, question.areas, question), group, area)
        if found is not None:
            tables = frozenset[str]().union(*map(sql.words, found[1])) & RULES.keys()
            return cast(Answer, found) if tables and all(c.holds(tables, provinces) for c in common) else None
    return None


# asks whose queries tell by their names all that they read
_OF_ITS_VIEW = ("dashboard.measures.", "dashboard.ui.data")
_STATES_BACK = 4


def _states_before(now: Snapshot) -> Iterator[tuple[Snapshot, list[Common]]]:
    """The states that a state was made from, the last one first, with what is common on the way there."""
    way: list[Common] = []
    while len(way) < _STATES_BACK and (common := common_with_before(now)) is not None:
        way.append(common)
        now = common.before
        yield now, way


def provinces_of(question: Question) -> frozenset[str]:
    """The provinces in which all lies that is asked about; none where that is not known, or all is asked about."""
    found = {area[:2] for area in question.areas}
    views = 0
    left: list[Any] = [question.args, dict(question.facts)]
    while left:
        match left.pop():
            case Filters() as filters:
                left.append({"areas": filters.areas, "without": filters.without})
            case Mapping() as parts:
                if "areas" in parts:
                    views += 1
                    if not parts["areas"]:
                        return frozenset()
                left += parts.values()
            case str() as word:
                if word.isdigit():
                    found.add(word[:2])
            case list() | tuple() | set() | frozenset() as parts:
                left += parts
            case value if is_dataclass(value) and not isinstance(value, type):
                left += [getattr(value, part.name) for part in fields(value)]
    return frozenset(found if views else ())


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
    below = question.reached(beneath(question.ask, *question.args, **question.facts))
    for many in (question.beside()[1], below):
        if many:
            key = _key(now, question.areas, many)
            if not answers.has_made(key) and not _was_made(now, question.areas, many):
                work = partial(answers.of_many, key, "", partial(_all_of, now, question.areas, many))
                ahead.wish(key, work, first=not many.parent.areas)  # one for all provinces


def _was_made(now: Snapshot, areas: tuple[str, ...], many: Beside) -> bool:
    """Whether answers of areas together were made of a state before, and hold for all that an import brought."""
    provinces = frozenset(area[:2] for area in (*many.parent.areas, *areas))
    return bool(many.parent.areas) and any(
        answers.has_made(_key(state, areas, many)) and not any(provinces & common.provinces for common in way)
        for state, way in _states_before(now)
    )
