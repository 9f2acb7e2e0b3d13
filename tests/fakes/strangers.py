"""People who speak to other assistants in our room, and what our companion makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from fakes.own_sound import BOX, LEARNT_SECONDS
from fakes.speakers import recorded

from offline.audio.samples import EAR_RATE
from offline.listener import LISTENER
from offline.turn_taking import Floor

STATES = ("asleep", "follow-up", "guiding")
ANSWERED_WITHIN_SECONDS = 2.0
STARTS = {"breathing.start", "breathing.again", "checkin.start", "program.today"}


@dataclass
class Strangers:
    """What came of some recordings."""

    files: int = 0
    minutes: float = 0.0
    replies: int = 0
    """Only in the follow-up window may there be any: somebody may have meant us."""

    woken: list[str] = field(default_factory=list)
    acted: list[str] = field(default_factory=list)
    """Recordings after which something had been started, stopped, steered or kept."""


def strangers(room, state, paths):
    """Play every recording to a companion in that state; begin anew where one did something."""
    found = Strangers()
    for path in paths:
        _reach(room, state)
        begun, sound = len(room.events), recorded(path)
        room.hear(sound)
        room.wait(ANSWERED_WITHIN_SECONDS)
        found.files += 1
        found.minutes += len(sound) / EAR_RATE / 60
        events = [event for event in room.events[begun:] if event.event != "cue"]
        _count(found, path.stem, state, events, kept=_kept(room))
        if events:
            room.begin_anew()
    return found


def _count(found, name, state, events, *, kept):
    told = [event.event for event in events]
    intents = [event.fields["intent"] for event in events if event.event == "reply"]
    found.replies += len(intents)
    if "wake" in told:
        found.woken.append(name)
    started = STARTS.intersection(intents)
    if kept or started or "stopped" in told or (state != "follow-up" and intents):
        heard = [event.fields["text"] for event in events if event.event == "heard"]
        found.acted.append(f"{name}: heard {heard}, {intents}, kept {kept}")


def _reach(room, state):
    """Bring the companion into a state in which nothing was said and nothing kept since."""
    if state == "guiding":
        if room.companion.session.scene != "breathing" or not room.mixer.playing:
            room.told(BOX)
            room.wait(LEARNT_SECONDS + 8)
        _kept(room)
        return
    room.begin_anew()
    _kept(room)
    room.wait(0.5)
    if state == "follow-up":
        room.told("turn plant counting on")
        while room.mixer.playing:
            room.wait(0.1)
        room.wait(0.3)
        assert room.companion._turns.floor is Floor.OPEN


def _kept(room):
    """Return how many entries and records were kept since the last call."""
    return room.companion._conversation._store.forget(LISTENER)
