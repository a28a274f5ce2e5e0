"""What is known of a refused row: the place it speaks of, which row it would have been, what is right in it.

By that a later import is seen to bring it right: the same key is accepted, or the same cells (but for those that were
wrong) become a new row or change one. It must not know how rows are checked or shown.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from dashboard import thai
from dashboard.intake.checking import Checked
from dashboard.intake.placing import known_part
from dashboard.intake.tables import Cells, Table, cell_text
from dashboard.registers import Register

LEAST_ALIKE = 2  # cells that have to say the same before two rows count as one


@dataclass(frozen=True)
class Identity:
    """`place_code` is as deep as it could be read ('' nothing), `entity_key` the JSON list of the key's values or None,
    `content` the JSON object column → text of the cells that nothing is wrong with.
    """

    place_code: str = ""
    entity_key: str | None = None
    content: str | None = None


def identities(checked: Checked, blamed: Mapping[int, Iterable[str]]) -> dict[int, Identity]:
    """Row → what is known of it, for the refused rows of a table; `blamed` has the headings of each one's reasons."""
    if not blamed:
        return {}
    register, table = checked.register, checked.table
    unreadable: dict[int, set[str]] = defaultdict(set)
    for reason in checked.reasons:
        unreadable[reason.row].add(reason.column)
    position = {int(row): i for i, row in enumerate(table.rows)}
    found = {}
    for line in _lines(checked, blamed):
        row = int(line["row"])
        place = _text(line.get(register.place.value))
        found[row] = Identity(
            known_part(table, register, position[row]) if place is None else place,
            _key(register, line, {c for c, heading in table.headings.items() if heading in unreadable[row]}),
            _content(table, position[row], set(blamed[row])),
        )
    return found


def note_corrections(con: duckdb.DuckDBPyConnection, checked: Sequence[Checked], batch_id: int) -> None:
    """Note which rows that earlier imports refused this one brings right; it has stored its rows already."""
    by_register: dict[str, list[tuple[int, Checked]]] = defaultdict(list)
    for source, c in enumerate(checked):
        by_register[c.register.name].append((source, c))
    for name, sources in by_register.items():
        waiting = con.execute(
            'select batch_id, file, sheet, "row", entity_key, content from quarantine q '
            "where register = ? and batch_id < ? and not exists (select 1 from corrections c "
            "join batches b on b.batch_id = c.corrected_by where b.undone_at is null and c.batch_id = q.batch_id "
            'and c.register = q.register and c.file = q.file and c.sheet = q.sheet and c."row" = q."row")',
            [name, batch_id],
        ).fetchall()
        if not waiting:
            continue
        right = _by_key(con, sources[0][1].register, waiting)
        right |= _by_content(con, sources, [w for w in waiting if w not in right], batch_id)
        if right:
            con.executemany(
                "insert into corrections values (?, ?, ?, ?, ?, ?)",
                [(batch, name, file, sheet, row, batch_id) for batch, file, sheet, row, *_ in sorted(right, key=str)],
            )


def _lines(checked: Checked, rows: Mapping[int, Iterable[str]]) -> Iterator[dict[str, Any]]:
    for frame in (checked.refused, checked.frame):
        kept: Any = frame[frame["row"].isin(list(rows))].to_dict("records")
        yield from kept


def _text(value: Any) -> str | None:
    """A value of a key as the engine writes it as text."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)


def _key(register: Register, line: Mapping[str, Any], unreadable: set[str]) -> str | None:
    needed = {register.place.value} | {c.name for c in register.columns if c.required}
    texts = {name: _text(line.get(name)) for name in register.key}
    if any(name in unreadable or (text is None and name in needed) for name, text in texts.items()):
        return None
    return json.dumps(list(texts.values()), ensure_ascii=False, separators=(",", ":"))


def _plain(cell: Any) -> str:
    return thai.arabic_digits(thai.repair(cell_text(cell.item() if isinstance(cell, np.generic) else cell)))


def _content(table: Table, position: int, blamed: set[str]) -> str | None:
    cells = {
        column: _plain(values[position])
        for column, values in table.columns.items()
        if values[position] is not None and table.headings.get(column) not in blamed
    }
    filled = {column: text for column, text in cells.items() if text}
    return json.dumps(filled, ensure_ascii=False, sort_keys=True) if len(filled) >= LEAST_ALIKE else None


Waiting = tuple[int, str, str, int, str | None, str | None]


def _key_in_sql(register: Register, alias: str) -> str:
    return "to_json([" + ", ".join(f'cast({alias}."{k}" as varchar)' for k in register.key) + "])::varchar"


def _by_key(con: duckdb.DuckDBPyConnection, register: Register, waiting: Sequence[Waiting]) -> set[Waiting]:
    """Those whose key is among the accepted rows of this import."""
    asked = pd.DataFrame({"key": sorted({w[4] for w in waiting if w[4]})}, dtype="str")
    if asked.empty:
        return set()
    accepted = {
        key
        for (key,) in con.execute(
            f"select distinct key from asked semi join stage_{register.name} s on {_key_in_sql(register, 's')} = key"  # noqa: S608
        ).fetchall()
    }
    return {w for w in waiting if w[4] in accepted}


def _by_content(
    con: duckdb.DuckDBPyConnection, sources: Sequence[tuple[int, Checked]], waiting: Sequence[Waiting], batch_id: int
) -> set[Waiting]:
    """Those whose right cells all stand in one row that this import made new or changed."""
    by_columns: dict[tuple[str, ...], dict[tuple[str, ...], list[Waiting]]] = defaultdict(lambda: defaultdict(list))
    for w in waiting:
        if w[5]:
            content: dict[str, str] = json.loads(w[5])
            by_columns[tuple(content)][tuple(content.values())].append(w)
    right: set[Waiting] = set()
    for source, checked in sources:
        stored: set[int] | None = None
        for columns, wanted in by_columns.items():
            for position in _alike(checked.table, columns, wanted.keys()):
                stored = _stored(con, checked, source, batch_id) if stored is None else stored
                if int(checked.table.rows[position]) in stored:
                    right.update(wanted[tuple(_plain(checked.table.columns[c][position]) for c in columns)])
    return right


def _alike(table: Table, columns: Sequence[str], wanted: Iterable[tuple[str, ...]]) -> list[int]:
    """The positions of a table where these columns say together one of the wanted texts."""
    if not set(columns) <= table.columns.keys():
        return []
    sought = set(wanted)
    left = np.arange(len(table.rows))
    for i, column in enumerate(columns):
        left = left[_says(table.columns[column][left], {texts[i] for texts in sought})]
    return [int(p) for p in left if tuple(_plain(table.columns[c][p]) for c in columns) in sought]


def _says(cells: Cells, texts: set[str]) -> np.ndarray:
    """Which of the cells say one of these texts; each different cell is read once."""
    codes, uniques = cells.distinct()
    return np.isin(codes, [i for i, cell in enumerate(uniques) if _plain(cell) in texts])


def _stored(con: duckdb.DuckDBPyConnection, checked: Checked, source: int, batch_id: int) -> set[int]:
    """The rows of a table that this import made new or changed."""
    register = checked.register
    same = " and ".join(f'r."{k}" is not distinct from s."{k}"' for k in register.key)
    found = con.execute(
        f"select s.rid & 4294967295 from stage_{register.name} s join {register.name} r on {same} "  # noqa: S608
        "where s.rid >> 32 = ? and r.batch_id = ?",
        [source, batch_id],
    ).fetchall()
    return {row for (row,) in found}
