"""The lines of the comparison, and its tables."""

from __future__ import annotations

import statistics

Times = dict[str, list[float]]  # milliseconds by the name of a line

OFF, EMPTY, CACHED = "Superset, its cache off", "Superset, not yet in its cache", "Superset, from its cache"
NEW, AHEAD, AGAIN = "dashboard, nothing known", "dashboard, not opened before", "dashboard, opened before"
RAW = "raw SQL of Superset's questions"
THEIRS, OWN = (OFF, EMPTY, CACHED), (NEW, AHEAD, AGAIN)


def no_times() -> Times:
    """A list for every line."""
    return {name: [] for name in (*THEIRS, *OWN, RAW)}


def tell(title: str, times: Times) -> None:
    """Print a table: how often, median, p95, and how many times the median of each of the dashboard's lines."""
    heads = "".join(f"{'× ' + name.split(', ')[1]:>22}" for name in OWN)
    print(f"\n{title}\n{'ms':<34}{'n':>4}{'median':>8}{'p95':>8}{heads}")
    for name, taken in times.items():
        if taken:
            beside = "" if name in OWN else "".join(f"{_middle(taken) / _middle(times[own]):22.2f}" for own in OWN)
            print(f"{name:<34}{len(taken):4}{_middle(taken):8.0f}{_p95(taken):8.0f}{beside}", flush=True)


def _middle(taken: list[float]) -> float:
    return statistics.median(taken)


def _p95(taken: list[float]) -> float:
    return sorted(taken)[min(round(0.95 * (len(taken) - 1)), len(taken) - 1)]
