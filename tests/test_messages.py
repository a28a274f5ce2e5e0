"""Every word is in both catalogues, and no word stands in the code."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from dashboard.errors import SammachipError
from dashboard.messages import LANGUAGES, catalogue
from dashboard.programme import MEASURES, STAGES
from dashboard.registers import REGISTERS

ROOT = Path(__file__).resolve().parent.parent
THAI_LETTER = re.compile("[\u0e01-\u0e5b]")
SHOWN = [*sorted((ROOT / "dashboard" / "ui").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py"))]
# What registers say, compared with and never shown by itself: a unit, and the titles before a name.
FROM_REGISTERS = {"บาท", "นาย", "นาง", "นางสาว", "น.ส."}
CODE = [*sorted((ROOT / "dashboard").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py"))]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_every_message_from_the_same_facts() -> None:
    th, en = (catalogue(language) for language in LANGUAGES)
    assert th.keys() == en.keys()
    for key, text in th.items():
        assert text, key
        assert en[key], key
        assert fields(text) <= fields(en[key]) or fields(en[key]) <= fields(text), key


def test_english_is_english() -> None:
    quoted = re.compile("“[^”]*”|[(][^)]*[)]")
    allowed = (
        "accepted.",
        "frame.language.",
        "frame.digits.",
        "import.",
        "reject.",
        "command.",
        "template.",
        "register.",
    )
    thai = {
        k for k, v in catalogue("en").items() if THAI_LETTER.search(quoted.sub("", v)) and not k.startswith(allowed)
    }
    assert thai <= {"frame.brand_thai"}, thai


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_thing_that_is_named_has_its_words(language: str) -> None:
    keys = catalogue(language).keys()
    wanted = {f"error.{e.code}" for e in SammachipError.__subclasses__()}
    wanted |= {f"measure.{m.id}.{part}" for m in MEASURES for part in ("name", "definition")}
    wanted |= {f"stage.{s.id}.name" for s in STAGES} | {f"register.{r.name}" for r in REGISTERS}
    assert wanted <= keys


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_messages_named_in_the_code_exist(path: Path) -> None:
    keys = catalogue("th").keys()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in ("t", "say"):  # the language comes before the key of the plain one
            said = [part.value for part in node.args[:2] if isinstance(part, ast.Constant)]
            assert set(said) <= {*keys, *LANGUAGES}, f"{path.name}:{node.lineno} {said}"


@pytest.mark.parametrize("path", SHOWN, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_word_for_people_stands_in_the_code(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            assert node.value in FROM_REGISTERS or not THAI_LETTER.search(node.value), (
                f"{path.name}:{node.lineno} {node.value!r}"
            )


def keys_of(node: ast.expr) -> list[str]:
    """The keys a call names outright, both of a choice."""
    parts = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
    return [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def test_every_message_is_asked_with_the_facts_it_tells() -> None:
    wanting, asked = [], 0
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or any(fact.arg is None for fact in node.keywords):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = {fact.arg for fact in node.keywords}
            for key in keys_of(node.args[-1]) if name in ("t", "say") and node.args else []:
                asked += 1
                told = {field for language in LANGUAGES for field in fields(catalogue(language).get(key, "{none}"))}
                if not told <= given:
                    wanting.append((path.name, node.lineno, key, sorted(told - given)))
    assert asked > 1_000
    assert not wanting
