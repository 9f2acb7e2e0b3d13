"""What the loudspeaker plays next: timelines on one sample counter, with fades.

The mixer has no clock, no thread and no device: whoever pulls, a device or a file, moves it on.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from offline.audio import shaping
from offline.audio.clips import Stem
from offline.audio.ducking import Follower
from offline.audio.dynamics import guard
from offline.audio.mixer_events import CueStarted, Failed, Finished, MixerEvent
from offline.audio.mixing import mix
from offline.audio.shaping import SOUND_FADE, SOUND_RETURN

if TYPE_CHECKING:
    from collections.abc import Callable

    from offline.audio.mixing import Shapes
    from offline.audio.samples import Samples
    from offline.timeline import Timeline

LEAST_DB, MOST_DB = -80.0, 4.0
"""Bounds of the volume; speech is held at -6 dBFS, so 4 dB more is still no distortion."""


_MOST_FADING: Final = 8
"""Things that fade at the same time; more commands than that in 200 ms are no person's."""


@dataclass(slots=True)
class _Track:
    timeline: Timeline
    over: bool = False
    position: int = 0
    paused: bool = False
    since_resume: int | None = None
    """Samples since it came back from a pause; None when its fade is over."""


@dataclass(slots=True)
class _Fading:
    """The last fifth of a second of something that was stopped."""

    timeline: Timeline
    position: int
    gain: float
    """The volume's factor when it was stopped: what comes after may be louder again."""

    done: int = 0


class Mixer:
    """One timeline in front and at most one spoken over it; safe to call from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._front: _Track | None = None
        self._over: _Track | None = None
        self._waiting: _Track | None = None
        self._fading: list[_Fading] = []
        self._events: list[MixerEvent] = []
        self._follower = Follower()
        self._position = 0
        self._volume_db = self._bells_db = 0.0
        self._gain = self._bells_gain = 1.0

    @property
    def position(self) -> int:
        """Samples pulled since the start."""
        return self._position

    @property
    def playing(self) -> bool:
        """Whether something is under way and not paused."""
        with self._lock:
            return any(not track.paused for track in self._tracks())

    @property
    def paused(self) -> bool:
        """Whether something waits to be resumed."""
        with self._lock:
            return any(track.paused for track in self._tracks())

    @property
    def played(self) -> int | None:
        """Samples of the timeline in front that were pulled; None if there is none."""
        with self._lock:
            return self._front.position if self._front else None

    @property
    def front(self) -> tuple[Timeline, int] | None:
        """What plays in front and its next sample, for a picture of it; None in silence."""
        with self._lock:
            return (self._front.timeline, self._front.position) if self._front else None

    @property
    def breathed(self) -> int:
        """Samples since the first breath of the timeline in front; 0 before it."""
        with self._lock:
            if not self._front or not self._front.timeline.marks:
                return 0
            return max(0, self._front.position - self._front.timeline.marks[0].start)

    @property
    def volume_db(self) -> float:
        """Volume against the kit's own levels."""
        return self._volume_db

    @property
    def bells_db(self) -> float:
        """Level of the bells against their own."""
        return self._bells_db

    def set_volume(self, decibels: float) -> None:
        """Move the volume, within its bounds, over the next block."""
        self._volume_db = min(MOST_DB, max(LEAST_DB, decibels))

    def set_bells(self, decibels: float) -> None:
        """Move the level of the bells alone, within the bounds of the volume."""
        self._bells_db = min(MOST_DB, max(LEAST_DB, decibels))

    def play(self, timeline: Timeline) -> int:
        """Play at once, in place of everything; what sounded fades out underneath.

        Returns the sample at which it begins: a device may pull between a look and a call.
        """
        with self._lock:
            self._let_go(self._front, self._over, self._waiting)
            self._front, self._over, self._waiting = _Track(timeline), None, None
            return self._position

    def over(self, timeline: Timeline) -> int:
        """Play over what is under way or waits, in place of what was spoken over it before.

        Returns the sample at which it begins.
        """
        with self._lock:
            self._let_go(self._over, self._waiting)
            self._over, self._waiting = _Track(timeline, over=True), None
            return self._position

    def wait_with(self, timeline: Timeline | None) -> None:
        """Play this until something else is played or stopped; None for nothing any more.

        It fills the time in which nobody knows yet what will be played, and counts as silence.
        """
        with self._lock:
            self._let_go(self._waiting)
            self._waiting = None if timeline is None else _Track(timeline)

    def exchange(self, change: Callable[[Timeline, int], Timeline]) -> None:
        """Let another timeline go on in the place of the one in front, at the same sample.

        Args:
            change: gets the timeline and how many samples of it were pulled; what it returns must
                be the same up to there.
        """
        with self._lock:
            if self._front:
                self._front.timeline = change(self._front.timeline, self._front.position)

    def stop(self) -> None:
        """Drop everything: words are silent after 10 ms, breathing sounds after 200 ms."""
        with self._lock:
            self._let_go(self._front, self._over, self._waiting)
            self._front = self._over = self._waiting = None

    def pause(self) -> None:
        """Let everything wait at its sample; it fades as if stopped."""
        with self._lock:
            self._let_go(self._front, self._over)
            for track in self._tracks():
                track.paused = True

    def resume(self) -> None:
        """Go on from the very sample at which it was paused."""
        with self._lock:
            for track in self._tracks():
                if track.paused:
                    track.paused, track.since_resume = False, 0

    def drain(self) -> tuple[MixerEvent, ...]:
        """Return what happened since the last call, in order."""
        with self._lock:
            events, self._events = tuple(self._events), []
            return events

    def pull(self, count: int) -> Samples:
        """Return the next samples and move on; never raises, a fault is silence and an event."""
        with self._lock:
            try:
                block = self._mixed(count)
            except Exception as error:  # noqa: BLE001  (called by the sound device: silence, not death)
                self._events.append(Failed(self._position, error))
                self._front = self._over = self._waiting = None
                self._fading = []
                block = np.zeros(count, np.float32)
            self._position += count
            return block

    def _tracks(self) -> list[_Track]:
        return [track for track in (self._front, self._over) if track]

    def _let_go(self, *tracks: _Track | None) -> None:
        for track in tracks:
            if track and not track.paused:
                self._fading.append(_Fading(track.timeline, track.position, self._gain))
        del self._fading[:-_MOST_FADING]

    def _mixed(self, count: int) -> Samples:
        block = np.zeros(count, np.float32)
        bells = self._bells(count)
        leaving = self._leaving(count, bells)
        if self._waiting:
            block += mix(self._waiting.timeline.clips, self._waiting.position, count)
            self._waiting.position += count
        for track, room in ((self._front, self._room_for_words(count)), (self._over, {})):
            if track and not track.paused:
                shapes = shaping.both(shaping.both(room, bells), _return(track, count))
                block += self._advanced(track, count, shapes)
        return guard(block * self._volume(count) + leaving)

    def _leaving(self, count: int, bells: Shapes) -> Samples:
        """Return the next samples of what was stopped."""
        block = np.zeros(count, np.float32)
        for fading in self._fading:
            shapes = shaping.both(shaping.falling(fading.done, count), bells)
            samples = mix(fading.timeline.clips, fading.position, count, shapes=shapes)
            block += samples * np.float32(fading.gain)
            fading.position += count
            fading.done += count
        self._fading = [fading for fading in self._fading if fading.done < SOUND_FADE]
        return block

    def _room_for_words(self, count: int) -> Shapes:
        """Return how what is in front steps back under what is spoken over it."""
        over = self._over if self._over and not self._over.paused else None
        clips, start = (over.timeline.clips, over.position) if over else ((), 0)
        return shaping.under_words(self._follower.follow(clips, start, count))

    def _volume(self, count: int) -> Samples:
        ramp, self._gain = _ramp(self._gain, self._volume_db, count)
        return ramp

    def _bells(self, count: int) -> Shapes:
        if self._bells_gain == 1 and self._bells_db == 0:
            return {}
        ramp, self._bells_gain = _ramp(self._bells_gain, self._bells_db, count)
        return {Stem.BELL: ramp}

    def _advanced(self, track: _Track, count: int, shapes: Shapes) -> Samples:
        """Return a track's next samples; its events go on the list."""
        begin, end = track.position, track.position + count
        offset = self._position - begin
        for mark in track.timeline.marks:
            if begin <= mark.start < end:
                self._events.append(CueStarted(offset + mark.start, mark))
        samples = mix(track.timeline.clips, begin, count, shapes=shapes)
        track.position = end
        if end >= track.timeline.length:
            at_sample = offset + track.timeline.length
            self._events.append(Finished(at_sample, track.timeline, track.over))
            if track.over:
                self._over = None
            else:
                self._front = None
        return samples


def _return(track: _Track, count: int) -> Shapes:
    """Return the fade of a track that comes back from a pause, and move it on."""
    if track.since_resume is None:
        return {}
    shapes = shaping.returning(track.since_resume, count)
    track.since_resume += count
    if track.since_resume >= SOUND_RETURN:
        track.since_resume = None
    return shapes


def _ramp(gain: float, decibels: float, count: int) -> tuple[Samples, float]:
    """Return a block's way from a factor to a level, and the factor that is then reached."""
    goal = 10 ** (decibels / 20)
    return np.linspace(gain, goal, count, dtype=np.float32), goal
