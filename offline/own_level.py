"""How loud our own sound is: as somebody asked for it, and lower while somebody speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from offline.audio.mixer import LEAST_DB, MOST_DB

if TYPE_CHECKING:
    from offline.audio.mixer import Mixer

SLIDE_DB: Final = 0.1
"""A change of the level takes 10 ms for each of these, 0.4 s for one "louder": nothing jumps."""

QUIETEST_DB: Final = -24.0
"""Six times "quieter"; more would be silence in a practice that still runs."""

LEARNING_TICKS: Final = 300
"""The canceller takes 2 to 3 s of our sound to learn the way through the room ("voice", 4)."""

BEHIND_A_VOICE_DB: Final = -20.0
"""20 dB under its level, our sound no longer hides a word (a full pause would move the breaths)."""


class OwnLevel:
    """Moves the mixer's volume, a tick of 10 ms at a time."""

    def __init__(self, mixer: Mixer) -> None:
        self._mixer = mixer
        self._sounded = 0
        self._wanted_db = self._level_db = 0.0

    def change(self, decibels: float) -> None:
        """Ask for so much more from now on."""
        self._wanted_db = max(QUIETEST_DB, min(MOST_DB, self._wanted_db + decibels))

    def tick(self, *, somebody_speaks: bool, may_silence: bool) -> None:
        """Lower our own sound while somebody speaks: a canceller hears a voice through it then.

        Behind what may be a "stop" there is silence at once; if it was none, the sound is back when
        that is known.

        Its timeline runs on, so a noise in the room moves no breath. Not in the first seconds,
        in which the canceller is still learning the room and takes our own voice for another's.
        """
        sounding = self._mixer.playing
        self._sounded += sounding
        self._level_db += max(-SLIDE_DB, min(SLIDE_DB, self._wanted_db - self._level_db))
        hushed = sounding and somebody_speaks and self._sounded > LEARNING_TICKS
        lower = LEAST_DB if may_silence else BEHIND_A_VOICE_DB
        self._mixer.set_volume(self._level_db + (lower if hushed else 0))
