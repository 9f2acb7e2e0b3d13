"""What works on this machine: each part is tried for real, not looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from content.dialogue.reply import Pace, words
from content.dialogue.turn import Utterance
from content.library import BankError
from content.phrases import line
from content.safety.helplines import helplines
from content.storage.memory import MemoryStore
from content.storage.open import open_store
from content.storage.store import StoreError
from content.understanding.understand import Speaker
from offline.audio.devices import default_microphone, default_speaker
from offline.conversation import Conversation
from offline.ears.ears import build_ears
from offline.ears.recogniser import EarsError
from offline.models import installed_model
from offline.voices.pick import pick_voice
from offline.voices.synthesiser import VoiceError

if TYPE_CHECKING:
    from content.settings import Settings
    from offline.ears.phrases import Phrases

JOBS = {
    "breathing": "start box breathing for one minute",
    "answers": "what is the vagus nerve",
    "check-ins": "anxiety four gut six",
}
"""The three jobs, each with words that must bring it about."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One part, whether it works, and what to do if it does not."""

    part: str
    works: bool
    told: str
    vital: bool = False
    """Without it one of the three jobs is lost."""


def examine(settings: Settings, phrases: Phrases) -> tuple[Finding, ...]:
    """Try everything and return what came of it."""
    return (
        *(_job(name, said) for name, said in JOBS.items()),
        _diary(settings),
        *_ears(settings, phrases),
        _voice(),
        _device("microphone", default_microphone),
        _device("speaker", default_speaker),
        _country(settings),
    )


def _job(name: str, said: str) -> Finding:
    """Have the whole conversation that the job is, with a diary that is thrown away."""
    conversation = Conversation(MemoryStore(), Speaker("doctor"))
    try:
        reply = conversation.hear(Utterance(said, datetime.now(UTC))).reply
    except BankError as error:
        return Finding(name, works=False, told=str(error), vital=True)
    done = bool(reply.did.practice or reply.answer or reply.did.stored)
    first = words(reply).split(".")[0]
    return Finding(name, done, line("doctor.job", said=said, reply=first), vital=True)


def _diary(settings: Settings) -> Finding:
    try:
        open_store(settings)
    except StoreError as error:
        return Finding("diary", works=False, told=str(error), vital=True)
    return Finding("diary", works=True, told=settings.database_url or str(settings.diary_file))


def _ears(settings: Settings, phrases: Phrases) -> tuple[Finding, ...]:
    try:
        ears = build_ears("auto", installed_model(settings), phrases)
    except EarsError as error:
        return (Finding("ears", works=False, told=str(error)),)
    heard = tuple(
        Finding(f"hears {report.job}", True, f"{report.ear}: {report.how_well}")
        for report in ears.describe()
    )
    return (*heard, *(Finding("ears", works=False, told=text) for text in ears.problems))


def _voice() -> Finding:
    told: list[str] = []
    try:
        voice = pick_voice(notice=told.append)
        samples = voice.speak(line("breathing.safety_short"), Pace.GUIDANCE)
    except VoiceError as error:
        return Finding("voice", works=False, told=" ".join([*told, str(error)]))
    return Finding("voice", len(samples) > 0, " ".join([voice.name, *told]))


def _device(part: str, find: Callable[[], str | None]) -> Finding:
    name = find()
    return Finding(part, name is not None, name or line(f"doctor.no_{part}"))


def _country(settings: Settings) -> Finding:
    emergency = helplines(settings.locale).emergency_spoken
    country = settings.country or line("doctor.country_unknown")
    told = line("doctor.country", country=country, emergency=emergency)
    return Finding("country", settings.country is not None, told)
