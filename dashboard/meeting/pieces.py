"""The pieces that slides are made of: tiles, bars, tables and points of lines, stages, problems, decisions. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.measures.judging import BY_ID
from dashboard.measures.results import AreaStages
from dashboard.meeting import slides
from dashboard.meeting.blocks import Bar, Bars, Cell, Column, Detail, Point, Points, Table, Text, Tile, Tone, Unit
from dashboard.meeting.decisions import Standing
from dashboard.meeting.fitting import Row, side_by_side
from dashboard.meeting.slides import AreaLine, Deck, Income, Line
from dashboard.meeting.words import Words
from dashboard.programme import STAGES

# the page of an area of the deck: (page, area code, the page's own keys) → address
Address = Callable[[str, str, Mapping[str, str]], str]
BARS_ROOM = 64.0  # what a heading and a line below leave on a slide


@dataclass(frozen=True)
class Pieces:
    """Makes pieces for the slides of a deck, in its words."""

    deck: Deck
    words: Words
    address: Address

    def tile(self, line: Line, *, is_short: bool = False) -> Tile:
        """A line as a tile."""
        words, change = self.words, self.words.change(line)
        n = words.say("show.n_households", n=words.number(line.n_households)) if line.n_households else ""
        return Tile(
            label=words.measure(line.measure, short=is_short),
            value=words.value(line),
            number=line.value,
            measure=line.measure,
            target=words.target(line, short=line.status != "none"),
            status=line.status,
            status_word=words.say(f"status.{line.status}") if line.target is not None else "",
            change=change,
            tone=self.tone(line),
            since=words.say("card.since", day=words.day(self.deck.footing.since)) if change and not is_short else "",
            n="" if is_short else n,
        )

    def is_changed(self, line: Line) -> bool:
        """Whether a change is large enough to be told."""
        return bool(line.change) and self.words.change(line) != self.words.say("change.same")

    def tone(self, line: Line) -> Tone:
        """Whether a change is good or bad; quiet when there is none to tell."""
        if not line.change or not self.is_changed(line):
            return "quiet"
        return "good" if (line.change > 0) == BY_ID[line.measure].more_is_better else "bad"

    def statuses(self, lines: Iterable[Line]) -> str:
        """How many measures with a target stand how."""
        found = [line.status for line in lines if line.target is not None]
        return " · ".join(
            f"{self.words.say(f'status.{status}')} {self.words.number(found.count(status))}"
            for status in ("met", "near", "behind", "none")
            if status in found
        )

    def stages(self, now: AreaStages, then: AreaStages | None) -> Bars:
        """The villages that reached each stage, the last meeting's share as a mark."""
        say, percent = self.words.say, self.words.percent
        rows = []
        for stage in STAGES:
            n, before = now.reached[stage.number - 1], then.reached[stage.number - 1] if then else None
            share = n * 100 / now.villages if now.villages else None
            share_then = before * 100 / then.villages if then and then.villages and before is not None else None
            rows.append(
                Bar(
                    f"{self.words.number(stage.number)}. {say(f'stage.{stage.id}.short')}",
                    share,
                    f"{percent(share)} ({self.words.number(n)})",
                    share_then,
                    percent(share_then) if then else "",
                )
            )
        heading = say("show.stages.then", day=self.words.day(self.deck.footing.since)) if then else say("show.stages")
        return Bars(heading, "percent", tuple(rows), 0, 100)

    def problems(self, problems: Sequence[slides.Problem], most: int) -> Points:
        """What is wrong in an area, each with at most so many villages by name."""
        say = self.words.say
        items = [
            Point(
                self.words.problem(problem),
                tuple(
                    Detail(name, self.address("village", code, {}))
                    for name, (code, _) in list(zip(self.words.villages(problem), problem.villages, strict=True))[:most]
                )
                + ((Detail(say("show.more", n=self.words.number(more))),) if (more := _more(problem, most)) else ()),
                "behind" if problem.tone == "behind" else "near",
            )
            for problem in problems
        ]
        return Points(say("show.problems"), tuple(items) or (Point(say("show.no_problems"), status="met"),))

    def league_bar(self, row: AreaLine) -> Bar:
        """An area's place in a ranking."""
        line, words = row.line, self.words
        rank = words.number(row.rank) if row.rank is not None else "–"
        return Bar(
            label=f"{rank}. {words.place(row.area_code)}",
            number=None if line.value is None else float(line.value),
            shown=words.value(line),
            then=None if line.then is None else float(line.then),
            then_shown=words.then(line) if line.then is not None else "",
            status=line.status,
            status_word=words.say(f"status.{line.status}") if line.target is not None else "",
            area_code=row.area_code,
            href=self.address("overview", row.area_code, {}),
        )

    def income_bar(self, area: Income) -> Bar:
        """An area's growth of incomes with its interval."""
        line, words = area.line, self.words
        note = words.say("show.income.uncertain") if area.is_uncertain and line.value is not None else ""
        return Bar(
            label=words.place(area.area_code),
            number=None if line.value is None else float(line.value),
            shown=words.value(line),
            low=area.low,
            high=area.high,
            status=line.status,
            status_word=words.say(f"status.{line.status}") if line.target is not None else "",
            area_code=area.area_code,
            note=note,
            href=self.address("incomes", area.area_code, {}),
        )

    def bars(self, heading: str, measure: str, bars: Sequence[Bar], lines: Sequence[Line]) -> list[Row]:
        """Bars of areas on one scale, in two columns when there are many."""
        if not bars:
            return []
        marks = [x for bar in bars for x in (bar.number, bar.then, bar.low, bar.high) if x is not None]
        targets = {line.target for line in lines}
        target = targets.pop() if len(targets) == 1 else None
        marks += [0.0] if target is None else [0.0, float(target)]
        unit = BY_ID[measure].unit
        most = 100.0 if unit == "percent" and measure != "income_growth" else max(*marks, 1.0)
        has_then, has_interval = any(b.then is not None for b in bars), any(b.low is not None for b in bars)
        shown = "" if target is None else self.words.target(lines[0], short=True)
        parts = [self.words.say("show.bars.target", target=shown)] if shown else []
        parts += [self.words.say("show.bars.then", day=self.words.day(self.deck.footing.since))] if has_then else []
        parts += [self.words.say("show.bars.interval")] if has_interval else []
        low, high = min(marks), max(most, *marks)
        kind: Unit = "percent" if unit == "percent" else "count" if unit == "count" else "ratio"
        goal = None if target is None else float(target)
        rows = side_by_side(bars, lambda column: Bars(heading, kind, column, low, high, goal, shown), BARS_ROOM)
        legend: Row = (Text(" · ".join(parts), "quiet"),)
        return [row for pair in rows for row in ((self.headed_once(pair), legend) if parts else (pair,))]

    def headed_once(self, pair: tuple[Bars, ...]) -> Row:
        """Two columns under one heading, which keeps its room above the second."""
        return tuple(replace(part, heading=" ") if n and part.heading else part for n, part in enumerate(pair))

    def movers(self, heading: str, found: Sequence[AreaLine]) -> Table:
        """Areas that gained or lost."""
        names = [
            Cell(self.words.place(row.area_code), href=self.address("overview", row.area_code, {})) for row in found
        ]
        return self.then_and_now(heading, self.words.say("show.area"), names, [row.line for row in found])

    def changed(self, heading: str, lines: Sequence[Line]) -> Table:
        """Measures that changed, by their short names."""
        names = [Cell(self.words.measure(line.measure, short=True)) for line in lines]
        return self.then_and_now(heading, self.words.say("show.measure"), names, lines)

    def then_and_now(self, heading: str, first: str, names: Sequence[Cell], lines: Sequence[Line]) -> Table:
        """Lines on the last meeting's day and now, half a slide wide."""
        say, day, footing = self.words.say, self.words.day, self.deck.footing
        columns = (
            Column(first, 0.34),
            Column(day(footing.since), 0.2, "right"),
            Column(day(footing.filters.as_of), 0.2, "right"),
            Column(say("show.change"), 0.26, "right"),
        )
        rows = tuple(
            (
                name,
                Cell(self.words.then(line), _number(line.then)),
                Cell(self.words.value(line), _number(line.value)),
                Cell(self.words.change(line), line.change, tone=self.tone(line)),
            )
            for name, line in zip(names, lines, strict=True)
        )
        return Table(heading, columns, rows)

    def lines_table(self, lines: Sequence[Line]) -> Table:
        """Measures as they are and as a scenario has them."""
        say = self.words.say
        columns = (
            Column(say("show.measure"), 0.4),
            Column(say("show.actual"), 0.15, "right"),
            Column(say("show.scenario"), 0.15, "right"),
            Column(say("show.change"), 0.13, "right"),
            Column(say("show.status"), 0.17),
        )
        rows = tuple(
            (
                Cell(self.words.measure(line.measure)),
                Cell(self.words.then(line), _number(line.then)),
                Cell(self.words.value(line), _number(line.value)),
                Cell(self.words.change(line), line.change, tone=self.tone(line)),
                Cell(say(f"status.{line.status}") if line.target is not None else "", status=line.status),
            )
            for line in lines
        )
        return Table("", columns, rows)

    def form(self, heading: str, lines: int) -> Table:
        """Empty lines for decisions, to be written in by hand."""
        empty = (Cell(""),) * (len(self._decided) - 1)
        rows = tuple((Cell(f"{self.words.number(n + 1)}."), *empty) for n in range(lines))
        return Table(heading, self._decided, rows)

    @property
    def _decided(self) -> tuple[Column, ...]:
        say = self.words.say
        return (
            Column(say("show.decision.what"), 0.38),
            Column(say("show.decision.who"), 0.2),
            Column(say("show.decision.where"), 0.15),
            Column(say("show.decision.due"), 0.12),
            Column(say("show.decision.status"), 0.15),
        )

    def table_of(self, found: Sequence[Standing], heading: str) -> Table:
        """Decisions: what, who, by when, where, how they stand."""
        rows = []
        area = self.deck.footing.filters.area
        for standing in found:
            decided = standing.now.decided
            who = f"{decided.who} ({decided.person})" if decided.person else decided.who
            state = "overdue" if standing.is_overdue else standing.now.status
            what = f"{decided.what} – {standing.now.note}" if standing.now.note else decided.what
            rows.append(
                (
                    Cell(
                        f"{self.words.number(standing.id)}. {what}",
                        href=self.address("meeting", area, {"tab": "decisions", "decision": str(standing.id)}),
                    ),
                    Cell(who),
                    Cell(self.words.area(decided.area_code)),
                    Cell(self.words.day(decided.due_on)),
                    Cell(self.words.standing(standing), status=state),
                )
            )
        return Table(heading, self._decided, tuple(rows))

    def counted(self, found: Sequence[Standing]) -> str:
        """How many decisions stand how."""
        states = ["overdue" if s.is_overdue else s.now.status for s in found]
        return " · ".join(
            f"{self.words.say(f'meeting.status.{state}')} {self.words.number(states.count(state))}"
            for state in ("overdue", "open", "done", "dropped")
            if state in states
        )


def _more(problem: slides.Problem, most: int) -> int:
    return problem.n_villages - min(len(problem.villages), most)


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)
