"""Taking back what was imported into a lake, and putting it in again, while others write."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import NewOffice, Office, ended
from provinces import PROVINCES, WHO, registers, rows_of

from dashboard.registers import stored
from dashboard.store import Store
from dashboard.store.history import Batch, batches
from dashboard.store.rules import fetch_rules
from dashboard.store.schema import SETTINGS

ROWS = {*stored(), *SETTINGS}


@pytest.fixture(scope="module")
def mails(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A province each, and again with other values, fewer rows and new ones."""
    folder = tmp_path_factory.mktemp("mails")
    seeds = {name: seed for n, p in enumerate(PROVINCES) for name, seed in ((p, 11 + n), (f"{p} again", 51 + n))}
    return {name: registers(folder / name, name[:2], seed, nation=False) for name, seed in seeds.items()}


def brought(office: Office, mails: dict[str, Path], *names: str) -> None:
    for name in names:
        office.run("lake", "import", str(mails[name]), "--by", name)


def published(office: Office, but: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """Every row of the registers and settings, as everybody sees them."""
    office.run("lake", "publish")
    with Store(office.store).current().open() as con:
        rows = rows_of(con, but)
    return {table: rows[table] for table in ROWS}


def known(office: Office) -> list[Batch]:
    with Store(office.store).current().open() as con:
        return batches(con)


def at_once(office: Office, *commands: tuple[str, ...]) -> list[int]:
    """The exit codes of commands that were begun at the same time, in order of size."""
    processes = [office.start("lake", *command) for command in commands]
    errors = [process.communicate(timeout=240)[1] for process in processes]
    assert not any("Traceback" in err for err in errors), errors
    return sorted(process.returncode for process in processes)


def refused(office: Office, *command: str) -> str:
    """What a command says that refuses."""
    process = office.start("lake", *command)
    _, err = process.communicate(timeout=240)
    assert process.returncode == 2, err
    return err


def test_a_batch_is_taken_back_and_put_in_again_exactly_whatever_others_brought_since(
    new_office: NewOffice, mails: dict[str, Path]
) -> None:
    office, beside = new_office(), new_office()
    brought(office, mails, "40", "40 again", "39")
    with_it = published(office)
    assert "Batch 2 was taken back" in office.run("lake", "undo", "2", "--by", "นายข")
    without = published(office)
    brought(beside, mails, "40")
    brought(beside, mails, "92")  # a number that the other lake gave to what was taken back
    beside.run("lake", "undo")
    brought(beside, mails, "39")
    assert without == published(beside)
    assert sum(with_it[table] != without[table] for table in ROWS) > 5
    (taken,) = (batch for batch in known(office) if batch.batch_id == 2)
    assert taken.undone_at is not None
    assert [(step.step, step.done_by) for step in taken.steps] == [("undone", "นายข")]

    assert "Batch 2 is in again" in office.run("lake", "redo")
    assert published(office) == with_it
    assert office.run("lake", "undo", "2")
    assert published(office) == without
    told = (office.store / "audit.real.jsonl").read_text(encoding="utf-8")
    assert [told.count(f'"what": "{what}"') for what in ("import", "undo", "redo")] == [3, 2, 1]


def test_what_blocks_it_is_told_as_in_a_store_of_ones_own(new_office: NewOffice, mails: dict[str, Path]) -> None:
    office = new_office()
    assert "no import left to undo" in refused(office, "undo")
    brought(office, mails, "39", "40", "40 again")
    assert "before the newer ones: 3" in refused(office, "undo", "2")
    assert "77" in refused(office, "undo", "77")
    assert "Batch 1 was" in office.run("lake", "undo", "1")  # nobody else wrote in its province
    assert "no import left to undo" in refused(office, "undo", "1")
    assert "Batch 3 was" in office.run("lake", "undo")  # the newest of all
    assert "Batch 2 was" in office.run("lake", "undo")
    assert "batch 2 comes first" in refused(office, "redo", "3")
    assert "Batch 1 is" in office.run("lake", "redo", "1")
    assert "Batch 2 is" in office.run("lake", "redo")  # taken back last, of those that fit
    brought(office, mails, "40 again")
    assert "other data came in" in refused(office, "redo", "3")
    office.run("lake", "undo")
    assert "Batch 4 is" in office.run("lake", "redo")  # it and 3 fit; it was taken back last


def test_offices_take_back_while_others_import_and_publish(new_office: NewOffice, mails: dict[str, Path]) -> None:
    """Everything lies in the same files: whoever is told that others rewrote them does it again."""
    office, beside = new_office(), new_office()
    brought(office, mails, *PROVINCES)
    publishing = office.start("lake", "publish", "--every", "0.2")
    at_once(office, *(("import", str(mails[f"{p} again"]), "--by", p) for p in PROVINCES))
    published(office)
    number = {batch.stored_by: str(batch.batch_id) for batch in known(office) if batch.batch_id > 3}
    steps = [("undo", number["39"]), ("undo", number["39"]), ("undo", number["40"]), ("import", str(mails["92"]))]
    assert at_once(office, *steps) == [0, 0, 1, 2]  # of two who take the same back, one is told that it is done
    publishing.terminate()
    publishing.communicate()

    brought(beside, mails, *PROVINCES, "92 again", "92")
    assert published(office, WHO) == published(beside, WHO)


def test_a_province_is_published_beside_the_others_as_all_are_at_once(
    new_office: NewOffice, mails: dict[str, Path], tmp_path: Path
) -> None:
    office = new_office()
    brought(office, mails, *PROVINCES)
    published(office)
    brought(office, mails, "92 again")
    office.run("lake", "publish")
    office.run("lake", "undo")
    office.run("lake", "publish")
    parts = counted(office)
    assert parts.pop("made_since") == [("000002", ["92"])]
    whole = counted(replace(office, store=tmp_path / "whole"), "lake", "publish")
    assert whole.pop("made_since") == []
    assert [table for table in parts.keys() | whole.keys() if parts.get(table) != whole.get(table)] == []


def counted(office: Office, *command: str) -> dict[str, list[object]]:
    """Every row of every table that is published, those that are computed, too."""
    if command:
        office.run(*command)
    with Store(office.store).current().open() as con:
        tables = [name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()]
        return {name: sorted(con.execute(f'from "{name}"').fetchall(), key=repr) for name in tables}


def test_an_undo_that_is_killed_leaves_what_was_there_and_holds_nobody_up(
    new_office: NewOffice, mails: dict[str, Path]
) -> None:
    office = new_office()
    brought(office, mails, "40", "40 again")
    before = published(office)
    dying = office.start_inside("undo_half")
    assert dying.stdout is not None
    assert dying.stdout.readline() == "half\n"
    waiting = office.start("lake", "undo", "2")
    dying.kill()
    dying.communicate()
    assert "Batch 2 was" in ended(waiting)
    office.run("lake", "redo")
    assert published(office) == before


def test_rules_and_targets_are_changed_in_the_lake_and_taken_back(
    new_office: NewOffice, mails: dict[str, Path]
) -> None:
    office = new_office()
    brought(office, mails, "40")
    first = published(office)
    assert "batch 2" in office.run("lake", "rules", "2560", "team_size=9", "training_days=2", "--by", "นายข")
    codes = at_once(office, ("import", str(mails["39"])), ("rules", "2560", "team_size=7", "--reason", "ประชุม"))
    assert max(codes) <= 1
    office.run("lake", "target", "2560", "practising", "12.5", "--area", "40")
    second = published(office)
    with Store(office.store).current().open() as con:
        rules = fetch_rules(con, 2560)
        told = {change.item: (change.after, change.changed_by, change.reason)
                for batch in batches(con) for change in batch.changes}  # fmt: skip
        targets = con.execute("select target from targets where area_code = '40' and measure = 'practising'")
        assert targets.fetchall() == [(12.5,)]
    assert (rules.team_size, rules.training_days) == (7, 2)
    assert told["training_days"] == (2, "นายข", None)
    assert "newer ones" in refused(office, "undo", "2")

    office.run("lake", "target", "2560", "practising", "--area", "40")  # removed
    without = published(office)
    assert without["targets"] != second["targets"]
    office.run("lake", "undo")
    assert published(office) == second
    office.run("lake", "redo")
    assert published(office) == without
    for batch in sorted((b.batch_id for b in known(office) if b.changes), reverse=True):
        office.run("lake", "undo", str(batch))
    now = published(office)
    assert (now["rules"], now["villages"]) == (first["rules"], second["villages"])
    assert set(first["targets"]) <= set(now["targets"])
    for wrong in (("rules", "2560", "team_size=0"), ("rules", "2560", "size=1"), ("target", "2560", "practising", "x"),
                  ("target", "2560", "practising", "1", "--area", "99")):  # fmt: skip
        refused(office, *wrong)
    audited = (office.store / "audit.real.jsonl").read_text(encoding="utf-8")
    assert [audited.count(f'"what": "{what}"') for what in ("rules", "target", "target.removed")] == [2, 1, 1]
