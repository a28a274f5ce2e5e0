"""What comes of a stack: the total and its areas before and after, and what each area adds to the difference.

Three steps, each of its own: rules of the year change what counts, areas go out and come in, areas take other rates;
then everything is judged by the targets of the scenario. Pure: everything it needs is in the Base.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from statistics import median

from dashboard.measures.judging import BY_ID, Targets, as_number
from dashboard.measures.results import MeasureValue, Number
from dashboard.programme import MEASURES, Rules
from dashboard.scenario.address import RATED
from dashboard.scenario.changes import BEST, MEDIAN, Change, RateAs, RuleAs, Stack, TargetAs
from dashboard.scenario.membership import MARK, GroupKey, Move, is_in, moves_of, own_sums
from dashboard.scenario.sums import NOTHING, Pair, Sums, added, as_ratio, at_rate, is_better, judged, rate, size_pair

TargetRow = tuple[str, str, float]


@dataclass(frozen=True)
class Base:
    """The actual numbers that a scenario starts from.

    `view` are the view's area codes ('' the nation), `without` those it leaves out, `digits` the code length of its
    next level. `sums` hold, whole, every area of that level, every code that a change names and its `peers` (the area
    above → its areas one level down); where a change names groups of villages, those that groups hold, under a code of
    their own with a MARK: `held` says by which. `ruled` are the sums that other rules of the year make others, by code.
    """

    view: tuple[str, ...]
    without: tuple[str, ...]
    digits: int
    sums: Mapping[str, Sums]
    peers: Mapping[str, tuple[str, ...]]
    target_rows: tuple[TargetRow, ...]
    rules: Rules
    held: Mapping[str, frozenset[GroupKey]] = field(default_factory=dict)
    ruled: Mapping[str, Sums] = field(default_factory=dict)

    @property
    def area(self) -> str:
        """The one area of the view; '' for the nation or for several."""
        return self.view[0] if len(self.view) == 1 else ""


@dataclass(frozen=True, slots=True)
class AreaResult:
    """One area of the scenario: its measures before and after, None where it is not in that total."""

    area_code: str
    before: Mapping[str, MeasureValue] | None
    after: Mapping[str, MeasureValue] | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What one area adds to the difference of a total, in the measure's unit; effects add up to the difference."""

    area_code: str
    effect: Number


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """The total before (the actual) and after, its areas in code order, and each measure's effects by area.

    A measure whose total is missing before or after has no effects. `rules` and `targets` are those of the scenario.
    """

    area_code: str
    before: Mapping[str, MeasureValue]
    after: Mapping[str, MeasureValue]
    areas: tuple[AreaResult, ...]
    effects: Mapping[str, tuple[Effect, ...]]
    rules: Rules
    targets: Targets


def apply(base: Base, stack: Stack) -> ScenarioResult:
    """The scenario's total and areas; without active changes they are the actual, exactly."""
    changes = stack.active
    rules = rules_with(base.rules, changes)
    then_targets = Targets(base.target_rows, base.rules)
    now_targets = Targets(target_rows_with(base.target_rows, changes), rules)
    own = own_sums(base.sums)
    actual = _total_by_area(base, own, changes, moves_of((), base.view, base.without))
    then = replace(base, sums={c: {**s, **base.ruled.get(c, {})} for c, s in base.sums.items()}) if base.ruled else base
    moved = _total_by_area(
        then,
        own if then is base else own_sums(then.sums),
        changes,
        moves_of(changes, base.view, base.without),
    )
    rates = Rates(then)
    result = {code: _with_rates(rates, code, of_area, changes) for code, of_area in moved.items()}
    before, after = _added(actual), _added(result)
    return ScenarioResult(
        base.area,
        judged(before, base.area, then_targets),
        judged(after, base.area, now_targets),
        tuple(
            AreaResult(
                code,
                judged(actual[code], code, then_targets) if code in actual else None,
                judged(result[code], code, now_targets) if code in result else None,
            )
            for code in sorted(actual.keys() | result.keys())
        ),
        {m.id: effects_of(m.id, actual, result) for m in MEASURES},
        rules,
        now_targets,
    )


def rules_with(rules: Rules, changes: Sequence[Change]) -> Rules:
    """The rules of the year with those that a scenario changes."""
    return replace(rules, **{change.rule: change.value for change in changes if isinstance(change, RuleAs)})


def target_rows_with(rows: Sequence[TargetRow], changes: Sequence[Change]) -> tuple[TargetRow, ...]:
    """The targets of the year with those that a scenario sets for an area and everywhere below it."""
    found = list(rows)
    for change in changes:
        if isinstance(change, TargetAs):
            found = [r for r in found if r[0] != change.measure or not r[1].startswith(change.area)]
            found.append((change.measure, change.area, float(change.target)))
    return tuple(found)


def effects_of(measure: str, before: Mapping[str, Sums], after: Mapping[str, Sums]) -> tuple[Effect, ...]:
    """What each area adds to the difference of the total, whatever the order of areas.

    With N/D before and N'/D' after: (dN - N/D dD) / D' of each area; these add up to N'/D' - N/D exactly.
    """
    info = BY_ID[measure]
    then, now = _total_of(before, measure), _total_of(after, measure)
    if info.has_denominator and not (then[1] and now[1]):
        return ()
    old_top, old_bottom, bottom = (*then, now[1]) if info.has_denominator else (0, 1, 1)
    found = []
    for code in sorted(before.keys() | after.keys()):
        was, will = before.get(code, {}).get(measure, NOTHING), after.get(code, {}).get(measure, NOTHING)
        # (dN - N/D dD) / D', with the division last: whole numbers stay whole, which is much faster
        more = info.factor * ((will[0] - was[0]) * old_bottom - old_top * (will[1] - was[1]))
        if more:
            size = as_ratio(more, old_bottom * bottom)
            found.append(Effect(code, as_number(size)))
    return tuple(found)


def _total_of(areas: Mapping[str, Sums], measure: str) -> Pair:
    pairs = [sums[measure] for sums in areas.values() if measure in sums]
    return sum((pair[0] for pair in pairs), 0), sum((pair[1] for pair in pairs), 0)


def _added(areas: Mapping[str, Sums]) -> dict[str, Pair]:
    total = added((1, sums) for sums in areas.values())
    return {m.id: total.get(m.id, NOTHING) for m in MEASURES}


def _total_by_area(
    base: Base, own: Mapping[str, Sums], changes: Sequence[Change], moves: Sequence[Move]
) -> dict[str, dict[str, Pair]]:
    """The sums of each area that has a village in the total: the view's next level, and what a change names below."""
    named = {c for change in changes if isinstance(change, RateAs) for c in change.areas if len(c) > base.digits}
    parts: dict[str, list[tuple[int, Sums]]] = {}
    for code, sums in own.items():
        if is_in(code, base.held.get(code, ()), base.view, moves):
            label = next((code[:n] for n in (8, 6, 4, 2) if code[:n] in named), code.partition(MARK)[0][: base.digits])
            parts.setdefault(label, []).append((1, sums))
    found = {label: added(of_label) for label, of_label in parts.items()}
    return {label: sums for label, sums in found.items() if any(pair != NOTHING for pair in sums.values())}


def _with_rates(rates: Rates, code: str, sums: Mapping[str, Pair], changes: Sequence[Change]) -> dict[str, Pair]:
    result = dict(sums)
    for change in changes:
        if not isinstance(change, RateAs):
            continue
        own = None if change.areas else code[: rates.base.digits]
        taker = next((area for area in change.areas if code.startswith(area)), own)
        if taker is None:
            continue
        for id_ in (change.measure,) if change.measure else RATED:
            own_size = size_pair(result, id_)
            new, old = rates.of(id_, taker, change.source), rate(own_size)
            if new is None or old is None or (change.only_better and not is_better(BY_ID[id_], new, old)):
                continue
            result[id_] = at_rate(BY_ID[id_], own_size, new)
    return result


class Rates:
    """The rates that sources stand for, each worked out once."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self._of_peers: dict[tuple[str, str, str], Fraction | None] = {}

    def of(self, measure: str, taker: str, source: str | Decimal) -> Fraction | None:
        """The rate that a source stands for, for the area that takes it; None when the source has none."""
        if isinstance(source, Decimal):
            return Fraction(source) / BY_ID[measure].factor
        if source not in (BEST, MEDIAN):
            return rate(size_pair(self.base.sums.get(source, {}), measure))
        key = (measure, taker[:-2], source)
        if key not in self._of_peers:
            self._of_peers[key] = self._from_peers(*key)
        return self._of_peers[key]

    def _from_peers(self, measure: str, parent: str, source: str) -> Fraction | None:
        pairs = (size_pair(self.base.sums[peer], measure) for peer in self.base.peers.get(parent, ()))
        rates = [found for pair in pairs if (found := rate(pair)) is not None]
        if not rates:
            return None
        if source == MEDIAN:
            return median(rates)
        return max(rates) if BY_ID[measure].more_is_better else min(rates)
