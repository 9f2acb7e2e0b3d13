# ruff: noqa: T201  (printing is what it is for)

"""What listening costs: processor time against the room's time, and memory, for every set of ears.

    python tests/bench/bench_listening_cost.py [--only SET] [--seconds 60]

The companion is the whole one with its echo canceller and mixer, in a process of its own for each
set; the sound card's own threads are not in it. The room is quiet (noise at -60 dBFS), or people
talk to somebody else, or a practice plays, or listed commands are said one after the other to ears
that listen, the canceller before them. Ratios of one run: a busy machine moves them a little.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import cycle, islice
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from bench_ears import CHECK_INS, COMMANDS  # noqa: E402 - after the path
from fakes import ears_here  # noqa: E402
from fakes.speakers import frames, in_room, recorded, said  # noqa: E402
from fakes.virtual_room import VirtualRoom  # noqa: E402

from offline.audio.mixer import Mixer  # noqa: E402
from offline.audio.samples import MOUTH_TICK  # noqa: E402
from offline.ears import choosing  # noqa: E402
from offline.ears.events import Attention  # noqa: E402
from offline.echo import duplex  # noqa: E402

SETS = ("whisper", "vosk", "vosk alone", "pocketsphinx")
"""Vosk has Whisper beside it where that is installed; "vosk alone" is without."""

TICKS_A_SECOND = 100
NATURAL = ("hibari", 163)


def main() -> None:
    """Print the table, or one row of it in the process that it is about."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", choices=SETS)
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--row", action="store_true", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.row:
        row(chosen.only, chosen.seconds)
        return
    print("                 percent of one core                               memory, MB")
    print("ears             quiet  people talk  practice  commands  check-in  loaded   most")
    for name in (chosen.only,) if chosen.only else SETS:
        again = (__file__, "--row", "--only", name, "--seconds", str(chosen.seconds))
        subprocess.run([sys.executable, *again], check=True)


def row(name: str, seconds: int) -> None:
    """Measure one set of ears and print its row."""
    if name == "vosk alone":
        choosing.is_installed = lambda: False
    ears = name.partition(" ")[0]
    model = ears_here.VOSK_MODEL if ears == "vosk" else None
    with tempfile.TemporaryDirectory() as home:
        room = VirtualRoom(Path(home), recogniser=ears, model=model, voice="hibari")
        loaded = memory("VmRSS")
        count = seconds * TICKS_A_SECOND
        spent = [
            percent(tick(room), islice(frames(quiet(seconds)), count)),
            percent(tick(room), islice(cycle(frames(people())), count)),
            percent(tick(guided(room)), islice(frames(quiet(seconds)), count)),
        ]
        for attention, texts in ((Attention.LISTENING, COMMANDS), (Attention.CHECK_IN, CHECK_INS)):
            heard = islice(cycle(frames(spoken(texts))), count)
            spent.append(percent(listen(room, attention), heard))
    cells = "{:5.1f} %{:11.1f} %{:8.1f} %{:8.1f} %{:8.1f} %".format(*spent)
    print(f"{name:14}{cells}{loaded:8.0f}{memory('VmHWM'):7.0f}", flush=True)


def percent(take: Callable[[bytes], object], heard: Iterable[bytes]) -> float:
    """Return processor time against the time of the frames."""
    ticks = list(heard)
    began = time.process_time()
    for frame in ticks:
        take(frame)
    return 100 * (time.process_time() - began) / (len(ticks) / TICKS_A_SECOND)


def tick(room: VirtualRoom) -> Callable[[bytes], object]:
    """Return what the whole companion does with a frame."""
    between, companion = room._between, room.companion

    def take(frame: bytes) -> None:
        between.pull(MOUTH_TICK)
        companion.tick(between.clean(frame))

    return take


def guided(room: VirtualRoom) -> VirtualRoom:
    """Return the room with a practice in it."""
    room.told("Start box breathing for five minutes.")
    return room


def listen(room: VirtualRoom, attention: Attention) -> Callable[[bytes], object]:
    """Return what ears that listen do with a frame, nothing being answered."""
    between, ears = duplex(Mixer()), room.companion._ears

    def take(frame: bytes) -> None:
        between.pull(MOUTH_TICK)
        ears.push(between.clean(frame), attention)

    return take


def quiet(seconds: int) -> bytes:
    """Return a room in which nothing happens."""
    return in_room(float(seconds), noise_dbfs=-60.0)


def people() -> bytes:
    """Return people who order coffee, one after the other."""
    return in_room(*(recorded(path) for path in sorted(ears_here.REQUESTS.glob("*.flac"))))


def spoken(texts: Iterable[str]) -> bytes:
    """Return listed phrases with the pauses that end a turn between them."""
    pieces = [piece for text in texts for piece in (said(NATURAL[0], text, NATURAL[1]), 1.2)]
    return in_room(*pieces, noise_dbfs=-60.0)


def memory(field: str) -> float:
    """Return a line of this process's /proc status in MB."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{field}:"))


if __name__ == "__main__":
    main()
