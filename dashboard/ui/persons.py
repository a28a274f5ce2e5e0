"""Names of persons, house numbers and phones: the only way in which a page shows them.

`may_see_persons` asks the role of who looks; every table, chart, dialog and export goes through `shown_name`.
"""

from __future__ import annotations

from typing import Literal

from dashboard.persons import masked_name
from dashboard.ui.viewer import viewer
from dashboard.ui.words import t

Kind = Literal["name", "house", "phone"]


def may_see_persons() -> bool:
    """Whether this session may see who a row is about."""
    return viewer().may("persons")


def shown_name(text: str | None, kind: Kind = "name", *, may_see: bool | None = None) -> str:
    """A person's name, house number or phone as this session may see it; "–" when there is none.

    Masked, a name keeps its title and first letter, a phone its last two digits, a house number nothing.
    """
    if not text:
        return "–"
    if may_see_persons() if may_see is None else may_see:
        return f"{text[:3]}-{text[3:6]}-{text[6:]}" if kind == "phone" and len(text) == 10 and text.isdigit() else text
    if kind == "phone":
        return f"×××-×××-××{text[-2:]}"
    if kind == "house":
        return t("persons.hidden")
    return masked_name(text)
