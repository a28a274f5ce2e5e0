"""Which villages are in the total after areas were taken out of it and into it, as areas that add up exactly.

The codes that a stack names form a tree by their prefixes; what is in or out is said at a code by the last change that
holds it, and each code stands for itself without the codes below it. Pure: it knows codes and sums, no villages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.scenario.changes import Group, In, Out
from dashboard.scenario.sums import Pair, Sums, added

Villages = Mapping[tuple[tuple[str, ...], Group], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Move:
    """Areas (codes) that come into the total or leave it."""

    codes: tuple[str, ...]
    comes_in: bool


def moves_of(
    changes: Iterable[object], view: Sequence[str], without: Sequence[str], villages: Villages
) -> tuple[Move, ...]:
    """The moves of a stack in order, the areas that the view itself leaves out first.

    `villages` are the village codes of each group that a change names, by (areas, group).
    """
    moves = [Move(tuple(without), comes_in=False)] if without else []
    for change in changes:
        if isinstance(change, Out | In):
            codes = villages[(change.areas, change.group)] if change.group else change.areas or tuple(view)
            moves.append(Move(codes, isinstance(change, In)))
    return tuple(moves)


def is_in(code: str, view: Sequence[str], moves: Sequence[Move]) -> bool:
    """Whether the villages that a code stands for are in the total: the last move that holds it says so."""
    for move in reversed(moves):
        if any(code.startswith(held) for held in move.codes):
            return move.comes_in
    return any(code.startswith(area) for area in view)


def parent_of(code: str, known: Iterable[str] | Mapping[str, object]) -> str | None:
    """The closest of the known codes above a code; None when there is none."""
    return next((code[:n] for n in range(len(code) - 2, -1, -2) if code[:n] in known), None)


def own_sums(sums: Mapping[str, Sums]) -> dict[str, dict[str, Pair]]:
    """The sums of each code without the codes below it: together they are each village once."""
    parts: dict[str, list[tuple[int, Sums]]] = {code: [(1, of_code)] for code, of_code in sums.items()}
    for code, of_code in sums.items():
        above = parent_of(code, sums)
        if above is not None:
            parts[above].append((-1, of_code))
    return {code: added(of_code) for code, of_code in parts.items()}
