"""Measures whose denominator cannot be relied on: by which rule, with which numbers, and in which areas."""

from __future__ import annotations

from dashboard.measures.reliability import FEWEST, FLAGS, LEAST_COVERAGE_PCT, Doubt
from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Later
from dashboard.ui.quality.asked import LEVELS, MOST_AREAS, doubts_of
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import measure_name, number, percent, t


def chosen_flag(view: View) -> str:
    """The rule of the address; the first that applies here when it names none."""
    asked = view.get("flag")
    if asked in {flag.id for flag in FLAGS}:
        return asked
    found = doubts_of(view)
    return found[0].flag if found else FLAGS[0].id


def rule_words(flag: str) -> str:
    """When a rule speaks against a denominator."""
    return t(f"reliability.{flag}.rule", pct=number(LEAST_COVERAGE_PCT), fewest=number(FEWEST))


def fact_words(doubt: Doubt) -> str:
    """What the rule found: its two numbers in words, the measures themselves for those that divide by too few."""
    if doubt.flag == "few":
        return ", ".join(measure_name(m, short=True) for m in doubt.measures)
    share = percent(float(doubt.n) / float(doubt.of) * 100) if doubt.of else "–"
    return t(f"reliability.{doubt.flag}.fact", n=number(doubt.n), of=number(doubt.of), share=share)


def draw_flags(view: View, *, key: str = "flags") -> None:
    """A row per rule: the measures it is about, what it found here, in how many areas below; a click shows those."""
    here = {doubt.flag: doubt for doubt in doubts_of(view)}
    below: dict[str, int] = {}
    for doubt in _below(view):
        below[doubt.flag] = below.get(doubt.flag, 0) + 1
    chosen, level = chosen_flag(view), places.level_word(view.child_digits)
    title = t("quality.flags")
    with block(key, title, t("quality.flags.note", n=number(len(here)), of=number(len(FLAGS)))) as menu:
        draw_table(
            [Column("name", t("quality.flag")), Column("measures", t("quality.flag.measures")),
             Column("here", t("quality.flag.here")), Column("below", t("quality.flag.below", level=level), "number")],
            [
                Row(flag.id, {
                    "name": Cell(t(f"reliability.{flag.id}.name"), note=rule_words(flag.id)),
                    "measures": _measures(here.get(flag.id), flag.id, flag.measures),
                    "here": _found(here.get(flag.id)),
                    "below": number(below.get(flag.id, 0)),
                }, href=view.link(flag=flag.id), tone="here" if flag.id == chosen else "")
                for flag in FLAGS
            ],
            key=f"{key}_table", caption=title,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {
                "name": t("quality.flag"), "rule": t("quality.flag.rule"), "measures": t("quality.flag.measures"),
                "here": t("quality.flag.here"), "below": t("quality.flag.below", level=level),
            }  # fmt: skip
            rows = Later(len(FLAGS), lambda: [
                {
                    "name": t(f"reliability.{flag.id}.name"), "rule": rule_words(flag.id),
                    "measures": _measures(here.get(flag.id), flag.id, flag.measures),
                    "here": fact_words(here[flag.id]) if flag.id in here else "", "below": below.get(flag.id, 0),
                }
                for flag in FLAGS
            ])  # fmt: skip
            draw_downloads(f"denominators-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)


def _measures(doubt: Doubt | None, flag: str, measures: tuple[str, ...]) -> str:
    if flag == "few":
        return t("quality.flag.percentages")
    return ", ".join(measure_name(m, short=True) for m in (doubt.measures if doubt else measures))


def _found(doubt: Doubt | None) -> Cell:
    if doubt is None:
        return Cell(t("quality.flag.fine"), icon="check_circle", status="met")
    return Cell(fact_words(doubt), icon="warning", status="near", word=t("quality.flag.doubtful"))


def _below(view: View) -> list[Doubt]:
    return doubts_of(view, LEVELS[view.child_digits // 2]) if view.child_digits > len(view.filters.area) else []


def draw_flag_areas(view: View, *, key: str = "flag_areas") -> None:
    """The areas one level below in which the chosen rule speaks against the denominator; a click leads down."""
    flag = chosen_flag(view)
    found = [doubt for doubt in _below(view) if doubt.flag == flag]
    found.sort(key=lambda d: (_goodness(d), d.area_code))
    names = places.plain_names(d.area_code for d in found)
    title, digits = t(f"reliability.{flag}.name"), view.child_digits
    with block(key, title, t("quality.flag.areas", n=number(len(found)), level=places.level_word(digits)),
               menu=bool(found)) as menu:  # fmt: skip
        draw_table(
            [Column("name", places.level_word(digits)), Column("fact", t("quality.flag.here"))],
            [
                Row(d.area_code, {"name": names[d.area_code], "fact": fact_words(d)},
                    href=area_link(view, d.area_code) if digits == 8 else view.link(area=d.area_code))
                for d in found[:MOST_AREAS]
            ],
            key=f"{key}_table", caption=title, nothing=t("quality.flag.nowhere"), fill=True, stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"code": t("download.code"), "name": t("league.area"), "n": t("explain.numerator"),
                        "of": t("explain.denominator"), "fact": t("quality.flag.here")}  # fmt: skip
            rows = Later(
                len(found),
                lambda: [
                    {"code": d.area_code, "name": names[d.area_code], "n": d.n, "of": d.of, "fact": fact_words(d)}
                    for d in found
                ],
            )
            draw_downloads(f"{flag}-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)


def _goodness(doubt: Doubt) -> float:
    """Small where the doubt is great, to begin with those."""
    share = float(doubt.n) / float(doubt.of) if doubt.of else 0.0
    if doubt.flag == "plan":
        return -abs(1 - share)
    return share if doubt.flag == "coverage" else -share
