"""The example: register files as offices would have them, invented with a seed and labelled as such.

They pass through the same intake as anyone's. Modules: `words` and `knowledge` (texts), `villages` (where),
`story`, `households`, `continued` (what happens), `office` (files).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

import geothai
import pandas as pd

from dashboard import programme
from dashboard.demo import households, knowledge, office, story
from dashboard.demo.continued import Frames, continued
from dashboard.demo.story import Part
from dashboard.demo.villages import target_villages, villages_by_province

__all__ = ["DEFAULT_PROVINCES", "FIRST_YEAR", "NATION_ROUNDS", "example_years", "tell", "write_registers"]

FIRST_YEAR = 2560
DEFAULT_PROVINCES = ("33", "39", "40", "92")
NATION_ROUNDS = 8  # rounds 0 to 7
Progress = Callable[[int, int, str], None]  # files done, files in all, the file just written


def example_years(today: date) -> tuple[int, ...]:
    """Fiscal years of the example: 2560, and the one before today's and today's (never twice the same)."""
    this = programme.fiscal_year_of(today)
    return tuple(sorted({FIRST_YEAR, *(y for y in (this - 1, this) if y > FIRST_YEAR)}))


def tell(part: Part, earlier: Frames | None = None) -> Frames:
    """All registers of one province in one year, except knowledge and targets; canonical columns.

    With the earlier year's registers some of its villages go on.
    """
    places = target_villages(part.seed, part.province, part.turn)
    districts = sorted(d.code for d in geothai.districts(part.province))
    staff = story.officers(part, districts)
    v = story.progress(part, places, staff)
    register, team = story.sages(part, v)
    found = households.groups(part, v)
    homes = households.households(part, v, team, found)
    province = geothai.province(part.province)
    mean_baht = households.mean_income_baht(province.name_th if province else "")
    frames = {
        "villages": story.village_rows(part, v),
        "officers": staff,
        "sages": register,
        "households": homes.drop(columns=["ability", "officer", "planned"]),
        "incomes": households.incomes(part, homes, mean_baht),
        "activities": story.activities(part, v),
        "visits": households.visits(part, homes),
        "materials": story.materials(part, v),
        "groups": found,
    }
    if earlier is not None:
        for name, rows in continued(part, earlier, staff).items():
            frames[name] = pd.concat([frames[name], rows[list(frames[name].columns)]], ignore_index=True)
    return frames


def targets(provinces: Sequence[str], years: Sequence[int]) -> pd.DataFrame:
    """Register `targets`: what a province or district asks of itself beyond the programme (invented)."""
    asked = (
        ("39", "practising", 88.0),
        ("3904", "practising", 90.0),
        ("3904", "villages_with_group", 15.0),
        ("40", "income_growth", 4.0),
        ("92", "villages_with_group", 12.0),
        ("33", "households_visited", 90.0),
    )
    rows = [(y, area, m, value) for y in years for area, m, value in asked if area[:2] in provinces]
    return pd.DataFrame(rows, columns=["fiscal_year", "area_code", "measure", "target"])


def write_registers(
    folder: Path,
    *,
    provinces: Sequence[str] = DEFAULT_PROVINCES,
    scale: Literal["example", "nation"] = "example",
    seed: int = 2560,
    today: date,
    progress: Progress | None = None,
) -> list[Path]:
    """Write the register files into a folder (made when missing) and return them in the order written.

    `example`: workbooks and CSV files of the given provinces for `example_years`. `nation`: one Parquet file per
    register for fiscal year 2560 over all 77 provinces (`provinces` plays no part). The same seed, day and
    provinces give the same cells. Raises KeyError for a province that is not in the DOPA list.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = villages_by_province()
    if scale == "nation":
        parts = [
            Part(seed, FIRST_YEAR, 0, code, today, rounds=NATION_ROUNDS, gaps=False) for code in sorted(known)
        ]
        extra = {"knowledge": knowledge.records(seed, sorted(known), today)}
        return office.write_bulk(folder, (tell(part) for part in parts), len(parts), extra, progress)
    chosen = sorted(set(provinces))
    if unknown := [code for code in chosen if code not in known]:
        raise KeyError(", ".join(unknown))
    years = example_years(today)
    files: list[Path] = []
    plan = list(_example(chosen, years, seed, today))
    return files


def _example(
    provinces: Sequence[str], years: Sequence[int], seed: int, today: date
) -> Iterator[tuple[int, str, Frames]]:
    for code in provinces:
        earlier: Frames | None = None
        for turn, year in enumerate(years):
            earlier = tell(Part(seed, year, turn, code, today), earlier)
            yield year, code, earlier
