"""Whatever is changed is changed by who may, within their areas, and written down: every act with every role."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import stores

from dashboard.access.acting import ACTS
from dashboard.access.audit import AuditLog
from dashboard.access.roles import ABILITIES, ROLES, Person
from dashboard.errors import AuditUnwritable, NotAllowed, OutsideYourAreas
from dashboard.intake.importing import import_files
from dashboard.intake.taught import Lesson
from dashboard.meeting.decisions import Decided
from dashboard.meeting.keeping import Decisions
from dashboard.meeting.saved import SavedTemplates
from dashboard.scenario import saved as scenarios
from dashboard.settings import read_settings
from dashboard.store import Store
from dashboard.store.changing import Signed
from dashboard.store.changing import set_target as set_target_in_store
from dashboard.store.history import Batch, batches, undo
from dashboard.store.personal import Subject
from dashboard.store.snapshots import say_nothing
from dashboard.ui import acting
from dashboard.ui.import_page import work
from dashboard.ui.meeting import kept
from dashboard.ui.settings_page import access, acts, personal
from dashboard.ui.taking_back import put_in_again, take_back
from dashboard.ui.view import View, read_view
from dashboard.ui.viewer import acting_as
from dashboard.ui.whatif import stack_bar

ROOT = Path(__file__).resolve().parents[2]
DECIDED = Decided("ติดตามครัวเรือน", "พัฒนากร", date(2017, 7, 31), "4016")
HOUSEHOLD = Subject(village="40160101", house="1")
YEAR, DAY = stores.FISCAL_YEAR, stores.TODAY


@pytest.fixture(scope="module")
def prepared(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Copies of the small store with something of each kind: as a setting left it, as an import did, both undone."""
    setting = tmp_path_factory.mktemp("acts") / "setting"
    shutil.copytree(small_store, setting)
    set_target_in_store(Store(setting), YEAR, "4016", "practising", 41.0)
    Decisions(setting, "real").add(DECIDED, DAY)
    SavedTemplates(setting, "real").save("แม่แบบ", "", "practising")
    scenarios.save(setting, "ฉาก", "", YEAR, "4016")
    found = {"setting": setting}
    for name, of in (("imported", setting), ("undone", setting), ("taken_back", setting.parent / "imported")):
        found[name] = setting.parent / name
        shutil.copytree(of, found[name])
        if name == "imported":
            file = targets_file(found[name])
            import_files([file], Store(found[name]), read_settings())
        else:
            undo(Store(found[name]))
    return found


@pytest.fixture
def folder(
    request: pytest.FixtureRequest, prepared: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    what = request.node.callspec.params.get("what", "") if hasattr(request.node, "callspec") else ""
    found = tmp_path / "store"
    shutil.copytree(prepared[NEEDS.get(what, "setting")], found)
    monkeypatch.setenv("SAMMACHIP_STORE", str(found))
    monkeypatch.setenv("SAMMACHIP_PEOPLE", str(tmp_path / "people.json"))
    monkeypatch.setenv("SAMMACHIP_TODAY", DAY.isoformat())
    access.people(read_settings()).give("somebody@x", "viewer", ["4016"])
    return found


def targets_file(folder: Path) -> Path:
    file = folder.parent / "targets.csv"
    file.write_text("ปีงบประมาณ,รหัสพื้นที่,ตัวชี้วัด,ค่าเป้าหมาย\n2560,4016,trainer_load,3\n", encoding="utf-8")
    return file


def view(area: str = "4016") -> View:
    return read_view({"area": area, "fy": str(YEAR)}, page="whatif", years=(YEAR,), today=DAY)


def newest(folder: Path) -> Batch:
    with Store(folder).current().open() as con:
        return batches(con)[0]


def _import(folder: Path) -> object:
    found = work.read_for(work.real_store(), [targets_file(folder)], read_settings())
    return work.store_now(work.Work((), found), "", _nothing, say_nothing)


def _nothing(_step: str, _share: float) -> None:
    """Nobody waits."""


DONE: dict[str, Callable[[Path], object]] = {
    "import": _import,
    "undo": lambda folder: take_back(newest(folder)),
    "redo": lambda folder: put_in_again(newest(folder)),
    "headings": lambda _: work.teach([Lesson("sages", "ฝีมือ", "expertise")]),
    "rules": lambda _: acts.set_rules(YEAR, {"team_size": 7}, Signed(), _nothing),
    "target": lambda _: acts.set_target(YEAR, "4016", "trainer_load", 2.0, Signed(), _nothing),
    "target.removed": lambda _: acts.remove_target(YEAR, "4016", "practising", Signed()),
    "settings.undo": lambda folder: take_back(newest(folder)),
    "settings.redo": lambda folder: put_in_again(newest(folder)),
    "decision": lambda _: kept.take_decision(DECIDED, DAY),
    "decision.changed": lambda _: kept.change_decision(
        kept.decisions_kept().all()[0], DAY, decided=None, status="done", note=""
    ),
    "scenario": lambda _: stack_bar.save_scenario(view(), "อีกฉาก", ""),
    "scenario.forgotten": lambda _: stack_bar.forget_scenario(1),
    "template": lambda _: kept.save_template("อีกแม่แบบ", "", "practising"),
    "template.forgotten": lambda _: kept.forget_template(1),
    "role.given": lambda _: access.give_role("new@x", "viewer", ("4016",)),
    "role.taken": lambda _: access.take_role("somebody@x"),
    "view_as": lambda _: access.begin_viewing_as("viewer", ("4016",)),
    "person.held": lambda _: personal.find_person(HOUSEHOLD),
    "person.erased": lambda _: personal.erase_person(HOUSEHOLD),
}
"""Each act as a page does it, on the small store."""

NEEDS = {"undo": "imported", "redo": "taken_back", "settings.redo": "undone"}  # else the store a setting left
COMMANDS_ONLY = {"restore"}
TOGETHER = {"person.erasing"}  # begins what person.erased ends
OF_AREAS = (
    "import", "undo", "redo", "target", "target.removed", "decision", "decision.changed", "scenario",
    "scenario.forgotten", "role.given", "role.taken", "view_as",
)  # fmt: skip
OF_THE_NATION = ("rules", "settings.undo", "settings.redo", "person.held", "person.erased")


def kept_files(folder: Path) -> dict[str, bytes]:
    """Everything on the disk but the log itself."""
    return {
        str(path.relative_to(folder.parent)): path.read_bytes()
        for path in sorted(folder.parent.rglob("*"))
        if path.is_file() and path.suffix not in (".lock", ".csv") and not path.name.startswith(("audit.", "journal"))
    }


def lines(folder: Path) -> list[tuple[str, str, str]]:
    return [(r.event.what, r.event.who, r.event.area) for r in AuditLog(folder, "real").records()]


def test_every_act_is_tried() -> None:
    assert DONE.keys() | COMMANDS_ONLY | TOGETHER == ACTS.keys()


@pytest.mark.parametrize("what", sorted(DONE))
def test_only_roles_that_may_do_it(what: str, folder: Path) -> None:
    refused = [Person("x@y", role) for role in ROLES if ACTS[what] not in ABILITIES[role]]
    refused.append(Person("boss@y", "administrator", seen_by="boss@y"))  # looking as somebody else is looking
    assert len(refused) > 1
    for person in refused:
        with acting_as(person), pytest.raises(NotAllowed):
            DONE[what](folder)
    assert lines(folder) == []


@pytest.mark.parametrize("what", sorted(DONE))
def test_what_is_done_is_written_down(what: str, folder: Path) -> None:
    role = next(role for role in ROLES if ACTS[what] in ABILITIES[role])
    own = () if what in OF_THE_NATION else ("40",)
    with acting_as(Person("who@y", role, own)):
        DONE[what](folder)
    (said, who, area), *before = lines(folder)
    assert {what for what, _, _ in before} <= TOGETHER
    assert (said, who) == (what, "who@y")
    assert not area or (area,) in (own, ("4016",))
    assert AuditLog(folder, "real").verify().broken_line is None


@pytest.mark.parametrize("what", [*OF_AREAS, *OF_THE_NATION])
def test_nobody_changes_anything_of_other_areas(what: str, folder: Path) -> None:
    before = kept_files(folder)
    role = next(role for role in ("province", "editor", "administrator") if ACTS[what] in ABILITIES[role])
    with acting_as(Person("who@y", role, ("39",))), pytest.raises(OutsideYourAreas):
        DONE[what](folder)
    assert kept_files(folder) == before
    assert lines(folder) == []


def test_what_cannot_be_written_down_is_not_done(folder: Path) -> None:
    (folder / "audit.real.jsonl").mkdir()
    before = kept_files(folder)
    for what, do in DONE.items():
        if what not in NEEDS:
            with acting_as(Person("boss@y", "administrator")), pytest.raises(AuditUnwritable):
                do(folder)
    assert kept_files(folder) == before


def test_who_comes_and_goes_is_written_down(folder: Path) -> None:
    acting.note_sign_in(Person("local", "administrator"))
    with acting_as(Person("who@y", "district", ("4016",))):
        acting.note_sign_in(Person("who@y", "district", ("4016",)))
        acting.note_sign_out()
    assert lines(folder) == [("sign_out", "who@y", ""), ("sign_in", "who@y", "")]


# what changes something that is kept, by the module it comes from
CHANGING = {
    "dashboard.store.history": {"undo", "redo"},
    "dashboard.store.changing": {"change_rules", "set_target", "remove_target"},
    "dashboard.store.backup": {"restore"},
    "dashboard.intake.importing": {"import_tables", "import_files"},
    "dashboard.scenario.saved": {"save", "forget"},
}
METHODS = {"teach", "give", "take", "save", "forget", "add", "change", "restore"}  # of what is kept in small files
KEEPERS = {"known_headings", "templates_kept", "decisions_kept", "people", "kept"}
ALONE = {"dry_run"}  # an import that stores nothing


def _unwritten(path: Path) -> Iterator[str]:
    """Calls in a module of ui/ that change something outside of a `with doing(…)`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    changing = set()
    modules = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in CHANGING:
            changing |= {a.asname or a.name for a in node.names if a.name in CHANGING[node.module]}
        elif isinstance(node, ast.ImportFrom):
            modules |= {a.asname or a.name for a in node.names if f"{node.module}.{a.name}" in CHANGING}
    inside = {
        id(call)
        for node in ast.walk(tree)
        if isinstance(node, ast.With)
        and any(isinstance(i.context_expr, ast.Call) and getattr(i.context_expr.func, "id", "") == "doing"
                for i in node.items)
        for call in ast.walk(node)
    }  # fmt: skip
    for node in ast.walk(tree):
        if id(node) in inside:
            continue
        if isinstance(node, ast.Call):
            if any(k.arg in ALONE for k in node.keywords):
                continue
            func = node.func
            if isinstance(func, ast.Name) and func.id in changing:
                yield f"{path.name}:{node.lineno} {func.id}"
            if isinstance(func, ast.Attribute) and func.attr in METHODS:
                of = func.value
                name = getattr(of.func, "id", "") if isinstance(of, ast.Call) else getattr(of, "id", "")
                if name in KEEPERS | modules:
                    yield f"{path.name}:{node.lineno} {name}.{func.attr}"


@pytest.mark.parametrize("room", ["ui", "../pages"])
def test_no_page_changes_anything_by_another_way(room: str) -> None:
    files = sorted((ROOT / "dashboard" / room).rglob("*.py"))
    assert len(files) > 10
    assert [call for path in files for call in _unwritten(path)] == []


def test_the_walk_through_the_code_notices_another_way(tmp_path: Path) -> None:
    file = tmp_path / "page.py"
    file.write_text(
        "from dashboard.store.history import undo\nfrom x import doing, templates_kept\n"
        "with doing('undo'):\n    undo(1)\nundo(2)\ntemplates_kept().forget(3)\n",
        encoding="utf-8",
    )
    assert list(_unwritten(file)) == ["page.py:5 undo", "page.py:6 templates_kept.forget"]
