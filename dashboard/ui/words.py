"""The words and numbers of a page in the session's language: `t("page.overview.title")`, `percent(61.8)`.

The address says the language (`lang`) and the digits (`digits=thai`); without, the settings do.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from typing import NamedTuple, cast
from urllib.parse import parse_qsl

from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import thai
from dashboard.messages import LANGUAGES, catalogue, english, say
from dashboard.programme import MEASURES, Measure
from dashboard.settings import read_settings
from dashboard.thai import Digits, Language

Value = float | Decimal | int | None
_MEASURES = {measure.id: measure for measure in MEASURES}
_speech: ContextVar[Speech | None] = ContextVar("speech", default=None)


class Speech(NamedTuple):
    """How a session reads: the address that says so, its language and its digits."""

    address: str
    language: Language
    digits: Digits


def speech() -> Speech:
    """How this session reads. A page asks with every word, so it is read once for each address of a run."""
    kept = _speech.get()
    now = get_script_run_ctx(suppress_warning=True)
    if now is None:  # a thread of its own: as it was told, see `speaking`
        return kept or _read_speech("")
    if kept is None or kept.address is not now.query_string:
        kept = _read_speech(now.query_string)
        _speech.set(kept)
    return kept


def _read_speech(address: str) -> Speech:
    asked = dict(parse_qsl(address, keep_blank_values=True))
    language = asked.get("lang", "")
    return Speech(
        address,
        cast("Language", language if language in LANGUAGES else read_settings().language),
        "thai" if asked.get("digits") == "thai" else "arabic",
    )


@contextmanager
def speaking(speech: Speech) -> Iterator[None]:
    """Whatever is said inside, on a thread without a session, is said like this."""
    token = _speech.set(speech)
    try:
        yield
    finally:
        _speech.reset(token)


def language() -> Language:
    """The language of this session's address, else of the settings."""
    return speech().language


def digits() -> Digits:
    """The digits of this session's address: arabic unless it asks for Thai ones."""
    return speech().digits


def t(key: str, /, **facts: object) -> str:
    """The message `key` in the session's language, its facts filled in; KeyError when there is none."""
    said = speech()
    if not facts:
        return catalogue(said.language)[key]
    text = say(said.language, key, **facts)
    return thai.thai_digits(text) if said.digits == "thai" else text


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
    unit = _MEASURES[measure].unit
    return percent(value, target) if unit == "percent" else number(value, 1 if unit == "ratio" else 0)


def measure_name(measure: str, *, short: bool = False) -> str:
    """A measure's name; the short one, where there is one, for narrow places."""
    key = f"card.{measure}.short"
    return t(key if short and has(key) else f"measure.{measure}.name")


def measure_of(id_: str) -> Measure:
    """The measure of this id; KeyError when there is none."""
    return _MEASURES[id_]
