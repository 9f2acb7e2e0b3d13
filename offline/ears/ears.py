"""From 10 ms frames to utterances: no clock, no thread, no device; everything is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from offline.audio.samples import EAR_TICK
from offline.ears.choosing import choose
from offline.ears.endpoint import EndOfTurn
from offline.ears.events import Attention, EarEvent, Heard, VoiceStarted, Woke
from offline.ears.hearing import EarReport, Hearing, Understood
from offline.ears.phrases import Phrases
from offline.ears.vad import FRAME_BYTES, VoiceGate

Alarming = Callable[[Iterable[str]], bool]
"""Whether any of some texts may mean danger."""


def nothing_alarms(texts: Iterable[str]) -> bool:
    """Take no text for dangerous: for ears that are only measured."""
    return False


TIMES_AHEAD_ASLEEP: Final = 2
"""How often an utterance is heard ahead that is hardly meant for us: each time costs 0.2 s."""

SUSPECTED: Final = 4
"""Quiet frames behind a word that may silence us; less than until it is heard ahead."""

FAR: Final = 0.1
"""20 dB under the loudest frame so far: voice-ears, section 3, "near voice"."""


@dataclass(slots=True)
class Utterance:
    """Sound that is being listened to."""

    attention: Attention
    started_sample: int
    ended_sample: int
    end: EndOfTurn
    frames: list[bytes] = field(default_factory=list)
    loudest: float = 0.0
    is_ahead: bool = False
    """Whether all that was said has been heard ahead."""

    times_ahead: int = 0
    may_silence: bool = False
    """Whether it may be a word that silences us, which has just been said to its end."""

    def is_near(self, frame: bytes) -> bool:
        """Return whether a frame may be of the voice that the utterance is about.

        While we sound, what the canceller leaves of us is voiced, too; it is far quieter than
        somebody who speaks, and would hold the utterance open.
        """
        if self.attention is not Attention.GUIDING:
            return True
        samples = np.frombuffer(frame, "<i2").astype(np.float32)
        level = float(np.sqrt((samples**2).mean()))
        self.loudest = max(self.loudest, level)
        return level > self.loudest * FAR


class Ears:
    """The gate, the end of turn and the recognisers, for files, tests and real microphones alike.

    A frame that ends an utterance takes as long as its decoding (up to 0.5 s with Whisper), so a
    live caller queues its frames.
    """

    def __init__(
        self,
        hearing: Hearing,
        phrases: Phrases,
        alarming: Alarming = nothing_alarms,
        problems: tuple[str, ...] = (),
    ) -> None:
        self.problems = problems
        """What was passed over while choosing, one sentence each, for the doctor."""
        self._hearing, self._phrases, self._alarming = hearing, phrases, alarming
        self._gate = VoiceGate()
        self._samples = 0
        self._utterance: Utterance | None = None

    @property
    def samples(self) -> int:
        """The ear clock: samples heard so far, at 16 kHz."""
        return self._samples

    @property
    def is_hearing(self) -> bool:
        """Whether an utterance has begun and not ended."""
        return self._utterance is not None

    @property
    def may_silence(self) -> bool:
        """Whether the words so far may be a "stop"; certain is it when the utterance has ended."""
        return self._utterance is not None and self._utterance.may_silence

    @property
    def quiet_frames(self) -> int:
        """Frames since the last voiced one of the utterance under way; 0 if there is none."""
        return self._utterance.end.quiet_frames if self._utterance else 0

    @property
    def can_wake(self) -> bool:
        """Whether these ears know the wake phrase; if not, something else must wake them."""
        return self._hearing.can_wake

    def describe(self) -> tuple[EarReport, ...]:
        """Return which ear hears what, and how well."""
        return self._hearing.describe()

    def push(self, frame: bytes, attention: Attention) -> list[EarEvent]:
        """Take 10 ms of sound.

        Args:
            frame: 320 bytes, int16 mono at 16 kHz.
            attention: holds for an utterance that begins now; one under way keeps its own.

        Raises:
            ValueError: the frame has another length.
        """
        voiced = self._gate.push(frame)
        self._samples += EAR_TICK
        if self._utterance is None:
            return self._begin(attention) if self._gate.is_open else []
        self._utterance.frames.append(frame)
        self._hearing.feed(frame)
        voiced = voiced and self._utterance.is_near(frame)
        if voiced:
            self._utterance.ended_sample = self._samples
        if self._utterance.end.push(voiced, self._hearing.partial):
            return self._finish(self._utterance)
        self._suspect(self._utterance)
        self._hear_ahead(self._utterance, voiced=voiced)
        return []

    def flush(self) -> list[EarEvent]:
        """End the input with silence, until whatever was being said has been heard."""
        events: list[EarEvent] = []
        while self._utterance is not None:
            events += self.push(bytes(FRAME_BYTES), self._utterance.attention)
        return events

    def _begin(self, attention: Attention) -> list[EarEvent]:
        onset = self._samples - self._gate.onset_frames * EAR_TICK
        end = EndOfTurn(self._phrases, attention, self._gate.voiced_frames)
        frames = self._gate.take()
        self._utterance = Utterance(attention, onset, self._samples, end, frames)
        self._hearing.start(attention)
        for frame in frames:
            self._hearing.feed(frame)
        return [] if attention is Attention.ASLEEP else [VoiceStarted(onset)]

    def _suspect(self, utterance: Utterance) -> None:
        """Note a word that silences us as soon as it may be over, before a dear ear is asked."""
        quiet = utterance.end.quiet_frames
        if quiet == 0 or utterance.attention is not Attention.GUIDING:
            utterance.may_silence = False
        elif quiet == SUSPECTED:
            words = self._hearing.partial().text
            utterance.may_silence = words in self._phrases.silencing

    def _hear_ahead(self, utterance: Utterance, *, voiced: bool) -> None:
        """Let the dear ear work while it is quiet, before the quiet has lasted long enough."""
        if voiced and utterance.is_ahead:
            utterance.is_ahead = False
            self._hearing.go_on()
        asleep = utterance.attention is Attention.ASLEEP
        if utterance.is_ahead or (asleep and utterance.times_ahead >= TIMES_AHEAD_ASLEEP):
            return
        if utterance.end.lulls(self._hearing.partial):
            utterance.is_ahead = True
            utterance.times_ahead += 1
            self._hearing.listen_ahead(b"".join(utterance.frames))

    def _finish(self, utterance: Utterance) -> list[EarEvent]:
        self._utterance = None
        self._gate.take()
        if not utterance.end.counts:
            return []
        found = self._hearing.finish(b"".join(utterance.frames))
        return self._events(found, utterance) if found else []

    def _events(self, found: Understood, utterance: Utterance) -> list[EarEvent]:
        started, ended = utterance.started_sample, utterance.ended_sample
        events: list[EarEvent] = [Woke(started, ended)] if found.woke else []
        if not found.text or not self._is_for_us(found, utterance.attention):
            return events
        heard = Heard(
            text=found.text,
            recogniser=found.recogniser,
            confidence=found.confidence,
            certain=found.certain,
            alternatives=found.alternatives,
            started_sample=started,
            ended_sample=ended,
        )
        return [*events, heard]

    def _is_for_us(self, found: Understood, attention: Attention) -> bool:
        """During a practice only whole commands and words of danger matter."""
        if not found.is_unlikely and (
            attention is not Attention.GUIDING or found.is_command or found.woke
        ):
            return True
        return self._alarming((found.text, *found.alternatives))


def build_ears(
    recogniser: str,
    model: Path | None,
    phrases: Phrases,
    alarming: Alarming = nothing_alarms,
) -> Ears:
    """Choose and load the recognisers.

    Args:
        recogniser: one of `choosing.RECOGNISERS`; what "auto" takes is said there.
        model: folder of a Vosk model.
        phrases: what may be said.
        alarming: the safety screen; while a practice plays its texts are let through.

    Raises:
        EarsError: the recogniser asked for cannot be had.
    """
    hearing, problems = choose(recogniser, model, phrases)
    return Ears(hearing, phrases, alarming, problems)
