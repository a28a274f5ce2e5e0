from __future__ import annotations

from datetime import date

import pytest

from dashboard.settings import Settings


@pytest.fixture
def today_settings() -> Settings:
    """Settings whose today does not move with the clock."""
    return Settings(today=date(2026, 11, 21))
