"""Pure pieces of the parts: neighbours, messages that exist in both languages, scripts that cannot inject."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
from streamlit.components.v2.bidi_component import main as bidi_component
from streamlit.runtime.state import SessionState

from dashboard import errors
from dashboard.measures.attention import KINDS
from dashboard.messages import LANGUAGES, catalogue
from dashboard.programme import MEASURES, STAGES
from dashboard.ui import parts
from dashboard.ui.behind import registers_behind
from dashboard.ui.breadcrumb import neighbours
from dashboard.ui.sections import ALL

PARTS = Path(__file__).resolve().parents[2] / "dashboard" / "ui" / "parts"


def test_neighbours_stand_in_the_order_of_the_thai_dictionary() -> None:
    found = neighbours("2", {"1": "เมือง", "2": "ภูเวียง", "3": "มัญจาคีรี", "4": "ชนบท"})
    assert (found.previous, found.next) == ("4", "3")
    assert neighbours("9", {"1": "ก"}).next == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_measure_stage_error_and_attention_line_has_words(language: str) -> None:
    words = catalogue(language)
    codes = {c.code for c in vars(errors).values() if isinstance(c, type) and issubclass(c, errors.SammachipError)}
    wanted = {f"error.{code}" for code in codes}
    wanted |= {f"page.{p.id}.{k}" for p in ALL for k in ("title", "nav")} | {f"section.{p.section}" for p in ALL}
    wanted |= {f"card.{m.id}.{k}" for m in MEASURES for k in ("short", "counted")}
    wanted |= {f"funnel.{s.id}.short" for s in STAGES}
    wanted |= {f"attention.{k.id}" for k in KINDS}
    assert wanted - words.keys() == set()


def test_both_languages_have_the_same_messages_with_the_same_facts() -> None:
    thai, english = catalogue("th"), catalogue("en")
    assert thai.keys() == english.keys()

    def facts(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    loose = {"attention.standing_still", "attention.rest"}  # Thai needs the level, English does not
    assert [k for k in thai if k not in loose and facts(thai[k]) != facts(english[k])] == []


@pytest.mark.parametrize("script", sorted(PARTS.glob("*.js")), ids=lambda p: p.stem)
def test_data_never_becomes_html(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|https?://(?!www\.w3\.org)", text
    )


@pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.id)
def test_every_measure_names_the_registers_behind_it(measure) -> None:
    behind = registers_behind(f"measures/{measure.id}")
    assert "villages" in behind
    assert len(behind) > 1 or measure.id in ("villages", "budget_disbursed")


def test_what_a_part_told_stands_in_the_session_beside_what_it_keeps() -> None:
    session = SessionState()
    session._new_widget_state.set_from_value("told", [{"event": "leaving", "value": "7"}, {"value": "8"}, "9"])
    assert bidi_component.make_bidi_component_presenter is parts._presenter
    assert parts._presenter("told", "part", {"typed"})({"typed": "a"}, session) == {"leaving": "7", "typed": "a"}
    assert parts._presenter("silent")({"typed": "a"}, session) == {"typed": "a"}
    assert parts._presenter("told")(None, session) is None
