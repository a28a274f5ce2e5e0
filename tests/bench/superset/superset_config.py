"""Settings of the Superset that is measured: its own but for its store, its key and the cache of its answers."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(os.environ["SUPERSET_BENCH"])
SECRET_KEY = "only reached from this machine, for as long as it is measured"  # noqa: S105
SQLALCHEMY_DATABASE_URI = f"sqlite:///{FOLDER / 'superset.db'}?timeout=60"
CACHE = os.environ.get("SUPERSET_BENCH_CACHE", "")
_answers = (
    {"CACHE_TYPE": "FileSystemCache", "CACHE_DIR": CACHE, "CACHE_THRESHOLD": 100_000, "CACHE_DEFAULT_TIMEOUT": 86_400}
    if CACHE
    else {"CACHE_TYPE": "NullCache"}
)
CACHE_CONFIG = DATA_CACHE_CONFIG = _answers
TALISMAN_ENABLED = False
