"""When each word and sound begins: a reply's segments on one integer sample clock.

This is the one place where seconds become samples.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, assert_never

from content.dialogue.reply import Breath, Chime, ChimeName, Pause, Phase, Say
from offline.audio.clips import Clip, Stem
from offline.audio.mixing import mix
from offline.audio.samples import MOUTH_RATE
from offline.breath_clock import BreathClock
from offline.cue_placing import WORDS_AFTER_TONE, phase_words
from offline.night_fall import fallen
from offline.sound.kit import SEMITONES
from offline.sound.levels import SPEECH_AT_NIGHT_DB, Signal
from offline.voices.cues import CueCache
from offline.voices.speakable import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.dialogue.reply import Pace, Segment
    from offline.audio.samples import Samples
    from offline.sound.kit import Kit
    from offline.voices.voice import Voice

SENTENCE_GAP: Final = round(0.45 * MOUTH_RATE)
"""Silence between sentences ("experience", section 2)."""

KEY_CHANGES: Final = 300 * MOUTH_RATE
"""The kit moves to another key at the first breath after every five minutes."""

MINUTE: Final = 60 * MOUTH_RATE

_BELLS: Final = frozenset({ChimeName.START_BELL, ChimeName.END_BELL})


class SoundChoice(StrEnum):
    """What guides a practice; the values are the contract's `--sound`."""

    VOICE_AND_TONES = "voice+tones"
    TONES = "tones"
    VOICE = "voice"
    BELLS = "bells"
    """A small bell at each phase and nothing else."""

    @property
    def has_words(self) -> bool:
        """Whether cue words are spoken."""
        return self in {SoundChoice.VOICE_AND_TONES, SoundChoice.VOICE}

    @property
    def has_tones(self) -> bool:
        """Whether swells and the bed sound."""
        return self in {SoundChoice.VOICE_AND_TONES, SoundChoice.TONES}


@dataclass(frozen=True, slots=True)
class CueMark:
    """A phase begins: at its sound's first sample, or where its silence begins."""

    start: int
    phase: Phase
    seconds: float
    practice: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that one reply sounds like; 10 minutes of it are some hundred small clips."""

    clips: tuple[Clip, ...] = ()
    marks: tuple[CueMark, ...] = ()
    length: int = 0
    """In samples: the end of the last clip or of the last silence."""

    faults: tuple[str, ...] = ()
    """Cues that did not fit into their phase and were left out; none in our own practices."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the listener wants to hear, and how much was heard of it before."""

    sound: SoundChoice = SoundChoice.VOICE_AND_TONES
    minute_bells: bool = False
    """A small bell with the first breath after each full minute."""

    breathed: int = 0
    """Samples of breathing that come before the first breath, where a practice is changed."""


def of_sound(samples: Samples) -> Timeline:
    """Return a timeline of one sound of the kit."""
    return Timeline((Clip(0, samples, Stem.CHIME),), (), len(samples))


def render(
    timeline: Timeline, start: int, count: int, without: Clip | Stem | None = None
) -> Samples:
    """Return a window of a timeline, with a clip or a stem left out if one is named."""
    return mix(timeline.clips, start, count, without=without)


def compile_timeline(
    segments: Sequence[Segment],
    voice: Voice,
    kit: Kit,
    sound: SoundChoice | Wishes = SoundChoice.VOICE_AND_TONES,
    cues: CueCache | None = None,
) -> Timeline:
    """Return the timeline of a reply; the same segments give the same samples.

    Phase k of a run of breaths begins exactly at the sum of the seconds before it, rounded once
    to a sample. Sentences are spoken whatever `sound` is: it decides what guides the breaths.

    Args:
        segments: a reply's.
        voice: speaks the sentences.
        kit: gives the sounds; by night it also makes the voice slow and low.
        sound: what guides the breaths, and further wishes.
        cues: keeps cue words from one practice of a session to the next.

    Raises:
        VoiceError: the voice cannot speak one of the lines.
    """
    wishes = sound if isinstance(sound, Wishes) else Wishes(sound)
    composer = _Composer(voice, cues or CueCache(voice, night=kit.night), kit, wishes)
    for segment in segments:
        match segment:
            case Say(text=text, pace=pace):
                composer.say(text, pace)
            case Pause(seconds=seconds):
                composer.pause(seconds)
            case Breath():
                composer.breathe(segment)
            case Chime(name=name):
                composer.chime(name)
            case _:
                assert_never(segment)
    return composer.finished()


@dataclass(slots=True)
class _Composer:
    voice: Voice
    cues: CueCache
    kit: Kit
    wishes: Wishes
    cursor: int = 0
    """Where the next segment may begin."""

    words_from: int = 0
    """Where the next words may begin: after the gap between sentences, or a bell's ring."""

    run: tuple[int, BreathClock] | None = None
    """Where the breaths under way, without anything between them, began, and their clock."""

    breathed: int = 0
    minutes: int = 0
    """Full minutes of breathing that were passed."""

    rung_until: int = 0
    """Words of a breath never stand on a minute's bell."""

    semitones: int = 0
    clips: list[Clip] = field(default_factory=list)
    marks: list[CueMark] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.breathed = self.wishes.breathed
        self.minutes = self.breathed // MINUTE
        self.semitones = _semitones(self.breathed)

    def say(self, text: str, pace: Pace) -> None:
        self.run = None
        for sentence in sentences(text):
            samples = self.voice.speak(sentence, pace, night=self.kit.night)
            if len(samples):
                start = max(self.cursor, self.words_from)
                self.clips.append(self._spoken(start, samples))
                self.cursor = start + len(samples)
                self.words_from = self.cursor + SENTENCE_GAP

    def pause(self, seconds: float) -> None:
        self.run = None
        self.cursor += round(seconds * MOUTH_RATE)

    def chime(self, name: ChimeName) -> None:
        """Place a sound; a pause and a breath may run under it while it rings, words wait."""
        self.run = None
        samples = self.kit.chime(name, self.semitones)
        if not len(samples) or (self.wishes.sound is SoundChoice.VOICE and name in _BELLS):
            return
        self.cursor = max(self.cursor, self.words_from)
        self.clips.append(Clip(self.cursor, samples, Stem.BELL if name in _BELLS else Stem.CHIME))
        self.words_from = self.cursor + self.kit.words_after(name)

    def breathe(self, breath: Breath) -> None:
        began, clock = self.run = self.run or (self.cursor, BreathClock(MOUTH_RATE))
        start, end = (began + at for at in clock.take(breath.seconds))
        self.cursor = end
        if breath.phase is Phase.IN:
            self._begin_breath(start)
        self.marks.append(CueMark(start, breath.phase, breath.seconds, breath.practice))
        tone = self._tone(breath.phase, end - start)
        if tone is not None:
            self.clips.append(Clip(start, tone, Stem.TONES))
        if self.wishes.sound.has_words:
            offset = 0 if tone is None else WORDS_AFTER_TONE
            words = phase_words(breath, self.cues, start, end, offset=offset)
            self.faults += words.faults
            self.clips += [
                self._spoken(at, samples) for at, samples in words.placed if at >= self.rung_until
            ]
        self.breathed += end - start

    def _begin_breath(self, start: int) -> None:
        """Move to another key if it is time, and ring the minute if it is full."""
        self.semitones = _semitones(self.breathed)
        minutes, self.minutes = self.minutes, self.breathed // MINUTE
        bell = self.kit.signal(Signal.MINUTE, self.semitones)
        if self.wishes.minute_bells and self.minutes > minutes and len(bell):
            self.clips.append(Clip(start, bell, Stem.BELL))
            self.rung_until = start + len(bell)

    def _tone(self, phase: Phase, samples: int) -> Samples | None:
        if self.wishes.sound.has_tones:
            return self.kit.phase(phase, samples, self.semitones)
        if self.wishes.sound is SoundChoice.BELLS:
            return self.kit.phase_bell(phase, self.semitones)
        return None

    def _spoken(self, start: int, samples: Samples) -> Clip:
        level = SPEECH_AT_NIGHT_DB if self.kit.night else 0.0
        return Clip(start, samples, Stem.SPEECH, gain_db=level)

    def finished(self) -> Timeline:
        if self.marks and self.wishes.sound.has_tones:
            self.clips.append(self._bed())
        clips = tuple(sorted(self.clips, key=lambda clip: clip.start))
        marks = tuple(self.marks)
        if marks and self.kit.night:
            clips = fallen(clips, marks, self.wishes.breathed)
        length = max((clip.end for clip in clips), default=0)
        return Timeline(clips, marks, max(self.cursor, length), tuple(self.faults))

    def _bed(self) -> Clip:
        """Return the bed: in before the first breath, out after the last one."""
        fade_in, fade_out = self.kit.bed_fade_in, self.kit.bed_fade_out
        start = max(0, self.marks[0].start - fade_in)
        last = self.marks[-1]
        end = last.start + round(last.seconds * MOUTH_RATE) + fade_out
        return Clip(start, self.kit.bed(), Stem.BED, end - start, fade_in, fade_out)


def _semitones(breathed: int) -> int:
    """Return how far the kit has moved after so many samples of breathing."""
    return SEMITONES[breathed // KEY_CHANGES % len(SEMITONES)]
