"""A sheet as the officer knows it, a page of rows at a time: its headings, row numbers and order; bad cells with why
and what could stand there. Pure: it gives the data that `parts/sheet.js` draws.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard import thai
from dashboard.intake.cell_reading import plain_cell
from dashboard.intake.fixing import Fix
from dashboard.intake.rejects import reason_in_words
from dashboard.intake.suggesting import Suggestion
from dashboard.intake.tables import Table, cell_text
from dashboard.thai import Language
from dashboard.ui.import_page.work import Work

PAGE = 50
LONGEST = 60  # graphemes of a cell
At = tuple[int, str]  # row, heading


@dataclass(frozen=True)
class Kind:
    """Cells of one heading for which the same kind of thing is offered: how many, and one of them."""

    heading: str
    why: str
    n: int
    before: str
    after: str


class Grid:
    """One table of the work with what is bad in it, as it stands after everything that was put right."""

    def __init__(self, work: Work, index: int, language: Language) -> None:
        self.work, self.index, self.language = work, index, language
        self.table: Table = work.found.tables[index]
        self.refused = work.refused.get(index, {})
        self.offers = work.offers.get(index, {})
        self.fixed: dict[tuple[int, str], Fix] = {
            (f.row, f.column): f
            for f in work.fixes
            if (f.register, f.file, f.sheet) == (self.table.register, self.table.file, self.table.sheet)
        }
        self._label = {column: label for label, column in self.table.shown if column is not None}
        self._order = {label: n for n, (label, _) in enumerate(self.table.shown)}
        self._column = dict(self.table.shown)
        self._bad: list[At] | None = None

    def bad(self) -> list[At]:
        """The cells that are still to be put right, row by row; what is wrong with a row as a whole has heading ''."""
        if self._bad is not None:
            return self._bad
        found = []
        for row, refused in self.refused.items():
            headings = {self._heading(reason[0]) for reason in refused.reasons}
            found += [
                (row, h) for h in sorted(headings, key=lambda h: self._order.get(h, -1)) if not self._done(row, h)
            ]
        self._bad = sorted(found, key=lambda at: at[0])
        return self._bad

    def kinds(self) -> list[Kind]:
        """What could be accepted together, the most first."""
        counts: Counter[tuple[str, str]] = Counter()
        one: dict[tuple[str, str], tuple[str, str]] = {}
        for at, offered in self.offers.items():
            if not self._done(*at):
                row, heading = at
                key = (heading, offered[0].why)
                counts[key] += 1
                column, value = offered[0].values[0]
                one.setdefault(key, (self._text(row, column), self.said(value)))
        return [Kind(*key, n, *one[key]) for key, n in counts.most_common()]

    def all_of(self, heading: str, why: str) -> list[Fix]:
        """The first suggestion of every cell of a kind."""
        return [
            fix
            for (row, h), offered in self.offers.items()
            if h == heading and offered[0].why == why and not self._done(row, h)
            for fix in offered[0].fixes(self.table, row)
        ]

    @property
    def only_bad(self) -> bool:
        """Whether rows with nothing against them are left out: never where there is no other row."""
        return self.work.only_bad and self.has_marks

    @property
    def has_marks(self) -> bool:
        """Whether any row has something against it or was put right."""
        return bool(self.refused or self.fixed)

    def rows(self) -> list[int]:
        """The positions of the rows to look at: those with something bad or put right, or all."""
        if not self.only_bad:
            return list(range(len(self.table.rows)))
        wanted = set(self.refused) | {row for row, _ in self.fixed}
        return [i for i, row in enumerate(self.table.rows.tolist()) if row in wanted]

    def column_of(self, heading: str) -> str | None:
        """The column of a heading; None for one that is not known."""
        return self._column.get(heading)

    def why(self, at: At) -> list[str]:
        """Why a cell is bad, in words."""
        refused = self.refused.get(at[0])
        reasons = [] if refused is None else [r for r in refused.reasons if self._heading(r[0]) == at[1]]
        return list(dict.fromkeys(reason_in_words(reason, self.language) for reason in reasons))

    def offered(self, at: At) -> tuple[Suggestion, ...]:
        """What could stand in a cell."""
        return self.offers.get(at, ())

    def label(self, column: str) -> str:
        """The heading of a column as the file has it."""
        return self._label.get(column, column)

    def said(self, value: object) -> str:
        """A value as an officer would write it."""
        if isinstance(value, date):
            year = thai.be_year(value) if self.language == "th" and value.year < 2400 else value.year
            return f"{value.day}/{value.month}/{year}"
        return cell_text(value)  # type: ignore[arg-type]

    def page(self, chosen: At | None, meanings: Mapping[str, str]) -> dict[str, Any]:
        """The page of rows that is to be shown, as data."""
        positions = self.rows()
        start = max(0, min(self.work.at.get(self.index, 0), (len(positions) - 1) // PAGE * PAGE))
        shown = positions[start : start + PAGE]
        before = 0 if not shown or self.only_bad else (int(self.table.rows[shown[0] - 1]) if shown[0] else 0)
        rows = []
        for i in shown:
            number = int(self.table.rows[i])
            rows.append(self._row(i, number, number - before - 1 if not self.only_bad else 0, chosen))
            before = number
        return {
            "columns": [
                {"label": label, "meaning": meanings.get(column or "", "")} for label, column in self.table.shown
            ],
            "rows": rows,
            "first": start,
            "n_rows": len(positions),
            "page": PAGE,
        }

    def go_to(self, at: At) -> None:
        """Turn to the page that holds a cell."""
        positions = self.rows()
        rows = self.table.rows
        place = next((n for n, i in enumerate(positions) if int(rows[i]) == at[0]), None)
        if place is not None:
            self.work.at[self.index] = place // PAGE * PAGE
            self.work.chosen = (self.index, *at)

    def next(self, at: At | None, step: int = 1) -> At | None:
        """The next cell that is to be put right, round to the first again; None when there is none."""
        bad = self.bad()
        if not bad:
            return None
        keys = [(row, self._order.get(h, -1)) for row, h in bad]
        here = (-1, -1) if at is None else (at[0], self._order.get(at[1], -1))
        if step > 0:
            return next((bad[n] for n, key in enumerate(keys) if key > here), bad[0])
        return next((bad[n] for n, key in reversed(list(enumerate(keys))) if key < here), bad[-1])

    def _heading(self, blamed: str) -> str:
        return blamed if blamed in self._order else ""

    def _done(self, row: int, heading: str) -> bool:
        column = self.column_of(heading)
        return column is not None and (row, column) in self.fixed and not self._is_still_bad(row, heading)

    def _is_still_bad(self, row: int, heading: str) -> bool:
        """Whether a dry run that knew of the fix refused the cell all the same."""
        return self.work.is_checked and bool(self.why((row, heading)))

    def _text(self, row: int, column: str) -> str:
        at = int((self.table.rows == row).argmax())
        return self.said(plain_cell(self.table.columns[column][at])) if column in self.table.columns else ""

    def _row(self, i: int, number: int, gap: int, chosen: At | None) -> dict[str, Any]:
        cells = []
        bad_row = number in self.refused
        for label, column in self.table.shown:
            fix = self.fixed.get((number, column)) if column else None
            cell = plain_cell((self.table.columns[column] if column else self.table.others[label])[i])
            text = "" if cell is None else self.said(cell)
            why = self.why((number, label)) if bad_row else []
            value = text if fix is None else self.said(fix.value)
            state = "fixed" if fix is not None and not (why and self.work.is_checked) else "bad" if why else ""
            entry: dict[str, Any] = {"t": thai.cut(value, LONGEST)}
            if state:
                entry |= {
                    "state": state,
                    "h": label,
                    "was": text if fix is not None else "",
                    "here": chosen == (number, label),
                    "why": " ".join(why),
                    "offer": bool(self.offered((number, label))),
                }
            elif isinstance(cell, int | float):
                entry["n"] = True
            cells.append(entry)
        whole = self.why((number, "")) if bad_row else []
        return {"n": number, "gap": gap, "cells": cells, "why": " ".join(whole), "here": chosen == (number, "")}
