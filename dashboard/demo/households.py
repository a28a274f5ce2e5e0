"""The households of one province in one year: twenty a village, neighbours who join, what became of them.

Incomes spread around the mean household income of the BMN survey of 2561; changes, drop-outs, gaps and visits
are invented. It builds on the village's own days (`story.progress`) and knows no files.
"""

from __future__ import annotations

import csv
from functools import cache

import numpy as np
import pandas as pd

from dashboard.demo import words
from dashboard.demo.story import NEVER, Part, chance, days_from, pick, workdays
from dashboard.demo.words import OCCUPATIONS, Array
from dashboard.settings import REFERENCE

PER_VILLAGE = 20
PER_TRAINER = 4
_NAMES = np.array([o.name for o in OCCUPATIONS], dtype=object)
_TYPES = np.array([o.type for o in OCCUPATIONS], dtype=object)
_OTOP = np.array([o.otop for o in OCCUPATIONS], dtype=object)


@cache
def _bmn() -> dict[str, float]:
    with (REFERENCE / "bmn_income_2561.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {r["จังหวัด"]: float(r["ค่า"]) for r in rows if r["รายการ"] == "รายได้ครัวเรือนเฉลี่ย จปฐ."}


def mean_income_baht(province_name: str) -> float:
    """Mean household income, baht a year, of the BMN survey of 2561.

    The excerpt lists fourteen provinces; the others (Si Sa Ket, Nong Bua Lamphu, …) get the mean of those.
    """
    return _bmn().get(province_name, sum(_bmn().values()) / len(_bmn()))


def households(part: Part, v: pd.DataFrame, team: Array, groups: pd.DataFrame) -> pd.DataFrame:
    """Register `households`, with what other registers need: `ability`, `officer`, `planned` (training)."""
    rng = part.rng(5)
    ability = v["ability"].to_numpy()
    neighbours = np.minimum(rng.poisson(2.2 * np.exp(0.6 * ability)), 9)
    targets = np.full(len(v), PER_VILLAGE)
    if part.gaps:
        targets -= rng.random(len(v)) < 0.04  # a house short
        targets[:1] = PER_VILLAGE + 1  # one too many
    village = np.repeat(np.arange(len(v)), targets + neighbours)
    slot = np.arange(len(village)) - np.repeat(
        np.cumsum(targets + neighbours) - targets - neighbours, targets + neighbours
    )
    target = slot < targets[village]
    n, a = len(village), ability[village]

    def of(column: str) -> Array:
        values: Array = v[column].to_numpy()[village]
        return values.astype("datetime64[D]") if values.dtype.kind == "M" else values

    training = of("training")
    last_day = workdays(training, 4)
    later = days_from(training, rng.uniform(20, 150, n))
    selected = pick(target, of("selection"), later)
    attends = rng.random(n) < pick(target, chance(0.975, 0.7, a), 0.7)
    makes_up = rng.random(n) < 0.06
    trained = pick(target & ~makes_up, last_day, days_from(np.maximum(last_day, selected), rng.uniform(10, 50, n)))
    trained = pick(attends, trained, NEVER)
    starts = rng.random(n) < chance(0.97, 0.75, a)
    practising = pick(starts, days_from(trained, rng.gamma(2.0, 14.0, n)), NEVER)
    stops = rng.random(n) < chance(0.035, -0.6, a)
    stopped = pick(stops, days_from(practising, rng.uniform(30, 220, n)), NEVER)

    wanted = pick(slot % PER_VILLAGE < 12, of("main"), of("second"))
    own = words.occupations_of(part.province)
    wanted = pick(rng.random(n) < 0.12, own[rng.integers(0, len(own), n)], wanted)
    learnt = pick(slot % PER_VILLAGE < 12, of("main"), of("second"))
    dates = {
        "selected_on": part.until_today(selected),
        "trained_on": part.until_today(trained),
        "practising_from": part.until_today(practising),
        "stopped_on": part.until_today(stopped),
    }
    is_trained = ~np.isnat(dates["trained_on"])
    name = groups.drop_duplicates("village_code").set_index("village_code")["name"]
    group = v["village_code"].map(name).to_numpy(dtype=object)[village]
    in_group = ~np.isnat(dates["practising_from"]) & (learnt == of("main")) & (rng.random(n) < 0.8)
    frame = pd.DataFrame(
        {
            "village_code": of("village_code"),
            "house_no": _house_numbers(rng, village, slot, part.turn),
            "head_name": words.people(rng.integers(0, 60, n), rng.integers(0, 4000, n)),
            "target": target,
            "trainer": team[village, slot % PER_VILLAGE // PER_TRAINER],
            **dates,
            "occupation_wanted": _NAMES[wanted],
            "occupation": pick(is_trained, _NAMES[learnt], None),
            "occupation_type": pick(is_trained, _TYPES[learnt], None),
            "group_name": pick(in_group & pd.notna(group), group, None),
            "ability": a,
            "officer": of("officer"),
            "planned": pick(np.isnat(last_day), of("training_plan"), last_day),
        }
    )
    return frame[frame["selected_on"].notna()].reset_index(drop=True)


def _house_numbers(rng: np.random.Generator, village: Array, slot: Array, turn: int) -> Array:
    """House numbers, unique in a village (and over the years): some are 12, some 12/3."""
    steps = rng.integers(1, 9, len(village))
    total = np.cumsum(steps)
    before = np.maximum.accumulate(pick(slot == 0, total - steps, 0))
    number = (total - before + 300 * turn).astype(str).astype(object)
    part_of = np.char.mod("/%d", rng.integers(1, 9, len(village))).astype(object)
    return number + pick(rng.random(len(village)) < 0.15, part_of, "")


def incomes(part: Part, rows: pd.DataFrame, mean_baht: float) -> pd.DataFrame:
    """Register `incomes` of target households: round 0 at selection, then every 85 days after training."""
    rng = part.rng(6)
    h = rows[rows["target"]]
    n, a = len(h), h["ability"].to_numpy()
    codes, village = np.unique(h["village_code"].to_numpy(dtype=str), return_inverse=True)
    level = rng.normal(0, 0.12, len(codes))[village] + rng.normal(0, 0.42, n) + 0.03 * a
    base = mean_baht * np.exp(level - (0.12**2 + 0.42**2) / 2)
    does = h["practising_from"].notna().to_numpy() & h["stopped_on"].isna().to_numpy()
    growth = pick(does, 0.05 + 0.017 * a + rng.normal(0, 0.035, len(codes))[village], 0.005) + rng.normal(0, 0.11, n)
    measured = rng.random(n) >= (0.03 if part.gaps else 0)  # some are never asked
    misses = chance(0.09, -0.5, a) if part.gaps else np.zeros(n)
    frames = []
    for round_ in range(part.rounds):
        share = min(1.0, 0.4 + 0.2 * round_) if round_ else 0.0
        income = base * (1 + growth * share) * np.exp(rng.normal(0, 0.02, n) if round_ else np.zeros(n))
        if round_ == 0:
            day = days_from(h["selected_on"].to_numpy(), rng.uniform(1, 20, n))
        else:
            day = days_from(h["planned"].to_numpy(), 85.0 * round_ + rng.uniform(-5, 25, n))
        day = part.until_today(day)
        craft = pick(does & (round_ > 0), income * rng.uniform(0.03, 0.16, n), 0)
        frames.append(
            pd.DataFrame(
                {
                    "village_code": h["village_code"].to_numpy(),
                    "house_no": h["house_no"].to_numpy(),
                    "round": round_,
                    "measured_on": day,
                    "income_baht": np.maximum(np.round(income, -2), 6_000.0),
                    "occupation_income_baht": np.round(craft, -2),
                }
            )[measured & (rng.random(n) >= misses * (0.3 if round_ == 0 else 1)) & ~np.isnat(day)]
        )
    if part.gaps and n:
        for odd in (7, n // 2):  # a baseline of 0 and an income that is six times the one before
            for frame in frames[:2]:
                at = h.index[odd], h["house_no"].iloc[odd]
                same = (frame["village_code"] == h["village_code"].loc[at[0]]) & (frame["house_no"] == at[1])
                first = frame["round"].eq(0)
                if odd == 7:
                    frame.loc[same & first, "income_baht"] = 0.0
                else:
                    frame.loc[same & ~first, "income_baht"] *= 6
    return pd.concat(frames, ignore_index=True)


def visits(part: Part, rows: pd.DataFrame) -> pd.DataFrame:
    """Register `visits`: trained households are visited or phoned, most of them once or twice."""
    rng = part.rng(7)
    h = rows[rows["trained_on"].notna()]
    n, a = len(h), h["ability"].to_numpy()
    frames = []
    for after, share in ((12, chance(0.88, 0.8, a)), (95, chance(0.33, 0.6, a))):
        day = part.until_today(days_from(h["trained_on"].to_numpy(), after + rng.uniform(0, 60, n)))
        who = rng.choice(["trainer", "officer", "support_team"], n, p=[0.66, 0.27, 0.07]).astype(object)
        names = pick(who == "trainer", h["trainer"], h["officer"])
        names = pick(who == "support_team", "ทีมสนับสนุนระดับอำเภอ", names)
        frame = pd.DataFrame(
            {
                "village_code": h["village_code"].to_numpy(),
                "house_no": h["house_no"].to_numpy(),
                "visited_on": day,
                "visitor": names,
                "visitor_role": who,
                "by_phone": rng.random(n) < 0.18,
                "finding": rng.choice(words.FINDINGS, n),
                "problem": pick(rng.random(n) < chance(0.16, -0.5, a), rng.choice(words.PROBLEMS, n), None),
            }
        )
        frames.append(frame[(rng.random(n) < share) & ~np.isnat(day)])
    return pd.concat(frames, ignore_index=True).sort_values("village_code", kind="stable")


def groups(part: Part, v: pd.DataFrame) -> pd.DataFrame:
    """Register `groups`: in about one village of six, about a third of them registered for OTOP."""
    rng, n = part.rng(8), len(v)
    a = v["ability"].to_numpy()
    has = rng.random(n) < chance(0.16, 0.7, a)
    founded = pick(has, days_from(v["training"].to_numpy(), rng.uniform(35, 190, n)), NEVER)
    product = _OTOP[v["main"].to_numpy()]
    registers = (rng.random(n) < chance(0.42, 0.6, a)) & (product != None)  # noqa: E711 - element by element
    otop = part.until_today(pick(registers, days_from(founded, rng.uniform(20, 130, n)), NEVER))
    listed = ~np.isnat(otop)
    number = [f"{part.province}{part.fiscal_year % 100}{i:05d}" for i in range(n)]
    members = rng.integers(7, 28, n).astype(float)
    kind = rng.choice(["community_group", "sole_owner", "sme"], n, p=[0.82, 0.13, 0.05]).astype(object)
    frame = pd.DataFrame(
        {
            "village_code": v["village_code"],
            "name": "กลุ่ม" + pd.Series(_NAMES[v["main"].to_numpy()], dtype=object) + v["village_name"],
            "occupation_type": _TYPES[v["main"].to_numpy()],
            "members": members,
            "founded_on": part.until_today(founded),
            "otop_registered_on": otop,
            "otop_number": pick(listed, number, None),
            "otop_category": pick(listed, product, None),
            "producer_type": pick(listed, kind, None),
            "stars": pick(
                listed & (rng.random(n) < 0.55),
                rng.choice([1, 2, 3, 4, 5], n, p=[0.06, 0.14, 0.4, 0.28, 0.12]).astype(float),
                np.nan,
            ),
        }
    )
    return frame[frame["founded_on"].notna()]
