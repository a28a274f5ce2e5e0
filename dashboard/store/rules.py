"""The programme's rules as a store has them: the programme's own, with what the office set instead for a year.

Everything that counts by a rule asks here or the mart `programme_rules`, which is made of the same. It must not know
who changes a rule or how.
"""

from __future__ import annotations

from dataclasses import replace

import duckdb

from dashboard import sql
from dashboard.programme import Rules, rules_of


def merged_rules(con: duckdb.DuckDBPyConnection) -> dict[int, Rules]:
    """Fiscal year → rules, for every year that has villages or rules of its own, from the tables as they stand."""
    given: dict[int, dict[str, int]] = {}
    for year, rule, value in sql.rows(con, "settings/rules_set"):
        of_year = given.setdefault(year, {})
        if rule is not None:
            of_year[rule] = value
    return {year: replace(rules_of(year), **values) for year, values in given.items()}


def fetch_rules(con: duckdb.DuckDBPyConnection, fiscal_year: int) -> Rules:
    """The rules of a fiscal year as the snapshot's marts count by them."""
    found = sql.records(con, "settings/rules_of_year", fiscal_year=fiscal_year)
    return Rules(**found[0]) if found else rules_of(fiscal_year)
