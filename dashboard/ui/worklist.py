"""A list of things to do: who, where, what, since when, for whom; the most urgent first, to act on and to take along.

    draw_worklist(view, Each(rows, lambda r: Task(r["village_code"], who=shown_name(…), what=…, since=…, officer=…)),
                  key="visits", title=t("…"), n_all=1204)

The tasks come in their order of urgency from a bounded query; names in them are masked already (`persons`), only the
officer's is as the register has it: it becomes a filter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import streamlit as st

from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Later
from dashboard.ui.persons import shown_name
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t

SHOWN = 25
_ICONS = {"behind": "error", "near": "contrast", "met": "check_circle"}


@dataclass(frozen=True)
class Task:
    """One thing to do in a village (or another area of `code`): about whom or what, and since which day.

    `tone` tells how urgent it is, with an icon and `tone_word`; `more` are further cells by column key, `plain` what
    the download has in their place (numbers and days as such).
    """

    code: str
    who: str
    what: str = ""
    since: date | None = None
    officer: str = ""
    tone: Literal["", "behind", "near", "met"] = ""
    tone_word: str = ""
    note: str = ""
    href: str = ""
    more: Mapping[str, str | Cell | None] = field(default_factory=dict)
    plain: Mapping[str, object] = field(default_factory=dict)


def draw_worklist(
    view: View,
    tasks: Sequence[Task],
    *,
    key: str,
    title: str,
    n_all: int | None = None,
    who: str = "",
    what: str = "",
    since: str = "",
    more: Sequence[Column] = (),
    dated: bool = True,
    nothing: str = "",
    help: str = "",
    fill: bool = False,
) -> None:
    """The list as a block with its downloads, a page of SHOWN at a time (`<key>_page` in the address).

    `who`, `what` and `since` are the headings of these columns (empty `what`: no such column), not `dated` says that
    no task has a day; `n_all` counts also the tasks that the query left out; `more` are further columns, before the
    officer.
    """
    count = len(tasks) if n_all is None else n_all
    with block(key, title, number(count), menu=bool(tasks)) as menu:
        if help:
            st.caption(help)
        page = asked_page(view, f"{key}_page", len(tasks))
        shown = tasks[page * SHOWN : (page + 1) * SHOWN]
        names = places.names({task.code for task in shown})
        draw_table(
            _columns(tasks, who, what, since if dated else None, more),
            [_row(view, str(page * SHOWN + n), task, names) for n, task in enumerate(shown)],
            key=f"{key}_table",
            caption=title,
            lead="who",
            nothing=nothing or t("worklist.nothing"),
            fill=fill,
        )
        _draw_pages(view, key, page, len(tasks), count)
    if menu:
        with menu:
            _draw_downloads(view, tasks, key, title, who, what, since, more)


def asked_page(view: View, own_key: str, n: int, size: int = SHOWN) -> int:
    """The page of a list of `n` rows that the address asks for as `own_key` (from 1), counted from 0; the last when
    the list is shorter.
    """
    asked = view.get(own_key, "1")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    return max(1, min(page, (n - 1) // size + 1)) - 1


def _columns(tasks: Sequence[Task], who: str, what: str, since: str | None, more: Sequence[Column]) -> list[Column]:
    columns = [Column("who", who or t("worklist.who")), Column("where", t("worklist.where"))]
    if what:
        columns.append(Column("what", what))
    if since is not None and any(task.since for task in tasks):
        columns.append(Column("since", since or t("worklist.since"), "number"))
    columns += more
    if any(task.officer for task in tasks):
        columns.append(Column("officer", t("worklist.officer")))
    return columns


def _row(view: View, id_: str, task: Task, names: Mapping[str, str]) -> Row:
    ago = (view.filters.as_of - task.since).days if task.since else 0
    cells: dict[str, str | Cell | None] = {
        "who": Cell(task.who, note=task.note, status=task.tone, icon=_ICONS.get(task.tone, ""), word=task.tone_word),
        "where": Cell(names[task.code], note=within(task.code), href=area_link(view, task.code)),
        "what": task.what,
        "since": Cell(day(task.since), note=t("worklist.days_ago", n=number(ago)) if ago > 0 else "")
        if task.since
        else None,
        "officer": Cell(shown_name(task.officer), href=view.link(officer=task.officer)) if task.officer else None,
        **task.more,
    }
    return Row(id_, cells, href=task.href)


def within(code: str) -> str:
    """What a place lies in, the closest first: ต.หนองบัว อ.เมือง."""
    return " ".join(places.name(above) for above in reversed(places.above(code)) if len(above) > 2)


def _draw_pages(view: View, key: str, page: int, n: int, count: int) -> None:
    if n <= SHOWN:
        return
    last = (n - 1) // SHOWN
    word = t("worklist.page", first=number(page * SHOWN + 1), last=number(min((page + 1) * SHOWN, n)), of=number(count))
    draw_pager(view, f"{key}_page", page + 1, last + 1, word, key=f"{key}_pages")


def draw_pager(view: View, own_key: str, page: int, pages: int, word: str, *, key: str) -> None:
    """Links to the pages before and after; `page` counts from 1 and stands in the address as `own_key`."""
    from dashboard.ui.parts import part

    part("pager")(
        key=key,
        data={
            "label": t("worklist.pages"),
            "text": word,
            "previous": view.link(**{own_key: str(page - 1) if page > 2 else None}) if page > 1 else "",
            "next": view.link(**{own_key: str(page + 1)}) if page < pages else "",
            "words": {"previous": t("worklist.previous"), "next": t("worklist.next")},
        },
    )


def _draw_downloads(
    view: View,
    tasks: Sequence[Task],
    key: str,
    title: str,
    who: str,
    what: str,
    since: str,
    more: Sequence[Column],
) -> None:
    headings = {
        "who": who or t("worklist.who"),
        "note": t("worklist.note"),
        "code": t("download.code"),
        "where": t("worklist.where"),
        "within": t("attention.within"),
        "what": what or t("worklist.what"),
        "since": since or t("worklist.since"),
        "days": t("worklist.days"),
        **{column.key: column.label for column in more},
        "officer": t("worklist.officer"),
    }

    def plain() -> list[dict[str, object]]:
        names = places.names({task.code for task in tasks})
        return [
            {
                "who": task.who,
                "note": task.note or task.tone_word,
                "code": task.code,
                "where": names[task.code],
                "within": within(task.code),
                "what": task.what,
                "since": task.since,
                "days": (view.filters.as_of - task.since).days if task.since else None,
                **{c.key: task.plain.get(c.key, _text(task.more.get(c.key))) for c in more},
                "officer": shown_name(task.officer) if task.officer else None,
            }
            for task in tasks
        ]

    rows = Later(len(tasks), plain)
    said = about(view, title, len(rows))
    draw_downloads(f"{key}-{view.filters.as_of}", headings, rows, said, key=key, only_filled=True)


def _text(cell: str | Cell | None) -> str | None:
    return cell.text if isinstance(cell, Cell) else cell
