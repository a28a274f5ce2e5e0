"""Old codes land where their place is today, and say so; those that nobody can tell are refused with candidates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from geothai.abolished import abolished_areas

from dashboard import places
from dashboard.__main__ import main
from dashboard.intake.importing import import_files
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.successions import successions

NEW_PROVINCE = {"25": "27", "34": "37", "41": "39"}


def test_every_succession_is_of_a_code_the_list_is_silent_about_and_leads_to_the_same_name() -> None:
    silent = {area.code: area.name_th for area in abolished_areas() if not area.successors}
    for code, row in successions().items():
        assert silent[code] == row.abolished_name
        assert not places.known(code)
        assert places.known(row.successor_code)
        assert places.name(row.successor_code) == row.successor_name
        assert row.successor_name in (row.abolished_name, f"เมือง{row.abolished_name}")
        assert len(row.successor_code) == len(code)
        assert row.successor_code[:2] == NEW_PROVINCE[code[:2]]
        assert not places.known(code[:4])  # the whole district went
        assert (row.since, "พ.ศ. 2536" in row.source) == (date(1993, 12, 1), True)
        assert places.successors(code) == (row.successor_code,)


def test_how_many_codes_are_left_without_a_successor() -> None:
    left = [a.code for a in abolished_areas() if places.was_abolished(a.code) and not places.successors(a.code)]
    assert len([code for code in successions() if len(code) == 6]) == 184
    assert len([code for code in left if len(code) == 6]) == 329 - 184
    assert len([code for code in left if len(code) == 4]) == 72 - 17


@pytest.mark.parametrize(
    ("code", "digits", "now"),
    [("411301", 6, "390401"), ("41130107", 8, "39040107"), ("4112", 4, "3901"), ("250404", 6, "270104")],
)
def test_an_old_code_leads_to_its_place_of_today(code: str, digits: int, now: str) -> None:
    assert places.resolve_code(code, digits) == places.Found(now, code)


def test_a_code_nobody_can_tell_is_refused_with_the_places_of_its_name() -> None:
    with pytest.raises(places.Unplaced) as error:
        places.resolve_code("341513", 6)
    assert error.value.candidates == ("342002", "342103", "342201")


def test_rows_under_an_old_code_are_stored_under_the_new_one_and_the_report_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mail = tmp_path / "villages.csv"
    mail.write_text("ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n2560,41130107,ก\n2560,34151301,ข\n", encoding="utf-8")
    report = import_files([mail], Store(tmp_path / "store"), Settings(today=date(2017, 6, 30)))
    assert report.registers[0].warnings["place_code_succeeded"] == 1
    command = ["--store", str(tmp_path / "store"), "--language", "en"]
    assert main([*command, "check"]) == 0
    assert "41130107 → 39040107 · Target villages, 1 row" in capsys.readouterr().out
    assert "342002" in report.rejects[0].message("en")
    with Store(tmp_path / "store").current().open() as con:
        assert con.execute("select village_code from villages").fetchall() == [("39040107",)]
        moved = con.execute("select abolished_code, place_code, n_rows from succeeded_places").fetchall()
        assert moved == [("41130107", "39040107", 1)]
    assert main([*command, "undo"]) == 0
    assert main([*command, "check"]) == 0
    assert "41130107" not in capsys.readouterr().out
