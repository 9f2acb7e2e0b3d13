"""Cue words kept in memory: they are the bank's own, never a person's."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from content.dialogue.reply import Pace

if TYPE_CHECKING:
    from offline.audio.samples import Samples
    from offline.voices.voice import Voice

_MOST: Final = 64
"""Cues; all practices together have fewer wordings, and one takes about 100 kB."""


class CueCache:
    """Breathing cues of a session, rendered once; nothing of it is ever written to a disk."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._rendered: OrderedDict[tuple[str, str], Samples] = OrderedDict()

    def speak(self, cue: str) -> Samples:
        """Return the words of a `Breath` at the pace of guidance; see `Voice.speak`."""
        key = (self._voice.name, cue)
        if key not in self._rendered:
            samples = self._voice.speak(cue, Pace.GUIDANCE)
            self._rendered[(self._voice.name, cue)] = samples  # its name: the voice may have moved
            if len(self._rendered) > _MOST:
                self._rendered.popitem(last=False)
            return samples
        self._rendered.move_to_end(key)
        return self._rendered[key]
