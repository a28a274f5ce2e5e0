"""A store whose every text is an attack: no page runs it, draws an element of it or makes a link of it; and the policy
that browsers are given is kept on every page (a breach is an error in the console, which every visit fails on).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlparse

import pytest
import stores
from playwright.sync_api import Browser
from visits import Visit, start_server

from dashboard.access.audit import AuditLog, Event
from dashboard.access.people import People
from dashboard.intake.taught import KnownHeadings, Lesson
from dashboard.meeting.decisions import Decided
from dashboard.meeting.keeping import Decisions
from dashboard.meeting.saved import SavedTemplates
from dashboard.scenario.saved import save
from dashboard.store import Store
from dashboard.store.marts import build_marts
from dashboard.store.schema import all_tables, create_tables
from dashboard.ui.sections import existing

ATTACK = (
    """<img src=x onerror=hit()><svg onload=hit()></svg><b class=hit>"'><script>hit()</script>[x](javascript:hit())"""
)
# what has to be one of a list, a code or a json to be read at all
CHOSEN = {
    "role", "activity", "measure", "indicator", "register", "kind", "code", "column", "producer_type", "visitor_role",
    "otop_category", "village_code", "district_code", "place_code", "area_code", "home_subdistrict", "step",
    "snapshot", "base_snapshot", "sha256", "skipped", "warnings", "dropped_columns", "facts", "cells", "content",
    "entity_key", "abolished_code", "why", "rule", "rings", "house_no", "phone", "position",
}  # fmt: skip
MORE = ("officers", "knowledge", "context", "quarantine", "quarantine_reasons", "fixes", "setting_changes")
_EVERYWHERE = """
  const roots = [document];
  for (let i = 0; i < roots.length; i++)
    for (const e of roots[i].querySelectorAll('*')) if (e.shadowRoot) roots.push(e.shadowRoot);
  const all = (what) => roots.flatMap((root) => [...root.querySelectorAll(what)]);
"""
FOUND = f"""() => {{ {_EVERYWHERE}
  const made = all('img[src="x"], svg[onload], b.hit, [onerror], a[href^="javascript:" i]').map((e) => e.outerHTML);
  const scripts = all('script').filter((e) => e.textContent.includes('hit()')).map(() => 'script');
  return [...made, ...scripts, ...(window.__hit ? ['ran'] : [])];
}}"""
SAID = f"""() => {{ {_EVERYWHERE}
  return roots.some((root) => [...root.querySelectorAll('*')].some((e) =>
    [...e.childNodes].some((n) => n.nodeType === 3 && n.data.includes('hit()')) && e.tagName !== 'SCRIPT'));
}}"""
LINKS = f"() => {{ {_EVERYWHERE} return all('a[href]').map((e) => e.href); }}"
SEEN: set[str] = set()


def build_hostile_store(folder: Path) -> None:
    """The small store with the attack before every text, rows of every other register, and small files full of it."""
    store = Store(folder)
    with store.building("real") as building:
        con = building.con
        create_tables(con)
        stores.fill(con, stores.VILLAGES)
        for table, columns in all_tables().items():
            for name in (n for n, type_ in columns.items() if type_ == "VARCHAR" and n not in CHOSEN):
                con.execute(f'update "{table}" set "{name}" = ? || "{name}" where "{name}" is not null', [ATTACK])
        for table in MORE:
            _insert(con, table, all_tables()[table])
        build_marts(con)
    Decisions(folder, "real").add(Decided(ATTACK, ATTACK, date(2017, 7, 31), "40", person=ATTACK), stores.TODAY)
    SavedTemplates(folder, "real").save(ATTACK[:80], "", "practising")
    save(folder, ATTACK[:80], "", stores.FISCAL_YEAR, "40")
    KnownHeadings(folder).teach([Lesson("sages", ATTACK, "expertise")], ATTACK)
    AuditLog(folder, "real").add(Event("export.table", ATTACK, "40", filters={ATTACK: ATTACK}, who=ATTACK))
    People(folder.parent / "people.json").give("<img src=x onerror=hit()>@x", "viewer", ["40"])


def _insert(con: object, table: str, columns: dict[str, str]) -> None:
    known = {
        "register": "sages", "measure": "practising", "kind": "target", "item": "practising", "code": "unreadable",
        "village_code": "40160101", "district_code": "4016", "place_code": "40160101", "area_code": "4016",
        "cells": json.dumps({ATTACK: ATTACK}), "facts": json.dumps({"example": ATTACK}), "content": "{}",
        "entity_key": None, "column": ATTACK, "why": "typed", "phone": ATTACK, "position": ATTACK,
        "home_subdistrict": ATTACK, "indicator": ATTACK,
    }  # fmt: skip
    kinds = {"DATE": date(2017, 3, 1), "VARCHAR": ATTACK, "BOOLEAN": True}
    ones = {"fiscal_year": 2560, "year": 2560, "months": 12, "month": None}
    values = {n: known[n] if n in known else ones.get(n, kinds.get(type_, 1)) for n, type_ in columns.items()}
    marks = ", ".join("?" for _ in values)
    names = ", ".join(f'"{n}"' for n in values)
    con.execute(f'insert into "{table}" ({names}) values ({marks})', list(values.values()))  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    build_hostile_store(folder / "store")
    people = {"SAMMACHIP_PEOPLE": str(folder / "people.json")}
    process, address = start_server(folder / "store", folder / "log", more=people)
    yield address
    process.terminate()
    process.wait(20)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def there(browser: Browser, hostile: str) -> Iterator[Visit]:
    """A window in which one page is opened after another."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="th-TH")
    found = context.new_page()
    found.add_init_script("window.hit = () => { window.__hit = true }")
    visit = Visit(found, hostile)
    visit.open()
    yield visit
    context.close()


@pytest.mark.parametrize("info", existing(), ids=lambda info: info.id)
def test_no_text_is_run(info: object, there: Visit) -> None:
    told: list[str] = []
    page = there.page
    page.on("console", lambda m: told.append(m.text) if "Content Security Policy" in m.text else None)
    page.on("dialog", lambda d: told.append(d.message))
    page.evaluate("window.__hit = false")
    url = info.url  # type: ignore[attr-defined]
    area = "40160101" if url == "village" else "40"
    _go(there, f"{url}?area={area}")
    said = page.evaluate(SAID)
    tabs = {
        tab for link in page.evaluate(LINKS) if urlparse(link).path.rsplit("/", 1)[-1] == url
        for key, tab in parse_qsl(urlparse(link).query) if key == "tab"
    }  # fmt: skip
    found = {"": page.evaluate(FOUND)}
    for tab in sorted(tabs):
        _go(there, f"{url}?area={area}&tab={tab}")
        found[tab] = page.evaluate(FOUND)
        said = said or page.evaluate(SAID)
    SEEN.update({url} if said else set())
    assert {tab: what for tab, what in found.items() if what} == {}
    assert told == []


def test_the_attack_was_there_to_be_seen() -> None:
    """On the pages that show texts of registers and forms; the others show numbers and names of places."""
    assert {"village", "households", "groups", "knowledge", "meeting", "settings"} <= SEEN, SEEN


def _go(there: Visit, path: str) -> None:
    page = there.go(path)
    assert page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0
