"""After an import only what it concerns is made anew, and the marts are the same as if all were."""

from __future__ import annotations

from collections import Counter
from typing import Any

import duckdb
import pytest
from random_registers import YEAR, Maker, insert, store

from dashboard.registers import stored
from dashboard.store.marts import MARTS, build_marts
from dashboard.store.renewed_marts import renew_marts
from dashboard.store.scoped import RULES

BATCH = 2
# the villages of three provinces; those of one or of two small ones are not the most
CHANGED = [("92",), ("40",), ("40", "92"), ("39",), ("39", "40", "92"), ()]


def place_of(table: str) -> str:
    return RULES[table].partition(" ")[2]


def bring(con: duckdb.DuckDBPyConnection, seed: int, provinces: tuple[str, ...]) -> None:
    """Rows of another making instead of those of some provinces, in one batch; and targets, which are nobody's."""
    phones = ("081-111-1111", "082-222-2222")  # the same in all provinces
    for name, rows in Maker(seed).make().items():
        if name == "targets":
            con.execute("delete from targets")
            insert(con, name, rows)
        elif name in RULES and place_of(name) in ("village_code", "place_code"):
            place = place_of(name)
            new: list[dict[str, Any]] = [row | {"batch_id": BATCH} for row in rows if row[place].startswith(provinces)]
            for n, row in enumerate(new):
                if name == "sages":
                    row["phone"] = phones[n] if n < len(phones) else None
            if new:
                gone = f"delete from {name} where list_contains($gone, left({place}, 2))"
                con.execute(gone, {"gone": list(provinces)})
                insert(con, name, new)


def contents(con: duckdb.DuckDBPyConnection) -> dict[str, Counter[tuple[Any, ...]]]:
    return {mart: Counter(con.execute(f"from {mart}").fetchall()) for mart in MARTS}


def made_when(con: duckdb.DuckDBPyConnection, table: str) -> int:
    """What a table that is made anew has another one of."""
    return int(con.execute("select table_oid from duckdb_tables() where table_name = ?", [table]).fetchall()[0][0])


@pytest.mark.parametrize("provinces", CHANGED, ids="-".join)
@pytest.mark.parametrize("seed", range(5))
def test_the_marts_are_those_that_all_rows_make(seed: int, provinces: tuple[str, ...]) -> None:
    registers = Maker(seed).make()
    for sage in registers["sages"]:
        sage["phone"] = "081-111-1111" if sage["full_name"] == "ปราชญ์ 0" else None
    with store(registers) as con:
        before = contents(con)
        bring(con, 100 + seed, provinces)
        renew_marts(con, BATCH)
        renewed = contents(con)
        build_marts(con)
        assert renewed == contents(con)
        assert (renewed == before) is (provinces == ())
        if provinces == ("40",):  # of other provinces too: whose phone is whose is another matter there now
            differ = before["quality_finding"].keys() ^ renewed["quality_finding"].keys()
            assert {row[3][:2] for row in differ if row[0] == "phone_shared"} > {"40"}


def test_a_year_that_nobody_had_is_counted_too() -> None:
    with store(Maker(7).make()) as con:
        insert(con, "villages", [
            {"fiscal_year": YEAR + 5, "village_code": "92010101", "village_name": "บ้านใหม่", "batch_id": BATCH}
        ])  # fmt: skip
        renew_marts(con, BATCH)
        renewed = contents(con)
        assert any(row[0] == YEAR + 5 for row in renewed["programme_rules"])
        build_marts(con)
        assert renewed == contents(con)


def test_what_is_of_no_village_makes_no_mart_of_villages() -> None:
    with store(Maker(3).make()) as con:
        made = {mart: made_when(con, mart) for mart in MARTS}
        insert(con, "targets", [
            {"fiscal_year": YEAR, "area_code": "92", "measure": "practising", "target": 77.0, "batch_id": BATCH}
        ])  # fmt: skip
        renew_marts(con, BATCH)
        assert {mart for mart in MARTS if made_when(con, mart) != made[mart]} <= {
            "programme_rules", "occupation_kind", "knowledge_record", "knowledge_word"
        }  # fmt: skip


def test_rows_of_other_provinces_stay_where_they_are() -> None:
    with store(Maker(3).make()) as con:
        made = made_when(con, "measure_change")
        bring(con, 50, ("92",))
        renew_marts(con, BATCH)
        assert made_when(con, "measure_change") == made


@pytest.mark.parametrize("changed", ["a rule", "a version"])
def test_where_more_than_rows_changed_all_is_made_anew(changed: str) -> None:
    with store(Maker(3).make()) as con:
        made = made_when(con, "measure_change")
        if changed == "a rule":
            insert(con, "rules", [{"fiscal_year": YEAR, "rule": "team_size", "value": 4}])
        else:
            con.execute("update marts_made set definition = 'of another version'")
        renew_marts(con, BATCH)
        assert made_when(con, "measure_change") != made
        renewed = contents(con)
        build_marts(con)
        assert renewed == contents(con)


def test_a_row_never_moves_to_another_province() -> None:
    """What a batch changed is found by the places of its rows; so the place is a part of what tells rows apart."""
    for name, register in stored().items():
        if RULES[name] in ("inside village_code", "inside place_code"):
            assert place_of(name) in register.key
