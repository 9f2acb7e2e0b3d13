"""What the product says back: plain segments that any voice can render, never markup."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """One part of a breath; the values are the contract's."""

    IN = "in"
    TOP_UP = "top_up"
    HOLD = "hold"
    OUT = "out"
    REST = "rest"


class Pace(StrEnum):
    """How a line wants to be spoken; a voice decides what that is in words a minute."""

    ANSWER = "answer"
    GUIDANCE = "guidance"
    NUMBER = "number"
    """A helpline: slow, digit by digit."""


class ChimeName(StrEnum):
    """Sounds that belong to what is said."""

    START_BELL = "start_bell"
    END_BELL = "end_bell"
    KEPT = "kept"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class Say:
    """Plain words."""

    text: str
    pace: Pace = Pace.ANSWER
    passing: bool = False
    """Left out when the reply is repeated."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence of a stated length."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Breath:
    """A breath phase that lasts exactly `seconds`, its sound and its cue words included."""

    phase: Phase
    seconds: float
    practice: str
    cue: str = ""
    """Words spoken while the phase runs; empty for none."""

    counts: tuple[str, ...] = ()
    """Numbers spoken after the cue, one a second, at the pace of an answer: number k (from 0)
    belongs to second k + 1 of the phase, as "In, two, three, four". Only somebody who asked to be
    counted for has them, and only phases of whole seconds; one that its second cannot hold is
    left out."""


@dataclass(frozen=True, slots=True)
class Chime:
    """A sound of the kit."""

    name: ChimeName


Segment = Say | Pause | Breath | Chime


class Kind(StrEnum):
    """What sort of reply this is (contract, section 2)."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    FALLBACK = "fallback"
    REDIRECT = "redirect"
    CRISIS = "crisis"
    EMERGENCY = "emergency"
    COMMAND = "command"


class Playback(StrEnum):
    """What becomes of the sound that is playing when this reply arrives."""

    REPLACE = "replace"
    """The reply takes its place (an empty reply then means silence)."""

    PAUSE = "pause"
    """The sound waits where it is; the reply's own words are spoken over the wait."""

    RESUME = "resume"
    """A practice that waited goes on. `segments` are the rest of it: one free breath (its seconds
    without a sound), then the breaths that are left, from an in-breath on. A script that waited
    has no breath to begin with: its sound goes on from its sample, and a voice that cannot do
    that speaks `segments`."""

    CONTINUE = "continue"
    """`segments` are the rest of the practice, changed. A voice whose sound goes on lets the breath
    under way finish and puts them in the place of what was to follow; another speaks them."""

    KEEP = "keep"
    """The sound goes on as if nothing had been said; `segments` are spoken over it."""


@dataclass(frozen=True, slots=True)
class Did:
    """What we chose and stored; keys of the contract's `did`."""

    practice: str | None = None
    seconds: float | None = None
    """Breathing time that we are about to guide, lead-in and ending not counted."""

    stored: tuple[str, ...] = ()
    """Ids of the entries written by this turn; durable by the time the reply exists."""

    plant_ids: tuple[str, ...] = ()
    """Ids of the plants counted by this turn (`bank/plants.yaml`), in the order said."""


@dataclass(frozen=True, slots=True)
class Card:
    """Something to show where there is a screen; never holds a number of the person's."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer to one turn."""

    segments: tuple[Segment, ...]
    kind: Kind = Kind.COMMAND
    reprompt: str | None = None
    """Asked once if the listener stays silent."""

    answer: str | None = None
    """Id of the bank's answer that this is."""

    options: tuple[str, ...] = ()
    """Answer ids offered by a clarify, in the order spoken."""

    did: Did = Did()
    open: bool = False
    """The microphone stays open: something was asked, or a conversation is under way."""

    interruptible: bool = True
    """False where words must not be cut by a stray sound: safety, the read-back of a check-in."""

    playback: Playback = Playback.REPLACE
    volume_db: float = 0
    """How much louder everything is to sound from now on; only a voice with a level can do it."""

    bells_db: float = 0
    """The same for the bells alone."""

    night: bool = False
    """It is night where this sounds, or somebody asked for quiet: the slow voice, 10 LU lower, and
    the night column of the sound kit. Its segments hold no goodbye and no closing question."""

    card: Card | None = None


def words(reply: Reply) -> str:
    """Return exactly the words that would be spoken, in order, without markup."""
    spoken = []
    for segment in reply.segments:
        match segment:
            case Say(text=text) if text:
                spoken.append(text)
            case Breath(cue=cue, counts=counts):
                spoken += [text for text in (cue, *counts) if text]
            case _:
                pass
    return " ".join(spoken)
