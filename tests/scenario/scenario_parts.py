"""Made-up bases and stacks for the scenario tests: two provinces, four districts, five subdistricts."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from dashboard.programme import MEASURES, Rules
from dashboard.scenario.address import RATED
from dashboard.scenario.applying import Base
from dashboard.scenario.changes import (
    BEST,
    MEDIAN,
    Cap,
    EvenOut,
    Group,
    Hand,
    In,
    Out,
    RateAs,
    RuleAs,
    Stack,
    Step,
    TargetAs,
)
from dashboard.scenario.sums import NOTHING, Pair, added

SUBDISTRICTS = ("390101", "390102", "390201", "400101", "400201")
DISTRICTS = ("3901", "3902", "4001", "4002")
PROVINCES = ("39", "40")
OFFICER = "น.ส.ก ~ 100% ใจ.ดี"

amounts = st.integers(0, 50)
pairs = st.tuples(amounts, amounts)
COUNTED = ("villages", "practising", "teams_complete", "groups", "trainer_load", "households_selected")
parts = st.fixed_dictionaries({code: st.fixed_dictionaries(dict.fromkeys(COUNTED, pairs)) for code in SUBDISTRICTS})


def base_of(of_subdistrict: dict[str, dict[str, Pair]], view: tuple[str, ...] = ("",), digits: int = 2) -> Base:
    """A base that knows every area."""
    sums = dict(of_subdistrict)
    for code in ("", *PROVINCES, *DISTRICTS):
        sums[code] = added((1, s) for c, s in of_subdistrict.items() if c.startswith(code))
    peers = {
        above: tuple(c for c in sums if len(c) == len(above) + 2 and c.startswith(above))
        for above in ("", *PROVINCES, *DISTRICTS)
    }
    sums = {code: {m.id: s.get(m.id, NOTHING) for m in MEASURES} for code, s in sums.items()}
    return Base(view, (), digits, sums, peers, (("practising", "40", 60.0), ("practising", "4001", 70.0)), Rules())


codes = st.lists(st.sampled_from([*PROVINCES, *DISTRICTS, *SUBDISTRICTS]), unique=True, max_size=3).map(tuple)
some_codes = codes.filter(bool)
numbers = st.decimals(-(10**6), 10**6, allow_nan=False, places=3)
groups = st.one_of(
    st.none(),
    st.sampled_from([Group(stage=-7), Group(training="none"), Group(otop="group"), Group(officer=OFFICER),
                     Group(officer="")]),
)  # fmt: skip
rates = st.builds(
    RateAs,
    st.sampled_from(RATED),
    codes,
    st.one_of(st.sampled_from([BEST, MEDIAN, "", "40", "390101"]), numbers),
    st.booleans(),
)
changes = st.one_of(
    rates,
    st.builds(RateAs, st.just(""), codes, st.sampled_from([BEST, MEDIAN, "39"]), st.booleans()),
    st.builds(Out, codes, groups.filter(bool)),
    st.builds(Out, some_codes, groups),
    st.builds(In, some_codes, groups),
    st.builds(TargetAs, st.sampled_from([m.id for m in MEASURES]), st.sampled_from(["", "40", "4001"]), numbers),
    st.builds(RuleAs, st.just("team_size"), st.integers(1, 50)),
    st.builds(RuleAs, st.just("households_per_village"), st.integers(1, 1000)),
    st.builds(
        EvenOut,
        st.lists(st.sampled_from(DISTRICTS), unique=True).map(tuple),
        st.sampled_from(["villages", "households", "visits"]),
        st.integers(0, 900),
        st.one_of(st.none(), st.integers(0, 99)),
    ),
    st.builds(Cap, st.sampled_from(DISTRICTS), st.sampled_from([OFFICER, "ก"]), st.integers(0, 99)),
    st.builds(Hand, st.just(("39010101", "39010102")), st.sampled_from([OFFICER, "ก"])),
)
stacks = st.lists(st.builds(Step, changes, st.booleans()), max_size=6).map(lambda steps: Stack(tuple(steps)))


def of(*made: object) -> Stack:
    """A stack of changes that are all on."""
    return Stack(tuple(Step(change) for change in made))  # type: ignore[arg-type]


def rate_to(measure: str, areas: tuple[str, ...], value: str) -> RateAs:
    """Areas take an own number, whether it is better or not."""
    return RateAs(measure, areas, Decimal(value), only_better=False)
