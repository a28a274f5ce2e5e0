"""The overview as a dashboard of Superset, made through its REST interface: eight numbers, the stages as a funnel, the
league of districts and what needs attention, with one filter by province over all of them.
"""

from __future__ import annotations

import json
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

from superset_server import PASSWORD, USER
from village_summary import MEASURES, TABLES

SLUG, FILTER = "overview", "NATIVE_FILTER-province"
LEAGUE = ("training_complete", "practising", "income_growth")
CHARTS = len(MEASURES) + 3


class Rest:
    """The interface of a server, for someone who has signed in."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self._headers = {"Content-Type": "application/json", "Referer": address}
        who = {"username": USER, "password": PASSWORD, "provider": "db"}
        self._headers["Authorization"] = f"Bearer {self.ask('POST', 'security/login', who)['access_token']}"
        self._headers["X-CSRFToken"] = self.ask("GET", "security/csrf_token/")["result"]

    def ask(self, method: str, path: str, content: object = None) -> Any:
        """What the server answers, as data; AssertionError with its words where it refuses."""
        body = None if content is None else json.dumps(content).encode()
        address = f"{self._address}/api/v1/{path}"
        request = urllib.request.Request(address, body, self._headers, method=method)  # noqa: S310 - our own address
        try:
            with self._opener.open(request, timeout=120) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read().decode()}") from error


def make_dashboard(address: str, file: Path) -> None:
    """Make database, tables, charts and the dashboard, unless it is there."""
    rest = Rest(address)
    there = rest.ask("GET", "dashboard/?q=(page_size:100)")["result"]
    if any(dashboard["slug"] == SLUG for dashboard in there):
        return
    uri = f"duckdb:///{file.resolve()}?access_mode=read_only"
    database = rest.ask("POST", "database/", {"database_name": "summary", "sqlalchemy_uri": uri})["id"]
    tables = {
        name: rest.ask("POST", "dataset/", {"database": database, "schema": "main", "table_name": name})["id"]
        for name in TABLES
    }
    dashboard = rest.ask("POST", "dashboard/", {"dashboard_title": "Overview", "slug": SLUG, "published": True})["id"]
    charts = {}
    for name, table, params in chart_params():
        content = {
            "slice_name": name,
            "viz_type": params["viz_type"],
            "datasource_id": tables[table],
            "datasource_type": "table",
            "params": json.dumps({**params, "datasource": f"{tables[table]}__table"}),
            "dashboards": [dashboard],
        }
        charts[name] = rest.ask("POST", "chart/", content)["id"]
    laid = {"position_json": json.dumps(_positions(charts)), "json_metadata": json.dumps(_filters(tables, charts))}
    rest.ask("PUT", f"dashboard/{dashboard}", laid)


def chart_params() -> list[tuple[str, str, dict[str, Any]]]:
    """Name, table and settings of every chart."""
    cards = [
        (measure, "village", {"viz_type": "big_number_total", "metric": _share(measure), "y_axis_format": ",.1f"})
        for measure in MEASURES
    ]
    table = {"viz_type": "table", "query_mode": "aggregate", "order_desc": True, "server_pagination": False}
    n = _metric("n", "sum(n)")
    practising = _share("practising")
    league = {
        **table,
        "groupby": ["district"],
        "metrics": [_metric("villages", "count(*)"), *(_share(measure) for measure in LEAGUE)],
        "timeseries_limit_metric": practising,
        "row_limit": 100,
        "show_cell_bars": True,
    }
    attention = {**table, "groupby": ["line"], "metrics": [n], "timeseries_limit_metric": n, "row_limit": 5}
    funnel = {
        "viz_type": "funnel",
        "groupby": ["stage"],
        "metric": _metric("villages", "count(*)"),
        "row_limit": 11,
        "sort_by_metric": True,
        "show_legend": False,
        "show_labels": True,
        "label_type": "key_value",
    }
    return [
        *cards,
        ("stages", "stage", funnel),
        ("league", "village", league),
        ("attention", "attention", attention),
    ]


def _metric(label: str, sql: str) -> dict[str, Any]:
    return {
        "expressionType": "SQL",
        "sqlExpression": sql,
        "label": label,
        "hasCustomLabel": True,
        "optionName": f"metric_{label}",
    }


def _share(measure: str) -> dict[str, Any]:
    return _metric(measure, f"100.0 * sum({measure}_n) / sum({measure}_of)")


def _positions(charts: dict[str, int]) -> dict[str, Any]:
    """All on one screen: the numbers in two rows, then funnel, league and attention side by side."""
    names = list(charts)
    rows = [(names[:4], 3, 16), (names[4:8], 3, 16), (names[8:], 4, 40)]
    at: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "GRID_ID": {"type": "GRID", "id": "GRID_ID", "children": [], "parents": ["ROOT_ID"]},
        "HEADER_ID": {"type": "HEADER", "id": "HEADER_ID", "meta": {"text": "Overview"}},
    }
    for number, (members, width, height) in enumerate(rows):
        row = f"ROW-{number}"
        at["GRID_ID"]["children"].append(row)
        at[row] = {
            "type": "ROW", "id": row, "children": [], "parents": ["ROOT_ID", "GRID_ID"],
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        }  # fmt: skip
        for name in members:
            chart = f"CHART-{name}"
            at[row]["children"].append(chart)
            at[chart] = {
                "type": "CHART", "id": chart, "children": [], "parents": ["ROOT_ID", "GRID_ID", row],
                "meta": {"chartId": charts[name], "width": width, "height": height, "sliceName": name},
            }  # fmt: skip
    return at


def _filters(tables: dict[str, int], charts: dict[str, int]) -> dict[str, Any]:
    province = {
        "id": FILTER,
        "name": "province",
        "type": "NATIVE_FILTER",
        "filterType": "filter_select",
        "targets": [{"datasetId": tables["village"], "column": {"name": "province"}}],
        "defaultDataMask": {"extraFormData": {}, "filterState": {}, "ownState": {}},
        "controlValues": {
            "multiSelect": False,
            "enableEmptyFilter": False,
            "defaultToFirstItem": False,
            "inverseSelection": False,
            "searchAllOptions": False,
        },
        "cascadeParentIds": [],
        "scope": {"rootPath": ["ROOT_ID"], "excluded": []},
        "chartsInScope": list(charts.values()),
        "tabsInScope": [],
        "description": "",
    }
    return {
        "native_filter_configuration": [province],
        "cross_filters_enabled": False,
        "chart_configuration": {},
        "global_chart_configuration": {
            "scope": {"rootPath": ["ROOT_ID"], "excluded": []},
            "chartsInScope": list(charts.values()),
        },
        "refresh_frequency": 0,
        "timed_refresh_immune_slices": [],
        "expanded_slices": {},
        "label_colors": {},
        "color_scheme": "",
    }
