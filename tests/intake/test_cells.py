"""A column of cells: each different one is kept once, and what stands in a row is what was put there."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.intake import csv_text, tables
from dashboard.intake.reading import read_files
from dashboard.intake.tables import Cell, Cells, GrowingCells
from dashboard.settings import Settings

CELLS = st.one_of(
    st.none(), st.text(max_size=2), st.integers(-3, 3), st.sampled_from([1.5, 1e16]), st.dates(), st.datetimes()
)


@given(st.lists(st.lists(CELLS, max_size=30), max_size=4), st.integers(0, 3))
def test_a_column_in_pieces_has_the_cells_in_their_order(pieces: list[list[Cell]], most: int) -> None:
    growing = GrowingCells()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "MOST_KNOWN", most)
        for piece in pieces:
            growing.add(piece)
        column = growing.cells()
    cells = [cell for piece in pieces for cell in piece]
    assert list(column) == cells == [column[i] for i in range(len(cells))]
    assert len(column) == len(cells)
    codes, different = column.distinct()
    assert [None if code < 0 else different[code] for code in codes] == cells
    assert sorted(set(codes.tolist()) - {-1}) == list(range(len(different)))


def test_a_part_of_a_column_tells_only_its_own_cells() -> None:
    column = Cells.of(["ก", None, date(2017, 1, 2), "ก", 5])
    part = column[2:4]
    assert list(part) == [date(2017, 1, 2), "ก"]
    assert sorted(map(str, part.distinct()[1])) == ["2017-01-02", "ก"]
    assert list(column[np.array([True, True, False, False, True])]) == ["ก", None, 5]


def test_another_cell_is_put_into_a_copy() -> None:
    column = Cells.of(["ก", None])
    assert list(column.with_cell(1, datetime(2017, 1, 2)).with_cell(0, None)) == [None, datetime(2017, 1, 2)]
    assert list(column) == ["ก", None]


def test_what_is_not_a_number_counts_as_nothing() -> None:
    codes, different = Cells.of([1.0, float("nan"), 2.0]).distinct()
    assert (codes.tolist(), different) == ([0, -1, 1], [1.0, 2.0])


def test_texts_of_a_csv_that_were_forgotten_again_are_read_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน", *(f"2560,390401{n:02},\u200b" for n in range(1, 20))]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8")

    def columns() -> dict[str, list[Cell]]:
        (table,) = read_files([path], Settings()).tables
        return {name: list(cells) for name, cells in table.columns.items()}

    whole = columns()
    for module in (csv_text, tables):
        monkeypatch.setattr(module, "MOST_KNOWN", 2)
    assert columns() == whole
    assert whole["village_name"] == [None] * 19
