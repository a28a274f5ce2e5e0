"""Files that are damaged as disks do it."""

from __future__ import annotations

from pathlib import Path


def flip(path: Path, at: int) -> None:
    """Turn one bit of a file; once more, and it is as before."""
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)
        file.seek(at)
        file.write(bytes([byte[0] ^ 0x10]))
