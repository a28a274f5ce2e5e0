"""Registers of the village itself: villages, officers, sages, activities, materials.

Frames hold canonical columns, days as datetime64; what lies after today is cut off, except plans. All sums of
money are invented: no source gives baht per village. It builds on `story.progress` and knows no files.
"""

from __future__ import annotations

from typing import Any

import geothai
import numpy as np
import pandas as pd

from dashboard.demo import words
from dashboard.demo.story import NEVER, Part, chance, days_from, pick, workdays
from dashboard.demo.words import OCCUPATIONS, Array

TEAM = 5
BUDGET_BAHT = 43_000  # a village: no source gives one
MATERIALS_BAHT = 21_000
SPENT_BAHT = {"briefing": 600, "preparation": 1_900, "assembly": 1_500, "training": 3_100, "study": 4_200}
ACTIVITIES = {
    "briefing": "briefing",
    "preparation": "team_preparation",
    "assembly": "occupation_assembly",
    "training": "training_day",
    "study": "study_visit",
}


def officers(part: Part, districts: list[str]) -> pd.DataFrame:
    """Register `officers`: three to six a district; the staff of 2560 has moved on since."""
    rows = []
    for district in districts:
        rng = np.random.default_rng([part.seed, 6, int(district), int(part.turn > 0)])
        n = int(rng.integers(3, 7))
        names = words.people(rng.integers(0, 60, n), rng.integers(4000) + words.FAMILY_STEP * np.arange(n))
        homes = rng.permutation([s.name_th for s in geothai.subdistricts(district)])
        for i, name in enumerate(names):
            home = homes[i] if i < len(homes) else None
            rows.append((name, district, words.OFFICER_POSITIONS[rng.integers(4)], home))
    return pd.DataFrame(rows, columns=["full_name", "district_code", "position", "home_subdistrict"])


def village_rows(part: Part, v: pd.DataFrame) -> pd.DataFrame:
    """Register `villages`."""
    rng = part.rng(1)
    return pd.DataFrame(
        {
            "fiscal_year": part.fiscal_year,
            "village_code": v["village_code"],
            "village_name": v["village_name"],
            "officer": v["officer"],
            "budget_baht": BUDGET_BAHT + 500.0 * rng.integers(-6, 7, len(v)),
            "households_total": rng.integers(48, 260, len(v)).astype(float),
        }
    )


def sages(part: Part, v: pd.DataFrame) -> tuple[pd.DataFrame, Array]:
    """Register `sages`, and the names (villages × 5) of those who look after households now.

    One leader and four trainers a village; through the year some leave, most of them are replaced.
    """
    rng, n = part.rng(2), len(v)
    ability = v["ability"].to_numpy()
    slots = TEAM + 1  # the sixth is the one who comes later
    names = words.people(
        rng.integers(0, 60, (n, slots)),
        rng.integers(0, 4000, n)[:, None] + words.FAMILY_STEP * np.arange(slots),
    )
    survey, leader, ready = (workdays(v[c].to_numpy())[:, None] for c in ("survey", "leader", "preparation"))
    is_leader = np.arange(slots) == 0
    surveyed = np.broadcast_to(survey, (n, slots)).copy()
    registered = pick(is_leader, days_from(survey, rng.uniform(5, 18, (n, slots))), ready)
    trained = pick(is_leader, leader, ready)
    never_registered = (rng.random((n, slots)) > chance(0.985, 0.8, ability)[:, None]) & ~is_leader
    registered = pick(never_registered, NEVER, registered)
    trained = pick(never_registered, NEVER, trained)

    leaves = pick(rng.random(n) < chance(0.22, -0.3, ability), rng.integers(0, TEAM, n), -1)
    gone = days_from(ready[:, 0], rng.uniform(35, 200, n))
    left = pick(leaves[:, None] == np.arange(slots), gone[:, None], NEVER)
    left = pick(np.isnat(registered) | (left < registered), NEVER, left)
    left = part.until_today(left)
    who_left = pick(np.isnat(left).all(axis=1), -1, leaves)
    comes = (who_left >= 0) & (rng.random(n) < chance(0.8, 0.7, ability))
    gone = pick(comes, gone, NEVER)
    surveyed[:, TEAM] = days_from(gone, rng.uniform(4, 20, n))
    registered[:, TEAM] = days_from(gone, rng.uniform(22, 45, n))
    trained[:, TEAM] = pick(rng.random(n) < 0.7, days_from(gone, rng.uniform(50, 90, n)), NEVER)

    rows = np.arange(n)
    role = pick(is_leader, "leader", np.full((n, slots), "trainer", dtype=object))
    role[:, TEAM] = pick(who_left == 0, "leader", "trainer")
    replaces = np.full((n, slots), None, dtype=object)
    replaces[comes, TEAM] = names[rows, who_left][comes]
    surveyed, registered, trained = (part.until_today(d) for d in (surveyed, registered, trained))
    team = names[:, :TEAM].copy()
    taken_over = comes & ~np.isnat(registered[:, TEAM])
    team[rows[taken_over], who_left[taken_over]] = names[taken_over, TEAM]

    batch = (trained - part.first_day).astype(float) // 7 - 4
    went = ~np.isnat(trained) & (role == "leader")
    phone = np.arange(n * slots).reshape(n, slots) + part.turn * 35_000
    skill = np.array([o.name for o in OCCUPATIONS], dtype=object)
    own = words.occupations_of(part.province)
    expertise = pick(
        rng.random((n, slots)) < 0.75,
        skill[pick(np.arange(slots) < 3, v["main"].to_numpy()[:, None], v["second"].to_numpy()[:, None])],
        skill[own[rng.integers(0, len(own), (n, slots))]],
    )
    texts = np.char.mod("000" + part.province + "%05d", phone).astype(object)  # no such numbers are assigned
    if part.gaps:
        texts[rng.random((n, slots)) < 0.08] = None
        texts[:2, 1] = texts[:2, 0]  # a phone that two people share
    frame = pd.DataFrame(
        {
            "village_code": np.repeat(v["village_code"].to_numpy(), slots),
            "full_name": names.ravel(),
            "role": role.ravel(),
            "expertise": expertise.ravel(),
            "phone": texts.ravel(),
            "surveyed_on": surveyed.ravel(),
            "registered_on": registered.ravel(),
            "trained_on": trained.ravel(),
            "training_centre": pick(went, words.training_centre(part.province), None).ravel(),
            "batch": pick(went, np.char.mod("%d", np.nan_to_num(batch, nan=1)).astype(object), None).ravel(),
            "left_on": left.ravel(),
            "replaces": replaces.ravel(),
        }
    )
    return frame[frame["surveyed_on"].notna()], team


def activities(part: Part, v: pd.DataFrame) -> pd.DataFrame:
    """Register `activities`: each village's plan, what was held, spent, proved; district meetings."""
    rng, n = part.rng(3), len(v)
    kept = chance(0.88, 0.8, v["ability"].to_numpy())
    days_held = pick(rng.random(n) < chance(0.975, 0.8, v["ability"].to_numpy()), TEAM, 3 + rng.integers(0, 2, n))
    frames = []
    for step, activity in ACTIVITIES.items():
        for day in range(1, 6 if step == "training" else 2):
            planned, held = (workdays(v[c].to_numpy(), day - 1) for c in (f"{step}_plan", step))
            if step == "training":
                held = pick(day <= days_held, held, NEVER)
            rows = {"place_code": v["village_code"].to_numpy(), "activity": activity, "day_no": day}
            frame = pd.DataFrame(rows | _held(part, rng, planned, held, SPENT_BAHT[step], kept))
            frames.append(frame[v["study"].notna()] if step == "study" else frame)
    districts = np.unique(v["district"].to_numpy())
    for meeting in (1, 2):
        planned = days_from(part.first_day, np.full(len(districts), 20 if meeting == 1 else 160))
        held = days_from(planned, rng.uniform(-3, 8, len(districts)))
        # the key of an activity has no year: the meetings of a district are numbered on
        rows = {
            "place_code": districts,
            "activity": "support_team",
            "day_no": min(2 * part.turn + meeting, 5),
        }
        frames.append(pd.DataFrame(rows | _held(part, rng, planned, held, 0, np.full(len(districts), 0.9))))
    return pd.concat(frames, ignore_index=True).drop_duplicates(["place_code", "activity", "day_no"])


def _held(
    part: Part, rng: np.random.Generator, planned: Array, held: Array, baht: int, kept: Array
) -> dict[str, Array | Any]:
    """The columns that tell how an activity went; money and its proof come two weeks later."""
    n, held = len(planned), part.until_today(held)
    done = ~np.isnat(held)
    settled = done & ~np.isnat(part.until_today(days_from(held, np.full(n, 14)))) & (rng.random(n) < 0.96)
    return {
        "planned_on": planned,
        "held_on": held,
        "participants": pick(done, rng.integers(16, 27, n).astype(float), np.nan),
        "spent_baht": pick(settled & (baht > 0), np.round(baht * rng.uniform(0.82, 1.04, n), -1), np.nan),
        "evidence_complete": _yes_or_missing(rng.random(n) < kept, settled),
    }


def _yes_or_missing(yes: Array, known: Array) -> Array:
    values = yes.astype(object)
    values[~known] = None
    return values


def materials(part: Part, v: pd.DataFrame) -> pd.DataFrame:
    """Register `materials`: three items for each of two occupations, for some too late for the training."""
    rng, n = part.rng(4), len(v)
    ability = v["ability"].to_numpy()
    late = rng.normal(-8 - 3 * ability, 7, n)
    frames = []
    for share, which in ((0.6, "main"), (0.4, "second")):
        for slot in range(3):
            items = [OCCUPATIONS[i].items[slot] for i in v[which]]
            price = np.array([float(i[3]) for i in items])
            baht = MATERIALS_BAHT * share * (0.55, 0.3, 0.15)[slot] * rng.uniform(0.85, 1.1, n)
            delivered = days_from(
                pick(v["order"].isna(), NEVER, workdays(v["training"].to_numpy())),
                late + rng.normal(0, 1.5, n),
            )
            delivered = np.maximum(delivered, days_from(v["order"].to_numpy(), np.full(n, 3)))
            accepted = days_from(delivered, rng.uniform(0, 6, n))
            accepted = pick(rng.random(n) < chance(0.99, 0.8, ability), accepted, NEVER)
            paid = days_from(accepted, rng.uniform(8, 45, n) - 4 * ability.clip(-1, 1))
            paid = part.until_today(pick(rng.random(n) < chance(0.975, 0.8, ability), paid, NEVER))
            frames.append(
                pd.DataFrame(
                    {
                        "village_code": v["village_code"],
                        "item": [i[0] for i in items],
                        "category": [i[1] for i in items],
                        "occupation": [OCCUPATIONS[i].name for i in v[which]],
                        "quantity": np.maximum(np.round(baht / price), 1.0),
                        "unit": [i[2] for i in items],
                        "unit_price_baht": price,
                        "ordered_on": part.until_today(v["order"].to_numpy()),
                        "delivered_on": part.until_today(delivered),
                        "accepted_on": part.until_today(accepted),
                        "paid_on": paid,
                        "evidence_complete": _yes_or_missing(
                            rng.random(n) < chance(0.86, 0.8, ability), ~np.isnat(paid)
                        ),
                    }
                )
            )
    rows = pd.concat(frames, ignore_index=True)
    return rows[rows["ordered_on"].notna()].sort_values("village_code", kind="stable")
