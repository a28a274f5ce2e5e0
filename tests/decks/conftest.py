"""Meetings of the small store, to be made into files, and the programs that look at these."""

from __future__ import annotations

import re
import subprocess
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import stores
from programs import find_office, find_pdftoppm

from dashboard.decks.ordering import Meeting, Order, fetch_meeting
from dashboard.filters import Filters
from dashboard.meeting.decisions import Decision
from dashboard.scenario.fetching import asking
from dashboard.store import Store

SINCE = date(2017, 1, 31)
VIEW = Filters(stores.FISCAL_YEAR, stores.TODAY, ("40",))
Hold = Callable[..., Meeting]


def hold_meeting(folder: Path, filters: Filters = VIEW, decisions: tuple[Decision, ...] = (), **own: Any) -> Meeting:
    """The meeting of a store about a view."""
    snapshot = Store(folder).current()
    own.setdefault("since", SINCE)
    with snapshot.open() as con:
        return fetch_meeting(
            asking(con), Order(filters, **own), decisions, is_example=snapshot.kind == "example", snapshot=snapshot.id
        )


@pytest.fixture(scope="session")
def hold() -> Hold:
    return hold_meeting


@pytest.fixture(scope="session")
def meeting(small_store: Path) -> Meeting:
    return hold_meeting(small_store)


@pytest.fixture(scope="session")
def to_pdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Opens a file in LibreOffice and prints it; skipped loudly where there is none."""
    office = find_office()
    if office is None or find_pdftoppm() is None:
        warnings.simplefilter("default", UserWarning)
        warnings.warn("NO LIBREOFFICE: decks and reports were not opened in it", stacklevel=1)
        pytest.skip("no LibreOffice with Impress and Writer, or no pdftoppm, on this machine")
    profile = tmp_path_factory.mktemp("office")

    def printed(path: Path) -> Path:
        out = tmp_path_factory.mktemp("printed")
        done = subprocess.run(
            [office, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "pdf",
             "--outdir", str(out), str(path)],
            capture_output=True, check=False, timeout=180,
        )  # fmt: skip
        found = out / f"{path.stem}.pdf"
        assert found.exists(), done.stderr
        return found

    return printed


def pages_of(pdf: Path) -> list[str]:
    """The words of each page without spaces, as who searches or copies finds them; skipped without poppler."""
    if find_pdftoppm() is None:
        pytest.skip("no poppler on this machine")
    done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, check=True)
    return [re.sub(r"\s", "", page) for page in done.stdout.decode().split("\f")[:-1]]


@pytest.fixture(scope="session")
def read_pdf() -> Callable[[Path], list[str]]:
    return pages_of
