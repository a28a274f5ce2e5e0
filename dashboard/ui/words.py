"""The words and numbers of a page in the session's language: `t("page.overview.title")`, `percent(61.8)`.

The address says the language (`lang`) and the digits (`digits=thai`); without, the settings do.
"""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import cast
from urllib.parse import parse_qsl

from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import thai
from dashboard.messages import LANGUAGES, catalogue, english, say
from dashboard.programme import MEASURES, Measure
from dashboard.settings import read_settings
from dashboard.thai import Digits, Language

Value = float | Decimal | int | None
_UNITS = {measure.id: measure.unit for measure in MEASURES}


def language() -> Language:
    """The language of this session's address, else of the settings."""
    asked = _asked(_address()).get("lang", "")
    return cast("Language", asked) if asked in LANGUAGES else _default_language(os.environ.get("SAMMACHIP_LANGUAGE"))


def _address() -> str:
    """The address of this run as text: a page asks for it a thousand times, and `st.query_params` takes a lock."""
    now = get_script_run_ctx(suppress_warning=True)
    return now.query_string if now else ""


@lru_cache(maxsize=256)
def _asked(address: str) -> dict[str, str]:
    """The last value of each part of an address, as `st.query_params` has it."""
    return dict(parse_qsl(address, keep_blank_values=True))


@cache
def _default_language(_setting: str | None) -> Language:
    """The language of the settings; asked for with every word, so read once for each value of its variable."""
    return cast("Language", read_settings().language)


def digits() -> Digits:
    """The digits of this session's address: arabic unless it asks for Thai ones."""
    return "thai" if _asked(_address()).get("digits") == "thai" else "arabic"


def t(key: str, /, **facts: object) -> str:
    """The message `key` in the session's language, its facts filled in; KeyError when there is none."""
    text = say(language(), key, **facts)
    return thai.thai_digits(text) if facts and digits() == "thai" else text


def unit(count: str, word: str) -> str:
    """What a number counts, where the word stands apart from it: 1 village, 6 districts."""
    return english.unit(count, word) if language() == "en" else word


def has(key: str) -> bool:
    """Whether the catalogue has a message of this key."""
    return key in catalogue(language())


def number(value: Value, decimals: int = 0) -> str:
    """A number with thousands separators; "–" when there is none."""
    return thai.format_number(value, decimals, digits())


def percent(value: Value, target: Value = None) -> str:
    """A percentage with at most one decimal; below its target it never shows as the target."""
    return thai.format_percent(value, digits(), target=target)


def day(value: date | None, *, short: bool = True) -> str:
    """A day in the reader's calendar: 31 พ.ค. 2560 or 31 May 2017."""
    return thai.format_date(value, language(), digits=digits(), short=short)


def day_month(value: date) -> str:
    """A day without its year: 30 เม.ย."""
    return day(value).rsplit(" ", 1)[0]


def year(fiscal_year: int) -> str:
    """A fiscal year, always in the Buddhist era: 2560."""
    return thai.thai_digits(str(fiscal_year)) if digits() == "thai" else str(fiscal_year)


def measured(measure: str, value: Value, target: Value = None) -> str:
    """A measure's value as its unit wants it: 61.8%, 1,204 or 4.2."""
    unit = _UNITS[measure]
    return percent(value, target) if unit == "percent" else number(value, 1 if unit == "ratio" else 0)


def measure_name(measure: str, *, short: bool = False) -> str:
    """A measure's name; the short one, where there is one, for narrow places."""
    key = f"card.{measure}.short"
    return t(key if short and has(key) else f"measure.{measure}.name")


def measure_of(id_: str) -> Measure:
    """The measure of this id; KeyError when there is none."""
    return next(m for m in MEASURES if m.id == id_)
