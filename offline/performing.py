"""What a reply does to the sound: in place of it, over it, or with it from the next breath on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from content.dialogue.reply import Playback
from offline.audio.clips import Clip, Stem
from offline.audio.samples import MOUTH_RATE
from offline.own_level import OwnLevel
from offline.sound.kit import Signal
from offline.splice import next_breath, resumed, spliced
from offline.timeline import Timeline, of_sound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content.dialogue.reply import Reply
    from offline.audio.mixer import Mixer
    from offline.mouth import Mouth

THINKING_AFTER: Final = MOUTH_RATE * 19 // 20
"""Samples from the first 50 ms of quiet on: a second without an answer ("experience", section 5,
says 0.7 s; our answers to questions take 0.7 to 0.9, and a tone before each would flicker)."""


class Performer:
    """Knows the mouth and the mixer; what was said and by whom it need not know."""

    def __init__(self, mouth: Mouth, mixer: Mixer) -> None:
        self._mouth = mouth
        self._mixer = mixer
        self.level = OwnLevel(mixer)
        self.cycles = 0
        """Breaths that have begun, told by whoever follows the mixer."""

    def perform(self, reply: Reply) -> int:
        """Do what the reply says; return the mixer's sample at which that begins."""
        self.level.change(reply.volume_db)
        self._mixer.set_bells(self._mixer.bells_db + reply.bells_db)
        match reply.playback:
            case Playback.REPLACE if reply.segments:
                return self._begin(reply)
            case Playback.REPLACE:
                self._mixer.stop()
            case Playback.PAUSE:
                self._mixer.pause()
                return self._mixer.over(self._mouth.timeline(reply))
            case Playback.RESUME:
                self._resume(self._mouth.timeline(reply, self._mixer.breathed))
            case Playback.CONTINUE:
                rest = self._mouth.timeline(reply, self._mixer.breathed)
                self._mixer.exchange(partial(_from_the_next_breath, rest=rest))
            case Playback.KEEP:
                return self._mixer.over(self._mouth.timeline(reply))
        return self._mixer.position

    def getting_ready(self) -> Iterator[None]:
        """Make the first words as quick as the next, a step at a time."""
        yield from self._mouth.getting_ready()

    def ask(self, reply: Reply) -> None:
        """Say words in place of what sounded."""
        self._mixer.play(self._mouth.timeline(reply))

    def signal(self, signal: Signal, *, night: bool) -> int:
        """Play a small sound over everything; return the sample at which it begins."""
        return self._mixer.over(of_sound(self._mouth.signal(signal, night=night)))

    def think(self, *, night: bool) -> None:
        """Fill the wait with a quiet noise, should it last longer than a second."""
        noise = self._mouth.signal(Signal.THINKING, night=night)
        clip = Clip(THINKING_AFTER, noise, Stem.CHIME)
        self._mixer.wait_with(Timeline((clip,), (), clip.end))

    def think_no_more(self) -> None:
        """Leave the wait silent."""
        self._mixer.wait_with(None)

    def _begin(self, reply: Reply) -> int:
        """Play a reply from its first sentence on, and render the rest while that sounds."""
        self.cycles = 0
        opening = self._mouth.opening(reply)
        if opening is None:
            return self._mixer.play(self._mouth.timeline(reply))
        begun = self._mixer.play(opening.waiting)
        self._mixer.exchange(opening.followed_by(self._mouth.timeline(reply, opening=opening)))
        return begun

    def _resume(self, rest: Timeline) -> None:
        if rest.marks:  # a script without breaths goes on from its sample
            self.cycles = max(0, self.cycles - 1)  # the cut breath begins again
            self._mixer.exchange(partial(resumed, rest=rest))
        self._mixer.resume()


def _from_the_next_breath(playing: Timeline, position: int, rest: Timeline) -> Timeline:
    """Return what is playing, with the rest of the practice changed; as it is where it is over."""
    at = next_breath(playing, position)
    return playing if at is None else spliced(playing, at, rest)
