"""The tables of a snapshot: one per register, and those that say where every row came from.

A register's table holds its stored columns, the batch that brought a row and the batch that last changed it. The
marts that are computed from them are described in `queries/marts/`. It must not know how rows get here.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from dashboard.registers import Register, stored
from dashboard.store.migrations import migrate

BOOKKEEPING = {"first_batch_id": "INTEGER", "batch_id": "INTEGER"}

SETTINGS = {
    # one row per fiscal year and rule of the programme that the office set otherwise than the programme does
    "rules": {"fiscal_year": "INTEGER", "rule": "VARCHAR", "value": "INTEGER", "batch_id": "INTEGER"},
}

HISTORY = {
    # one row per import, demo or change of settings
    "batches": {
        "batch_id": "INTEGER",
        "stored_at": "TIMESTAMP",
        "snapshot": "VARCHAR",
        "base_snapshot": "VARCHAR",
        "undone_at": "TIMESTAMP",
        "stored_by": "VARCHAR",
    },
    # one row per time that a batch was taken back (undone) or put in again (redone)
    "batch_steps": {
        "batch_id": "INTEGER",
        "step": "VARCHAR",
        "done_at": "TIMESTAMP",
        "done_by": "VARCHAR",
    },
    # one row per cell that was put right before storing; column is the heading, why the kind of suggestion
    "fixes": {
        "batch_id": "INTEGER",
        "register": "VARCHAR",
        "file": "VARCHAR",
        "sheet": "VARCHAR",
        "row": "INTEGER",
        "column": "VARCHAR",
        "before": "VARCHAR",
        "after": "VARCHAR",
        "why": "VARCHAR",
    },
    # one row per area and measure that a batch moved, on the day on which it was stored; '' is the nation
    "batch_moves": {
        "batch_id": "INTEGER",
        "fiscal_year": "INTEGER",
        "as_of": "DATE",
        "area_code": "VARCHAR",
        "measure": "VARCHAR",
        "before": "DOUBLE",
        "after": "DOUBLE",
        "before_numerator": "DOUBLE",
        "after_numerator": "DOUBLE",
        "before_denominator": "DOUBLE",
        "after_denominator": "DOUBLE",
    },
    # one row per file of a batch
    "batch_files": {
        "batch_id": "INTEGER",
        "file": "VARCHAR",
        "n_bytes": "BIGINT",
        "sha256": "VARCHAR",
    },
    # one row per register found in a sheet of a file; skipped, warnings and dropped_columns are json
    "batch_registers": {
        "batch_id": "INTEGER",
        "register": "VARCHAR",
        "file": "VARCHAR",
        "sheet": "VARCHAR",
        "n_read": "INTEGER",
        "n_new": "INTEGER",
        "n_changed": "INTEGER",
        "n_unchanged": "INTEGER",
        "n_rejected": "INTEGER",
        "skipped": "VARCHAR",
        "warnings": "VARCHAR",
        "dropped_columns": "VARCHAR",
    },
    # one row per abolished code of a sheet and the code its rows are stored under
    "succeeded_places": {
        "batch_id": "INTEGER",
        "register": "VARCHAR",
        "file": "VARCHAR",
        "sheet": "VARCHAR",
        "abolished_code": "VARCHAR",
        "place_code": "VARCHAR",
        "n_rows": "INTEGER",
    },
    # one row per value that a change of settings changed; area_code and before or after are null where there is none
    "setting_changes": {
        "batch_id": "INTEGER",
        "kind": "VARCHAR",  # rule or target
        "fiscal_year": "INTEGER",
        "item": "VARCHAR",  # the rule, or the measure whose target was set or removed
        "area_code": "VARCHAR",
        "before": "DOUBLE",
        "after": "DOUBLE",
        "changed_by": "VARCHAR",
        "reason": "VARCHAR",
    },
    # one row per rejected row of a sheet; cells is a json object of heading → text, place_code what could be read of
    # the place, entity_key the json list of the key's values (null when not all could be read), content the json object
    # of column → text of the cells that nothing is wrong with
    "quarantine": {
        "batch_id": "INTEGER",
        "register": "VARCHAR",
        "file": "VARCHAR",
        "sheet": "VARCHAR",
        "row": "INTEGER",
        "cells": "VARCHAR",
        "place_code": "VARCHAR",
        "entity_key": "VARCHAR",
        "content": "VARCHAR",
    },
    # one row per rejected row that a later import brought right
    "corrections": {
        "batch_id": "INTEGER",
        "register": "VARCHAR",
        "file": "VARCHAR",
        "sheet": "VARCHAR",
        "row": "INTEGER",
        "corrected_by": "INTEGER",
    },
    # one row per reason of a rejected row; facts is json
    "quarantine_reasons": {
        "batch_id": "INTEGER",
        "register": "VARCHAR",
        "file": "VARCHAR",
        "sheet": "VARCHAR",
        "row": "INTEGER",
        "column": "VARCHAR",
        "value": "VARCHAR",
        "code": "VARCHAR",
        "facts": "VARCHAR",
    },
}


def register_columns(register: Register) -> dict[str, str]:
    """Column → DuckDB type of a register's table."""
    return {**register.stored_types(), **BOOKKEEPING}


def create_table(
    con: duckdb.DuckDBPyConnection, name: str, columns: dict[str, str], *, temporary: bool = False
) -> None:
    """Create a table from column → type; both come from this project's own declarations, never from a file."""
    body = ", ".join(f'"{column}" {type_}' for column, type_ in columns.items())
    con.execute(f'create {"temp " if temporary else ""}table if not exists "{name}" ({body})')


def create_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Create every register's table, the settings and the history that a snapshot lacks: all in an empty one.

    What an older version called or meant otherwise is brought to today's format first. Raises StoreIsNewer.
    """
    migrate(con)
    add_lacking(con, all_tables())


def add_lacking(con: duckdb.DuckDBPyConnection, tables: Mapping[str, dict[str, str]]) -> None:
    """Create those of some tables (name → column → type) and of their columns that the schema in use lacks."""
    known: dict[str, set[str]] = {}
    for name, column in con.execute(
        "select table_name, column_name from duckdb_columns() "
        "where database_name = current_database() and schema_name = current_schema() and not internal"
    ).fetchall():
        known.setdefault(name, set()).add(column)
    for name, columns in tables.items():
        if name not in known:
            create_table(con, name, columns)
        for column, type_ in columns.items():
            if column not in known.get(name, columns):  # a table of a version before may lack one
                con.execute(f'alter table "{name}" add column "{column}" {type_}')


def all_tables() -> dict[str, dict[str, str]]:
    """Table → column → DuckDB type, of everything that is stored and not computed."""
    return {**{r.name: register_columns(r) for r in stored().values()}, **SETTINGS, **HISTORY}
