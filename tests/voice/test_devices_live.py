"""Devices by name on a real sound server: unplugged, plugged in again, at another rate."""

from __future__ import annotations

import time

import numpy as np
import pytest
from fakes.pulse import pulse_server

from offline.audio.microphone import Microphone
from offline.audio.mixer import Mixer
from offline.audio.player import Player
from offline.audio.samples import EAR_RATE, MOUTH_RATE

HEADSET = "Headset"
TONE_HERTZ = 440.0


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pulse")
    with pytest.MonkeyPatch.context() as patch, pulse_server(folder, patch) as running:
        yield running


def plug_in(server, rate=44_100):
    """Load a headset's loudspeaker and its microphone; return how to unplug them."""
    sink = server.pactl(
        *("load-module", "module-null-sink", "sink_name=headset", f"rate={rate}", "channels=2"),
        f"sink_properties=device.description={HEADSET}",
    )
    source = server.pactl(
        *("load-module", "module-remap-source", "source_name=headset_microphone"),
        *("master=room.monitor", f"rate={rate}", "channels=2", "channel_map=stereo"),
        *("master_channel_map=mono,mono", f"source_properties=device.description={HEADSET}"),
    )

    def unplug():
        server.pactl("unload-module", source)
        server.pactl("unload-module", sink)

    return unplug


def wait_until(condition, seconds=12.0):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert condition()


def streams(server, kind):
    return server.pactl("list", "short", kind)


@pytest.mark.needs_sound
def test_a_headset_is_lost_and_found_again_while_we_play(server):
    said = []
    unplug = plug_in(server)
    with Player(Mixer().pull, said.append, HEADSET):
        headset = index_of(server, "headset")
        wait_until(lambda: plays_into(server, headset))
        unplug()
        wait_until(lambda: plays_into(server, index_of(server, "speaker")))
        unplug = plug_in(server)
        wait_until(lambda: plays_into(server, index_of(server, "headset")))
    unplug()
    assert said[-1] == f"I speak through {HEADSET} again."
    assert len([text for text in said if "isn't here" in text]) == 1


def index_of(server, name):
    rows = (row.split("\t") for row in streams(server, "sinks").splitlines())
    return next(row[0] for row in rows if row[1] == name)


def plays_into(server, index):
    rows = (row.split("\t") for row in streams(server, "sink-inputs").splitlines())
    return any(row[1] == index for row in rows if len(row) > 1)


@pytest.mark.needs_sound
def test_a_microphone_of_another_rate_and_two_channels_is_heard_as_it_is(server):
    unplug = plug_in(server)
    tone = np.sin(2 * np.pi * TONE_HERTZ * np.arange(4 * MOUTH_RATE) / MOUTH_RATE) * 8_000
    try:
        with Microphone(name=HEADSET) as microphone, server.speaking(tone):
            frames = [microphone.read(2) for _ in range(300)]
    finally:
        unplug()
    heard = np.concatenate(frames[-100:])
    spectrum = np.abs(np.fft.rfft(heard * np.hanning(len(heard))))
    assert abs(spectrum.argmax() * EAR_RATE / len(heard) - TONE_HERTZ) < 3
    assert np.abs(heard).max() > 2_000
