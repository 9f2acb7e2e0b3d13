"""What sounds while somebody interrupts us, how loud it comes back, and when the word falls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import soxr
from fakes.box_minute import MODEL
from fakes.speakers import LEVEL_DBFS, active_level, said
from fakes.virtual_room import VirtualRoom

from content.answers import answers
from offline.audio.clips import Stem
from offline.audio.samples import EAR_RATE, MOUTH_RATE
from offline.timeline import SoundChoice

LEARNT_SECONDS = 4.0
"""The canceller has learnt the room by then; before it our own sound does not step back."""

MOMENTS = 5
"""Of the first so many clips one is drawn for the word to lie over."""

ROOM_TAIL_SECONDS = 0.1
ANSWERED_WITHIN_SECONDS = 2.5
LEVEL_SECONDS = 20.0
FOLLOWED_SECONDS = 2.5
"""After our last sound the floor is open: the room's answer to it must open nothing."""

OVERLAP_SECONDS = 0.15
"""So much of a word, at least, lies over the sound that it is said over."""


@dataclass(frozen=True)
class Scene:
    """What sounds while a word is said."""

    start: str
    """The request that sets it off."""

    sound: SoundChoice
    stem: Stem
    """The word is said over a clip of this kind, whose level the echo is measured by."""

    echo_db: float | None
    """How loud that clip comes back, against the person who speaks; None: not at all."""


TUNED = {
    "natural": tuple(("hibari", rate) for rate in (142, 150, 163, 180, 187, 205)),
    "eSpeak": (("espeak", 150),),
}
HELD_OUT = {
    "natural": tuple(("hibari", rate) for rate in (146, 168, 184, 201)),
    "eSpeak": (("espeak", 162), ("espeak", 178)),
}
"""Voices and words a minute that the ears were tuned on while we sound, and others."""

BOX = "Start box breathing for five minutes."
SCENES = {
    "speech": Scene("What is the vagus nerve?", SoundChoice.VOICE_AND_TONES, Stem.SPEECH, 0.0),
    "cues": Scene(BOX, SoundChoice.VOICE_AND_TONES, Stem.SPEECH, 0.0),
    "swells": Scene(BOX, SoundChoice.TONES, Stem.TONES, -10.0),
    "silence": Scene(BOX, SoundChoice.VOICE_AND_TONES, Stem.SPEECH, None),
}
"""In "silence" the person wears headphones: nothing of ours reaches the microphone."""

PRACTICES = (
    BOX,
    "Start coherent breathing for three minutes.",
    "Start humming for two minutes.",
    "Four seven eight breathing.",
    "Longer out breaths for three minutes.",
    "Slow sighs for two minutes.",
)


@dataclass(frozen=True)
class Interruption:
    """What one word led to."""

    word: str
    acted: str
    """"right"; "wrong": something else was done; "nothing"."""

    heard: tuple[str, ...]
    milliseconds: float
    """From the end of the word to the act, on the room's clock."""


def room_for(name, ears, home):
    """Return a room in which the scene's own sound comes back as loud as the scene says."""
    scene = SCENES[name]
    room = VirtualRoom(
        home,
        recogniser=ears,
        model=MODEL if ears == "vosk" else None,
        voice="hibari",
        sound=scene.sound,
        tail_seconds=ROOM_TAIL_SECONDS,
    )
    if scene.echo_db is not None:
        room.set_echo(scene.echo_db + LEVEL_DBFS - own_level_dbfs(room, scene))
    return room


def own_level_dbfs(room, scene):
    """Return the level of what the mixer gives while the scene's clips sound, as ears count it."""
    room.told(scene.start)
    front, began = room.mixer.front[0], len(room.played)
    room.wait(LEVEL_SECONDS)
    room.begin_anew()
    played = np.concatenate(room.played[began:])
    after = MOUTH_RATE * LEARNT_SECONDS if front.marks else 0
    clips = [clip for clip in front.clips if clip.stem is scene.stem and clip.start >= after]
    pieces = [played[clip.start : clip.end] for clip in clips]
    return active_level(soxr.resample(np.concatenate(pieces), MOUTH_RATE, EAR_RATE))


def interrupt(room, name, word, speaker, words_per_minute, *, seed=0, number=0):
    """Begin the scene anew, say a word over it, and return what came of it."""
    chance = np.random.default_rng((seed, number))
    sound = said(speaker, f"{word.capitalize()}.", words_per_minute)
    room.told(SCENES[name].start)
    room.wait(moment(room, SCENES[name].stem, len(sound) / EAR_RATE, chance))
    before = len(room.events)
    room.hear(sound)
    ended = room.seconds - room.begun_seconds
    for _ in range(round(ANSWERED_WITHIN_SECONDS * 10)):
        room.wait(0.1)
        if any(event.event == "reply" for event in room.events[before:]):
            break
    found = judged(word, ended, room.events[before:])
    room.begin_anew()
    room.wait(0.7)
    return found


def judged(word, ended, events):
    """Return what the events after a word come to."""
    heard = tuple(event.fields["text"] for event in events if event.event == "heard")
    reply = next((event for event in events if event.event == "reply"), None)
    if reply is None:
        return Interruption(word, "nothing", heard, 0.0)
    danger = reply.fields["kind"] == "crisis"
    steers = reply.fields["intent"] in {"stop", "breathing.control"} and heard == (word.lower(),)
    right = danger if " " in word else steers
    late = (reply.at_seconds - ended) * 1_000
    return Interruption(word, "right" if right else "wrong", heard, late)


def moment(room, stem, word_seconds, chance):
    """Return in how many seconds to begin the word, so that it lies over one of the clips."""
    timeline, position = room.mixer.front
    spared = MOUTH_RATE * LEARNT_SECONDS
    cues = timeline.marks[0].start if timeline.marks else 0
    clips = [c for c in timeline.clips if c.stem is stem and c.start >= max(spared, cues)]
    clip = clips[chance.integers(min(MOMENTS, len(clips)))]
    earliest = clip.start - (word_seconds - OVERLAP_SECONDS) * MOUTH_RATE
    latest = clip.end - OVERLAP_SECONDS * MOUTH_RATE
    return (chance.uniform(earliest, latest) - position) / MOUTH_RATE


def own_minutes(room, name, minutes):
    """Let our own sound fill the room; return whatever the companion made of it."""
    found, sounded = [], 0.0
    for request in _requests(name):
        room.told(request)
        before, began = len(room.events), room.seconds
        while room.mixer.playing and sounded + room.seconds - began < minutes * 60:
            room.wait(0.1)
        sounded += room.seconds - began
        room.wait(FOLLOWED_SECONDS)
        found += [event for event in room.events[before:] if event.event != "cue"]
        room.companion.hush("key")
        if sounded >= minutes * 60:
            break
    return found


def _requests(name):
    if name == "speech":
        return [
            one for answer in answers().values() for one in (answer.questions[0], "tell me more")
        ]
    return PRACTICES
