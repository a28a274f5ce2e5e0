"""Checked rows → a new snapshot: parents, duplicates, what is new, changed or unchanged, all set-based in the engine.

Registers go in with parents before children, so that "in the same import" means accepted there. Statements are
composed from the register declarations of this project; cells only ever travel as data. It must not know files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import duckdb
import pandas as pd

from dashboard.intake.checking import Checked
from dashboard.intake.likely import nearest_houses
from dashboard.registers import Column, InOrder, OneOf, Register, in_storing_order
from dashboard.store.schema import create_table


@dataclass
class Outcome:
    """What became of one table's accepted rows: counts, and the reasons of those that fell on the way."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    fallen: list[tuple[int, str, str, dict[str, str]]] = field(default_factory=list)  # row, column, code, facts


def store_tables(
    con: duckdb.DuckDBPyConnection,
    checked: Sequence[Checked],
    batch_id: int,
    set_aside: Callable[[str, str], None],
    tell: Callable[[float], None] = lambda _share: None,
) -> list[Outcome]:
    """Store the accepted rows of all tables of one import; one outcome per table, in order.

    `set_aside` is called before rows `r` of a table that fulfil a condition are replaced, `tell` before each register
    with the share that is done.
    """
    outcomes = [Outcome() for _ in checked]
    order = list(in_storing_order())
    for n, register in enumerate(order):
        tell(n / len(order))
        sources = [i for i, c in enumerate(checked) if c.register is register]
        if sources:
            _RegisterImport(con, register, {i: checked[i] for i in sources}, outcomes).run(batch_id, set_aside)
    return outcomes


MOST_OTHERS = 5
NO_FACTS: Mapping[str, str] = MappingProxyType({})
MOST_COMPARED = 2_000  # rows whose house is looked for among those of its village


def _q(name: str) -> str:
    return f'"{name}"'


class _RegisterImport:
    """One register's rows on their way in; `stage` holds one line per row, `rid` is its table and row number."""

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        register: Register,
        sources: dict[int, Checked],
        outcomes: list[Outcome],
    ) -> None:
        self.con, self.register, self.sources, self.outcomes = con, register, sources, outcomes
        self.types = register.stored_types()
        self.key = register.key
        self.values = [c for c in self.types if c not in self.key]
        self.stage = f"stage_{register.name}"

    def run(self, batch_id: int, set_aside: Callable[[str, str], None]) -> None:
        self._load()
        self._drop_orphans()
        self._drop_conflicts()
        self._merge()
        self._drop_broken_rules()
        self._count()
        self._write(batch_id, set_aside)

    def _load(self) -> None:
        create_table(self.con, self.stage, {"rid": "BIGINT", **self.types}, temporary=True)
        for source, checked in self.sources.items():
            frame = checked.frame  # noqa: F841 - read by the engine
            columns = [c for c in self.types if c in checked.frame.columns]
            self.con.execute(
                f"insert into {self.stage} (rid, {', '.join(map(_q, columns))}) "
                f'select ({source}::bigint << 32) | "row", {", ".join(map(_q, columns))} from frame'
            )

    def _drop_orphans(self) -> None:
        place = _q(self.register.place.value)
        if self.register.parent:
            lacking = f"not exists (select 1 from villages v where v.village_code = s.{place})"
            self._fell(
                f"select rid from {self.stage} s where {lacking}",
                self.register.place.value,
                "village_not_stored",
            )
        if self.register.parent == "households":
            lacking = (
                f"not exists (select 1 from households h where h.village_code = s.{place} and h.house_no = s.house_no)"
            )
            near = self._nearest_houses(lacking)
            self._fell(f"select rid from {self.stage} s where {lacking}", "house_no", "house_not_stored", of_row=near)

    def _nearest_houses(self, lacking: str) -> dict[int, dict[str, str]]:
        """For rows whose house is not stored those of its village that are written most alike."""
        place = _q(self.register.place.value)
        rows = self.con.execute(
            f"with lost as (select rid, {place}, house_no from {self.stage} s where {lacking} order by rid limit ?) "
            f"select rid, any_value(lost.house_no), list(distinct h.house_no order by h.house_no) from lost "
            f"join households h on h.village_code = lost.{place} group by rid",
            [MOST_COMPARED],
        ).fetchall()
        return {rid: {"candidates": ", ".join(nearest_houses(house, houses))} for rid, house, houses in rows if house}

    def _drop_conflicts(self) -> None:
        """Rows of one key that say different things about a column are all refused."""
        key = ", ".join(map(_q, self.key))
        self.con.execute(
            "create or replace temp table repeated as "
            f"select {key} from {self.stage} group by {key} having count(*) > 1"
        )
        if not self._any("repeated"):
            return
        differs = ", ".join(f"count(distinct s.{_q(v)}) > 1 as {_q(v)}" for v in self.values)
        self.con.execute(
            f"create or replace temp table clashing as select {self._of('s')}, {differs} from {self.stage} s "
            f"join repeated r on {self._same('s', 'r')} group by {self._of('s')} "
            f"having {' or '.join(map(_q, self.values))}"
        )
        first = " ".join(f"when c.{_q(v)} then '{v}'" for v in self.values)
        clashing = self.con.execute(
            f"select s.rid, case {first} end, {self._of('s')} from {self.stage} s "
            f"join clashing c on {self._same('s', 'c')} order by s.rid"
        ).fetchall()
        rows_of = defaultdict(list)
        for rid, _, *key_values in clashing:
            rows_of[tuple(key_values)].append(rid)
        for rid, column, *key_values in clashing:
            others = [self._where(other, rid) for other in rows_of[tuple(key_values)] if other != rid]
            told = ", ".join(others[:MOST_OTHERS]) + (" …" if len(others) > MOST_OTHERS else "")
            self._note(rid, column, "conflicting_rows", others=told)
        self._remove([rid for rid, *_ in clashing])

    def _merge(self) -> None:
        """One line per key, laid over what is stored: a column that no file of the key has keeps its value."""
        present = [set(c.frame.columns) for c in self.sources.values()]
        everywhere, somewhere = set.intersection(*present), set.union(*present)
        has = {
            v: ", ".join(str(i) for i, c in self.sources.items() if v in c.frame.columns)
            for v in self.values
            if v in somewhere - everywhere
        }
        key = ", ".join(map(_q, self.key))
        if self._any("repeated"):
            values = [f"any_value({_q(v)}) as {_q(v)}" for v in self.values]
            flags = [f"bool_or((rid >> 32) in ({having})) as {_q('has ' + v)}" for v, having in has.items()]
            columns = ", ".join([key, "min(rid) as rid", *values, *flags])
            merged = f"(select {columns} from {self.stage} group by {key})"
        else:
            flags = [f"(rid >> 32) in ({having}) as {_q('has ' + v)}" for v, having in has.items()]
            merged = f"(select {', '.join(['*', *flags])} from {self.stage})"

        def final(v: str) -> str:
            if v in everywhere:
                return f"m.{_q(v)}"
            return f"case when m.{_q('has ' + v)} then m.{_q(v)} else s.{_q(v)} end" if v in has else f"s.{_q(v)}"

        lines = ", ".join(f"{final(v)} as {_q(v)}" for v in self.values)
        differs = " or ".join(f"{final(v)} is distinct from s.{_q(v)}" for v in self.values)
        self.con.execute(
            f"create or replace temp table final as select m.rid, {self._of('m')}, {lines}, s.first_batch_id, "
            f"s.first_batch_id is null as is_new, s.first_batch_id is not null and ({differs}) as is_changed "
            f"from {merged} m left join {self.register.name} s on {self._same('s', 'm')}"
        )

    def _of(self, alias: str) -> str:
        return ", ".join(f"{alias}.{_q(k)}" for k in self.key)

    def _same(self, one: str, other: str) -> str:
        return " and ".join(f"{one}.{_q(k)} is not distinct from {other}.{_q(k)}" for k in self.key)

    def _any(self, table: str) -> bool:
        return self.con.table(table).limit(1).fetchall() != []

    def _drop_broken_rules(self) -> None:
        """The register's rules again, on the line as it would be stored: merged rows can break what each one kept."""
        for column in self.register.columns:
            if column.required and column.name not in self.key:
                self._final_fell(f"f.{_q(column.name)} is null", column, "required_column_missing")
        for rule in self.register.rules:
            match rule:
                case InOrder(earlier, later, only_without):
                    broken = f"f.{_q(later)} < f.{_q(earlier)}"
                    if only_without:
                        broken += f" and f.{_q(only_without)} is null"
                    column = self.register.column(later)
                    self._final_fell(
                        broken,
                        column,
                        "out_of_order",
                        other=self.register.column(earlier).heading,
                        other_value="",
                    )
                case OneOf(columns):
                    broken = " and ".join(f"f.{_q(c)} is null" for c in columns)
                    headings = ", ".join(self.register.column(c).heading for c in columns)
                    self._final_fell(broken, self.register.column(columns[0]), "one_of_required", columns=headings)

    def _count(self) -> None:
        staged = dict(self.con.execute(f"select rid >> 32, count(*) from {self.stage} group by 1").fetchall())
        first = self.con.execute(
            "select rid >> 32, count(*) filter (is_new), count(*) filter (is_changed) from final group by 1"
        ).fetchall()
        counts = {source: (new, changed) for source, new, changed in first}
        for source in self.sources:
            new, changed = counts.get(source, (0, 0))
            outcome = self.outcomes[source]
            outcome.new, outcome.changed = new, changed
            outcome.unchanged = staged.get(source, 0) - new - changed

    def _write(self, batch_id: int, set_aside: Callable[[str, str], None]) -> None:
        name, columns = self.register.name, ", ".join(map(_q, self.types))
        changed = f"select 1 from final f where f.is_changed and {self._same('f', 'r')}"
        set_aside(name, f"exists ({changed})")
        self.con.execute(f"delete from {name} r where exists ({changed})")
        self.con.execute(
            f"insert into {name} ({columns}, first_batch_id, batch_id) "
            f"select {columns}, coalesce(first_batch_id, {batch_id}), {batch_id} from final where is_new or is_changed"
        )

    def _final_fell(self, broken: str, column: Column, code: str, **facts: str) -> None:
        if not self.con.execute(f"select 1 from final f where {broken} limit 1").fetchall():
            return
        rows = f"select s.rid from {self.stage} s join final f on {self._same('s', 'f')} where {broken}"
        self._fell(rows, column.name, code, facts)
        self.con.execute(f"delete from final f where {broken}")

    def _fell(
        self,
        rows: str,
        column: str,
        code: str,
        facts: Mapping[str, str] = NO_FACTS,
        of_row: Mapping[int, Mapping[str, str]] = MappingProxyType({}),
    ) -> None:
        fallen = [rid for (rid,) in self.con.execute(rows + " order by rid").fetchall()]
        for rid in fallen:
            self._note(rid, column, code, **facts, **of_row.get(rid, NO_FACTS))
        self._remove(fallen)

    def _note(self, rid: int, column: str, code: str, **facts: str) -> None:
        self.outcomes[rid >> 32].fallen.append((rid & 0xFFFFFFFF, column, code, facts))

    def _remove(self, rids: list[int]) -> None:
        if rids:
            gone = pd.DataFrame({"rid": rids})  # noqa: F841 - read by the engine
            self.con.execute(f"delete from {self.stage} where rid in (select rid from gone)")

    def _where(self, rid: int, seen_from: int) -> str:
        row = str(rid & 0xFFFFFFFF)
        table, other = self.sources[rid >> 32].table, self.sources[seen_from >> 32].table
        if (table.file, table.sheet) == (other.file, other.sheet):
            return row
        return f"{table.file} {table.sheet} {row}".replace("  ", " ")
