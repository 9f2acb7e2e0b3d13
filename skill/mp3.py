"""Samples as an MP3 that an Echo plays in `<audio>` and in its AudioPlayer."""

from __future__ import annotations

from typing import Final

import lameenc

RATE: Final = 24_000
"""Hz: MPEG-2's highest, and one of the three that `<audio>` takes."""

KILOBITS: Final = 48
"""A second, constant: what `<audio>` asks for, and inside the AudioPlayer's 16 to 384."""

DELAY: Final = 1_105
"""Samples of silence that LAME and a decoder put before the first one (576 + 529)."""

_BEST_OF_THE_QUICK: Final = 5


def encode(pcm: bytes) -> bytes:
    """Return an MP3 of exactly as many samples as given, to within one frame (24 ms).

    Args:
        pcm: 16-bit little-endian mono at `RATE`. Its last 46 ms make room for the encoder's delay.
    """
    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(RATE)
    encoder.set_out_sample_rate(RATE)
    encoder.set_bit_rate(KILOBITS)
    encoder.set_quality(_BEST_OF_THE_QUICK)
    encoder.silence()
    return bytes(encoder.encode(pcm[: -2 * DELAY]) + encoder.flush())
