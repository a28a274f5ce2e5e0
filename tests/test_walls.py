"""The walls of the house: imports go backwards only, and each foreign library is let into its own rooms."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "dashboard"

# From the foundations to the door: a room may import those before it and itself.
ROOMS = (
    "errors",
    "settings",
    "logs",
    "programme",
    "thai",
    "thai_words",
    "persons",
    "browser",
    "mail",
    "successions",
    "places",
    "messages",
    "papers",
    "registers",
    "filters",
    "sql",
    "store",
    "access",
    "intake",
    "measures",
    "knowledge",
    "scenario",
    "meeting",
    "decks",
    "charts",
    "demo",
    "ui",
    "commands",
    "app",
    "serving",
    "__main__",
)
LIBRARIES = {
    "streamlit": {"app", "serving", "ui"},
    "plotly": {"charts"},
    "duckdb": {"store", "sql", "intake"},
    "pythainlp": {"thai_words"},
    "docx": {"papers", "intake", "knowledge", "decks"},
    "pptx": {"decks"},
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    inside = path.relative_to(PACKAGE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def imported(path: Path, *, only_at_run_time: bool = False) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.dump(block.test)
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if only_at_run_time and id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module
            yield node.module
            if node.module == "dashboard":
                yield from (f"dashboard.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_imports_only_rooms_before_it(path: Path) -> None:
    room = room_of(path)
    if path == PACKAGE / "__init__.py":
        assert not list(imported(path))
        return
    assert room in ROOMS, f"the room {room} has no place in the order of rooms"
    for name in imported(path):
        parts = name.split(".")
        assert parts[0] != "pages", f"{path} imports a page"
        if parts[0] == "dashboard" and len(parts) > 1:
            assert ROOMS.index(parts[1]) <= ROOMS.index(room), f"{room} imports {parts[1]}, a later room"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    for name in imported(path, only_at_run_time=True):
        library = name.split(".")[0]
        if library in LIBRARIES:
            assert room_of(path) in LIBRARIES[library], f"{library} in {path.relative_to(PACKAGE)}"
        assert name != "plotly.express", "plotly.express breaks under several first sessions at once"


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=lambda p: p.name)
def test_pages_are_thin(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert len(text.splitlines()) <= 60
    assert not any(isinstance(node, ast.Try) for node in ast.walk(tree)), "a page has no try: the app has one boundary"
    assert not {"duckdb", "plotly", "pandas"} & {name.split(".")[0] for name in imported(path)}


def test_no_module_shadows_a_library() -> None:
    import sys

    names = {p.stem if p.is_file() else p.name for p in PACKAGE.iterdir()} - {
        "__init__",
        "__main__",
        "__pycache__",
    }
    assert not names & set(sys.stdlib_module_names)
