"""A room on one sample clock: a person, our own loudspeaker with its echo, and some noise.

The companion in it is the whole one, ears, core, mouth and mixer; nothing waits for a wall clock.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime

import numpy as np
import soxr
from fakes.speakers import said

from content.dialogue.session import Session
from content.settings import Settings
from offline.audio.mixer import Mixer
from offline.audio.samples import EAR_RATE, EAR_TICK, MOUTH_RATE, MOUTH_TICK, TICK_SECONDS
from offline.ears.events import Heard
from offline.echo import duplex
from offline.file_door import SampleClock
from offline.listening import Choice, build_companion
from offline.mouth import Mouth, open_mouth
from offline.timeline import SoundChoice
from offline.voices.pick import pick_voice

NOISE_DBFS = -60.0
ECHO_SECONDS = 0.052
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class TimedMixer(Mixer):
    """Tells when what sounds is changed."""

    def __init__(self, changed):
        super().__init__()
        self._changed = changed

    def play(self, timeline):
        self._changed()
        return super().play(timeline)

    def over(self, timeline):
        self._changed()
        return super().over(timeline)

    def stop(self):
        self._changed()
        super().stop()


class VirtualRoom:
    """Speak into it and let time pass; `events` holds what the companion told.

    The room's clock stands still while the companion computes; `delays` holds, event by event, how
    many seconds later a processor of one core would have been when it last changed our sound: what
    it had not yet computed of the ticks before, and what it computed of this one by then.
    """

    def __init__(
        self,
        home,
        *,
        model=None,
        echo_db=None,
        speaker="hibari",
        words_per_minute=0,
        recogniser="auto",
        voice=None,
        noise_dbfs=NOISE_DBFS,
        tail_seconds=0.0,
        sound=SoundChoice.VOICE_AND_TONES,
    ):
        self.events, self.delays = [], []
        self._behind = self._tick_began = self._changed_after = 0.0
        self.mixer = TimedMixer(self._changed)
        settings = Settings(home=home, model=model, country="US")
        choice = Choice(
            settings=settings,
            recogniser=recogniser,
            model=model,
            sound=sound,
            report=self._told_of,
            show=lambda text: None,
        )
        clock = SampleClock(self.mixer, NOON)
        if voice is None:
            mouth = open_mouth(choice.sound, choice.show)
        else:
            mouth = Mouth(pick_voice(voice), choice.sound, choice.show)
        self.companion = build_companion(choice, mouth, self.mixer, clock.now)
        self._between = duplex(self.mixer)
        self._speaker = speaker, words_per_minute
        self._noise_gain = 10 ** (noise_dbfs / 20)
        self.set_echo(echo_db)
        self._echo = np.zeros(int(ECHO_SECONDS * EAR_RATE), np.float32)
        self._tail = _tail(tail_seconds)
        self._before = np.zeros(len(self._tail) - 1, np.float32)
        self._down = soxr.ResampleStream(MOUTH_RATE, EAR_RATE, 1, dtype="float32")
        self._noise = np.random.default_rng(1)
        self.played = []
        self.begun_seconds = self.seconds
        self.companion.begin()

    def told(self, text):
        """Do what a text asks for, as if it had been heard without a doubt."""
        at = self.mixer.position // 3
        certain = Heard(
            text, "told", 1.0, certain=True, alternatives=(), started_sample=at, ended_sample=at
        )
        self.companion._turns.woken()
        self.companion._answer(certain)

    def set_echo(self, decibels):
        """Let our own sound come back as much louder than it is played; None: not at all."""
        self._echo_gain = 0.0 if decibels is None else 10 ** (decibels / 20)

    def begin_anew(self):
        """Be silent, and know nothing of what was said before; the ears and the room stay."""
        self.companion.hush("key")
        self.companion._conversation.session = Session()

    @property
    def seconds(self):
        return self.mixer.position / MOUTH_RATE

    def wait(self, seconds):
        """Let the room be quiet for a while."""
        self.hear(np.zeros(int(seconds * EAR_RATE), np.float32))

    def say(self, *pieces, pause=0.9):
        """Say a text, or several with a pause between them.

        Return the events it brought, until its reply has begun or 3 s passed.
        """
        before = len(self.events)
        speaker, words_per_minute = self._speaker
        for index, text in enumerate(pieces):
            self.wait(pause if index else 0)
            self.hear(said(speaker, text, words_per_minute))
        for _ in range(30):
            self.wait(0.1)
            if any(event.event == "reply" for event in self.events[before:]):
                break
        return self.events[before:]

    def wait_until_silent(self, most=120.0):
        """Let a reply or a practice run to its end."""
        for _ in range(int(most * 5)):
            if not self.mixer.playing:
                return
            self.wait(0.2)

    def hear(self, sound):
        """Let sound (16 kHz, full scale 1) reach the microphone, together with everything else."""
        whole = np.concatenate((sound, np.zeros(-len(sound) % EAR_TICK, np.float32)))
        for tick in whole.reshape(-1, EAR_TICK):
            block = self._between.pull(MOUTH_TICK)
            self.played.append(block)
            noise = self._noise.normal(0, self._noise_gain, EAR_TICK)
            heard = np.clip(tick + self._returned(block) + noise, -1, 1)
            frame = (heard * 32_767).astype("<i2").tobytes()
            self._tick_began = time.process_time()
            self.companion.tick(self._between.clean(frame))
            took = time.process_time() - self._tick_began
            self._behind = max(0.0, self._behind + took - TICK_SECONDS)

    def _told_of(self, event):
        self.events.append(event)
        self.delays.append(self._changed_after)

    def _changed(self):
        self._changed_after = self._behind + time.process_time() - self._tick_began

    def _returned(self, block):
        """Our own sound as it comes back to the microphone."""
        back = self._down.resample_chunk(block) * self._echo_gain
        if len(self._tail) > 1 and len(back):  # the resampler gives samples by handfuls
            whole = np.concatenate((self._before, back))
            self._before = whole[len(whole) - len(self._before) :]
            back = np.convolve(whole, self._tail, "valid").astype(np.float32)
        self._echo = np.concatenate((self._echo, back))
        now, self._echo = self._echo[:EAR_TICK], self._echo[EAR_TICK:]
        return np.pad(now, (0, EAR_TICK - len(now)))


def _tail(seconds):
    """Return how a room answers a click: the way straight, then 60 dB down within `seconds`."""
    count = int(seconds * EAR_RATE)
    answer = np.random.default_rng(2).normal(0, 1, count + 1) * np.exp(
        -6.9 * np.arange(count + 1) / (count + 1)
    )
    answer[1:] *= 0.7 / max(1e-9, float(np.sqrt((answer[1:] ** 2).sum()))) if count else 1.0
    answer[0] = 1.0
    return (answer / np.sqrt((answer**2).sum())).astype(np.float32)
