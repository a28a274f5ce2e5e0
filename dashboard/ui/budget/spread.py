"""Days between training and acceptance in classes of a week, the day of the training apart. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.ui.budget.asked import Rows

_FAR = 100_000


@dataclass(frozen=True)
class Bin:
    """A class of days late (negative: the materials were there before), both ends included."""

    id: str
    first: int
    last: int

    @property
    def is_late(self) -> bool:
        """Whether the materials came after the first training day."""
        return self.first > 0


BINS = (
    Bin("before_22", -_FAR, -22),
    Bin("before_15", -21, -15),
    Bin("before_8", -14, -8),
    Bin("before_1", -7, -1),
    Bin("same", 0, 0),
    Bin("after_1", 1, 7),
    Bin("after_8", 8, 14),
    Bin("after_15", 15, 21),
    Bin("after_22", 22, _FAR),
)


def binned(rows: Rows) -> list[int]:
    """How many villages fall into each class of BINS."""
    return [sum(r["n_villages"] for r in rows if b.first <= r["days_late"] <= b.last) for b in BINS]


def median_days(rows: Rows) -> float | None:
    """The middle number of days late over villages; of an even number the mean of the two in the middle."""
    days = sorted(d for r in rows for d in [r["days_late"]] * r["n_villages"])
    if not days:
        return None
    half = len(days) // 2
    return float(days[half]) if len(days) % 2 else (days[half - 1] + days[half]) / 2
