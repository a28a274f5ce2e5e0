"""What is told of long work: one changing line on a terminal, a line for each step in a log."""

from __future__ import annotations

import io

from dashboard.commands.steps import CLEAR, Steps

TOLD = [("reading", 0.0), ("checking", 0.25), ("checking", 0.251), ("checking", 0.45), ("counting", 0.7)]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(out: io.StringIO, *, logged: bool = True) -> str:
    at = Steps("en", out, logged=logged)
    for step, share in TOLD:
        at.tell(step, share)
    at.clear()
    return out.getvalue()


def test_a_log_has_a_line_for_each_step() -> None:
    assert told(io.StringIO()).splitlines() == ["  0% reading files", " 25% checking", " 70% computing the measures"]
    assert told(io.StringIO(), logged=False) == ""


def test_a_terminal_has_one_line_that_changes_and_goes_away() -> None:
    lines = told(Terminal()).split(CLEAR)
    assert lines == ["", "  0% reading files", " 25% checking", " 45% checking", " 70% computing the measures", ""]
