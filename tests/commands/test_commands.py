"""The commands as an office types them: names, options, outputs and exit codes of the contract."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from dashboard.__main__ import COMMANDS, main

VILLAGES = "ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n2560,39040107,บ้านโนน\n2560,39040108,บ้านหนอง\n"
NAMES = (
    "demo",
    "template",
    "import",
    "batches",
    "undo",
    "redo",
    "rejects",
    "kpi",
    "whatif",
    "deck",
    "digest",
    "check",
    "backup",
    "restore",
    "audit",
    "person",
    "metrics",
    "lake",
    "serve",
)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAMMACHIP_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("SAMMACHIP_TODAY", "2026-11-21")
    return tmp_path / "store"


@pytest.fixture
def good(tmp_path: Path) -> str:
    path = tmp_path / "good.csv"
    path.write_text(VILLAGES, encoding="utf-8")
    return str(path)


@pytest.fixture
def bad(tmp_path: Path) -> str:
    path = tmp_path / "bad.csv"
    path.write_text(VILLAGES + "2560,39040109,\n", encoding="utf-8")
    return str(path)


Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_command_has_help(name: str, language: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMMACHIP_LANGUAGE", language)
    with pytest.raises(SystemExit) as stop:
        main([name, "--help"])
    assert stop.value.code == 0
    assert "--store" in capsys.readouterr().out
    assert len(COMMANDS) == len(NAMES)


def test_a_lake_that_cannot_be_used_is_told_in_words(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAMMACHIP_LAKE", raising=False)
    assert main(["lake", "publish"]) == 2
    assert "SAMMACHIP_LAKE" in capsys.readouterr().err
    monkeypatch.setenv("SAMMACHIP_LAKE", "host=/nowhere dbname=none")
    assert main(["lake", "publish"]) == 2
    said = capsys.readouterr().err
    assert "make lake" in said
    assert "/nowhere" not in said  # it may hold a password


def test_import_prints_one_object(store: Path, bad: str, capsys: Captured) -> None:
    assert main(["import", bad, "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["batch"] == 1
    (entry,) = report["registers"]
    assert {k: entry[k] for k in ("register", "file", "sheet", "read", "new", "changed", "unchanged", "rejected")} == {
        "register": "villages", "file": "bad.csv", "sheet": "", "read": 3, "new": 2, "changed": 0, "unchanged": 0,
        "rejected": 1,
    }  # fmt: skip
    assert isinstance(entry["skipped"], int)
    assert isinstance(entry["warnings"], dict)
    (reject,) = report["rejects"]
    assert reject.keys() == {"register", "file", "sheet", "row", "column", "value", "code", "message"}
    assert (reject["row"], reject["column"], reject["value"]) == (4, "ชื่อหมู่บ้าน", None)
    assert "ชื่อหมู่บ้าน" in reject["message"]


def test_exit_codes(store: Path, good: str, bad: str, tmp_path: Path, capsys: Captured) -> None:
    assert main(["import", bad, "--strict", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["batch"] is None
    assert main(["kpi"]) == 2  # nothing was stored
    assert main(["import", good, "--dry-run"]) == 0
    assert main(["kpi"]) == 2
    assert main(["import", good]) == 0
    nothing = tmp_path / "letter.csv"
    nothing.write_text("เรียน ท่านนายอำเภอ\n", encoding="utf-8")
    assert main(["import", str(nothing)]) == 2
    assert main(["import", str(tmp_path / "missing.xlsx")]) == 2
    assert main(["import", str(tmp_path / "missing.xlsx"), "--json"]) == 2
    assert main(["kpi", "--area", "99"]) == 2
    assert main(["kpi", "--area", "3904", "--by", "province"]) == 2
    assert main(["undo", "7"]) == 2
    assert main(["rejects", "7"]) == 2
    assert main(["template", "nonsense"]) == 2
    assert main(["undo"]) == 0
    assert main(["undo"]) == 2
    for line in capsys.readouterr().err.splitlines():
        assert "Traceback" not in line


def test_kpi_prints_every_measure_unrounded(store: Path, good: str, capsys: Captured) -> None:
    main(["import", good])
    capsys.readouterr()
    assert main(["kpi", "--area", "39", "--by", "village", "--fiscal-year", "2560", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["fiscal_year"], answer["as_of"], answer["area"], answer["by"]) == (
        2560,
        "2026-11-21",
        "39",
        "village",
    )
    assert [r["area_code"] for r in answer["rows"]] == ["39040107", "39040108"]
    measures = answer["rows"][0]["measures"]
    assert measures["villages"] == {"value": 1, "numerator": 1, "denominator": None, "target": None, "status": "none"}
    assert measures["practising"] == {"value": None, "numerator": 0, "denominator": 0, "target": 85, "status": "none"}
    assert measures["households_selected"]["denominator"] == 20
    assert main(["kpi", "--fiscal-year", "2560", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"][0]["area_code"] is None
    assert main(["kpi", "--fiscal-year", "2560", "--format", "csv"]) == 0
    assert list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert main(["kpi", "--fiscal-year", "2560"]) == 0
    assert "หมู่บ้านเป้าหมาย" in capsys.readouterr().out


def test_rejects_are_listed_and_written(store: Path, bad: str, tmp_path: Path, capsys: Captured) -> None:
    main(["import", bad])
    assert main(["rejects", "1"]) == 0
    assert "แถว 4" in capsys.readouterr().out
    out = tmp_path / "r.xlsx"
    assert main(["rejects", "1", "-o", str(out)]) == 0
    assert out.stat().st_size > 0


def test_batches_and_check_speak(store: Path, good: str, capsys: Captured) -> None:
    main(["import", good])
    assert main(["batches"]) == 0
    assert "good.csv" in capsys.readouterr().out
    assert main(["check"]) == 0
    assert "คลังข้อมูลสมบูรณ์" in capsys.readouterr().out


def test_a_template_is_written_where_asked(store: Path, tmp_path: Path) -> None:
    assert main(["template", "households", "-o", str(tmp_path / "t.xlsx")]) == 0
    assert (tmp_path / "t.xlsx").exists()


def test_the_example_refuses_a_store_with_real_data(store: Path, good: str, capsys: Captured) -> None:
    main(["import", good])
    assert main(["demo", "--provinces", "92"]) == 2
    assert main(["demo", "--provinces", "xx"]) == 2


def test_serve_stays_on_this_machine_unless_told(store: Path, good: str, capsys: Captured) -> None:
    assert main(["serve", "--host", "0.0.0.0"]) == 2  # noqa: S104 - that is what is refused
    said = capsys.readouterr().err
    assert "0.0.0.0" in said  # noqa: S104
    assert "--open-to-network" in said


@pytest.mark.parametrize(
    ("sign_in", "more"), [("oidc", []), ("header", []), ("none", ["--open-to-network"])], ids=["oidc", "header", "told"]
)
def test_serve_listens_further_with_sign_in_or_when_told(
    sign_in: str, more: list[str], store: Path, good: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    class ServesError(Exception):
        pass

    def begin(_program: str, command: list[str], _environment: object) -> None:
        raise ServesError(command)

    main(["import", good])
    monkeypatch.setenv("SAMMACHIP_SIGN_IN", sign_in)
    monkeypatch.setattr("os.execve", begin)
    monkeypatch.chdir(Path.cwd())
    with pytest.raises(ServesError, match=r"0\.0\.0\.0"):
        main(["serve", "--host", "0.0.0.0", *more])  # noqa: S104 - that is what is asked


@pytest.mark.parametrize("day", ["2017-05-31", "2560-05-31", "31/5/2560", "๓๑ พ.ค. ๖๐"])
def test_the_as_of_day_is_read_like_a_date_of_a_register(day: str, store: Path, good: str, capsys: Captured) -> None:
    main(["import", good])
    capsys.readouterr()
    assert main(["kpi", "--as-of", day, "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["as_of"], answer["fiscal_year"]) == ("2017-05-31", 2560)
