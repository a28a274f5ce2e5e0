"""What stands on each kind of slide: a sentence that leads and rows of blocks, from its numbers and words. Pure."""

from __future__ import annotations

from dashboard.meeting import slides
from dashboard.meeting.blocks import Bar, Bars, Cell, Column, Point, Points, Table, Text, Tile
from dashboard.meeting.fitting import Row, packed, side_by_side
from dashboard.meeting.pieces import BARS_ROOM, Pieces
from dashboard.meeting.problems import MOST_VILLAGES
from dashboard.meeting.scenario_words import said
from dashboard.meeting.slides import Slide
from dashboard.meeting.words import MOST_NAMES
from dashboard.scenario.fetching import child_digits

Content = tuple[str, list[Row]]
OF_AREA = (
    "training_complete", "practising", "households_visited", "income_growth", "villages_with_group", "budget_disbursed",
)  # fmt: skip
_IN_TABLE = 11
_TILES = 4
_MOST_CHOSEN = 30
# the measures by what they are about: work in villages, households and incomes, what comes of it
_SHEETS = ((0, 8), (8, 15), (15, 23))
_FEWEST_NAMES = 2
_LINES_TO_WRITE = 6


class Making(Pieces):
    """Makes the content of the slides of a deck."""

    def of(self, slide: Slide, room: float) -> Content:
        """The lead and the rows of a slide that has this much room."""
        match slide.body:
            case slides.TitleBody() as body:
                return self._title(body)
            case slides.LastTimeBody() as body:
                return self._last_time(body)
            case slides.MeasuresBody() as body:
                return self._measures(body)
            case slides.ChangesBody() as body:
                return self._changes(body)
            case slides.LeagueBody() as body:
                return self._league(body)
            case slides.AreaBody() as body:
                return self._area(body, room)
            case slides.IncomeBody() as body:
                return self._income(body)
            case slides.OtopBody() as body:
                return self._otop(body)
            case slides.BudgetBody() as body:
                return self._budget(body)
            case slides.ScenarioBody() as body:
                return self._scenario(body)
            case slides.DecisionsBody() as body:
                return self._decisions(body)

    # -- slides

    def _title(self, body: slides.TitleBody) -> Content:
        say, number, footing = self.words.say, self.words.number, self.deck.footing
        level = _level(child_digits(footing.filters))
        tiles = [Tile(say("show.n_villages"), number(body.n_villages), body.n_villages)]
        if body.n_areas > 1 or level != "village":
            tiles.insert(0, Tile(say(f"show.n_areas.{level}"), number(body.n_areas), body.n_areas))
        share = body.n_with_registers * 100 / body.n_villages if body.n_villages else None
        with_registers = say("show.of_villages", percent=self.words.percent(share), of=number(body.n_villages))
        tiles.append(
            Tile(say("show.n_with_registers"), number(body.n_with_registers), body.n_with_registers, n=with_registers)
        )
        kinds = dict.fromkeys(slide.kind for slide in self.deck.slides if slide.kind != "title")
        agenda = [Point(say(f"show.agenda.{kind}")) for kind in kinds]
        half = (len(agenda) + 1) // 2
        day = say("frame.facts.as_of", year=footing.filters.fiscal_year, day=self.words.day(footing.filters.as_of))
        about = [say("show.stored", day=self.words.day(footing.stored_on))] if footing.stored_on else []
        about += [say("show.snapshot", id=footing.snapshot)]
        rows: list[Row] = [tuple(tiles)]
        if agenda:
            lists = [Points(say("show.agenda"), tuple(agenda[:half])), Points(" ", tuple(agenda[half:]))]
            rows.append(tuple(part for part in lists if part.items))
        if footing.is_example:
            rows.append((Text(say("frame.example_note"), "bad"),))
        n_areas = len(footing.filters.areas)
        if MOST_NAMES < n_areas <= _MOST_CHOSEN:
            rows.append((Text(self.words.areas(footing, n_areas)),))
        return day, [*rows, (Text(" · ".join(about), "quiet"),)]

    def _last_time(self, body: slides.LastTimeBody) -> Content:
        return self.counted(body.items), [(self.table_of(body.items, ""),)]

    def _measures(self, body: slides.MeasuresBody) -> Content:
        tiles, rows = [self.tile(line) for line in body.lines], list[Row]()
        for first, end in _SHEETS:
            rows += [(), *(tuple(tiles[n : min(n + _TILES, end)]) for n in range(first, end, _TILES))]
        return self.statuses(body.lines), rows[1:]

    def _changes(self, body: slides.ChangesBody) -> Content:
        say, number = self.words.say, self.words.number
        better, worse = ([line for line in lines if self.is_changed(line)] for lines in (body.better, body.worse))
        lead = say("show.changes.lead", better=number(len(better)), worse=number(len(worse)))
        named = (("better", better), ("worse", worse), ("begun", body.begun))
        sides = [
            self.changed(say(f"show.changes.{key}"), lines[n : n + _IN_TABLE])
            for key, lines in named
            for n in range(0, len(lines), _IN_TABLE)
        ]
        rows: list[Row] = [tuple(sides[n : n + 2]) for n in range(0, len(sides), 2)]
        if not rows:
            rows.append((Text(say("show.changes.none")),))
        return lead, [*rows, (), (self.stages(body.stages, body.stages_then),)]

    def _league(self, body: slides.LeagueBody) -> Content:
        say, number = self.words.say, self.words.number
        known = [row for row in body.rows if row.rank is not None]
        if not body.rows:
            return "", [(Text(say("show.no_villages")),)]
        met = sum(row.line.status == "met" for row in known)
        first = [row for row in known if row.rank == 1]
        lead = ""
        if known and len(first) <= 3:
            names = ", ".join(self.words.place(row.area_code) for row in first)
            lead = say("show.league.first", area=names, value=self.words.value(first[0].line))
        if any(row.line.target is not None for row in body.rows):
            lead += (" · " if lead else "") + say("show.league.met", n=number(met), of=number(len(body.rows)))
        bars = [self.league_bar(row) for row in body.rows]
        rows = self.bars("", body.measure, bars, [row.line for row in body.rows])
        movers = [
            self.movers(say(f"show.league.{key}"), found)
            for key, found in (("risen", body.risen), ("fallen", body.fallen))
            if found
        ]
        return lead, [*rows, *([tuple(movers)] if movers else [])]

    def _area(self, body: slides.AreaBody, room: float) -> Content:
        by_id = {line.measure: line for line in body.lines}
        funnel = self.stages(body.stages, body.stages_then)
        tiles: Row = tuple(self.tile(by_id[id_], is_short=True) for id_ in OF_AREA)
        rows: list[Row] = []
        for most in range(MOST_VILLAGES, _FEWEST_NAMES - 1, -1):  # fewer names before a second slide
            rows = [tiles, (funnel, self.problems(body.problems, most))]
            if len(packed(rows, room)) == 1:
                break
        if body.last_time:
            rows.append((self.table_of(body.last_time, self.words.say("show.last_time")),))
        n = self.words.say("show.area.villages", n=self.words.number(body.stages.villages))
        return f"{n} · {self.statuses(body.lines)}", rows

    def _income(self, body: slides.IncomeBody) -> Content:
        say, number, whole = self.words.say, self.words.number, body.whole
        few = say("meeting.few", n=5) if whole.line.is_small else ""
        tiles = (
            self.tile(whole.line),
            Tile(say("show.income.pairs"), few or number(whole.pairs), whole.pairs),
            Tile(say("show.income.coverage"), self.words.percent(whole.coverage_pct), whole.coverage_pct,
                 n=say("show.income.of", n=few or number(whole.practising))),
            Tile(say("show.income.median"), self.words.percent(whole.median_change_pct), whole.median_change_pct),
        )  # fmt: skip
        lead = ""
        if whole.low is not None and whole.high is not None:
            lead = say("show.income.interval", low=self.words.percent(whole.low), high=self.words.percent(whole.high))
        elif not whole.pairs:
            lead = few or say("card.income_none")
        bars = [self.income_bar(area) for area in body.areas]
        lines = [area.line for area in body.areas]
        return lead, [tiles, *self.bars(say("show.income.areas"), "income_growth", bars, lines)]

    def _otop(self, body: slides.OtopBody) -> Content:
        say, number = self.words.say, self.words.number
        tiles = tuple(self.tile(line) for line in body.lines)
        ready = Tile(say("show.otop.ready"), number(body.n_ready), body.n_ready)
        most = max((n for _, n in body.ready), default=1)
        bars = [
            Bar(self.words.place(code), n, say("show.otop.groups", n=number(n)), area_code=code,
                href=self.address("groups", code, {}))
            for code, n in body.ready
        ]  # fmt: skip
        rows: list[Row] = [(*tiles, ready)]
        where = say("show.otop.where")
        pairs = side_by_side(bars, lambda column: Bars(where, "count", column, 0, most), BARS_ROOM)
        rows += [self.headed_once(pair) for pair in pairs]
        return "", rows if bars else [*rows, (Text(say("show.otop.none"), "quiet"),)]

    def _budget(self, body: slides.BudgetBody) -> Content:
        say, baht, whole = self.words.say, self.words.number, body.whole
        steps = ("allocated", "ordered", "accepted", "disbursed")
        values = {step: getattr(whole, f"{step}_baht") for step in steps}
        money = Bars(
            say("show.budget.money"), "baht",
            tuple(Bar(say(f"show.budget.{step}"), values[step], baht(values[step])) for step in steps),
            0, max(*values.values(), 1),
        )  # fmt: skip
        columns = (
            Column(say("show.area"), 0.28),
            *(Column(say(f"show.budget.{step}"), 0.18, "right") for step in steps),
        )
        areas = tuple(
            (Cell(self.words.place(m.area_code), href=self.address("budget", m.area_code, {})),
             *(Cell(baht(own), own) for own in (getattr(m, f"{step}_baht") for step in steps)))
            for m in body.areas
        )  # fmt: skip
        lead = say("show.budget.lead", spent=baht(whole.disbursed_baht), of=baht(whole.allocated_baht))
        for key, n in (("over", whole.n_over_budget), ("without", whole.n_without_budget)):
            lead += f" · {say(f'show.budget.n_{key}', n=baht(n))}" if n else ""
        table = [(Table(say("show.budget.areas"), columns, areas),)] if areas else []
        return lead, [tuple(self.tile(line) for line in body.lines), (money,), *table]

    def _scenario(self, body: slides.ScenarioBody) -> Content:
        say = self.words.say
        changes = Points(say("show.scenario.changes"), tuple(Point(text) for text in said(self.words, body.changes)))
        if not body.lines:
            return say("show.scenario.lead"), [(changes,), (Text(say("show.scenario.none")),)]
        return say("show.scenario.lead"), [(changes,), (self.lines_table(body.lines),)]

    def _decisions(self, body: slides.DecisionsBody) -> Content:
        say, rows = self.words.say, list[Row]()
        taken = {standing.id for standing in body.taken}
        still = tuple(standing for standing in body.open if standing.id not in taken)
        if body.taken:
            rows.append((self.table_of(body.taken, say("show.taken")),))
        if still:
            rows.append((self.table_of(still, say("show.still_open")),))
        if not rows:
            return "", [(Text(say("show.no_decisions")),), (self.form(say("show.to_write"), _LINES_TO_WRITE),)]
        return self.counted(body.open), rows


def _level(digits: int) -> str:
    return {2: "province", 4: "district", 6: "subdistrict"}.get(digits, "village")
