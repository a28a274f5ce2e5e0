"""What a file really is: its name and its first bytes together decide, and what cannot be read is refused
by reason.

It must not know sheets or registers.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final, Literal

from dashboard.errors import FileUnreadable
from dashboard.settings import Settings

Format = Literal["xlsx", "csv", "parquet", "map", "docx"]

SUFFIXES: Final[dict[str, Format]] = {
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".csv": "csv",
    ".parquet": "parquet",
    ".geojson": "map",
    ".json": "map",
    ".docx": "docx",
}
REFUSED_SUFFIXES: Final = (
    ".xls",
    ".xlsb",
    ".ods",
    ".zip",
)  # spreadsheets all the same: named in a folder, they are missed

_MEGABYTE = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_HEAD = 4096
_DOCUMENT_MB = 64  # of the text of a document when unpacked; pictures are not read


def format_of(path: Path, name: str, settings: Settings) -> Format:
    """The format a file can be read as.

    Raises FileUnreadable with the reason not_found, not_permitted, empty, too_large, document_too_large,
    unknown_format, packed, old_xls, old_doc, encrypted, html, not_a_workbook, not_a_document, not_text or broken.
    """
    suffix = path.suffix.lower()
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except PermissionError as error:
        raise FileUnreadable(file=name, reason="not_permitted") from error
    except OSError as error:
        raise FileUnreadable(file=name, reason="not_found") from error
    if suffix == ".zip":
        raise FileUnreadable(file=name, reason="packed")
    if suffix not in SUFFIXES and suffix not in (".xls", ".doc"):
        raise FileUnreadable(file=name, reason="unknown_format")
    if size == 0:
        raise FileUnreadable(file=name, reason="empty")
    if size > settings.upload_mb * _MEGABYTE:
        raise FileUnreadable(file=name, reason="too_large")
    if reason := _refusal(path, suffix, head):
        raise FileUnreadable(file=name, reason=reason)
    kind = SUFFIXES[suffix]
    if kind in ("xlsx", "docx"):
        _check_package(path, name, settings, kind)
    return kind


def _refusal(path: Path, suffix: str, head: bytes) -> str | None:
    """Why the first bytes do not fit the name, or None when they do."""
    markup = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith((b"<", b"\xff\xfe<\0"))
    if suffix in (".xls", ".xlsx", ".xlsm"):
        if head.startswith(_OLE):
            return "encrypted" if _ENCRYPTED_STREAM in path.read_bytes() else "old_xls"
        if markup:
            return "html"
        if suffix == ".xls":
            return "old_xls"
        if not head.startswith(b"PK"):
            return "not_a_workbook"
    elif suffix in (".doc", ".docx"):
        if head.startswith(_OLE):
            return "encrypted" if _ENCRYPTED_STREAM in path.read_bytes() else "old_doc"
        if suffix == ".doc" and not head.startswith(b"PK"):
            return "old_doc"
        if suffix == ".doc" or not head.startswith(b"PK"):
            return "not_a_document"
    elif suffix == ".csv":
        if markup and (b"<html" in head.lower() or b"<table" in head.lower() or b"<?xml" in head.lower()):
            return "html"
        if head.startswith((_OLE, b"PK\x03\x04", b"PAR1", b"%PDF")):
            return "not_text"
    elif suffix in (".geojson", ".json"):
        if markup:
            return "html"
        if not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
            return "map_broken"
    elif not head.startswith(b"PAR1"):
        return "broken"
    return None


def _check_package(path: Path, name: str, settings: Settings, kind: Format) -> None:
    """Refuse a zip that is no workbook or document, is locked or would fill the memory when unpacked."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            texts = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
            if sum(part.file_size for part in parts) > settings.unpacked_mb * _MEGABYTE:
                raise FileUnreadable(file=name, reason="too_large")
            if kind == "docx" and texts > _DOCUMENT_MB * _MEGABYTE:
                raise FileUnreadable(file=name, reason="document_too_large")
            if any(part.flag_bits & 1 for part in parts):
                raise FileUnreadable(file=name, reason="encrypted")
            names = set(package.namelist())
            if "[Content_Types].xml" not in names or not any(_is_of(kind, part) for part in names):
                raise FileUnreadable(file=name, reason="not_a_workbook" if kind == "xlsx" else "not_a_document")
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise FileUnreadable(file=name, reason="broken") from error


def _is_of(kind: Format, part: str) -> bool:
    return part == "xl/workbook.xml" if kind == "xlsx" else part.startswith("word/document")
