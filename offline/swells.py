"""The sounds of breaths alone, for a voice that plays files: Alexa's.

The command line hands `swells` to the skill (`offline/cli.py`); neither knows the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import soxr

from content.dialogue.reply import Breath
from offline.audio.samples import MOUTH_RATE, Samples
from offline.sound.kit import Kit
from offline.timeline import SoundChoice, compile_timeline, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.dialogue.reply import Pace, Phase

FILE_RATE: Final = 24_000

GAIN_DB: Final = 6.0
"""The kit lies 6 dB under speech of -20 LUFS; Alexa's lies near -14 (Amazon's advice for skills),
so the kit is raised by the difference. Beside her voice on a device it was not heard."""

FADE: Final = MOUTH_RATE // 4
"""Samples over which the bed leaves at the end: nothing is cut off."""


def swells(breaths: Sequence[tuple[Phase, float]], *, night: bool) -> bytes:
    """Return 16-bit mono samples at 24,000 Hz, as long as the breaths to the sample.

    Args:
        breaths: phases and their seconds, one after another.
        night: the quieter and darker kit.
    """
    segments = [Breath(phase, seconds, "") for phase, seconds in breaths]
    timeline = compile_timeline(segments, _NoVoice(), Kit(night=night), SoundChoice.TONES)
    length = round(sum(seconds for _, seconds in breaths) * MOUTH_RATE)
    samples = render(timeline, 0, length)
    fade = min(FADE, length)
    samples[length - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)
    level = 10 ** (GAIN_DB / 20)
    slower = soxr.resample(samples * np.float32(level), MOUTH_RATE, FILE_RATE)
    whole = np.clip(np.round(slower * 32_767), -32_768, 32_767)
    return bytes(whole.astype("<i2").tobytes())


class _NoVoice:
    """Breaths without words need none."""

    name = "none"

    def speak(self, text: str, pace: Pace, *, night: bool = False) -> Samples:
        """Return nothing."""
        return np.zeros(0, np.float32)
