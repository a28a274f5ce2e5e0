"""The example: register files as offices would have them, invented with a seed and labelled as such.

They pass through the same intake as anyone's. Modules: `words` and `knowledge` (texts), `villages` (where),
`story`, `teams`, `households`, `continued` (what happens), `office`, `bulk` (files).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

import geothai
import pandas as pd

from dashboard import programme
from dashboard.demo import bulk, households, knowledge, office, story, teams
from dashboard.demo.continued import Frames, continued
from dashboard.demo.story import Part
from dashboard.demo.villages import WHOLE_AREA, target_villages, villages_by_province
from dashboard.registers import by_name

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
    staff = teams.officers(part, districts)
    v = story.progress(part, places, staff)
    register, team = teams.sages(part, v)
    found = households.groups(part, v)
    homes = households.households(part, v, team, found)
    mean_baht = households.mean_income_baht(_thai_name(part.province))
    frames = {
        "villages": teams.village_rows(part, v),
        "officers": staff,
        "sages": register,
        "households": homes.drop(columns=["ability", "officer", "planned"]),
        "incomes": households.incomes(part, homes, mean_baht),
        "activities": teams.activities(part, v),
        "visits": households.visits(part, homes),
        "materials": teams.materials(part, v),
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

    `example`: workbooks and CSV files of the given provinces for `example_years`. `nation`: one Parquet file
    per register for fiscal year 2560 over all 77 provinces (`provinces` plays no part). The same seed, day
    and provinces give the same cells. Raises KeyError for a province that is not in the DOPA list.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = villages_by_province()
    if scale == "nation":
        parts = [Part(seed, FIRST_YEAR, 0, code, today, rounds=NATION_ROUNDS, gaps=False) for code in sorted(known)]
        extra = {"knowledge": knowledge.records(seed, sorted(known), today)}
        return bulk.write_bulk(folder, (tell(part) for part in parts), len(parts), extra, progress)
    chosen = sorted(set(provinces))
    if unknown := [code for code in chosen if code not in known]:
        raise KeyError(", ".join(unknown))
    years = example_years(today)
    books = _count_books(chosen) * len(years) + 1
    files: list[Path] = []
    for done, (year, where, area, frames) in enumerate(_books(chosen, years, seed, today), 1):
        habit = office.habit_of(area, year)
        files += office.write_office(folder / str(year), f"{where} ปีงบประมาณ {year}", frames, habit, year == FIRST_YEAR)
        if progress:
            progress(done, books, files[-1].name)
    beside = {"targets": targets(chosen, years), "knowledge": knowledge.records(seed, chosen, today)}
    shown = {name: frame for name, frame in beside.items() if len(frame)}
    files.append(office.write_workbook(folder / "ค่าเป้าหมายและองค์ความรู้.xlsx", shown, "", office.Habit("short")))
    if progress:
        progress(books, books, files[-1].name)
    return files


def _count_books(provinces: Sequence[str]) -> int:
    return len(provinces) + (WHOLE_AREA[:2] in provinces)


def _books(
    provinces: Sequence[str], years: Sequence[int], seed: int, today: date
) -> Iterator[tuple[int, str, str, Frames]]:
    """What each office hands in: year, its name, its code, registers. Si Bun Rueang is an office too."""
    for code in provinces:
        name = _thai_name(code)
        earlier: Frames | None = None
        for turn, year in enumerate(years):
            frames = tell(Part(seed, year, turn, code, today), earlier)
            earlier = (
                frames
                if earlier is None
                else {k: pd.concat([earlier[k], frames[k]], ignore_index=True) for k in frames}
            )
            if turn > 1:  # the staff is last year's
                frames = {k: rows for k, rows in frames.items() if k != "officers"}
            if code != WHOLE_AREA[:2]:
                yield year, f"จังหวัด{name}", code, frames
                continue
            own = {k: rows[_places(k, rows).str.startswith(WHOLE_AREA)] for k, rows in frames.items()}
            rest = {k: rows[~_places(k, rows).str.startswith(WHOLE_AREA)] for k, rows in frames.items()}
            yield year, f"อำเภอ{_thai_name(WHOLE_AREA)} จังหวัด{name}", WHOLE_AREA, own
            yield year, f"จังหวัด{name}", code, rest


def _places(register: str, rows: pd.DataFrame) -> pd.Series:
    places: pd.Series = rows[by_name()[register].place.value].astype(str)
    return places


def _thai_name(code: str) -> str:
    place = geothai.province(code) if len(code) == 2 else geothai.district(code)
    return str(place.name_th) if place else code
