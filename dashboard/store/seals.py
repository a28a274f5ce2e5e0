"""The seal of a snapshot: how large its file is and the digest of what is in it, written down when it was published.

A file that its seal does not fit is damaged, whatever the reason. A snapshot file has a seal beside it only after the
pointer named it: what has one was published. It must not know what is in a snapshot.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

from dashboard.store.disk import write_whole

Kind = Literal["real", "example"]
Damage = Literal["missing", "content"]

SMALL: Final = 64 * 1024 * 1024
"""Bytes up to which a quick look reads the whole file."""

_PIECE: Final = 8 * 1024 * 1024
_SAMPLES: Final = 64
_SAMPLE: Final = 64 * 1024
_NAME: Final = re.compile(r"[0-9]{6,12}\.duckdb")


@dataclass(frozen=True)
class Seal:
    """What was published: the file's name, the kind of its data, whether it holds none, its bytes and digests.

    `digest` is of the whole file, `sample` of 64 places in it. Stores of the first version have none of the three.
    """

    snapshot: str
    kind: Kind
    is_empty: bool = False
    n_bytes: int | None = None
    digest: str | None = None
    sample: str | None = None

    def text(self) -> str:
        """The seal as the file that keeps it."""
        return json.dumps(asdict(self))


def seal_of(path: Path, kind: Kind, *, is_empty: bool, name: str) -> Seal:
    """The seal of a file that will be published as `name`."""
    return Seal(name, kind, is_empty, path.stat().st_size, digest_of(path), _sample_of(path))


def read_seal(text: str) -> Seal:
    """A seal from its text. Raises ValueError for anything that is none."""
    try:
        facts = json.loads(text)
    except RecursionError as error:
        raise ValueError("seal") from error
    if not isinstance(facts, Mapping):
        raise ValueError("seal")
    seal = Seal(*(facts.get(name) for name in Seal.__dataclass_fields__))  # type: ignore[arg-type]
    is_named = isinstance(seal.snapshot, str) and _NAME.fullmatch(seal.snapshot)
    digests = (seal.digest, seal.sample)
    if not is_named or seal.kind not in ("real", "example") or any(not isinstance(d, str | None) for d in digests):
        raise ValueError("seal")
    if type(seal.n_bytes) is not int and seal.n_bytes is not None:
        raise ValueError("seal")
    return Seal(seal.snapshot, seal.kind, seal.is_empty is True, seal.n_bytes, *digests)


def seal_path(snapshot: Path) -> Path:
    """Where the seal of a snapshot file is."""
    return snapshot.with_suffix(".seal")


def write_seal(folder: Path, seal: Seal) -> None:
    """Lay the seal beside its snapshot."""
    write_whole(seal_path(folder / seal.snapshot), seal.text())


def sealed_in(folder: Path) -> list[Seal]:
    """The seals of a folder that can be read, the newest first."""
    found = []
    for path in sorted(folder.glob("[0-9]*.seal"), reverse=True):
        try:
            seal = read_seal(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if seal_path(folder / seal.snapshot) == path:
            found.append(seal)
    return found


_known: dict[tuple[object, ...], Damage | None] = {}


def damage_of(folder: Path, seal: Seal, *, quick: bool = False) -> Damage | None:
    """What is wrong with the file of a seal, None when nothing is.

    The whole file is read, once in a process as long as the file stays as it is; a quick look at a large one reads
    samples of it.
    """
    path = folder / seal.snapshot
    try:
        facts = path.stat()
    except OSError:
        return "missing"
    if seal.n_bytes is None or seal.digest is None:
        return None
    if facts.st_size != seal.n_bytes:
        return "content"
    whole = not quick or seal.sample is None or facts.st_size <= SMALL
    same = (str(path), facts.st_mtime_ns, facts.st_ino, seal)
    for key in ((True, *same), (whole, *same)):
        if key in _known:
            return _known[key]
    try:
        fits = digest_of(path) == seal.digest if whole else _sample_of(path) == seal.sample
    except OSError:
        return "content"
    _known[whole, *same] = None if fits else "content"
    return None if fits else "content"


def digest_of(path: Path) -> str:
    """The digest of the digests of a file's pieces, which several cores read at once."""
    starts = range(0, path.stat().st_size, _PIECE)

    def piece(start: int) -> bytes:
        with path.open("rb") as file:
            file.seek(start)
            return hashlib.blake2b(file.read(_PIECE), digest_size=32).digest()

    if len(starts) <= 1:
        digests = list(map(piece, starts))
    else:
        with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            digests = list(pool.map(piece, starts))
    return hashlib.blake2b(b"".join(digests), digest_size=32).hexdigest()


def _sample_of(path: Path) -> str:
    size = path.stat().st_size
    digest = hashlib.blake2b(digest_size=32)
    with path.open("rb") as file:
        for n in range(_SAMPLES):
            file.seek(max(0, size - _SAMPLE) * n // (_SAMPLES - 1))
            digest.update(file.read(_SAMPLE))
    return digest.hexdigest()
