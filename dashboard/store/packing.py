"""A backup as a file: a zip with a manifest that says what is in it, byte for byte.

Reading trusts nothing: names, sizes and digests have to be those of the manifest before anything is unpacked. It must
not know what the files mean.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from dashboard.errors import BackupUnreadable

FORMAT: Final = 1
MANIFEST: Final = "sammachip-backup.json"
_MOST_MANIFEST: Final = 4 * 1024 * 1024
_AT_ONCE: Final = 1024 * 1024
_NAME: Final = re.compile(r"(?:snapshots/[0-9]{6,12}\.duckdb)|(?:[A-Za-z0-9][A-Za-z0-9._-]{0,80})")


@dataclass(frozen=True)
class Packed:
    """One file of a backup."""

    name: str
    n_bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: when it was made, of which kind of store, which snapshot is the newest, its files."""

    made_at: datetime
    kind: str
    is_empty: bool
    newest: str
    files: tuple[Packed, ...]


def pack(out: Path, kind: str, newest: str, files: Iterable[tuple[str, Path]], *, is_empty: bool) -> Manifest:
    """Write the files (name in the backup, where they are) and the manifest into a new zip."""
    packed = []
    with zipfile.ZipFile(out, "x", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=1) as archive:
        for name, path in files:
            digest, n_bytes = hashlib.sha256(), 0
            with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
                while block := source.read(_AT_ONCE):
                    digest.update(block)
                    n_bytes += len(block)
                    target.write(block)
            packed.append(Packed(name, n_bytes, digest.hexdigest()))
        manifest = Manifest(datetime.now().replace(microsecond=0), kind, is_empty, newest, tuple(packed))
        facts = asdict(manifest) | {"format": FORMAT, "made_at": manifest.made_at.isoformat()}
        archive.writestr(MANIFEST, json.dumps(facts, ensure_ascii=False, indent=1))
    return manifest


def kind_of(backup: Path) -> str:
    """The kind of data in a backup. Raises BackupUnreadable."""
    with _told_of_damage(backup.name), zipfile.ZipFile(backup) as archive:
        return _manifest_of(archive, backup.name).kind


def unpack(backup: Path, folder: Path) -> Manifest:
    """Unpack a whole backup into an empty folder. Raises BackupUnreadable when anything is not as the manifest says."""
    with _told_of_damage(backup.name), zipfile.ZipFile(backup) as archive:
        manifest = _manifest_of(archive, backup.name)
        (folder / "snapshots").mkdir(parents=True)
        for packed in manifest.files:
            _unpack_one(archive, packed, folder / packed.name, backup.name)
        return manifest


@contextmanager
def _told_of_damage(file: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, RuntimeError) as error:
        raise BackupUnreadable(file=file, reason="backup_damaged") from error
    except FileNotFoundError as error:
        raise BackupUnreadable(file=file, reason="not_found") from error
    except IsADirectoryError as error:
        raise BackupUnreadable(file=file, reason="backup_none") from error


def _manifest_of(archive: zipfile.ZipFile, file: str) -> Manifest:
    try:
        info = archive.getinfo(MANIFEST)
    except KeyError as error:
        raise BackupUnreadable(file=file, reason="backup_none") from error
    if info.file_size > _MOST_MANIFEST:
        raise BackupUnreadable(file=file, reason="backup_damaged")
    try:
        return _read_manifest(json.loads(archive.read(info)), file)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BackupUnreadable(file=file, reason="backup_damaged") from error


def _read_manifest(facts: dict[str, Any], file: str) -> Manifest:
    if int(facts["format"]) > FORMAT:
        raise BackupUnreadable(file=file, reason="backup_newer")
    files = tuple(Packed(str(f["name"]), int(f["n_bytes"]), str(f["sha256"])) for f in facts["files"])
    names = [packed.name for packed in files]
    newest = f"snapshots/{facts['newest']}.duckdb"
    if len(set(names)) < len(names) or newest not in names or facts["kind"] not in ("real", "example"):
        raise ValueError("manifest")
    if any(not _NAME.fullmatch(name) or ".." in name for name in names):
        raise ValueError("manifest")
    made_at = datetime.fromisoformat(facts["made_at"])
    return Manifest(made_at, facts["kind"], facts["is_empty"] is True, str(facts["newest"]), files)


def _unpack_one(archive: zipfile.ZipFile, packed: Packed, to: Path, file: str) -> None:
    if archive.getinfo(packed.name).file_size != packed.n_bytes:
        raise BackupUnreadable(file=file, reason="backup_damaged")
    with archive.open(packed.name) as source, to.open("xb") as target:
        shutil.copyfileobj(source, target, _AT_ONCE)
    with to.open("rb") as written:
        if hashlib.file_digest(written, "sha256").hexdigest() != packed.sha256:
            raise BackupUnreadable(file=file, reason="backup_damaged")
