"""What an import did, in facts: counts per register and sheet, and every refused row with its reasons.

Rendered as the contract's JSON and as words. It must not know how the facts came about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.errors import SammachipError
from dashboard.intake.fixing import Applied
from dashboard.intake.rejects import reason_in_words
from dashboard.messages import catalogue, say
from dashboard.store.history import Refused


@dataclass(frozen=True)
class Reject:
    """One reason for one refused row; `column` is the heading as the file has it."""

    register: str
    file: str
    sheet: str
    row: int
    column: str
    value: str | None
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def message(self, language: str) -> str:
        """The reason in words, with what to do."""
        return reason_in_words((self.column, self.value, self.code, self.facts), language)

    def to_json(self, language: str) -> dict[str, Any]:
        """The reject as `import --json` prints it."""
        return {
            "register": self.register,
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "code": self.code,
            "message": self.message(language),
        }


@dataclass(frozen=True)
class RegisterReport:
    """Counts of one register in one sheet: read = new + changed + unchanged + rejected."""

    register: str
    file: str
    sheet: str
    read: int
    new: int
    changed: int
    unchanged: int
    rejected: int
    skipped: Mapping[str, int]
    warnings: Mapping[str, int]
    headings: Mapping[str, str] = field(default_factory=dict)
    ignored_columns: tuple[str, ...] = ()
    dropped_columns: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The entry as `import --json` prints it."""
        return {
            "register": self.register,
            "file": self.file,
            "sheet": self.sheet,
            "read": self.read,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "skipped": sum(self.skipped.values()),
            "skipped_reasons": dict(self.skipped),
            "warnings": dict(self.warnings),
            "headings": dict(self.headings),
            "ignored_columns": list(self.ignored_columns),
            "dropped_columns": list(self.dropped_columns),
        }


@dataclass(frozen=True)
class ImportReport:
    """The whole import: `batch` is None when nothing was stored (dry run, strict with a bad row)."""

    batch: int | None
    registers: tuple[RegisterReport, ...]
    rejects: tuple[Reject, ...]
    ignored_sheets: tuple[tuple[str, str, str], ...] = ()  # file, sheet, why
    problems: tuple[SammachipError, ...] = ()
    refused: tuple[Refused, ...] = ()  # the quarantine: each refused row once, with its cells
    applied: tuple[Applied, ...] = ()  # cells that were put right before storing

    @property
    def n_read(self) -> int:
        """The rows that were read."""
        return sum(r.read for r in self.registers)

    @property
    def n_rejected(self) -> int:
        """How many rows were refused."""
        return sum(r.rejected for r in self.registers)

    @property
    def exit_code(self) -> int:
        """0 when every row was accepted, 1 when some were not, 2 when nothing could be used."""
        if not self.registers:
            return 2
        return 1 if self.n_rejected or self.problems else 0

    def to_json(self, language: str) -> dict[str, Any]:
        """The object that `import --json` prints."""
        return {
            "batch": self.batch,
            "registers": [r.to_json() for r in self.registers],
            "rejects": [r.to_json(language) for r in self.rejects],
            "ignored_sheets": [
                {"file": file, "sheet": sheet, "message": say(language, f"ignored.{why}")}
                for file, sheet, why in self.ignored_sheets
            ],
            "problems": [{"code": p.code, "message": words_of(p, language)} for p in self.problems],
        }


def words_of(error: SammachipError, language: str) -> str:
    """An error in words; a fact that is itself a message code (`reason`) is put into words as well."""
    facts = {k: str(v) for k, v in error.facts.items()}
    reason = f"file.{facts.get('reason', '')}"
    if reason in catalogue(language):
        facts["reason"] = say(language, reason)
    if "rule" in facts:
        facts["name"] = say(language, f"rule.{facts['rule']}.name")
    if "measure" in facts:
        facts["name"] = say(language, f"measure.{facts['measure']}.name")
    return say(language, f"error.{error.code}", **facts)
