"""The example: the founding documents' counts, rows that keep the rules, the same seed the same cells."""

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import geothai
import numpy as np
import pandas as pd
import pytest
import python_calamine

from dashboard import programme
from dashboard.demo import DEFAULT_PROVINCES, FIRST_YEAR, NATION_ROUNDS, example_years, tell, write_registers
from dashboard.demo.households import mean_income_baht
from dashboard.demo.office import DAYS, write_day
from dashboard.demo.story import Part
from dashboard.demo.villages import target_villages, villages_by_province
from dashboard.registers import InOrder, Kind, by_name

TODAY = date(2026, 11, 21)
YEARS = example_years(TODAY)


def _tell(seed=2560, provinces=DEFAULT_PROVINCES, today=TODAY):
    """Register → all rows of the example, with the year they were told in."""
    told = {}
    for province in provinces:
        earlier = None
        for turn, year in enumerate(example_years(today)):
            frames = tell(Part(seed, year, turn, province, today), earlier)
            earlier = (
                frames
                if earlier is None
                else {k: pd.concat([earlier[k], frames[k]], ignore_index=True) for k in frames}
            )
            for name, rows in frames.items():
                told.setdefault(name, []).append(rows.assign(told_in=year))
    return {name: pd.concat(parts, ignore_index=True) for name, parts in told.items()}


@pytest.fixture(scope="module")
def told():
    return _tell()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Files of the two smaller provinces' offices and of Si Bun Rueang."""
    where = tmp_path_factory.mktemp("example")
    files = write_registers(where, provinces=("39", "92"), today=TODAY)
    return where, files


def _date_columns(name):
    return [c.name for c in by_name()[name].columns if c.kind is Kind.DATE]


def test_the_years_are_2560_the_last_and_the_current_one():
    assert example_years(TODAY) == (2560, 2569, 2570)
    assert example_years(date(2026, 9, 30)) == (2560, 2568, 2569)
    assert example_years(date(2017, 12, 1)) == (2560, 2561)
    assert example_years(date(2017, 3, 1)) == (2560,)


@pytest.mark.parametrize(("area", "villages"), [("3904", 158), ("40", 528), ("4016", 27)])
def test_counts_of_the_founding_documents_stand(told, area, villages):
    rows = told["villages"]
    assert (rows["fiscal_year"].eq(2560) & rows["village_code"].str.startswith(area)).sum() == villages


def test_the_nation_has_23589_villages_in_77_provinces():
    counts = villages_by_province()
    assert (sum(counts.values()), len(counts), min(counts.values()) > 0) == (23_589, 77, True)


def test_every_province_and_year_has_villages_and_few_are_targets_twice(told):
    rows = told["villages"]
    per_year = rows.groupby("fiscal_year").size()
    assert per_year.index.tolist() == [2560, 2569, 2570]
    assert rows.groupby([rows["village_code"].str[:2], "fiscal_year"]).ngroups == 12
    assert 1_000 <= per_year[2560] <= 1_250
    assert 550 <= per_year[2569] <= 650
    assert 220 <= per_year[2570] <= 300
    twice = rows.groupby("village_code").size()
    assert 20 <= (twice > 1).sum() <= 120


def test_villages_lie_in_dopa_subdistricts_and_bunch(told):
    codes = set(told["villages"]["village_code"])
    subdistricts = {c[:6] for c in codes}
    assert all(geothai.subdistrict(c) for c in subdistricts)
    assert all(1 <= int(c[6:]) <= 20 for c in codes)
    khon_kaen = [s.code for d in geothai.districts("40") for s in geothai.subdistricts(d.code)]
    assert sum(c not in subdistricts for c in khon_kaen) > len(khon_kaen) / 4


def test_provinces_do_not_change_each_other(told):
    alone = _tell(provinces=("92",))
    for name, rows in alone.items():
        place = by_name()[name].place.value
        same = told[name][told[name][place].str.startswith("92")].reset_index(drop=True)
        pd.testing.assert_frame_equal(rows, same, check_dtype=False)


def test_another_seed_tells_another_story(told):
    other = _tell(seed=7, provinces=("92",))["households"]["head_name"]
    assert set(other) != set(told["households"].query("village_code.str.startswith('92')")["head_name"])


@pytest.mark.parametrize("name", [n for n in by_name() if n not in ("context", "targets", "knowledge")])
def test_keys_are_unique_and_required_values_are_there(told, name):
    register, rows = by_name()[name], told[name]
    if name == "officers":  # the staff of the two later years is the same
        rows = rows.drop(columns="told_in").drop_duplicates()
    assert not rows.duplicated(list(register.key)).any()
    needed = [c.name for c in register.columns if c.required]
    assert not rows[needed].isna().any().any()


@pytest.mark.parametrize("name", [n for n in by_name() if n not in ("context", "targets", "knowledge")])
def test_values_are_in_order_in_range_and_among_the_choices(told, name):
    register, rows = by_name()[name], told[name]
    for rule in register.rules:
        if isinstance(rule, InOrder):
            assert not (rows[rule.earlier] > rows[rule.later]).any(), rule
    for column in register.columns:
        if column.name not in rows:
            continue
        values = rows[column.name].dropna()
        if column.kind in (Kind.AMOUNT, Kind.WHOLE, Kind.ROUND):
            assert (values >= (column.lowest or 0)).all(), column.name
            assert (values <= (column.highest or np.inf)).all(), column.name
        if column.choices:
            assert set(values) <= {choice for choice, _ in column.choices}, column.name


@pytest.mark.parametrize("name", [n for n in by_name() if _date_columns(n) and n not in ("context", "knowledge")])
def test_nothing_happens_after_today_or_before_its_year_except_plans(told, name):
    rows = told[name]
    begin = rows["told_in"].map({y: pd.Timestamp(programme.first_day(y)) for y in YEARS})
    for column in _date_columns(name):
        assert not (rows[column] < begin).any(), column
        if column != "planned_on":
            assert not (rows[column] > pd.Timestamp(TODAY)).any(), column
    if name == "activities":
        assert (rows["planned_on"] > pd.Timestamp(TODAY)).any()


def test_children_have_their_parents(told):
    villages = set(told["villages"]["village_code"])
    houses = set(zip(told["households"]["village_code"], told["households"]["house_no"], strict=True))
    for name in ("sages", "households", "materials", "groups", "incomes", "visits"):
        assert set(told[name]["village_code"]) <= villages, name
    for name in ("incomes", "visits"):
        assert set(zip(told[name]["village_code"], told[name]["house_no"], strict=True)) <= houses, name
    meetings = told["activities"]["activity"].eq("support_team")
    assert set(told["activities"].loc[~meetings, "place_code"]) <= villages
    assert told["activities"].loc[meetings, "place_code"].str.len().eq(4).all()


def test_income_is_around_the_real_mean_of_each_province(told):
    base = told["incomes"].query("round == 0")
    for province in DEFAULT_PROVINCES:
        place = geothai.province(province)
        assert place is not None
        own = base.loc[base["village_code"].str.startswith(province), "income_baht"]
        assert own.mean() == pytest.approx(mean_income_baht(place.name_th), rel=0.15)
    assert mean_income_baht("ขอนแก่น") == 238_381.18
    assert 200_000 < mean_income_baht("ศรีสะเกษ") < 250_000


def test_some_incomes_fall_and_some_are_missing(told):
    wide = told["incomes"].pivot_table(index=["village_code", "house_no"], columns="round", values="income_baht")
    both = wide[[0, 1]].dropna()
    assert 0.1 < (both[1] < both[0]).mean() < 0.5
    finished = wide[wide.index.get_level_values(0).isin(told["villages"].query("fiscal_year == 2560")["village_code"])]
    assert finished[3].isna().mean() > 0.05


def test_the_contract_warnings_occur(told):
    homes, incomes, sages = (told[n] for n in ("households", "incomes", "sages"))
    targets = homes[homes["target"]]
    assert targets.groupby("village_code").size().max() > 20
    assert targets.groupby(["village_code", "trainer"]).size().max() > 4
    assert incomes.query("round == 0 and income_baht == 0").shape[0] > 0
    wide = incomes.pivot_table(index=["village_code", "house_no"], columns="round", values="income_baht")
    assert 0 < (wide[1] > 5 * wide[0].where(wide[0] > 0)).sum() < 30
    per_village = sages.groupby("village_code").size()
    assert set(told["villages"]["village_code"]) - set(per_village.index)  # targets without a sage
    assert sages.dropna(subset="phone").groupby("phone")["full_name"].nunique().max() == 2
    assert sages["phone"].dropna().str.fullmatch(r"000\d{7}").all()  # numbers that nobody can have


@pytest.mark.parametrize("year", YEARS[:2])
def test_a_finished_year_has_successes_and_failures(told, year):
    codes = set(told["villages"].query(f"fiscal_year == {year}")["village_code"])
    homes = told["households"].query("village_code in @codes and target")
    practising = homes["practising_from"].notna() & homes["stopped_on"].isna()
    assert 0.78 < practising.mean() < 0.92
    by_district = practising.groupby(homes["village_code"].str[:4]).mean()
    assert by_district.min() < 0.8 < 0.88 < by_district.max()
    assert homes["stopped_on"].notna().any()
    groups = told["groups"].query("village_code in @codes")
    assert 0.1 < groups["village_code"].nunique() / len(codes) < 0.3
    assert 0.2 < groups["otop_registered_on"].notna().mean() < 0.7
    sages = told["sages"].query("village_code in @codes")
    assert set(sages["replaces"].dropna()) <= set(sages.loc[sages["left_on"].notna(), "full_name"])
    assert len(sages["replaces"].dropna()) > 30


def test_the_current_year_has_just_begun_but_lives(told):
    codes = set(told["villages"].query("fiscal_year == 2570")["village_code"])
    sages = told["sages"].query("village_code in @codes")
    n = len(codes)
    assert 0.7 < sages["village_code"].nunique() / n < 0.97
    leaders = sages[(sages["role"] == "leader") & sages["trained_on"].notna()]
    assert 0.05 < leaders["village_code"].nunique() / n < 0.35
    homes = told["households"].query("village_code in @codes")
    assert 0 < homes["village_code"].nunique() / n < 0.35
    recent = pd.Timestamp(TODAY) - pd.Timedelta(days=30)
    assert (told["visits"]["visited_on"] > recent).any()
    assert (told["incomes"]["measured_on"] > recent).any()


def _cells(file):
    if file.suffix == ".csv":
        return file.read_bytes()
    book = python_calamine.CalamineWorkbook.from_path(str(file))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_same_seed_writes_the_same_cells_and_files(folder, tmp_path):
    where, files = folder
    again = write_registers(tmp_path, provinces=("92", "39"), today=TODAY)
    assert [f.relative_to(tmp_path) for f in again] == [f.relative_to(where) for f in files]
    for one, two in zip(files, again, strict=True):
        assert _cells(one) == _cells(two)


def test_si_bun_rueang_hands_in_its_own_workbook(folder):
    where, files = folder
    books = [f for f in files if f.suffix == ".xlsx" and "อำเภอศรีบุญเรือง" in f.name]
    assert [f.parent.name for f in books] == ["2560", "2569", "2570"]
    cells = _cells(books[0])["ทะเบียนหมู่บ้านเป้าหมาย"]
    assert cells[0][0].startswith("ทะเบียนหมู่บ้านเป้าหมาย")
    assert "ข้อมูลสาธิต" in cells[1][0]
    assert cells[2][0] == "ลำดับที่"
    assert sum(isinstance(row[0], float) for row in cells) == 158
    assert cells[-1][0] == "รวม"
    assert sum(1 for _ in where.rglob("*.xlsx")) == 3 * 3 + 1


def test_headings_are_those_of_the_registers(folder):
    known = {h for r in by_name().values() for c in r.columns for h in c.headings}
    known |= {"ลำดับที่", "จังหวัด", "อำเภอ", "ตำบล", "หมู่ที่", "รหัสหมู่บ้าน", "รหัสพื้นที่", "รหัสอำเภอ"}
    for file in folder[1]:
        if file.suffix == ".xlsx":
            for sheet in _cells(file).values():
                assert set(sheet[2]) - {""} <= known


def test_visits_of_2560_are_cp874_and_incomes_have_a_byte_order_mark(folder):
    visits = [f for f in folder[1] if f.name.startswith("การติดตาม")]
    assert len(visits) == 3
    lines = list(csv.reader(visits[0].read_text(encoding="cp874").splitlines()))
    assert (lines[1][0], len(lines) > 1_000) == ("รหัสหมู่บ้าน", True)
    incomes = [f for f in folder[1] if f.name.startswith("รายได้")]
    assert all(f.read_bytes().startswith(b"\xef\xbb\xbf") for f in incomes)


def test_days_are_written_in_the_usual_spellings():
    day = date(2017, 7, 4)
    cell, short, slash, typed, iso = (write_day(day, style) for style in DAYS)
    assert (cell, short, slash, iso) == (42920, "4 ก.ค. 60", "4/7/2560", "2017-07-04")
    assert date.fromordinal(date(1899, 12, 30).toordinal() + int(typed)) == date(2560, 7, 4)
    assert write_day(date(2028, 2, 29), "typed") == "29/2/2571"


def test_twelve_knowledge_records_with_every_section(folder):
    cells = _cells(folder[1][-1])["คลังองค์ความรู้"]
    rows = [row for row in cells[3:] if row[0] != ""]
    assert len(rows) == 12
    assert all(cell not in ("", None) for row in rows for cell in row)


def test_progress_counts_the_offices(tmp_path):
    steps = []
    write_registers(tmp_path, provinces=("92",), today=date(2017, 3, 1), progress=lambda *step: steps.append(step))
    assert [step[:2] for step in steps] == [(1, 2), (2, 2)]
    assert all(done < then for (done, *_), (then, *_) in pairwise(steps))


def test_an_unknown_province_is_named(tmp_path):
    with pytest.raises(KeyError, match="98"):
        write_registers(tmp_path / "nothing", provinces=("40", "98"), today=TODAY)


def test_nobody_is_missing_in_the_bulk_and_moos_suffice():
    part = Part(2560, FIRST_YEAR, 0, "92", TODAY, rounds=NATION_ROUNDS, gaps=False)
    frames = tell(part)
    n = len(frames["villages"])
    assert frames["households"]["target"].sum() == 20 * n
    assert len(frames["incomes"]) == 20 * n * NATION_ROUNDS
    for province, villages in villages_by_province().items():
        assert len(target_villages(2560, province, 0)) == villages, province


def test_files_are_not_large(folder):
    assert sum(Path(f).stat().st_size for f in folder[1]) < 5_000_000
