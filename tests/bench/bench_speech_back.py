"""Our own speech, written down again: `python tests/bench/bench_speech_back.py [VOICE] [answers]`.

Prints the word error of 40 answers by each voice, and every word of the lexicon that was heard
as another one. From the top of the tree; about two minutes of CPU a voice.
"""

# ruff: noqa: T201  (printing is what it is for)

from __future__ import annotations

import sys
from difflib import SequenceMatcher
from functools import cache

import numpy as np
import soxr

from content.answers import answers
from content.dialogue.reply import Pace
from content.lexicon import terms
from content.understanding.normalise import tokens
from content.understanding.phonetics import key
from offline.audio.samples import EAR_RATE, MOUTH_RATE
from offline.ears.whisper_ear import WhisperEar
from offline.timeline import SENTENCE_GAP
from offline.voices.pick import open_voice
from offline.voices.speakable import sentences

ANSWERS = 40
SHOWN = 60
CARRIER = "A leaflet may speak of {} once or twice."
whisper = cache(WhisperEar)


def heard_back(voice, text):
    """Return what Whisper writes down of the text as the loudspeaker would play it."""
    gap = np.zeros(SENTENCE_GAP, np.float32)
    parts = [part for one in sentences(text) for part in (voice.speak(one, Pace.ANSWER), gap)]
    sound = soxr.resample(np.concatenate(parts), MOUTH_RATE, EAR_RATE)
    pcm = (np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes()
    return whisper().transcribe(pcm).text


def written(text):
    """Return the words, letters of an initialism as one word, the number a listener would get."""
    words, letters = [], ""
    for word in tokens(text.replace("{emergency}", "nine one one").replace(",", " ")):
        if len(word) == 1 and word not in "ai":
            letters += word
            continue
        words += [letters, word] if letters else [word]
        letters = ""
    return words + ([letters] if letters else [])


def errors(said, heard):
    """Return how many words differ, and what they were; "health care" is "healthcare"."""
    count, pairs = 0, []
    for kind, a, b, c, d in SequenceMatcher(None, said, heard, autojunk=False).get_opcodes():
        meant, got = said[a:b], heard[c:d]
        if kind != "equal" and "".join(meant) != "".join(got):
            count += max(len(meant), len(got))
            pairs.append(f"{' '.join(meant)} -> {' '.join(got)}")
    return count, pairs


def answers_back(voice):
    """Print the word error of every sixth answer or so."""
    bank = list(answers().values())
    wrong, total, shown = 0, 0, []
    for told in bank[:: max(1, len(bank) // ANSWERS)][:ANSWERS]:
        said = written(told.short)
        count, pairs = errors(said, written(heard_back(voice, told.short.format(emergency="911"))))
        wrong, total = wrong + count, total + len(said)
        shown += [f"{told.id}: {pair}" for pair in pairs]
    print(f"{voice.name}: word error {100 * wrong / total:.1f} % ({wrong} of {total} words)")
    print("   " + "\n   ".join(shown[:SHOWN]))


def sentence_with(term):
    """Return a sentence of the bank that holds the word, else one around it."""
    name = term.lower()
    for told in answers().values():
        for one in (*sentences(told.short), *sentences(told.more)):
            if f" {name} " in f" {one.lower().rstrip('.?!')} " and "{" not in one:
                return one
    return CARRIER.format(term)


def sounds(heard):
    """Return how each run of one to four words sounds, in one piece or word by word."""
    runs = [heard[at : at + n] for at in range(len(heard)) for n in (1, 2, 3, 4)]
    return {key("".join(run)) for run in runs} | {
        "".join(key(word) for word in run) for run in runs
    }


def words_back(voice):
    """Print the lexicon's words that come back neither as they are written nor as they sound."""
    wrong, misspelled = [], []
    for one in terms().values():
        text = sentence_with(one.term)
        heard = written(heard_back(voice, text))
        glued, meant = "".join(heard), ["".join(written(form)) for form in (one.term, *one.said)]
        if any(form and form in glued for form in meant):
            continue
        alike = key(meant[0]) in sounds(heard)
        (misspelled if alike else wrong).append(f"{one.term}: {' '.join(heard)}")
    print(
        f"{voice.name}: {len(terms())} words of the lexicon, {len(wrong)} wrong, "
        f"{len(misspelled)} written otherwise and sounding the same"
    )
    print("   " + "\n   ".join([f"wrong {one}" for one in wrong] + misspelled))


if __name__ == "__main__":
    asked = sys.argv[1:]
    for name in [one for one in asked if one != "answers"] or ["hibari", "espeak_sync"]:
        speaker = open_voice(name)
        words_back(speaker)
        answers_back(speaker)
