"""Each line of the overview's attention leads to the list of what it counts: the same number, the same areas."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import stores
from parts import given, part_data
from streamlit.testing.v1 import AppTest

from dashboard.measures.attention import KINDS
from dashboard.store import Store
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables
from dashboard.ui.attention import LISTS

Open = Callable[..., AppTest]
# the block in whose heading the length of a line's list stands, and its table
BLOCKS = {
    "materials_late": "delivery",
    "teams_short": "short",
    "visits_overdue": "overdue",
    "standing_still": "heat",
    "groups_ready": "ready",
}
EXPECTED: dict[str, tuple[dict[str, str], dict[str, int]]] = {
    "nation": (
        {},
        {"materials_late": 3, "teams_short": 3, "visits_overdue": 98, "standing_still": 1, "groups_ready": 1},
    ),
    # households of one occupation: the overview counts all of them, and so does the list that it leads to
    "province-occupation": (
        {"area": "40", "occupation": "เกษตรกรรม"},
        {"materials_late": 1, "teams_short": 2, "visits_overdue": 98, "standing_still": 1, "groups_ready": 1},
    ),
    "villages-officer": (
        {"area": "390401", "officer": "พัฒนากร 3904"},
        {"materials_late": 2, "teams_short": 1, "standing_still": 2},
    ),
}


@pytest.fixture(scope="session")
def waiting_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small store where of everything that needs attention some is there, and something like it that does not."""
    folder = tmp_path_factory.mktemp("waiting")
    with Store(folder).building("real") as building:
        con = building.con
        create_tables(con)
        stores.fill(con, stores.VILLAGES)
        for code in ("40160101", "40160102", "39040101"):
            con.execute(
                f"update sages set left_on = date '2017-03-01' where village_code = '{code}' and full_name = 'ปราชญ์ 4'"
            )
        con.execute("delete from sages where village_code = '40160201' and full_name = 'ปราชญ์ 4'")  # never whole
        # trained long ago, a material still not accepted
        con.execute("update materials set accepted_on = null where village_code = '40160103'")
        # seen on the last day that is in time, and one day earlier
        con.execute(
            "insert into visits (village_code, house_no, visited_on, visitor)"
            " values ('40160101', '1', date '2017-05-31', 'ก'), ('40160101', '2', date '2017-05-15', 'ก')"
        )
        con.execute("update households set occupation_type = 'เกษตรกรรม' where house_no::integer <= 3")
        con.execute("update groups set otop_registered_on = date '2017-05-20' where village_code = '40160101'")
        con.execute(
            "insert into groups (village_code, name, members, founded_on)"
            " values ('40160201', 'กลุ่มใหม่', 12, date '2017-05-20')"
        )
        build_marts(con)
    return folder


def headings(app: AppTest) -> str:
    return "\n".join(str(header.value) for header in app.header)


def table(app: AppTest, key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        given(e.proto) for e in app.get("bidi_component") if e.proto.id.endswith(f"-{key}_table")
    )
    return found


def lines_of(app: AppTest) -> dict[str, dict[str, Any]]:
    return {line["id"]: line for line in part_data(app, "attention")["lines"]}


def follow(open_app: Open, folder: Path, href: str) -> AppTest:
    url = urlsplit(href)
    app = open_app(folder, f"../pages/{url.path.removeprefix('./')}.py", **dict(parse_qsl(url.query)))
    assert not app.exception
    return app


@pytest.mark.parametrize("case", EXPECTED)
def test_the_number_of_a_line_is_that_of_its_list(open_app: Open, waiting_store: Path, case: str) -> None:
    query, expected = EXPECTED[case]
    lines = lines_of(open_app(waiting_store, **query))
    assert {id_: line["count"] for id_, line in lines.items()} == {id_: str(n) for id_, n in expected.items()}
    for id_, line in lines.items():
        app = follow(open_app, waiting_store, line["href"])
        rows = table(app, BLOCKS[id_])["rows"]
        assert len(rows) == min(expected[id_], 25), id_
        assert re.search(rf"\b{expected[id_]}\b", headings(app)), (id_, headings(app))


def test_an_area_of_a_line_leads_to_its_part_of_the_list(open_app: Open, waiting_store: Path) -> None:
    line = lines_of(open_app(waiting_store))["teams_short"]
    areas = {area["name"]: (area["count"], area["href"]) for area in line["areas"]}
    assert {name: n for name, (n, _) in areas.items()} == {"จ.ขอนแก่น": "2", "จ.หนองบัวลำภู": "1"}
    for n, href in areas.values():
        assert len(table(follow(open_app, waiting_store, href), "short")["rows"]) == int(n)


def test_the_limit_of_a_list_is_a_chip_that_can_be_taken_away(open_app: Open, waiting_store: Path) -> None:
    app = follow(open_app, waiting_store, lines_of(open_app(waiting_store))["teams_short"]["href"])
    (chip,) = part_data(app, "chips")["chips"]
    assert chip["key"] == "left"
    rows = table(follow(open_app, waiting_store, chip["href"]), "short")["rows"]
    assert len(rows) == 4  # with the team that was never whole


def test_every_line_has_a_list() -> None:
    assert set(LISTS) == {kind.id for kind in KINDS} == set(BLOCKS)
