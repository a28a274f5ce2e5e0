"""A record as the document has it, always in the words of the Thai form; and what stands at its head and foot."""

from __future__ import annotations

from typing import Any, Final

from dashboard import places as dopa
from dashboard.knowledge.documents import Written
from dashboard.knowledge.finding import SECTIONS
from dashboard.messages import say
from dashboard.store import Snapshot
from dashboard.thai import format_date
from dashboard.ui import data
from dashboard.ui.view import View

LEVELS: Final = {2: "province", 4: "district", 6: "subdistrict"}


def written(row: dict[str, Any], owner: str) -> Written:
    """A row of the register as the document has it; `owner` as this session may see the name."""
    return Written(
        row["title"], owner, row["position"] or "", row["category"] or "", row["recorded_on"],
        address(row["area_code"], row["village_name"] or ""), row["area_code"],
        {section: row[section] for section in SECTIONS if row[section]},
    )  # fmt: skip


def address(code: str, village_name: str) -> str:
    """A place in the Thai words of an address: บ้านโนน หมู่ที่ 7 ตำบล… อำเภอ… จังหวัด…; '' for the nation."""
    parts = [say("th", "place.village.full", name=village_name, moo=int(code[6:])).strip()] if len(code) == 8 else []
    parts += [_level_words(code[:n], LEVELS[n]) for n in sorted(LEVELS, reverse=True) if len(code) >= n]
    return " ".join(parts)


def _level_words(code: str, level: str) -> str:
    name = dopa.name(code, "th") or code
    if code == "10":
        return name
    is_capital = code.startswith("10") and level != "province"
    return say("th", f"place.{level}.{'capital_full' if is_capital else 'full'}", name=name)


def foot_of(view: View, snapshot: Snapshot) -> str:
    """Where the records come from and of which day they are."""
    stored = data.records("pages/last_import")[0]["stored_on"]
    source = say("th", "about.source_is", snapshot=snapshot.id, day=format_date(stored))
    return f"{say('th', 'about.source')}: {source} · {say('th', 'know.as_of', day=format_date(view.filters.as_of))}"


def label_of(snapshot: Snapshot) -> str:
    """That the records are an example; '' for real ones."""
    return say("th", "about.kind.example") if snapshot.kind == "example" else ""
