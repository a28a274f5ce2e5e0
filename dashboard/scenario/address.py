"""A stack of changes as a short text for an address, and back: `r.practising.4001,4002..best~-o.3904`.

Steps are joined by `~`; one that is off begins with `-`. A step is a letter and its fields, joined by dots; the last
field may hold dots itself. Officers stand there by the key of their name (`persons.name_key`); names are read as well,
for older addresses have them, and `naming` puts them in the place of keys. What reads a text checks it whole: a
scenario is never applied in part.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from decimal import Decimal, InvalidOperation

from dashboard.errors import UnreadableOption
from dashboard.filters import OTOP, STAGE, TRAINING
from dashboard.persons import name_key
from dashboard.programme import MEASURES, RULES
from dashboard.scenario.changes import (
    BEST,
    MEDIAN,
    Cap,
    Change,
    EvenOut,
    Group,
    Hand,
    In,
    Load,
    Out,
    RateAs,
    RuleAs,
    Stack,
    Step,
    TargetAs,
)

MOST_STEPS = 40
OPTION = "s"
_IDS = {m.id for m in MEASURES}
# groups are taken as so many for each village; villages themselves are the year's plan
RATED = tuple(m.id for m in MEASURES if m.has_denominator or m.id == "groups")
_RULES = {rule.id: rule for rule in RULES}
_LOADS: tuple[Load, ...] = ("villages", "households", "visits")


def to_text(stack: Stack) -> str:
    """The stack as a text; '' for an empty one."""
    return "~".join(("" if step.on else "-") + _write(step.change) for step in stack.steps)


def from_text(text: str) -> Stack:
    """The stack that a text means. Raises UnreadableOption for one that cannot be read whole."""
    if not text:
        return Stack()
    parts = text.split("~")
    if len(parts) > MOST_STEPS:
        raise UnreadableOption(option=OPTION, value=text[:80])
    return Stack(tuple(_step(part) for part in parts))


def rewritten(text: str) -> str:
    """The same as it is written now: officers by key. Raises UnreadableOption."""
    return to_text(from_text(text))


def _step(part: str) -> Step:
    letter, _, rest = part.removeprefix("-").partition(".")
    try:
        return Step(_READ[letter](rest), on=not part.startswith("-"))
    except (KeyError, ValueError, InvalidOperation) as error:
        raise UnreadableOption(option=OPTION, value=part[:80]) from error


def _write(change: Change) -> str:
    match change:
        case RateAs(measure, areas, source, only_better):
            which = "" if only_better else "all"
            return f"r.{measure}.{','.join(areas)}.{which}.{_write_source(source)}"
        case Out(areas, group):
            return f"o.{','.join(areas)}{_write_group(group)}"
        case In(areas, group):
            return f"i.{','.join(areas)}{_write_group(group)}"
        case TargetAs(measure, area, target):
            return f"t.{measure}.{area}.{format(target, 'f')}"
        case RuleAs(rule, value):
            return f"u.{rule}.{value}"
        case EvenOut(districts, by, most, moves):
            return f"e.{','.join(districts)}.{by}.{most or ''}.{'' if moves is None else moves}"
        case Hand(villages, officer):
            return f"h.{','.join(villages)}.{_officer(officer)}"
        case Cap(district, officer, most):
            return f"c.{district}.{most}.{_officer(officer)}"


def _write_source(source: str | Decimal) -> str:
    if isinstance(source, Decimal):
        return format(source, "f")
    return source if source in (BEST, MEDIAN) else f"a{source}"


def _write_group(group: Group | None) -> str:
    if group is None:
        return ""
    if group.officer is not None:
        return f".officer.{_officer(group.officer)}"
    if group.stage:
        return f".stage.{group.stage}"
    return f".training.{group.training}" if group.training else f".otop.{group.otop}"


def _officer(name: str) -> str:
    """The key of a name; its tilde would part two steps."""
    return name_key(name).replace("~", "%7E")


def _unescape(text: str) -> str:
    return text.replace("%7E", "~").replace("%25", "%")


def _codes(text: str, *lengths: int) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(part for part in text.split(",") if part))
    if any(not (c.isascii() and c.isdigit() and len(c) in (lengths or (2, 4, 6, 8))) for c in found):
        raise ValueError(text)
    return found


def _one_code(text: str) -> str:
    """One code, or '' for the nation."""
    if not text:
        return ""
    (code,) = _codes(text)
    if code != text:
        raise ValueError(text)
    return code


def _number(text: str) -> Decimal:
    found = Decimal(text)
    if not found.is_finite() or abs(found) > 10**12:
        raise ValueError(text)
    return found


def _known(text: str, known: Container[str]) -> str:
    if text not in known:
        raise ValueError(text)
    return text


def _whole(text: str, lowest: int, highest: int) -> int:
    if not (text.isascii() and text.isdigit() and lowest <= int(text) <= highest):
        raise ValueError(text)
    return int(text)


def _read_rate(text: str) -> RateAs:
    measure, areas, which, source = text.split(".", 3)
    only_better = _known(which, ("", "all")) == ""
    if measure:
        _known(measure, RATED)
    if source in (BEST, MEDIAN):
        return RateAs(measure, _codes(areas), source, only_better)
    if source.startswith("a"):
        return RateAs(measure, _codes(areas), _one_code(source[1:]), only_better)
    if not measure:  # one number cannot be the rate of every measure
        raise ValueError(text)
    return RateAs(measure, _codes(areas), _number(source), only_better)


def _read_group(text: str) -> tuple[tuple[str, ...], Group | None]:
    areas, _, rest = text.partition(".")
    kind, _, value = rest.partition(".")
    if not rest:
        return _codes(areas), None
    if kind == "officer":
        return _codes(areas), Group(officer=_unescape(value))
    if kind == "stage":
        return _codes(areas), Group(stage=int(_known(value, STAGE)))
    if kind == "training":
        return _codes(areas), Group(training=_known(value, TRAINING))
    if kind == "otop":
        return _codes(areas), Group(otop=_known(value, OTOP))
    raise ValueError(text)


def _read_in(text: str) -> In:
    areas, group = _read_group(text)
    if not areas:
        raise ValueError(text)
    return In(areas, group)


def _read_out(text: str) -> Out:
    areas, group = _read_group(text)
    if not areas and group is None:
        raise ValueError(text)
    return Out(areas, group)


def _read_target(text: str) -> TargetAs:
    measure, area, target = text.split(".", 2)
    return TargetAs(_known(measure, _IDS), _one_code(area), _number(target))


def _read_rule(text: str) -> RuleAs:
    rule, value = text.split(".")
    return RuleAs(rule, _whole(value, _RULES[rule].lowest, _RULES[rule].highest))


def _read_even(text: str) -> EvenOut:
    districts, by, most, moves = text.split(".")
    load = next(known for known in _LOADS if known == _known(by, _LOADS))
    return EvenOut(
        _codes(districts, 4),
        load,
        _whole(most, 1, 10**6) if most else 0,
        _whole(moves, 0, 10**6) if moves else None,
    )


def _read_hand(text: str) -> Hand:
    villages, officer = text.split(".", 1)
    codes = _codes(villages, 8)
    if not codes or not officer:
        raise ValueError(text)
    return Hand(codes, _unescape(officer))


def _read_cap(text: str) -> Cap:
    district, most, officer = text.split(".", 2)
    if not officer or len(district) != 4:
        raise ValueError(text)
    return Cap(_one_code(district), _unescape(officer), _whole(most, 0, 10**6))


_READ: Mapping[str, Callable[[str], Change]] = {
    "r": _read_rate,
    "o": _read_out,
    "i": _read_in,
    "t": _read_target,
    "u": _read_rule,
    "e": _read_even,
    "h": _read_hand,
    "c": _read_cap,
}
