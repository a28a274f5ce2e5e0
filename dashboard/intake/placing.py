"""The place of every row of a table: code or names → DOPA code, each distinct combination resolved once.

It must not know what else is in a row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import pandas as pd

from dashboard import places, thai
from dashboard.intake.addresses import with_names
from dashboard.intake.tables import Cells, Table
from dashboard.places import Found, Unplaced
from dashboard.registers import ADDRESS, PLACE_CODES, PLACE_NAMES, Place, Register

_DEPTH: dict[Place, int | tuple[int, ...]] = {
    Place.VILLAGE: 8,
    Place.DISTRICT: 4,
    Place.VILLAGE_OR_DISTRICT: (4, 8),
    Place.ANY: (0, 2, 4, 6, 8),
    Place.AREA: (2, 4, 6),
}
_NAMES = tuple(PLACE_NAMES)  # from the province down


class AddReason(Protocol):
    """Notes one reason for each of the positions."""

    def __call__(
        self,
        positions: Sequence[int] | np.ndarray,
        heading: str,
        cells: Cells | None,
        code: str,
        **facts: str,
    ) -> None:
        """`positions` count from 0 in the table; `heading` and `cells` are the column to blame."""


def place_rows(table: Table, register: Register, add: AddReason, succeeded: Counter[tuple[str, str]]) -> pd.Series[Any]:
    """The DOPA code of each row as a categorical column ('' = the nation, missing = refused, with its reason noted).

    `succeeded` counts the rows whose code was abolished: (that code, the one they are stored under).
    """
    columns = with_names(table.columns)
    code_columns = [c for c in PLACE_CODES[register.place] if c in columns]
    name_columns = [n for n in _NAMES if n in columns]
    which, first = _distinct([columns[c] for c in (*code_columns, *name_columns)], len(table.rows))
    found: list[str | None] = []
    for group, i in enumerate(first):
        codes = {c: columns[c][i] for c in code_columns}
        names = {n: columns[n][i] for n in name_columns}
        code_column = next((c for c, cell in codes.items() if not thai.is_missing(cell)), None)
        place, errors = _place(codes.get(code_column) if code_column else None, names, register.place)
        for error in errors:
            blamed = _blame(error, code_column or next(iter(codes), None), names, register.place)
            if blamed not in table.columns and ADDRESS in table.columns:
                blamed = ADDRESS
            heading = table.headings.get(blamed) or (PLACE_NAMES | PLACE_CODES[register.place])[blamed][0]
            add(np.flatnonzero(which == group), heading, table.columns.get(blamed), error.reason,
                candidates=", ".join(_described(c) for c in error.candidates))  # fmt: skip
        if place is None:
            found.append(None)
            continue
        if place.abolished_code is not None:
            succeeded[place.abolished_code, place.code] += int((which == group).sum())
        found.append(place.code)
    return as_texts(found, which)


def _distinct(columns: list[Cells], length: int) -> tuple[np.ndarray, np.ndarray]:
    """For each row the number of its combination of cells, and each combination's first row."""
    which = np.zeros(length, dtype=np.int64)
    for cells in columns:
        codes, uniques = cells.distinct()
        which = pd.factorize(which * (len(uniques) + 1) + codes + 1)[0].astype(np.int64)
    _, first = np.unique(which, return_index=True)
    return which, first


def _place(code: Any, names: dict[str, Any], place: Place) -> tuple[Found | None, list[Unplaced]]:
    """The place, or everything that is wrong with it: an unreadable moo does not hide an unknown subdistrict."""
    try:
        return _resolve(code, names, place), []
    except Unplaced as error:
        errors = [error]
        if error.reason == "moo_unreadable":
            try:
                _resolve(code, {**names, "moo": 1}, place)
            except Unplaced as other:
                if code is None or other.reason != "place_disagrees":
                    errors.append(other)
        return None, errors


def _resolve(code: Any, names: dict[str, Any], place: Place) -> Found:
    found = _ask(code, names, _DEPTH[place])
    if found is None:
        if place is Place.ANY:
            return Found("", None)
        raise Unplaced("place_missing", ())
    return found


def _ask(code: Any, names: dict[str, Any], digits: int | tuple[int, ...]) -> Found | None:
    province, district, subdistrict, moo = (_plain(names.get(n)) for n in _NAMES)
    return places.resolve(_plain(code), province, district, subdistrict, moo, digits)


def as_texts(values: Sequence[str | None], codes: np.ndarray) -> pd.Series[Any]:
    """The texts by their codes (-1 = missing) as a column that holds each distinct text once."""
    table = np.empty(len(values) + 1, dtype=object)
    table[: len(values)] = values
    table[-1] = None
    inner, texts = pd.factorize(table, use_na_sentinel=True)
    categories = pd.Index(texts, dtype=object)  # as they are: another kind would hold every text once more
    return pd.Series(pd.Categorical.from_codes(inner[codes], categories=categories))


def _plain(cell: Any) -> Any:
    return cell.item() if isinstance(cell, np.generic) else cell


def _blame(error: Unplaced, code_column: str | None, names: dict[str, Any], place: Place) -> str:
    """Which column a person has to look at."""
    given = {n: c for n, c in names.items() if not thai.is_missing(c)}
    wanted = _NAMES[:2] if place is Place.DISTRICT else _NAMES
    if error.reason == "moo_unreadable" and "moo" in given:
        return "moo"
    if error.reason == "place_missing" or not given:
        return code_column or next((n for n in wanted if n not in given), wanted[-1])
    if code_column is not None and error.reason != "place_unknown":
        return code_column
    for n in range(1, len(_NAMES)):
        part = {k: c for k, c in given.items() if k in _NAMES[:n]}
        if _NAMES[n - 1] in part and not _could_be(part):
            return _NAMES[n - 1]
    return code_column or list(given)[-1]


def _could_be(part: dict[str, Any]) -> bool:
    try:
        _ask(None, part, _DEPTH[Place.ANY])
    except Unplaced as error:
        return error.reason != "place_unknown"
    return True


def _described(code: str) -> str:
    """A place in words with its code, as a candidate to choose from."""
    names = [places.name(c) or "" for c in (code[:n] for n in (6, 4, 2) if len(code) >= n)]
    return f"{' '.join(n for n in names if n)} ({code})"


def known_part(table: Table, register: Register, position: int) -> str:
    """The deepest place that a row surely speaks of though its place as a whole could not be read; '' for none."""
    for column in PLACE_CODES[register.place]:
        cells = table.columns.get(column)
        digits = "" if cells is None else thai.arabic_digits(str(_plain(cells[position]) or "")).strip()
        for n in (6, 4, 2):
            if digits.isascii() and digits.isdigit() and len(digits) >= n and places.known(digits[:n]):
                return digits[:n]
    names = {n: _plain(table.columns[n][position]) for n in _NAMES if n in table.columns}
    for deepest in (3, 2, 1):
        part = {n: names[n] for n in _NAMES[:deepest] if n in names}
        if not thai.is_missing(names.get(_NAMES[deepest - 1])):
            try:
                found = _ask(None, part, (2, 4, 6))
            except Unplaced:
                continue
            if found is not None:
                return found.code
    return ""
