"""A practice on a channel without sounds: pieces, waiting, and what is left."""

from __future__ import annotations

import pytest


def test_who_named_no_length_gets_a_piece_and_a_question(device):
    heard = device.say("start box breathing")
    assert heard.words.endswith("Shall I go on?")
    assert 40 < heard.seconds_of_silence <= 90
    assert heard.attributes["breathing"]["paused_at"]


def test_each_yes_gives_as_much_again_until_the_end(device, clock):
    heard = device.say("start box breathing")
    cycles = [heard.words.count("Hold.")]
    while heard.words.endswith("Shall I go on?"):
        clock.pass_seconds(100)
        heard = device.say("yes")
        cycles.append(heard.words.count("Hold."))
    assert sum(cycles) == 11, "eleven cycles of box breathing, none twice, none lost"
    assert min(cycles) >= 3, "no piece of a single breath"
    assert heard.words.endswith("That's three minutes. Better, or about the same?")


def test_a_length_that_was_asked_for_comes_in_one_answer(device):
    heard = device.say("box breathing for two minutes")
    assert heard.words.startswith("Two minutes of box breathing.")
    assert heard.words.count("Hold.") == round(120 / 16)
    assert "That's two minutes." in heard.words
    assert len(heard.ssml) < 7_500


def test_ten_minutes_fit_into_one_answer(device):
    heard = device.say("ten minutes of longer out breaths")
    assert "That's ten minutes." in heard.words
    assert heard.open
    assert len(heard.ssml) < 8_000


def test_thirty_minutes_come_in_pieces_that_add_up(device, clock):
    heard = device.say("thirty minutes of longer out breaths")
    breaths = 0
    for _ in range(10):
        resumed = "One breath of your own." in heard.words
        breaths += heard.ssml.count("<break") // 2 - resumed
        if not heard.words.endswith("Shall I go on?"):
            break
        clock.pass_seconds(heard.seconds_of_silence + 5)
        heard = device.say("yes")
    assert breaths == pytest.approx(180, abs=3)


def test_pause_waits_and_resume_gives_what_is_left(device, clock):
    device.say("box breathing for two minutes")
    clock.pass_seconds(60)
    paused = device.say("pause")
    assert (paused.words, paused.open) == ("", True)
    assert paused.reprompt == "Paused. Say resume when you're ready."
    clock.pass_seconds(300)
    rest = device.say("resume")
    assert 3 <= rest.words.count("Hold.") <= 6


def test_a_question_in_the_middle_leaves_the_practice_waiting(device, clock):
    device.say("box breathing for two minutes")
    clock.pass_seconds(40)
    told = device.say("what is the vagus nerve")
    assert told.open
    clock.pass_seconds(60)
    assert device.say("resume").words.count("Hold.") >= 4


def test_how_long_is_left_is_followed_by_what_is_left(device, clock):
    device.say("box breathing for two minutes")
    clock.pass_seconds(60)
    heard = device.say("how long left")
    assert heard.words.split("to go.")[1].count("Hold.") >= 3


def test_somebody_who_wants_to_sleep_is_asked_nothing(device):
    heard = device.say("i can't sleep")
    assert heard.ended
    assert not heard.words.endswith("?")


def test_panic_begins_with_the_out_breath_and_stays_short(device):
    heard = device.say("ask gut feeling to help me i'm panicking")
    assert heard.words.startswith("I'm here. Feel your feet. Let the air go.")
    assert heard.seconds_of_silence < 95
    assert heard.open


def test_dizzy_ends_the_practice(device, clock):
    device.say("box breathing for two minutes")
    clock.pass_seconds(30)
    heard = device.say("i feel dizzy")
    assert heard.words.startswith("Okay, we've stopped.")
    assert heard.attributes.get("scene", "idle") == "idle"


def test_again_after_the_end(device, clock):
    device.say("box breathing for one minute")
    clock.pass_seconds(90)
    assert device.say("again").words.startswith("One minute of box breathing.")


def test_speaking_into_a_piece_does_not_lose_its_breaths(device, clock):
    device.say("start box breathing")
    clock.pass_seconds(30)
    heard = device.say("how long left")
    assert heard.words.endswith("Again, or is that enough?") or "Shall I go on?" in heard.words
    assert heard.words.count("Hold.") >= 4


def test_a_check_in_without_a_number_is_asked_for_one(device):
    assert device.say("log my anxiety").words.startswith("From zero to ten")
    device.say("stop")
    assert device.say("how was my week").words.startswith("There are no check-ins")


def test_an_answer_says_what_may_come_next(device):
    assert device.say("what is the vagus nerve").words.endswith("More, or the source?")
    assert not device.say("says who").words.endswith("More, or the source?")


def test_slower_says_the_rest_of_the_practice_with_longer_breaths(device, clock):
    device.say("box breathing for two minutes")
    clock.pass_seconds(60)
    slower = device.say("slower")
    assert slower.words.split(".")[0].lower().endswith("in"), "the rest, without a word before it"
    assert "That's two minutes." in slower.words
    assert 60 < slower.seconds_of_silence < 100, "what is left of two minutes, at 18 s a breath"
    clock.pass_seconds(40)
    assert device.say("how long left").words.startswith("Thirty six seconds to go.")


def test_faster_stops_at_the_limit_and_the_practice_goes_on(device, clock):
    device.say("pursed lip breathing for two minutes")
    clock.pass_seconds(20)
    heard = device.say("faster")
    assert heard.words.startswith("That's as far as it goes.")
    assert heard.words.count("In.") >= 10


def test_panic_comes_in_pieces_that_end_breathed_out_and_miss_no_breath(device, clock):
    heard = device.say("ask gut feeling to help me i'm panicking")
    assert heard.words.endswith("Shall I go on?")
    breaths = heard.words.count("In.")
    assert heard.words.removesuffix(" Shall I go on?").endswith("Out.")
    while heard.words.endswith("Shall I go on?"):
        clock.pass_seconds(110)
        heard = device.say("yes")
        breaths += heard.words.count("In.")
    assert breaths == 17
    assert heard.words.endswith("Shall I stay?")


def test_a_sleeper_gets_ten_minutes_of_breaths_from_the_out_breath_on(device):
    heard = device.say("i can't sleep")
    assert heard.words.startswith("Nothing to do. Keep it small. Say stop any time. And out. In.")
    assert heard.seconds_of_silence > 500


@pytest.fixture
def kept(store, monkeypatch):
    """The seconds of each practice that is kept."""
    seconds, keep = [], store.add_record

    def add(record):
        seconds.append(record.data["seconds"])
        keep(record)

    monkeypatch.setattr(store, "add_record", add)
    return seconds


@pytest.mark.parametrize("ending", ["stop", "silence", "lost"])
def test_a_practice_that_ends_after_its_first_piece_is_kept_as_that_piece(
    device, clock, kept, ending
):
    piece = device.say("start box breathing").words.count("Hold.") * 16
    clock.pass_seconds(110)
    if ending == "stop":
        device.say("stop")
    elif ending == "silence":
        device.stay_silent()
    else:  # the device went away: whoever comes next finds out
        device.attributes = None
        clock.pass_seconds(7_200)
        device.say("open gut feeling")
        device.say("what is the vagus nerve")
    assert kept == [piece]


def test_whoever_interrupts_a_piece_and_leaves_has_breathed_until_then(device, clock, kept):
    device.say("start box breathing")
    clock.pass_seconds(40)
    device.stay_silent()
    (seconds,) = kept
    assert 25 <= seconds <= 40


def test_pieces_that_were_all_heard_are_a_whole_practice(device, clock, kept):
    heard = device.say("start box breathing")
    while heard.words.endswith("Shall I go on?"):
        clock.pass_seconds(100)
        heard = device.say("yes")
    clock.pass_seconds(120)
    device.stay_silent()
    assert kept == [176]
