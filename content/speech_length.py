"""How long words take to say, for a core that cannot hear its own voice."""

from __future__ import annotations

import re
from collections.abc import Iterable

from content.dialogue.reply import Breath, Chime, ChimeName, Pace, Pause, Say, Segment

WORDS_A_MINUTE = {Pace.ANSWER: 165, Pace.GUIDANCE: 125, Pace.NUMBER: 100}
"""Pace of each kind of line ("experience", section 2)."""

SENTENCE_GAP_SECONDS = 0.45
"""Between sentences ("experience", section 2)."""

BELL_SECONDS = 4.8
"""From the stroke of a bell until it is 30 dB quieter: words wait for that."""

_SENTENCE = re.compile(r"[^.!?]*[.!?]+|[^.!?]+$")


def spoken_seconds(text: str, pace: Pace = Pace.ANSWER) -> float:
    """Return about how long a text takes, the gaps between its sentences included."""
    sentences = [part for part in _SENTENCE.findall(text) if part.strip()]
    gaps = max(0, len(sentences) - 1) * SENTENCE_GAP_SECONDS
    return len(text.split()) * 60 / WORDS_A_MINUTE[pace] + gaps


def seconds_of(segments: Iterable[Segment]) -> float:
    """Return about how long some segments take, one after another."""
    seconds = 0.0
    words_before = False
    for segment in segments:
        match segment:
            case Say(text=text, pace=pace):
                seconds += spoken_seconds(text, pace) + words_before * SENTENCE_GAP_SECONDS
            case Pause(seconds=length) | Breath(seconds=length):
                seconds += length
            case Chime(name=ChimeName.START_BELL | ChimeName.END_BELL):
                seconds += BELL_SECONDS
            case Chime():
                pass
        words_before = isinstance(segment, Say)
    return seconds
