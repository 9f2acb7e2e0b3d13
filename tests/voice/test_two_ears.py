"""The vote, with Whisper's part scripted, and both real ears on real sound."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fakes.ears_here import DIGITS, REQUESTS, ears, heard, phrases
from fakes.scripted_whisper import ScriptedWhisper
from fakes.speakers import frames, in_room, recorded, said, utterance

from offline.ears.events import Attention
from offline.ears.transcript import Transcript
from offline.ears.two_ears import TwoEars
from offline.ears.wake import wake_phrase

NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


@pytest.fixture(scope="module")
def vote() -> Callable:
    """Let the real closed ear hear a synthetic voice while Whisper says what the test wants."""
    pair = TwoEars(phrases(), wake_phrase(), ScriptedWhisper())

    def judge(spoken, whisper, attention=Attention.LISTENING):
        pair._whisper = pair._number._whisper = pair._steering._whisper = whisper
        sound = utterance(said("hibari", spoken))
        pair.start(attention)
        for frame in frames(sound):
            pair.feed(frame)
        return pair.finish(sound)

    return judge


def test_both_the_same_is_certain(vote):
    found = vote("Start box breathing.", ScriptedWhisper("Start box breathing."))

    assert (found.text, found.certain, found.is_command) == ("start box breathing", True, True)
    assert found.recogniser == "pocketsphinx+whisper"
    assert found.confidence > 0.9


def test_digits_and_slips_of_whisper_are_read_as_the_nearest_phrase(vote):
    found = vote("My gut is three.", ScriptedWhisper("My cut is 3."))

    assert (found.text, found.certain) == ("my gut is three", True)
    assert found.alternatives == ("my cut is three",)


def test_a_word_that_sounds_like_a_number_is_one_where_the_phrase_needs_it(vote):
    found = vote("Anxiety four.", ScriptedWhisper("Anxiety for."), Attention.CHECK_IN)

    assert (found.text, found.certain) == ("anxiety four", True)


def test_an_exact_phrase_in_whispers_text_acts_where_the_other_ear_differs(vote):
    found = vote("Slower.", ScriptedWhisper("Louder."))

    assert (found.text, found.certain, found.is_command) == ("louder", True, True)
    assert found.recogniser == "whisper"


def test_it_does_not_act_if_it_would_keep_something(vote):
    found = vote("My gut is three.", ScriptedWhisper("My gut is eight."))

    assert (found.text, found.certain) == ("my gut is eight", False)
    assert found.confidence < 0.6


def test_small_words_make_no_difference(vote):
    whisper = ScriptedWhisper("Anxiety seven gut two.")

    found = vote("Anxiety seven and gut two.", whisper, Attention.CHECK_IN)

    assert (found.text, found.certain) == ("anxiety seven gut two", True)


def test_one_word_is_the_same_if_its_consonants_are(vote):
    found = vote("Help.", ScriptedWhisper("Hollow up."))

    assert (found.text, found.certain) == ("help", True)


def test_another_number_in_a_long_phrase_is_no_agreement(vote):
    whisper = ScriptedWhisper("Start coherent breathing for two minutes.")

    found = vote("Start coherent breathing for ten minutes.", whisper)

    assert found.recogniser == "whisper"
    assert found.text == "start coherent breathing for two minutes"


def test_it_does_not_act_below_the_measured_likelihood(vote):
    found = vote("Slower.", ScriptedWhisper("Louder.", log_probability=-0.7))

    assert (found.text, found.certain, found.is_command) == ("louder", False, False)


def test_words_like_a_phrase_are_asked_about(vote):
    found = vote("Slower.", ScriptedWhisper("Start books breathing."))

    assert not found.certain
    assert found.confidence < 0.6


def test_a_question_comes_in_whispers_words(vote):
    found = vote("What is the vagus nerve?", ScriptedWhisper("What is the vagus nerve?"))

    assert (found.text, found.certain) == ("what is the vagus nerve", True)
    assert not found.is_command


def test_a_question_about_a_practice_is_no_slip_of_the_command(vote):
    found = vote("What is box breathing?", ScriptedWhisper("What is box breathing?"))

    assert (found.text, found.certain) == ("what is box breathing", True)


def test_an_unlikely_question_is_unsure(vote):
    whisper = ScriptedWhisper("What is the magus gnome?", log_probability=-0.65)

    assert not vote("What is the vagus nerve?", whisper).certain


@pytest.mark.parametrize(
    "noise",
    [
        ScriptedWhisper("you"),
        ScriptedWhisper("Thank you."),
        ScriptedWhisper("."),
        ScriptedWhisper(""),
        ScriptedWhisper("Gonna go to the next one.", no_speech=0.7),
    ],
)
def test_the_closed_ear_alone_never_acts(vote, noise):
    assert vote("Start box breathing.", noise) is None


def test_unlikely_words_are_kept_for_the_safety_screen_alone(vote):
    found = vote("Start box breathing.", ScriptedWhisper("I want to die.", log_probability=-1.2))

    assert found.text == "i want to die"
    assert found.is_unlikely
    assert not found.certain


def test_agreement_needs_a_voice(vote):
    assert vote("Slower.", ScriptedWhisper("Slower.", no_speech=0.6)) is None


def test_asleep_the_request_comes_from_the_hearing_without_the_prompt(vote):
    whisper = ScriptedWhisper(
        open_text="Hey, good feeling, I have severe stomach pain.",
        prompted_text="Hey Gut Feeling, IBSIBIR stomach pain.",
    )

    found = vote("Hey gut feeling, I have severe stomach pain.", whisper, Attention.ASLEEP)

    assert found.woke
    assert found.text == "i have severe stomach pain"
    assert [bool(prompt) for prompt, _ in whisper.asked] == [True, False]


def test_a_request_too_unlikely_to_count_still_wakes(vote):
    whisper = ScriptedWhisper("Hey, good feeling, mumble.", "Hey Gut Feeling, mumble.")
    sure = whisper.transcribe
    whisper.transcribe = lambda sound, prompt="", only=(): Transcript(
        sure(sound, prompt=prompt, only=only).text, -0.1 if prompt else -1.3
    )

    found = vote("Hey gut feeling, what is the vagus nerve?", whisper, Attention.ASLEEP)

    assert found.woke
    assert found.is_unlikely


@pytest.mark.parametrize(
    "prompted",
    ["Start box breathing.", "Can I trust my gut feeling?", "I had a good feeling about it.", ""],
)
def test_asleep_only_the_beginning_of_an_utterance_wakes(vote, prompted):
    whisper = ScriptedWhisper(open_text=prompted, prompted_text=prompted)

    assert vote("Start box breathing.", whisper, Attention.ASLEEP) is None
    assert whisper.asked == [(wake_phrase().prompt, False)]


def test_a_lone_number_in_a_check_in_is_heard_once_more_with_nothing_but_numbers(vote):
    whisper = ScriptedWhisper(open_text="Bye.", only_text="7")

    found = vote("Seven.", whisper, Attention.CHECK_IN)

    assert (found.text, found.certain) == ("seven", True)
    assert whisper.asked == [("", False), ("", True)]


def test_a_lone_number_that_one_ear_hears_is_read_back(vote):
    whisper = ScriptedWhisper(open_text="Bye.", only_text="Five.")

    found = vote("Seven.", whisper, Attention.CHECK_IN)

    assert (found.text, found.certain) == ("five", False)
    assert found.confidence < 0.6
    assert found.alternatives == ("bye",)


@pytest.mark.parametrize(
    "whisper",
    [
        ScriptedWhisper(open_text="you", only_text="1", log_probability=-2.1),
        ScriptedWhisper(open_text="you", only_text="1", no_speech=0.75),
        ScriptedWhisper(open_text="you", only_text="1 7"),
    ],
)
def test_breath_and_knocks_are_no_number(vote, whisper):
    assert vote("One.", whisper, Attention.CHECK_IN) is None


def test_but_not_where_the_open_hearing_is_sure_of_other_words(vote):
    whisper = ScriptedWhisper(open_text="Skip it.", only_text="7")

    found = vote("Seven.", whisper, Attention.CHECK_IN)

    assert found is None or not (found.certain and found.text == "seven")
    assert whisper.asked == [("", False)]


def test_digits_by_people_in_a_check_in_are_right_wherever_both_agree():
    files = sorted(DIGITS.glob("*.flac"))[::3]
    found = [(NUMBERS[int(p.name[0])], _one(p, Attention.CHECK_IN)) for p in files]
    certain = [(digit, event.text) for digit, event in found if event and event.certain]
    asked = [event for _, event in found if event and not event.certain]

    assert len(certain) >= 4
    assert len(certain) + len(asked) >= 8
    assert sum(digit == text for digit, text in certain) >= len(certain) - 1


def test_requests_to_other_assistants_start_nothing():
    for path in sorted(REQUESTS.glob("*.flac"))[:4]:
        for event in heard(ears("whisper"), in_room(recorded(path)), Attention.LISTENING):
            assert not (event.certain and phrases().is_whole(event.text)), event


def _one(path, attention):
    events = heard(ears("whisper"), in_room(recorded(path)), attention)
    return events[0] if events else None


def test_over_our_own_sound_a_word_counts_that_two_of_three_hearings_have(vote):
    odd = ScriptedWhisper("So it.", only_text="Slower.", log_probability=-0.9)
    other = ScriptedWhisper("So it.", only_text="Louder.", log_probability=-0.9)
    nobody = ScriptedWhisper("So it.", only_text="Slower.", log_probability=-0.9, no_speech=0.9)

    found = vote("Slower.", odd, Attention.GUIDING)

    assert (found.text, found.certain, found.is_command) == ("slower", True, True)
    assert not getattr(vote("Slower.", other, Attention.GUIDING), "is_command", False)
    assert vote("Slower.", nobody, Attention.GUIDING) is None
