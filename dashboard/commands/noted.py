"""What a command does is in the audit log like what a page does, by the one user of this machine.

`--by` is what whoever typed it says of themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.access.acting import Act
    from dashboard.access.audit import AuditLog
    from dashboard.store import Store


def log_of(store: Store) -> AuditLog:
    """The log of a store; of real data where it holds nothing yet."""
    from dashboard.access.audit import AuditLog

    newest = store.newest()
    return AuditLog(store.folder, newest.kind if newest else "real")


@contextmanager
def noted(store: Store, what: str, by: str = "") -> Iterator[Act]:
    """Do something inside. Raises what `access.acting.doing` raises."""
    from dashboard.access.acting import doing
    from dashboard.access.roles import LOCAL

    with doing(log_of(store), LOCAL, what, by=by) as act:
        yield act
