"""With a Vosk model: commands by grammar and "none of these", questions by open dictation."""

from __future__ import annotations

from typing import Final

from content.dialogue.turn import UNSURE
from content.phrases import line
from offline.ears.endpoint import Partial
from offline.ears.events import Attention
from offline.ears.hearing import EarReport, Understood
from offline.ears.phrases import Phrases
from offline.ears.recogniser import Words
from offline.ears.spelling import UNKNOWN, normalise, not_a_turn
from offline.ears.transcript import Transcriber
from offline.ears.vosk_ear import VoskEar, VoskModel
from offline.ears.wake import WakePhrase

SNAP: Final = 85.0
"""Edit ratio from which a clean grammar result is the nearest listed phrase. Vosk makes a word-pair
model of the list, so it also writes phrases that are on no list."""

LOOK_FOR_WAKE_EVERY: Final = 4
"""Frames between two looks at the wake grammar's partial."""

POOR: Final = 0.75
"""Mean word confidence of a dictation below which Whisper, where installed, is asked as well."""


class VoskHearing:
    """Three recognisers of one model on each utterance: the short list, all phrases, any words.

    The short list first, since a long grammar hears one phrase for another.
    """

    can_wake = True

    def __init__(
        self, model: VoskModel, phrases: Phrases, wake: WakePhrase, whisper: Transcriber | None
    ) -> None:
        self._phrases, self._wake, self._whisper = phrases, wake, whisper
        together = (f"{wake.phrase} {phrase}" for phrase in phrases.short_list)
        self._after_wake = VoskEar(model, (wake.phrase, *together))
        self._only_wake = VoskEar(model, (wake.phrase,))
        self._short = VoskEar(model, phrases.short_list)
        self._check_in = VoskEar(model, phrases.short_check_in or phrases.short_list)
        self._wide = VoskEar(model, (*phrases.short_list, *phrases.grammar))
        self._open = VoskEar(model)
        self._closed, self._beside = self._short, self._wide
        self._asleep = True
        self._frames = 0
        self._wake_seen = False

    def start(self, attention: Attention) -> None:
        """Begin an utterance."""
        self._asleep = attention is Attention.ASLEEP
        self._frames, self._wake_seen = 0, False
        self._closed, self._beside = {
            Attention.ASLEEP: (self._after_wake, self._only_wake),
            Attention.CHECK_IN: (self._check_in, self._wide),
        }.get(attention, (self._short, self._wide))
        for ear in (self._closed, self._beside, self._open):
            ear.start()

    def feed(self, frame: bytes) -> None:
        """Take 10 ms."""
        for ear in (self._closed, self._beside, self._open):
            ear.feed(frame)
        self._frames += 1
        if self._asleep and not self._wake_seen and self._frames % LOOK_FOR_WAKE_EVERY == 0:
            self._wake_seen = self._wake.is_inside(self._only_wake.partial())

    def partial(self) -> Partial:
        """Return the grammar's words so far, none while they are none of its phrases."""
        text = self._closed.partial()
        if UNKNOWN in text:
            return Partial()
        request = self._wake.cut(text)
        return Partial(text if request is None or not request else request)

    def finish(self, sound: bytes) -> Understood | None:
        """Take the command if the grammar's result is clean, else the dictation."""
        closed, beside, dictated = (
            ear.finish() for ear in (self._closed, self._beside, self._open)
        )
        if self._asleep:
            return self._woken(closed, dictated, sound)
        others = (normalise(beside.text), dictated.text)
        return (
            self._command(closed.text, closed, others)
            or self._command(beside.text, beside, others)
            or self._free(dictated.text, dictated, sound)
        )

    def describe(self) -> tuple[EarReport, ...]:
        """Return which ear hears what, and how well."""
        second = "vosk_questions_twice" if self._whisper else "vosk_questions"
        return (
            EarReport(line("ears.wake"), line("ears.vosk_wake"), line("ears.vosk_wake_well")),
            EarReport(
                line("ears.commands"), line("ears.vosk_commands"), line("ears.vosk_commands_well")
            ),
            EarReport(line("ears.questions"), line(f"ears.{second}"), line(f"ears.{second}_well")),
        )

    def _woken(self, closed: Words, dictated: Words, sound: bytes) -> Understood | None:
        clean = UNKNOWN not in closed.text
        request = self._wake.cut(closed.text) if clean else None
        if request == "":
            return Understood("", self._open.name, closed.confidence, certain=True, woke=True)
        rest = self._wake.cut_loosely(dictated.text)
        if request:
            command = self._command(request, closed, (rest or dictated.text,), woke=True)
            if command:
                return command
        if rest is None or not (self._wake_seen or request) or "gut feeling" not in dictated.text:
            return None
        free = self._free(rest, dictated, sound, woke=True)
        return free or Understood("", self._open.name, 1.0, certain=True, woke=True)

    def _command(
        self, text: str, closed: Words, others: tuple[str, ...], *, woke: bool = False
    ) -> Understood | None:
        """Return the phrase that a clean grammar result is, or is nearest to."""
        if not text or UNKNOWN in closed.text:
            return None
        if not self._phrases.is_whole(text):
            nearest = self._phrases.nearest(text)
            if nearest is None or nearest.ratio < SNAP:
                return None
            text = nearest.phrase
        certain = closed.confidence >= UNSURE
        return Understood(
            text,
            self._open.name,
            closed.confidence,
            certain,
            is_command=certain,
            woke=woke,
            alternatives=tuple(dict.fromkeys(filter(None, others))),
        )

    def _free(
        self, text: str, dictated: Words, sound: bytes, *, woke: bool = False
    ) -> Understood | None:
        """Return the dictation, or Whisper's words where the dictation is poor."""
        if self._whisper and (dictated.confidence < POOR or not text):
            said = self._whisper.transcribe(sound)
            words = normalise(said.text)
            words = self._wake.cut_loosely(words) or "" if woke else words
            if said.is_speech and words and said.confidence >= dictated.confidence:
                certain = said.confidence >= UNSURE and not self._phrases.stores(words)
                confidence = said.confidence if certain else min(said.confidence, UNSURE - 0.1)
                heard = (text,) if text else ()
                name = self._whisper.name
                return Understood(words, name, confidence, certain, woke=woke, alternatives=heard)
        if not_a_turn(text):
            return None
        sure = dictated.confidence >= UNSURE and not self._phrases.stores(text)
        confidence = dictated.confidence if sure else min(dictated.confidence, UNSURE - 0.1)
        return Understood(text, self._open.name, confidence, sure, woke=woke)
