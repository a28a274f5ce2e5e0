"""What one person's connection can read: a snapshot through views that hold only the rows of some areas.

The areas are enforced here, below every query: a query names its tables as ever and finds the views instead, whatever
it was written for and whatever parameters it is given. A table without a rule in `RULES` is not there at all. It must
not know who a person is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import duckdb

from dashboard import sql
from dashboard.errors import SnapshotUnreadable
from dashboard.store.scoped_batches import own_counts_view
from dashboard.store.state import READING_CONFIG, Snapshot

_SNAPSHOT = "snapshot"
_CODE = re.compile(r"(?:[0-9]{2}){1,4}", re.ASCII)

RULES: dict[str, str] = {
    # rows of places inside the areas: the column of their code
    **dict.fromkeys(
        ("villages", "sages", "households", "incomes", "visits", "materials", "groups"), "inside village_code"
    ),
    "activities": "inside place_code",
    "officers": "inside district_code",
    **dict.fromkeys(
        (
            "village_year",
            "household_outcome",
            "measure_change",
            "village_stage",
            "village_standing",
            "village_status",
            "visit_gap",
            "sage_departure",
            "village_practising",
            "material_cost",
            "activity_cost",
        ),
        "inside village_code",
    ),
    # sums over villages are added up again from the villages that are left
    **dict.fromkeys(("area_year", "area_change", "area_stage_change"), "made again"),
    **dict.fromkeys(("quality_finding", "register_day", "refused_open", "quarantine"), "inside place_code"),
    "succeeded_places": "inside place_code",
    "batch_moves": "inside area_code",
    # what is said of an area holds for those inside it as well
    **dict.fromkeys(("context", "targets", "setting_changes", "knowledge", "knowledge_record"), "around area_code"),
    # what hangs on rows above
    "knowledge_field": "record",
    "knowledge_term": "record",
    "knowledge_read": "record",
    "knowledge_word": "term",
    "quarantine_reasons": "reason",
    "corrections": "reason",
    **dict.fromkeys(("batch_files", "batch_steps"), "batch"),
    "fixes": "nobody",  # cells of a file that name no place
    **dict.fromkeys(("made_since", "table_digest"), "nobody"),  # for whoever remembers what was asked
    "place": "place code",
    # what is nobody's: outlines of areas, the programme's rules, when something was stored
    **dict.fromkeys(
        ("shapes", "programme_rules", "rules", "occupation_kind", "marts_made", "store_format", "batches"), "public"
    ),
    "batch_registers": "own_counts",  # reads the views of the registers
}


def open_scoped(snapshot: Snapshot) -> duckdb.DuckDBPyConnection:
    """A connection to a snapshot from which `cursor_for` makes cursors; it shows nothing by itself.

    Raises SnapshotUnreadable when the file is missing or damaged.
    """
    con = duckdb.connect(":memory:", config=READING_CONFIG)
    try:
        con.execute(f"attach '{str(snapshot.path).replace(chr(39), chr(39) * 2)}' as {_SNAPSHOT} (read_only)")
    except duckdb.Error as error:
        con.close()
        raise SnapshotUnreadable(file=snapshot.path.name, reason="snapshot_content") from error
    return con


def make_scope(con: duckdb.DuckDBPyConnection, areas: Iterable[str]) -> str:
    """Make the views of some areas once, and give the name to be used with `cursor_for`.

    Raises ValueError for a code that is none: it would stand in the text of a view.
    """
    codes = tuple(sorted(set(areas)))
    if not codes or any(not _CODE.fullmatch(code) for code in codes):
        raise ValueError(f"no area codes: {codes}")
    name = "areas_" + "_".join(codes)
    with con.cursor() as cursor:
        if cursor.execute("select 1 from duckdb_databases() where database_name = ?", [name]).fetchone():
            return name
        cursor.execute(f"attach ':memory:' as \"{name}\"")
        cursor.execute(f'use "{name}"')
        known = _known(cursor)
        for table, rule in RULES.items():
            if table in known and rule == "made again":
                sql.execute(cursor, f"marts/{table}")  # a table of its own: it reads the views that are there by now
            elif table in known:
                cursor.execute(_view(table, rule, codes))
        _copy_macros(cursor)
    return name


def cursor_for(con: duckdb.DuckDBPyConnection, scope: str) -> duckdb.DuckDBPyConnection:
    """A cursor that sees what `make_scope` made under this name, and nothing else by its plain name."""
    cursor = con.cursor()
    cursor.execute(f'use "{scope}"')
    return cursor


def _view(table: str, rule: str, codes: tuple[str, ...]) -> str:
    if rule == "own_counts":
        return own_counts_view(f'{_SNAPSHOT}.main."{table}"', _limit("batch", "", codes))
    return limited_view(_SNAPSHOT, table, codes)


def limited_view(database: str, table: str, codes: tuple[str, ...]) -> str:
    """The statement that makes a view, under a table's name, of its rows of some areas."""
    return f'create view "{table}" as select * from "{database}".main."{table}" as t where {limit(table, codes)}'


def limit(table: str, codes: tuple[str, ...]) -> str:
    """The condition on a table `t` that leaves its rows of some areas."""
    kind, _, column = RULES[table].partition(" ")
    return _limit(kind, column, codes)


def _limit(kind: str, column: str, codes: tuple[str, ...]) -> str:
    match kind:
        case "inside":
            return " or ".join(_inside(column, code) for code in codes)
        case "around":  # a blank code is the nation's
            above = sorted({code[:n] for code in codes for n in range(2, len(code), 2)} | {""})
            listed = ", ".join(f"'{code}'" for code in above)
            inside = " or ".join(_inside(column, code) for code in codes)
            return f"{inside} or coalesce(t.{column}, '') in ({listed})"
        case "place":  # names of villages are those of their register, other names are everybody's
            return f"length(t.{column}) < 8 or ({_limit('inside', column, codes)})"
        case "record":
            return "t.record_id in (select record_id from knowledge_record)"
        case "term":
            return "t.term in (select term from knowledge_term)"
        case "reason":
            columns = ("batch_id", "register", "file", "sheet", '"row"')
            same = " and ".join(f"t.{c} is not distinct from q.{c}" for c in columns)
            return f"exists (select 1 from quarantine as q where {same})"
        case "batch":
            return "t.batch_id in (select first_batch_id from register_day union select batch_id from quarantine)"
        case "nobody":
            return "false"
        case "public":
            return "true"
    raise ValueError(f"no rule: {kind}")


def _inside(column: str, code: str) -> str:
    """The codes that begin with one, as a range: blocks of rows that lie elsewhere are then not even read."""
    return f"(t.{column} >= '{code}' and t.{column} < '{code}:')"  # a colon comes after the digits


def _copy_macros(cursor: duckdb.DuckDBPyConnection) -> None:
    """Make the snapshot's macros again beside the views, so that they read those."""
    left = sorted(
        {
            name
            for (name,) in cursor.execute(
                "select function_name from duckdb_functions() where database_name = ? and not internal", [_SNAPSHOT]
            ).fetchall()
        }
    )
    while left:  # one may need another one
        waiting: list[str] = []
        problem: duckdb.Error | None = None
        for name in left:
            try:
                cursor.execute(sql.text(f"marts/{name}"))
            except duckdb.CatalogException as error:
                waiting.append(name)
                problem = error
        if problem is not None and waiting == left:
            raise problem
        left = waiting


def unruled(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The tables of a snapshot (opened as `open_scoped` does) that have no rule, and so nobody with areas reads."""
    return sorted(_known(con) - RULES.keys())


def _known(con: duckdb.DuckDBPyConnection) -> set[str]:
    """The names of the snapshot's tables and views."""
    found = con.execute(
        "select table_name from duckdb_tables() where database_name = $db "
        "union select view_name from duckdb_views() where database_name = $db and not internal",
        {"db": _SNAPSHOT},
    ).fetchall()
    return {name for (name,) in found}
