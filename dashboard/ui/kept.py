"""An answer as it is kept: what can be changed as bytes, of which each asker gets a copy, and the values that cannot.

Those are frozen and hold nothing but such values, so that all who ask share them: making thousands of them anew took a
tenth of a page's time.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from operator import attrgetter
from sys import getsizeof
from typing import Any


class Kept:
    """An answer that was put away; `size` is what it takes, in bytes."""

    __slots__ = ("_shared", "_written", "size")

    def __init__(self, answer: Any) -> None:
        parts: list[Any] = []
        if type(answer) not in _PLAIN and _is_fixed(answer, parts):
            self._written, self._shared = b"", [answer]
            self.size = sum(map(getsizeof, {id(part): part for part in parts}.values()))
            return
        file = io.BytesIO()
        writer = _Writer(file)
        writer.dump(answer)
        self._written, self._shared = file.getvalue(), writer.shared
        self.size = len(self._written) + sum(map(getsizeof, writer.parts.values()))

    def read(self) -> Any:
        """The answer; all of it that can be changed is the asker's own."""
        return _Reader(self._written, self._shared).load() if self._written else self._shared[0]


class _Writer(pickle.Pickler):
    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.shared: list[Any] = []
        self.parts: dict[int, Any] = {}

    def reducer_override(self, value: Any) -> Any:
        parts: list[Any] = []
        if type(value) in _PLAIN or not _is_fixed(value, parts):  # a date takes less as bytes
            return NotImplemented
        self.parts.update(zip(map(id, parts), parts, strict=True))
        self.shared.append(value)
        return _shared, (len(self.shared) - 1,)


class _Reader(pickle.Unpickler):
    def __init__(self, written: bytes, shared: list[Any]) -> None:
        super().__init__(io.BytesIO(written))
        self._shared = shared

    def find_class(self, module: str, name: str) -> Any:
        is_shared = name == _shared.__name__ and module == __name__
        return self._shared.__getitem__ if is_shared else super().find_class(module, name)


def _shared(place: int) -> Any:
    """Stands in the bytes for what is shared; the reader puts the list itself in its place."""
    raise pickle.UnpicklingError(f"read by another reader: {place}")


_PLAIN = frozenset({str, int, float, bool, type(None), date, datetime, Decimal})


def _is_fixed(value: Any, parts: list[Any]) -> bool:
    """Whether nobody can change a value; `parts` get it and all that it is made of."""
    kind: Any = type(value)
    if kind in _PLAIN:
        inside: tuple[Any, ...] = ()
    elif kind is tuple:
        inside = value
    elif take := _fields(kind):
        inside = take(value)
    else:
        return False
    parts.append(value)
    if _PLAIN.issuperset(map(type, inside)):
        parts += inside
        return True
    return all(_is_fixed(part, parts) for part in inside)


@cache
def _fields(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]] | None:
    """What takes the values of a frozen class that has room for nothing else; None of any other class."""
    if not is_dataclass(kind) or not kind.__dataclass_params__.frozen or kind.__dictoffset__:  # type: ignore[attr-defined]
        return None
    names = [field.name for field in fields(kind)]
    return attrgetter(*names, *names[:1])  # of one name alone it gives no tuple
