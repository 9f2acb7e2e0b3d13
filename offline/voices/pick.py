"""Which voice speaks: the natural one, else the plain one, else the platform's own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from content.lexicon import SpokenBy, respell
from content.phrases import line
from offline.voices.espeak_driver import NAME as ESPEAK
from offline.voices.hibari_driver import NAME as HIBARI
from offline.voices.room import in_a_small_room
from offline.voices.synthesiser import VoiceError, VoiceMissingError, synthesiser
from offline.voices.taste import PLAIN, Taste
from offline.voices.voice import LevelledVoice, Voice, as_written, dry

if TYPE_CHECKING:
    from content.dialogue.reply import Pace
    from offline.audio.samples import Samples

PLATFORM: Final = {"darwin": "nsss", "win32": "sapi5"}
"""pyttsx3's own drivers; on Linux its own is the asynchronous eSpeak, which loses texts."""

Notice = Callable[[str], None]
"""Takes one sentence for the screen."""


def voice_names() -> tuple[str, ...]:
    """Return the names of all voices of this platform, the best first."""
    own = (HIBARI, ESPEAK)
    return (*own, PLATFORM[sys.platform]) if sys.platform in PLATFORM else own


def voices_here() -> frozenset[str]:
    """Return the names of the voices that start; each is tried, since no list can be trusted."""
    found = set()
    for name in voice_names():
        with suppress(VoiceError):
            synthesiser(name)
            found.add(name)
    return frozenset(found)


def first_here(here: frozenset[str], first: str | None) -> str | None:
    """Return the voice that will speak: the chosen one if it starts, else the best."""
    return next((name for name in _best_first(first) if name in here), None)


def _best_first(first: str | None) -> list[str]:
    return sorted(voice_names(), key=lambda name: name != first)


SPELLINGS: Final = {ESPEAK: SpokenBy.ESPEAK, HIBARI: SpokenBy.HIBARI}
"""Voices for which the lexicon knows how words of the field are written."""


def open_voice(name: str, taste: Taste = PLAIN) -> Voice:
    """Open one voice.

    Raises:
        VoiceError: it is not installed, not known or does not start.
    """
    if name not in voice_names():
        known = ", ".join(voice_names())
        raise VoiceMissingError(f"There is no voice {name!r}; there are {known}.")
    room = in_a_small_room if name == ESPEAK else dry
    spelling = partial(respell, voice=SPELLINGS[name]) if name in SPELLINGS else as_written
    return LevelledVoice(synthesiser(name), room, taste, spelling)


class ReserveVoice:
    """Speaks with the first voice that works and moves on to the next when it fails."""

    def __init__(
        self, names: Sequence[str], opener: Callable[[str], Voice], notice: Notice
    ) -> None:
        self._waiting = list(names)
        self._opener = opener
        self._notice = notice
        self._voice = self._next()

    @property
    def name(self) -> str:
        """Name of the voice that speaks now."""
        return self._voice.name

    def speak(self, text: str, pace: Pace, *, night: bool = False) -> Samples:
        """Return the text as samples, from the next voice if this one fails; see `Voice`."""
        while True:
            try:
                return self._voice.speak(text, pace, night=night)
            except VoiceError as error:
                failed = error
            if not self._waiting:
                raise failed
            self._voice = self._next()
            self._notice(line("devices.voice_moved", why=failed, voice=self._voice.name))

    def _next(self) -> Voice:
        while self._waiting:
            try:
                return self._opener(self._waiting.pop(0))
            except VoiceMissingError:
                continue
            except VoiceError as error:
                self._notice(str(error))
        raise VoiceError(line("devices.no_voice_at_all"))


def no_notice(_sentence: str) -> None:
    """Say nothing."""


def pick_voice(
    name: str | None = None,
    notice: Notice = no_notice,
    opener: Callable[[str], Voice] = open_voice,
    first: str | None = None,
) -> Voice:
    """Return the voice of that name, else the best that works here.

    Args:
        name: one of `voice_names()`, or None to choose.
        notice: told in one sentence when a voice is refused or fails.
        opener: opens a voice by its name.
        first: is tried before the others.

    Raises:
        VoiceError: no voice can be had; the sentence says what to do.
    """
    if name is not None:
        return opener(name)
    return ReserveVoice(_best_first(first), opener, notice)
