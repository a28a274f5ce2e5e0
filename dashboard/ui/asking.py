"""How a question is answered: from what is remembered, by itself, or together with the areas beside and below.

It must not know who looks: whoever asks has seen to it that the question's areas are theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, cast

from dashboard import sql
from dashboard.filters import Filters
from dashboard.measures.parts import Parts, of_area, parts_of
from dashboard.measures.together import Beside, beneath, beside
from dashboard.settings import read_settings
from dashboard.store import Snapshot
from dashboard.store.since import Common
from dashboard.ui.ahead import Ahead, Urgency
from dashboard.ui.answers import content
from dashboard.ui.held import provinces_in, states_before, still_holds
from dashboard.ui.looked_at import LookedAt
from dashboard.ui.opened import answers, is_newest, preparing, reading

ahead = Ahead(read_settings().ahead)
looked_at: LookedAt[Question] = LookedAt()
Answer = tuple[Any, tuple[str, ...]]


@dataclass(frozen=True)
class Question:
    """What is asked of the rows of some areas (none = the nation)."""

    areas: tuple[str, ...]
    ask: Callable[..., Any]
    args: tuple[Any, ...]
    facts: Mapping[str, Any]

    @cached_property
    def content(self) -> Hashable:
        """What tells it apart from any other question."""
        return content(self)

    def beside(self) -> tuple[str, Beside | None]:
        """Its area, and the same asked of the areas beside it; "" and None where they are not asked together."""
        area, many = beside(self.ask, *self.args, **self.facts) or ("", None)
        return area, self.reached(many)

    def of(self, part: tuple[Callable[..., Any], tuple[Any, ...]]) -> Question:
        """A part of the question as one of its own."""
        return Question(self.areas, *part, {})

    def of_area(self, area: str) -> Question | None:
        """What has parts as one asks it on the page of another area."""
        moved = of_area(area, *self.args, **self.facts)
        return moved and Question(self.areas, self.ask, *moved)

    @property
    def parts(self) -> Parts | None:
        """What it is put together from; None where it is asked by itself."""
        return parts_of(self.ask, *self.args, **self.facts)

    @property
    def is_of_all(self) -> bool:
        """Whether it is asked of views of the whole nation."""
        views = [value for value in (*self.args, *self.facts.values()) if isinstance(value, Filters)]
        scopes = [value["scope"] for value in self.args if isinstance(value, Mapping) and "scope" in value]
        asked = [view.areas for view in views] + [scope["areas"] for scope in scopes]
        return bool(asked) and not self.areas and not any(asked)

    def reached(self, many: Beside | None) -> Beside | None:
        """What is asked of many areas together, where their parent is within the question's areas."""
        if many is None or not self.areas or many.parent.area.startswith(self.areas):
            return many
        return None


def answer_of(now: Snapshot, question: Question) -> Answer:
    """The answer and the names of the queries behind it, from its parts where it has some."""
    key = _key(now, question.areas, question)
    if ahead.works and question.is_of_all:
        looked_at.note(key[:2], question)
    return _answer_of(now, question, key)


def _answer_of(now: Snapshot, question: Question, key: Hashable) -> Answer:
    found = answers.kept(key)
    if found is None:
        found = _put_together(now, question, parts, key) if (parts := question.parts) else _asked(now, question, key)
    return cast(Answer, found)


def _put_together(now: Snapshot, question: Question, parts: Parts, key: Hashable) -> Any:
    return held_answer(now, question) or answers.of(key, partial(_of_parts, now, question, parts))


def _of_parts(now: Snapshot, question: Question, parts: Parts) -> Answer:
    found = [answer_of(now, question.of(part)) for part in parts.asked]
    behind = dict.fromkeys(name for _, names in found for name in names)
    return parts.make(*(told for told, _ in found)), tuple(behind)


def _asked(now: Snapshot, question: Question, key: Hashable) -> Any:
    """The answer given of a state before where it still holds; else from the store, together with those of the areas
    beside where that is quick.
    """
    area, many = question.beside()
    group = many and _key(now, question.areas, many)
    found = None
    if many and answers.has_made(group):
        found = answers.of_many(group, area, partial(_all_of, now, question.areas, many))
    if found is None:
        found = held_answer(now, question)
    if found is None and many and many.is_quick:  # of the nation mostly what was made ahead
        found = answers.of_many(group, area, partial(_all_of, now, question.areas, many))
    return found or answers.of(key, partial(answer_anew, now, question))


def answer_anew(now: Snapshot, question: Question) -> Answer:
    """The answer from the store, whatever is remembered."""
    with reading(now, question.areas) as cursor, sql.noting() as names:
        return question.ask(cursor, *question.args, **question.facts), tuple(dict.fromkeys(names))


def held_answer(now: Snapshot, question: Question) -> Answer | None:
    """What was answered of one of the last states, where nothing that it was made of is another since; from now on it
    is an answer of this one, so that it takes no more room.
    """
    provinces = provinces_in(question.areas, (question.args, question.facts))
    if not question.ask.__module__.startswith(_OF_ITS_VIEW):
        return None
    area, many = question.beside()
    for state, since in states_before(now):
        group = many and _key(state, question.areas, many)
        for key in (_key(state, question.areas, question), answers.member(group, area)):
            found = answers.kept(key)
            if found is not None:
                if not still_holds(found[1], provinces, since):
                    return None
                answers.move(key, _key(now, question.areas, question))
                return cast(Answer, found)
    return None


def are_still_so(now: Snapshot, asked: Iterable[tuple[Snapshot, Question]]) -> bool:
    """Whether all that was asked of states before is answered the same of this one, as far as that is known without
    working out what is told of a view.
    """
    ways = {state: tuple(way) for state, way in states_before(now)}
    return all(then == now or _is_still_so(then, now, question, ways.get(then)) for then, question in asked)


def _is_still_so(then: Snapshot, now: Snapshot, question: Question, since: Sequence[Common] | None) -> bool:
    area, many = question.beside()
    groups = [(state, many and _key(state, question.areas, many)) for state in (now, then)]
    keys = [key for s, g in groups for key in (_key(s, question.areas, question), answers.member(g, area))]
    found = next(filter(None, map(answers.kept, keys)), None)
    if found is None or since is None:
        return False
    provinces = provinces_in(question.areas, (question.args, question.facts))
    if question.ask.__module__.startswith(_OF_ITS_VIEW) and still_holds(found[1], provinces, since):
        return True
    before, after = (answers.kept(_key(state, question.areas, question)) for state in (then, now))
    if after is None and not provinces and not question.is_of_all:
        after = answer_of(now, question)
    return before is not None and after is not None and bool(before[0] == after[0])


# asks whose queries tell by their names all that they read
_OF_ITS_VIEW = ("dashboard.measures.", "dashboard.ui.data")


def _all_of(now: Snapshot, areas: tuple[str, ...], many: Beside) -> dict[str, Answer]:
    with reading(now, areas) as cursor, sql.noting() as names:
        found = many.answer(cursor)
    behind = tuple(dict.fromkeys(names))
    return {code: (told, behind) for code, told in found.items()}


def _key(now: Snapshot, areas: tuple[str, ...], asked: Question | Beside) -> tuple[Hashable, ...]:
    return asked.content if isinstance(asked, Question) else content(asked), areas, str(now.path)


def make_ready(now: Snapshot) -> None:
    """Answer of a newer state what people lately asked of the whole nation: every import makes it another answer."""
    if ahead.works:
        looked_at.each(lambda question: _answer_of(now, question, _key(now, question.areas, question)))


preparing.append(make_ready)


def look_ahead(now: Snapshot, question: Question) -> None:
    """Let the same be answered of the areas beside and of those below, where people go next."""
    if ahead.works:
        ahead.wish(_key(now, question.areas, question), partial(_look_ahead, now, question), Urgency.FIRST)


def _look_ahead(now: Snapshot, question: Question) -> None:
    if not is_newest(now):
        return
    if parts := question.parts:
        for part in parts.asked:
            _look_ahead(now, question.of(part))
        area = question.of(parts.asked[0]).beside()[0]
        for parent in (question, question.of_area(area[:-2]) if area else None):
            if parent and answers.kept(done := _all_below(now, parent)) is None:
                ahead.wish(done, partial(put_together_ahead, now, parent), Urgency.LAST)
    below = question.reached(beneath(question.ask, *question.args, **question.facts))
    for many in (question.beside()[1], below):
        if many:
            key = _key(now, question.areas, many)
            if not answers.has_made(key) and not _carried(now, question.areas, many):
                work = partial(make_ahead, now, question.areas, many)
                ahead.wish(key, work, Urgency.NEXT if many.parent.areas else Urgency.FIRST)  # one for all provinces


def make_ahead(now: Snapshot, areas: tuple[str, ...], many: Beside) -> None:
    """Answer for areas together before anybody asks; of an older state nobody does any more."""
    if is_newest(now):
        answers.of_many(_key(now, areas, many), "", partial(_all_of, now, areas, many))


def put_together_ahead(now: Snapshot, parent: Question, areas: Sequence[str] | None = None) -> None:
    """Put together what the page of each area below shows, of parts that are made: one area at a time, so that whoever
    clicks meanwhile does not wait.
    """
    if not is_newest(now):
        return
    left = _with_parts(now, parent) if areas is None else areas
    if not left:
        return
    if (question := parent.of_area(left[0])) is not None:
        _answer_of(now, question, _key(now, question.areas, question))
    done = _all_below(now, parent)
    if left[1:]:
        ahead.wish(done, partial(put_together_ahead, now, parent, left[1:]), Urgency.LAST)
    else:
        answers.of(done, lambda: True)


def _all_below(now: Snapshot, parent: Question) -> Hashable:
    """The key under which is kept that all areas below are put together."""
    return "below", _key(now, parent.areas, parent)


def _with_parts(now: Snapshot, parent: Question) -> tuple[str, ...]:
    """The areas below whose parts are all made."""
    codes = None
    for part in parent.parts.asked if parent.parts else ():
        of_part = parent.of(part)
        many = of_part.reached(beneath(of_part.ask, *of_part.args))
        if many is not None:
            made = answers.members(_key(now, parent.areas, many))
            codes = made if codes is None else tuple(code for code in codes if code in made)
    return codes or ()


def _carried(now: Snapshot, areas: tuple[str, ...], many: Beside) -> bool:
    """Whether answers of areas together were made of a state before and some of them still hold: those are answers of
    this state from now on. The others are made when somebody asks for them.
    """
    key = _key(now, areas, many)
    for state, since in states_before(now):
        before = _key(state, areas, many)
        codes = answers.members(before)
        if codes and (told := answers.kept(answers.member(before, codes[0]))):
            scope = {area[:2] for area in areas}
            hold = [code for code in codes if still_holds(told[1], frozenset({code[:2], *scope}), since)]
            if hold:
                answers.carry(before, key, hold)
            return bool(hold)
    return False
