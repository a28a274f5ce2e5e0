"""What a decision is, and which ones stand for an area on a day.

A decision is the list of its versions: nothing is overwritten, so that a meeting of the past looks as it did then. It
must not know where decisions are kept (`keeping`) nor how one is shown. Texts are plain: whatever they hold is shown
letter by letter, never read as markup or as a formula.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from dashboard.errors import UnreadableOption
from dashboard.persons import without_citizen_ids
from dashboard.programme import MEASURES
from dashboard.thai import repair

DecisionStatus = Literal["open", "done", "dropped"]
STATUSES: tuple[DecisionStatus, ...] = get_args(DecisionStatus)
LONGEST = {"what": 400, "who": 120, "person": 120, "note": 400}
_MEASURES = {m.id for m in MEASURES}


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided: what is to be done, which office or role does it (`who`), by when, in which area ('' = the
    nation) and for which measure ('' = none). `person` may name someone of that office: it is a person's name and is
    masked in whatever leaves the screen.
    """

    what: str
    who: str
    due_on: date
    area_code: str = ""
    measure: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A decision as it stands from a meeting's day `on`, with a note on why it changed; `saved_at` is the clock's."""

    on: date
    decided: Decided
    status: DecisionStatus = "open"
    note: str = ""
    saved_at: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision by its number: its versions, the first one first; there is at least one."""

    id: int
    versions: tuple[Version, ...]

    @property
    def taken_on(self) -> date:
        """The day of the meeting that took it."""
        return self.versions[0].on

    def at(self, day: date) -> Version | None:
        """As it stood at the end of a day; None before it was taken."""
        return next((version for version in reversed(self.versions) if version.on <= day), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision on a day: the version that counts, since when its status is what it is, whether it is late."""

    id: int
    taken_on: date
    now: Version
    status_since: date
    is_overdue: bool


def cleaned(decided: Decided) -> Decided:
    """The same with its texts put right. Raises UnreadableOption for a text that is missing or too long, an area that
    is no code, or an unknown measure.
    """
    area = decided.area_code
    if area and not (area.isascii() and area.isdigit() and len(area) in (2, 4, 6, 8)):
        raise UnreadableOption(option="area_code", value=area[:20])
    if decided.measure and decided.measure not in _MEASURES:
        raise UnreadableOption(option="measure", value=decided.measure[:40])
    return replace(
        decided,
        what=clean_text("what", decided.what, is_needed=True),
        who=clean_text("who", decided.who, is_needed=True),
        person=clean_text("person", decided.person),
    )


def clean_text(field: str, text: str, *, is_needed: bool = False) -> str:
    """One line without invisible letters or damage. Raises UnreadableOption when it is too long, or missing."""
    clean = "".join(letter for letter in repair(without_citizen_ids(text)) if letter.isprintable())
    if len(clean) > LONGEST[field] or (is_needed and not clean):
        raise UnreadableOption(option=field, value=clean[:40])
    return clean


def concerns(area_code: str, areas: Iterable[str]) -> bool:
    """Whether a decision about an area concerns one of these areas: the same, one above or one below it.

    No areas are the nation, which everything concerns.
    """
    return any(area_code.startswith(area) or area.startswith(area_code) for area in tuple(areas) or ("",))


def standing_on(decision: Decision, day: date) -> Standing | None:
    """The decision as it stood on a day; None before it was taken."""
    known = [version for version in decision.versions if version.on <= day]
    if not known:
        return None
    now, since = known[-1], known[-1].on
    for version in reversed(known):
        if version.status != now.status:
            break
        since = version.on
    is_overdue = now.status == "open" and now.decided.due_on < day
    return Standing(decision.id, decision.taken_on, now, since, is_overdue)


def open_on(decisions: Iterable[Decision], areas: Iterable[str], day: date) -> list[Standing]:
    """The open ones that concern some areas (none: all) on a day, the ones due first first."""
    areas = tuple(areas)
    return _sorted(s for s in _standing(decisions, areas, day) if s.now.status == "open")


def taken_between(decisions: Iterable[Decision], areas: Iterable[str], since: date, day: date) -> list[Standing]:
    """Those taken after `since`, up to the day, as they stand on the day: what this meeting decided."""
    areas = tuple(areas)
    return _sorted(s for s in _standing(decisions, areas, day) if s.taken_on > since)


def from_last_time(decisions: Iterable[Decision], areas: Iterable[str], since: date, day: date) -> list[Standing]:
    """Those that were open when the last meeting (`since`) ended, as they stand on the day: open, done or dropped."""
    areas, decisions = tuple(areas), tuple(decisions)
    then = {decision.id for decision in decisions if (v := decision.at(since)) is not None and v.status == "open"}
    return _sorted(s for s in _standing(decisions, areas, day) if s.id in then)


def _standing(decisions: Iterable[Decision], areas: tuple[str, ...], day: date) -> Iterable[Standing]:
    for decision in decisions:
        found = standing_on(decision, day)
        if found is not None and concerns(found.now.decided.area_code, areas):
            yield found


def _sorted(found: Iterable[Standing]) -> list[Standing]:
    return sorted(found, key=lambda s: (s.now.decided.due_on, s.id))
