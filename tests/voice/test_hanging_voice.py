"""A voice that hangs, or another driver's fault: the next voice speaks, and nothing waits."""

from __future__ import annotations

import sys
import threading
import time

import numpy as np
import pytest
from fakes.voices import BuzzVoice

from content.dialogue.reply import Pace
from offline.voices import synthesiser as synthesiser_module
from offline.voices.deadline import Bench, HungError, seconds_for
from offline.voices.driver import SynchronousDriver
from offline.voices.pick import ReserveVoice
from offline.voices.synthesiser import Synthesiser, VoiceError
from offline.voices.voice import LevelledVoice


class HangingDriver(SynchronousDriver):
    """Speaks until the word that native code never comes back from."""

    rate_hz = 24_000
    let_go = threading.Event()

    def __init__(self, proxy):
        super().__init__(proxy)
        self.properties = {"rate": 150, "volume": 1.0, "voice": "x", "voices": []}

    def apply(self, name, value):
        return value

    def render(self, piece):
        if "hang" in piece:
            self.let_go.wait(30)
        return (np.sin(np.arange(24_000) / 20) * 9_000).astype("<i2").tobytes()


@pytest.fixture
def hanging(monkeypatch, tmp_path):
    module = type(sys)("hanging")
    module.buildDriver = HangingDriver
    install = lambda: sys.modules.__setitem__("pyttsx3.drivers.hanging", module)  # noqa: E731
    monkeypatch.setitem(synthesiser_module.OWN_DRIVERS, "hanging", install)
    monkeypatch.setattr(synthesiser_module, "seconds_for", lambda text: 0.3)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    HangingDriver.let_go.clear()
    yield Synthesiser("hanging")
    HangingDriver.let_go.set()


def test_the_next_voice_speaks_and_the_hung_one_is_never_asked_again(hanging, tmp_path):
    notices, spare = [], BuzzVoice()
    voices = {"hanging": LevelledVoice(hanging), "buzz": spare}
    voice = ReserveVoice(["hanging", "buzz"], voices.__getitem__, notices.append)
    assert len(voice.speak("In.", Pace.ANSWER))
    assert voice.name == "hanging"

    assert len(voice.speak("Now hang.", Pace.ANSWER))

    assert voice.name == "buzz"
    assert notices == ["The voice hanging hangs. buzz goes on speaking."]
    assert list(tmp_path.iterdir()) == []
    begun = time.monotonic()
    with pytest.raises(VoiceError, match="hangs"):
        hanging.render("In.", 150)
    assert time.monotonic() - begun < 5


def test_a_bench_gives_back_results_and_errors_and_is_given_up_when_it_hangs():
    bench, end = Bench("test"), threading.Event()
    assert bench.run(lambda: threading.current_thread().name, 5) == "test"
    assert bench.run(lambda: None, 5) is None
    with pytest.raises(ZeroDivisionError):
        bench.run(lambda: 1 / 0, 5)
    with pytest.raises(HungError):
        bench.run(lambda: end.wait(20), 0.05)
    with pytest.raises(HungError):
        bench.run(lambda: 1, 5)
    end.set()


def test_a_long_text_may_take_longer():
    assert seconds_for("x" * 600) > seconds_for("In.") >= 3
