"""Where in a conversation we are: data only, small enough for an Alexa session attribute."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import cattrs

from content.breath_form import (
    Stretch,
    cycles_after,
    first_cycles,
    total_cycles,
    total_seconds,
)


class Scene(StrEnum):
    """What the last reply left open (contract, section 2)."""

    IDLE = "idle"
    BREATHING = "breathing"
    CHECK_IN = "check_in"
    CLARIFY = "clarify"
    CONFIRM_DELETE = "confirm_delete"
    CRISIS = "crisis"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Breathing:
    """A practice under way."""

    practice: str
    stretches: tuple[Stretch, ...]
    lead_in_seconds: float
    """Estimate of what is spoken before the first cycle; a voice knows better."""

    started_at: datetime
    paused_at: datetime | None = None
    need: str = ""
    """What it was chosen for; decides how it ends."""

    seed: int = 0
    """Picks among the wordings of its cues."""

    script_seconds: float = 0
    """Length of a practice without a breath clock, which has no stretches."""

    wordless: bool = False
    """Tones alone guide it from now on."""

    counting: bool = False
    """Its seconds are counted aloud, because somebody asked for that."""

    begun_at: datetime | None = None
    """When it was asked for; stays when a pause moves `started_at`."""

    due_at: datetime | None = None
    """When everything is to be over, where somebody named a deadline."""

    due_minutes: float | None = None
    """How far away they said that it was."""

    free_breaths: int = 0
    """How often air hunger was answered by leaving the breath free."""

    @property
    def cycles(self) -> int:
        """Number of breaths."""
        return total_cycles(self.stretches)

    @property
    def asked_at(self) -> datetime:
        """When it was asked for."""
        return self.begun_at or self.started_at

    @property
    def ends_at(self) -> datetime:
        """When the practice is over if nobody pauses it."""
        return self.started_at + timedelta(
            seconds=self.seconds_until(self.cycles) + self.script_seconds
        )

    def seconds_until(self, cycle: int) -> float:
        """Return how long after the start a cycle begins."""
        return self.lead_in_seconds + total_seconds(first_cycles(self.stretches, cycle))

    def cycles_done(self, at: datetime) -> int:
        """Whole cycles guided by `at` (or by the pause, if it is paused)."""
        return cycles_after(self.stretches, self._run(at))

    def seconds_done(self, at: datetime, cycles_begun: int | None) -> float:
        """Return the seconds of breathing (or of a script) that were guided by `at`.

        Args:
            at: any moment.
            cycles_begun: how many breaths have begun, where a voice counts them; it knows better
                than the estimate of the words before them.
        """
        done = max(0.0, self._run(at))
        if cycles_begun is not None and self.stretches:
            begun = total_seconds(first_cycles(self.stretches, cycles_begun))
            whole = total_seconds(first_cycles(self.stretches, max(0, cycles_begun - 1)))
            done = max(whole, min(done, begun))
        return min(done, total_seconds(self.stretches) + self.script_seconds)

    def _run(self, at: datetime) -> float:
        """Seconds since the first breath, until the pause if it is paused."""
        return ((self.paused_at or at) - self.started_at).total_seconds() - self.lead_in_seconds


@dataclass(frozen=True, slots=True)
class CheckingIn:
    """A check-in of which something is still missing."""

    asked: str
    """The slot that was asked for last."""

    said: dict[str, int | str]
    """Slot to value, what has been said so far; nothing of it is stored yet."""

    extras: dict[str, str] = field(default_factory=dict)
    """"stool" and "note", where somebody opted in."""

    skipped: tuple[str, ...] = ()
    tries: int = 0
    wanted: tuple[str, ...] = ("anxiety", "gut")
    """What is asked for; a check-in in one breath wants only what was not clear in it."""

    day: str | None = None
    """"yesterday", where that was said."""

    careful: bool = False
    """An ear was unsure, or a value was put right: the read-back names the scales."""

    rounded: bool = False
    corrects: bool = False
    """It changes the last entry instead of writing another."""


@dataclass(frozen=True, slots=True)
class LookBack:
    """A look back that waits for "read it, or show it?"."""

    metric: str = ""
    day: str = ""
    seeks_last: bool = False
    seeks_pattern: bool = False
    seeks_helped: bool = False


@dataclass(frozen=True, slots=True)
class PainBefore:
    """A pain and a deadline were named; we asked whether it is the usual pain."""

    need: str
    minutes: float
    due_at: datetime
    asked_in_turn: int
    """Only the next turn that means something can answer it."""


@dataclass(frozen=True, slots=True)
class Asking:
    """The answer that "more" and "says who" are about, or the options of a clarify."""

    answer: str | None = None
    options: tuple[str, ...] = ()
    claim: int | None = None
    """Number of the article's claim told last, while the tour of the article goes on."""

    told: tuple[str, ...] = ()
    """Answers told on the way here, the last one last, for "previous"."""


@dataclass(frozen=True, slots=True)
class PlantNote:
    """The plants that were noted last, and what was not clear about them."""

    record: str = ""
    """Id of the record, for "undo" and for what is added to it; empty if none was written."""

    unclear: str = ""
    """Id of the plant that a yes adds."""

    unknown: str = ""
    """A word that we asked for again."""

    day: str | None = None
    """"yesterday", where that was said."""


@dataclass(frozen=True, slots=True)
class Session:
    """State carried from one turn to the next; each scene owns one field and reads no other's."""

    scene: Scene = Scene.IDLE
    turns: int = 0
    """How many turns were answered; seeds the choice among wordings."""

    misses: int = 0
    """Turns in a row that meant nothing to us."""

    breathing: Breathing | None = None
    pain: PainBefore | None = None
    check_in: CheckingIn | None = None
    look_back: LookBack | None = None
    asking: Asking | None = None
    door_shown: bool = False
    """The first answer has asked "More, or the source?"; that is heard once a session."""

    logged: tuple[str, ...] = ()
    """Entry ids of the last check-in, for "undo" and "make that five"."""

    logged_scale: str | None = None
    """The scale said last in it: "make that five" means this one."""

    logged_values: dict[str, int | str] = field(default_factory=dict)
    """What it holds now, as said: "not six, five" means the scale that was six."""

    logged_before: dict[str, int | str] | None = None
    """What it held before it was changed: "undo" goes back to that."""

    unsure_in_turn: int | None = None
    """When an entry was kept that an ear was unsure of: a "no" right after it means that entry."""

    conditions: tuple[str, ...] = ()
    """What the person said of their body in this conversation; ids of `bank/conditions.yaml`."""

    asked_to_keep: str = ""
    """The condition of which we asked whether to remember it."""

    asked_in_turn: int = 0
    """When that was: only the next turn can answer it."""

    question: str = ""
    """Name of a question that is open (`registry.answers`); the next turn closes it."""

    plants: PlantNote | None = None
    cleared: tuple[str, ...] = ()
    """Practices whose question was answered with "nothing against it" in this conversation."""

    program: int | None = None
    """Which of the seven days was offered last."""

    said: str = ""
    """The last words worth repeating."""

    frightened: bool = False
    """Fear was heard in this conversation; decides what a second miss is met with."""

    elsewhere_in_turn: int = -2
    """When something was last asked for that is not ours."""

    calories: int = 0
    """How often calories were asked about."""

    night: bool | None = None
    """Whether it is night: True or False if somebody said so, None for the clock."""


_converter = cattrs.Converter(omit_if_default=True)
_converter.register_unstructure_hook(datetime, lambda at: at.isoformat())
_converter.register_structure_hook(datetime, lambda raw, _: datetime.fromisoformat(raw))
_converter.register_structure_hook(int | str, lambda raw, _: raw)


def as_dict(session: Session) -> dict[str, Any]:
    """Return plain JSON values; fields at their default are left out."""
    plain: dict[str, Any] = _converter.unstructure(session)
    return plain


def from_dict(raw: dict[str, Any]) -> Session:
    """Return the session that `as_dict` wrote; anything else is a new conversation.

    A session attribute comes back through the network, so a stranger's or an older version's
    must not break the turn.
    """
    try:
        return _converter.structure(raw, Session)
    except (cattrs.BaseValidationError, ValueError, TypeError, KeyError, AttributeError):
        return Session()
