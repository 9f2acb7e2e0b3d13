# ruff: noqa: T201  (printing is what it is for)

"""How long a person waits: for the first sound of a reply, and for silence after "stop".

    python tests/bench/bench_reply_times.py [--only vosk|whisper] [--kinds stop ...] [--each]

In the virtual room, from the recordings of both sides. Room: from the last sample of the person's
voice to the first of the reply over -55 dBFS, on the room's clock, which stands still while we
compute; for "stop" to the last sample of ours over -60 dBFS. Behind: how much later a processor of
one core is by then: decoding, thinking, the first sentence. Heard: both, and the buffers of the two
devices. Three minutes of a core.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

import numpy as np  # noqa: E402 - after the path
from fakes.box_minute import MODEL  # noqa: E402
from fakes.own_sound import SCENES, moment, room_for  # noqa: E402
from fakes.speakers import said  # noqa: E402
from fakes.spoken_requests import PAUSE_SECONDS, WAKE, in_one_breath, spoken_requests  # noqa: E402
from fakes.virtual_room import VirtualRoom  # noqa: E402

from offline.audio.microphone import BUFFER_MILLISECONDS  # noqa: E402
from offline.audio.player import BUFFERS_MILLISECONDS  # noqa: E402
from offline.audio.samples import EAR_RATE, MOUTH_RATE  # noqa: E402

DEVICES_MS = BUFFER_MILLISECONDS + BUFFERS_MILLISECONDS[0]
LOUD, SILENT = 10 ** (-55 / 20), 10 ** (-60 / 20)
WAITED_SECONDS = 3.0
STOPS = 20
VOICES = {"vosk": ("espeak", (150, 175)), "whisper": ("hibari", (150, 175))}
"""Voices that the ears were made for, at two speeds."""

LISTED = (
    "Start box breathing.", "Help me calm down.", "Breathe with me.", "I can't sleep.",
    "Start coherent breathing for five minutes.", "Start humming.", "Start a check in.",
    "How was my week?", "Undo that.", "How many plants?", "What's today?", "Start day one.",
    "Start box breathing for one minute.", "Four seven eight breathing.", "Delete my data.",
    "Start cyclic sighing for three minutes.", "Anxiety four, gut six.", "I slept badly.",
    "Turn plant counting on.", "Help.",
)  # fmt: skip
"""Commands of the closed ear's list; a third of them begin a longer one."""

Row = tuple[float, float]
"""Milliseconds: room, behind."""


def main() -> None:
    """Print a row a kind and pair of ears."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", choices=VOICES)
    options.add_argument("--kinds", nargs="+", default=["listed", "question", "stop"])
    options.add_argument("--each", action="store_true")
    chosen = options.parse_args()
    print("ears     kind                        n     room p50/p95    behind    heard p50/p95 ms")
    for ears in (chosen.only,) if chosen.only else VOICES:
        questions = [
            one.say for one in spoken_requests(in_small_words=ears == "vosk") if one.is_question
        ]
        for kind, texts in {"listed": LISTED, "question": questions}.items():
            if kind in chosen.kinds:
                replies(ears, kind, texts, each=chosen.each)
        if "stop" in chosen.kinds:
            for scene in ("silence", "swells"):
                stops(ears, scene, each=chosen.each)


def replies(ears: str, kind: str, texts: tuple[str, ...] | list[str], *, each: bool) -> None:
    """Say each text while the floor is open, and in one breath with the wake phrase."""
    speaker, rates = VOICES[ears]
    with tempfile.TemporaryDirectory() as home:
        model = MODEL if ears == "vosk" else None
        room = VirtualRoom(Path(home), model=model, recogniser=ears)
        for _ in room.companion.getting_ready():
            pass
        room.wait(0.5)
        for how in ("floor open", "one breath"):
            rows = []
            for number, text in enumerate(texts):
                row = asked(room, text, speaker, rates[number % 2], one_breath=how == "one breath")
                rows += [row] if row else []
                if each:
                    print(f"    {text}: {row}")
            show(ears, f"{kind}, {how}", rows, len(texts))


def asked(room: VirtualRoom, text: str, speaker: str, rate: int, *, one_breath: bool) -> Row | None:
    """Say a request; return how long its reply took, None where nothing was heard."""
    if one_breath:
        sound = said(speaker, in_one_breath(text), rate)
    else:
        room.hear(said(speaker, f"{WAKE}.", rate))
        room.wait(PAUSE_SECONDS)
        sound = said(speaker, text, rate)
    ended = round(len(sound) / EAR_RATE * MOUTH_RATE) + room.mixer.position
    row = None
    if (found := hear(room, sound)) is not None:
        begun, behind = found
        loud = np.flatnonzero(np.abs(since(room, begun)) > LOUD)
        row = ((begun + loud[0] - ended) / MOUTH_RATE * 1_000, behind) if len(loud) else None
    room.begin_anew()
    room.wait(1.0)
    return row


def stops(ears: str, scene: str, *, each: bool) -> None:
    """Say "stop" over the sound of a practice, in another moment each time."""
    speaker, rates = VOICES[ears]
    rows, chance = [], np.random.default_rng(7)
    with tempfile.TemporaryDirectory() as home:
        room = room_for(scene, ears, Path(home))
        for number in range(STOPS):
            sound = said(speaker, "Stop.", rates[number % 2])
            room.told(SCENES[scene].start)
            room.wait(moment(room, SCENES[scene].stem, len(sound) / EAR_RATE, chance))
            began = room.mixer.position
            ended = began + round(len(sound) / EAR_RATE * MOUTH_RATE)
            if (found := hear(room, sound)) is not None:
                loud = np.flatnonzero(np.abs(since(room, began)) > SILENT)
                last = began + loud.max(initial=0)
                rows.append(((last - ended) / MOUTH_RATE * 1_000, found[1]))
                if each:
                    print(f"    stop {number}: {rows[-1]}")
            room.begin_anew()
            room.wait(1.0)
    show(ears, f"stop, {scene}", rows, STOPS)


def hear(room: VirtualRoom, sound: np.ndarray) -> tuple[int, float] | None:
    """Say something; return at which sample the reply began, and how far one core is behind."""
    room.played.clear()
    before = len(room.events)
    room.hear(sound)
    for _ in range(round(WAITED_SECONDS / 0.1)):
        room.wait(0.1)
        for at in range(before, len(room.events)):
            if room.events[at].event == "reply":
                room.wait(0.6)
                begun = room.events[at].at_seconds + room.begun_seconds
                return round(begun * MOUTH_RATE), room.delays[at] * 1_000
    return None


def since(room: VirtualRoom, sample: int) -> np.ndarray:
    """Return what we have played from a sample on."""
    played = np.concatenate(room.played)
    return played[sample - (room.mixer.position - len(played)) :]


def show(ears: str, kind: str, rows: list[Row], count: int) -> None:
    values = np.array(rows or [(0.0, 0.0)])
    columns = (values[:, 0], values[:, 1], values.sum(axis=1) + DEVICES_MS)
    room, behind, heard = (np.percentile(column, [50, 95]) for column in columns)
    print(
        f"{ears:8} {kind:24} {len(rows):2} of {count}   {room[0]:5.0f}/{room[1]:4.0f}"
        f"   {behind[0]:4.0f}/{behind[1]:4.0f}   {heard[0]:5.0f}/{heard[1]:4.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
