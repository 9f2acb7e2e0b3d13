"""How well `skill/speech_length.py` knows how long something is spoken, printed.

`PYTHONPATH=. python tests/bench/bench_alexa_lengths.py` from the top of the tree. No Echo is at
hand, so the two offline voices stand in for it. One half of the texts (by a hash of their words) is
what the shares are fitted to; the errors are of the other half.
"""

# ruff: noqa: T201  (printing is what it is for)

from __future__ import annotations

import hashlib
import re

import numpy as np

from content.answers import answers
from content.dialogue.reply import Breath, Pace
from content.practices import cue_words, practices
from offline.audio.samples import MOUTH_RATE
from offline.voices.pick import open_voice, voice_names
from skill import speech_length
from skill.ssml import cue_of, cue_seconds

SENTENCES = 60
SHARES = ("START_SECONDS", "SYLLABLE_SECONDS", "LETTER_SECONDS", "CLAUSE_SECONDS")


def order(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def texts() -> tuple[list[str], list[str]]:
    """Return cue words, and sentences of the answer bank."""
    said = {part for one in answers().values() for part in re.split(r"(?<=[.?!])\s+", one.short)}
    return sorted(cue_words().seconds), sorted(said, key=order)[:SENTENCES]


def is_fitted(text: str) -> bool:
    return int(order(text + " half"), 16) % 2 == 0


def errors(group: list[str], lengths: dict[str, float]) -> str:
    off = np.array([speech_length.spoken_seconds(text) - lengths[text] for text in group])
    share = off / np.array([lengths[text] for text in group])
    return (
        f"{len(group):4} texts, mean {off.mean():+.2f} s, off by {np.abs(off).mean():.2f} s, "
        f"95 % within {np.quantile(np.abs(off), 0.95):.2f} s; {100 * np.abs(share).mean():.0f} %"
    )


def fitted(group: list[str], lengths: dict[str, float]) -> np.ndarray:
    """Return the shares that fit best, every text weighted by the inverse of its length."""
    weight = np.array([1 / np.sqrt(lengths[text]) for text in group])
    counted = np.array([speech_length.features(text) for text in group], float)
    spoken = np.array([lengths[text] for text in group])
    return np.linalg.lstsq(counted * weight[:, None], spoken * weight, rcond=None)[0]


def drift(lengths: dict[str, float]) -> str:
    """Return how far a minute of each practice is off, if Alexa spoke as this voice does."""
    off = []
    for one in practices().values():
        breaths = one.segments(one.cycles_in(1))
        cues = [cue_of(b) for b in breaths if isinstance(b, Breath)]
        off.append(sum(lengths[cue] - cue_seconds(cue) for cue in cues if cue))
    worst = max(off, key=abs)
    return f"mean {np.mean(off):+.2f} s a minute, the farthest of {len(off)} {worst:+.2f} s"


def main() -> None:
    cues, sentences = texts()
    extra = sorted({cue_of(b) for p in practices().values() for b in p.segments(1, 50)} - {""})
    cues = sorted({*cues, *extra})
    by_voice = {}
    for name in voice_names():
        voice = open_voice(name)
        by_voice[name] = {
            text: len(voice.speak(text, Pace.ANSWER)) / MOUTH_RATE for text in (*cues, *sentences)
        }
    every = [*cues, *sentences]
    mean = {text: float(np.mean([by_voice[name][text] for name in by_voice])) for text in every}
    shares = fitted([text for text in every if is_fitted(text)], mean)
    for name, share in zip(SHARES, shares, strict=True):
        print(f"{name:<20}{share:6.3f} fitted{getattr(speech_length, name):8.3f} in use")
    for name, lengths in by_voice.items():
        for title, group in (("cue words", cues), ("sentences", sentences)):
            held = [text for text in group if not is_fitted(text)]
            print(f"{name:<14}{title:<11}{errors(held, lengths)}")
        print(f"{name:<14}practices  {drift(lengths)}")


if __name__ == "__main__":
    main()
