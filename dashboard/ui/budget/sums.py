"""Where the money is: the sums of the view and one bar that they are parts of, with what lacks an amount."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from dashboard.measures import MeasureValue
from dashboard.ui.about import about
from dashboard.ui.blocks import strip
from dashboard.ui.budget.asked import sums_of, whole_measures_of
from dashboard.ui.budget.baht import Scale, Sum, exact, scale_of, short
from dashboard.ui.download import draw_downloads
from dashboard.ui.parts import part
from dashboard.ui.picture_file import note_chart
from dashboard.ui.view import View
from dashboard.ui.words import number, percent, t


def draw_sums(view: View, *, key: str = "money") -> None:
    """Allocated, ordered, accepted, disbursed, remaining; the bar; what adds 0 because its amount is missing."""
    sums, value = sums_of(view), whole_measures_of(view).values["budget_disbursed"]
    scale = scale_of([sums["allocated_baht"], sums["needed_baht"], sums["disbursed_baht"]])
    parts = bar_parts(sums)
    lacking = lacks(sums)
    title = t("budget.sums")
    figures = _figures(view, sums, value, scale)
    with strip(key, title, f":material/info: {' · '.join(lacking)}" if lacking else "") as menu:
        part("money")(
            key=key,
            data={
                "label": title,
                "figures": figures,
                "parts": [_part(name, look, baht, whole) for name, look, baht, whole in parts],
                "spoken": title + ": " + ", ".join(f"{t(f'budget.part.{n}')} {exact(b)}" for n, _, b, _ in parts),
            },
        )
        note_chart()
    with menu:
        rows: list[dict[str, object]] = [
            *({"name": t(f"budget.sum.{n}"), "baht": sums[f"{n}_baht"]} for n in ("allocated", "ordered",
              "accepted", "disbursed")),
            *({"name": t(f"budget.part.{name}"), "baht": baht} for name, _, baht, _ in parts),
        ]  # fmt: skip
        headings = {"name": t("budget.sums_name"), "baht": t("budget.sums_baht")}
        draw_downloads(f"money-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)


def committed(sums: dict[str, Any]) -> Decimal:
    """What is ordered and not paid yet, in baht."""
    return Decimal(sums["ordered_baht"] - sums["material_baht"])


def bar_parts(sums: dict[str, Any]) -> list[tuple[str, str, Decimal, Decimal]]:
    """The bar's parts that are not empty: name, look, baht, and the baht that the whole bar is.

    The whole is the budget, or what is spent and ordered where that is more; then what is over is a part of its own.
    """
    allocated = Decimal(sums["allocated_baht"])
    taken = [Decimal(sums["activity_baht"]), Decimal(sums["material_baht"]), committed(sums)]
    whole = max(allocated, sum(taken, Decimal(0)))
    left = allocated - sum(taken, Decimal(0))
    named = zip(("activities", "materials", "committed"), "abc", taken, strict=True)
    parts = [(name, look, baht, whole) for name, look, baht in named if baht > 0]
    return [*parts, ("free", "d", left, whole)] if left > 0 else parts


def _part(name: str, look: str, baht: Decimal, whole: Decimal) -> dict[str, object]:
    share = baht / whole * 100
    return {"label": t(f"budget.part.{name}"), "text": short(baht), "look": look, "share": float(share),
            "note": percent(share)}  # fmt: skip


def _figures(view: View, sums: dict[str, Any], value: MeasureValue, scale: Scale) -> list[dict[str, object]]:
    has_budget = sums["n_villages"] > sums["n_without_budget"]
    left = sums["allocated_baht"] - sums["disbursed_baht"]
    free = left - committed(sums)
    return [
        _figure("allocated", scale, sums["allocated_baht"] if has_budget else None,
                t("budget.of_villages", n=number(sums["n_villages"] - sums["n_without_budget"]))
                if has_budget else t("budget.no_budget"), note_tone="" if has_budget else "near"),
        _figure("ordered", scale, sums["ordered_baht"] if sums["n_materials"] else None, _of_needed(sums, "ordered"),
                href=view.link(tab="materials", status=None, category=None)),
        _figure("accepted", scale, sums["accepted_baht"] if sums["n_materials"] else None, _of_needed(sums, "accepted"),
                href=view.link(tab="materials", status=None, category=None)),
        _figure("disbursed", scale, sums["disbursed_baht"],
                t("budget.of_budget", share=percent(value.value)) if has_budget else t("budget.no_share"),
                href=view.link(tab=None)),
        _left(scale, left, free) if has_budget else _figure("remaining", scale, None, t("budget.no_share")),
    ]  # fmt: skip


def _left(scale: Scale, left: Sum, free: Sum) -> dict[str, object]:
    if left is not None and left < 0:
        return _figure("over", scale, -left, t("budget.over_note"), tone="behind", note_tone="behind")
    if free is not None and free < 0:
        return _figure("remaining", scale, left, t("budget.short_note", baht=short(-free)), note_tone="near")
    return _figure("remaining", scale, left, t("budget.free_note", baht=short(free)))


def _of_needed(sums: dict[str, Any], name: str) -> str:
    if not sums["n_materials"]:
        return t("budget.no_materials_short")
    if not sums["needed_baht"]:
        return t("budget.of_rows", n=number(sums["n_materials"]))
    share = sums[f"{name}_baht"] / sums["needed_baht"] * 100
    return t("budget.of_needed", share=percent(share), baht=short(sums["needed_baht"]))


def _figure(
    name: str, scale: Scale, baht: Sum, note: str, *, href: str = "", tone: str = "", note_tone: str = ""
) -> dict[str, object]:
    return {
        "id": name, "label": t(f"budget.sum.{name}"), "value": scale.show(baht),
        "unit": scale.unit if baht is not None else "", "title": "" if baht is None else exact(baht), "note": note,
        "href": href, "tone": tone, "note_tone": note_tone,
    }  # fmt: skip


def lacks(sums: dict[str, Any]) -> list[str]:
    """What adds 0 to the sums because the register lacks it, in words; and whose money went over."""
    counted = ("n_without_budget", "n_over_budget", "n_without_cost", "n_without_spent", "n_without_order")
    return [t(f"budget.{name}", n=number(sums[name])) for name in counted if sums[name]]
