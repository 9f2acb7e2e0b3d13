"""The voice gate: whether somebody speaks, frame by frame, and the sound just before."""

from __future__ import annotations

from collections import deque
from typing import Final

import webrtcvad

from offline.audio.samples import EAR_RATE

FRAME_BYTES: Final = 320
"""10 ms of int16 mono at 16 kHz."""

MODE: Final = 2
"""webrtcvad's aggressiveness: 0.02 % of a core, no human utterance of 100 missed down to 5 dB."""

ONSET_FRAMES, ONSET_WINDOW = 4, 6
PRE_ROLL_FRAMES: Final = 30


class VoiceGate:
    """Opens on 4 voiced frames of 6 and keeps 300 ms of what came before."""

    def __init__(self) -> None:
        self._vad = webrtcvad.Vad(MODE)
        self._window: deque[bool] = deque(maxlen=ONSET_WINDOW)
        self._before: deque[bytes] = deque(maxlen=PRE_ROLL_FRAMES)

    def push(self, frame: bytes) -> bool:
        """Take one 10 ms frame; return whether it is voiced.

        Raises:
            ValueError: the frame is not 10 ms of int16 mono at 16 kHz.
        """
        if len(frame) != FRAME_BYTES:
            raise ValueError(f"a frame is {FRAME_BYTES} bytes, not {len(frame)}")
        voiced = bool(self._vad.is_speech(frame, EAR_RATE))
        self._window.append(voiced)
        self._before.append(frame)
        return voiced

    @property
    def is_open(self) -> bool:
        """Whether an utterance has begun within the last frames."""
        return sum(self._window) >= ONSET_FRAMES

    @property
    def voiced_frames(self) -> int:
        """Voiced frames in the onset window."""
        return sum(self._window)

    @property
    def onset_frames(self) -> int:
        """Frames since the first voiced one of the window, that one included."""
        return len(self._window) - next(i for i, voiced in enumerate(self._window) if voiced)

    def take(self) -> list[bytes]:
        """Hand over the pre-roll, the newest frame last, and start anew."""
        before = list(self._before)
        self._before.clear()
        self._window.clear()
        return before
