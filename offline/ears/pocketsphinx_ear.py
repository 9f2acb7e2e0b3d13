"""pocketsphinx with closed grammars: small, trained on people, never says "none of these"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pocketsphinx

from offline.audio.samples import EAR_RATE
from offline.ears.phrases import Phrases
from offline.ears.recogniser import Words

DITHER_DBFS: Final = -70.0
"""Level of the noise put into digital silence, in which pocketsphinx hears nothing rightly."""

SILENT_PEAK: Final = 8
"""A frame whose samples stay within this (of 32,768) is digital silence."""

CONFIDENCE: Final = 0.3
"""This ear alone takes 206 of 230 foreign utterances for a phrase of its list, so its own word
never reaches the core's `UNSURE`."""

LOG_LEVEL: Final = "FATAL"


class PocketsphinxEar:
    """A decoder with one grammar for each list; a list is chosen at the start of an utterance."""

    name = "pocketsphinx"

    def __init__(self, lists: Mapping[str, tuple[str, ...]], phrases: Phrases, wake: str) -> None:
        """Build the grammars.

        Args:
            lists: phrases by the name of their list; `<scale>` and `<number>` stand for numbers.
            phrases: knows which numbers those are.
            wake: a phrase that may come before any of a list's, or stand alone.
        """
        self._decoder = pocketsphinx.Decoder(
            lm=None, samprate=EAR_RATE, loglevel=LOG_LEVEL, bestpath=False
        )
        self._unknown: set[str] = set()
        for name, listed in lists.items():
            for prefix in ("", wake):
                grammar = self._jsgf(listed, phrases, prefix)
                self._decoder.add_jsgf_string(f"{name}{'+wake' if prefix else ''}", grammar)
        self._list = next(iter(lists))
        self._frames: list[bytes] = []
        self._running = False
        self._noise = np.random.default_rng(0)

    @property
    def missing_words(self) -> frozenset[str]:
        """Words that its dictionary lacks; phrases that hold them are not listened for."""
        return frozenset(self._unknown)

    def choose(self, name: str, *, after_wake: bool = False) -> None:
        """Listen for one of the lists from the next `start` on."""
        self._list = f"{name}{'+wake' if after_wake else ''}"

    def start(self) -> None:
        """Forget the last utterance."""
        if self._running:
            self._decoder.end_utt()
        self._frames.clear()
        self._decoder.activate_search(self._list)
        self._decoder.start_utt()
        self._running = True

    def feed(self, frame: bytes) -> None:
        """Take int16 mono sound at 16 kHz."""
        sound = self._dithered(frame)
        self._frames.append(sound)
        self._decoder.process_raw(sound)

    def partial(self) -> str:
        """Return the phrase, or beginning of one, that fits best so far."""
        return self._text()

    def finish(self) -> Words:
        """Return the phrase that fits the whole utterance best.

        It is decoded once more in one piece: only so is the loudness that it is measured against
        that of the utterance itself.
        """
        self._decoder.end_utt()
        self._decoder.start_utt()
        self._decoder.process_raw(b"".join(self._frames), full_utt=True)
        self._decoder.end_utt()
        self._running = False
        text = self._text()
        return Words(text, CONFIDENCE if text else 0.0)

    def _text(self) -> str:
        found = self._decoder.hyp()
        return str(found.hypstr) if found else ""

    def _dithered(self, frame: bytes) -> bytes:
        samples = np.frombuffer(frame, "<i2")
        if samples.size and np.abs(samples.astype(np.int32)).max() > SILENT_PEAK:
            return frame
        level = 32768 * 10 ** (DITHER_DBFS / 20)
        return (samples + self._noise.normal(0, level, samples.size)).astype("<i2").tobytes()

    def _jsgf(self, listed: tuple[str, ...], phrases: Phrases, prefix: str) -> bytes:
        """Write a grammar; the numbers are rules of it."""
        known = [phrase for phrase in listed if self._knows(phrase)]
        rules = "".join(
            f"{slot} = {' | '.join(words)};\n" for slot, words in phrases.numbers.items()
        )
        choices = " | ".join(known)
        spoken = f"{prefix} | {prefix} ( {choices} )" if prefix else choices
        return f"#JSGF V1.0;\ngrammar listed;\n{rules}public <phrase> = {spoken};\n".encode()

    def _knows(self, phrase: str) -> bool:
        words = [word for word in phrase.split() if not word.startswith("<")]
        missing = {word for word in words if not self._lookup(word)}
        self._unknown |= missing
        return not missing

    def _lookup(self, word: str) -> Any:
        return self._decoder.lookup_word(word)
