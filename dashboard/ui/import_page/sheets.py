"""The sheets with what is wrong in them: what could stand in a bad cell is accepted by a click, or all of a kind."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.intake.cell_reading import plain_cell
from dashboard.intake.checking import check_table
from dashboard.intake.fixing import Fix, with_fixes
from dashboard.intake.rejects import reason_in_words
from dashboard.intake.suggesting import Suggestion
from dashboard.intake.taught import columns_of
from dashboard.registers import stored
from dashboard.settings import read_settings
from dashboard.ui.blocks import block
from dashboard.ui.import_page.grid import At, Grid
from dashboard.ui.import_page.work import Work, tables
from dashboard.ui.import_report import where
from dashboard.ui.parts import part
from dashboard.ui.tabs import Tab, draw_tabs
from dashboard.ui.view import View
from dashboard.ui.words import language, number, t

MOST_TYPED = 500  # characters
MOST_KINDS = 8


def draw_sheets(view: View, work: Work) -> None:
    """Tabs of the sheets and the chosen one."""
    if not work.refused:
        return
    grids = {i: Grid(work, i, language()) for i, _ in tables(work)}
    n_bad = {i: len(grid.bad()) for i, grid in grids.items()}
    n_files = len({table.file for _, table in tables(work)})
    total = sum(n_bad.values())
    note = t("import_page.n_bad", n=number(total)) if total else t("import_page.none_bad")
    with block("sheets", t("import_page.step_sheet"), note, menu=False):
        tabs = [
            Tab(
                str(i),
                table.sheet if n_files == 1 and table.sheet else where(table.file, table.sheet),
                number(n_bad[i]) if n_bad[i] else "",
                t("import_page.cells") if n_bad[i] else "",
                "behind" if n_bad[i] else "",
            )
            for i, table in sorted(tables(work), key=lambda pair: not n_bad[pair[0]])
        ]
        chosen = int(
            draw_tabs(view, tabs, key="sheet_tabs", label=t("import_page.step_sheet"), own_key="sheet", pills=True)
            if len(tabs) > 1
            else tabs[0].id
        )
        grid = grids[chosen]
        key = f"sheet_{chosen}"
        part("sheet")(key=key, data=_data(grid), on_act_change=lambda: _act(work, chosen, key))
        if not work.is_checked:
            _draw_recheck(work)


def _draw_recheck(work: Work) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(t("import_page.put_right", n=number(len({_place(fix) for fix in work.fixes}))))
        if st.button(t("import_page.check_again"), icon=":material/fact_check:", type="primary"):
            work.checked = -1
            st.rerun()


def _place(fix: Fix) -> tuple[object, ...]:
    return fix.register, fix.file, fix.sheet, fix.row, fix.column


def _chosen(grid: Grid) -> At | None:
    """The cell that is explained: the one that was clicked, else the first."""
    found = grid.work.chosen
    if found is not None and found[0] == grid.index and found[1] in grid.refused:
        return found[1], found[2]
    return None


def _data(grid: Grid) -> dict[str, Any]:
    work, at, bad = grid.work, _chosen(grid), grid.bad()
    page = grid.page(at, columns_of(grid.table.register) if grid.table.register in stored() else {})
    last = page["first"] + len(page["rows"])
    kinds = [
        {
            "heading": k.heading,
            "why": k.why,
            "words": t(f"suggest.{k.why}"),
            "before": k.before or t("import_page.sheet.blank"),
            "after": k.after,
            "label": t("import_page.accept_all", n=number(k.n)),
        }
        for k in grid.kinds()[:MOST_KINDS]
    ]
    return {
        **page,
        "kinds": kinds,
        "only_bad": grid.only_bad,
        "can_limit": grid.has_marks,
        "n_bad": len(bad),
        "left": t("import_page.left", n=number(len(bad))) if bad else t("import_page.none_left"),
        "undo": t("import_page.take_back", n=number(len(work.steps))) if work.steps else "",
        "range": t("import_page.range", first=number(page["first"] + 1), last=number(last), n=number(page["n_rows"])),
        "caption": t("import_page.sheet_of", where=where(grid.table.file, grid.table.sheet)),
        "chosen": _explained(grid, at) if at is not None else None,
        "words": {
            name: t(f"import_page.sheet.{name}")
            for name in (
                "row",
                "only",
                "next",
                "previous",
                "before",
                "after",
                "pages",
                "toolbar",
                "kinds",
                "panel",
                "typed",
                "typed_only",
                "typed_ok",
                "fixed",
                "unused",
                "gap",
                "blank",
            )
        },
    }


def _explained(grid: Grid, at: At) -> dict[str, Any]:
    row, heading = at
    column = grid.column_of(heading)
    position = int((grid.table.rows == row).argmax())
    value = "" if column is None else grid.said(plain_cell(grid.table.columns[column][position]))
    said = grid.work.said
    fix = grid.fixed.get((row, column)) if column else None
    return {
        "where": t("import_page.sheet.where", row=row, heading=heading)
        if heading
        else t("import_page.sheet.whole_row", row=row),
        "value": value,
        "why": grid.why(at),
        "refused": said[1] if said and said[0] == (grid.index, *at) else "",
        "offers": [{"label": _offer_words(grid, s), "why": t(f"suggest.{s.why}")} for s in grid.offered(at)],
        "can_type": column is not None,
        "value_typed": "",
    } | {"value": value if fix is None else grid.said(fix.value)}


def _offer_words(grid: Grid, suggestion: Suggestion) -> str:
    (_, first), *more = suggestion.values
    others = "".join(f" · {grid.label(column)}: {grid.said(value)}" for column, value in more)
    return t("import_page.use", value=grid.said(first)) + others


def _act(work: Work, index: int, key: str) -> None:
    """What was done in the sheet, before the page is drawn again."""
    asked = dict(st.session_state[key]).get("act") or {}
    grid = Grid(work, index, language())
    work.said = None
    at = _chosen(grid)
    match asked.get("do"):
        case "choose":
            work.chosen = (index, int(asked["row"]), str(asked["heading"]))
        case "only":
            work.only_bad = not work.only_bad
            _turn_to(grid, at)
        case "page":
            work.at[index] = max(0, work.at.get(index, 0) + int(asked["by"]) * 50)
        case "step":
            _turn_to(grid, grid.next(at, int(asked["by"])))
        case "back":
            work.take_back()
        case "kind":
            work.put_right(grid.all_of(str(asked["heading"]), str(asked["why"])))
            _turn_to(grid, at or grid.next(None))
        case "accept":
            _accept(grid, at, int(asked["n"]))
        case "type":
            _type(grid, at, str(asked["value"])[:MOST_TYPED])


def _turn_to(grid: Grid, at: At | None) -> None:
    if at is not None:
        grid.go_to(at)


def _accept(grid: Grid, at: At | None, n: int) -> None:
    offered = grid.offered(at) if at is not None else ()
    if at is None or n >= len(offered):
        return
    grid.work.put_right(offered[n].fixes(grid.table, at[0]))
    after = Grid(grid.work, grid.index, grid.language)
    _turn_to(after, after.next(at))


def _type(grid: Grid, at: At | None, text: str) -> None:
    """Take what a person typed, when the row then has nothing against that cell."""
    column = grid.column_of(at[1]) if at is not None else None
    if at is None or column is None:
        return
    table = grid.table
    fix = Fix(table.register, table.file, table.sheet, at[0], column, text.strip() or None)
    (fixed,), _ = with_fixes([_row_of(grid, at[0])], [*grid.fixed.values(), fix])
    checked = check_table(fixed, stored()[table.register], read_settings().day(), alone=False)
    against = [r for r in checked.reasons if r.column == at[1]]
    if against:
        reason = against[0]
        words = reason_in_words((reason.column, reason.value, reason.code, reason.facts), grid.language)
        grid.work.said = ((grid.index, *at), words)
        return
    grid.work.put_right([fix])
    after = Grid(grid.work, grid.index, grid.language)
    _turn_to(after, after.next(at))


def _row_of(grid: Grid, row: int) -> Any:
    from dashboard.intake.suggesting import rows_of

    return rows_of(grid.table, {row})
