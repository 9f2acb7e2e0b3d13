"""With nothing but pocketsphinx: every word is a guess that has to be asked back."""

from __future__ import annotations

from content.phrases import line
from offline.ears.endpoint import Partial
from offline.ears.events import Attention
from offline.ears.hearing import EarReport, Understood
from offline.ears.phrases import Phrases
from offline.ears.pocketsphinx_ear import PocketsphinxEar
from offline.ears.wake import WakePhrase


class PocketsphinxHearing:
    """The closed ear alone. It cannot be woken by voice: it would take anything for the phrase."""

    can_wake = False

    def __init__(self, phrases: Phrases, wake: WakePhrase) -> None:
        lists = {"commands": (*phrases.commands, *phrases.check_in), "check_in": phrases.check_in}
        filled = {name: listed for name, listed in lists.items() if listed}
        self._ear = PocketsphinxEar(filled, phrases, wake.phrase)
        self._has_check_in = bool(phrases.check_in)
        self._asleep = True

    def start(self, attention: Attention) -> None:
        """Begin an utterance."""
        self._asleep = attention is Attention.ASLEEP
        checking_in = attention is Attention.CHECK_IN and self._has_check_in
        self._ear.choose("check_in" if checking_in else "commands")
        self._ear.start()

    def feed(self, frame: bytes) -> None:
        """Take 10 ms."""
        if not self._asleep:
            self._ear.feed(frame)

    def partial(self) -> Partial:
        """Return the best guess so far."""
        return Partial("" if self._asleep else self._ear.partial(), open_ended=False)

    def listen_ahead(self, sound: bytes) -> None:
        """Do nothing: at the end this ear takes 0.04 s."""

    def go_on(self) -> None:
        """Do nothing."""

    def finish(self, sound: bytes) -> Understood | None:
        """Return the guess, never certain."""
        if self._asleep:
            return None
        words = self._ear.finish()
        if not words.text:
            return None
        return Understood(words.text, self._ear.name, words.confidence, certain=False)

    def describe(self) -> tuple[EarReport, ...]:
        """Say plainly what this ear cannot do."""
        return tuple(
            EarReport(
                line(f"ears.{job}"),
                line(f"ears.pocketsphinx_{job}"),
                line(f"ears.pocketsphinx_{job}_well"),
            )
            for job in ("wake", "commands", "questions")
        )
