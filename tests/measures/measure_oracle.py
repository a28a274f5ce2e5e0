"""The measures once more, in plain Python over lists of rows, day by day, straight from design/measures.md.

It shares nothing with the SQL: no running sums, no periods, no marts. Every question is asked of all rows anew.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

Row = dict[str, Any]
Registers = dict[str, list[Row]]
Parts = tuple[Fraction, Fraction | None]

PROGRAMME_TARGETS = {
    "villages": None, "groups": None, "spillover": None, "practising": 85, "income_growth": 3,
    "villages_with_group": 10, "trainer_load": 4,
}  # fmt: skip


BY_TYPE = ("households", "groups")


def exact(number: float | None) -> Fraction:
    return Fraction(0) if number is None else Fraction(Decimal(repr(number)))


class Oracle:
    """The registers as they are seen on one day, for the villages of a year below an area."""

    def __init__(
        self,
        registers: Registers,
        year: int,
        day: date,
        area: str,
        without: tuple[str, ...] = (),
        *,
        occupation: str | None = None,
        keeps: Callable[[Row], bool] = lambda _village: True,
    ) -> None:
        self.day, self.area, self.year = day, area, year
        if occupation is not None:
            of_type = {t: [r for r in registers[t] if (r["occupation_type"] or "") == occupation] for t in BY_TYPE}
            registers = {**registers, **of_type}
        self.villages = [
            v
            for v in registers["villages"]
            if v["fiscal_year"] == year
            and v["village_code"].startswith(area)
            and not any(v["village_code"].startswith(w) for w in without)
            and keeps(v)
        ]
        self.codes = {v["village_code"] for v in self.villages}
        self.sages = self._mine(registers["sages"])
        self.households = self._mine(registers["households"])
        self.incomes = self._mine(registers["incomes"])
        self.visits = self._mine(registers["visits"])
        self.materials = self._mine(registers["materials"])
        self.groups = self._mine(registers["groups"])
        self.activities = [
            a for a in registers["activities"] if a["place_code"] in self.codes and a["activity"] != "support_team"
        ]
        self.target_rows = [t for t in registers["targets"] if t["fiscal_year"] == year]

    def _mine(self, rows: list[Row]) -> list[Row]:
        return [r for r in rows if r["village_code"] in self.codes]

    def by(self, on: date | None) -> bool:
        """Has it happened?"""
        return on is not None and on <= self.day

    def active(self, sage: Row) -> bool:
        return self.by(sage["registered_on"]) and not self.by(sage["left_on"])

    def practises(self, household: Row) -> bool:
        return self.by(household["practising_from"]) and not self.by(household["stopped_on"])

    def is_target(self, household: Row) -> bool:
        return household["target"] is True and self.by(household["selected_on"])

    def targets(self) -> list[Row]:
        return [h for h in self.households if self.is_target(h)]

    def trained(self) -> list[Row]:
        return [h for h in self.targets() if self.by(h["trained_on"])]

    def visited(self) -> list[Row]:
        return [
            h
            for h in self.trained()
            if any(
                v["village_code"] == h["village_code"]
                and v["house_no"] == h["house_no"]
                and h["trained_on"] <= v["visited_on"]
                and self.by(v["visited_on"])
                for v in self.visits
            )
        ]

    def pairs(self) -> list[tuple[str, Fraction, Fraction]]:
        """(village, baseline, latest) of every paired household."""
        found = []
        for h in self.targets():
            if not self.practises(h):
                continue
            own = [
                i
                for i in self.incomes
                if (i["village_code"], i["house_no"]) == (h["village_code"], h["house_no"])
                and self.by(i["measured_on"])
            ]
            before = [i for i in own if i["round"] == 0 and i["income_baht"] > 0]
            after = sorted((i["measured_on"], i["round"], i["income_baht"]) for i in own if i["round"] >= 1)
            if before and after:
                found.append((h["village_code"], exact(before[0]["income_baht"]), exact(after[-1][2])))
        return found

    def count(self, holds: Callable[[str], bool]) -> Parts:
        return Fraction(sum(holds(c) for c in self.codes)), Fraction(len(self.codes))

    def parts(self, measure: str) -> Parts:
        result = getattr(self, measure)()
        return result  # type: ignore[no-any-return]

    # -- one method per line of the table

    def villages_(self) -> Parts:
        return Fraction(len(self.codes)), None

    def sages_surveyed(self) -> Parts:
        return self.count(lambda c: any(s["village_code"] == c and self.by(s["surveyed_on"]) for s in self.sages))

    def leaders_trained(self) -> Parts:
        return self.count(
            lambda c: any(
                s["village_code"] == c
                and s["role"] == "leader"
                and self.by(s["trained_on"])
                and not self.by(s["left_on"])
                for s in self.sages
            )
        )

    def teams_complete(self) -> Parts:
        return self.count(lambda c: sum(s["village_code"] == c and self.active(s) for s in self.sages) >= 5)

    def households_selected(self) -> Parts:
        return Fraction(len(self.targets())), Fraction(20 * len(self.codes))

    def assemblies_held(self) -> Parts:
        return self.count(
            lambda c: any(
                a["place_code"] == c and a["activity"] == "occupation_assembly" and self.by(a["held_on"])
                for a in self.activities
            )
        )

    def materials_accepted(self) -> Parts:
        def accepted(code: str) -> bool:
            own = [m for m in self.materials if m["village_code"] == code]
            return bool(own) and all(self.by(m["accepted_on"]) for m in own)

        return self.count(accepted)

    def training_complete(self) -> Parts:
        return self.count(
            lambda c: (
                len(
                    {
                        a["day_no"]
                        for a in self.activities
                        if a["place_code"] == c and a["activity"] == "training_day" and self.by(a["held_on"])
                    }
                )
                >= 5
            )
        )

    def households_trained(self) -> Parts:
        return Fraction(len(self.trained())), Fraction(len(self.targets()))

    def households_visited(self) -> Parts:
        return Fraction(len(self.visited())), Fraction(len(self.trained()))

    def practising(self) -> Parts:
        return Fraction(sum(self.practises(h) for h in self.targets())), Fraction(len(self.targets()))

    def income_growth(self) -> Parts:
        pairs = self.pairs()
        baseline = sum((b for _, b, _ in pairs), Fraction(0))
        return sum((latest for _, _, latest in pairs), Fraction(0)) - baseline, baseline

    def households_income_up(self) -> Parts:
        pairs = self.pairs()
        return Fraction(sum(latest > b for _, b, latest in pairs)), Fraction(len(pairs))

    def income_coverage(self) -> Parts:
        return Fraction(len(self.pairs())), Fraction(sum(self.practises(h) for h in self.targets()))

    def villages_income_up(self) -> Parts:
        pairs = self.pairs()
        villages = {c for c, _, _ in pairs}
        up = 0
        for code in villages:
            before = sum(b for c, b, _ in pairs if c == code)
            after = sum(latest for c, _, latest in pairs if c == code)
            up += (after - before) / before * 100 >= 3
        return Fraction(up), Fraction(len(villages))

    def villages_with_group(self) -> Parts:
        return self.count(lambda c: any(g["village_code"] == c and self.by(g["founded_on"]) for g in self.groups))

    def founded(self) -> list[Row]:
        return [g for g in self.groups if self.by(g["founded_on"])]

    def groups_(self) -> Parts:
        return Fraction(len(self.founded())), None

    def otop_registered(self) -> Parts:
        return Fraction(sum(self.by(g["otop_registered_on"]) for g in self.founded())), Fraction(len(self.founded()))

    def spillover(self) -> Parts:
        neighbours = [h for h in self.households if h["target"] is False and self.practises(h)]
        return Fraction(len(neighbours)), Fraction(len(self.targets()))

    def budget_disbursed(self) -> Parts:
        spent = sum((exact(a["spent_baht"]) for a in self.activities if self.by(a["held_on"])), Fraction(0))
        for m in self.materials:
            if self.by(m["paid_on"]):
                spent += exact(m["quantity"]) * exact(m["unit_price_baht"])
        return spent, sum((exact(v["budget_baht"]) for v in self.villages), Fraction(0))

    def evidence_complete(self) -> Parts:
        items = [a for a in self.activities if self.by(a["held_on"])]
        items += [m for m in self.materials if self.by(m["paid_on"])]
        return Fraction(sum(i["evidence_complete"] is True for i in items)), Fraction(len(items))

    def on_time(self) -> Parts:
        due = [a for a in self.activities if self.by(a["planned_on"])]
        kept = [a for a in due if self.by(a["held_on"]) and a["held_on"] <= a["planned_on"] + timedelta(days=7)]
        return Fraction(len(kept)), Fraction(len(due))

    def trainer_load(self) -> Parts:
        return Fraction(len(self.targets())), Fraction(sum(self.active(s) for s in self.sages))

    # -- value, target, status

    def answer(self, measure: str) -> dict[str, Any]:
        own = {"villages": "villages_", "groups": "groups_"}.get(measure, measure)
        numerator, denominator = self.parts(own)
        factor = 1 if measure in ("villages", "groups", "trainer_load") else 100
        value = numerator if denominator is None else None if denominator == 0 else factor * numerator / denominator
        target, source = self.target(measure)
        return {
            "value": None if value is None else float(value),
            "numerator": float(numerator),
            "denominator": None if denominator is None else float(denominator),
            "target": None if target is None else float(target),
            "target_from": source,
            "status": self.status(measure, value, target),
        }

    def target(self, measure: str) -> tuple[Fraction | None, str | None]:
        for code in (self.area[:8], self.area[:6], self.area[:4], self.area[:2], ""):
            for row in self.target_rows:
                if row["area_code"] == code and row["measure"] == measure:
                    return exact(row["target"]), code
        programme = PROGRAMME_TARGETS.get(measure, 100)
        return (None, None) if programme is None else (Fraction(programme), "programme")

    @staticmethod
    def status(measure: str, value: Fraction | None, target: Fraction | None) -> str:
        if value is None or target is None:
            return "none"
        if measure == "trainer_load":
            return "met" if value <= target else "near" if value <= target * Fraction(11, 10) else "behind"
        return "met" if value >= target else "near" if value >= target * Fraction(9, 10) else "behind"


def stages_of_village(registers: Registers, year: int, day: date, code: str) -> list[bool]:
    """Whether each of the eleven stages holds on the day."""
    village = Oracle(registers, year, day, code)

    def all_of(measure: str) -> bool:
        return village.parts(measure)[0] >= 1

    growth, baseline = village.income_growth()
    return [
        all_of("sages_surveyed"),
        all_of("leaders_trained"),
        all_of("teams_complete"),
        len(village.targets()) >= 20,
        all_of("assemblies_held"),
        all_of("materials_accepted"),
        all_of("training_complete"),
        len(village.trained()) >= 1 and len(village.visited()) == len(village.trained()),
        bool(baseline) and growth / baseline * 100 >= 3,
        all_of("villages_with_group"),
        all_of("otop_registered"),
    ]


def standing(stages: list[bool]) -> int:
    """The highest k of which 1..k all hold."""
    return next((k for k, holds in enumerate(stages) if not holds), len(stages))
