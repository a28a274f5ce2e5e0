"""The agenda from live data: which slides there are, what stands on them, and what does not leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import stores

from dashboard import sql
from dashboard.errors import UnreadableOption
from dashboard.filters import Filters
from dashboard.measures import fetch_measures, fetch_stages
from dashboard.meeting.agenda import Privacy, agenda
from dashboard.meeting.decisions import Decided, Decision, Version
from dashboard.meeting.fetching import AgendaFacts, fetch_facts
from dashboard.meeting.slides import (
    AreaBody,
    BudgetBody,
    ChangesBody,
    DecisionsBody,
    Deck,
    IncomeBody,
    LeagueBody,
    OtopBody,
    ScenarioBody,
    TitleBody,
)
from dashboard.meeting.template import from_text
from dashboard.meeting.words import Words
from dashboard.messages import LANGUAGES
from dashboard.scenario.fetching import asking
from dashboard.store import Store
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables

SINCE = date(2017, 1, 31)
VIEW = Filters(stores.FISCAL_YEAR, stores.TODAY, ("40",))


def facts_of(folder: Path, filters: Filters = VIEW, since: date | None = SINCE, **own: Any) -> AgendaFacts:
    snapshot = Store(folder).current()
    with snapshot.open() as con:
        return fetch_facts(
            asking(con), filters, since, is_example=snapshot.kind == "example", snapshot=snapshot.id, **own
        )


@pytest.fixture(scope="module")
def facts(small_store: Path) -> AgendaFacts:
    return facts_of(small_store)


def body(deck: Deck, id_: str) -> Any:
    return next(slide.body for slide in deck.slides if slide.id == id_)


def line(lines: Any, measure: str) -> Any:
    return next(found for found in lines if found.measure == measure)


def taken(id_: int, area: str, *statuses: tuple[date, str], person: str = "", due: date = stores.TODAY) -> Decision:
    decided = Decided(f"ข้อ {id_}", "พัฒนาการอำเภอ", due, area, person=person)
    return Decision(id_, tuple(Version(on, decided, status) for on, status in statuses))  # type: ignore[arg-type]


# -- which slides


def test_the_slides_come_in_the_order_of_a_provincial_meeting(small_store: Path, facts: AgendaFacts) -> None:
    assert [s.id for s in agenda(facts).slides] == [
        "title", "measures", "changes", "league", "area.4001", "area.4016", "income", "otop", "budget", "decisions",
    ]  # fmt: skip
    with_scenario = agenda(facts_of(small_store, since=None, scenario="r.practising.4001..best"))
    assert [s.id for s in with_scenario.slides] == [
        "title", "measures", "league", "area.4001", "area.4016", "income", "otop", "budget", "scenario", "decisions",
    ]  # fmt: skip


def test_slides_are_left_out_and_reordered_by_the_template(facts: AgendaFacts) -> None:
    deck = agenda(facts, template=from_text("decisions,area.4016,areas,scenario,measures"))
    assert [s.id for s in deck.slides] == ["decisions", "area.4016", "area.4001", "measures"]


@pytest.mark.parametrize(
    ("areas", "ids"),
    [
        (("4016",), ["area.401601", "area.401602"]),
        (("401601",), ["area.40160101", "area.40160102", "area.40160103"]),
        (("40160101",), ["area.40160101"]),
        (("4001", "39"), ["area.3904", "area.4001"]),
        ((), ["area.39", "area.40"]),
    ],
)
def test_the_areas_in_turn_are_those_one_level_below(small_store: Path, areas: tuple[str, ...], ids: list[str]) -> None:
    deck = agenda(facts_of(small_store, replace(VIEW, areas=areas)))
    assert [s.id for s in deck.slides if s.kind == "area"] == ids
    assert {s.area_code for s in deck.slides if s.kind != "area"} == {areas[0] if len(areas) == 1 else ""}


def test_an_area_without_villages_has_its_slides_and_no_numbers(small_store: Path) -> None:
    deck = agenda(facts_of(small_store, replace(VIEW, areas=("92",))))
    assert [s.kind for s in deck.slides] == [
        "title", "measures", "changes", "league", "income", "otop", "budget", "decisions",
    ]  # fmt: skip
    assert body(deck, "title") == TitleBody(0, 0, 0)
    assert line(body(deck, "measures").lines, "practising").value is None
    assert body(deck, "league") == LeagueBody("practising", (), (), ())


# -- what stands on them


def test_every_number_is_the_measures_own(small_store: Path, facts: AgendaFacts) -> None:
    deck = agenda(facts)
    with Store(small_store).current().open() as con:
        now, then = fetch_measures(con, VIEW, "district"), fetch_measures(con, VIEW.at(SINCE), "district")
        stages = {s.area_code: s for s in fetch_stages(con, VIEW, "district")}
        (whole,) = fetch_measures(con, VIEW)
    for area, before in zip(now, then, strict=True):
        own: AreaBody = body(deck, f"area.{area.area_code}")
        assert own.stages == stages[area.area_code]
        assert [(x.measure, x.value, x.target, x.status) for x in own.lines] == [
            (v.measure, v.value, v.target, v.status) for v in area.values.values()
        ]
        assert [x.then for x in own.lines] == [v.value for v in before.values.values()]
    assert [x.value for x in body(deck, "measures").lines] == [v.value for v in whole.values.values()]


def test_what_changed_since_the_last_meeting(facts: AgendaFacts) -> None:
    changes: ChangesBody = body(agenda(facts), "changes")
    assert [(x.measure, x.then, x.value) for x in changes.better] == [
        ("villages_with_group", 0, pytest.approx(100 / 3)),  # more than three times its target of 10
        ("income_coverage", 0, 100),
        ("groups", 0, 2),
        ("households_visited", 0, 80),
    ]
    assert changes.worse == ()
    assert [x.measure for x in changes.begun] == [
        "income_growth", "households_income_up", "villages_income_up", "otop_registered",
    ]  # fmt: skip
    assert (changes.stages.reached[7:], changes.stages_then.reached[7:]) == ((4, 3, 2, 1), (0, 0, 0, 0))


def test_the_league_ranks_areas_and_names_who_moved(facts: AgendaFacts) -> None:
    league: LeagueBody = body(agenda(facts, league="households_visited"), "league")
    assert [(r.area_code, r.rank, r.line.value) for r in league.rows] == [("4016", 1, 80), ("4001", None, None)]
    assert [r.area_code for r in league.risen] == ["4016"]
    assert league.fallen == ()
    even: LeagueBody = body(agenda(facts, league="trainer_load"), "league")
    assert [(r.area_code, r.rank) for r in even.rows] == [("4001", 1), ("4016", 1)]
    with pytest.raises(KeyError):
        agenda(facts, league="profit")


def test_three_problems_of_each_area_with_the_villages_that_have_most(facts: AgendaFacts) -> None:
    deck = agenda(facts)
    found = {code: body(deck, f"area.{code}").problems for code in ("4001", "4016")}
    assert [(p.id, p.is_measure, p.n, p.n_villages) for p in found["4016"]] == [
        ("visits_overdue", False, 100, 5), ("standing_still", False, 4, 4), ("evidence_complete", True, 30, 5),
    ]  # fmt: skip
    assert [(p.id, p.n, p.villages) for p in found["4001"]] == [
        ("standing_still", 1, (("40010101", 1),)),
        ("training_complete", 1, (("40010101", 1),)),
        ("households_trained", 20, (("40010101", 20),)),
    ]
    assert found["4016"][0].villages[0] == ("40160101", 20)
    assert all(code in deck.names for p in found["4016"] for code, _ in p.villages)


def test_incomes_otop_and_budget(facts: AgendaFacts) -> None:
    deck = agenda(facts)
    income: IncomeBody = body(deck, "income")
    assert (income.whole.line.value, income.whole.pairs, income.whole.practising) == (7.75, 80, 80)
    assert [(a.area_code, a.pairs, a.line.value) for a in income.areas] == [("4001", 0, None), ("4016", 80, 7.75)]
    assert income.areas[1].low is not None
    otop: OtopBody = body(deck, "otop")
    assert (otop.n_ready, otop.ready) == (1, (("4016", 1),))
    budget: BudgetBody = body(deck, "budget")
    assert (budget.whole.allocated_baht, budget.whole.accepted_baht) == (300_000, 1_200)
    assert [(m.area_code, m.allocated_baht) for m in budget.areas] == [("4001", 50_000), ("4016", 250_000)]


def test_a_scenario_shows_what_it_would_change_beside_the_actual(small_store: Path) -> None:
    deck = agenda(facts_of(small_store, scenario="r.practising.4001..best"))
    scenario: ScenarioBody = body(deck, "scenario")
    assert [(x.measure, x.then, x.value, x.status_then, x.status) for x in scenario.lines] == [
        ("practising", pytest.approx(200 / 3), 80, "behind", "near"),
    ]  # fmt: skip
    with pytest.raises(UnreadableOption):
        facts_of(small_store, scenario="x.1")


def test_the_title_says_how_much_data_there_is(facts: AgendaFacts) -> None:
    deck = agenda(facts)
    assert body(deck, "title") == TitleBody(2, 6, 6)
    assert {s.footing for s in deck.slides} == {facts.footing}
    assert (facts.footing.filters, facts.footing.since, facts.footing.is_example) == (VIEW, SINCE, False)
    assert facts.footing.stored_on is not None


# -- decisions


def test_decisions_of_last_time_come_up_in_their_area(facts: AgendaFacts) -> None:
    today, before = stores.TODAY, SINCE - timedelta(days=30)
    deck = agenda(
        facts,
        [
            taken(1, "4016", (SINCE, "open"), due=today - timedelta(days=1)),
            taken(2, "40160101", (before, "open"), (today, "done")),
            taken(3, "40", (SINCE, "open")),
            taken(4, "4001", (before, "open"), (SINCE, "done")),
            taken(5, "39", (SINCE, "open")),
            taken(6, "40", (today, "open")),
        ],
    )
    of_area = body(deck, "area.4016").last_time
    assert [(s.id, s.now.status, s.is_overdue) for s in of_area] == [(1, "open", True), (2, "done", False)]
    assert body(deck, "area.4001").last_time == ()
    decisions: DecisionsBody = body(deck, "decisions")
    assert [s.id for s in decisions.last_time] == [1, 2, 3]
    assert [s.id for s in decisions.taken] == [6]
    assert [s.id for s in decisions.open] == [1, 3, 6]


def test_without_a_last_meeting_what_was_open_before_is_from_earlier(small_store: Path) -> None:
    deck = agenda(
        facts_of(small_store, since=None), [taken(1, "40", (SINCE, "open")), taken(2, "40", (stores.TODAY, "open"))]
    )
    decisions: DecisionsBody = body(deck, "decisions")
    assert ([s.id for s in decisions.last_time], [s.id for s in decisions.taken]) == ([1], [2])


def test_the_last_meeting_was_before_this_one(small_store: Path) -> None:
    for wrong in (stores.TODAY, stores.TODAY + timedelta(days=1)):
        with pytest.raises(UnreadableOption):
            facts_of(small_store, since=wrong)
    last_year = agenda(facts_of(small_store, since=date(2016, 9, 30)))
    assert "changes" not in [s.kind for s in last_year.slides]
    assert last_year.footing.since == date(2016, 9, 30)
    assert {x.then for x in body(last_year, "measures").lines} == {None}


# -- privacy


@pytest.fixture(scope="module")
def few_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two villages; in the second one four households practise, and have incomes."""
    folder = tmp_path_factory.mktemp("few")
    with Store(folder).building("example") as building:
        create_tables(building.con)
        stores.fill(building.con, ("40160101", "40160102"))
        building.con.execute(
            "update households set practising_from = null where village_code = '40160102' and house_no::integer > 4"
        )
        build_marts(building.con)
    return folder


def test_fewer_than_five_households_are_said_as_such(few_store: Path) -> None:
    facts = facts_of(few_store, replace(VIEW, areas=("401601",)), date(2017, 3, 31))
    many, few = (body(agenda(facts), f"area.4016010{n}").lines for n in (1, 2))
    for measure in ("income_growth", "households_income_up", "income_coverage"):
        hidden = line(few, measure)
        assert (hidden.value, hidden.then, hidden.status, hidden.n_households) == (None, None, "none", None)
        assert hidden.is_small
        assert not line(many, measure).is_small
    assert (line(few, "practising").value, line(few, "practising").n_households) == (20, 20)
    income: IncomeBody = body(agenda(facts), "income")
    assert [(a.pairs, a.practising, a.median_change_pct, a.low) for a in income.areas[1:]] == [(None, None, None, None)]
    assert (income.areas[0].pairs, income.whole.pairs) == (20, 24)
    told = agenda(facts, privacy=Privacy(tells_few=True))
    assert (line(body(told, "area.40160102").lines, "income_coverage").value, body(told, "income").areas[1].pairs) == (
        100,
        4,
    )


def test_persons_are_masked_unless_they_may_be_told(small_store: Path, facts: AgendaFacts) -> None:
    decision = taken(1, "40", (SINCE, "open"), person="นายสมชาย ใจดี")
    for privacy, shown in ((Privacy(), "นายส…"), (Privacy(tells_names=True), "นายสมชาย ใจดี")):
        decisions: DecisionsBody = body(agenda(facts, [decision], privacy=privacy), "decisions")
        assert {s.now.decided.person for s in (*decisions.last_time, *decisions.open)} == {shown}
    view = replace(VIEW, officers=("พัฒนากร 4016", ""))
    deck = agenda(facts_of(small_store, view))
    assert "พัฒนากร 4016" not in " ".join(Words.of(deck).foot(deck.footing))
    assert "พัฒนากร 4016" in " ".join(Words.of(deck, tells_names=True).foot(deck.footing))


# -- words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slide_has_a_title_and_every_problem_its_words(few_store: Path, language: Any) -> None:
    facts = facts_of(few_store, scenario="t.practising.40.90")
    deck = agenda(facts)
    words = Words.of(deck, language)
    assert all(words.title(slide) for slide in deck.slides)
    for slide in deck.slides:
        if isinstance(slide.body, AreaBody):
            assert all(words.problem(p) and words.villages(p) for p in slide.body.problems)


def test_a_problem_is_said_with_its_villages_and_their_subdistricts(facts: AgendaFacts) -> None:
    deck = agenda(facts)
    visits = body(deck, "area.4016").problems[0]
    thai, english = Words.of(deck), Words.of(deck, "en")
    assert thai.problem(visits) == "100 ครัวเรือนใน 5 หมู่บ้านไม่ได้รับการติดตามเกิน 30 วัน"
    assert thai.villages(visits)[0] == "บ้านทดสอบ0 ม.1 ต.บ้านเรือ"
    assert english.problem(visits) == "Trained households not visited for 30 days: 100 (villages: 5)"
    assert english.villages(visits)[3] == "บ้านทดสอบ3 moo 1"  # DOPA's list has no 401602


def test_the_foot_of_a_slide_says_whose_data_where_when_and_which(few_store: Path) -> None:
    view = replace(VIEW, areas=("4016",), without=("401606",), stage=-11, training="complete")
    deck = agenda(facts_of(few_store, view))
    assert Words.of(deck, "en").foot(deck.footing) == (
        "Example data",
        "Phu Wiang district",
        "Fiscal year 2560 · as of 31 May 2017",
        "compared with the meeting of 31 Jan 2017",
        "without Na Chum Saeng subdistrict",
        "Training status: Complete",
        "Stage: not yet “OTOP registered”",
    )
    thai = Words.of(deck, "th", "thai").foot(deck.footing)
    assert "อำเภอภูเวียง" in thai
    assert any("๓๑ พ.ค. ๒๕๖๐" in part for part in thai)


def test_values_are_said_in_their_unit(few_store: Path) -> None:
    deck = agenda(facts_of(few_store, replace(VIEW, areas=("401601",))))
    words, lines = Words.of(deck, "en"), body(deck, "area.40160102").lines
    said = {x.measure: words.value(x) for x in lines}
    assert (said["practising"], said["villages"], said["trainer_load"]) == ("20%", "1", "4.0")
    assert said["income_growth"] == "fewer than 5 households"
    assert words.then(line(lines, "income_growth")) == "–"


def test_the_number_of_queries_does_not_grow_with_the_areas(small_store: Path) -> None:
    with sql.noting() as district:
        facts_of(small_store, replace(VIEW, areas=("4001",)))
    with sql.noting() as nation:
        facts_of(small_store, replace(VIEW, areas=()))
    assert len(nation) == len(district) <= 36
