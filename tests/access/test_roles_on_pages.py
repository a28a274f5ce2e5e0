"""Every page, whatever address is typed: nothing of other areas, no person for roles that may not see persons."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from marked_stores import build_marked_store, marks_in
from streamlit.testing.v1 import AppTest

from dashboard.ui.sections import existing

Open = Callable[..., AppTest]
PAGES = [page for page in existing() if not page.needs]
AREAS = ("", "40", "39", "4016", "4001", "401601", "40160101", "39040102", "39,40")
COMPARES = ("", "nation", "39", "4001", "401602", "quarter", "none")
ROOT = Path(__file__).resolve().parents[2]
OWN_KEYS = sorted(
    {
        key
        for path in (ROOT / "dashboard" / "ui").rglob("*.py")
        for key in re.findall(r"view\.get\(\"([a-z_]+)\"", path.read_text(encoding="utf-8"))
    }
)
HOSTILE = (
    "' or 1=1 --", "../../etc/passwd", "40'; drop table villages; --", "<script>hit()</script>", "๔๐", "-1", "9" * 40,
    "\x00", "{0.__class__}", "%s%n", "nan", "2560-13-45", "~", "a~b~c", "[1,2]", "ก" * 5000,
)  # fmt: skip
PERSON = "~P"  # stands in the marked store's names


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("marked_pages")
    build_marked_store(folder)
    return folder


@pytest.fixture
def open_as(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page as a role with areas."""
    real = AppTest.from_file

    def _open(folder: Path, page: str, role: str, areas: tuple[str, ...], /, **query: str) -> AppTest:
        def from_file(*args: Any, **options: Any) -> AppTest:
            app = real(*args, **options)
            app.session_state["_view_as"] = (role, areas)
            return app

        monkeypatch.setattr(AppTest, "from_file", from_file)
        return open_app(folder, page, **query)

    return _open


def shown(app: AppTest) -> str:
    """Everything that the page sent to the browser."""
    return "\n".join(node.proto.SerializeToString().decode("utf-8", "ignore") for node in _nodes(app._tree))


def _nodes(node: Any) -> Iterator[Any]:
    if getattr(node, "proto", None) is not None and hasattr(node.proto, "SerializeToString"):
        yield node
    for child in getattr(node, "children", {}).values():
        yield from _nodes(child)


def around(text: str, word: str) -> list[str]:
    """Where a word stands in a text."""
    return [text[max(0, m.start() - 80) : m.end() + 40] for m in re.finditer(re.escape(word), text)]


def leaks(app: AppTest, areas: tuple[str, ...]) -> set[str]:
    return {
        code
        for code in marks_in(shown(app))
        if areas and not any(code.startswith(own) or own.startswith(code) for own in areas)
    }


def addresses(page: Any) -> list[dict[str, str]]:
    """The whole, another one, and one in which every key is an attack, each page another one first."""
    area, compare = random.Random(page.id).choice(list(itertools.product(AREAS[1:], COMPARES)))
    shift = sum(map(ord, page.id))
    hostile = {key: HOSTILE[(n + shift) % len(HOSTILE)] for n, key in enumerate(OWN_KEYS)}
    return [{}, {"area": area, "compare": compare}, {"area": "40160101", **hostile}]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_a_page_shows_nothing_of_other_areas(page: Any, open_as: Open, marked: Path) -> None:
    path = "" if page.url == "" else f"../pages/{page.path.name}"
    for query in addresses(page):
        app = open_as(marked, path, "district", ("4016",), **query)
        assert not app.exception, query
        assert not leaks(app, ("4016",)), query


@pytest.mark.parametrize(
    "key", ["area", "without", "fy", "as_of", "compare", "training", "otop", "stage", "lang", "digits"]
)
def test_no_key_of_the_frame_is_run(key: str, open_as: Open, marked: Path) -> None:
    for attack in HOSTILE[:: 3 if key in ("lang", "digits") else 4]:
        app = open_as(marked, "", "district", ("4016",), **{key: attack})
        assert not app.exception, attack
        assert not leaks(app, ("4016",)), attack


def test_the_keys_are_those_of_the_pages() -> None:
    assert {"tab", "sort", "batch", "slides", "s", "q"} <= set(OWN_KEYS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_a_viewer_sees_nobody(page: Any, open_as: Open, marked: Path) -> None:
    path = "" if page.url == "" else f"../pages/{page.path.name}"
    app = open_as(marked, path, "viewer", ("4016",), area="40160101")
    assert not app.exception
    assert not around(shown(app), PERSON)


def test_a_district_sees_its_people(open_as: Open, marked: Path) -> None:
    app = open_as(marked, "../pages/village.py", "district", ("4016",), area="40160101")
    assert PERSON in shown(app)


@pytest.mark.parametrize("area", ["39", "39040102", "4001"])
def test_other_areas_are_refused_in_words(area: str, open_as: Open, marked: Path) -> None:
    app = open_as(marked, "", "district", ("4016",), area=area)
    assert not app.exception
    assert any("นอกพื้นที่" in heading.value for heading in app.subheader)


def test_a_role_that_may_not_import_gets_no_import_page(open_as: Open, marked: Path) -> None:
    app = open_as(marked, "../pages/import_.py", "district", ("4016",))
    assert not app.get("file_uploader")
    assert any("บทบาท" in heading.value for heading in app.subheader)


def test_the_band_says_as_whom_one_looks_and_leads_back(open_as: Open, marked: Path) -> None:
    app = open_as(marked, "", "district", ("4016",))
    app.button(key="as_back").click().run()
    assert not [button for button in app.button if button.key == "as_back"]
