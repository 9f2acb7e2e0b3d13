"""When each word and sound begins: a reply's segments on one integer sample clock.

This is the one place where seconds become samples.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, assert_never

from content.dialogue.reply import Breath, Chime, ChimeName, Pause, Say
from offline.audio.clips import Clip, Stem, mix
from offline.audio.samples import MOUTH_RATE
from offline.sound.kit import BED_FADE_IN, BED_FADE_OUT
from offline.voices.cues import CueCache
from offline.voices.speakable import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.dialogue.reply import Pace, Phase, Segment
    from offline.audio.samples import Samples
    from offline.sound.kit import Kit
    from offline.voices.voice import Voice

SENTENCE_GAP: Final = round(0.45 * MOUTH_RATE)
"""Silence between sentences ("experience", section 2)."""

WORDS_AFTER_TONE: Final = round(0.12 * MOUTH_RATE)
"""Cue words begin this long after the sound of their phase ("experience", section 5)."""

QUIET_AFTER_CUE: Final = round(0.15 * MOUTH_RATE)
"""A cue ends at least this long before its phase does ("voice-mouth", section 8)."""


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
    sound: SoundChoice = SoundChoice.VOICE_AND_TONES,
    cues: CueCache | None = None,
) -> Timeline:
    """Return the timeline of a reply; the same segments give the same samples.

    Phase k of a run of breaths begins exactly at the sum of the seconds before it, rounded once
    to a sample. Sentences are spoken whatever `sound` is: it decides what guides the breaths.

    Args:
        segments: a reply's.
        voice: speaks the sentences.
        kit: gives the sounds.
        sound: what guides the breaths.
        cues: keeps cue words from one practice of a session to the next.

    Raises:
        VoiceError: the voice cannot speak one of the lines.
    """
    composer = _Composer(voice, cues or CueCache(voice), kit, sound)
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
    sound: SoundChoice
    cursor: int = 0
    """Where the next segment may begin."""

    words_from: int = 0
    """Where the next words may begin: after the gap between sentences, or a bell's ring."""

    run: _Run | None = None
    """The breaths under way without anything between them."""

    clips: list[Clip] = field(default_factory=list)
    marks: list[CueMark] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def say(self, text: str, pace: Pace) -> None:
        self.run = None
        for sentence in sentences(text):
            samples = self.voice.speak(sentence, pace)
            if len(samples):
                start = max(self.cursor, self.words_from)
                self.clips.append(Clip(start, samples, Stem.SPEECH))
                self.cursor = start + len(samples)
                self.words_from = self.cursor + SENTENCE_GAP

    def pause(self, seconds: float) -> None:
        self.run = None
        self.cursor += round(seconds * MOUTH_RATE)

    def chime(self, name: ChimeName) -> None:
        """Place a sound; a pause and a breath may run under it while it rings, words wait."""
        self.run = None
        if self.sound is SoundChoice.VOICE and name in _BELLS:
            return
        self.cursor = max(self.cursor, self.words_from)
        self.clips.append(Clip(self.cursor, self.kit.chime(name), Stem.CHIME))
        self.words_from = self.cursor + self.kit.words_after(name)

    def breathe(self, breath: Breath) -> None:
        self.run = self.run or _Run(self.cursor)
        start, end = self.run.take(breath.seconds)
        self.cursor = end
        self.marks.append(CueMark(start, breath.phase, breath.seconds, breath.practice))
        tone = self._tone(breath.phase, end - start)
        if tone is not None:
            self.clips.append(Clip(start, tone, Stem.TONES))
        if breath.cue and self.sound.has_words:
            self._cue(breath, start + (0 if tone is None else WORDS_AFTER_TONE), end)

    def _tone(self, phase: Phase, samples: int) -> Samples | None:
        if self.sound.has_tones:
            return self.kit.phase(phase, samples)
        return self.kit.phase_bell(phase) if self.sound is SoundChoice.BELLS else None

    def _cue(self, breath: Breath, start: int, end: int) -> None:
        words = self.cues.speak(breath.cue)
        if start + len(words) > end - QUIET_AFTER_CUE:
            seconds = len(words) / MOUTH_RATE
            self.faults.append(
                f"{breath.cue!r} takes {seconds:.2f} s of {breath.phase} ({breath.seconds} s)"
            )
        elif len(words):
            self.clips.append(Clip(start, words, Stem.SPEECH))

    def finished(self) -> Timeline:
        if self.marks and self.sound.has_tones:
            self.clips.append(self._bed())
        clips = tuple(sorted(self.clips, key=lambda clip: clip.start))
        length = max((clip.end for clip in clips), default=0)
        return Timeline(clips, tuple(self.marks), max(self.cursor, length), tuple(self.faults))

    def _bed(self) -> Clip:
        """Return the bed: in before the first breath, out after the last one."""
        start = max(0, self.marks[0].start - BED_FADE_IN)
        last = self.marks[-1]
        end = last.start + round(last.seconds * MOUTH_RATE) + BED_FADE_OUT
        return Clip(start, self.kit.bed(), Stem.BED, end - start, BED_FADE_IN, BED_FADE_OUT)


@dataclass(slots=True)
class _Run:
    """Breaths one after another, counted exactly."""

    start: int
    seconds: Fraction = Fraction(0)

    def take(self, seconds: float) -> tuple[int, int]:
        """Return first and last (exclusive) sample of the next phase."""
        begin = self.start + round(self.seconds * MOUTH_RATE)
        self.seconds += Fraction(seconds).limit_denominator(1_000_000)
        return begin, self.start + round(self.seconds * MOUTH_RATE)
