"""The fixed replies to danger; nothing of what was said goes into them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from content import library, phrases
from content.dialogue.reply import Card, Kind, Pace, Reply, Say
from content.dialogue.turn import Danger
from content.safety.helplines import Helplines, helplines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PATH = "safety/replies.yaml"
_FOR_SOME: Mapping[str, Callable[[Helplines], str | None]] = {
    "also_child": lambda numbers: numbers.child_spoken,
    "also_eating": lambda numbers: numbers.eating_spoken,
}
"""Lines that are left out where nobody has looked up a number for them."""


class FollowUp(StrEnum):
    """What came after a reply to danger."""

    YES = "yes"
    NO = "no"
    REPEAT = "repeat"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class ReplyPlan:
    """Which lines of `phrases/safety.yaml` a class gets, in order."""

    danger: Danger
    kind: Kind
    lines: list[str]


def reply(danger: Danger, locale: str, *, breathless: bool = False, young: bool = False) -> Reply:
    """Return the reply to a danger.

    Args:
        danger: as the screen or the platform named it.
        locale: its region picks the numbers.
        breathless: air hunger or dread is all that was said (`screen.is_breathless`); the number
            is then followed by the way on for somebody who knows that it is panic.
        young: a child speaks; an adult is named as well.
    """
    plan = _plans()[danger]
    lines = plan.lines
    if breathless and danger is Danger.MEDICAL:
        lines = library.read(_PATH)["breathless"]
    elif young and danger is not Danger.NEGATED:
        more = [line for line in library.read(_PATH)["young"] if line not in lines]
        lines = [*lines[:-1], *more, lines[-1]]
    return _reply(lines, plan.kind, locale)


def is_bodily(danger: Danger) -> bool:
    """Return whether the body is in danger now: an `emergency`, not a `crisis`."""
    return _plans()[danger].kind is Kind.EMERGENCY


def eating_reply(locale: str) -> Reply:
    """Return the reply to a cue of an eating disorder that is no crisis."""
    return _reply(library.read(_PATH)["eating"], Kind.COMMAND, locale)


def asking_reply(locale: str) -> Reply:
    """Return the reply to words that may mean danger: a person to talk to, and one question."""
    return _reply(library.read(_PATH)["asking"], Kind.CRISIS, locale)


def follow_up(said: FollowUp, locale: str) -> Reply:
    """Return what is said after a reply to danger: on "yes" the emergency number again, first."""
    return _reply(library.read(_PATH)["follow_ups"][said.value], Kind.CRISIS, locale)


def _reply(lines: list[str], kind: Kind, locale: str) -> Reply:
    numbers = helplines(locale)
    return Reply(
        segments=tuple(said for line in lines if (said := _say(line, numbers))),
        kind=kind,
        reprompt=phrases.line("safety.staying_quiet"),
        open=True,
        interruptible=False,
        card=_card(numbers),
    )


def _say(key: str, numbers: Helplines) -> Say | None:
    if key in _FOR_SOME:
        call = _FOR_SOME[key](numbers)
        return Say(phrases.line(f"safety.{key}", call=call), Pace.NUMBER) if call else None
    names_crisis, names_emergency = key.startswith("crisis"), key.startswith("emergency")
    if names_crisis and numbers.crisis_spoken is None:
        return Say(phrases.line("safety.country_unknown"))
    text = phrases.line(
        f"safety.{key}", crisis=numbers.crisis_spoken, emergency=numbers.emergency_spoken
    )
    has_digits = names_crisis or (names_emergency and numbers.emergency_text is not None)
    return Say(text, Pace.NUMBER if has_digits else Pace.ANSWER)


def _card(numbers: Helplines) -> Card:
    shown = (numbers.crisis_text, numbers.emergency_text, phrases.line("safety.card_line"))
    return Card(phrases.line("safety.card_title"), tuple(filter(None, shown)))


@cache
def _plans() -> Mapping[Danger, ReplyPlan]:
    raw = library.read(_PATH)["replies"]
    plans = (library.structure(row, ReplyPlan, _PATH) for row in raw)
    return {plan.danger: plan for plan in plans}
