"""With a Vosk model: commands by grammar and "none of these", questions by open dictation."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from content.dialogue.turn import UNSURE
from content.phrases import line
from offline.ears.endpoint import Partial
from offline.ears.events import Attention
from offline.ears.hearing import AGREED, DOUBTFUL, EarReport, Understood
from offline.ears.lone_steering import LoneSteering
from offline.ears.phrases import ALIKE, Phrases
from offline.ears.recogniser import Words
from offline.ears.spelling import UNKNOWN, normalise, not_a_turn, numbers_in, similarity
from offline.ears.transcript import SILENCE, Transcriber, Transcript
from offline.ears.vosk_ear import VoskEar, VoskModel
from offline.ears.wake import WakePhrase

SNAP: Final = 85.0
"""Edit ratio from which a clean grammar result is the nearest listed phrase. Vosk makes a word-pair
model of the list, so it also writes phrases that are on no list."""

CONFIRMED: Final = 60.0
"""Edit ratio from which open dictation confirms a command. A grammar with "none of these" still
takes some foreign words: "no voice" for "snowboy", whose dictation is "small hold"."""

ALONE: Final = 80.0
"""Edit ratio from which Whisper, where it is installed, need not be asked as well: foreign "jarvis"
was "two minutes" to the grammar and "two hours" to the dictation (60)."""

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
        self._model = model
        together = (f"{wake.phrase} {phrase}" for phrase in phrases.short_list)
        self._after_wake = VoskEar(model, (wake.phrase, *together))
        self._only_wake = VoskEar(model, (wake.phrase,))
        self._short = VoskEar(model, phrases.short_list)
        self._check_in = VoskEar(model, phrases.short_check_in or phrases.short_list)
        self._guiding = VoskEar(model, phrases.guiding or phrases.short_list)
        self._wide = VoskEar(model, (*phrases.short_list, *phrases.grammar))
        self._open = VoskEar(model)
        self._steering = (
            LoneSteering(whisper, phrases.guiding, phrases.steering) if whisper else None
        )
        self._closed, self._beside = self._short, self._wide
        self._attention = Attention.ASLEEP
        self._frames = 0
        self._wake_seen = False
        self._ahead: bytes | None = None

    def start(self, attention: Attention) -> None:
        """Begin an utterance."""
        self._attention = attention
        self._frames, self._wake_seen, self._ahead = 0, False, None
        self._closed, self._beside = {
            Attention.ASLEEP: (self._after_wake, self._only_wake),
            Attention.CHECK_IN: (self._check_in, self._wide),
            Attention.GUIDING: (self._guiding, self._wide),
        }.get(attention, (self._short, self._wide))
        for ear in (self._closed, self._beside, self._open):
            ear.start()

    def feed(self, frame: bytes) -> None:
        """Take 10 ms."""
        for ear in (self._closed, self._beside, self._open):
            ear.feed(frame)
        self._frames += 1
        asleep = self._attention is Attention.ASLEEP
        if asleep and not self._wake_seen and self._frames % LOOK_FOR_WAKE_EVERY == 0:
            self._wake_seen = self._wake.is_inside(self._only_wake.partial())

    def partial(self) -> Partial:
        """Return the grammar's words so far, none while they are none of its phrases."""
        text = self._closed.partial()
        if UNKNOWN in text:
            return Partial()
        words = self._wake.cut(text) or text
        spoken = self._model.contracted(words)
        return Partial(spoken if self._phrases.is_whole(spoken) else words)

    def listen_ahead(self, sound: bytes) -> None:
        """Let Whisper hear the sound so far, where it will be asked at the end."""
        if self._attention is Attention.ASLEEP and not self._wake_seen:
            return
        self._ahead = sound
        text = self.partial().text
        clear = similarity(text, self._open.partial()) >= CONFIRMED
        asked = self._phrases.stores(text) or not (clear and self._phrases.is_whole(text))
        if asked and self._whisper is not None:
            self._whisper.transcribe(sound)

    def go_on(self) -> None:
        """Forget what Whisper heard ahead."""
        self._ahead = None

    def finish(self, sound: bytes) -> Understood | None:
        """Take the command if the grammar's result is clean, else the dictation."""
        closed, beside, dictated = (
            ear.finish() for ear in (self._closed, self._beside, self._open)
        )
        second = _SecondOpinion(self._whisper, self._ahead or sound)
        if self._attention is Attention.ASLEEP:
            return self._woken(closed, dictated, second)
        if self._wake.cut(dictated.text) is not None:
            woken = self._woken(self._heard_again(sound), dictated, second)
            if woken:
                return woken
        others = (normalise(beside.text), dictated.text)
        command = self._command(closed.text, closed, others, second)
        if command is not None and command.certain:
            return command
        return (
            self._steered(sound, closed, others, second)
            or command
            or self._command(beside.text, beside, others, second)
            or self._free(dictated.text, dictated, second)
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

    def _heard_again(self, sound: bytes) -> Words:
        """Hear an utterance of somebody who says the wake phrase although we are awake."""
        self._wake_seen = True
        self._after_wake.start()
        self._after_wake.feed(sound)
        return self._after_wake.finish()

    def _woken(self, closed: Words, dictated: Words, second: _SecondOpinion) -> Understood | None:
        clean = UNKNOWN not in closed.text
        request = self._wake.cut(closed.text) if clean else None
        awake = Understood("", self._open.name, 1.0, certain=True, woke=True)
        if request == "":
            return awake
        rest = self._wake.cut_loosely(dictated.text)
        if request:
            others = (rest or dictated.text,)
            command = self._command(request, closed, others, second, woke=True)
            if command:
                return command
        held = request or self._wake_seen
        if not held or rest is None or self._wake.core not in dictated.text:
            return None
        return self._free(rest, dictated, second, woke=True) or awake

    def _steered(
        self, sound: bytes, closed: Words, others: tuple[str, ...], second: _SecondOpinion
    ) -> Understood | None:
        """Return a word that steers and that Whisper has as well, while we sound."""
        said = second.transcript if self._attention is Attention.GUIDING else None
        if self._steering is None or said is None or said.no_speech >= SILENCE:
            return None
        word = self._steering.hear(sound, closed.text, normalise(said.text))
        if word is None:
            return None
        heard = tuple(dict.fromkeys(filter(None, (*others, second.words))))
        name = f"{self._open.name}+{second.name}"
        return Understood(word, name, AGREED, certain=True, is_command=True, alternatives=heard)

    def _command(
        self,
        text: str,
        closed: Words,
        others: tuple[str, ...],
        second: _SecondOpinion,
        *,
        woke: bool = False,
    ) -> Understood | None:
        """Return the phrase that a clean grammar result is, or is nearest to."""
        if not text or UNKNOWN in closed.text:
            return None
        if not self._phrases.is_whole(text):
            nearest = self._phrases.nearest(text)
            if nearest is None or nearest.ratio < SNAP:
                return None
            text = nearest.phrase
        alone = ALONE if self._whisper else CONFIRMED
        certain = (
            closed.confidence >= UNSURE
            and (similarity(text, others[-1]) >= alone or self._is_confirmed(text, second))
            and not (self._phrases.stores(text) and self._is_denied(text, second))
        )
        return Understood(
            text,
            self._open.name,
            closed.confidence if certain else DOUBTFUL,
            certain,
            is_command=certain,
            woke=woke,
            alternatives=tuple(dict.fromkeys(filter(None, (*others, second.words)))),
        )

    def _is_confirmed(self, text: str, second: _SecondOpinion) -> bool:
        said = second.transcript
        nearest = self._phrases.nearest(said.text) if said else None
        return nearest is not None and nearest.phrase == text

    def _is_denied(self, text: str, second: _SecondOpinion) -> bool:
        """Return whether Whisper heard another listed phrase, or is sure of other words.

        Then nothing is kept unasked.
        """
        said = second.transcript
        if said is None or not said.is_speech:
            return False
        words = self._wake.cut_loosely(said.text) or normalise(said.text)
        nearest = self._phrases.nearest(words)
        if nearest is not None:
            return numbers_in(nearest.phrase) != numbers_in(text)
        return said.confidence >= UNSURE and similarity(words, text) < ALIKE

    def _free(
        self, text: str, dictated: Words, second: _SecondOpinion, *, woke: bool = False
    ) -> Understood | None:
        """Return the dictation, or Whisper's words where the dictation is poor.

        Whisper, where it is installed, is always asked: a cry for help that one ear misheard may
        stand in the other's words, which go to the safety screen.
        """
        said = second.transcript
        poor = dictated.confidence < POOR or not text
        if poor and said and said.no_speech >= SILENCE:
            return None
        beside = (second.words,) if second.words and second.words != text else ()
        heard = Understood(
            text, self._open.name, dictated.confidence, True, False, woke, alternatives=beside
        )
        if poor and said and said.is_speech and said.confidence >= dictated.confidence:
            words = normalise(said.text)
            words = (self._wake.cut_loosely(words) or "") if woke else words
            if words:
                others = (text,) if text else ()
                heard = Understood(words, second.name, said.confidence, True, False, woke, others)
        if not_a_turn(heard.text):
            return None
        in_check_in = self._attention is Attention.CHECK_IN
        stores = self._phrases.stores(heard.text, in_check_in=in_check_in)
        if heard.confidence < UNSURE or stores:
            return replace(heard, confidence=min(heard.confidence, DOUBTFUL), certain=False)
        return heard


class _SecondOpinion:
    """Whisper's words for an utterance, written down when first asked for."""

    def __init__(self, whisper: Transcriber | None, sound: bytes) -> None:
        self._whisper, self._sound = whisper, sound
        self._transcript: Transcript | None = None

    @property
    def name(self) -> str:
        return self._whisper.name if self._whisper else ""

    @property
    def words(self) -> str:
        """What Whisper wrote, if it was asked and is sure that somebody spoke: for the screen."""
        said = self._transcript
        return normalise(said.text) if said is not None and said.is_speech else ""

    @property
    def transcript(self) -> Transcript | None:
        """None where Whisper is not installed."""
        if self._transcript is None and self._whisper is not None:
            self._transcript = self._whisper.transcribe(self._sound)
        return self._transcript
