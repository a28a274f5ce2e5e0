"""Pure parts of the charts."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.charts.theme import clear_of

START, END = date(2016, 10, 1), date(2017, 9, 30)


@pytest.mark.parametrize(
    ("line", "goal", "where"),
    [
        ([(date(2016, 10, 1), 0.0), (date(2017, 9, 30), 86.0)], 85.0, ("left", "bottom")),  # rises to the target
        ([(date(2016, 10, 1), 84.0), (date(2016, 11, 20), 83.0)], 85.0, ("right", "bottom")),  # a young year
        ([(date(2016, 10, 1), 50.0), (date(2017, 9, 30), 15.0)], 10.0, ("left", "top")),  # above all the year
        ([], 85.0, ("right", "bottom")),
    ],
)
def test_the_label_of_a_target_keeps_clear_of_the_line(
    line: list[tuple[date, float]], goal: float, where: tuple[str, str]
) -> None:
    assert clear_of(line, goal, START, END) == where
