"""What was heard, and what it was taken to mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from content.settings import Profile

SlotValue = str | int | float | tuple[str, ...]


class Danger(StrEnum):
    """Classes of evidence 4.1 that the screen knows; the value is the evidence's own name."""

    HARM_DONE = "C0 done"
    """The half of C0 that has happened (an overdose, an injury): by contract an `emergency`."""

    ACTING_NOW = "C0"
    SUICIDAL = "C1"
    HOPELESS = "C2"
    SELF_HARM = "C3"
    SOMEONE_ELSE = "C4"
    ABUSE = "C5"
    CONTACT_LOST = "C6"
    """Contact with what is real: voices that command, thoughts put into a head."""

    POISONED = "C7"
    """Or in withdrawal."""

    AFTER_BIRTH = "C8"
    NOT_EATING = "C9"
    MEDICAL = "C10"
    CHILD = "C11"
    """A minor, with any of the other classes that are no emergency."""

    NEGATED = "negated"
    """Crisis words denied ("I don't want to kill myself"): an ordinary reply with the helpline."""


class Opened(StrEnum):
    """What the program that hears has opened to a network."""

    NOTHING = "nothing"
    PAGE = "page"
    """Its local page, on the loopback address only."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words from an ear or a keyboard, before anyone asks what they mean."""

    text: str
    at: datetime
    """Aware time at which the words ended."""

    confidence: float = 1.0
    """0 to 1; a keyboard is always 1. Below `UNSURE` nothing is stored without being read back."""

    alternatives: tuple[str, ...] = ()
    """What other ears made of the same sound; the safety screen reads these as well."""


UNSURE = 0.6


@dataclass(frozen=True, slots=True)
class Turn:
    """An utterance that has been understood: Alexa starts here, an ear arrives here."""

    intent: str | None
    """A name of the contract's section 5, or None for words that mean nothing to us."""

    listener: str
    """Stable id of whoever spoke; keys the diary."""

    at: datetime
    """Aware, in the listener's own time zone where it is known: it decides which day it is."""

    slots: Mapping[str, SlotValue] = field(default_factory=dict)
    """Only what the person said, normalised as in the contract's section 3."""

    local_hour: int | None = None
    """Hour on the listener's wall, 0 to 23, where the clock decides whether it is night (the live
    companion, Alexa). None where it is day unless asked: `chat`, files, an unknown zone."""

    heard: str | None = None
    """The words, or None where the platform hands over none (Alexa)."""

    locale: str = "en"
    """BCP 47; its region picks the helpline. "en" alone means that the country is unknown."""

    suspected: bool = False
    """Whether the words may mean danger, and nobody is sure."""

    danger: Danger | None = None
    """Set by the platform's own safety intents (Alexa) or by the screen; never by a handler."""

    corrects: bool = False
    """A check-in that changes the last one instead of writing another."""

    same: bool = False
    """A check-in with yesterday's values ("same as yesterday")."""

    seeks_last: bool = False
    """A look back that asks when it was last like this, not for the week."""

    for_me: bool = False
    """Asks what the last answer means for the person ("what does that mean for me")."""

    tries_it: bool = False
    """Wants the practice of the last answer ("can I try that")."""

    seeks_pattern: bool = False
    """A look back that asks what goes with bad nights."""

    seeks_helped: bool = False
    """A look back that asks after which practices it was better."""

    marks: frozenset[str] = frozenset()
    """What else a block of templates says beside slots: names that begin with "_", without it
    ("extras" of `_extras: true`)."""

    deadline: bool = False
    """The minutes are until something else begins ("a meeting in two minutes"), so they run from
    the end of the request; else they are breathing time."""

    air_hunger: bool = False
    """The words speak of too little air ("faster, I need more air")."""

    one_way: bool = False
    """Nobody can answer: a practice from the command line, after which the program ends."""

    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    cycles_begun: int | None = None
    """Breaths of the practice under way that have begun, where the voice counts them and lets the
    last one finish; None where only the time is known."""

    profile: Profile = Profile.PERSONAL
    """What is offered here (content/profiles.py)."""

    others_may_hear: bool = False
    """Others may be in the room, or the voice is not known, and there is a screen or an app to
    show things on: looking back asks "read it, or show it?" first. Set by the channel."""

    opened: Opened | None = None
    """None where the channel cannot know (Alexa)."""

    keeps_notes: bool = False
    """Notes in a person's own words may be kept here: only in the companion's own diary."""


def flagged(turn: Turn, slots: Mapping[str, SlotValue]) -> Turn:
    """Return the turn with what a block of templates sets beside slots: names that begin with _."""
    return replace(
        turn,
        corrects=bool(slots.get("_corrects")),
        same=bool(slots.get("_same")),
        seeks_last=bool(slots.get("_last")),
        seeks_pattern=bool(slots.get("_pattern")),
        seeks_helped=bool(slots.get("_helped")),
        marks=frozenset(name[1:] for name in slots if name.startswith("_")),
        deadline=bool(slots.get("_deadline")),
        air_hunger=bool(slots.get("_air")),
        for_me=bool(slots.get("_for_me")),
        tries_it=bool(slots.get("_try")),
    )
