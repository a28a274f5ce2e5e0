"""Changing a setting of the store: a batch like an import, with what was before and after, that can be taken back.

Rules of the programme are set per fiscal year, targets per fiscal year, area and measure; a target that an office no
longer wants is removed here, for an import never deletes. It must not know what a change moves (see
`dashboard.measures.moving`) or who may make it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime

import duckdb

from dashboard import sql
from dashboard.errors import NothingToChange, RuleOutOfRange, TargetOutOfRange, UnknownArea, UnknownTarget
from dashboard.persons import without_citizen_ids
from dashboard.programme import MEASURES, RULES, rules_of
from dashboard.store.lake import NATION, Lake
from dashboard.store.marts import build_marts
from dashboard.store.renewed_marts import renew_marts
from dashboard.store.rules import merged_rules
from dashboard.store.schema import create_tables
from dashboard.store.snapshots import Building, Store

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Change:
    """One value: a rule of a year, or the target of an area; None = there was or is none."""

    kind: str
    fiscal_year: int
    item: str
    area_code: str | None
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Signed:
    """Who asks for a change and why, as far as they say."""

    changed_by: str = ""
    reason: str = ""


def change_rules(
    store: Store | Lake,
    fiscal_year: int,
    values: Mapping[str, int],
    signed: Signed = Signed(),
    progress: Progress = lambda _step, _share: None,
) -> int:
    """Set rules of a year (id → value) for good; the number of the batch.

    A value that is the programme's own is no longer kept as the office's. Raises RuleOutOfRange, NothingToChange,
    StoreIsEmpty, StoreIsBusy, LakeMoved.
    """
    with _building(store) as building:
        progress("storing", 0.1)
        create_tables(building.con)
        batch_id = building.begin_batch({NATION})
        changes = _set_rules(building, fiscal_year, values, batch_id)
        progress("counting", 0.4)
        _finish(building, batch_id, changes, signed)
        progress("publishing", 0.95)
    return batch_id


@contextmanager
def rehearsed_rules(
    store: Store,
    fiscal_year: int,
    values: Mapping[str, int],
    progress: Progress = lambda _step, _share: None,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The store as it would be with these rules, in memory: to see what moves. Raises what `change_rules` does."""
    progress("reading", 0.05)
    with store.rehearsal(store.current().kind) as building:
        progress("counting", 0.3)
        create_tables(building.con)
        _set_rules(building, fiscal_year, values, 0)
        build_marts(building.con)
        yield building.con


def set_target(
    store: Store | Lake,
    fiscal_year: int,
    area_code: str,
    measure: str,
    target: float,
    signed: Signed = Signed(),
    progress: Progress = lambda _step, _share: None,
) -> int:
    """Give an area ('' = the nation) a target of its own, new or instead of the one it has; the number of the batch.

    Raises KeyError for an unknown measure, TargetOutOfRange, UnknownArea, NothingToChange, StoreIsEmpty, StoreIsBusy,
    LakeMoved.
    """
    highest = {m.id: m.highest_target for m in MEASURES}[measure]
    if not 0 <= target <= highest:
        raise TargetOutOfRange(measure=measure, value=target, lowest=0, highest=highest)
    with _building(store) as building:
        progress("storing", 0.1)
        con = building.con
        create_tables(con)
        if area_code and not _is_area(con, area_code):
            raise UnknownArea(area=area_code)
        batch_id = building.begin_batch({area_code[:2]})
        key = {"fiscal_year": fiscal_year, "area_code": area_code, "measure": measure}
        known = sql.rows(con, "settings/target_row", **key)
        before, first_batch_id = known[0] if known else (None, batch_id)
        if before == target:
            raise NothingToChange(year=fiscal_year)
        _take_away(building, key)
        con.execute(
            "insert into targets (fiscal_year, area_code, measure, target, first_batch_id, batch_id) "
            "values (?, ?, ?, ?, ?, ?)",
            [*key.values(), target, first_batch_id, batch_id],
        )
        progress("counting", 0.4)
        _finish(building, batch_id, [Change("target", fiscal_year, measure, area_code, before, target)], signed)
        progress("publishing", 0.95)
    return batch_id


def remove_target(
    store: Store | Lake,
    fiscal_year: int,
    area_code: str,
    measure: str,
    signed: Signed = Signed(),
) -> int:
    """Take the target of an area ('' = the nation) away; the number of the batch. Raises UnknownTarget."""
    with _building(store) as building:
        create_tables(building.con)
        batch_id = building.begin_batch({area_code[:2]})
        key = {"fiscal_year": fiscal_year, "area_code": area_code, "measure": measure}
        gone = sql.rows(building.con, "settings/target_row", **key)
        if not gone:
            raise UnknownTarget(year=fiscal_year, area=area_code, measure=measure)
        _take_away(building, key)
        _finish(building, batch_id, [Change("target", fiscal_year, measure, area_code, gone[0][0], None)], signed)
    return batch_id


def _building(store: Store | Lake) -> AbstractContextManager[Building]:
    """The next state of a store; a lake holds real data only."""
    return store.building("real" if isinstance(store, Lake) else store.current().kind)


def _is_area(con: duckdb.DuckDBPyConnection, code: str) -> bool:
    """Whether DOPA knows the place, or a village of it is stored."""
    from dashboard import places  # DOPA's list takes a moment

    return places.known(code) or sql.rows(con, "settings/has_villages", area=code) == [(True,)]


def _take_away(building: Building, key: Mapping[str, object]) -> None:
    building.set_aside("targets", " and ".join(f"r.{column} = ?" for column in key), [*key.values()])
    sql.execute(building.con, "settings/remove_target", **key)


def _set_rules(building: Building, fiscal_year: int, values: Mapping[str, int], batch_id: int) -> list[Change]:
    con = building.con
    known = {rule.id: rule for rule in RULES}
    for id_, value in values.items():
        if not known[id_].lowest <= value <= known[id_].highest:
            raise RuleOutOfRange(rule=id_, value=value, lowest=known[id_].lowest, highest=known[id_].highest)
    own = rules_of(fiscal_year)
    before = asdict(merged_rules(con).get(fiscal_year, own))
    changes = [
        Change("rule", fiscal_year, id_, None, before[id_], value)
        for id_, value in values.items()
        if value != before[id_]
    ]
    if not changes:
        raise NothingToChange(year=fiscal_year)
    for change in changes:
        building.set_aside("rules", "r.fiscal_year = ? and r.rule = ?", [fiscal_year, change.item])
        con.execute("delete from rules where fiscal_year = ? and rule = ?", [fiscal_year, change.item])
        if change.after != asdict(own)[change.item]:
            con.execute(
                "insert into rules (fiscal_year, rule, value, batch_id) values (?, ?, ?, ?)",
                [fiscal_year, change.item, change.after, batch_id],
            )
    return changes


def _finish(building: Building, batch_id: int, changes: list[Change], signed: Signed) -> None:
    """Marts and history of a change in the making; a store without rows stays one."""
    con, base = building.con, building.base
    if building.counts:
        building.renewed = renew_marts(con, batch_id)
    con.execute(
        "insert into batches (batch_id, stored_at, snapshot, base_snapshot) values (?, ?, ?, ?)",
        [batch_id, datetime.now().replace(microsecond=0), building.id or None, base.id if base else None],
    )
    con.executemany(
        "insert into setting_changes values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            [batch_id, c.kind, c.fiscal_year, c.item, c.area_code, c.before, c.after,
             without_citizen_ids(signed.changed_by.strip()) or None, without_citizen_ids(signed.reason.strip()) or None]
            for c in changes
        ],
    )  # fmt: skip
    building.is_empty = bool(base and base.is_empty)
