"""Many histories that go on at once are told exactly what each is told alone."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date, timedelta

import numpy as np
import pytest

from dashboard.measures.judging import BY_ID
from dashboard.scenario.histories import STAGE_IDS, History
from dashboard.scenario.projecting import project, project_all

AS_OF = date(2017, 6, 30)


def made(what: str, weeks: int, begins: int, seed: int) -> History:
    steps = np.random.default_rng(seed).integers(-1, 6, weeks + 1)
    steps[:begins] = 0
    return History("40", what, AS_OF, np.clip(np.cumsum(steps), 0, 90).astype(float), np.full(weeks + 1, 90.0))


@pytest.mark.parametrize("ahead", [0, 1, 2, 5, 13, 40])
def test_each_is_told_what_it_is_told_alone(ahead: int) -> None:
    whats = [*BY_ID, *STAGE_IDS]
    many = [
        made(what, weeks, begins, place)
        for place, what in enumerate(whats)
        for weeks, begins in ((39, 1), (39, 12), (39, 17), (39, 34), (20, 2), (3, 1))
    ]
    targets = [50 + place % 50 for place in range(len(many))]
    day = AS_OF + timedelta(weeks=ahead)
    found = project_all(many, day, targets)
    assert [(p.what, p.weeks) for p in found] == [(h.what, ahead) for h in many]
    for one, history, target in zip(found, many, targets, strict=True):
        alone = project(history, day, target)
        assert (one.method, one.window, one.reason, one.outlook) == (
            alone.method, alone.window, alone.reason, alone.outlook,
        )  # fmt: skip
        assert (one.value is None) == (alone.value is None)
        if alone.value is not None:
            assert (one.value, one.low, one.high) == pytest.approx((alone.value, alone.low, alone.high), rel=1e-12)
        assert (one.backtest is None) == (alone.backtest is None)
        if one.backtest and alone.backtest:
            assert astuple(one.backtest) == pytest.approx(astuple(alone.backtest), rel=1e-12)
    if ahead > 10:
        assert len({p.backtest.weeks for p in found if p.backtest}) > 1
        assert len({(p.method, p.window) for p in found if p.backtest}) > 4


def test_nothing_is_told_of_nothing() -> None:
    assert project_all([], AS_OF, []) == []
