"""Who has not reported: areas by how long nothing new came from them, and how late rows were written down."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Later
from dashboard.ui.persons import shown_name
from dashboard.ui.quality.asked import MOST_AREAS, silence_digits, silence_of
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.tabs import Tab, draw_tabs
from dashboard.ui.view import View
from dashboard.ui.words import day, day_month, number, percent, t
from dashboard.ui.worklist import within

REGISTERS = ("sages", "households", "activities", "materials", "visits", "incomes", "groups")


def draw_silence(view: View, *, key: str = "silence") -> None:
    """The areas, the longest silent first: who is responsible, each register's last day, what there is none of."""
    rows, digits = silence_of(view), silence_digits(view)
    n_all, n_silent = (rows[0]["n_all"], rows[0]["n_silent"]) if rows else (0, 0)
    names = places.names(r["area_code"] for r in rows)
    title = t("quality.silence", level=places.level_word(digits))
    note = t("quality.silence.note", n=number(n_silent), of=number(n_all), level=places.level_word(digits))
    if n_all > len(rows):
        note = f"{note} · {t('quality.silence.first', n=number(len(rows)))}"
    with block(key, title, note, menu=bool(rows)) as menu:
        if view.child_digits <= 4:
            levels = [Tab("district", places.level_word(4)), Tab("village", places.level_word(8))]
            draw_tabs(view, levels, key=f"{key}_level", label=t("quality.silence.level"), own_key="level", pills=True)
        draw_table(
            _columns(digits),
            [_row(view, r, names[r["area_code"]], digits) for r in rows],
            key=f"{key}_table", caption=title, nothing=t("league.nothing"), fill=True,
        )  # fmt: skip
    if menu:
        with menu:
            _draw_downloads(view, rows, names, title, key)


def _columns(digits: int) -> list[Column]:
    return [
        Column("name", places.level_word(digits)),
        Column("officer", t("quality.silence.officer")),
        Column("days", t("quality.silence.days"), "number"),
        *(Column(r, t(f"quality.silence.{r}"), "number", help=t(f"register.{r}"), minor=True) for r in REGISTERS),
        Column("none", t("quality.silence.none")),
    ]


def _row(view: View, r: dict[str, Any], name: str, digits: int) -> Row:
    code, as_of = r["area_code"], view.filters.as_of
    where = within(code) if digits == 8 else places.name(code[:2]) if len(view.filters.area) < 2 else ""
    cells: dict[str, str | Cell | None] = {
        "name": Cell(name, note=where),
        "officer": _officer(r),
        "days": _days(r, as_of),
        "none": ", ".join(t(f"quality.silence.{register}") for register in _missing(r)) or "–",
    }
    for register in REGISTERS:
        on = r[f"{register}_on"]
        cells[register] = Cell(day_month(on), title=day(on)) if on else None
    return Row(code, cells, href=area_link(view, code) if digits == 8 else view.link(area=code))


def _officer(r: dict[str, Any]) -> Cell:
    """The head of the district's office, else those who look after most of its villages."""
    if r["head_name"]:
        return Cell(shown_name(r["head_name"]), note=t("quality.silence.head"))
    names = ", ".join(shown_name(name) for name in r["officers"] or [])
    more = r["n_officers"] - len(r["officers"] or [])
    return Cell(names or "–", note=t("quality.silence.more", n=number(more)) if more > 0 else "")


def _days(r: dict[str, Any], as_of: date) -> Cell:
    if r["newest_on"] is None:
        return Cell(t("quality.silence.never"), icon="error", status="behind")
    days, newest = (as_of - r["newest_on"]).days, day(r["newest_on"])
    if r["is_silent"]:
        return Cell(number(days), icon="error", status="behind", word=t("quality.silence.is_silent"), note=newest)
    return Cell(number(days), icon="check_circle", status="met", word=t("quality.silence.reports"), note=newest)


def _missing(r: dict[str, Any]) -> list[str]:
    """The registers of which there is not one row; an area need not have a group."""
    return [register for register in REGISTERS if r[f"{register}_on"] is None and register != "groups"]


def _draw_downloads(view: View, rows: list[dict[str, Any]], names: dict[str, str], title: str, key: str) -> None:
    headings = {
        "area_code": t("download.code"), "name": t("league.area"), "within": t("attention.within"),
        "n_villages": t("heat.villages"), "officer": t("quality.silence.officer"),
        "newest_on": t("quality.silence.newest"), "days": t("quality.silence.days"),
        **{f"{register}_on": t(f"quality.silence.{register}") for register in REGISTERS},
        "none": t("quality.silence.none"),
    }  # fmt: skip
    plain = Later(len(rows), lambda: [
        {
            **r,
            "name": names[r["area_code"]],
            "within": within(r["area_code"]),
            "officer": shown_name(r["head_name"]) if r["head_name"]
            else ", ".join(shown_name(name) for name in r["officers"] or []),
            "days": (view.filters.as_of - r["newest_on"]).days if r["newest_on"] else None,
            "none": ", ".join(t(f"quality.silence.{register}") for register in _missing(r)),
        }
        for r in rows
    ])  # fmt: skip
    told = title
    if rows and rows[0]["n_all"] > MOST_AREAS:
        told = f"{title} ({t('worklist.page', first=1, last=number(len(rows)), of=number(rows[0]['n_all']))})"
    draw_downloads(f"silence-{view.filters.as_of}", headings, plain, about(view, told, len(plain)), key=key)


def draw_late(view: View, *, key: str = "late") -> None:
    """How many rows came in more than 30 days after what they tell of, by register; only where it is known."""
    rows = data.view_records("pages/quality_late", view.filters)
    title = t("quality.late")
    with block(key, title, t("quality.late.note"), menu=bool(rows)) as menu:
        draw_table(
            [Column("name", t("explain.register")), Column("share", t("quality.late.share"), "bar"),
             Column("n", t("quality.late.n"), "number"), Column("most", t("quality.late.most"), "number")],
            [
                Row(r["register"], {
                    "name": t(f"register.{r['register']}"),
                    "share": Cell(percent(_share(r)), share=_share(r)),
                    "n": Cell(number(r["n_late"]), note=t("quality.late.of", of=number(r["n_rows"]))),
                    "most": number(r["most_days"]),
                })
                for r in rows
            ],
            key=f"{key}_table", caption=title, nothing=t("quality.late.nothing"), stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"name": t("explain.register"), "n_late": t("quality.late.n"), "n_rows": t("quality.late.rows"),
                        "most_days": t("quality.late.most")}  # fmt: skip
            plain = Later(len(rows), lambda: [{**r, "name": t(f"register.{r['register']}")} for r in rows])
            draw_downloads(f"late-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)


def _share(r: dict[str, Any]) -> float:
    return float(r["n_late"] or 0) / float(r["n_rows"]) * 100
