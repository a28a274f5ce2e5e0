"""What leaves by a download button is written into the audit log, when it is asked for and before it is made.

A file is made on another thread, where there is no session: what the log says of the view is read while the button is
drawn. A picture that the browser draws is kept back there until it is written down (`picture_file`).
"""

from __future__ import annotations

from collections.abc import Callable

from dashboard.access.audit import Event
from dashboard.ui import frame
from dashboard.ui.acting import audit_log
from dashboard.ui.persons import may_see_persons
from dashboard.ui.view import View
from dashboard.ui.viewer import viewer

_SAID_APART = ("area", "as_of")


def noted(make: Callable[[], bytes], what: str, file: str, count: int | None = None) -> Callable[[], bytes]:
    """`make`, which first writes down that this file left: a code (`export.table`), its name, its rows.

    What it gives raises AuditUnwritable where nothing can be written down.
    """
    write_down = noting(what, file, count)

    def made() -> bytes:
        write_down()
        return make()

    return made


def noting(what: str, file: str, count: int | None = None) -> Callable[[], None]:
    """What writes down that a file of the page that is drawn now has left. It raises AuditUnwritable, StoreIsBusy."""
    event = event_of(frame.address(), what, file, count, names=may_see_persons(), few=viewer().may("small"))
    return lambda: note(event)


def event_of(view: View, what: str, file: str, count: int | None, *, names: bool, few: bool) -> Event:
    """What the log says of a file of a view."""
    filters = view.filters
    other = {key: text for key, text in filters.to_query().items() if key not in _SAID_APART}
    person = viewer()
    if person.seen_by:
        other["as"] = person.role
    return Event(
        what, file, ",".join(filters.areas), filters.as_of.isoformat(), other, count, names, few, who=person.id
    )


def note(event: Event) -> None:
    """Write an event into the log of the store that is looked at. Raises AuditUnwritable, StoreIsBusy."""
    audit_log().add(event)
