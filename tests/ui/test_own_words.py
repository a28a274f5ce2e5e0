"""Streamlit's own words: what the catalogue calls them is what the installed Streamlit says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import streamlit

from dashboard.messages import say
from dashboard.ui.own_words import own_words

SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"


@cache
def everything_it_says() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js"))


@pytest.mark.parametrize("key", own_words())
def test_streamlit_still_says_it(key: str) -> None:
    before, gap, after = say("en", key).partition("{x}")
    script = everything_it_says()
    if gap:  # `200MB per file`, made of parts
        assert (f"`{before}${{" in script) if before else (f"}}{after}`" in script)
    elif key == "own.enter":  # the last word is put in
        sentence, _, last = before.rpartition(" ")
        assert f"`{sentence} ${{" in script
        assert f"`{last}`" in script
    else:
        assert any(f"{quote}{before}{quote}" in script for quote in "`\"'")
