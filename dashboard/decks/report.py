"""The monthly report of an area for the file: a memo with tables and short sentences, every number computed.

Nobody's judgement is put in: it says what the registers say, compares with the last meeting or the end of the month
before, and leaves room for numbers of letters, names and signatures.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dashboard import places, thai
from dashboard.decks import look
from dashboard.decks.letter import add_heading, add_point, add_table, add_text, centre, new_letter
from dashboard.decks.notes import about_data, explained
from dashboard.decks.ordering import Meeting, Progress, Stop
from dashboard.errors import Cancelled
from dashboard.measures.attention import AttentionLine
from dashboard.measures.judging import BY_ID
from dashboard.measures.results import AreaMeasures
from dashboard.meeting.agenda import ALL
from dashboard.meeting.blocks import Table
from dashboard.meeting.drawn import address_of
from dashboard.meeting.lines import better_and_worse, league_of, line_of
from dashboard.meeting.pieces import Pieces
from dashboard.meeting.slides import DecisionsBody, Line

BY_AREA = ("training_complete", "practising", "households_visited", "income_growth", "budget_disbursed")
_MOST_AREAS = 8
_DOTS = "." * 40


def make_report(meeting: Meeting, out: Path, progress: Progress, is_cancelled: Stop) -> None:
    """Write the report of the meeting's area as `out`. Raises Cancelled; then there is no `out`."""
    report = _Report(meeting)
    parts = (report.head, report.results, report.areas, report.attention, report.decisions, report.end)
    for n, part in enumerate(parts, start=1):
        if is_cancelled():
            raise Cancelled()
        progress(n, len(parts))
        part()
    report.document.save(str(out))


class _Report:
    """A report in the making."""

    def __init__(self, meeting: Meeting) -> None:
        self._meeting, self._words, self._facts = meeting, meeting.words, meeting.facts
        self._say, self._number = meeting.words.say, meeting.words.number
        self._pieces = Pieces(meeting.deck, meeting.words, address_of(meeting.order.filters))
        self._day = meeting.order.filters.as_of
        self.document = new_letter(meeting.words.language)
        self._n = 0
        facts = self.document.core_properties
        facts.title, facts.author, facts.language = look.clean(self._title()), "", meeting.words.language

    # -- parts

    def head(self) -> None:
        """What it is, from whom to whom, about which month."""
        say, footing = self._say, self._facts.footing
        if footing.is_example:
            label = f"{say('frame.example')} · {say('frame.example_note')}"
            centre(add_text(self.document, label, indent=False, bold=True, colour=look.BEHIND))
        centre(add_heading(self.document, say("report.memo"), level=1))
        day = thai.format_date(self._day, self._words.language, digits=self._words.digits, short=False)
        for key, text in (("office", _DOTS * 2), ("number", _DOTS), ("day", day), ("about", self._title())):
            line = add_text(self.document, f"{say(f'report.{key}')}  ", indent=False, bold=True)
            line.add_run(look.clean(text))
        add_text(self.document, f"{say('report.to')}  {_DOTS}", indent=False)
        self._heading("report.beginning")
        add_text(
            self.document,
            say(
                "report.beginning_is", area=self._area, year=self._meeting.order.filters.fiscal_year,
                n=self._number(self._facts.stages.villages), day=day, limits=self._limits(),
            ),
        )  # fmt: skip

    def results(self) -> None:
        """Every measure against its target and last time, and what that comes to."""
        say, lines = self._say, self._lines(self._facts.whole, self._facts.whole_then)
        self._heading("report.results")
        judged = [line.status for line in lines if line.target is not None and line.value is not None]
        counts = {key: self._number(judged.count(key)) for key in ("met", "near", "behind")}
        add_text(self.document, say("report.judged", n=self._number(len(judged)), **counts))
        for text in self._changes(lines):
            add_text(self.document, text)
        since = self._facts.footing.since
        heads = [say("show.measure"), say("deck.target"), *([self._words.day(since)] if since else []),
                 self._words.day(self._day), *([say("show.change")] if since else []), say("show.status")]  # fmt: skip
        rows = [self._row(line, since is not None) for line in lines]
        colours = [[*("",) * (len(heads) - 1), look.STATUS.get(line.status, "")] for line in lines]
        shares = (0.3, 0.12, 0.12, 0.12, 0.16, 0.18) if since else (0.48, 0.16, 0.16, 0.2)
        numbers = range(1, len(heads) - 1)
        add_table(self.document, heads, rows, shares, numbers=tuple(numbers), colours=colours)

    def areas(self) -> None:
        """The areas one level below, the best first, by the measure of the league."""
        facts, league = self._facts, self._meeting.order.league
        if len(facts.areas) < 2:
            return
        by_code = {area.area_code: area for area in facts.areas}
        ranked = league_of(league, [(code, self._line(league, area)) for code, area in by_code.items()])
        level = self._say(f"level.{places.level_of(ranked[0].area_code)}")
        self._heading("report.areas", level=level)
        known = [row for row in ranked if row.rank is not None]
        if len(known) > 1:
            best, last = known[0], known[-1]
            add_text(
                self.document,
                self._say(
                    "report.best_and_last", measure=self._words.measure(league),
                    best=self._words.area(best.area_code), best_value=self._words.value(best.line),
                    last=self._words.area(last.area_code), last_value=self._words.value(last.line),
                ),
            )  # fmt: skip
        measures = tuple(dict.fromkeys((league, *BY_AREA)))[:5]
        heads = [level, *(self._words.measure(id_, short=True) for id_ in measures)]
        rows, colours = [], []
        for row in ranked:
            own = [self._line(id_, by_code[row.area_code]) for id_ in measures]
            rows.append([self._words.place(row.area_code), *(self._with_sign(line) for line in own)])
            colours.append(["", *(look.STATUS.get(line.status, "") for line in own)])
        shares = (0.25, *(0.15,) * len(measures))
        add_table(self.document, heads, rows, shares, numbers=range(1, len(heads)), colours=colours)
        add_text(
            self.document,
            self._say("report.signs", **{k: look.ICON[k] for k in ("met", "near", "behind")}),
            indent=False,
        )

    def attention(self) -> None:
        """What needs attention, with the areas where most of it is."""
        self._heading("report.attention")
        if not self._meeting.attention:
            add_text(self.document, self._say("attention.nothing"))
        for line in self._meeting.attention:
            add_point(self.document, self._attention(line))

    def decisions(self) -> None:
        """What meetings decided and how it stands."""
        body = next((s.body for s in self._meeting.deck.slides if isinstance(s.body, DecisionsBody)), None)
        if body is None or not body.open:
            return
        self._heading("report.decisions")
        table: Table = self._pieces.table_of(body.open, "")
        rows = [[look.with_icon(cell.status, cell.text) if cell.status else cell.text for cell in row]
                for row in table.rows]  # fmt: skip
        add_table(self.document, [c.label for c in table.columns], rows, [c.share for c in table.columns])

    def end(self) -> None:
        """The closing words, room to sign, and what the measures mean."""
        say = self._say
        add_text(self.document, say("report.closing"))
        for text in ("", f"({_DOTS})", f"{say('report.position')} {_DOTS}"):
            line = add_text(self.document, text, indent=False)
            line.paragraph_format.left_indent, line.paragraph_format.keep_with_next = 3_600_000 // 2, True
        self.document.add_page_break()
        add_heading(self.document, say("report.definitions"))
        rows = []
        for id_ in BY_ID:
            told = explained(id_, self._facts.whole, self._words, self._meeting.order.privacy)
            rows.append([self._words.measure(id_), told.definition, told.formula])
        heads = [say("show.measure"), say("deck.definition"), say("deck.formula")]
        add_table(self.document, heads, rows, (0.28, 0.44, 0.28))
        add_text(self.document, f"{say('about.source')}: {about_data(self._facts, self._words)}", indent=False)

    # -- words

    @property
    def _area(self) -> str:
        return self._words.areas(self._facts.footing)

    def _title(self) -> str:
        month = thai.format_month(
            self._meeting.order.filters.as_of, self._words.language, digits=self._words.digits, short=False
        )
        return self._say("report.title", area=self._area, month=month)

    def _heading(self, key: str, **facts: object) -> None:
        self._n += 1
        add_heading(self.document, f"{self._number(self._n)}. {self._say(key, **facts)}")

    def _limits(self) -> str:
        """The view's other filters, as they stand at the foot of slides."""
        parts = self._words.foot(self._facts.footing)
        own = parts[2 + self._facts.footing.is_example + (self._facts.footing.since is not None) :]
        return self._say("report.limits", filters=" · ".join(own)) if own else ""

    def _lines(self, now: AreaMeasures, then: AreaMeasures | None) -> list[Line]:
        return [line_of(id_, now, then, tells_few=self._meeting.order.privacy.tells_few) for id_ in ALL]

    def _line(self, measure: str, area: AreaMeasures) -> Line:
        return line_of(measure, area, None, tells_few=self._meeting.order.privacy.tells_few)

    def _row(self, line: Line, has_then: bool) -> list[str]:
        words = self._words
        then = [words.then(line)] if has_then else []
        change = [words.change(line) or thai.NOTHING] if has_then else []
        status = look.with_icon(line.status, self._say(f"status.{line.status}")) if line.target is not None else ""
        return [words.measure(line.measure), words.target(line, short=True), *then, words.value(line), *change, status]

    def _with_sign(self, line: Line) -> str:
        sign = look.ICON.get(line.status, "") if line.value is not None else ""
        return f"{self._words.value(line)}\u00a0{sign}".strip()

    def _changes(self, lines: Sequence[Line]) -> list[str]:
        """How many measures got better and worse since last time, and which the most."""
        since = self._facts.footing.since
        if since is None or self._facts.whole_then is None:
            return []
        told = []
        groups = (found for found in better_and_worse([ln for ln in lines if self._pieces.is_changed(ln)]))
        for key, found in zip(("better", "worse"), groups, strict=True):
            if found:
                most = found[0]
                told.append(
                    self._say(
                        f"report.{key}", day=self._words.day(since), n=self._number(len(found)),
                        measure=self._words.measure(most.measure), then=self._words.then(most),
                        now=self._words.value(most),
                    )
                )  # fmt: skip
        return told

    def _attention(self, line: AttentionLine) -> str:
        say, words = self._say, self._words
        level = say(f"level.{places.level_of(line.areas[0][0])}")
        areas = [
            words.place(code) if line.kind.counts_areas else f"{words.place(code)} ({self._number(n)})"
            for code, n in line.areas[:_MOST_AREAS]
        ]
        more = len(line.areas) - len(areas)
        rest = f" {say('attention.rest', n=self._number(more), level=level)}" if more else ""
        return say(
            "report.attention_is", what=say(f"attention.{line.kind.id}", level=level), n=self._number(line.n),
            areas=", ".join(areas) + rest,
        )  # fmt: skip
