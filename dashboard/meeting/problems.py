"""What is wrong in each area, in the villages where most of it is: at most three things, the most urgent first.

First what needs attention (`measures.attention`), the kinds that hurt a larger share of the villages before others;
then, where fewer than three apply, the earliest steps of the programme that the area is behind in. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dashboard.measures.attention import AttentionLine
from dashboard.measures.results import AreaMeasures
from dashboard.meeting.slides import Problem

MOST = 3
MOST_VILLAGES = 5
OPPORTUNITY = "groups_ready"  # a line of attention that is good news
# steps in the order in which they are taken, each with the attention that says the same of it already
STEPS: Mapping[str, str] = {
    "sages_surveyed": "",
    "leaders_trained": "",
    "teams_complete": "teams_short",
    "households_selected": "",
    "assemblies_held": "",
    "materials_accepted": "materials_late",
    "training_complete": "",
    "households_trained": "",
    "households_visited": "visits_overdue",
    "evidence_complete": "",
    "income_coverage": "",
}
_TONES = ("behind", "near", "met")
# measure or kind of attention → (village code, how many there)
ByVillage = Mapping[str, Sequence[tuple[str, int]]]


def problems_of(
    area: AreaMeasures, attention: Iterable[AttentionLine], lacking: ByVillage, n_villages: int
) -> tuple[Problem, ...]:
    """The problems of one area of `n_villages` villages.

    `attention` and `lacking` are by village, of the whole view: what a measure lacks is its denominator less its
    numerator.
    """
    found = [
        _problem(line.kind.id, line.kind.tone, own)
        for line in attention
        if line.kind.id != OPPORTUNITY and (own := _inside(area.area_code, line.areas))
    ]
    found.sort(key=lambda p: (_TONES.index(p.tone), -p.n_villages / max(n_villages, 1)))
    said = {problem.id for problem in found}
    steps = [
        _problem(id_, "behind", own, is_measure=True)
        for id_, same in STEPS.items()
        if same not in said
        and area.values[id_].status == "behind"
        and (own := _inside(area.area_code, lacking.get(id_, ())))
    ]
    return tuple([*found, *steps][:MOST])


def _inside(area_code: str, villages: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    own = [(code, n) for code, n in villages if code.startswith(area_code)]
    return sorted(own, key=lambda village: (-village[1], village[0]))


def _problem(id_: str, tone: str, own: Sequence[tuple[str, int]], *, is_measure: bool = False) -> Problem:
    return Problem(
        id=id_,
        is_measure=is_measure,
        tone="behind" if tone == "behind" else "near",
        n=sum(n for _, n in own),
        n_villages=len(own),
        villages=tuple(own[:MOST_VILLAGES]),
    )
