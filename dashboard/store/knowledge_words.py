"""The words of the knowledge records, made once for each text: what the search looks into.

Records whose texts are the same as in the snapshot before keep their words; only new and changed ones are cut, so that
an import pays for what it brings. It must not know what is asked for.
"""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from dashboard import sql

_MADE_OF_TEXTS = ("knowledge_field", "knowledge_term", "knowledge_read")
_AT_ONCE = 1_000  # texts


def build_knowledge(con: duckdb.DuckDBPyConnection, tell: Callable[[], None] = lambda: None) -> None:
    """Make the marts of the register `knowledge` anew, cutting only the texts that were not cut before.

    `tell` is called between the pieces of the work.
    """
    sql.execute(con, "marts/knowledge_record")
    for name in _MADE_OF_TEXTS:
        sql.execute(con, f"marts/{name}")
    stale = "select record_id from knowledge_read anti join knowledge_record using (record_id, digest)"
    for name in _MADE_OF_TEXTS:
        con.execute(f"delete from {name} where record_id in ({stale})")  # noqa: S608 - our own names
    _read(con, tell)
    sql.execute(con, "marts/knowledge_word")


def _read(con: duckdb.DuckDBPyConnection, tell: Callable[[], None]) -> None:
    """Cut the texts that were not cut yet."""
    texts = sql.rows(con, "marts/knowledge_unread")
    for first in range(0, len(texts), _AT_ONCE):
        tell()
        _store(con, texts[first : first + _AT_ONCE])
    con.execute(
        "insert into knowledge_read select record_id, digest from knowledge_record "
        "anti join knowledge_read using (record_id, digest)"
    )


def _store(con: duckdb.DuckDBPyConnection, texts: list[tuple[str, str, str]]) -> None:
    import pandas as pd

    from dashboard.thai_words import squashed, weigh_terms  # a dictionary: only where there is something to cut

    fields, terms = [], []
    for record_id, name, text in texts:
        weights, n_words = weigh_terms(text)
        fields.append((record_id, name, n_words, squashed(text)))
        terms += [(record_id, name, term, n) for term, n in weights.items()]
    for table, rows in (("knowledge_field", fields), ("knowledge_term", terms)):
        frame = pd.DataFrame(rows)  # noqa: F841 - read by the engine
        con.execute(f"insert into {table} select * from frame")  # noqa: S608 - one of two names above
