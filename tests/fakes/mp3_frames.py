"""What an MP3 is made of, frame by frame; only what Amazon allows passes."""

from __future__ import annotations

KILOBITS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""MPEG-2, layer III."""

HERTZ = (22_050, 24_000, 16_000)
SAMPLES = 576


def seconds_of(sound: bytes) -> float:
    """Return the length of an MP3; fails where it is none that `<audio>` and AudioPlayer take.

    Both want MPEG version 2 and 16, 22.05 or 24 kHz; `<audio>` wants 48 kbps, the AudioPlayer 16
    to 384.
    """
    at, seconds = 0, 0.0
    while at < len(sound):
        head = int.from_bytes(sound[at : at + 4], "big")
        assert head >> 21 == 0x7FF, f"no frame at byte {at}"
        assert (head >> 19) & 3 == 2, "not MPEG version 2"
        assert (head >> 17) & 3 == 1, "not layer III"
        kilobits, hertz = KILOBITS[(head >> 12) & 15], HERTZ[(head >> 10) & 3]
        assert kilobits == 48, f"{kilobits} kbps"
        at += 72 * kilobits * 1_000 // hertz + ((head >> 9) & 1)
        seconds += SAMPLES / hertz
    assert at == len(sound), "the last frame is cut off"
    return seconds
