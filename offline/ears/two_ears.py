"""Without a Vosk model: a closed ear and an open one vote on what may act.

When pocketsphinx and Whisper name the same listed phrase they were right in 1.00 of all measured
sets but one (0.98); of 230 foreign utterances by people pocketsphinx alone took 206 for a phrase
of ours, the two together none.
"""

from __future__ import annotations

from typing import Final

from content.dialogue.turn import UNSURE
from content.phrases import line
from content.understanding.phonetics import key
from offline.ears.endpoint import Partial
from offline.ears.events import Attention
from offline.ears.hearing import AGREED, DOUBTFUL, EarReport, Understood
from offline.ears.lone_number import LoneNumber
from offline.ears.lone_steering import LoneSteering
from offline.ears.phrases import ALIKE, SCALE, Nearest, Phrases
from offline.ears.pocketsphinx_ear import PocketsphinxEar
from offline.ears.spelling import normalise, numbers_in, similarity, without_small_words
from offline.ears.transcript import SILENCE, Transcriber, Transcript
from offline.ears.wake import WakePhrase

AS_NEAR: Final = 5.0
"""Points of edit ratio by which another phrase may be nearer to Whisper's words than the one that
the closed ear named. Numbers must be the same."""

READ_BACK: Final = 90.0
"""Edit ratio from which the listed phrase is read back instead of Whisper's own words ("anxiety
for, gut six")."""


class TwoEars:
    """pocketsphinx on the short list, Whisper on anything."""

    can_wake = True

    def __init__(self, phrases: Phrases, wake: WakePhrase, whisper: Transcriber) -> None:
        self._phrases, self._wake, self._whisper = phrases, wake, whisper
        self._closed = PocketsphinxEar(
            {
                "commands": (*phrases.commands, *phrases.check_in),
                "check_in": phrases.check_in or phrases.commands,
                "guiding": phrases.guiding or phrases.commands,
            },
            phrases,
            wake.phrase,
        )
        self._steering = LoneSteering(whisper, phrases.guiding, phrases.steering)
        self._number = LoneNumber(whisper, phrases.numbers[SCALE])
        self._attention = Attention.ASLEEP
        self._ahead: bytes | None = None

    def start(self, attention: Attention) -> None:
        """Begin an utterance; a check-in and a practice narrow the closed ear's list."""
        self._attention, self._ahead = attention, None
        narrowed = {Attention.CHECK_IN: "check_in", Attention.GUIDING: "guiding"}
        asleep = attention is Attention.ASLEEP
        self._closed.choose(narrowed.get(attention, "commands"), after_wake=asleep)
        self._closed.start()

    def feed(self, frame: bytes) -> None:
        """Take 10 ms; Whisper gets the whole at the end."""
        self._closed.feed(frame)

    def partial(self) -> Partial:
        """Return the closed ear's guess."""
        text = self._closed.partial()
        request = self._wake.cut(text)
        return Partial(request or text, open_ended=False, letters=len(text))

    def listen_ahead(self, sound: bytes) -> None:
        """Let Whisper hear the sound so far, as it will be asked at the end."""
        self._ahead = sound
        if self._attention is Attention.ASLEEP:
            prompted = self._whisper.transcribe(sound, prompt=self._wake.prompt)
            if not (prompted.is_speech and self._wake.cut(prompted.text)):
                return
        self._whisper.transcribe(sound)

    def go_on(self) -> None:
        """Forget what Whisper heard ahead."""
        self._ahead = None

    def finish(self, sound: bytes) -> Understood | None:
        """Let both ears hear it and judge; Whisper without the quiet, if it has heard ahead."""
        sound = self._ahead or sound
        listed = self._closed.finish().text
        if self._attention is Attention.ASLEEP:
            return self._after_wake(sound, listed)
        said = self._whisper.transcribe(sound)
        request = self._wake.cut(said.text)
        if request is None:
            return self._judged(sound, said, normalise(said.text), listed)
        if not request:
            return self._woken() if said.is_speech else None
        return self._judged(sound, said, request, self._wake.cut(listed) or listed, woke=True)

    def describe(self) -> tuple[EarReport, ...]:
        """Return which ear hears what, and how well."""
        jobs = ("wake", "commands", "questions")
        return tuple(
            EarReport(
                line(f"ears.{job}"), line(f"ears.two_ears_{job}"), line(f"ears.two_ears_{job}_well")
            )
            for job in jobs
        )

    def _after_wake(self, sound: bytes, listed: str) -> Understood | None:
        """Hear it with the wake prompt; the request's words come from a hearing without it."""
        prompted = self._whisper.transcribe(sound, prompt=self._wake.prompt)
        request = self._wake.cut(prompted.text) if prompted.is_speech else None
        if request is None:
            return None
        if not request:
            return self._woken()
        said = self._whisper.transcribe(sound)
        plain = self._wake.cut_loosely(said.text)
        if not plain:
            # The prompt may have put words into Whisper's mouth: they count if both ears have them.
            if request == self._wake.cut(listed):
                return self._judged(sound, prompted, request, request, woke=True)
            return self._doubtful(request, (normalise(said.text),), woke=True)
        return (
            self._judged(sound, said, plain, self._wake.cut(listed) or "", woke=True)
            or self._woken()
        )

    def _judged(
        self, sound: bytes, said: Transcript, words: str, listed: str, *, woke: bool = False
    ) -> Understood | None:
        nearest = self._phrases.nearest(words)
        agreed = self._agreement(words, listed, nearest)
        agreed = agreed or self._lone_steering(sound, said, words, listed)
        if agreed is not None and said.no_speech < SILENCE:
            return self._agreed(agreed, words, woke=woke)
        number = self._lone_number(sound, said, words, listed)
        if number is not None:
            return number
        if not said.is_speech:
            return self._unlikely(said, words, woke=woke) if said.is_voice else None
        command = self._phrases.is_whole(words)
        if nearest is not None and nearest.ratio >= READ_BACK and not command:
            return self._doubtful(nearest.phrase, (words,), woke=woke)
        like_a_command = nearest is not None and not self._phrases.is_question(words)
        in_check_in = self._attention is Attention.CHECK_IN
        if self._phrases.stores(words, in_check_in=in_check_in) or (like_a_command and not command):
            return self._doubtful(words, (), woke=woke)
        certain = said.confidence >= UNSURE
        return Understood(
            words, self._whisper.name, said.confidence, certain, command and certain, woke
        )

    def _agreement(self, words: str, listed: str, nearest: Nearest | None) -> str | None:
        """Return the phrase that both ears heard: the same, or one as near to Whisper's words."""
        # Our own "in" has the consonants of "no": over our sound only what steers may be so loose.
        loose = self._attention is not Attention.GUIDING or listed in self._phrases.steering
        if loose and listed and " " not in listed and key(words) == key(listed):
            return listed  # "pies" for "pause": of one word Whisper gets the consonants
        if not listed or nearest is None or numbers_in(listed) != numbers_in(nearest.phrase):
            return None  # in a long phrase another number is only a letter or two away
        if without_small_words(listed) == without_small_words(nearest.phrase):
            return nearest.phrase
        ratio = similarity(words, listed)
        return listed if ratio >= ALIKE and nearest.ratio - ratio <= AS_NEAR else None

    def _lone_steering(self, sound: bytes, said: Transcript, words: str, listed: str) -> str | None:
        """Return a word that steers and that two of three hearings have, while we sound."""
        if self._attention is not Attention.GUIDING or said.no_speech >= SILENCE:
            return None
        return self._steering.hear(sound, listed, words)

    def _lone_number(
        self, sound: bytes, said: Transcript, words: str, listed: str
    ) -> Understood | None:
        """Return a number answered alone: certain if both ears have it, else to be read back.

        Words that the open hearing is sure of, or that are on the list, are left alone.
        """
        if self._attention is not Attention.CHECK_IN:
            return None
        if said.is_speech and (
            said.confidence >= UNSURE or self._phrases.nearest(words) is not None
        ):
            return None
        number = self._number.hear(sound)
        if number is None:
            return None
        if number == listed:
            return self._agreed(number, words)
        return self._doubtful(number, (words,), woke=False)

    def _agreed(self, text: str, words: str, *, woke: bool = False) -> Understood:
        return Understood(
            text=text,
            recogniser=f"{self._closed.name}+{self._whisper.name}",
            confidence=AGREED,
            certain=True,
            is_command=True,
            woke=woke,
            alternatives=(words,),
        )

    def _unlikely(self, said: Transcript, words: str, *, woke: bool) -> Understood:
        name, confidence = self._whisper.name, said.confidence
        return Understood(words, name, confidence, certain=False, woke=woke, is_unlikely=True)

    def _woken(self) -> Understood:
        return Understood("", self._whisper.name, 1.0, certain=True, woke=True)

    def _doubtful(self, text: str, others: tuple[str, ...], *, woke: bool) -> Understood:
        """Return words that are to be asked about or read back, never acted on."""
        return Understood(
            text, self._whisper.name, DOUBTFUL, certain=False, woke=woke, alternatives=others
        )
