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

USUAL_CEPSTRUM: Final = "47.6,-9.8,-4.1,-4.1,-4.9,-1.4,-1.8,-4.3,0,-2.1,-3.5,-0.1,-1.1"
"""Where the running mean of the features starts: its mean over 167 utterances at -26 dBFS. With
pocketsphinx's own start the first utterances are misheard."""


class PocketsphinxEar:
    """A grammar for each list, of which one is chosen at the start of an utterance."""

    name = "pocketsphinx"

    def __init__(self, lists: Mapping[str, tuple[str, ...]], phrases: Phrases, wake: str) -> None:
        """Build the grammars.

        Args:
            lists: phrases by the name of their list; `<scale>` and `<number>` stand for numbers.
            phrases: knows which numbers those are.
            wake: a phrase that may come before any of a list's, or stand alone.
        """
        self._live, self._whole = _decoder(), _decoder()
        self._unknown: set[str] = set()
        for name, listed in lists.items():
            for prefix in ("", wake):
                grammar = self._jsgf(listed, phrases, prefix)
                for decoder in (self._live, self._whole):
                    decoder.add_jsgf_string(f"{name}{'+wake' if prefix else ''}", grammar)
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
            self._live.end_utt()
        self._frames.clear()
        self._live.activate_search(self._list)
        self._live.start_utt()
        self._running = True

    def feed(self, frame: bytes) -> None:
        """Take int16 mono sound at 16 kHz."""
        sound = self._dithered(frame)
        self._frames.append(sound)
        self._live.process_raw(sound)

    def partial(self) -> str:
        """Return the phrase, or beginning of one, that fits best so far."""
        return _text(self._live)

    def finish(self) -> Words:
        """Return the phrase that fits the whole utterance best.

        A decoder that never streams hears it once more in one piece: it measures the sound against
        the mean of the utterance itself, so neither loudness nor what came before matters.
        """
        self._live.end_utt()
        self._running = False
        self._whole.activate_search(self._list)
        self._whole.start_utt()
        self._whole.process_raw(b"".join(self._frames), full_utt=True)
        self._whole.end_utt()
        text = _text(self._whole)
        return Words(text, CONFIDENCE if text else 0.0)

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
        missing = {word for word in words if not self._whole.lookup_word(word)}
        self._unknown |= missing
        return not missing


def _decoder() -> Any:
    return pocketsphinx.Decoder(
        lm=None,
        samprate=EAR_RATE,
        loglevel=LOG_LEVEL,
        bestpath=False,
        cmninit=USUAL_CEPSTRUM,
    )


def _text(decoder: Any) -> str:
    found = decoder.hyp()
    return str(found.hypstr) if found else ""
