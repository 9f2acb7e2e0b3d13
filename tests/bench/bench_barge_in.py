# ruff: noqa: T201  (printing is what it is for)

"""A word said while the companion speaks or guides. Prints a table; some minutes.

    python tests/bench/bench_barge_in.py [--only vosk|whisper] [--scene SCENE] [--words stop ...]
                                         [--own-minutes 10] [--misses]

Echo is given against the person's level (-26 dBFS over the louder half of the frames): 0 dB means
that our own words come back as loud as the person speaks. The room has 52 ms of delay and a tail
that falls by 60 dB in 100 ms. Voices marked * were listened to while the ears were tuned.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

import numpy as np  # noqa: E402 - after the path
from fakes.box_minute import MODEL  # noqa: E402
from fakes.speakers import LEVEL_DBFS, said  # noqa: E402
from fakes.virtual_room import VirtualRoom  # noqa: E402

from offline.audio.samples import MOUTH_RATE  # noqa: E402

TUNED = (("hibari", 150), ("hibari", 180), ("espeak", 150))
HELD_OUT = (("hibari", 138), ("hibari", 168), ("hibari", 192), ("espeak", 162))


@dataclass(frozen=True)
class Scene:
    """What sounds while the word is said."""

    start: str
    own_level_dbfs: float
    """Active level of our own sound as the mixer gives it."""

    echo_db: float | None
    first_word_at: float = 4.0


SCENES = {
    "speech": Scene("What is the vagus nerve?", -23.0, 0.0, 4.0),
    "cues": Scene("Start box breathing for five minutes.", -23.0, 0.0),
    "swells": Scene("Start box breathing for five minutes.", -23.0, -10.0, 9.0),
    "silence": Scene("Start box breathing for five minutes.", -23.0, None),
}


def main() -> None:
    """Print a row a scene and word."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", choices=("vosk", "whisper"))
    options.add_argument("--scene", choices=SCENES, action="append")
    options.add_argument("--words", nargs="+", default=["stop"])
    options.add_argument("--own-minutes", type=float, default=0.0)
    options.add_argument("--tuned", action="store_true", help="the voices used for tuning")
    options.add_argument("--count", type=int, default=20)
    options.add_argument("--misses", action="store_true")
    chosen = options.parse_args()
    voices = TUNED if chosen.tuned else HELD_OUT
    for ears in (chosen.only,) if chosen.only else ("whisper", "vosk"):
        for name in chosen.scene or SCENES:
            with tempfile.TemporaryDirectory() as home:
                room = room_for(SCENES[name], ears, Path(home))
                for word in chosen.words if chosen.count else ():
                    row(room, ears, name, word, voices, chosen)
                if chosen.own_minutes:
                    own_sound(room, ears, name, chosen.own_minutes)


def room_for(scene: Scene, ears: str, home: Path) -> VirtualRoom:
    """Return a room whose echo is as loud as the scene says."""
    echo = None if scene.echo_db is None else scene.echo_db + LEVEL_DBFS - scene.own_level_dbfs
    model = MODEL if ears == "vosk" else None
    return VirtualRoom(
        home, model=model, recogniser=ears, echo_db=echo, voice="hibari", tail_seconds=0.1
    )


def row(room, ears, name, word, voices, chosen) -> None:
    """Say one word twenty times, each time over a scene begun anew, and print what came of it."""
    acted, cut_ms, costs, missed = 0, [], [], []
    for number in range(chosen.count):
        speaker, rate = voices[number % len(voices)]
        begin(room, SCENES[name], number)
        began, before = time.process_time(), len(room.events)
        sound = said(speaker, word.capitalize() + ".", rate)
        ended = room.seconds + len(sound) / 16_000
        room.hear(sound)
        for _ in range(25):
            room.wait(0.1)
            if done := [e for e in room.events[before:] if e.event == "reply"]:
                acted += 1
                cut_ms.append((done[0].at_seconds + room.begun_seconds - ended) * 1_000)
                break
        else:
            found = [e.fields.get("text") for e in room.events[before:] if e.event == "heard"]
            missed.append((speaker, rate, number, found))
        costs.append(time.process_time() - began)
        room.companion.hush("key")
        room.wait(0.7)
    p50, p95 = np.percentile(cut_ms or [0], [50, 95])
    print(
        f"{ears:8} {name:8} {word:8} {acted:3} of {chosen.count}   end of word to act, room ms "
        f"p50 {p50:.0f} p95 {p95:.0f}   CPU a trial {np.mean(costs):.2f} s",
        flush=True,
    )
    if chosen.misses:
        print(*(f"    {one}" for one in missed), sep="\n", flush=True)


def begin(room: VirtualRoom, scene: Scene, number: int) -> None:
    """Let the scene sound for some seconds, another moment of it each time."""
    room.told(scene.start)
    room.wait(scene.first_word_at + 0.37 * number % 3.1)


def own_sound(room: VirtualRoom, ears: str, name: str, minutes: float) -> None:
    """Print what ten minutes of our own sound make the companion do: it should be nothing."""
    scene, began = SCENES[name], len(room.events)
    sounded, voices = 0.0, 0
    while sounded < minutes * 60:
        room.told(scene.start)
        asked = len(room.events)
        until = room.seconds + min(120.0, minutes * 60 - sounded)
        at = room.seconds
        while room.seconds < until and room.mixer.playing:
            room.wait(0.1)
        sounded += room.seconds - at
        voices += len(room.events) - asked
        room.companion.hush("key")
        room.wait(0.5)
    found = [e.fields["text"] for e in room.events[began:] if e.event == "heard"]
    loud = np.concatenate(room.played[-6_000:])
    print(
        f"{ears:8} {name:8} own sound {sounded / 60:.1f} min of {MOUTH_RATE} Hz, "
        f"level {20 * np.log10(np.sqrt(np.mean(loud**2)) + 1e-9):.0f} dBFS: heard {found}",
        flush=True,
    )


if __name__ == "__main__":
    main()
