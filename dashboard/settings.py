"""One frozen Settings: every option with its default and its help. The only place that knows paths.

Each setting can be given as an environment variable: SAMMACHIP_ and its name in capitals.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "pages"
QUERIES = ROOT / "queries"
DATA = ROOT / "data"
REFERENCE = DATA / "reference"


@dataclass(frozen=True)
class Settings:
    """What can be set, with defaults that are safe on one person's machine."""

    store: Path | None = field(
        default=None, metadata={"help": "folder of the store; default: data/store, else data/example-store"}
    )
    language: str = field(default="th", metadata={"help": "language of messages: th or en"})
    host: str = field(default="127.0.0.1", metadata={"help": "address the dashboard listens on"})
    port: int = field(default=8501, metadata={"help": "port the dashboard listens on"})
    snapshots_kept: int = field(default=30, metadata={"help": "how many snapshots are kept for undo (the newest ones)"})
    lock_wait_s: int = field(default=60, metadata={"help": "seconds an import waits for another one to finish"})
    upload_mb: int = field(default=200, metadata={"help": "largest register file that is read, in megabytes"})
    unpacked_mb: int = field(default=2000, metadata={"help": "largest unpacked size of an xlsx, in megabytes"})
    leftovers_hours: int = field(
        default=24, metadata={"help": "after how many hours files go that a program left behind when it was killed"}
    )
    sheet_rows: int = field(default=1_048_576, metadata={"help": "most rows read from one sheet"})
    csv_rows: int = field(default=20_000_000, metadata={"help": "most rows read from one csv or parquet file"})
    fresh_s: int = field(
        default=1, metadata={"help": "seconds between looks for what others imported; 0: at the next click"}
    )
    ahead: int = field(
        default=300, metadata={"help": "how much of what is likely asked next is worked out before; 0: nothing"}
    )
    log: str = field(default="text", metadata={"help": "lines of the server's log: text or json"})
    sign_in: str = field(default="none", metadata={"help": "who looks is known by: none, oidc or header"})
    people: Path = field(default=DATA / "people.json", metadata={"help": "file of who has which role and areas"})
    administrators: str = field(default="", metadata={"help": "who may give roles, joined by commas"})
    user_header: str = field(
        default="X-Forwarded-Email", metadata={"help": "header in which the proxy says who signed in"}
    )
    proxy_secret: str = field(
        default="", repr=False, metadata={"help": "what the proxy sends in X-Sammachip-Proxy, so that nobody else can"}
    )
    lake: str = field(
        default="", repr=False, metadata={"help": "catalogue of the lake: a connection string of PostgreSQL"}
    )
    lake_files: Path = field(default=DATA / "lake", metadata={"help": "folder of the lake's files"})
    today: date | None = field(default=None, metadata={"help": "the day that counts as today; default: the clock's"})

    @property
    def real_store(self) -> Path:
        """The folder of the office's own store."""
        return self.store or DATA / "store"

    @property
    def example_store(self) -> Path:
        """The folder of the example store."""
        return self.store or DATA / "example-store"

    def day(self) -> date:
        """Today, or the day that was set to count as today."""
        return self.today or date.today()


# by the type that a setting is declared with
_READ: dict[str, Callable[[str], object]] = {
    "str": str,
    "int": int,
    "Path": Path,
    "Path | None": Path,
    "date | None": date.fromisoformat,
}
# name, variable and type of each setting: they are read many times in each run of a page
_KNOWN = tuple((f.name, f"SAMMACHIP_{f.name.upper()}", str(f.type)) for f in fields(Settings))


def read_settings(**given: object) -> Settings:
    """Settings from the environment, with `given` values (None = not given) on top.

    Raises ValueError when an environment variable cannot be read.
    """
    values: dict[str, Any] = {}
    for name, variable, kind in _KNOWN:
        text = os.environ.get(variable)
        if text:
            values[name] = _READ[kind](text)
    values.update({k: v for k, v in given.items() if v is not None})
    return Settings(**values)
