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

    def __init__(self, voice: Voice, *, night: bool = False) -> None:
        self._voice = voice
        self._night = night
        self._rendered: OrderedDict[tuple[str, Pace, str], Samples] = OrderedDict()

    def speak(self, cue: str, pace: Pace = Pace.GUIDANCE) -> Samples:
        """Return the words of a `Breath`; see `Voice.speak`.

        A cue is as quick by night as by day, only lower: its phase has room for no more (35 %).
        """
        key = (self._voice.name, pace, cue)
        if key not in self._rendered:
            slower = self._night and pace is not Pace.GUIDANCE
            samples = self._voice.speak(cue, pace, night=slower)
            # Under its name of now: the voice may have moved.
            self._rendered[(self._voice.name, pace, cue)] = samples
            if len(self._rendered) > _MOST:
                self._rendered.popitem(last=False)
            return samples
        self._rendered.move_to_end(key)
        return self._rendered[key]
