"""What a page says when its data are old, broken or not there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from parts import part_data, part_names
from streamlit.testing.v1 import AppTest

from dashboard.store import Store
from dashboard.ui.frame import STALE_DAYS

Open = Callable[..., AppTest]


@pytest.mark.parametrize(("n_days", "is_stale"), [(STALE_DAYS, False), (STALE_DAYS + 1, True)])
def test_old_data_are_called_old_in_words(
    open_app: Open, small_store: Path, monkeypatch: pytest.MonkeyPatch, n_days: int, is_stale: bool
) -> None:
    stored = Store(small_store).current()
    with stored.open() as con:
        (last,) = con.execute("select max(stored_at)::date from batches").fetchone()  # type: ignore[misc]
    open_app(small_store)
    monkeypatch.setenv("SAMMACHIP_TODAY", (last + timedelta(days=n_days)).isoformat())
    app = AppTest.from_file(str(Path(__file__).resolve().parents[2] / "dashboard" / "app.py"), default_timeout=60)
    app.run()
    fact = part_data(app, "band")["facts"][0]
    assert (fact["tone"] == "warn") is is_stale
    assert (f"{n_days} วัน" in fact["text"]) is is_stale


def test_a_broken_store_is_told_calmly_and_the_navigation_stays(
    open_app: Open, small_store: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "store"
    shutil.copytree(small_store, folder)
    broken = Store(folder).current().path
    broken.write_bytes(b"not a database")
    app = open_app(folder)
    assert not app.exception
    assert broken.name in app.subheader[0].value
    assert "กู้" in app.subheader[0].value  # what to do
    assert "cards" not in part_names(app)


def test_a_day_before_the_year_began_shows_no_zero_for_what_is_not_known(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, fy="2560", as_of=date(2016, 10, 1).isoformat())
    assert not app.exception
    cards = {card["id"]: card for card in part_data(app, "cards")["cards"]}
    assert cards["income_growth"]["value"] == "–"
    assert "area_table" in part_names(app)
