"""The doctor's look at real devices: opened, listened to, and told from no sound at all."""

from __future__ import annotations

import numpy as np
import pytest
from fakes.pulse import pulse_server

from content.settings import Settings
from offline.audio.samples import MOUTH_RATE
from offline.checks.sound import devices


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pulse")
    with pytest.MonkeyPatch.context() as patch, pulse_server(folder, patch) as running:
        yield running


@pytest.mark.needs_sound
@pytest.mark.parametrize(
    ("amplitude", "works", "told"),
    [(0, False, "No sound at all"), (6_000, True, "good"), (90_000, False, "clipping")],
)
def test_devices_are_opened_and_the_level_is_told(server, tmp_path, amplitude, works, told):
    wave = np.sin(np.arange(6 * MOUTH_RATE) / 20) * amplitude
    meter = []
    with server.speaking(wave.clip(-32_768, 32_767)):
        found = list(devices(Settings(home=tmp_path), 1.0, meter.append))

    speaker, microphone, level = found
    assert (speaker.part, speaker.works, speaker.told) == ("speaker", True, "Null Output")
    assert (microphone.works, microphone.told) == (True, "Microphone")
    assert (level.works, told in level.told) == (works, True), level.told
    assert len(meter) >= 5
