"""What was done and what left, by whom and when, the newest first, and whether the log is as it was written.

For administrators of the nation: a line may be about any area. The filters stand in the address.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import streamlit as st

from dashboard.access.acting import ACTS
from dashboard.access.audit import LOCAL, Record, Verdict
from dashboard.settings import read_settings
from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.acting import audit_log
from dashboard.ui.answers import Answers
from dashboard.ui.blocks import block
from dashboard.ui.chips import Chip, draw_chips
from dashboard.ui.download import draw_downloads
from dashboard.ui.settings_page.acts import may_see_audit
from dashboard.ui.settings_page.asked import store
from dashboard.ui.settings_page.parts import draw_pills
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.tabs import Tab
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t

MOST_SHOWN = 200
PERIODS = {"": None, "day": 1, "week": 7, "month": 30}
LEFT = ("table", "deck", "report", "card", "document", "picture", "digest", "backup")
KINDS = (*ACTS, *(f"export.{what}" for what in LEFT), "mail.digest", "sign_in", "sign_in.refused", "sign_out")
_read = Answers(50_000_000)


def draw_audit(view: View, *, key: str = "audit") -> None:
    """The log with its filters, and what checking it found."""
    if not may_see_audit():
        return
    records, verdict = _of_log()
    found = [record for record in records if _is_asked(view, record)]
    title = t("audit.title")
    with block(key, title, t("audit.note", n=number(len(found)), of=number(len(records))), menu=bool(found)) as menu:
        _draw_verdict(records, verdict)
        _draw_filters(view, records)
        draw_table(
            [Column("at", t("audit.at")), Column("who", t("audit.who")), Column("what", t("audit.what")),
             Column("area", t("audit.area")), Column("count", t("audit.count"), "number"),
             Column("file", t("audit.file"), minor=True)],
            [_row(view, record) for record in found[:MOST_SHOWN]],
            key=f"{key}_table", caption=title, nothing=t("audit.none_found"), lead="what", fill=True,
        )  # fmt: skip
        if len(found) > MOST_SHOWN:
            st.caption(t("attention.longer", n=number(MOST_SHOWN), of=number(len(found))))
    if menu:
        with menu:
            _draw_files(view, found, title, verdict, key)


def _of_log() -> tuple[list[Record], Verdict]:
    """Every record, the newest first, and the verdict; read anew when the file is another one."""
    log = audit_log()
    facts = log.path.stat() if log.path.exists() else None
    key = str(log.path), facts and (facts.st_size, facts.st_mtime_ns)
    found: tuple[list[Record], Verdict] = _read.of(key, lambda: (log.records(), log.verify()))
    return found


def _is_asked(view: View, record: Record) -> bool:
    on, days = _when(record).date(), PERIODS.get(view.get("period"))
    return (
        view.get("who") in ("", record.event.who)
        and view.get("what") in ("", record.event.what)
        and view.get("day") in ("", on.isoformat())
        and (days is None or on > read_settings().day() - timedelta(days=days))
    )


def _when(record: Record) -> datetime:
    """When it happened, by this machine's clock."""
    return datetime.fromisoformat(record.at).astimezone().replace(tzinfo=None)


def _draw_verdict(records: Sequence[Record], verdict: Verdict) -> None:
    if verdict.broken_line is not None:
        why = t(f"audit.why.{verdict.why}")
        st.error(t("audit.broken", line=verdict.broken_line, why=why, n=number(verdict.n)), icon=":material/gpp_bad:")
    elif records:
        st.success(t("audit.sound", n=number(verdict.n)), icon=":material/verified_user:")
        st.caption(t("audit.head", head=records[0].head))


def _draw_filters(view: View, records: Sequence[Record]) -> None:
    periods = [Tab(name, t(f"audit.period.{name or 'all'}")) for name in PERIODS]
    hrefs = {name: view.link(period=name or None, day=None) for name in PERIODS}
    draw_pills(periods, hrefs, view.get("period"), key="audit_period", label=t("audit.at"))
    everybody = {"": t("audit.everybody")} | {who: _name(who) for who in sorted({r.event.who for r in records})}
    kinds = {"": t("audit.everything")} | {what: _kind(what) for what in sorted({r.event.what for r in records})}
    with st.container(horizontal=True, gap="small"):
        for own, choices, label in (("who", everybody, t("audit.who")), ("what", kinds, t("audit.what"))):
            st.session_state[f"audit_{own}"] = view.get(own) if view.get(own) in choices else ""
            st.selectbox(
                label, list(choices), key=f"audit_{own}", format_func=choices.__getitem__, on_change=_choose,
                args=(own,), width=260,
            )  # fmt: skip
    if asked := view.get("day"):
        words = day(date.fromisoformat(asked)) if _is_day(asked) else asked
        draw_chips(view, [Chip("day", t("audit.at"), words)], key="audit_chips")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _choose(own: str) -> None:
    chosen = str(st.session_state[f"audit_{own}"] or "")
    if chosen:
        st.query_params[own] = chosen
    else:
        st.query_params.pop(own, None)


def _row(view: View, record: Record) -> Row:
    event, at = record.event, _when(record)
    return Row(
        str(record.n),
        {
            "at": Cell(f"{day(at.date())} {at:%H:%M}", href=view.link(day=at.date().isoformat(), period=None)),
            "who": Cell(_name(event.who), href=view.link(who=event.who)),
            "what": Cell(_kind(event.what), note=_facts(record), href=view.link(what=event.what)),
            "area": _areas(event.area),
            "count": number(event.count) if event.count is not None else None,
            "file": Cell(event.file, note=t("audit.told") if event.names else ""),
        },
    )


def _name(who: str) -> str:
    return t("access.local") if who == LOCAL else who


def _kind(what: str) -> str:
    """An act in words; one of another version by its code."""
    return t(f"audit.what.{what}") if what in KINDS else what


def _areas(codes: str) -> str:
    return ", ".join(places.full_name(code) for code in codes.split(",") if code.isdigit()) if codes else ""


def _facts(record: Record) -> str:
    return " · ".join(f"{name}: {fact}" for name, fact in record.event.filters.items())


def _draw_files(view: View, found: Sequence[Record], title: str, verdict: Verdict, key: str) -> None:
    names = ("n", "at", "who", "what", "area", "as_of", "count", "file", "names", "facts", "digest")
    rows: list[dict[str, object]] = [
        {
            "n": r.n, "at": _when(r), "who": r.event.who, "what": _kind(r.event.what), "area": r.event.area,
            "as_of": date.fromisoformat(r.event.as_of) if r.event.as_of else None, "count": r.event.count,
            "file": r.event.file, "facts": _facts(r),
            "names": t("audit.told") if r.event.names else "", "digest": r.digest,
        }
        for r in found
    ]  # fmt: skip
    headings = {name: t(f"audit.{name}") for name in names}
    checked = {t("audit.checked"): _checked(verdict)}
    base = {t("about.title"): title, t("about.rows"): number(len(rows))}
    told = about(view, title, len(rows)) if store().newest() is not None else base
    draw_downloads("audit", headings, rows, {**told, **checked}, key=key)


def _checked(verdict: Verdict) -> str:
    if verdict.broken_line is None:
        return t("audit.sound", n=number(verdict.n))
    return t("audit.broken", line=verdict.broken_line, why=t(f"audit.why.{verdict.why}"), n=number(verdict.n))
