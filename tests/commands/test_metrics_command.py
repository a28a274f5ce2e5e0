"""The store in numbers: what a server's watch sees before an import, after it, and when a snapshot is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.__main__ import main

VILLAGES = "ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n2560,39040107,บ้านโนน\n2560,39040108,บ้านหนอง\n2560,39040109,\n"
Captured = pytest.CaptureFixture[str]


def numbers(text: str) -> dict[str, float]:
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in text.splitlines() if line[0] != "#"}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAMMACHIP_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("SAMMACHIP_TODAY", "2026-11-21")
    return tmp_path / "store"


def test_the_numbers_of_a_store(store: Path, tmp_path: Path, capsys: Captured) -> None:
    assert main(["metrics"]) == 0
    empty = numbers(capsys.readouterr().out)
    assert (empty["sammachip_store_trouble"], empty["sammachip_snapshots_kept"]) == (0, 0)
    assert "sammachip_snapshot" not in empty

    file = tmp_path / "v.csv"
    file.write_text(VILLAGES, encoding="utf-8")
    assert main(["import", str(file)]) == 1
    capsys.readouterr()
    assert main(["metrics", "-o", str(tmp_path / "out.prom")]) == 0
    assert capsys.readouterr().out == ""
    text = (tmp_path / "out.prom").read_text(encoding="utf-8")
    found = numbers(text)
    assert found["sammachip_snapshot"] == 1
    assert found['sammachip_register_rows{register="villages"}'] == 2
    assert found['sammachip_register_rows{register="households"}'] == 0
    assert found['sammachip_rows_waiting{register="villages"}'] == 1
    assert found["sammachip_import_running"] == 0
    assert found["sammachip_imports_cut_off"] == 0
    assert found["sammachip_snapshot_bytes"] == (store / "snapshots" / "000001.duckdb").stat().st_size
    assert text.count("# TYPE sammachip_register_rows gauge") == 1
    assert "บ้าน" not in text


def test_damage_is_a_number_too(store: Path, tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "v.csv"
    for name in ("บ้านโนน", "บ้านดอน"):
        file.write_text(VILLAGES.replace("บ้านโนน", name), encoding="utf-8")
        main(["import", str(file)])
    snapshots = sorted((store / "snapshots").glob("*.duckdb"))
    snapshots[-1].write_bytes(b"no")
    capsys.readouterr()
    assert main(["metrics"]) == 0
    found = numbers(capsys.readouterr().out)
    assert (found["sammachip_store_trouble"], found["sammachip_snapshot"]) == (1, 1)
    snapshots[0].write_bytes(b"no")
    assert main(["metrics"]) == 0
    assert numbers(capsys.readouterr().out)["sammachip_store_trouble"] == 2
