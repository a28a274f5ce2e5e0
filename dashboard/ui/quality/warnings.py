"""The warnings of the data contract: how many of each, where they are, and each one's rows with what to do."""

from __future__ import annotations

import json
from typing import Any

from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Later
from dashboard.ui.quality.asked import MOST, WARNINGS, warning_words, warnings_of
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t

MENDED = ("place_code_succeeded", "phone_zero_restored", "shape_repaired")  # what an import puts right by itself


def chosen_warning(view: View) -> str:
    """The warning of the address; the one with most rows when it names none."""
    asked = view.get("warning")
    if asked in WARNINGS:
        return asked
    return max(warnings_of(view).values(), key=lambda r: r["n"], default={"code": next(iter(WARNINGS))})["code"]


def draw_warnings(view: View, *, key: str = "warnings") -> None:
    """A row per warning, those with most first; a click shows its rows."""
    found, chosen = warnings_of(view), chosen_warning(view)
    in_order = sorted(WARNINGS, key=lambda code: -found.get(code, {"n": 0})["n"])
    title = t("quality.warnings")
    with block(key, title) as menu:
        draw_table(
            [Column("name", t("quality.warning")), Column("n", t("quality.warning.n"), "number"),
             Column("places", t("quality.warning.places"), "number", minor=True)],
            [_warning(view, code, found.get(code, {"n": 0, "n_places": 0}), code == chosen) for code in in_order],
            key=f"{key}_table", caption=title, stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"name": t("quality.warning"), "dimension": t("quality.dimension"), "n": t("quality.warning.n"),
                        "n_places": t("quality.warning.places")}  # fmt: skip
            rows = Later(len(in_order), lambda: [
                {"name": warning_words(c), "dimension": t(f"quality.{WARNINGS[c]}"), "n": 0, "n_places": 0}
                | found.get(c, {})
                for c in in_order
            ])  # fmt: skip
            draw_downloads(f"warnings-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)


def _warning(view: View, code: str, row: dict[str, Any], is_here: bool) -> Row:
    n = Cell(
        number(row["n"]), icon="check_circle" if not row["n"] else "", status="met" if not row["n"] else "",
        word="" if row["n"] else t("quality.warning.none"),
    )  # fmt: skip
    return Row(
        code,
        {"name": Cell(warning_words(code), note=t(f"quality.{WARNINGS[code]}")), "n": n,
         "places": number(row["n_places"])},
        href=view.link(warning=code, findings_page=None), tone="here" if is_here else "",
    )  # fmt: skip


def draw_warning_areas(view: View, *, key: str = "warning_areas") -> None:
    """Where the chosen warning's rows are, one level below; a click leads down."""
    code = chosen_warning(view)
    digits = min(view.child_digits, 4) if code == "district_silent" else view.child_digits
    if digits <= len(view.filters.area):
        return
    found = data.view_records("pages/quality_warning_areas", view.filters, code=code, digits=digits)
    if not found:
        return
    names, most = places.plain_names(r["area_code"] for r in found), found[0]["n"]
    title = t("quality.warning.areas")
    with block(key, title, warning_words(code)) as menu:
        draw_table(
            [Column("name", places.level_word(digits)), Column("n", t("quality.warning.n"), "bar")],
            [
                Row(r["area_code"],
                    {"name": names[r["area_code"]], "n": Cell(number(r["n"]), share=r["n"] / most * 100)},
                    href=view.link(area=r["area_code"], findings_page=None))
                for r in found
            ],
            key=f"{key}_table", caption=title, fill=True, stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"area_code": t("download.code"), "name": t("league.area"), "n": t("quality.warning.n")}
            rows = Later(len(found), lambda: [{**r, "name": names[r["area_code"]]} for r in found])
            draw_downloads(f"{code}-areas-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)


def draw_mended(view: View, *, key: str = "mended") -> None:
    """What imports put right by themselves, by file; its rows are not kept, so it is of the whole store."""
    rows = data.records("pages/quality_mended", codes=list(MENDED), n=MOST)
    if not rows:
        return
    lines = [
        {**r, "code": code, "n": n, "register": t(f"register.{r['register']}"), "words": warning_words(code)}
        for r in rows
        for code, n in json.loads(r["warnings"]).items()
        if code in MENDED
    ]
    title = t("quality.mended")
    with block(key, title, t("quality.mended.note")) as menu:
        draw_table(
            [Column("words", t("quality.mended.what")), Column("n", t("quality.mended.n"), "number"),
             Column("file", t("explain.file")), Column("stored", t("explain.stored_on"), "number")],
            [
                Row(str(i), {"words": Cell(r["words"], note=r["register"]), "n": number(r["n"]),
                             "file": r["file"] + (f" › {r['sheet']}" if r["sheet"] else ""),
                             "stored": day(r["stored_at"].date())})
                for i, r in enumerate(lines)
            ],
            key=f"{key}_table", caption=title, lead="words", fill=True,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {
                "words": t("quality.mended.what"), "n": t("quality.mended.n"), "register": t("explain.register"),
                "file": t("explain.file"), "sheet": t("quality.refused.sheet"), "batch_id": t("quality.refused.batch"),
            }  # fmt: skip
            draw_downloads("mended", headings, lines, about(view, title, len(lines)), key=key)
