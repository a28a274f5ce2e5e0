"""Villages that are targets once more: their households visited again, new neighbours, later groups.

The keys of households and activities have no year, so a continued village only adds rows.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from dashboard.demo import words
from dashboard.demo.story import NEVER, Part, days_from, pick
from dashboard.demo.villages import CONTINUED_SHARE, WHOLE_AREA
from dashboard.demo.words import Array

BUDGET_BAHT = 43_000.0  # as the first time: what was spent then counts in this year too
_MOST_IN_WHOLE_AREA = 8

Frames = dict[str, pd.DataFrame]


def _choose(part: Part, earlier: Frames, rng: np.random.Generator) -> pd.DataFrame:
    """Some of the earlier years' villages, without a study visit yet; Si Bun Rueang always among them."""
    rows = earlier["villages"].drop_duplicates("village_code")
    went = earlier["activities"]
    rows = rows[~rows["village_code"].isin(went.loc[went["activity"] == "study_visit", "place_code"])]
    share = CONTINUED_SHARE[part.turn - 1]
    whole = rows["village_code"].str.startswith(WHOLE_AREA)
    chosen: list[Array] = []
    for frame, n in (
        (rows[whole], min(_MOST_IN_WHOLE_AREA, int(whole.sum()))),
        (rows[~whole], round(share * int((~whole).sum()))),
    ):
        chosen.append(rng.choice(frame.index.to_numpy(), n, replace=False))
    return rows.loc[np.sort(np.concatenate(chosen))].reset_index(drop=True)


def continued(part: Part, earlier: Frames, staff: pd.DataFrame) -> Frames:
    """Registers villages, activities, households, visits and groups of the villages that go on."""
    rng = part.rng(9)
    v = _choose(part, earlier, rng)
    n, codes = len(v), v["village_code"]
    by_district = {str(d): rows["full_name"].to_numpy() for d, rows in staff.groupby("district_code")}
    officer = [by_district[c[:4]][int(c[4:6]) % len(by_district[c[:4]])] for c in codes]
    villages = v.assign(fiscal_year=part.fiscal_year, officer=officer, budget_baht=BUDGET_BAHT)

    planned = days_from(part.first_day, rng.uniform(28, 110, n))
    held = part.until_today(days_from(planned, rng.uniform(-2, 14, n)))
    done = ~np.isnat(held)
    paid = done & ~np.isnat(part.until_today(days_from(held, np.full(n, 14))))
    proof = (rng.random(n) < 0.85).astype(object)
    proof[~paid] = None
    activities = pd.DataFrame(
        {
            "place_code": codes,
            "activity": "study_visit",
            "day_no": 1,
            "planned_on": planned,
            "held_on": held,
            "participants": pick(done, rng.integers(12, 25, n).astype(float), np.nan),
            "spent_baht": pick(paid, np.round(rng.uniform(6_500, 8_600, n), -1), np.nan),
            "evidence_complete": proof,
        }
    )

    per_village = rng.integers(1, 5, n)
    of = np.repeat(np.arange(n), per_village)
    m = len(of)
    old = earlier["households"]
    old = old[old["village_code"].isin(codes) & old["practising_from"].notna() & old["stopped_on"].isna()]
    lesson = old.drop_duplicates("village_code").set_index("village_code")[["occupation", "occupation_type"]]
    selected = days_from(part.first_day, rng.uniform(6, 70, m))
    practising = part.until_today(days_from(selected, rng.uniform(5, 40, m)))
    practising = pick(rng.random(m) < 0.8, practising, NEVER)
    neighbours = pd.DataFrame(
        {
            "village_code": codes.to_numpy()[of],
            "house_no": (1000 + 100 * part.turn + np.arange(m) % 97).astype(str).astype(object),
            "head_name": words.people(rng.integers(0, 60, m), rng.integers(0, 4000, m)),
            "target": False,
            "trainer": None,
            "selected_on": part.until_today(selected),
            "trained_on": np.full(m, NEVER),
            "practising_from": practising,
            "stopped_on": np.full(m, NEVER),
            "occupation_wanted": codes.map(lesson["occupation"]).to_numpy()[of],
            "occupation": codes.map(lesson["occupation"]).to_numpy()[of],
            "occupation_type": codes.map(lesson["occupation_type"]).to_numpy()[of],
            "group_name": None,
        }
    )
    neighbours = neighbours[neighbours["selected_on"].notna()]

    again = old[rng.random(len(old)) < 0.6]
    k = len(again)
    visits = pd.DataFrame(
        {
            "village_code": again["village_code"].to_numpy(),
            "house_no": again["house_no"].to_numpy(),
            "visited_on": part.until_today(days_from(part.first_day, rng.uniform(3, 120, k))),
            "visitor": again["village_code"].map(dict(zip(codes, officer, strict=True))).to_numpy(),
            "visitor_role": "officer",
            "by_phone": rng.random(k) < 0.3,
            "finding": rng.choice(words.FINDINGS, k),
            "problem": pick(rng.random(k) < 0.15, rng.choice(words.PROBLEMS, k), None),
        }
    )
    visits = visits[visits["visited_on"].notna()]

    founded = part.until_today(days_from(part.first_day, rng.uniform(15, 160, n)))
    listed = part.until_today(pick(rng.random(n) < 0.6, days_from(founded, rng.uniform(15, 90, n)), NEVER))
    without = ~codes.isin(earlier["groups"]["village_code"]) & codes.isin(lesson.index) & (rng.random(n) < 0.55)
    groups = pd.DataFrame(
        {
            "village_code": codes,
            "name": "กลุ่มต่อยอด" + codes.map(lesson["occupation"]).fillna("สัมมาชีพ") + v["village_name"],
            "occupation_type": codes.map(lesson["occupation_type"]),
            "members": rng.integers(8, 22, n).astype(float),
            "founded_on": founded,
            "otop_registered_on": listed,
            "otop_number": pick(
                np.isnat(listed),
                None,
                [f"{part.province}{part.fiscal_year % 100}{90_000 + i}" for i in range(n)],
            ),
            "otop_category": pick(np.isnat(listed), None, "household_decor_souvenir"),
            "producer_type": pick(np.isnat(listed), None, "community_group"),
            "stars": np.nan,
        }
    )
    groups = groups[without & groups["founded_on"].notna()]
    return {
        "villages": villages,
        "activities": activities,
        "households": neighbours,
        "visits": visits,
        "groups": groups,
    }
