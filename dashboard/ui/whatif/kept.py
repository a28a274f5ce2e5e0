"""Where scenarios of the store that is shown are kept, and which of them who looks may know."""

from __future__ import annotations

from pathlib import Path

from dashboard.scenario.saved import Saved, saved_in
from dashboard.settings import read_settings
from dashboard.store import store_for_reading
from dashboard.ui.viewer import viewer


def folder() -> Path:
    """Where the scenarios of the store that is shown are kept."""
    return store_for_reading(read_settings()).folder


def known_scenarios() -> list[Saved]:
    """The saved scenarios about one's areas or around them, the newest first."""
    person = viewer()
    return [saved for saved in saved_in(folder()) if any(map(person.meets, saved.areas.split(",")))]
