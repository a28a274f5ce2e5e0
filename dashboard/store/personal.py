"""What one state of a store holds about a person or a household, and taking it out of it.

A person is a name, with or without a title, however it is spaced; a household is a village and a house number, and the
house of whoever is its head belongs to that person. What is taken out is replaced by a sign that says nothing, the same
everywhere, so that counts and links stay as they were. It must not know which states are kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import duckdb

from dashboard.errors import UnreadableOption
from dashboard.persons import TITLES, name_key
from dashboard.registers import stored
from dashboard.store.marts import build_marts
from dashboard.store.schema import all_tables, create_tables
from dashboard.store.scoped import RULES

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "villages": ("officer",),
    "officers": ("full_name",),
    "sages": ("full_name", "replaces"),
    "households": ("head_name", "trainer"),
    "visits": ("visitor",),
    "groups": ("name",),
    "knowledge": ("owner",),
}
"""Columns that hold a name and nothing else; in every other text a name is looked for, too."""
_HOUSES: Final = ("households", "incomes", "visits")
_SAID_OF_HOUSES: Final = {"households": ("head_name",), "visits": ("finding", "problem")}
_FEWEST_LETTERS: Final = 4
_WHOSE: Final = {"officers": "full_name", "sages": "full_name", "groups": "name", "knowledge": "owner"}
_GOES_ON: Final = re.compile(r"[^\W\d_]|[\u0e30-\u0e4e]")  # a letter, or a Thai vowel or mark
_BARE: Final = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789", " ")


@dataclass(frozen=True)
class Subject:
    """Whom it is about: a name in an area ('' the nation), or a house of a village; both when both are given."""

    name: str = ""
    area: str = ""
    village: str = ""
    house: str = ""

    def __post_init__(self) -> None:
        if not self.name and not (self.village and self.house):
            raise UnreadableOption(option="name", value="")
        if self.name and len(self.bare.replace(" ", "")) < _FEWEST_LETTERS:
            raise UnreadableOption(option="name", value=self.name)

    @property
    def bare(self) -> str:
        """The name without its title, singly spaced."""
        text = " ".join(self.name.split())
        title = next((word for word in TITLES if text.startswith(word)), "")
        return text.removeprefix(title).strip()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The name in any text, with its title."""
        titles = "|".join(map(re.escape, TITLES))
        return re.compile(rf"(?:(?:{titles})\s*)?" + r"\s+".join(map(re.escape, self.bare.split())))


@dataclass(frozen=True)
class Held:
    """One cell about the person: its table, the place of its row ('' none), column and text."""

    table: str
    place: str
    column: str
    text: str


class Search:
    """Where a subject stands in a state. Other persons whose names contain this one are known and left alone.

    `houses` are the subject's whatever the state says of them: (village, house number).
    """

    def __init__(
        self, con: duckdb.DuckDBPyConnection, subject: Subject, houses: frozenset[tuple[str, str]] = frozenset()
    ) -> None:
        self._con, self.subject = con, subject
        self._tables = _known(con)  # of an earlier version some may lack columns
        self._others = self._longer_names() if subject.name else frozenset()
        self.houses = houses | self._houses()

    def held(self) -> Iterator[Held]:
        """Every cell that is about the subject: of their own rows all that is filled in, of others' what names them."""
        for table, place, row in self.rows():
            is_own = self._is_own(table, row)
            for column, value in row.items():
                if value is not None and not column.endswith("batch_id") and (is_own or self._is_about(value)):
                    yield Held(table, place, column, str(value))

    def take_out(self, sign: str, *, counts: bool = True) -> int:
        """Replace everything by `sign`; how many rows were about the subject. Marts are made anew where it `counts`."""
        found = [(table, row) for table, _, row in self.rows()]
        if found:
            create_tables(self._con)  # of an earlier version: what it lacks
            self._tables = _known(self._con)
            self._blank_quarantine(row for table, row in found if table == "quarantine")
            self._blank_fixes((row for table, row in found if table == "fixes"), sign)
            for village, house in self.houses:
                self._empty_house(village, house, sign)
            if self.subject.name:
                self._rename({"quarantine", "quarantine_reasons", *(table for table, _ in found)}, sign)
            if counts:
                build_marts(self._con)
        return len(found)

    def replaced(self, text: str, sign: str) -> str:
        """A text with the sign in the place of the name; names that only contain it stay."""
        if not self.subject.name or not self.subject.pattern.search(text):
            return text
        kept = {name for name in self._others if name in text}
        if not kept:
            return self.subject.pattern.sub(sign, text)
        longer = "|".join(re.escape(name) for name in sorted(kept, key=len, reverse=True))
        either = re.compile(f"({longer})|{self.subject.pattern.pattern}")
        return either.sub(lambda found: found[1] or sign, text)

    def _is_own(self, table: str, row: Mapping[str, Any]) -> bool:
        """Whether a row is the person's or the house's own, not somebody else's that names them."""
        is_house = table in _HOUSES and (row["village_code"], row["house_no"]) in self.houses
        is_house = is_house or (table == "fixes" and self._is_fix_of_house(row))
        return is_house or table == "quarantine" or self._is_about(row.get(_WHOSE.get(table, "")))

    def _is_about(self, text: object) -> bool:
        return isinstance(text, str) and self.replaced(text, "") != text

    def rows(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Table, place and cells of every row about the subject."""
        for table, columns in self._tables.items():
            placed = _placed(table, columns)
            if table == "quarantine_reasons":
                continue  # they go with their rows
            for row in self._candidates(table, columns, placed):
                if self._is_row_about(table, row):
                    yield table, str(row.get(placed) or "") if placed else "", row

    def _candidates(self, table: str, columns: Mapping[str, str], placed: str) -> Iterator[dict[str, Any]]:
        """The rows that may be about the subject: found by the engine, looked at closely afterwards."""
        texts = [name for name, type_ in columns.items() if type_ == "VARCHAR"]
        wanted, values = [], []
        if self.subject.name and texts:
            last = self.subject.bare.split()[-1]
            said = " or ".join(f'contains("{name}", ?)' for name in texts)
            near = f"(starts_with(\"{placed}\", ?) or coalesce(\"{placed}\", '') = '') and " if placed else ""
            wanted.append(f"({near}({said}))")
            values += [*([self.subject.area] if placed else []), *([last] * len(texts))]
        for village, house in self.houses:
            if table in _HOUSES:
                wanted.append("(village_code = ? and house_no = ?)")
                values += [village, house]
            elif table == "quarantine" and placed:
                wanted.append("place_code = ?")
                values.append(village)
            elif table == "fixes":  # they name no place: the same number of another village goes with it
                wanted.append(f"register in {_HOUSES}")
        if wanted:
            found = self._con.execute(f'select * from "{table}" where {" or ".join(wanted)}', values)  # noqa: S608 - ours
            names = [column[0] for column in found.description]
            yield from (dict(zip(names, row, strict=True)) for row in found.fetchall())

    def _is_row_about(self, table: str, row: Mapping[str, Any]) -> bool:
        if table in _HOUSES and (row["village_code"], row["house_no"]) in self.houses:
            return True
        if table == "fixes" and self._is_fix_of_house(row):
            return True
        if table == "quarantine":
            cells = [str(cell) for cell in json.loads(row["cells"] or "{}").values()]
            is_house = any(row.get("place_code") == village and house in cells for village, house in self.houses)
            return is_house or any(map(self._is_about, cells))
        return any(map(self._is_about, row.values()))

    def _is_fix_of_house(self, row: Mapping[str, Any]) -> bool:
        """Whether a cell that was put right before storing was or became a house number of the subject."""
        numbers = {house.translate(_BARE) for _, house in self.houses}
        said = (str(row[name] or "").translate(_BARE) for name in ("before", "after"))
        return row["register"] in _HOUSES and any(text in numbers for text in said)

    def _houses(self) -> frozenset[tuple[str, str]]:
        """The house that was named, and those of which the person is the head."""
        named = {(self.subject.village, self.subject.house)} if self.subject.village else set()
        if self.subject.name and "households" in self._tables:
            rows = self._con.execute(
                "select village_code, house_no, head_name from households where starts_with(village_code, ?) "
                "and contains(head_name, ?)",
                [self.subject.area, self.subject.bare.split()[-1]],
            ).fetchall()
            named |= {(village, house) for village, house, head in rows if self._is_about(head)}
        return frozenset(named)

    def _longer_names(self) -> frozenset[str]:
        """The names of others that the name is a part of: of นายสม ใจ, นายสม ใจดี."""
        found: set[str] = set()
        for table, columns in NAMES.items():
            for column in (name for name in columns if name in self._tables.get(table, ())):
                rows = self._con.execute(
                    f'select distinct "{column}" from "{table}" where contains("{column}", ?)',  # noqa: S608 - ours
                    [self.subject.bare.split()[-1]],
                ).fetchall()
                found |= {name for (name,) in rows}
        return frozenset(name for name in found if self._is_longer(name))

    def _is_longer(self, name: str) -> bool:
        """Whether the name goes on, or began before, without a space: another name, not a note beside this one."""
        match = self.subject.pattern.search(name)
        return match is not None and (
            name[: match.start()][-1:].isalpha() or _GOES_ON.match(name, match.end()) is not None
        )

    def _blank_quarantine(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Of refused rows about the subject nothing stays but where they stood and why they were refused."""
        where = 'batch_id = ? and register = ? and file = ? and sheet = ? and "row" = ?'
        for row in rows:
            key = [row[name] for name in ("batch_id", "register", "file", "sheet", "row")]
            self._con.execute(
                f"update quarantine set cells = '{{}}', content = '{{}}', entity_key = null where {where}",  # noqa: S608
                key,
            )
            self._con.execute(f"update quarantine_reasons set value = null, facts = '{{}}' where {where}", key)  # noqa: S608

    def _blank_fixes(self, rows: Iterable[Mapping[str, Any]], sign: str) -> None:
        for row in rows:
            if self._is_fix_of_house(row):
                self._con.execute(
                    "update fixes set before = ?, after = ? where register = ? and before is not distinct from ? "
                    "and after is not distinct from ?",
                    [sign, sign, row["register"], row["before"], row["after"]],
                )

    def _empty_house(self, village: str, house: str, sign: str) -> None:
        at = "village_code = ? and house_no = ?"
        for table, columns in _SAID_OF_HOUSES.items():
            for column in columns:
                new = sign if column == "head_name" else None
                self._con.execute(
                    f'update {table} set "{column}" = ? where {at} and "{column}" is not null',  # noqa: S608 - ours
                    [new, village, house],
                )
        for table in _HOUSES:
            self._con.execute(f"update {table} set house_no = ? where {at}", [sign, village, house])  # noqa: S608 - ours

    def _rename(self, tables: Collection[str], sign: str) -> None:
        for name in self._con.execute("select distinct full_name from sages").fetchall():
            if self._is_about(name[0]):
                self._con.execute(
                    "update sages set phone = null where full_name = ? and starts_with(village_code, ?)",
                    [name[0], self.subject.area],
                )
        for table, columns in self._tables.items():
            if table not in tables:
                continue
            placed = _placed(table, columns)
            for text in (name for name, type_ in columns.items() if type_ == "VARCHAR"):
                self._rename_in(table, text, placed, sign)

    def _rename_in(self, table: str, column: str, placed: str, sign: str) -> None:
        near, area = "", []
        if placed:
            near, area = f" and (starts_with(\"{placed}\", ?) or coalesce(\"{placed}\", '') = '')", [self.subject.area]
        rows = self._con.execute(
            f'select distinct "{column}" from "{table}" where contains("{column}", ?){near}',  # noqa: S608 - ours
            [self.subject.bare.split()[-1], *area],
        ).fetchall()
        for (text,) in rows:
            new = self.replaced(text, sign)
            if new != text:
                self._con.execute(
                    f'update "{table}" set "{column}" = ? where "{column}" = ?{near}',  # noqa: S608 - ours
                    [new, text, *area],
                )

    def keys(self) -> frozenset[str]:
        """What stands for the name in addresses that were saved, with each title it has in this state."""
        found = {self.subject.name, self.subject.bare}
        for table, columns in NAMES.items():
            for column in (name for name in columns if self.subject.name and name in self._tables.get(table, ())):
                rows = self._con.execute(f'select distinct "{column}" from "{table}"').fetchall()  # noqa: S608 - ours
                found |= {name for (name,) in rows if self._is_about(name)}
        return frozenset(name_key(name) for name in found if name)


def _known(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Table → column → type of what this state has of everything that is stored and not computed."""
    found: dict[str, dict[str, str]] = {}
    for table, column, type_ in con.execute(
        "select table_name, column_name, data_type from duckdb_columns() "
        "where database_name = current_database() and schema_name = current_schema() and not internal "
        "order by column_index"
    ).fetchall():
        if column in all_tables().get(table, ()):
            found.setdefault(table, {})[column] = type_
    return found


def _placed(table: str, columns: Mapping[str, str]) -> str:
    """The column with the place of a row; '' where there is none."""
    kind, _, column = RULES.get(table, "").partition(" ")
    return column if kind in ("inside", "around") and column in columns else ""


def unclassified() -> list[str]:
    """The name columns that are no column of a register any more."""
    return [
        f"{table}.{column}"
        for table, columns in NAMES.items()
        for column in columns
        if column not in stored()[table].stored_types()
    ]
