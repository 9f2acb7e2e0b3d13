"""A reply as sound: the voice, the kit and what the listener wants to hear, in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from content.dialogue.reply import Pace, Reply, words
from content.phrases import line
from offline.opening import Opening, first_sentence
from offline.sound.kit import Kit
from offline.timeline import SoundChoice, Timeline, Wishes, compile_timeline
from offline.voices.clips import ClipsFirst, Line
from offline.voices.cues import CueCache
from offline.voices.pick import pick_voice
from offline.voices.prepared import open_prepared
from offline.voices.synthesiser import VoiceError
from offline.voices.taste import PLAIN, Taste, TasteError, remembered
from offline.voices.voice import WORDS_PER_MINUTE

if TYPE_CHECKING:
    from pathlib import Path

    from offline.audio.samples import Samples
    from offline.sound.kit import Signal
    from offline.voices.voice import Voice


class Mute:
    """Says nothing, so that tones can go on where there is no voice."""

    name = "mute"

    def speak(self, text: str, pace: Pace, *, night: bool = False) -> Samples:
        """Return no samples at all."""
        return np.zeros(0, np.float32)


def open_mouth(
    sound: SoundChoice | Wishes, show: Callable[[str], None], home: Path | None = None
) -> Mouth:
    """Return a mouth with the best voice that works here, or one that shows what it would say.

    The voice is opened when it is first needed, 0.7 s of work, so that listening begins sooner.

    Args:
        sound: what guides a practice.
        show: told in one sentence what a person should know.
        home: where a chosen voice is remembered and prepared lines lie; None for neither.
    """
    return Mouth(None, sound, show, partial(_best_voice, show, home))


def _best_voice(show: Callable[[str], None], home: Path | None) -> Voice | None:
    try:
        return pick_voice(notice=show) if home is None else own_voice(home, show)
    except VoiceError as error:
        show(line("screen.no_voice", why=error))
        return None


def own_voice(
    home: Path,
    show: Callable[[str], None],
    name: str | None = None,
    words_per_minute: int | None = None,
) -> Voice:
    """Return the voice that was chosen here, as it was liked; else the best that works.

    Args:
        home: where the choice is remembered and prepared lines lie.
        show: told in one sentence what a person should know.
        name: a voice for now, whatever was chosen.
        words_per_minute: of answers for now, whatever was chosen.

    Raises:
        VoiceError: no voice can be had, or not the one that was named.
    """
    taste = taste_here(home, show)
    if words_per_minute is not None:
        taste = replace(taste, rate=words_per_minute / WORDS_PER_MINUTE[Pace.ANSWER])
    opener = partial(open_prepared, home=home, taste=taste)
    return pick_voice(name, show, opener, first=taste.voice)


def taste_here(home: Path, show: Callable[[str], None]) -> Taste:
    """Return what was chosen here; the voice as it is if the file is damaged, which is said."""
    try:
        return remembered(home)
    except TasteError as error:
        show(str(error))
        return PLAIN


class Mouth:
    """Renders replies; what a voice cannot say is shown, never swallowed."""

    def __init__(
        self,
        voice: Voice | None,
        sound: SoundChoice | Wishes,
        show: Callable[[str], None],
        opener: Callable[[], Voice | None] | None = None,
    ) -> None:
        """Take a voice, None for none, or what opens one when it is needed."""
        self._opened = voice
        self._opener = opener
        self._wishes = sound if isinstance(sound, Wishes) else Wishes(sound)
        self._show = show
        self._kits = {night: Kit(night=night) for night in (False, True)}
        self._cues: dict[bool, CueCache] = {}

    def opening(self, reply: Reply) -> Opening | None:
        """Return the first sentence of a reply, to be heard while the rest is rendered.

        None where there is nothing to wait for, and where the voice cannot say it: `timeline`
        tells that.
        """
        first = first_sentence(reply.segments)
        if self._voice is None or first is None:
            return None
        kit = self._kits[reply.night]
        with suppress(VoiceError):
            spoken = compile_timeline((first,), self._voice, kit, self._wishes)
            if spoken.clips:
                return Opening(Line(first.text, first.pace, reply.night), spoken)
        return None

    def timeline(self, reply: Reply, breathed: int = 0, opening: Opening | None = None) -> Timeline:
        """Return the reply as sound.

        If the voice fails, its words stand on the screen and the tones go on without it.

        Args:
            reply: what to say; by night in the night's voice and sounds.
            breathed: samples of a practice that come before it, where it changes one.
            opening: its first sentence, which is taken from there.
        """
        kit, wishes = self._kits[reply.night], replace(self._wishes, breathed=breathed)
        if self._voice is not None:
            try:
                cues = self._cues_by(night=reply.night)
                voice = ClipsFirst(self._voice, opening) if opening else self._voice
                return compile_timeline(reply.segments, voice, kit, wishes, cues)
            except VoiceError as error:
                self._show(str(error))
        if said := words(reply):
            self._show(said)
        return compile_timeline(reply.segments, Mute(), kit, wishes)

    def spoken(self, reply: Reply) -> Timeline:
        """Return the reply as sound where nothing else would do.

        Raises:
            VoiceError: the voice cannot say it.
        """
        if self._voice is None:
            raise VoiceError(line("devices.no_voice_at_all"))
        kit, cues = self._kits[reply.night], self._cues_by(night=reply.night)
        return compile_timeline(reply.segments, self._voice, kit, self._wishes, cues)

    def getting_ready(self) -> Iterator[None]:
        """Open the voice, then speak one line at every pace, unheard, a step at a time.

        The first line at a pace costs 0.2 s more than the next. It is one that is never ready as a
        clip, so that the voice itself speaks.
        """
        voice = self._voice
        yield
        if voice is None:
            return
        for pace in Pace:
            with suppress(VoiceError):  # said when there is something to say
                voice.speak(line("voices.sample"), pace)
            yield

    @property
    def _voice(self) -> Voice | None:
        """The voice, opened now if it was not."""
        if self._opener is not None:
            self._opened, self._opener = self._opener(), None
        return self._opened

    def _cues_by(self, *, night: bool) -> CueCache:
        if night not in self._cues:
            self._cues[night] = CueCache(self._voice or Mute(), night=night)
        return self._cues[night]

    def signal(self, signal: Signal, *, night: bool = False) -> Samples:
        """Return one small sound of the kit; no samples if it is not for the night."""
        return self._kits[night].signal(signal)
