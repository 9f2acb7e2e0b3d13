"""A check-in's questions back, and brief, by an Echo's requests."""

from __future__ import annotations


def test_pain_is_asked_about_and_a_yes_gets_the_number(device):
    asked = device.say("gut nine")
    assert asked.words.endswith("Is that pain sudden, or worse than you've known?")
    assert asked.open
    urgent = device.say("yes")
    assert "nine one one" in urgent.words
    assert not urgent.open


def test_the_offer_of_a_minute(device):
    assert device.say("anxiety ten").words.endswith("or someone to talk to?")
    assert device.say("yes").words.startswith("One minute of")


def test_silence_after_the_question_stores_and_says_nothing_more(device):
    device.say("gut nine")
    device.stay_silent()
    assert device.say("how was my week").words.startswith("You checked in once")


def test_brief_leaves_no_words(device):
    device.say("be brief")
    kept = device.say("anxiety four gut six")
    assert (kept.words, kept.open) == ("", False)
    assert device.say("how was my week").words.startswith("You checked in once")


def test_a_correction_and_same_as_yesterday(device):
    device.say("yesterday anxiety six gut three")
    assert device.say("same as yesterday").words.startswith("Anxiety six, belly three. Kept.")
    assert device.say("change gut to four").words == "Anxiety six, belly four. Changed."


def test_with_a_screen_a_look_back_asks_whether_to_be_read_aloud(new_device):
    kitchen = new_device(screen=True)
    kitchen.say("anxiety four gut six")
    asked = kitchen.say("how was my week")
    assert asked.words.endswith("Read it, or show it?")
    assert asked.open
    shown = kitchen.say("show it")
    assert shown.card
    assert "four" not in shown.words
