"""The manual: every page has its page in it, in both languages and with its pictures, and no link leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.messages import LANGUAGES, say
from dashboard.ui.sections import PageInfo, existing

ROOT = Path(__file__).resolve().parent.parent
MANUAL = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#:]+)\)")


@pytest.mark.parametrize("info", existing(), ids=lambda p: p.id)
def test_every_page_is_in_the_manual(info: PageInfo) -> None:
    text = (ROOT / "docs" / "pages" / f"{info.id}.md").read_text(encoding="utf-8")
    assert text.splitlines()[0] == "# " + " · ".join(say(lang, f"page.{info.id}.title") for lang in LANGUAGES)
    assert f"pages/{info.id}.md" in (ROOT / "docs" / "use.md").read_text(encoding="utf-8")
    for language in LANGUAGES:
        assert f"../pictures/{info.id}.{language}.png" in text


@pytest.mark.parametrize("path", MANUAL, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), f"{path.name}: {target}"
