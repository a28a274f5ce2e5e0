"""Which villages are targets in which year: counts from the founding documents, places from the DOPA list.

Si Bun Rueang 158 ("the whole area"), Khon Kaen 528, Phu Wiang 27 and the nation's 23,589 are facts of fiscal
year 2560; the other counts, the numbers of moo and the village names are invented. It knows nothing of what
happens there.
"""

from __future__ import annotations

from functools import cache

import geothai
import numpy as np
import pandas as pd

from dashboard.demo.words import VILLAGE_FIRST, VILLAGE_SECOND, is_south

NATION_2560 = 23_589
PROVINCES_2560 = {"40": 528, "39": 258, "33": 212, "92": 122}  # only Khon Kaen's is a fact
DISTRICTS_2560 = {"3904": 158, "4016": 27}  # both facts
WHOLE_AREA = "3904"  # every village of the district is a target in 2560
LATER_SHARE = (0.6, 0.24)  # of 2560's villages: last year's programme is smaller, this year's smaller still
CONTINUED_SHARE = (0.035, 0.02)  # of the earlier years' villages: targets once more


def _split(total: int, weights: dict[str, float]) -> dict[str, int]:
    """Whole numbers in proportion to the weights that sum to the total (largest remainders)."""
    exact = {code: weight * total / sum(weights.values()) for code, weight in weights.items()}
    parts = {code: int(share) for code, share in exact.items()}
    largest = sorted(exact, key=lambda code: (parts[code] - exact[code], code))
    for code in largest[: total - sum(parts.values())]:
        parts[code] += 1
    return parts


def _n_subdistricts(district: str) -> int:
    return len(geothai.subdistricts(district))


@cache
def villages_by_province() -> dict[str, int]:
    """Target villages of 2560 of each of the 77 provinces: 23,589 together."""
    size = {p.code: float(sum(_n_subdistricts(d.code) for d in geothai.districts(p.code))) for p in geothai.provinces()}
    size["10"] /= 10  # Bangkok has few villages
    rest = {code: n for code, n in size.items() if code not in PROVINCES_2560}
    return _split(NATION_2560 - sum(PROVINCES_2560.values()), rest) | PROVINCES_2560


@cache
def _villages_by_district(seed: int, province: str) -> dict[str, int]:
    rng = np.random.default_rng([seed, 1, int(province)])
    codes = sorted(d.code for d in geothai.districts(province))
    known = {c: n for c, n in DISTRICTS_2560.items() if c in codes}
    rest = {c: _n_subdistricts(c) * rng.uniform(0.6, 1.5) for c in codes if c not in known}
    return _split(villages_by_province()[province] - sum(known.values()), rest) | known


def _all_villages(seed: int, district: str) -> list[str]:
    """Every village code of a district, by subdistrict in the order in which the programme reaches them."""
    rng = np.random.default_rng([seed, 2, int(district)])
    codes = rng.permutation(sorted(s.code for s in geothai.subdistricts(district)))
    moos = 7 + rng.binomial(9, 0.45, len(codes))
    if district == WHOLE_AREA:
        whole, more = divmod(DISTRICTS_2560[district], len(codes))
        moos = np.full(len(codes), whole) + (np.arange(len(codes)) < more)
    return [f"{code}{moo:02d}" for code, last in zip(codes, moos, strict=True) for moo in range(1, last + 1)]


def target_villages(seed: int, province: str, turn: int) -> pd.DataFrame:
    """The villages that are targets for the first time: turn 0 is 2560, 1 and 2 the two later years.

    Columns: village_code (8 digits), village_name. They bunch: one subdistrict is filled, then the next.
    """
    codes: list[str] = []
    for district, n in sorted(_villages_by_district(seed, province).items()):
        counts = [n, *(round(n * share) for share in LATER_SHARE)]
        begin = sum(counts[:turn])
        codes += _all_villages(seed, district)[begin : begin + counts[turn]]
    codes.sort()
    rng = np.random.default_rng([seed, 3, turn, int(province)])
    first = VILLAGE_FIRST["south" if is_south(province) else "other"]
    names = "บ้าน" + rng.choice(first, len(codes)) + rng.choice(VILLAGE_SECOND, len(codes))
    return pd.DataFrame({"village_code": np.array(codes, dtype=object), "village_name": names})
