"""Taking a batch back and putting it in again: imports by who may import, settings by who may set them."""

from __future__ import annotations

from dashboard.errors import OutsideYourAreas
from dashboard.settings import read_settings
from dashboard.store import store_for_reading
from dashboard.store.history import Batch, redo, undo
from dashboard.store.touched import touched
from dashboard.ui.acting import doing
from dashboard.ui.viewer import viewer


def take_back(batch: Batch, by: str = "") -> None:
    """Undo a batch. Raises what `doing` and `undo` raise, OutsideYourAreas for one that holds rows of others."""
    with doing("settings.undo" if batch.changes else "undo", areas=_areas(batch), batch=batch.batch_id):
        undo(store_for_reading(read_settings()), batch.batch_id, by)


def put_in_again(batch: Batch, by: str = "") -> None:
    """Redo a batch. Raises what `doing` and `redo` raise, OutsideYourAreas for one that holds rows of others."""
    with doing("settings.redo" if batch.changes else "redo", areas=_areas(batch), batch=batch.batch_id):
        redo(store_for_reading(read_settings()), batch.batch_id, by)


def _areas(batch: Batch) -> tuple[str, ...]:
    person = viewer()
    if not person.areas or batch.changes:
        return ("",)
    if not all(person.reaches(code) for code in touched(store_for_reading(read_settings()), batch.batch_id)):
        raise OutsideYourAreas(areas=",".join(person.areas))
    return person.areas
