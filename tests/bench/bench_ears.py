# ruff: noqa: T201  (printing is what it is for)

"""How well and how fast the ears hear. Prints tables; takes some minutes.

    python tests/bench/bench_ears.py [--audio FOLDER] [--only vosk|whisper]

FOLDER holds `human-requests-not-ours`, `human-wake-words-not-ours` and `digits`; without it the
selections of `tests/fixtures` are used. Nothing was tuned on these renders: limits
were set on hibari at 130, 150, 165, 185 and 200 words a minute, eSpeak at 140 and 165, and on half
of the recordings of people (every second file; the other half then gave the same zeros).
The Vosk rows use the test model, which was trained on synthetic voices, eSpeak among them: they say
how the loop behaves, not how well the official model hears.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

import numpy as np  # noqa: E402 - after the path
from fakes import ears_here  # noqa: E402
from fakes.speakers import frames, in_room, recorded, said  # noqa: E402

from offline.ears.ears import Ears  # noqa: E402
from offline.ears.events import Attention, Heard, VoiceStarted, Woke  # noqa: E402

SPEAKERS = (("hibari", 140), ("hibari", 175), ("hibari", 190), ("espeak", 155))
COMMANDS = (
    "Stop.", "Pause.", "Resume.", "Yes.", "No.", "Help.", "Slower.", "Louder.", "Next.",
    "Repeat that.", "Undo that.", "Tell me more.", "How was my week?", "Start a check in.",
    "Start box breathing.", "Start humming.", "Start coherent breathing for ten minutes.",
    "Start box breathing for five minutes.", "I can't sleep.", "Says who?", "How long left?",
)  # fmt: skip
CHECK_INS = (
    "Zero.", "Two.", "Four.", "Five.", "Seven.", "Nine.", "Ten.", "Anxiety three.",
    "Anxiety four, gut six.", "Anxiety seven and gut two.", "My gut is eight.", "I slept badly.",
)  # fmt: skip
WAKES = ("", " start box breathing.", " what is the vagus nerve?", " I can't sleep.", " stop.")
VERDICTS = ("right", "acts wrongly", "other words", "asked", "nothing")
"""What became of an utterance: certain and right; certain and another command; certain words that
are no command; uncertain, so asked about or read back; no turn at all."""

NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def main() -> None:
    """Print every table for every configuration."""
    chosen = argparse.ArgumentParser(description=__doc__)
    chosen.add_argument("--audio", type=Path)
    chosen.add_argument("--only", choices=ears_here.CONFIGURATIONS)
    options = chosen.parse_args()
    for configuration in [options.only] if options.only else ears_here.CONFIGURATIONS:
        began = time.process_time()
        listener = ears_here.ears(configuration)
        loaded = time.process_time() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"\n== {configuration}: loaded in {loaded:.2f} s of CPU, {memory:.0f} MB")
        for report in listener.describe():
            print(f"   {report.job}: {report.ear}; {report.how_well}")
        wakes(listener)
        listed(listener, "commands", COMMANDS, Attention.LISTENING)
        listed(listener, "check-ins", CHECK_INS, Attention.CHECK_IN)
        people(listener, options.audio)
        digits(listener, options.audio)


def wakes(listener: Ears) -> None:
    """Print how often the wake phrase wakes, and how often its request was heard."""
    print("wake phrase, alone and with four requests: woken, request right and certain")
    for noise in (-56.0, -41.0, -36.0):
        for name, rate in SPEAKERS:
            woken = right = 0
            for index, rest in enumerate(WAKES):
                spoken = said(name, f"Hey gut feeling,{rest}" if rest else "Hey gut feeling.", rate)
                events = hear(listener, in_room(spoken, noise_dbfs=noise, seed=index), "asleep")
                woken += any(isinstance(event, Woke) for event in events)
                heard = [event for event in events if isinstance(event, Heard)]
                right += bool(rest) and [e.text for e in heard if e.certain] == [plain(rest)]
            row = f"{woken} of {len(WAKES)}, {right} of {len(WAKES) - 1}"
            print(f"   {-26 - noise:3.0f} dB {name:7}{rate:4}: {row}")


def listed(listener: Ears, kind: str, texts: Iterable[str], attention: Attention) -> None:
    """Print how phrases are heard, how long the decision takes, and what it costs."""
    print(f"{kind}: {', '.join(VERDICTS)}")
    waits, costs = [], []
    for noise in (-51.0, -38.0):
        for name, rate in SPEAKERS:
            counts: Counter[str] = Counter()
            for index, text in enumerate(texts):
                spoken = said(name, text, rate)
                sound = in_room(spoken, noise_dbfs=noise, seed=index)
                began, before = time.process_time(), listener.samples
                decided, events = decision(listener, sound, attention)
                costs.append(time.process_time() - began)
                heard = next((e for e in events if isinstance(e, Heard)), None)
                counts[verdict(heard, plain(text))] += 1
                if heard:
                    waits.append(decided - before - 16_000 - len(spoken))
            row = ", ".join(str(counts[key]) for key in VERDICTS)
            print(f"   {-26 - noise:3.0f} dB {name:7}{rate:4}: {row}  of {counts.total()}")
    quarter, half, most = np.percentile(np.array(waits) / 16, [25, 50, 95])
    print(f"   end of speech to decision, ms: p25 {quarter:.0f}, p50 {half:.0f}, p95 {most:.0f}")
    print(f"   CPU an utterance of about 5 s of sound: mean {np.mean(costs):.3f} s")


def people(listener: Ears, audio: Path | None) -> None:
    """Print what recordings of people set off: it should be nothing."""
    known = ears_here.phrases()
    for folder in (ears_here.REQUESTS, ears_here.WAKE_WORDS):
        files = sorted(((audio / folder.name) if audio else folder).glob("*.flac"))
        for attention in (Attention.ASLEEP, Attention.LISTENING):
            woken, started, in_pieces, seconds = 0, [], 0, 0.0
            for path in files:
                sound = in_room(recorded(path))
                seconds += len(sound) / 32_000
                events = hear(listener, sound, attention)
                woken += any(isinstance(event, Woke) for event in events)
                in_pieces += sum(isinstance(event, Heard) for event in events) > 1
                started += [
                    (path.stem, e.text)
                    for e in events
                    if isinstance(e, Heard) and e.certain and known.is_whole(e.text)
                ]
            print(
                f"{folder.name}, {attention}: {len(files)} files, {seconds / 60:.1f} min: "
                f"woken {woken}, commands {len(started)} {started}, in pieces {in_pieces}"
            )


def digits(listener: Ears, audio: Path | None) -> None:
    """Print how people's digits are heard as answers in a check-in."""
    files = sorted(((audio / "digits") if audio else ears_here.DIGITS).glob("*.flac"))
    counts: Counter[str] = Counter()
    for path in files:
        events = hear(listener, in_room(recorded(path)), Attention.CHECK_IN)
        heard = next((event for event in events if isinstance(event, Heard)), None)
        counts[verdict(heard, NUMBERS[int(path.name[0])])] += 1
    print(f"digits by people, in a check-in, of {len(files)}: {dict(counts)}")


def hear(listener: Ears, sound: bytes, attention: str) -> list[object]:
    """Return the events of a sound."""
    return list(ears_here.events(listener, sound, Attention(attention)))


def decision(listener: Ears, sound: bytes, attention: Attention) -> tuple[int, list[object]]:
    """Return the sample at which the first utterance was decided, and all events."""
    decided, found = 0, []
    for frame in frames(sound):
        new = listener.push(frame, attention)
        found += new
        if not decided and any(not isinstance(event, VoiceStarted) for event in new):
            decided = listener.samples
    return decided or listener.samples, found + listener.flush()


def verdict(heard: Heard | None, wanted: str) -> str:
    """Return how an utterance was heard."""
    if heard is None:
        return "nothing"
    if not heard.certain:
        return "asked"
    if heard.text == wanted:
        return "right"
    return "acts wrongly" if ears_here.phrases().is_whole(heard.text) else "other words"


def plain(text: str) -> str:
    """Return a text as ears write it."""
    return " ".join(_letters(text)).strip()


def _letters(text: str) -> Iterator[str]:
    yield from "".join(c for c in text.lower() if c.isalpha() or c in " '").split()


if __name__ == "__main__":
    main()
