"""The line of the attention list that says how many decisions are overdue; it leads to their list."""

from __future__ import annotations

from collections import Counter

from dashboard.errors import DecisionsUnreadable
from dashboard.intake.report import words_of
from dashboard.ui import places
from dashboard.ui.meeting.kept import known_decisions, standings
from dashboard.ui.view import View
from dashboard.ui.words import language, number, t

_MOST_AREAS = 2


def overdue_line(view: View) -> list[dict[str, object]]:
    """The line in a list, as `parts/attention.js` takes it; none when nothing is overdue.

    Decisions that cannot be read are a line, too: they must not take the page with them.
    """
    href = view.link("meeting", tab="decisions", state="overdue")
    line: dict[str, object] = {
        "id": "decisions_overdue", "tone": "behind", "icon": "assignment_late", "href": href, "areas": [], "rest": "",
    }  # fmt: skip
    try:
        late = [standing.now.decided for standing in standings(view, known_decisions()) if standing.is_overdue]
    except DecisionsUnreadable as error:
        return [line | {"count": "", "text": words_of(error, language())}]
    if not late:
        return []
    below = Counter(
        decided.area_code[: view.child_digits] for decided in late if len(decided.area_code) >= view.child_digits
    )
    shown = below.most_common(_MOST_AREAS)
    rest = len(below) - len(shown)
    return [
        line
        | {
            "count": number(len(late)),
            "text": t("attention.decisions_overdue"),
            "areas": [
                {
                    "name": places.name(code),
                    "href": view.link("meeting", area=code, tab="decisions", state="overdue"),
                    "count": number(n),
                }
                for code, n in shown
            ],
            "rest": t("attention.rest", n=number(rest), level=places.level_word(view.child_digits)) if rest else "",
        }
    ]
