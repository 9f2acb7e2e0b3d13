"""Voice and devices: rendered, opened and listened to, not looked up."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import numpy as np

from content.dialogue.reply import Pace
from content.phrases import line
from offline.audio.devices import DeviceError, microphones, speakers
from offline.audio.input_level import Level, level_of
from offline.audio.microphone import Microphone
from offline.audio.player import Player
from offline.checks.finding import Finding
from offline.voices.pick import pick_voice
from offline.voices.synthesiser import VoiceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from content.settings import Settings
    from offline.audio.samples import Samples

QUICK_SECONDS: Final = 0.5
METER_SECONDS: Final = 4.0
FIRST_FRAME_SECONDS: Final = 2.5
"""An idle source may take two seconds before it delivers anything."""


def voice() -> Finding:
    """Have the chosen voice say one line, unheard."""
    told: list[str] = []
    try:
        chosen = pick_voice(notice=told.append)
        samples = chosen.speak(line("breathing.safety_short"), Pace.GUIDANCE)
    except VoiceError as error:
        return Finding("voice", works=False, told=" ".join([*told, str(error)]))
    name = " ".join([chosen.name, *told])
    return Finding("voice", len(samples) > 0, name, shared=chosen.name)


def devices(
    settings: Settings, seconds: float, meter: Callable[[Level], None]
) -> Iterator[Finding]:
    """Open both devices and listen for a while.

    Args:
        settings: name the devices that were chosen.
        seconds: how long to listen.
        meter: told the level of each tenth of a second.
    """
    yield _speaker(settings.speaker)
    names = dict.fromkeys(one.name for one in microphones())
    try:
        level = listen(settings.microphone, seconds, meter)
    except DeviceError:
        yield Finding("microphone", works=False, told=line("doctor.no_microphone"))
        return
    there = "; ".join(names) or line("doctor.usual")
    if level is None:
        yield Finding("microphone", works=False, told=line("doctor.no_frames", names=there))
        return
    yield Finding("microphone", works=True, told=there, shared=there)
    yield _level(level)


def listen(name: str | None, seconds: float, meter: Callable[[Level], None]) -> Level | None:
    """Return the level of the next seconds at the microphone, None if it delivers nothing.

    Raises:
        DeviceError: there is no microphone.
    """
    heard: list[np.ndarray] = []
    with Microphone(name=name) as microphone:
        first = microphone.read(FIRST_FRAME_SECONDS)
        end = time.monotonic() + seconds
        while first is not None and time.monotonic() < end:
            frame = microphone.read(0.1)
            if frame is None:
                continue
            heard.append(frame)
            if len(heard) % 10 == 0:
                meter(level_of(np.concatenate(heard[-10:])))
    return level_of(np.concatenate(heard)) if heard else None


def _level(level: Level) -> Finding:
    told = line(f"doctor.level_{level.word}", decibels=f"{level.dbfs:.0f}")
    return Finding("level", level.word not in {"nothing", "clipping"}, told, shared=told)


def _speaker(name: str | None) -> Finding:
    names = dict.fromkeys(one.name for one in speakers())
    asked: list[int] = []

    def silence(count: int) -> Samples:
        asked.append(count)
        return np.zeros(count, np.float32)

    try:
        with Player(silence, name=name):
            end = time.monotonic() + FIRST_FRAME_SECONDS
            while not asked and time.monotonic() < end:
                time.sleep(0.02)
    except DeviceError:
        return Finding("speaker", works=False, told=line("doctor.no_speaker"))
    there = "; ".join(names) or line("doctor.usual")
    if not asked:
        return Finding("speaker", works=False, told=line("doctor.no_frames", names=there))
    return Finding("speaker", works=True, told=there, shared=there)
