"""How hard a test tries: a little in every run, much more under `make hard`."""

from __future__ import annotations

import os

HARD = os.environ.get("SAMMACHIP_HARD") == "1"


def times(short: int, long: int) -> int:
    """How many cases to run."""
    return long if HARD else short
