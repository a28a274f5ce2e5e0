"""The log: a line for each event, with the place of an error and never with what it quoted."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

import pytest

from dashboard.logs import NAME, Lines
from dashboard.store import Store
from dashboard.thai import read_date


def failed() -> logging.LogRecord:
    """What is logged when a cell with somebody's number stopped a page."""
    try:
        read_date("เลขที่ 1103700123457 ของนายทดลอง")
    except ValueError:
        return logging.getLogger(NAME).makeRecord(NAME, logging.ERROR, __file__, 1, "a page failed", (), sys.exc_info())
    raise AssertionError


def test_a_json_line_is_one_object_on_one_line() -> None:
    line = Lines("json").format(failed())
    assert "\n" not in line
    facts = json.loads(line)
    assert (facts["level"], facts["said"], facts["error"]) == ("error", "a page failed", "Unreadable")
    assert facts["where"][-1].startswith("dashboard/thai.py:")
    assert facts["at"][10] == "T"


@pytest.mark.parametrize("style", ["text", "json"])
def test_what_an_error_quoted_is_left_out(style: str) -> None:
    line = Lines(style).format(failed())
    assert "1103700123457" not in line
    assert "นายทดลอง" not in line
    assert str(Path.cwd()) not in line


def test_each_step_of_a_store_is_logged_with_its_snapshot(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger=NAME), Store(tmp_path).building("real"):
        pass
    steps = [json.loads(Lines("json").format(record)) for record in caplog.records]
    assert [(step["said"], step["snapshot"]) for step in steps] == [
        ("store begun", "000001"),
        ("store published", "000001"),
    ]
    assert Lines("text").format(caplog.records[0]).endswith(' info store begun snapshot="000001"')
