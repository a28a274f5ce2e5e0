"""Officers of a stack by name: its text has keys in their place, so that a link that is sent around names nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard import sql
from dashboard.persons import name_key
from dashboard.scenario.address import from_text
from dashboard.scenario.changes import Cap, Change, Hand, In, Out, Stack, Step

if TYPE_CHECKING:
    import duckdb


def fetch_stack(con: duckdb.DuckDBPyConnection, text: str) -> Stack:
    """The stack of a text with the names of its officers; a key that is nobody's stays. Raises UnreadableOption."""
    stack = from_text(text)
    keys = sorted({name_key(name) for step in stack.steps for name in _officers(step.change) if name})
    return with_names(stack, dict(sql.rows(con, "pages/officer_names", keys=keys))) if keys else stack


def with_names(stack: Stack, names: Mapping[str, str]) -> Stack:
    """The stack with names where it has keys (or names) of officers: key → name."""
    return Stack(tuple(Step(_named(step.change, names), step.on) for step in stack.steps))


def _officers(change: Change) -> Iterable[str]:
    match change:
        case Hand() | Cap():
            yield change.officer
        case Out(_, group) | In(_, group) if group is not None and group.officer:
            yield group.officer


def _named(change: Change, names: Mapping[str, str]) -> Change:
    match change:
        case Hand() | Cap():
            return replace(change, officer=names.get(name_key(change.officer), change.officer))
        case Out(_, group) | In(_, group) if group is not None and group.officer:
            name = names.get(name_key(group.officer), group.officer)
            return replace(change, group=replace(group, officer=name))
        case _:
            return change
