from __future__ import annotations

import sys
import threading
import wave

import numpy as np
import pytest
import pyttsx3

from offline.voices import espeak_driver, hibari_driver
from offline.voices.espeak_driver import NAME as ESPEAK
from offline.voices.hibari_driver import NAME as HIBARI
from offline.voices.speakable import LONGEST_PIECE, clean, has_words, pieces, sentences
from offline.voices.synthesiser import Synthesiser, VoiceError, VoiceMissingError

LONG = "The gut has a great many nerve cells and they talk to each other. " * 12


@pytest.fixture(params=[HIBARI, ESPEAK])
def driver(request):
    if request.param == HIBARI:
        pytest.importorskip("hibari")
    hibari_driver.install()
    espeak_driver.install()
    return request.param


@pytest.fixture
def engine(driver):
    return pyttsx3.init(driver)


def pcm(path):
    with wave.open(str(path)) as file:
        assert file.getnchannels() == 1
        assert file.getsampwidth() == 2
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


def say(engine, text, path):
    engine.save_to_file(text, str(path))
    engine.runAndWait()
    return pcm(path)


def spoken_length(samples):
    (loud,) = np.nonzero(np.abs(samples.astype(int)) > 100)
    return loud[-1] - loud[0]


def test_a_file_is_whole_when_run_and_wait_returns(engine, tmp_path, capfd):
    samples = say(engine, "Breathe in.", tmp_path / "a.wav")
    assert np.abs(samples).max() > 1000
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]
    assert capfd.readouterr().out == ""


def test_several_texts_queue_and_none_is_lost(engine, tmp_path):
    for name in ("in", "out", "hold"):
        engine.save_to_file(name, str(tmp_path / name))
    engine.runAndWait()
    assert all(np.abs(pcm(tmp_path / name)).max() > 1000 for name in ("in", "out", "hold"))


def test_a_rate_takes_at_once_and_every_time(engine, tmp_path):
    lengths = {100: set(), 200: set()}
    for turn in range(6):
        rate = (100, 200)[turn % 2]
        engine.setProperty("rate", rate)
        lengths[rate].add(spoken_length(say(engine, "And out, slowly.", tmp_path / "x.wav")))
    assert min(lengths[100]) > 1.3 * max(lengths[200])
    for same in lengths.values():
        assert max(same) < 1.02 * min(same)


def test_a_lower_volume_is_quieter(engine, tmp_path):
    loud = np.abs(say(engine, "Hold.", tmp_path / "x.wav").astype(int)).max()
    engine.setProperty("volume", 0.25)
    quiet = np.abs(say(engine, "Hold.", tmp_path / "x.wav").astype(int)).max()
    engine.setProperty("volume", 1.0)
    assert quiet < loud / 2


@pytest.mark.parametrize("place", ["missing/x.wav", "", "/proc/x"])
def test_an_unwritable_place_reaches_the_caller_and_the_next_text_is_fine(engine, tmp_path, place):
    engine.save_to_file("In.", str(tmp_path / place))
    with pytest.raises(OSError, match=r".+"):
        engine.runAndWait()
    assert len(say(engine, "Out.", tmp_path / "next.wav"))


@pytest.mark.parametrize(
    ("name", "value"), [("rate", "fast"), ("voice", "nobody"), ("colour", 1), ("voices", [])]
)
def test_a_refused_property_reaches_the_caller_and_the_old_value_stays(
    engine, tmp_path, name, value
):
    before = engine.getProperty("rate"), engine.getProperty("voice")
    engine.setProperty(name, value)
    engine.save_to_file("In.", str(tmp_path / "x.wav"))
    with pytest.raises((ValueError, KeyError)):
        engine.runAndWait()
    assert (engine.getProperty("rate"), engine.getProperty("voice")) == before
    assert len(say(engine, "Out.", tmp_path / "next.wav"))


@pytest.mark.parametrize("text", ["   ", "...", "😀", "\x00", "☃ ♥"])
def test_a_text_without_words_is_refused_and_leaves_no_file(engine, tmp_path, text):
    engine.save_to_file(text, str(tmp_path / "x.wav"))
    with pytest.raises(ValueError, match="nothing to speak"):
        engine.runAndWait()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        *("in\x00out", "in \ud800 out", "in\r\n\tout", "<speak>in</speak>", "5 < 6 & 7"),
        *("[[h@l@U]]", "[in](/aʊt/)", "½ of 1,200 µg “quotes”", "kefir " * 200),
    ],
)
def test_odd_texts_are_spoken(engine, tmp_path, text):
    assert spoken_length(say(engine, text, tmp_path / "x.wav")) > 1000


def test_a_nul_does_not_cut_the_text(engine, tmp_path):
    cut = spoken_length(say(engine, "in", tmp_path / "x.wav"))
    assert spoken_length(say(engine, "in\x00 and out and in", tmp_path / "x.wav")) > 2 * cut


def test_a_stop_in_the_middle_leaves_no_file_and_no_error(engine, tmp_path):
    begun = threading.Event()
    token = engine.connect("started-utterance", lambda name: begun.set())

    def stop():
        begun.wait(5)
        engine.stop()

    stopper = threading.Thread(target=stop)
    stopper.start()
    engine.save_to_file(LONG * 4, str(tmp_path / "x.wav"))
    engine.runAndWait()
    stopper.join()
    engine.disconnect(token)
    assert list(tmp_path.iterdir()) == []
    assert len(say(engine, "Out.", tmp_path / "next.wav"))


def test_a_stop_that_comes_late_does_not_eat_the_next_text(engine, tmp_path):
    say(engine, "In.", tmp_path / "a.wav")
    engine.stop()
    assert len(say(engine, "Out.", tmp_path / "b.wav"))


def test_say_is_refused_because_sound_has_one_way_out(engine):
    engine.say("In.")
    with pytest.raises(NotImplementedError):
        engine.runAndWait()


def test_hibari_gives_the_same_bytes_whatever_was_said_before():
    pytest.importorskip("hibari")
    synthesiser = Synthesiser(HIBARI)
    first, rate = synthesiser.render("Kept.", 165)
    synthesiser.render("Something else in between.", 110)
    again, _ = synthesiser.render("Kept.", 165)
    assert rate == 24_000
    assert np.array_equal(first, again)


def test_hibari_refuses_a_model_that_is_not_the_pinned_one(monkeypatch):
    pytest.importorskip("hibari")
    monkeypatch.setattr(hibari_driver, "MODEL_SHA256", "0" * 64)
    with pytest.raises(ValueError, match="is not the voice"):
        hibari_driver.HibariDriver(proxy=None)


def test_hibari_needs_no_network(monkeypatch):
    pytest.importorskip("hibari")

    def refuse(*_args, **_kwargs):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    driver = hibari_driver.HibariDriver(proxy=None)
    assert any(driver.render("Hold."))


def test_phonemes_are_ours_alone():
    spelled = hibari_driver.PHONEMES["gaba"]
    assert hibari_driver.with_phonemes("GABA helps") == f"[GABA](/{spelled}/) helps"
    assert hibari_driver.with_phonemes("[x](/y/)") == "(x)( /y/)"


def test_espeak_falls_back_to_the_systems_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    asked = []
    monkeypatch.setattr(espeak_driver.ctypes, "CDLL", asked.append)
    assert espeak_driver._load() == (None, None)
    assert asked == [espeak_driver._SYSTEM_LIBRARY.get(sys.platform, "libespeak-ng.so.1")]


def test_an_engine_that_is_not_there_is_missing_and_not_a_traceback():
    with pytest.raises(VoiceMissingError, match="not installed"):
        Synthesiser("nobody")


def test_a_failing_text_is_one_sentence(driver):
    with pytest.raises(VoiceError, match=f"The voice {driver} failed: nothing to speak"):
        Synthesiser(driver).render("...", 150)


def test_pieces_lose_nothing_and_are_short():
    text = clean(LONG.replace(".", ",")) + " End."
    cut = list(pieces(text))
    assert max(map(len, cut)) <= LONGEST_PIECE
    assert " ".join(part.strip() for part in cut) == text
    assert list(pieces("x" * 700)) == ["x" * 300, "x" * 300, "x" * 100]


def test_sentences_are_split_and_wordless_ones_left_out():
    assert sentences("In. Out! ... Really? 5") == ("In.", "Out!", "Really?", "5")
    assert sentences("  😀 ") == ()
    assert has_words("5")
    assert not has_words("…")
