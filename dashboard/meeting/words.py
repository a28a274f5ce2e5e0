"""The words of slides, in a language and its digits, the same for the screen and for files.

It must not know how a slide is laid out. What stands behind a person's name is masked here unless it may be told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard import places, thai
from dashboard.measures.income_stats import FEW
from dashboard.measures.judging import BY_ID
from dashboard.meeting.decisions import Standing
from dashboard.meeting.slides import Deck, Footing, LeagueBody, Line, Problem, Slide
from dashboard.messages import say
from dashboard.persons import is_key, masked_name
from dashboard.programme import STAGES
from dashboard.thai import Digits, Language

MOST_NAMES = 4


@dataclass(frozen=True)
class Words:
    """What is said on the slides of a deck."""

    names: Mapping[str, tuple[str, str]]
    language: Language = "th"
    digits: Digits = "arabic"
    tells_names: bool = False

    @classmethod
    def of(
        cls, deck: Deck, language: Language = "th", digits: Digits = "arabic", *, tells_names: bool = False
    ) -> Words:
        """Those of a deck."""
        return cls(deck.names, language, digits, tells_names)

    def say(self, key: str, /, **facts: object) -> str:
        """A message with its facts filled in; KeyError when there is none."""
        text = say(self.language, key, **facts)
        return thai.thai_digits(text) if self.digits == "thai" and facts else text

    def number(self, value: float | None, decimals: int = 0) -> str:
        """A number with thousands separators; "–" when there is none."""
        return thai.format_number(value, decimals, self.digits)

    def day(self, value: date | None) -> str:
        """A day in the reader's calendar, "–" when there is none."""
        return thai.format_date(value, self.language, digits=self.digits)

    def percent(self, value: float | None, target: float | None = None) -> str:
        """A percentage with at most one decimal; below its target it never shows as the target."""
        return thai.format_percent(value, self.digits, target=target)

    def measure(self, id_: str, *, short: bool = False) -> str:
        """A measure's name; the short one is for narrow places."""
        return self.say(f"card.{id_}.short" if short else f"measure.{id_}.name")

    def target(self, line: Line, *, short: bool = False) -> str:
        """The target of a line, or nothing; the short one is the number alone."""
        if line.target is None:
            return ""
        text = self._in_unit(line, line.target)
        if short:
            return text if BY_ID[line.measure].more_is_better else f"≤ {text}"
        return self.say("card.target" if BY_ID[line.measure].more_is_better else "card.target_at_most", target=text)

    def change(self, line: Line) -> str:
        """How a line changed, with its sign; nothing when that is unknown."""
        if line.change is None:
            return ""
        unit = BY_ID[line.measure].unit
        decimals = 0 if unit == "count" else 1
        if abs(line.change) < 0.5 * 10**-decimals:
            return self.say("change.same")
        size = self.percent(abs(line.change)).removesuffix("%") if unit == "percent" else None
        size = size or self.number(abs(line.change), decimals)
        key = "change.points" if unit == "percent" else "change.number"
        return self.say(key, sign="+" if line.change > 0 else "−", n=size)

    def place(self, code: str) -> str:
        """A place's name without its level, '' the nation; a village with its number."""
        if len(code) == 8 or not code:
            return self.village(code) if code else self.say("place.nation.full")
        return self._own_name(code)

    def _own_name(self, code: str) -> str:
        known = self.names.get(code)
        return known[0 if self.language == "th" else 1] if known else places.name(code, self.language) or code

    def area(self, code: str) -> str:
        """A place with its level in full, '' the nation; a village with its number."""
        if not code:
            return self.say("place.nation.full")
        own = self._own_name(code)
        level = places.level_of(code)
        if code == "10":
            return own
        is_capital = code.startswith("10") and level in ("district", "subdistrict")
        key = f"place.{level}.capital_full" if is_capital else f"place.{level}.full"
        return self.say(key, name=own, moo=self.number(int(code[6:] or 0)))

    def areas(self, footing: Footing, most: int = MOST_NAMES) -> str:
        """The areas of the view, several joined by commas, and how many more than so many there are."""
        codes = footing.filters.areas
        more = len(codes) - most
        names = ", ".join(self.area(code) for code in codes[:most]) or self.area("")
        return names + (f" {self.say('whatif.more', n=self.number(more))}" if more > 0 else "")

    def title(self, slide: Slide) -> str:
        """The heading of a slide."""
        if slide.kind == "area":
            return self.area(slide.area_code)
        facts: dict[str, object] = {"area": self.areas(slide.footing)}
        if slide.kind == "changes":
            facts = {"since": thai.format_date(slide.footing.since, self.language, digits=self.digits)}
        elif isinstance(slide.body, LeagueBody):
            level = places.level_of(slide.body.rows[0].area_code) if slide.body.rows else "nation"
            facts = {"level": self.say(f"level.{level}"), "measure": self.say(f"measure.{slide.body.measure}.name")}
        return self.say(f"meeting.slide.{slide.kind}", **facts)

    def value(self, line: Line) -> str:
        """A line's value in its unit; too few households are said as such, a missing value is "–"."""
        if line.is_small:
            return self.say("meeting.few", n=FEW)
        return self._in_unit(line, line.value)

    def then(self, line: Line) -> str:
        """The value on the last meeting's day; "–" when there is none."""
        return self._in_unit(line, line.then)

    def _in_unit(self, line: Line, value: float | None) -> str:
        return self.amount(line.measure, value, line.target)

    def amount(self, measure: str, value: float | None, target: float | None = None) -> str:
        """A number in the unit of a measure."""
        unit = BY_ID[measure].unit
        return self.percent(value, target) if unit == "percent" else self.number(value, 1 if unit == "ratio" else 0)

    def problem(self, problem: Problem) -> str:
        """What is wrong, with how many; the names of its villages are `villages`."""
        return self.say(
            f"meeting.problem.{problem.id}", n=self.number(problem.n), villages=self.number(problem.n_villages)
        )

    def villages(self, problem: Problem) -> tuple[str, ...]:
        """The villages of a problem with their subdistricts, those with most of it first."""
        return tuple(self.village(code) for code, _ in problem.villages)

    def village(self, code: str) -> str:
        """A village with its number and subdistrict, short: districts have several of one name."""
        form = "capital" if code.startswith("10") else "short"
        own = self._own_name(code)
        above = places.name(code[:6], self.language)
        village = self.say(f"place.village.{form}", name=own, moo=self.number(int(code[6:])))
        if above is None:
            return village
        return self.say(
            "meeting.village", village=village, subdistrict=self.say(f"place.subdistrict.{form}", name=above)
        )

    def standing(self, standing: Standing) -> str:
        """How a decision stands: open, overdue, done, dropped."""
        return self.say(f"meeting.status.{'overdue' if standing.is_overdue else standing.now.status}")

    def foot(self, footing: Footing) -> tuple[str, ...]:
        """The foot of every slide, part by part: a label of example data first, the areas, the year and day, the last
        meeting, each filter.
        """
        filters, day = footing.filters, thai.format_date(footing.filters.as_of, self.language, digits=self.digits)
        parts = [self.say("frame.example")] if footing.is_example else []
        parts += [self.areas(footing), self.say("frame.facts.as_of", year=filters.fiscal_year, day=day)]
        if footing.since:
            since = thai.format_date(footing.since, self.language, digits=self.digits)
            parts.append(self.say("meeting.since", day=since))
        if filters.without:
            parts.append(self.say("frame.without", areas=", ".join(self.area(code) for code in filters.without)))
        return (*parts, *self._filters(footing))

    def _filters(self, footing: Footing) -> list[str]:
        filters, texts = footing.filters, dict[str, str]()
        if filters.officers:
            texts["officer"] = ", ".join(self.officer(name) for name in filters.officers)
        if filters.training:
            texts["training"] = self.say(f"filter.training.{filters.training}")
        if filters.otop:
            texts["otop"] = self.say(f"filter.otop.{filters.otop}")
        if filters.stage:
            which = "reached" if filters.stage > 0 else "not_reached"
            name = self.say(f"stage.{STAGES[abs(filters.stage) - 1].id}.name")
            texts["stage"] = self.say(f"filter.stage.{which}", stage=name)
        if filters.occupation is not None:
            texts["occupation"] = filters.occupation or self.say("filter.occupation.none")
        return [self.say("meeting.filter", kind=self.say(f"filter.{key}"), text=text) for key, text in texts.items()]

    def officer(self, name: str) -> str:
        """An officer's name, masked unless it may be told; '' is nobody."""
        if not name:
            return self.say("filter.officer.none")
        if is_key(name):
            return self.say("whatif.unknown_officer")
        return name if self.tells_names else masked_name(name)
