"""What is behind a block: its own queries, the registers that they read, and nothing of the block before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from parts import part_data
from streamlit.testing.v1 import AppTest

from dashboard.programme import MEASURES
from dashboard.registers import REGISTERS
from dashboard.ui.behind import registers_behind
from dashboard.ui.sections import PageInfo, existing

Open = Callable[..., AppTest]
PAGES = [page for page in existing() if page.filtered and page.id not in ("village", "knowledge")]


@pytest.mark.parametrize(
    ("query", "registers"),
    [
        ("measures/teams_complete", {"villages", "sages"}),
        ("measures/income_growth", {"villages", "households", "incomes"}),
        ("measures/budget_disbursed", {"villages", "activities", "materials"}),
        ("pages/register_imports", set()),
    ],
)
def test_registers_are_found_through_the_marts(query: str, registers: set[str]) -> None:
    assert registers <= set(registers_behind(query)) <= registers | {"villages", "activities", "sages"}


def test_all_measures_together_read_what_each_of_them_reads() -> None:
    each = set().union(*(registers_behind(f"measures/{m.id}") for m in MEASURES))
    assert each <= set(registers_behind("areas/measures_at"))
    assert set(registers_behind("areas/measures_at")) < {r.name for r in REGISTERS}


def behind_buttons(app: AppTest) -> list[str]:
    return [button.key for button in app.button if button.key and button.key.endswith("_behind")]


@pytest.mark.parametrize("info", PAGES, ids=lambda p: p.id)
def test_blocks_of_every_page_tell_what_is_behind_them(open_app: Open, group_store: Path, info: PageInfo) -> None:
    app = open_app(group_store, f"../pages/{info.path.name}", area="4016")
    keys = behind_buttons(app)
    assert keys
    app.button(key=keys[0]).click().run()
    assert not app.exception
    texts = [code.value for code in app.code]
    assert texts
    assert all("-- purpose:" in text for text in texts)
    assert part_data(app, "area_table", -1)["rows"]


@pytest.mark.parametrize(
    ("page", "area", "key", "purpose"),
    [("budget", "40", "money_behind", "money"), ("village", "40160101", "village_head_behind", "village")],
)
def test_what_stands_outside_a_block_tells_it_too(
    open_app: Open, small_store: Path, page: str, area: str, key: str, purpose: str
) -> None:
    app = open_app(small_store, f"../pages/{page}.py", area=area)
    app.button(key=key).click().run()
    assert not app.exception
    assert any(purpose in code.value.splitlines()[0] for code in app.code)


def test_a_block_shows_its_own_queries_only(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, area="40")
    app.button(key="funnel_behind").click().run()
    texts = [code.value.splitlines()[0] for code in app.code]
    assert len(texts) == 1, texts
    (text,) = texts
    assert "stage" in text.splitlines()[0]
