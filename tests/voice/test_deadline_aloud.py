"""Spoken by our voices, a practice with a deadline is over by then; a count fits its seconds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fakes.real_voices import NAMES, let_go_of_voices, voice  # noqa: F401 - a fixture

from content.dialogue.reply import Pace
from content.dialogue.respond import respond
from content.dialogue.session import Session
from content.dialogue.turn import Turn, Utterance
from content.practices import cue_words
from content.scenes.guiding import TURN_SECONDS
from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker, understand
from offline.audio.samples import MOUTH_RATE
from offline.sound.kit import Kit
from offline.timeline import compile_timeline

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def seconds(segments, name):
    return compile_timeline(segments, voice(name), Kit()).length / MOUTH_RATE


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("I've got a meeting in one minute", 1),
        ("I've got a meeting in two minutes", 2),
        ("box breathing, I've got a call in three minutes", 3),
    ],
)
def test_the_last_sound_is_over_by_the_deadline(said, minutes, name):
    turn = understand(Utterance(said, NOON), Session(), Speaker("me", "en-US"))
    reply, _ = respond(turn, Session(), MemoryStore())
    took = seconds(reply.segments, name)
    assert took <= minutes * 60 - TURN_SECONDS + 0.5
    assert took >= minutes * 60 - 35, "and it is made use of"


@pytest.mark.parametrize("name", NAMES)
def test_scene_e_is_over_two_minutes_after_the_request(name):
    store, speaker = MemoryStore(), Speaker("me", "en-US")
    said = "my stomach's cramping and I've got a meeting in two minutes"
    asked, session = respond(
        understand(Utterance(said, NOON), Session(), speaker), Session(), store
    )
    answered = TURN_SECONDS + seconds(asked.segments, name) + 3
    at = NOON.fromtimestamp(NOON.timestamp() + answered, UTC)
    reply, _ = respond(understand(Utterance("the usual", at), session, speaker), session, store)
    whole = answered + TURN_SECONDS + seconds(reply.segments, name)
    assert 85 <= whole <= 120.5


@pytest.mark.parametrize("name", NAMES)
def test_a_number_stays_in_its_second(name):
    for number in cue_words().numbers:
        spoken = len(voice(name).speak(number, Pace.ANSWER)) / MOUTH_RATE
        assert 0.12 + spoken <= 0.85, number


def test_an_estimate_of_speech_is_what_the_slower_voice_takes_within_its_margin():
    turn = Turn("breathing.start", "me", NOON, {"practice": "box", "minutes": 1})
    reply, session = respond(turn, Session(), MemoryStore())
    timeline = compile_timeline(reply.segments, voice("espeak_sync"), Kit())
    begins = timeline.marks[0].start / MOUTH_RATE
    assert begins <= 1.15 * session.breathing.lead_in_seconds + 0.5
