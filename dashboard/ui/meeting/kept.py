"""Where the decisions and templates of the store that is shown are kept, and which decisions there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dashboard.meeting.decisions import Decided, Decision, DecisionStatus, Standing, concerns, standing_on
from dashboard.meeting.keeping import Decisions
from dashboard.meeting.saved import SavedTemplates
from dashboard.settings import read_settings
from dashboard.store import store_for_reading
from dashboard.ui import data
from dashboard.ui.acting import doing
from dashboard.ui.view import View, compare_day
from dashboard.ui.viewer import viewer


def decisions_kept() -> Decisions:
    """The decisions of the store that is shown: the example's are apart."""
    return Decisions(store_for_reading(read_settings()).folder, data.snapshot().kind)


def templates_kept() -> SavedTemplates:
    """Its named templates."""
    return SavedTemplates(store_for_reading(read_settings()).folder, data.snapshot().kind)


def known_decisions() -> tuple[Decision, ...]:
    """The decisions that who looks may know, those about their areas or around them; read anew in each run: another
    session may have taken one. Raises DecisionsUnreadable.
    """
    person = viewer()
    return tuple(
        decision
        for decision in decisions_kept().all()
        if all(person.meets(version.decided.area_code) for version in decision.versions)
    )


def last_meeting(view: View, decisions: Iterable[Decision]) -> date | None:
    """The day of the last meeting before the view's own: the last one that took a decision about it, else the end of
    the month before. A decision may be done on any day: that makes no meeting.
    """
    as_of, areas = view.filters.as_of, view.filters.areas
    days = [
        decision.taken_on
        for decision in decisions
        if decision.taken_on < as_of and concerns(decision.versions[0].decided.area_code, areas)
    ]
    return max(days, default=None) or compare_day("month", as_of)


def state_of(standing: Standing) -> str:
    """open, overdue, done or dropped."""
    return "overdue" if standing.is_overdue else standing.now.status


def standings(view: View, decisions: Iterable[Decision]) -> list[Standing]:
    """The decisions about the view as they stand on its day: the overdue first, then by the day they are due."""
    found = [standing_on(decision, view.filters.as_of) for decision in decisions]
    own = [s for s in found if s is not None and concerns(s.now.decided.area_code, view.filters.areas)]
    order = ("overdue", "open", "done", "dropped")
    return sorted(own, key=lambda s: (order.index(state_of(s)), s.now.decided.due_on, s.id))


def decision_link(view: View, standing: Standing) -> str:
    """The page of decisions with this one opened."""
    return view.link("meeting", tab="decisions", state="all", decision=str(standing.id))


def take_decision(decided: Decided, on: date) -> Decision:
    """Keep a new decision of the meeting of a day. Raises NotAllowed, OutsideYourAreas, and what `add` raises."""
    with doing("decision", areas=(decided.area_code,), on=on.isoformat()) as act:
        new = decisions_kept().add(decided, on)
        act.facts["id"] = str(new.id)
    return new


def change_decision(
    old: Decision,
    on: date,
    *,
    decided: Decided | None,
    status: DecisionStatus | None,
    note: str,
    seen: int = 0,
) -> Decision:
    """Change a decision as it was seen: with so many versions, 0: all that `old` has.

    Raises NotAllowed, OutsideYourAreas, and what `change` raises.
    """
    areas = [old.versions[-1].decided.area_code, *([decided.area_code] if decided else [])]
    with doing("decision.changed", areas=dict.fromkeys(areas), on=on.isoformat(), id=old.id, status=status):
        seen = seen or len(old.versions)
        return decisions_kept().change(old.id, on, seen=seen, decided=decided, status=status, note=note)


def save_template(name: str, slides: str, league: str) -> None:
    """Keep a template under a name. Raises NotAllowed, and what `save` raises."""
    with doing("template", name=name):
        templates_kept().save(name, slides, league)


def forget_template(id_: int) -> None:
    """Take a template away. Raises NotAllowed."""
    with doing("template.forgotten", id=id_):
        templates_kept().forget(id_)


def may_change(decision: Decision) -> bool:
    """Whether who looks may change a decision: one about more than the own areas is read only."""
    return viewer().may("decide") and viewer().reaches(decision.versions[-1].decided.area_code)
