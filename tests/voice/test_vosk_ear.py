from __future__ import annotations

import shutil

import pytest
from fakes.ears_here import VOSK_MODEL
from fakes.speakers import in_room, said

from offline.ears.recogniser import EarsError
from offline.ears.spelling import UNKNOWN
from offline.ears.vosk_ear import RENEW_AFTER, VoskEar, VoskModel


@pytest.fixture(scope="module")
def model():
    return VoskModel(VOSK_MODEL)


def decoded(ear, sound):
    ear.start()
    ear.feed(sound)
    return ear.finish()


def test_a_grammar_hears_its_phrases_and_says_when_words_are_none_of_them(model):
    ear = VoskEar(model, ["start box breathing", "stop", "slower"])

    ours = decoded(ear, in_room(said("espeak", "Start box breathing.")))
    others = decoded(ear, in_room(said("espeak", "How does stress affect my gut?")))

    assert ours.text == "start box breathing"
    assert ours.confidence > 0.9
    assert UNKNOWN in others.text


def test_open_dictation_hears_a_question(model):
    words = decoded(VoskEar(model), in_room(said("espeak", "How does stress affect my gut?")))

    assert words.text == "how does stress affect my gut"


def test_words_so_far_grow_while_somebody_speaks(model):
    ear = VoskEar(model, ["start box breathing", "stop"])
    ear.start()
    sound = in_room(said("espeak", "Start box breathing."))
    grown = set()
    for at in range(0, len(sound), 320):
        ear.feed(sound[at : at + 320])
        grown.add(ear.partial())

    assert "start box breathing" in grown
    assert any(text and text != "start box breathing" for text in grown)


def test_an_utterance_with_a_pause_is_one_text(model):
    ear = VoskEar(model)
    sound = in_room(said("espeak", "Start box breathing"), 0.8, said("espeak", "five minutes"))

    text = decoded(ear, sound).text

    assert text.startswith("start box breathing ")
    assert text.endswith(" five minutes")


def test_words_that_the_model_lacks_are_listed_and_heard_by_stand_ins(model):
    ear = VoskEar(model, ["i'm anxious", "eat chickpeas", "zzyzx now", "stop"])

    assert {"i'm", "zzyzx"} <= model.missing_words
    assert "chickpeas" not in model.missing_words
    assert model.spelled("i'm anxious") == "i am anxious"
    assert model.spelled("zzyzx now") is None
    assert decoded(ear, in_room(said("espeak", "I am anxious."))).text == "i am anxious"


def test_a_stand_in_is_put_back_in_what_is_heard():
    class Lacking(VoskModel):
        """The fixture as if its vocabulary held "micro" and "biome" but no "microbiome"."""

        def knows(self, word):
            return word in {"micro", "biome"} or (word != "microbiome" and super().knows(word))

    model = Lacking(VOSK_MODEL)

    assert model.spelled("the microbiome") == "the micro biome"
    assert dict(model.stand_ins) == {"microbiome": "micro biome"}
    assert model.restore("what is the micro biome") == "what is the microbiome"


def test_a_recogniser_is_renewed_and_goes_on_hearing(model):
    ear = VoskEar(model, ["stop", "slower"])
    for _ in range(RENEW_AFTER):
        ear.start()

    assert decoded(ear, in_room(said("espeak", "Slower."))).text == "slower"


def test_a_folder_without_a_model_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(EarsError, match=r"is not a Vosk model.*gutfeeling models get"):
        VoskModel(tmp_path)


def test_a_broken_model_is_refused_in_one_sentence(tmp_path):
    broken = tmp_path / "model"
    shutil.copytree(VOSK_MODEL, broken)
    (broken / "am" / "final.mdl").write_bytes(b"interrupted")

    with pytest.raises(EarsError, match=r"Vosk can't load .*gutfeeling models get"):
        VoskModel(broken)
