"""Every number explains itself: each block of each page, found by really opening it, has its definition in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlparse

import group_stores
import knowledge_stores
import pytest
import quality_stores
from parts import given
from streamlit.testing.v1 import AppTest

import dashboard
from dashboard.messages import LANGUAGES, catalogue
from dashboard.programme import MEASURES
from dashboard.store import Store
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables
from dashboard.ui.definitions import DEFINITIONS
from dashboard.ui.sections import PageInfo, existing
from dashboard.ui.view import FRAME_KEYS

Open = Callable[..., AppTest]
PAGES = existing()
PARTS = ("what", "of", "out")
MOST_ADDRESSES = 18


@pytest.fixture(scope="module")
def full_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small store with groups, doubts, refused rows, knowledge and figures of other offices together."""
    folder = tmp_path_factory.mktemp("full")
    with Store(folder).building("real") as building:
        create_tables(building.con)
        group_stores.fill(building.con)
        quality_stores.add_doubts(building.con)
        quality_stores.refuse(building.con)
        knowledge_stores.fill_knowledge(building.con)
        build_marts(building.con)
    return folder


def links(node: Any) -> Iterator[str]:
    """Every address in the data of a part."""
    if isinstance(node, dict):
        for name, value in node.items():
            if isinstance(value, str) and name.endswith("href"):
                yield value
            else:
                yield from links(value)
    elif isinstance(node, list):
        for value in node:
            yield from links(value)


def opened(open_app: Open, store: Path, info: PageInfo) -> Iterator[AppTest]:
    """The page at its address, then at every kind of address that its own links lead to."""
    path = f"../pages/{info.script or info.id}.py" if info.url else ""
    area = {"village": "40160101"}.get(info.id, "40")
    app = open_app(store, path, area=area)
    yield app
    waiting: list[dict[str, str]] = [{"area": "4016"}, {"area": "401601"}]
    known: set[tuple[str, str]] = set()
    n = 0
    while n < MOST_ADDRESSES:
        for element in app.get("bidi_component"):
            for href in links(given(element.proto)):
                parts = urlparse(href)
                if parts.path.lstrip("./") != info.url:
                    continue
                own = {k: v for k, v in parse_qsl(parts.query) if k not in FRAME_KEYS}
                # of a key one value in each part of the page, but every part of it
                kinds = {(own.get("tab", ""), k if k != "tab" else v) for k, v in own.items()}
                if kinds - known:
                    known |= kinds
                    waiting.append({"area": area, **own})
        if not waiting:
            return
        app.query_params.clear()
        app.query_params.update(waiting.pop(0))
        app.run()
        n += 1
        yield app


@pytest.mark.parametrize("info", PAGES, ids=lambda p: p.id)
def test_every_block_of_the_page_has_its_definition(open_app: Open, full_store: Path, info: PageInfo) -> None:
    found: set[str] = set()
    for app in opened(open_app, full_store, info):
        assert not app.exception, app.query_params
        found |= {f"{info.id}.{b.key.removesuffix('_behind')}" for b in app.button if str(b.key).endswith("_behind")}
    assert found <= DEFINITIONS.keys()


def test_no_definition_is_of_a_block_that_is_nowhere() -> None:
    """Some blocks stand only where something is wrong, or while a form is open: those are found in the code."""
    root = Path(dashboard.__file__).parents[1]
    paths = [*sorted((root / "dashboard" / "ui").rglob("*.py")), *sorted((root / "pages").glob("*.py"))]
    texts = [path.read_text(encoding="utf-8") for path in paths if path.name != "definitions.py"]
    made = re.compile("^(by|knowledge|refused_by)_|_(counts|years|programme)$")  # keys that the code puts together
    keys = {id_.split(".", 1)[1] for id_ in DEFINITIONS}
    gone = [
        key for key in sorted(keys) if not any(f'"{name}"' in t for t in texts for name in {key, made.sub("", key)})
    ]
    assert gone == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_definition_has_its_words_and_no_words_are_left_over(language: str) -> None:
    words = {key: text for key, text in catalogue(language).items() if key.count(".") == 3 and key[:7] == "define."}
    assert words.keys() == {f"define.{id_}.{part}" for id_ in DEFINITIONS for part in PARTS}
    assert [key for key, text in words.items() if len(text.strip()) < 3] == []


def test_what_a_definition_ties_to_is_a_measure() -> None:
    assert {m for d in DEFINITIONS.values() for m in d.measures} <= {m.id for m in MEASURES}


def told(app: AppTest) -> str:
    return "\n".join(element.value for element in app.markdown)


def test_the_dialog_says_what_is_counted_over_what_as_of_when_and_how_its_measures_were_divided(
    open_app: Open, full_store: Path
) -> None:
    app = open_app(full_store, "../pages/households.py", area="40")
    app.button(key="overdue_behind").click().run()
    assert not app.exception
    text = told(app)
    for part in PARTS:
        assert catalogue("th")[f"define.households.overdue.{part}"] in text
    assert "31 พ.ค. 2560" in text
    assert "ครัวเรือนที่ได้รับการติดตาม" in text
    assert " ÷ " in text.splitlines()[-1]
    assert "× 100 = " in text.splitlines()[-1]


def test_a_block_of_a_chosen_measure_ties_to_that_one(open_app: Open, full_store: Path) -> None:
    app = open_app(full_store, "../pages/progress.py", area="40", measure="on_time")
    app.button(key="movers_behind").click().run()
    assert catalogue("th")["measure.on_time.definition"] in told(app)
    assert catalogue("th")["measure.practising.definition"] not in told(app)


def test_the_imports_behind_a_block_leave_as_a_file(open_app: Open, full_store: Path) -> None:
    app = open_app(full_store, "../pages/quality.py", area="40", tab="completeness")
    key = next(b.key for b in app.button if str(b.key).endswith("_behind"))
    app.button(key=key).click().run()
    assert [b.proto.label for b in app.get("download_button") if b.proto.id.endswith(("imports_csv", "imports_xlsx"))]
