"""pyttsx3 driver `hibari`: a natural voice out of one wheel, the same bytes for the same text."""

from __future__ import annotations

import os
import re
import sys
from typing import Any, Final

import numpy as np
from pyttsx3.voice import Voice as VoiceDescription

from offline.voices.driver import SynchronousDriver, register

NAME: Final = "hibari"

WORDS_PER_MINUTE_AT_1: Final = 178
"""Median over 60 of our sentences at the model's speed 1.0, pauses included."""

MODEL_SHA256: Final = "5f70741d4e900f4e85d0037498736cc1b3e1b9a63a13546a5da1e63abf4fccd8"
"""hibari.onnx of hibari-tts 0.2.1."""

PHONEMES: Final = {
    "gaba": "ɡˈæbə",  # noqa: RUF001  (IPA)
    "sibo": "sˈibO",  # noqa: RUF001  (IPA)
    "asafoetida": "ˌæsəfˈɛtɪdə",  # noqa: RUF001  (IPA)
    "bifidobacterium": "bˌɪfədObæktˈɪɹiəm",  # noqa: RUF001  (IPA)
    "enteric": "ɛntˈɛɹɪk",  # noqa: RUF001  (IPA)
    "interoception": "ˌɪntəɹOsˈɛpʃən",  # noqa: RUF001  (IPA)
    "rhamnosus": "ɹæmnˈOsəs",  # noqa: RUF001  (IPA)
    "tempeh": "tˈɛmpˌA",  # noqa: RUF001  (IPA)
}
"""Words that no spelling makes right, in misaki's phonemes; all others are the lexicon's."""

_IN_PHONEMES: Final = re.compile(rf"\b({'|'.join(PHONEMES)})\b", re.IGNORECASE)


def install() -> None:
    """Make `pyttsx3.init("hibari")` find this module."""
    register(NAME, sys.modules[__name__])


def buildDriver(proxy: Any) -> HibariDriver:  # noqa: N802  (the name that pyttsx3 looks for)
    """Build the driver for pyttsx3."""
    return HibariDriver(proxy)


def with_phonemes(text: str) -> str:
    """Put our own pronunciations in and nobody else's: `[x](/y/)` in a text is plain text."""
    plain = text.replace("[", "(").replace("]", ")").replace("(/", "( /")
    return _IN_PHONEMES.sub(lambda word: f"[{word[0]}](/{PHONEMES[word[0].lower()]}/)", plain)


class HibariDriver(SynchronousDriver):
    """Voice `heart` only, the one in the wheel; given by path, so that nothing is ever fetched."""

    rate_hz = 24_000

    def __init__(self, proxy: Any) -> None:
        super().__init__(proxy)
        # From 1.29 on the runtime below it reports to its makers; the lock keeps an older one, and
        # whoever installed a newer one by hand is to be offline all the same.
        os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
        from hibari import Hibari, voices  # noqa: PLC0415  (an extra: absent on a base install)

        path = voices.voice_path("heart", download_missing=False)
        if voices.sha256_of(path) != MODEL_SHA256:
            raise ValueError(f"{path} is not the voice that this version was made for")
        self._synthesise = Hibari(voice="heart", model=path, threads=1)
        _ = self._synthesise.g2p  # loads the lexicon now instead of in the first sentence
        self.properties = {
            "rate": 150,
            "volume": 1.0,
            "voice": "heart",
            "voices": [VoiceDescription("heart", "Heart", ["en-us"], "female", "adult")],
        }

    def apply(self, name: str, value: Any) -> Any:
        """Clamp rate (90 to 350 words a minute) and volume (0 to 1); refuse other voices."""
        match name:
            case "rate":
                return min(350, max(90, int(value)))
            case "volume":
                return min(1.0, max(0.0, float(value)))
            case _ if value == "heart":
                return value
            case _:
                raise ValueError(f"no voice {value!r} in the wheel")

    def render(self, piece: str) -> bytes:
        """Return a piece as int16 at 24 kHz; a fixed seed gives the same bytes every time."""
        speed = self.properties["rate"] / WORDS_PER_MINUTE_AT_1
        wave = self._synthesise(with_phonemes(piece), speed=speed, seed=0)
        scaled = np.clip(wave * self.properties["volume"], -1, 1) * 32767
        pcm: bytes = scaled.astype("<i2").tobytes()
        return pcm
