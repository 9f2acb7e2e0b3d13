"""The bank's figure for every cue is what the voices take, and speech before a first breath."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fakes.real_voices import NAMES, let_go_of_voices, voice  # noqa: F401 - a fixture

from content.dialogue.reply import Pace
from content.dialogue.respond import respond
from content.dialogue.session import Session
from content.dialogue.turn import Turn
from content.practices import cue_words, practices
from content.scenes.choosing import needs
from content.storage.memory import MemoryStore
from offline.audio.samples import MOUTH_RATE
from offline.sound.kit import Kit
from offline.timeline import compile_timeline


@pytest.mark.parametrize("name", NAMES)
def test_no_cue_takes_longer_than_the_bank_says(name):
    lengths = {
        cue: len(voice(name).speak(cue, Pace.GUIDANCE)) / MOUTH_RATE for cue in cue_words().seconds
    }
    late = {cue: took for cue, took in lengths.items() if took > cue_words().seconds[cue]}
    assert late == {}


def first_cue(slots):
    """Return (seconds of speech before the first breath, seconds until it) for a new listener."""
    turn = Turn("breathing.start", "me", datetime(2026, 11, 24, 12, tzinfo=UTC), slots)
    reply, _ = respond(turn, Session(), MemoryStore())
    timeline = compile_timeline(reply.segments, voice("hibari"), Kit())
    first = timeline.marks[0].start
    speech = sum(
        len(clip.samples) for clip in timeline.clips if clip.stem == "speech" and clip.start < first
    )
    return speech / MOUTH_RATE, first / MOUTH_RATE


@pytest.mark.parametrize("need", [need for need in needs() if need != "panic"])
def test_who_names_a_need_breathes_after_six_seconds_of_words(need):
    speech, begins = first_cue({"need": need})
    assert speech <= 6
    assert begins <= 8


def test_in_panic_the_out_breath_begins_within_4_1_seconds():
    _, begins = first_cue({"need": "panic"})
    assert begins <= 4.1


@pytest.mark.parametrize("name", list(practices()))
def test_who_names_a_practice_breathes_soon(name):
    speech, begins = first_cue({"practice": name})
    held = name in {"box", "four_seven_eight"}
    assert speech <= (9.5 if held else 6)
    assert begins <= 13
