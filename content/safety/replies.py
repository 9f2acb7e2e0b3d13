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
    from collections.abc import Mapping

_PATH = "safety/replies.yaml"


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


def reply(danger: Danger, locale: str, *, breathless: bool = False) -> Reply:
    """Return the reply to a danger.

    Args:
        danger: as the screen or the platform named it.
        locale: its region picks the numbers.
        breathless: air hunger or dread is all that was said (`screen.is_breathless`); the number
            is then followed by the way on for somebody who knows that it is panic.
    """
    plan = _plans()[danger]
    lines = plan.lines
    if breathless and danger is Danger.MEDICAL:
        lines = library.read(_PATH)["breathless"]
    return _reply(lines, plan.kind, locale)


def follow_up(said: FollowUp, locale: str) -> Reply:
    """Return what is said after a reply to danger: on "yes" the emergency number again, first."""
    return _reply(library.read(_PATH)["follow_ups"][said.value], Kind.CRISIS, locale)


def _reply(lines: list[str], kind: Kind, locale: str) -> Reply:
    numbers = helplines(locale)
    return Reply(
        segments=tuple(_say(line, numbers) for line in lines),
        kind=kind,
        reprompt=phrases.line("safety.staying_quiet"),
        open=True,
        interruptible=False,
        card=_card(numbers),
    )


def _say(key: str, numbers: Helplines) -> Say:
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
