"""Which villages are in the total after areas were taken out of it and into it, as areas that add up exactly.

The codes that a stack names form a tree by their prefixes; what is in or out is said at a code by the last change that
holds it, and each code stands for itself without the codes below it. Villages that a group holds (4001#0: those of
4001 that the groups of this number hold) stand below the closest code. Pure: it knows codes and sums, no villages.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.scenario.changes import Group, In, Out
from dashboard.scenario.sums import Pair, Sums, added

GroupKey = tuple[tuple[str, ...], Group]  # the areas of a change (none = the view's) and the group of their villages
MARK = "#"  # between a code and the number of the groups that hold some of its villages: 4001#0


@dataclass(frozen=True, slots=True)
class Move:
    """Areas (codes), or only the villages of a group, that come into the total or leave it."""

    codes: frozenset[str]
    comes_in: bool
    group: GroupKey | None = None


def moves_of(changes: Iterable[object], view: Sequence[str], without: Sequence[str]) -> tuple[Move, ...]:
    """The moves of a stack in order, the areas that the view itself leaves out first."""
    moves = [Move(frozenset(without), comes_in=False)] if without else []
    for change in changes:
        if isinstance(change, Out | In):
            group = (change.areas, change.group) if change.group else None
            moves.append(Move(frozenset(change.areas or view), isinstance(change, In), group))
    return tuple(moves)


def group_keys(changes: Iterable[object]) -> tuple[GroupKey, ...]:
    """The groups that a stack takes out and in, each once."""
    named = ((c.areas, c.group) for c in changes if isinstance(c, Out | In) and c.group)
    return tuple(dict.fromkeys(named))


def is_in(code: str, groups: Container[GroupKey], view: Container[str], moves: Sequence[Move]) -> bool:
    """Whether the villages that a code stands for, held by these groups, are in the total: the last move that holds
    them says so.
    """
    above = _above(code)
    for move in reversed(moves):
        holds = move.group in groups if move.group else any(held in move.codes for held in above)
        if holds:
            return move.comes_in
    return any(area in view for area in above)


def _above(code: str) -> list[str]:
    """A code and those above it, up to the nation's."""
    place = code.partition(MARK)[0]
    return [place[:n] for n in range(0, len(place) + 1, 2)]


def parent_of(code: str, known: Container[str]) -> str | None:
    """The closest of the known codes above a code; None when there is none."""
    place, mark, _ = code.partition(MARK)
    return next((place[:n] for n in range(len(place) - (0 if mark else 2), -1, -2) if place[:n] in known), None)


def closest_of(village: str, known: Container[str]) -> str:
    """The closest of the known codes that holds a village, which may be itself. Raises KeyError when none does."""
    found = parent_of(village + MARK, known)
    if found is None:
        raise KeyError(village)
    return found


def own_sums(sums: Mapping[str, Sums]) -> dict[str, dict[str, Pair]]:
    """The sums of each code without the codes below it: together they are each village once."""
    parts: dict[str, list[tuple[int, Sums]]] = {code: [(1, of_code)] for code, of_code in sums.items()}
    for code, of_code in sums.items():
        above = parent_of(code, sums)
        if above is not None:
            parts[above].append((-1, of_code))
    return {code: added(of_code) for code, of_code in parts.items()}
