"""Small groups of other areas cannot be found by subtracting what may be seen from each other."""

from __future__ import annotations

from math import isnan

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dashboard.measures.beyond import told_measures
from dashboard.measures.results import AreaMeasures, MeasureValue

FEW = 5
GROUPS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(
    lambda pair: (min(pair), max(pair))
)  # (who, of how many)


def area(code: str, groups: list[tuple[int, int]]) -> AreaMeasures:
    who, of = sum(g[0] for g in groups), sum(g[1] for g in groups)
    value = MeasureValue("practising", 100 * who / of if of else None, who, of, None, None, "none")
    return AreaMeasures(code, {"practising": value})


def told(whole: list[tuple[int, int]], own: list[tuple[int, int]]) -> float | None:
    (found,) = told_measures([area("40", whole)], [area("", own)] if own else [])
    value = found.values["practising"]
    assert isnan(value.numerator)
    assert isnan(value.denominator or 0.0)
    return None if value.value is None else float(value.value)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(own=st.lists(GROUPS, max_size=3), others=st.lists(GROUPS, min_size=1, max_size=3))
def test_what_is_left_beside_the_own_part_is_never_a_few(
    own: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    few = 0 < sum(of for _, of in others) < FEW
    if few:
        assert told([*own, *others], own) is None


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(own=GROUPS, others=st.lists(GROUPS, min_size=1, max_size=3), small=st.integers(1, FEW - 1), data=st.data())
def test_no_household_changes_a_rate_by_itself_but_at_a_border(
    own: tuple[int, int], others: list[tuple[int, int]], small: int, data: st.DataObject
) -> None:
    """Whoever knows the own part and the size of the whole cannot tell whether one household more practises, unless
    the rounded count happens to lie at a border: it is one of five neighbours that look the same.
    """
    x = data.draw(st.integers(0, small))
    whole = [own, *others, (x, small)]
    seen = told(whole, [own])
    assume(seen is not None)
    alike = [
        y for y in range(-FEW, FEW + 1) if _with(whole, y) is not None and told(_with(whole, y) or [], [own]) == seen
    ]
    assert len(alike) >= 3 or seen in (0.0, 100.0)


def _with(whole: list[tuple[int, int]], more: int) -> list[tuple[int, int]] | None:
    """The same with some households more or fewer that practise, whosever they are."""
    who, of = sum(g[0] for g in whole) + more, sum(g[1] for g in whole)
    return [(who, of)] if 0 <= who <= of else None


def test_a_rate_is_that_of_fives() -> None:
    assert told([(52, 103)], []) == 47.6  # 50 of 105
    assert told([(4, 4)], []) is None
    assert told([(5, 5)], []) == 100.0
    assert told([(102, 103)], []) == 95.2  # 100 of 105
    assert told([(103, 107)], [(60, 104)]) is None
