"""Scenarios in words: what a change says, what a measure or stage is called, numbers with their sign and unit."""

from __future__ import annotations

from decimal import Decimal

from dashboard.programme import STAGES
from dashboard.scenario.changes import (
    BEST,
    MEDIAN,
    Cap,
    Change,
    EvenOut,
    Group,
    Hand,
    In,
    Out,
    RateAs,
    RuleAs,
    TargetAs,
)
from dashboard.ui import places
from dashboard.ui.persons import shown_name
from dashboard.ui.words import Value, measure_name, measure_of, measured, number, percent, t

MOST_NAMES = 4
ICONS = {"met": "check_circle", "near": "contrast", "behind": "error"}


def what_name(what: str) -> str:
    """A measure's name, or a stage's with its number."""
    if what.startswith("stage."):
        stage = STAGES[int(what.removeprefix("stage.")) - 1]
        return t("whatif.stage", n=number(stage.number), name=t(f"stage.{stage.id}.name"))
    return measure_name(what)


def tied(what: str) -> tuple[str, ...]:
    """The measure that something is, for its definition; a stage ties to the villages."""
    return ("villages",) if what.startswith("stage.") else (what,)


def what_value(what: str, value: Value, target: Value = None) -> str:
    """A measure or stage in its unit; a count of a projection is rounded."""
    if what.startswith("stage."):
        return percent(value, target)
    return measured(what, value, target)


def difference(what: str, change: float) -> str:
    """A difference with its sign: points for percentages."""
    unit = "percent" if what.startswith("stage.") else measure_of(what).unit
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    size = number(abs(change), 0 if unit == "count" and float(change).is_integer() else 1)
    return t("change.number", sign=sign, n=size)


def pace_words(value: Value) -> str:
    """Units a week, with a decimal below a hundred."""
    if value is None:
        return "–"
    return number(value, 1 if abs(float(value)) < 100 and not float(value).is_integer() else 0)


def area_names(codes: tuple[str, ...]) -> str:
    """A few areas by name, and how many more there are."""
    names = list(places.names(codes[:MOST_NAMES]).values())
    more = len(codes) - MOST_NAMES
    return ", ".join(names) + (f" {t('whatif.more', n=number(more))}" if more > 0 else "")


def officer_name(officer: str) -> str:
    """An officer as this session may see him or her, or that nobody is named."""
    return shown_name(officer) if officer else t("whatif.nobody")


def group_words(group: Group) -> str:
    """The villages of a group: without a group, looked after by …"""
    if group.officer is not None:
        return t("whatif.group.officer", officer=officer_name(group.officer))
    if group.stage:
        stage = STAGES[abs(group.stage) - 1]
        key = "whatif.group.reached" if group.stage > 0 else "whatif.group.not_reached"
        return t(key, n=number(stage.number), name=t(f"stage.{stage.id}.name"))
    return t(f"whatif.group.training.{group.training}") if group.training else t(f"whatif.group.otop.{group.otop}")


def source_words(measure: str, source: str | Decimal) -> str:
    """Whose rate is taken."""
    if isinstance(source, Decimal) and measure == "groups":
        return t("whatif.groups_each", n=number(source, 2))
    if isinstance(source, Decimal):
        return measured(measure, source)
    if source in (BEST, MEDIAN):
        return t(f"whatif.source.{source}")
    return places.name(source)


def change_words(change: Change) -> str:
    """A change as a sentence of the stack."""
    match change:
        case RateAs(measure, areas, source, only_better):
            return t(
                "whatif.change.rate" if only_better else "whatif.change.rate_all",
                areas=area_names(areas) if areas else t("whatif.every_area"),
                measure=measure_name(measure) if measure else t("whatif.every_measure"),
                source=source_words(measure, source),
            )
        case Out(areas, group) | In(areas, group):
            where = area_names(areas) if areas else t("whatif.this_view")
            which = t("whatif.villages_in", group=group_words(group), areas=where) if group else where
            return t("whatif.change.out" if isinstance(change, Out) else "whatif.change.in", which=which)
        case TargetAs(measure, area, target):
            return t("whatif.change.target", measure=measure_name(measure), area=places.name(area),
                     target=measured(measure, target))  # fmt: skip
        case RuleAs(rule, value):
            return t(
                "whatif.change.rule", rule=t(f"rule.{rule}.name"), value=number(value), unit=t(f"rule.{rule}.unit")
            )
        case EvenOut(districts, by, most, moves):
            limits = [t("whatif.at_most", n=number(most), unit=t(f"whatif.load.{by}.unit"))] if most else []
            limits += [] if moves is None else [t("whatif.at_most_moves", n=number(moves))]
            where = area_names(districts) if districts else t("whatif.every_district")
            return t("whatif.change.even", where=where, by=t(f"whatif.load.{by}")) + "".join(f" · {x}" for x in limits)
        case Hand(villages, officer):
            return t("whatif.change.hand", villages=area_names(villages), officer=shown_name(officer))
        case Cap(district, officer, most):
            where = places.name(district)
            return t("whatif.change.cap", officer=shown_name(officer), district=where, n=number(most))
