"""Which practice, how long and in which seconds: what was asked for, or what a need wants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from content import library
from content.breath_form import BreathForm, Stretch
from content.dialogue.turn import SlotValue
from content.practices import Practice, practice, practices

DEFAULT = "extended_exhale"
WITH_A_HOLD = "four_seven_eight"
"""The practice that lends its cautions and words to numbers of one's own with a hold in them."""

_NAMED_BY_NUMBERS = frozenset(
    {DEFAULT, "extended_exhale_deep", "easy_start", "coherent", "resonance", WITH_A_HOLD}
)
"""Practices that are nothing but their seconds: who says those means them."""

LONGEST_MINUTES = 30
"""Longest session of any trial behind a practice (LiuJ2022: 30 minutes a day)."""

LONGEST_SECONDS = LONGEST_MINUTES * 60


@dataclass(frozen=True, slots=True)
class Need:
    """What we choose for a need of the contract's section 3."""

    need: str
    practice: str
    out_first: bool = False
    ramp: bool = True
    pain: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A practice to guide."""

    practice: Practice
    stretches: tuple[Stretch, ...]
    need: str = ""
    chosen_by_us: bool = False
    instead_of: str = ""
    """Spoken name of what was asked for and does not go with a condition."""

    own_numbers: bool = False
    """The seconds are the person's own, not the practice's."""

    kept_within: bool = False
    """Their numbers were outside what we guide, so these are the nearest."""

    @property
    def has_hold(self) -> bool:
        """Whether the condition sentence of evidence 2.4 belongs before it."""
        return any(one.form.hold > 0 or one.form.rest > 1 for one in self.stretches)


@cache
def needs() -> Mapping[str, Need]:
    """Return what we choose for each need."""
    raw = library.read("needs.yaml")["needs"]
    found = (library.structure(one, Need, "needs.yaml") for one in raw)
    return {one.need: one for one in found}


def choose(slots: Mapping[str, SlotValue], *, new_listener: bool) -> Choice | None:
    """Return what to guide, or None for a practice that we do not guide.

    A practice that was named runs exactly as its seconds say. One that we chose begins with the
    beginner's seconds for a new listener.
    """
    if "practice" in slots:
        named = practice(str(slots["practice"]))
        return Choice(named, (Stretch(named.form, cycles(slots, named)),)) if named else None
    if {"inhale", "hold", "exhale"} & set(slots):
        return _by_numbers(slots)
    return by_us(slots, new_listener=new_listener)


def by_us(slots: Mapping[str, SlotValue], *, new_listener: bool) -> Choice:
    """Return the practice for a need, or the default where none was named."""
    need = needs().get(str(slots.get("need", "")))
    chosen = practices()[need.practice if need else DEFAULT]
    stretches: tuple[Stretch, ...] = (Stretch(chosen.form, cycles(slots, chosen)),)
    if new_listener and (need is None or need.ramp):
        is_counted = isinstance(slots.get("breaths"), int | float)
        stretches = (
            chosen.beginners_breaths(cycles(slots, chosen))
            if is_counted
            else chosen.for_beginner(asked_seconds(slots))
        )
    return Choice(chosen, stretches, need.need if need else "", chosen_by_us=True)


def cycles(asked: Mapping[str, SlotValue], chosen: Practice, form: BreathForm | None = None) -> int:
    """Return how many breaths of a form were asked for, at most half an hour of them."""
    form = form or chosen.form
    longest = max(1, int(LONGEST_SECONDS // form.cycle_seconds))
    breaths, seconds = asked.get("breaths"), asked_seconds(asked)
    if isinstance(breaths, int | float):
        return max(1, min(round(breaths), longest))
    if seconds is None:
        seconds = chosen.cycles * chosen.cycle_seconds
    return max(1, round(seconds / form.cycle_seconds))


def asked_seconds(asked: Mapping[str, SlotValue]) -> float | None:
    """Return the length that was asked for, at most half an hour; None without one."""
    minutes = asked.get("minutes")
    return min(minutes * 60, LONGEST_SECONDS) if isinstance(minutes, int | float) else None


def _by_numbers(slots: Mapping[str, SlotValue]) -> Choice:
    """Seconds of one's own: a practice of ours if it has just these, else within our limits."""
    wanted = BreathForm(
        inhale=_number(slots, "inhale", practices()[DEFAULT].form.inhale),
        hold=_number(slots, "hold", 0),
        exhale=_number(slots, "exhale", practices()[DEFAULT].form.exhale),
    )
    for known in practices().values():
        if known.form == wanted and known.id in _NAMED_BY_NUMBERS:
            return Choice(known, (Stretch(known.form, cycles(slots, known)),))
    form = wanted.within_limits()
    base = practices()[WITH_A_HOLD if form.hold else DEFAULT]
    stretches = (Stretch(form, cycles(slots, base, form)),)
    return Choice(base, stretches, own_numbers=True, kept_within=form != wanted)


def _number(slots: Mapping[str, SlotValue], name: str, otherwise: float) -> float:
    value = slots.get(name, otherwise)
    return float(value) if isinstance(value, int | float) else otherwise
