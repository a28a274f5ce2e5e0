"""Saved scenarios: kept beside the snapshots, through imports and undo, never counted."""

from __future__ import annotations

from pathlib import Path

import pytest
import stores

from dashboard.errors import UnreadableOption
from dashboard.scenario.saved import FILE, MOST, forget, save, saved_in
from dashboard.store import Store


def test_what_is_saved_is_found_again_the_newest_first(tmp_path: Path) -> None:
    first = save(tmp_path, "  ภูเวียง   เท่าอำเภอที่ดีที่สุด ", "r.practising.4016..best", 2560, "40")
    second = save(tmp_path, "ไม่รวมเมือง", "o.4001", 2560, "40")
    assert saved_in(tmp_path) == [second, first]
    assert (first.id, first.name, first.text) == (1, "ภูเวียง เท่าอำเภอที่ดีที่สุด", "r.practising.4016..best")
    again = save(tmp_path, "ไม่รวมเมือง", "o.4001,4016", 2560, "40")
    assert [s.id for s in saved_in(tmp_path)] == [again.id, first.id]
    forget(tmp_path, first.id)
    forget(tmp_path, 99)
    assert saved_in(tmp_path) == [again]


def test_what_is_no_scenario_or_has_no_name_is_refused(tmp_path: Path) -> None:
    for name, text in (("ก", "x.1"), (" ", "o.39")):
        with pytest.raises(UnreadableOption):
            save(tmp_path, name, text, 2560, "")
    assert saved_in(tmp_path) == []


def test_one_that_names_an_officer_or_cannot_be_read_any_more(tmp_path: Path) -> None:
    kept = save(tmp_path, "ย้าย", "h.40160101.นายก ใจดี", 2560, "40")
    assert "ใจดี" not in (tmp_path / FILE).read_text(encoding="utf-8")
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    older = text.replace(kept.text, "h.40160101.นายก ใจดี")
    (tmp_path / FILE).write_text(older, encoding="utf-8")
    assert saved_in(tmp_path) == [kept]
    (tmp_path / FILE).write_text(older.replace("h.4016", "x.4016"), encoding="utf-8")
    assert saved_in(tmp_path) == []
    new = save(tmp_path, "อื่น", "o.39", 2560, "40")
    assert saved_in(tmp_path) == [new]


def test_a_damaged_file_and_too_many(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{", encoding="utf-8")
    assert saved_in(tmp_path) == []
    (tmp_path / FILE).write_text('[{"id": 1}, 3]', encoding="utf-8")
    assert saved_in(tmp_path) == []
    for n in range(MOST + 2):
        save(tmp_path, f"{n}", "", 2560, "")
    assert len(saved_in(tmp_path)) == MOST
    assert saved_in(tmp_path)[-1].name == "2"


def test_saved_scenarios_outlive_a_new_snapshot_and_change_none(tmp_path: Path) -> None:
    snapshot = stores.build_store(tmp_path)
    before = snapshot.path.read_bytes()
    kept = save(tmp_path, "ก", "o.4001", 2560, "40")
    with Store(tmp_path).building("real"):
        pass
    assert Store(tmp_path).current().id > snapshot.id
    assert saved_in(tmp_path) == [kept]
    assert snapshot.path.read_bytes() == before
