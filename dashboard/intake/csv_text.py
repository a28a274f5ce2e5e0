"""A csv as a sheet: the encoding and the delimiter found out, the records handed on one by one.

Every cell is text; the row number is the number of the record. Of registers it only asks what looks like a heading.
"""

from __future__ import annotations

import codecs
import csv
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from dashboard.errors import FileUnreadable
from dashboard.intake.headings import meanings
from dashboard.intake.tables import MOST_KNOWN, Cell, Row, Sheet, filled
from dashboard.settings import Settings

_AT_ONCE = 4 * 1024 * 1024
_DELIMITERS = (",", ";", "\t")
_SAMPLED_LINES = 200
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_csv(path: Path, name: str, settings: Settings) -> Sheet:
    """The csv as one sheet without a name; its rows are read while they are walked.

    Raises FileUnreadable with the reason encoding; walking raises it with csv_quotes or too_large.
    """
    encoding = encoding_of(path, name)
    with path.open(encoding=encoding, newline="") as file:
        sample = [line.replace("\0", "") for line in itertools.islice(file, _SAMPLED_LINES)]
    return Sheet(name, "", _records(path, name, encoding, delimiter_of(sample), settings))


def encoding_of(path: Path, name: str) -> str:
    """What the bytes are: what the BOM says, else UTF-8 when they are valid as such, else CP874."""
    with path.open("rb") as file:
        head = file.read(4)
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            candidates: tuple[str, ...] = (encoding,)
            break
    else:
        candidates = ("utf-8", "cp874")
    for encoding in candidates:
        if _decodes(path, encoding):
            return encoding
    raise FileUnreadable(file=name, reason="encoding")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(_AT_ONCE):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _has_nul(path: Path) -> bool:
    with path.open("rb") as file:
        return any(b"\0" in block for block in iter(lambda: file.read(_AT_ONCE), b""))


def delimiter_of(lines: list[str]) -> str:
    """The delimiter that makes the most known headings of a line, then the one that splits the most lines into the
    same number of cells; a comma when none does.

    A first line `sep=;`, as Excel understands it, settles the question.
    """
    first = lines[0].strip().lower() if lines else ""
    if first.startswith("sep=") and first[4:5] in _DELIMITERS:
        return first[4:5]
    best, delimiter = (0, 0, 0), ","
    for candidate in _DELIMITERS:
        try:
            records = [record for record in csv.reader(lines, delimiter=candidate) if len(record) > 1]
        except csv.Error:
            continue
        if records:
            known = max(sum(bool(meanings(cell)) for cell in record) for record in records)
            width, n = max(Counter(map(len, records)).items(), key=lambda item: (item[1], item[0]))
            if (known, n, width) > best:
                best, delimiter = (known, n, width), candidate
    return delimiter


class _CellOf(dict[str, Cell]):
    """Text → the cell that it is: each different text is looked at once and then the same object."""

    def __missing__(self, text: str) -> Cell:
        if len(self) > MOST_KNOWN:
            self.clear()
        return self.setdefault(text, filled(text))


def _records(path: Path, name: str, encoding: str, delimiter: str, settings: Settings) -> Iterator[Row]:
    with path.open(encoding=encoding, newline="") as file:
        lines: Iterable[str] = (line.replace("\0", "") for line in file) if _has_nul(path) else file
        records = csv.reader(lines, delimiter=delimiter)
        cell_of = _CellOf().__getitem__
        try:
            for record in itertools.islice(records, settings.csv_rows):
                yield [*map(cell_of, record)]
            if next(records, None) is not None:
                raise FileUnreadable(file=name, reason="too_large")
        except csv.Error as error:  # a quote that never closes swallows the rest of the file
            raise FileUnreadable(file=name, reason="csv_quotes") from error
