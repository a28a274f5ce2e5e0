"""The programme's rules of a year: what they are, where they come from, and which years have others."""

from __future__ import annotations

import streamlit as st

from dashboard.programme import RULES, RuleInfo, rules_of
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.settings_page.acts import may_set
from dashboard.ui.settings_page.asked import last_change, rules_now, values_of, year_of, years
from dashboard.ui.settings_page.rules_form import draw_rules_form
from dashboard.ui.settings_page.signing import draw_done
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.target_source import is_own
from dashboard.ui.view import View
from dashboard.ui.words import day, measure_name, number, t, year


def draw_rules(view: View, *, key: str = "rules") -> None:
    """The table of the rules with their sources, the way to change them, and the years beside each other."""
    fiscal_year = year_of(view)
    title = t("settings.rules", year=year(fiscal_year))
    draw_done()
    with block(key, title, t("settings.rules.note")) as menu:
        draw_table(
            [Column("name", t("settings.rule")), Column("value", t("settings.rule.value"), "number"),
             Column("own", t("settings.rule.programme"), "number"), Column("source", t("settings.source")),
             Column("moves", t("settings.rule.moves"))],
            [_row(fiscal_year, rule) for rule in RULES],
            key=f"{key}_table", caption=title,
        )  # fmt: skip
        st.caption(t("settings.rules.source"))
        if view.get("edit") == "rules" and may_set(""):
            draw_rules_form(view)
        elif may_set(""):
            st.button(t("settings.edit"), icon=":material/edit:", key=f"{key}_edit", on_click=_edit)
        else:
            st.caption(t("access.settings_only"))
    if menu:
        with menu:
            headings = {"name": t("settings.rule"), "value": t("settings.rule.value"), "unit": t("settings.unit"),
                        "own": t("settings.rule.programme"), "source": t("settings.source")}  # fmt: skip
            now, own = values_of(rules_now(fiscal_year)), values_of(rules_of(fiscal_year))
            rows: list[dict[str, object]] = [
                {"name": t(f"rule.{r.id}.name"), "value": now[r.id], "unit": t(f"rule.{r.id}.unit"), "own": own[r.id],
                 "source": _source(fiscal_year, r.id)[0]}
                for r in RULES
            ]  # fmt: skip
            draw_downloads(f"rules-{fiscal_year}", headings, rows, about(view, title, len(rows)), key=key)
    if view.get("edit") != "rules":
        _draw_years(view, key=f"{key}_years")


def _edit() -> None:
    st.query_params["edit"] = "rules"


def _row(fiscal_year: int, rule: RuleInfo) -> Row:
    source, note = _source(fiscal_year, rule.id)
    unit = t(f"rule.{rule.id}.unit")
    return Row(
        rule.id,
        {
            "name": Cell(t(f"rule.{rule.id}.name"), note=t(f"rule.{rule.id}.help")),
            "value": f"{number(getattr(rules_now(fiscal_year), rule.id))} {unit}",
            "own": f"{number(getattr(rules_of(fiscal_year), rule.id))} {unit}",
            "source": Cell(source, note=note, icon="edit" if is_own(fiscal_year, rule.id) else "account_balance"),
            "moves": measure_name(rule.measure, short=True),
        },
    )


def _source(fiscal_year: int, rule: str) -> tuple[str, str]:
    """Where a rule comes from: the programme, or the office's change, with when, who and why."""
    if not is_own(fiscal_year, rule):
        return t("settings.source.programme"), ""
    batch = last_change(fiscal_year, rule)
    if batch is None:
        return t("settings.source.office"), ""
    first = batch.changes[0]
    told = [t("import_page.batch", batch=batch.batch_id), day(batch.stored_at.date()),
            first.changed_by or "", first.reason or ""]  # fmt: skip
    return t("settings.source.office"), " · ".join(filter(None, told))


def _draw_years(view: View, *, key: str) -> None:
    """The rules of every year beside each other; the office's own are marked."""
    title, chosen = t("settings.rules.years"), year_of(view)
    with block(key, title) as menu:
        draw_table(
            [Column("year", t("frame.fiscal_year")),
             *(Column(r.id, f"{t(f'rule.{r.id}.name')} ({t(f'rule.{r.id}.unit')})", "number") for r in RULES)],
            [
                Row(str(y), {"year": year(y)} | {
                    r.id: Cell(number(getattr(rules_now(y), r.id)),
                               note=t("settings.source.office") if is_own(y, r.id) else "")
                    for r in RULES
                }, href=view.link(fy=str(y), as_of=None), tone="here" if y == chosen else "")
                for y in years()
            ],
            key=f"{key}_table", caption=title, lead="year",
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"year": t("frame.fiscal_year")} | {r.id: t(f"rule.{r.id}.name") for r in RULES}
            rows = [dict[str, object](year=y, **values_of(rules_now(y))) for y in years()]
            draw_downloads("rules-by-year", headings, rows, about(view, title, len(rows)), key=key)
