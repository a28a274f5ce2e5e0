"""Every page, whatever address is typed: nothing of other areas, no person for roles that may not see persons."""

from __future__ import annotations

import ast
import io
import itertools
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import openpyxl
import pytest
from marked_stores import build_marked_store, marks_in
from streamlit.testing.v1 import AppTest

from dashboard.access.roles import Person
from dashboard.store import Store, scoped
from dashboard.ui import data
from dashboard.ui.import_page import batch
from dashboard.ui.sections import existing

Open = Callable[..., AppTest]
PAGES = existing()
NEEDS_MORE = {page.id for page in PAGES if page.needs}
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
WITH_PARTS = {
    "knowledge",
    "households",
    "sages",
    "quality",
    "settings",
    "meeting",
    "budget",
    "groups",
    "incomes",
    "whatif",
}
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
        app = open_as(marked, path, "editor" if page.needs else "district", ("4016",), **query)
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
    assert (page.id in NEEDS_MORE) == any("บทบาท" in heading.value for heading in app.subheader)


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


def tabs_of(app: AppTest, page: Any) -> list[str]:
    """The parts of a page, by the links that it drew."""
    links = re.findall(rf'"[^"]*/?{re.escape(page.url)}\?([^"]*)"', shown(app))
    return sorted({tab for link in links for key, tab in parse_qsl(link) if page.url and key == "tab"})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_no_part_of_a_page_shows_anything_of_other_areas(page: Any, open_as: Open, marked: Path) -> None:
    path = "" if page.url == "" else f"../pages/{page.path.name}"
    role = "editor" if page.needs else "district"
    tabs = tabs_of(open_as(marked, path, role, ("4016",), area="4016"), page)
    assert bool(tabs) == (page.id in WITH_PARTS), tabs
    for tab in tabs:
        app = open_as(marked, path, role, ("4016",), area="4016", tab=tab)
        assert not app.exception, tab
        assert not leaks(app, ("4016",)), tab


@pytest.mark.parametrize("id_", range(1, 9))
def test_no_decision_is_opened_by_its_number(id_: int, open_as: Open, marked: Path) -> None:
    app = open_as(marked, "../pages/meeting.py", "district", ("4016",), tab="decisions", decision=str(id_), state="all")
    assert not app.exception
    assert marks_in(shown(app)) >= {"40160101"}
    assert not leaks(app, ("4016",))


def test_scenarios_of_others_stand_on_no_shelf(open_as: Open, marked: Path) -> None:
    for page, query in (("whatif", {"beside": "1,6,7"}), ("meeting", {})):
        app = open_as(marked, f"../pages/{page}.py", "district", ("4016",), **query)
        assert not leaks(app, ("4016",)), page


def test_a_file_of_refused_rows_has_the_own_ones(marked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = Store(marked).current()
    own, whole = (marks_in(_text_of(batch._rejects(snapshot, areas, 1, "th"))) for areas in (("4016",), ()))
    assert own
    assert {code[:4] for code in own} == {"4016"}
    assert {code[:4] for code in whole} == {"4016", "4001", "3904"}


def _text_of(workbook: bytes) -> str:
    sheets = openpyxl.load_workbook(io.BytesIO(workbook))
    return "\n".join(str(cell) for sheet in sheets for row in sheet.values for cell in row)


# what opens a state of the store by itself: the connections that know who asks; the rehearsal of the nation's rules
OPENS = {"opened.py": 2, "rules_form.py": 1}


def opening(path: Path) -> int:
    """Calls in a module of ui/ or pages/ that read a state past `data`."""
    calls = [node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    states = {"snapshot", "current", "newest", "kept_snapshot"}
    return sum(
        (isinstance(f, ast.Attribute) and f.attr == "open" and _is_state(f.value, states))
        or getattr(f, "id", getattr(f, "attr", "")) in ("open_scoped", "connect")
        for f in calls
    )


def _is_state(node: ast.expr, states: set[str]) -> bool:
    name = getattr(node, "id", getattr(node, "attr", ""))
    if isinstance(node, ast.Call):
        return getattr(node.func, "attr", getattr(node.func, "id", "")) in states
    return name.lstrip("_") in states | {"now"}


def test_pages_read_a_state_only_by_who_asks(tmp_path: Path) -> None:
    files = [*(ROOT / "dashboard" / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    assert len(files) > 100
    assert {path.name: n for path in files if (n := opening(path))} == OPENS
    past = tmp_path / "past.py"
    past.write_text("with store().current().open() as a, data.snapshot().open() as b:\n    pass\n", encoding="utf-8")
    assert opening(past) == 2


@pytest.mark.parametrize("is_scoped", [True, False], ids=["below the queries", "nowhere"])
def test_areas_hold_below_the_queries_and_the_pages_notice_where_they_do_not(
    is_scoped: bool, open_as: Open, marked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that forgets to cut what the address names shows nothing more; without the views below it does."""
    monkeypatch.setattr(Person, "limited", lambda _self, filters: filters)
    monkeypatch.setattr(Person, "reaches", lambda _self, _area: True)
    if not is_scoped:
        monkeypatch.setattr(scoped, "_inside", lambda _column, _code: "true")
    data.forget()
    try:
        pages = ("../pages/households.py", "../pages/groups.py")
        found = [bool(leaks(open_as(marked, page, "district", ("4016",), area="39"), ("4016",))) for page in pages]
    finally:
        data.forget()
    assert found == [not is_scoped] * 2


def test_the_band_says_as_whom_one_looks_and_leads_back(open_as: Open, marked: Path) -> None:
    app = open_as(marked, "", "district", ("4016",))
    app.button(key="as_back").click().run()
    assert not [button for button in app.button if button.key == "as_back"]
