"""Long work on a thread of its own that can be ended at any moment, in the middle of a statement of the engine too.

It must not know what the work is, nor who waits for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Generic, TypeVar

import duckdb

from dashboard.errors import Cancelled

T = TypeVar("T")
ASKED_EVERY_S: Final = 0.1
"""An interruption reaches a statement only while it runs: it is sent again until the work has ended."""


class Stoppable(Generic[T]):
    """Work that began when this was made.

    It is given two things to call: `tell(step, share)` says how far it is, `drafting(connection)` which connection its
    statements run on. Either raises Cancelled once `stop` was called.
    """

    def __init__(self, work: Callable[[Callable[[str, float], None], Callable[[duckdb.DuckDBPyConnection], None]], T]):
        self.at: tuple[str, float] | None = None
        self._asked = threading.Event()
        self._con: duckdb.DuckDBPyConnection | None = None
        self._result: T | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(work,), name="sammachip-work", daemon=True)
        self._thread.start()

    def is_running(self, within_s: float) -> bool:
        """Whether it still works after so many seconds; answers at once when it ends before."""
        self._thread.join(within_s)
        return self._thread.is_alive()

    def stop(self, wait: bool = True) -> None:
        """End it; with `wait`, come back when it has ended (`has_result` then tells whether it was done before)."""
        self._asked.set()
        self._interrupt()
        while wait and self.is_running(ASKED_EVERY_S):
            self._interrupt()

    @property
    def has_result(self) -> bool:
        """Whether it has ended without an error."""
        return not self._thread.is_alive() and self._error is None

    def result(self) -> T:
        """What it made, once it has ended. Raises what it raised, Cancelled when it was stopped."""
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]  # ended without an error

    def _run(self, work: Callable[..., T]) -> None:
        try:
            self._result = work(self._tell, self._drafting)
        except BaseException as error:  # noqa: BLE001 - raised by whoever asks for the result
            self._error = Cancelled() if self._asked.is_set() else error
        finally:
            self._con = None

    def _tell(self, step: str, share: float) -> None:
        self._go_on()
        self.at = (step, share)

    def _drafting(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        self._go_on()

    def _go_on(self) -> None:
        if self._asked.is_set():
            raise Cancelled

    def _interrupt(self) -> None:
        con = self._con
        if con is not None:
            with suppress(duckdb.Error):  # closed meanwhile
                con.interrupt()
