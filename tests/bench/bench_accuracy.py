# ruff: noqa: T201  (printing is what it is for)

"""How well the ears hear people whom nobody here recorded. Prints three tables; three minutes.

    python tests/bench/bench_accuracy.py [--audio FOLDER]

Digits: 360 by three speakers, alone, each ear closed to the ten words (the product listens for more
and lets two ears vote: `bench_ears.py`). Read aloud: word error of every ear that may write any
word. Foreign requests: people who order coffee, said to ears that listen; how many of them each ear
takes for a phrase of ours, and how many the sets of ears would act on. FOLDER holds
`human-requests-not-ours` whole (80 files); without it the 20 of `tests/fixtures` are played. The
test model of Vosk was trained on synthetic voices, so it can only be a bound from below.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

import yaml  # noqa: E402 - after the path
from bench_ears import NUMBERS  # noqa: E402
from fakes import ears_here  # noqa: E402
from fakes.ears_here import DIGITS, FIXTURES, REQUESTS, phrases  # noqa: E402
from fakes.speakers import in_room, recorded, utterance  # noqa: E402

from offline.audio.samples import EAR_RATE  # noqa: E402
from offline.ears.events import Attention, Heard  # noqa: E402
from offline.ears.phrases import Phrases  # noqa: E402
from offline.ears.pocketsphinx_ear import PocketsphinxEar  # noqa: E402
from offline.ears.recogniser import Recogniser  # noqa: E402
from offline.ears.spelling import UNKNOWN, normalise  # noqa: E402
from offline.ears.vosk_binding import vosk  # noqa: E402
from offline.ears.vosk_ear import VoskEar, VoskModel  # noqa: E402
from offline.ears.wake import wake_phrase  # noqa: E402
from offline.ears.whisper_ear import WhisperEar  # noqa: E402

MORE_DIGITS = FIXTURES / "audio-cc-by-sa" / "digits-more"
READ_ALOUD = FIXTURES / "audio" / "read-aloud"
NOISE_DBFS = -56.0
"""30 dB under the person."""

Writing = Callable[[bytes], str]


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--audio", type=Path)
    audio = options.parse_args().audio
    model, whisper = VoskModel(ears_here.VOSK_MODEL), WhisperEar()
    digits(model, whisper)
    read_aloud({"Whisper": of(whisper), "Vosk test model": of(VoskEar(model))})
    folder = audio / REQUESTS.name if audio else REQUESTS
    foreign(sorted(folder.glob("*.flac")), model, whisper)


def of(ear: Recogniser) -> Writing:
    """Return what an ear writes for an utterance."""

    def write(sound: bytes) -> str:
        ear.start()
        ear.feed(sound)
        return ear.finish().text

    return write


def digits(model: VoskModel, whisper: WhisperEar) -> None:
    """Print how many digits each ear has right when it may write nothing else."""
    spellings = tuple(f"{word.capitalize()} {word} {n}." for n, word in enumerate(NUMBERS))
    lists = {"digits": NUMBERS}
    closed: dict[str, Writing] = {
        "pocketsphinx": of(PocketsphinxEar(lists, Phrases(NUMBERS), wake_phrase().phrase)),
        "Vosk test model": lambda sound: ten_words(model, sound),
        "Vosk test model and none of these": of(VoskEar(model, NUMBERS)),
        "Whisper": lambda sound: normalise(whisper.transcribe(sound, only=spellings).text),
    }
    files = sorted((*DIGITS.glob("*.flac"), *MORE_DIGITS.glob("*.flac")))
    speakers = {path: path.name.split("_")[1] for path in files}
    sounds = {path: utterance(recorded(path), noise_dbfs=NOISE_DBFS) for path in files}
    each = Counter(speakers.values())
    print(f"digits by people, closed to ten words, of {len(files)}: right, and by speaker")
    for name, write in closed.items():
        right = [path for path in files if write(sounds[path]) == NUMBERS[int(path.name[0])]]
        by = Counter(speakers[path] for path in right)
        shares = ", ".join(f"{who} {by[who] / each[who]:.2f}" for who in sorted(each))
        print(f"   {name:34} {len(right) / len(files):.3f}  ({shares})", flush=True)


def ten_words(model: VoskModel, sound: bytes) -> str:
    """Return what Vosk makes of a digit without "none of these" on its list."""
    native = vosk.KaldiRecognizer(model.native, float(EAR_RATE), json.dumps(NUMBERS))
    native.AcceptWaveform(sound)
    return str(json.loads(native.FinalResult())["text"])


def read_aloud(ears: dict[str, Writing]) -> None:
    """Print the word error of what was read aloud, over all words together."""
    words = yaml.safe_load((READ_ALOUD / "words.yaml").read_text("utf-8"))
    sounds = {name: utterance(recorded(READ_ALOUD / f"{name}.flac")) for name in words}
    said = {name: text.split() for name, text in words.items()}
    total = sum(map(len, said.values()))
    print(f"read aloud, {len(words)} recordings, {total} words: word error")
    for ear, write in ears.items():
        wrong = {name: errors(normalise(write(sounds[name])).split(), said[name]) for name in said}
        each = ", ".join(f"{name} {count}/{len(said[name])}" for name, count in wrong.items())
        print(f"   {ear:34} {sum(wrong.values()) / total:.3f}  ({each})", flush=True)


def errors(found: list[str], said: list[str]) -> int:
    """Return how many words must be put in, left out or changed (Levenshtein)."""
    row = list(range(len(said) + 1))
    for at, word in enumerate(found, 1):
        before, row[0] = row[0], at
        for to, wanted in enumerate(said, 1):
            before, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, before + (word != wanted))
    return row[-1]


def foreign(files: list[Path], model: VoskModel, whisper: WhisperEar) -> None:
    """Print how many foreign requests each ear takes for ours, and how many would be acted on."""
    known = phrases()
    commands = (*known.commands, *known.check_in)
    closed = PocketsphinxEar({"commands": commands}, known, wake_phrase().phrase)
    grammar = of(VoskEar(model, known.short_list))
    takes: dict[str, Callable[[bytes], object]] = {
        "pocketsphinx, closed": of(closed),
        "Vosk test model, grammar": lambda sound: UNKNOWN not in (text := grammar(sound)) and text,
        "Whisper, nearest phrase": lambda sound: known.nearest(whisper.transcribe(sound).text),
    }
    print(f"foreign requests by people, {len(files)}: taken for a phrase of ours, or acted on")
    for name, take in takes.items():
        taken = sum(bool(take(utterance(recorded(path)))) for path in files)
        print(f"   {name:34} {taken:4}  {taken / len(files):.3f}", flush=True)
    for configuration in ears_here.CONFIGURATIONS:
        acted = sum(acts(configuration, path) for path in files)
        print(f"   the set {configuration:26} {acted:4}  {acted / len(files):.3f}", flush=True)


def acts(configuration: str, path: Path) -> bool:
    """Return whether a set of ears would let a recording set something off."""
    sound = in_room(recorded(path))
    found: Iterable[Heard] = ears_here.heard(
        ears_here.ears(configuration), sound, Attention.LISTENING
    )
    return any(one.certain and phrases().is_whole(one.text) for one in found)


if __name__ == "__main__":
    main()
