"""What a click on a chart leads to: a bar is as high as the list that it opens is long, every point is its day."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import group_stores
import pytest
from parts import given
from streamlit.testing.v1 import AppTest

from dashboard.store import Store
from dashboard.store.marts import build_marts
from dashboard.ui.view import FRAME_KEYS
from dashboard.ui.worklist import SHOWN

Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def clicked_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of groups, with households that stopped in two months and somebody who left a team."""
    folder = tmp_path_factory.mktemp("clicked")
    group_stores.build_group_store(folder)
    with Store(folder).building("real") as building:
        for house_no, on in (("1", "2017-04-30"), ("2", "2017-05-01"), ("3", "2017-05-31")):
            building.con.execute(
                "update households set stopped_on = $on where practising_from is not null and house_no = $house_no",
                {"on": on, "house_no": house_no},
            )
        building.con.execute("update sages set left_on = date '2017-05-01' where full_name = 'ปราชญ์ 1'")
        build_marts(building.con)
    return folder


def figure(app: AppTest, key: str) -> Any:
    """The chart of this key."""
    return next(json.loads(e.proto.spec) for e in app.get("plotly_chart") if e.proto.id.endswith(f"-{key}"))


def table(app: AppTest, key: str) -> Any:
    """The data of the table of this key; None when it is not there."""
    found = [given(e.proto) for e in app.get("bidi_component") if e.proto.id.endswith(f"-{key}")]
    return found[0] if found else None


def moved(app: AppTest, address: str) -> AppTest:
    """The same page at the address that a bar leads to."""
    app.query_params.clear()
    app.query_params.update(dict(parse_qsl(urlsplit(address).query)))
    return app.run()


def own(address: str) -> dict[str, str]:
    return {k: v for k, v in parse_qsl(urlsplit(address).query) if k not in FRAME_KEYS}


def bars(app: AppTest, key: str) -> list[tuple[str, float]]:
    """The addresses of the bars of a chart with their heights."""
    found = [
        (address, height)
        for trace in figure(app, key)["data"]
        if trace["type"] == "bar" and trace.get("customdata")
        for address, height in zip(_values(trace["customdata"]), _values(trace["y"]), strict=True)
    ]
    assert found
    return found


def _values(array: Any) -> list[Any]:
    """A list of a figure; numbers stay a list as long as no arrays of NumPy are put in."""
    assert isinstance(array, list), array
    return array


@pytest.mark.parametrize(
    ("page", "query", "chart", "rows"),
    [
        ("incomes", {}, "changes_chart", "households_table"),
        ("incomes", {"unit": "baht"}, "changes_chart", "households_table"),
        ("incomes", {}, "levels_chart", "households_table"),
        ("budget", {"tab": "delivery"}, "spread_chart", "delivery_table"),
        ("households", {"tab": "stopped"}, "stopped_months_chart", "stopped_table"),
    ],
)
def test_each_bar_is_as_high_as_the_list_that_it_opens_is_long(
    open_app: Open, clicked_store: Path, page: str, query: dict[str, str], chart: str, rows: str
) -> None:
    app = open_app(clicked_store, f"../pages/{page}.py", **query)
    counted = 0
    for address, height in bars(app, chart):
        if not height:
            continue
        shown = table(moved(app, address), rows)
        assert not app.exception
        assert len(shown["rows"]) == min(height, SHOWN), address
        assert [h.value for h in app.header if h.value.endswith(f":gray[:small[{height:,.0f}]]")], address
        counted += int(height)
    assert counted


@pytest.mark.parametrize(
    ("page", "query", "chart"),
    [
        ("progress", {"measure": "practising"}, "plan_chart"),
        ("incomes", {"tab": "time"}, "year_chart"),
        ("budget", {}, "year_chart"),
        ("groups", {"tab": "year"}, "groups_year_counts_chart"),
        ("households", {"tab": "joined"}, "joined_trend_chart"),
    ],
)
def test_each_point_of_a_line_leads_to_its_day(
    open_app: Open, clicked_store: Path, page: str, query: dict[str, str], chart: str
) -> None:
    app = open_app(clicked_store, f"../pages/{page}.py", area="40", **query)
    lines = [t for t in figure(app, chart)["data"] if t.get("customdata") and t["type"] == "scatter"]
    assert lines
    for line in lines:
        assert "markers" in line["mode"]  # else nothing could be clicked
        for x, address in zip(line["x"], line["customdata"], strict=True):
            asked = dict(parse_qsl(urlsplit(address).query))
            assert asked["as_of"] == str(x)[:10]
            assert asked["area"] == "40"
    moved(app, lines[0]["customdata"][len(lines[0]["x"]) // 2])
    assert not app.exception
    chips = next(given(e.proto) for e in app.get("bidi_component") if e.proto.id.endswith("-filter_chips"))
    (chip,) = [c for c in chips["chips"] if c["key"] == "as_of"]
    assert "as_of" not in dict(parse_qsl(urlsplit(chip["href"]).query))


def test_today_has_no_chip(open_app: Open, clicked_store: Path) -> None:
    app = open_app(clicked_store, area="40")
    assert not [e for e in app.get("bidi_component") if e.proto.id.endswith("-filter_chips")]


def test_a_month_of_the_chart_of_those_who_left_limits_the_lists(open_app: Open, clicked_store: Path) -> None:
    app = open_app(clicked_store, "../pages/sages.py", tab="changes")
    addresses = [a for a, _ in bars(app, "months_chart")]
    assert all(own(a)["when"][:5] in ("2016-", "2017-") for a in addresses)
    assert not moved(app, addresses[0]).exception


@pytest.mark.parametrize("asked", ["..", "x", "5", "4..x", "99999..", "..-99999"])
def test_a_range_that_is_none_or_holds_nobody_breaks_nothing(open_app: Open, clicked_store: Path, asked: str) -> None:
    app = open_app(clicked_store, "../pages/incomes.py", change=asked)
    assert not app.exception
    shown = table(app, "households_table")
    assert shown is None or shown["rows"] == []


VILLAGE = "40160101"


def test_a_dot_of_the_village_shows_its_household_alone_and_again_shows_all(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, "../pages/village.py", area=VILLAGE)
    n_households, n_visits = (len(table(app, f"{key}_table")["rows"]) for key in ("households", "visits"))
    dots = [trace for trace in figure(app, "pairs_chart")["data"] if trace.get("customdata")]
    address = dots[0]["customdata"][0]
    assert "4016" in address
    row = dots[0]["y"][0]
    house = figure(app, "pairs_chart")["layout"]["yaxis"]["ticktext"][row].removeprefix("บ้าน ")
    assert own(address)["house"].startswith("~")  # neither number nor name
    moved(app, address)
    assert not app.exception
    (shown,) = table(app, "households_table")["rows"]
    assert shown["cells"]["house"] == house
    visits = table(app, "visits_table")["rows"]
    assert 0 < len(visits) < n_visits
    assert {visit["cells"]["house"] for visit in visits} == {house}
    for key in ("households", "pairs", "visits"):
        (chip,) = table(app, f"{key}_house")["chips"]
        assert chip["text"] == house
        assert own(chip["href"]) == {}
    moved(app, shown["href"])  # the same row again: all of them
    assert len(table(app, "households_table")["rows"]) == n_households
    assert table(app, "households_house") is None


def test_each_dot_leads_where_the_row_of_its_household_leads(open_app: Open, small_store: Path) -> None:
    chart = figure(open_app(small_store, "../pages/village.py", area=VILLAGE), "pairs_chart")
    names = chart["layout"]["yaxis"]["ticktext"]
    dots = {
        names[y].removeprefix("บ้าน "): own(address)
        for trace in chart["data"]
        if trace.get("customdata")
        for y, address in zip(trace["y"], trace["customdata"], strict=True)
    }
    app = open_app(small_store, "../pages/village.py", area=VILLAGE, pairs="table")
    assert dots == {
        row["cells"]["house"]: {"house": own(row["href"])["house"]} for row in table(app, "pairs_table")["rows"]
    }


def test_a_household_that_the_village_does_not_have_limits_nothing(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, "../pages/village.py", area=VILLAGE, house="~0123456789")
    assert not app.exception
    assert len(table(app, "households_table")["rows"]) > 1
    assert table(app, "households_house") is None


def test_the_line_of_the_scenario_leads_to_its_days_and_the_landing_to_the_pace(
    open_app: Open, small_store: Path
) -> None:
    app = open_app(small_store, "../pages/whatif.py", area="40", what="practising")
    landing, line = [t for t in figure(app, "whatif_line_chart")["data"] if t.get("customdata")]
    assert [dict(parse_qsl(urlsplit(a).query))["as_of"] for a in line["customdata"]] == [x[:10] for x in line["x"]]
    assert own(landing["customdata"][1]) == {"what": "practising", "tab": "pace"}
    moved(app, landing["customdata"][1])
    assert not app.exception
    assert table(app, "whatif_pace_table")["rows"]


def test_a_step_of_the_waterfall_and_its_row_lead_into_the_area(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, "../pages/whatif.py", area="40", tab="areas", what="villages", s="o.4001")
    hits, drawn = [t["customdata"] for t in figure(app, "whatif_waterfall")["data"]]
    first, step, last = hits  # the whole row can be hit, and the bar in it
    assert drawn == hits
    assert first == last == ""  # the totals are where one is
    rows = {row["id"]: row["href"] for row in table(app, "whatif_areas_table")["rows"]}
    assert rows["4001"] == step
    asked = dict(parse_qsl(urlsplit(step).query))
    assert (asked["area"], asked["s"], asked["tab"]) == ("4001", "o.4001", "areas")
    assert not moved(app, step).exception
    for tab in ("areas", "land"):
        assert not open_app(small_store, "../pages/whatif.py", area=VILLAGE, tab=tab, s="o.4001").exception
