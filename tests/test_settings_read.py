"""Settings from the environment are what they are declared as."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from dashboard.settings import Settings, read_settings

GIVEN = {"str": ("x", "x"), "int": ("0", 0), "Path": ("a/b", Path("a/b")), "Path | None": ("a/b", Path("a/b")),
         "date | None": ("2017-05-31", date(2017, 5, 31))}  # fmt: skip


@pytest.mark.parametrize("name", [f.name for f in fields(Settings)])
def test_every_setting_is_read_as_its_type(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    kind = next(str(f.type) for f in fields(Settings) if f.name == name)
    text, value = GIVEN[kind]
    monkeypatch.setenv(f"SAMMACHIP_{name.upper()}", text)
    found = getattr(read_settings(), name)
    assert (found, type(found)) == (value, type(value))
