"""The year of one province: what is planned when, and on which day each village reaches which step.

A year is planned by district; villages run late, stall or finish by their ability. Shares and delays are
invented. It knows no registers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from dashboard import programme
from dashboard.demo import words
from dashboard.demo.words import Array

STEPS = ("survey", "leader", "briefing", "preparation", "selection", "assembly", "order", "training", "study")
# days from 1 October; in 2560 leaders were trained late in the first quarter, which offices asked to move
CALENDAR_2560 = (38, 74, 92, 100, 112, 126, 138, 168, 215)
CALENDAR_LATER = (36, 55, 67, 75, 86, 96, 106, 136, 185)
# share of villages that a step does not stop
GOES_ON = (0.997, 0.99, 0.998, 0.995, 0.995, 0.993, 0.995, 0.985, 0.38)
NEVER = np.datetime64("NaT", "D")


@dataclass(frozen=True)
class Part:
    """One province in one fiscal year. `turn` 0 is 2560, 1 last year, 2 this year; `gaps`: data missing."""

    seed: int
    fiscal_year: int
    turn: int
    province: str
    today: date
    rounds: int = 4
    gaps: bool = True

    @property
    def first_day(self) -> np.datetime64:
        """1 October on which the year begins."""
        return np.datetime64(programme.first_day(self.fiscal_year), "D")

    def rng(self, room: int) -> np.random.Generator:
        """A generator of this part's own for one room of the story."""
        return np.random.default_rng([self.seed, 4, self.fiscal_year, int(self.province), room])

    def until_today(self, days: Array) -> Array:
        """The days, with those after today missing."""
        days = days.astype("datetime64[D]")
        return pick(days > np.datetime64(self.today, "D"), NEVER, days)


def days_from(start: Array | np.datetime64, offset: Array) -> Array:
    """Working days at (or next after) start + offset days; missing stays missing."""
    return workdays(start.astype("datetime64[D]") + np.floor(offset).astype("timedelta64[D]"))


def workdays(days: Array, later: int = 0) -> Array:
    """The working days that are so many working days later; missing stays missing."""
    moved: Array = np.busday_offset(days.astype("datetime64[D]"), later, roll="forward")
    return moved


def pick(condition: Any, yes: Any, no: Any) -> Array:
    """numpy's `where` for any values, None among them."""
    chosen: Array = np.where(condition, yes, no)
    return chosen


def chance(base: float, slope: float, ability: Array) -> Array:
    """A probability that grows with ability; `base` is that of the average village."""
    share: Array = 1 / (1 + np.exp(-(np.log(base / (1 - base)) + slope * ability)))
    return share


def district_ability(seed: int, district: str) -> float:
    """How well a district does, around 0: it lasts over the years."""
    return float(np.random.default_rng([seed, 5, int(district)]).normal(0, 0.8))


def progress(part: Part, villages: pd.DataFrame, staff: pd.DataFrame) -> pd.DataFrame:
    """A row per village: ability, officer, occupations, `<step>_plan` (the district's), `<step>` (or NaT)."""
    rng, n = part.rng(0), len(villages)
    v = villages.copy()
    v["district"] = v["village_code"].str[:4]
    names, district = np.unique(v["district"].to_numpy(), return_inverse=True)
    level = np.array([district_ability(part.seed, d) for d in names])[district]
    v["ability"] = ability = level + rng.normal(0, 0.6, n)
    # an officer has whole subdistricts, and villages bunch: some have many, some have none
    by_district = {str(d): rows["full_name"].to_numpy() for d, rows in staff.groupby("district_code")}
    v["officer"] = [by_district[c[:4]][int(c[4:6]) % len(by_district[c[:4]])] for c in v["village_code"]]
    taught = words.occupations_of(part.province)
    v["main"] = taught[rng.integers(0, len(taught), n)]
    v["second"] = pick(v["main"] == taught[-1], taught[0], taught[-1])
    other = taught[rng.integers(0, len(taught), n)]
    v["second"] = pick(other == v["main"], v["second"], other)

    calendar = CALENDAR_LATER if part.turn else CALENDAR_2560
    plans = np.array(calendar)[:, None] + rng.normal(0, 5, len(names))[district]
    late = np.clip(rng.normal(2.2 - 2.4 * ability, 4.5, n), -6, 30)
    late += pick(rng.random(n) < 0.05, rng.uniform(20, 60, n), 0)
    late -= pick(rng.random(n) < 0.06, rng.uniform(15, 40, n), 0)  # pilots ahead of the plan
    held = plans + late + rng.normal(0, 2.5, (len(STEPS), n))
    held[0] = plans[0] + rng.uniform(-24, 24, n) - 4 * ability
    held[1] = np.ceil(held[1] / 7) * 7 + 4  # leaders come home from the centre with their batch
    held = np.maximum.accumulate(np.maximum(held, 2), axis=0)
    goes_on = rng.random((len(STEPS), n)) < np.array([chance(p, 0.8, ability) for p in GOES_ON])
    reached = np.logical_and.accumulate(goes_on | (not part.gaps), axis=0)
    for i, step in enumerate(STEPS):
        v[f"{step}_plan"] = days_from(part.first_day, plans[i])
        v[step] = pick(reached[i], days_from(part.first_day, held[i]), NEVER)
    return v
