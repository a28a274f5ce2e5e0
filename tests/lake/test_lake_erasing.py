"""Erasing a person in a lake: nothing of them is left in its files, its catalogue or what was published of it."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import duckdb
import pytest
from conftest import NewOffice, Office, ended, program

from dashboard.store import Store

NAME = "ฮฮฮฮ ฮฮฮฮ"  # the greatest of all names: the catalogue knows the least and the greatest of a column
VILLAGES = "ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n2560,40010101,บ้านหนึ่ง\n"
HOUSES = "ปีงบประมาณ,รหัสหมู่บ้าน,บ้านเลขที่,ชื่อหัวหน้าครัวเรือน,ครัวเรือนเป้าหมาย,วันที่คัดเลือก\n"


@pytest.fixture(scope="module")
def mails(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A village with the person in an accepted and a refused row; the same with another head; another province."""
    folder = tmp_path_factory.mktemp("mails")

    def mail(name: str, villages: str, houses: str) -> Path:
        (folder / name).mkdir()
        (folder / name / "v.csv").write_text(villages, encoding="utf-8")
        (folder / name / "h.csv").write_text(HOUSES + houses, encoding="utf-8")
        return folder / name

    def house(village: str, number: str, title: str) -> str:
        return f"2560,{village},{number},{title}{NAME},ใช่,01/02/2560\n"

    others = "".join(f"2560,40010101,{n}/1,นายก ข{n},ใช่,01/02/2560\n" for n in range(20))
    return {
        "first": mail("first", VILLAGES, others + house("40010101", "77/7", "นาย") + house("40999901", "77/8", "นาย")),
        "second": mail("second", VILLAGES, others + house("40010101", "77/7", "นางสาว")),
        "39": mail("39", VILLAGES.replace("4001", "3904"), others.replace("4001", "3904")),
    }


def left(office: Office) -> list[str]:
    """Where the name still stands: files of the lake, its catalogue, the states that were published."""
    found = []
    for path in office.files.rglob("*.parquet"):
        rows = duckdb.sql(f"from '{path}'").fetchall()
        found += [path.parent.name] * (NAME in str(rows))
    dumped = subprocess.run([program("pg_dump") or "pg_dump", office.catalogue], check=True, capture_output=True)
    found += ["catalogue"] * (NAME.encode() in dumped.stdout)
    for path in sorted(office.store.rglob("*.*")):
        if path.suffix == ".duckdb" and not path.name.startswith("."):
            with duckdb.connect(str(path), read_only=True) as con:
                tables = con.execute("select table_name from duckdb_tables()").fetchall()
                found += [f"{path.stem} {t}" for (t,) in tables if NAME in str(con.execute(f'from "{t}"').fetchall())]
        elif path.is_file():
            found += [path.name] * (NAME.encode() in path.read_bytes() or path.name.startswith(".building"))
    return found


def erase(office: Office) -> str:
    return office.run("lake", "person", NAME, "--erase")


def houses(office: Office) -> list[tuple[str, int]]:
    with Store(office.store).current().open() as con:
        return con.execute("select village_code[:2], count(*) from households group by 1 order by 1").fetchall()


def test_nothing_of_the_person_is_left_and_others_stay(new_office: NewOffice, mails: dict[str, Path]) -> None:
    office = new_office()
    office.run("lake", "import", str(mails["first"]))
    office.run("lake", "publish")
    office.run("lake", "import", str(mails["second"]))
    office.run("lake", "import", str(mails["39"]))
    office.run("lake", "publish")
    assert {"catalogue", "households", "000001 households", "000002 quarantine"} <= set(left(office))
    assert f"นางสาว{NAME}" in office.run("lake", "person", NAME)

    office.run("lake", "person", NAME, "--erase")
    assert left(office) == []
    assert houses(office) == [("39", 20), ("40", 21)]
    office.run("lake", "publish")
    assert left(office) == []
    assert houses(office) == [("39", 20), ("40", 21)]
    refusing = office.start("lake", "undo", "2")  # what it replaced named the person
    assert "no longer kept" in refusing.communicate(timeout=240)[1]
    office.run("lake", "undo", "3")
    office.run("lake", "publish")
    assert houses(office) == [("40", 21)]
    told = (office.store / "audit.real.jsonl").read_text(encoding="utf-8")
    assert [told.count(f'"what": "{what}"') for what in ("person.erasing", "person.erased")] == [1, 1]


def test_who_published_or_erased_and_was_killed_leaves_nothing_of_the_person(
    new_office: NewOffice, mails: dict[str, Path]
) -> None:
    """An erasure waits for whoever publishes what was there before it; it may be asked for again after a crash."""
    office = new_office()
    office.run("lake", "import", str(mails["first"]))
    office.run("lake", "publish")
    office.run("lake", "import", str(mails["second"]))

    for how in ("killed", "goes on"):
        office.run("lake", "import", str(mails["39"]))
        publishing = office.start_inside("publish_half")
        half(publishing)
        erasing = office.start("lake", "person", NAME, "--erase")
        time.sleep(6)
        assert erasing.poll() is None
        if how == "killed":
            publishing.kill()
            publishing.communicate()
        else:
            publishing.communicate("go on\n", timeout=240)
        ended(erasing)
        assert left(office) == []
        office.run("lake", "import", str(mails["first"]))  # it comes back as anything does that is sent again

    dying = office.start_inside("erase_half")
    half(dying)
    waiting = [office.start("lake", "import", str(mails["39"])), office.start("lake", "publish")]
    time.sleep(3)
    dying.kill()
    dying.communicate()
    for process in waiting:
        ended(process)
    assert left(office)
    erase(office)
    assert left(office) == []


def test_imports_and_publishers_go_on_while_a_person_is_erased(new_office: NewOffice, mails: dict[str, Path]) -> None:
    office = new_office()
    office.run("lake", "import", str(mails["first"]))
    office.run("lake", "publish")
    publishing = office.start("lake", "publish", "--every", "0.2")
    working = [office.start("lake", "import", str(mails["39"])), office.start("lake", "person", NAME, "--erase"),
               office.start("lake", "import", str(mails["39"]), "--by", "39")]  # fmt: skip
    for process in working:
        ended(process)
    publishing.terminate()
    assert "Traceback" not in publishing.communicate()[1]
    office.run("lake", "publish")
    assert left(office) == []
    assert houses(office) == [("39", 20), ("40", 21)]


def half(process: subprocess.Popen[str]) -> None:
    """Wait until it is in the middle."""
    assert process.stdout is not None
    assert process.stdout.readline() == "half\n"
