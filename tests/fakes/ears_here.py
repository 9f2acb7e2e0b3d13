"""The product's own ears in both configurations, loaded once a run, and what they make of sound."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fakes.speakers import frames

from content.safety import phrases as safety_phrases
from content.safety.screen import screen
from content.sentences import book
from offline.ears.ears import Ears, build_ears
from offline.ears.events import Attention, EarEvent, Heard, Woke
from offline.ears.phrases import Phrases
from offline.ears.short_list import phrases_of

FIXTURES = Path(__file__).parents[1] / "fixtures"
VOSK_MODEL = FIXTURES / "vosk-test-en"
REQUESTS = FIXTURES / "audio" / "human-requests-not-ours"
WAKE_WORDS = FIXTURES / "audio" / "human-wake-words-not-ours"
DIGITS = FIXTURES / "audio-cc-by-sa" / "digits"

CONFIGURATIONS = ("vosk", "whisper")


@cache
def phrases() -> Phrases:
    return phrases_of(book(), safety_phrases.grammar())


@cache
def ears(configuration: str) -> Ears:
    model = VOSK_MODEL if configuration == "vosk" else None
    return build_ears(configuration, model, phrases(), lambda texts: screen(texts) is not None)


def events(listener: Ears, sound: bytes, attention: Attention) -> list[EarEvent]:
    found = [event for frame in frames(sound) for event in listener.push(frame, attention)]
    return found + listener.flush()


def heard(listener: Ears, sound: bytes, attention: Attention) -> list[Heard]:
    return [event for event in events(listener, sound, attention) if isinstance(event, Heard)]


def woke(found: list[EarEvent]) -> bool:
    return any(isinstance(event, Woke) for event in found)
