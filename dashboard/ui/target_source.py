"""Where a target and a rule of the year come from: the programme, the targets register, or the settings page."""

from __future__ import annotations

from dashboard.measures import MeasureValue
from dashboard.programme import RULES, rules_of
from dashboard.store.rules import fetch_rules
from dashboard.ui import data, places
from dashboard.ui.words import day, measure_of, number, t, year


def target_source(value: MeasureValue, fiscal_year: int) -> str:
    """Whose target a measure is judged by, and when and by whom it was set when that was done in the settings."""
    if value.target_from is None:
        return t("explain.no_target")
    if value.target_from == "programme":
        rule = measure_of(value.measure).target_rule
        return t("explain.target_office" if rule and is_own(fiscal_year, rule) else "explain.target_programme")
    area = places.full_name(value.target_from)
    origin = target_origin(fiscal_year, value.target_from, value.measure)
    return t("explain.target_settings", area=area, set=origin) if origin else t("explain.target_register", area=area)


def target_origin(fiscal_year: int, area_code: str, measure: str) -> str:
    """The change of settings that made a target: its batch, day, who and why; '' when a register brought it."""
    found = data.records("settings/target_origins", fiscal_year=fiscal_year)
    row = next((r for r in found if (r["measure"], r["area_code"]) == (measure, area_code)), None)
    if row is None:
        return ""
    told = (t("import_page.batch", batch=row["batch_id"]), day(row["stored_at"].date()), row["changed_by"],
            row["reason"])  # fmt: skip
    return " · ".join(filter(None, told))


def is_own(fiscal_year: int, rule: str) -> bool:
    """Whether the office set a rule otherwise than the programme."""
    return bool(getattr(data.fetch(fetch_rules, fiscal_year), rule) != getattr(rules_of(fiscal_year), rule))


def rule_words(measure: str, fiscal_year: int) -> str:
    """The rule of the year that a measure turns on, when the office set it otherwise than the programme; else ''."""
    for rule in RULES:
        if rule.measure == measure and is_own(fiscal_year, rule.id):
            unit = t(f"rule.{rule.id}.unit")
            return t(
                "explain.rule", name=t(f"rule.{rule.id}.name"), year=year(fiscal_year), unit=unit,
                now=number(getattr(data.fetch(fetch_rules, fiscal_year), rule.id)),
                own=number(getattr(rules_of(fiscal_year), rule.id)),
            )  # fmt: skip
    return ""
