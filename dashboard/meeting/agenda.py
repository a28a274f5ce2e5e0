"""The agenda of a meeting: from facts and decisions to the slides, in the order that a template gives. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dashboard.measures.income_groups import IncomeGroup
from dashboard.measures.results import AreaMeasures, AreaStages
from dashboard.meeting import slides
from dashboard.meeting.decisions import Decision, Standing, from_last_time, open_on, taken_between
from dashboard.meeting.fetching import AgendaFacts
from dashboard.meeting.lines import better_and_worse, league_of, line_of, movers_of
from dashboard.meeting.slides import Body, Deck, Income, Kind, Line, Slide
from dashboard.meeting.template import Template, expanded
from dashboard.persons import masked_name
from dashboard.programme import MEASURES
from dashboard.scenario.applying import ScenarioResult

LEAGUE = "practising"
OTOP = ("villages_with_group", "groups", "otop_registered")
BUDGET = ("budget_disbursed", "materials_accepted", "evidence_complete", "on_time")
ALL = tuple(m.id for m in MEASURES)


@dataclass(frozen=True, slots=True)
class Privacy:
    """What may be told beyond the office: names of persons, values of fewer than five households. Neither, unless a
    role and an explicit choice allow it.
    """

    tells_names: bool = False
    tells_few: bool = False


def agenda(
    facts: AgendaFacts,
    decisions: Iterable[Decision] = (),
    template: Template = Template(),  # noqa: B008 - frozen
    *,
    league: str = LEAGUE,
    privacy: Privacy = Privacy(),
) -> Deck:
    """The slides of a meeting. What there is nothing to say about has none: changes without an earlier meeting, a
    scenario without one, last time when it left nothing open. `league` is the measure that areas are ranked by;
    KeyError for one that is not known.
    """
    making = _Making(facts, tuple(decisions), league, privacy)
    codes = [area.area_code for area in facts.areas]
    others = {"title", "measures", "league", "income", "otop", "budget", "decisions"}
    others |= {"changes"} if facts.whole_then else set()
    others |= {"scenario"} if facts.scenario else set()
    others |= {"last_time"} if making.left_open() else set()
    ids = expanded(template, codes, others)
    return Deck(facts.footing, tuple(making.slide(id_) for id_ in ids), facts.names)


@dataclass(frozen=True)
class _Making:
    facts: AgendaFacts
    decisions: tuple[Decision, ...]
    league: str
    privacy: Privacy

    def slide(self, id_: str) -> Slide:
        footing, own = self.facts.footing, footing_area(self.facts)
        if id_.startswith("area."):
            code = id_.removeprefix("area.")
            return Slide(id_, "area", code, footing, self._area(code))
        kind, body = self._body(id_)
        return Slide(id_, kind, own, footing, body)

    def _body(self, id_: str) -> tuple[Kind, Body]:
        facts = self.facts
        match id_:
            case "title":
                n_villages = facts.stages.villages
                return "title", slides.TitleBody(len(facts.areas), n_villages, facts.n_with_registers)
            case "last_time":
                return "last_time", slides.LastTimeBody(self.left_open())
            case "measures":
                return "measures", slides.MeasuresBody(self._lines())
            case "changes" if facts.whole_then and facts.stages_then:
                return "changes", self._changes(facts.whole_then, facts.stages_then)
            case "league":
                return "league", self._league()
            case "income":
                return "income", self._income()
            case "otop":
                n_ready = sum(n for _, n in facts.ready)
                return "otop", slides.OtopBody(self._lines(OTOP), n_ready, facts.ready)
            case "budget":
                return "budget", slides.BudgetBody(self._lines(BUDGET), facts.money, facts.area_money)
            case "scenario" if facts.scenario is not None:
                return "scenario", slides.ScenarioBody(
                    facts.scenario_text, facts.changes, self._scenario(facts.scenario)
                )
            case "decisions":
                return "decisions", self._decisions()
        raise KeyError(id_)

    def _lines(self, measures: Sequence[str] = ALL) -> tuple[Line, ...]:
        return tuple(self._line(id_, self.facts.whole, self.facts.whole_then) for id_ in measures)

    def _line(self, measure: str, now: AreaMeasures, then: AreaMeasures | None) -> Line:
        return line_of(measure, now, then, tells_few=self.privacy.tells_few)

    def _changes(self, whole_then: AreaMeasures, stages_then: AreaStages) -> slides.ChangesBody:
        lines = self._lines()
        begun = (line for line in lines if line.value is not None and whole_then.values[line.measure].value is None)
        return slides.ChangesBody(*better_and_worse(lines), tuple(begun), self.facts.stages, stages_then)

    def _league(self) -> slides.LeagueBody:
        facts = self.facts
        lines = [
            (area.area_code, self._line(self.league, area, facts.areas_then.get(area.area_code)))
            for area in facts.areas
        ]
        rows = league_of(self.league, lines)
        return slides.LeagueBody(self.league, rows, *movers_of(rows))

    def _area(self, code: str) -> slides.AreaBody:
        facts = self.facts
        now = next(area for area in facts.areas if area.area_code == code)
        then = facts.areas_then.get(code)
        return slides.AreaBody(
            tuple(self._line(id_, now, then) for id_ in ALL),
            facts.area_stages[code],
            facts.area_stages_then.get(code),
            facts.problems.get(code, ()),
            tuple(s for s in self._last_time((code,)) if s.now.decided.area_code.startswith(code)),
        )

    def _income(self) -> slides.IncomeBody:
        facts = self.facts
        whole = self._income_of(facts.income, facts.whole, facts.whole_then)
        groups = {group.key: group for group in facts.area_incomes}
        return slides.IncomeBody(
            whole,
            tuple(
                self._income_of(groups[a.area_code], a, facts.areas_then.get(a.area_code))
                for a in facts.areas
                if a.area_code in groups
            ),
        )

    def _income_of(self, group: IncomeGroup, now: AreaMeasures, then: AreaMeasures | None) -> Income:
        line, coverage = self._line("income_growth", now, then), self._line("income_coverage", now, None)
        changes = None if line.is_small else group.changes
        interval = None if line.is_small else group.interval
        return Income(
            line=line,
            area_code=now.area_code,
            pairs=None if line.is_small else group.pairs,
            practising=coverage.n_households,
            coverage_pct=None if line.is_small else coverage.value,
            median_change_pct=changes.median_change_pct if changes else None,
            low=interval.low if interval else None,
            high=interval.high if interval else None,
            is_uncertain=group.is_uncertain,
        )

    def _scenario(self, found: ScenarioResult) -> tuple[Line, ...]:
        area = found.area_code
        before, after = AreaMeasures(area, found.before), AreaMeasures(area, found.after)
        lines = (self._line(id_, after, before) for id_ in ALL)
        return tuple(line for line in lines if line.change or line.turns)

    def _decisions(self) -> slides.DecisionsBody:
        areas, day, since = self.facts.footing.filters.areas, self.facts.footing.filters.as_of, self._since
        return slides.DecisionsBody(
            self.left_open(),
            self._shown(taken_between(self.decisions, areas, since, day)),
            self._shown(open_on(self.decisions, areas, day)),
        )

    @property
    def _since(self) -> date:
        """The last meeting's day; without one, whatever was open the day before is from earlier."""
        return self.facts.footing.since or self.facts.footing.filters.as_of - timedelta(days=1)

    def left_open(self) -> tuple[Standing, ...]:
        """What the last meeting left open for the view."""
        return self._last_time(self.facts.footing.filters.areas)

    def _last_time(self, areas: tuple[str, ...]) -> tuple[Standing, ...]:
        return self._shown(from_last_time(self.decisions, areas, self._since, self.facts.footing.filters.as_of))

    def _shown(self, found: Iterable[Standing]) -> tuple[Standing, ...]:
        if self.privacy.tells_names:
            return tuple(found)
        return tuple(_masked(standing) for standing in found)


def footing_area(facts: AgendaFacts) -> str:
    """The area that the slides of the whole are about: '' the nation or several."""
    return facts.footing.filters.area


def _masked(standing: Standing) -> Standing:
    decided = standing.now.decided
    decided = replace(decided, person=masked_name(decided.person))
    return replace(standing, now=replace(standing.now, decided=decided))
