"""The pages and how they are grouped, as data: the navigation, the addresses and `app.py` walk this table.

`page.<id>.title` is a page's name, `page.<id>.short` the one in the navigation when it is shorter;
`section.<id>` names a group. A page whose script does not exist yet is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard.access.roles import Ability
from dashboard.settings import PAGES
from dashboard.ui.view import FILTER_KEYS, VILLAGE_FILTERS


@dataclass(frozen=True)
class PageInfo:
    """One page: its id (also its address), the group it stands in, its icon, whether it shows the filter
    line, which of the filters (FILTER_KEYS) apply on it, and what a role must be able to do to open it.
    """

    id: str
    section: str
    icon: str
    filtered: bool = True
    script: str = ""
    applies: tuple[str, ...] = VILLAGE_FILTERS
    needs: Ability | None = None

    @property
    def path(self) -> Path:
        """The page's script."""
        return PAGES / f"{self.script or self.id}.py"

    @property
    def url(self) -> str:
        """Its address below the app; the default page has none."""
        return "" if self.id == DEFAULT else self.id


DEFAULT = "overview"

ALL = (
    PageInfo("overview", "now", "space_dashboard"),
    PageInfo("progress", "now", "stacked_bar_chart"),
    PageInfo("village", "now", "home_pin"),
    PageInfo("sages", "work", "school"),
    PageInfo("households", "work", "family_home", applies=FILTER_KEYS),
    PageInfo("incomes", "work", "trending_up", applies=FILTER_KEYS),
    PageInfo("groups", "work", "storefront", applies=FILTER_KEYS),
    PageInfo("budget", "work", "payments"),
    PageInfo("whatif", "decide", "alt_route"),
    PageInfo("meeting", "decide", "co_present"),
    PageInfo("knowledge", "decide", "menu_book"),
    PageInfo("quality", "data", "fact_check"),
    PageInfo("import", "data", "upload_file", filtered=False, script="import_", needs="import"),
    PageInfo("settings", "data", "settings", filtered=False),
)


@cache
def existing() -> tuple[PageInfo, ...]:
    """The pages whose scripts are there."""
    return tuple(page for page in ALL if page.path.exists())


def script_of(id_: str) -> Path:
    """The script of a page, for `st.switch_page`."""
    return next(page.path for page in ALL if page.id == id_)
