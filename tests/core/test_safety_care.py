"""Care around the screen: children, eating, red flags, pain, fear, and what is not ours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from content import library
from content.dialogue.reply import Chime, Kind, Say, words
from content.dialogue.respond import respond
from content.dialogue.session import Scene, Session
from content.dialogue.turn import Danger, Utterance
from content.safety import boundaries, eating, helpline_check, pain, young
from content.safety.helplines import helpline_file
from content.safety.replies import reply
from content.storage.open import open_memory_store
from content.understanding import out_of_scope
from content.understanding.understand import Speaker, understand

PAIN_FIRST = "If it's sudden, severe, or with blood or fever, get help now."


def talk(*lines, locale="en-GB", at=datetime(2026, 11, 25, 15, tzinfo=UTC)):
    """Return the last reply, the session after it and the store."""
    store, session, made = open_memory_store(), Session(), None
    for text in lines:
        at += timedelta(seconds=8)
        turn = understand(Utterance(text, at), session, Speaker("somebody", locale))
        made, session = respond(turn, session, store)
    return made, session, store


def plants(store):
    return store.preference("somebody", eating.PLANTS)


def test_every_template_can_be_compared():
    boundaries.compile_all()
    for patterns in (young._patterns(), eating._patterns(), pain._patterns()):
        patterns.compile()
    out_of_scope._elsewhere().patterns.compile()


# Children


def test_a_child_is_told_of_an_adult_whatever_the_class():
    assert "adult you trust" in words(talk("i'm thirteen and i want to die")[0])
    overdose = talk("i'm thirteen and i took all my pills")[0]
    assert overdose.kind is Kind.EMERGENCY
    assert overdose.segments[0].text.startswith("Call ")
    assert "adult you trust" in words(overdose)
    assert "adult you trust" not in words(talk("i want to die")[0])


def test_a_line_for_children_is_spoken_where_somebody_has_looked_it_up():
    assert "one zero nine eight" in words(reply(Danger.CHILD, "en-IN"))
    for locale in ("en-GB", "en-US", "en-CA", "en-AU", "en"):
        assert "young" not in words(reply(Danger.CHILD, locale))


def test_only_lines_that_were_looked_up_are_ever_spoken():
    for name, country in helpline_file().countries.items():
        said = " ".join(words(reply(danger, name, young=True)) for danger in Danger)
        for also in country.also:
            assert also.check == "V" or also.call not in said, also.text


# Eating


@pytest.mark.parametrize(
    "text",
    [
        "I binged again",
        "i purged",
        "i hate my body",
        "i'm restricting again",
        "i made myself sick",
        "i take laxatives to lose weight",
        "i have an eating disorder",
        "i only eat three hundred calories a day",
        "today was fine but i binged and purged after work",
    ],
)
def test_a_cue_of_an_eating_disorder_pauses_food_counting(text):
    made, session, store = talk(text)
    assert made.kind is Kind.COMMAND
    assert plants(store) == "off"
    assert "one one six, one two three" in words(made)
    assert "breathe" not in words(made).lower()
    assert session.scene is Scene.IDLE


@pytest.mark.parametrize(
    "text",
    ["i binged a whole series", "i'm binge watching tonight", "what is binge eating",
     "i restrict salt", "can probiotics help bulimia", "i ate a big lunch"],
)  # fmt: skip
def test_other_words_about_food_pause_nothing(text):
    assert plants(talk(text)[2]) is None


def test_a_crisis_of_eating_pauses_it_too_and_names_the_emergency():
    made, _, store = talk("i keep passing out from not eating")
    assert made.kind is Kind.CRISIS
    assert plants(store) == "off"
    assert "nine nine nine" in words(made)


def test_calories_asked_about_twice_pause_it():
    asked = "how many calories should i eat"
    assert plants(talk(asked)[2]) is None
    assert plants(talk(asked, "how many calories in toast")[2]) == "off"


# Red flags and pain


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("there's blood when i wipe", "Please speak to a doctor about this soon"),
        ("diarrhea since i came back from egypt", "Please speak to a doctor about this soon"),
        ("i've been throwing up for two days", "Please speak to a doctor about this soon"),
        ("my bowel habits have changed", "worth a check with your doctor"),
        ("i'm sixty two and i'm bloated all the time", "worth a check with your doctor"),
    ],
)
def test_a_red_flag_sends_to_a_doctor(text, ending):
    made, _, _ = talk(text)
    assert made.kind in {Kind.REDIRECT, Kind.ANSWER}
    assert "doctor" in words(made)
    assert made.kind is Kind.ANSWER or ending in words(made)


def test_a_practice_is_never_the_answer_to_a_red_flag():
    made, session, _ = talk("there's blood in my stool breathe with me")
    assert made.did.practice is None
    assert session.scene is Scene.IDLE
    assert "doctor" in words(made)


def test_a_red_flag_in_a_check_in_is_answered_after_it_is_kept():
    made, _, store = talk("anxiety four gut six and there's blood in my stool")
    assert store.entries("somebody")
    assert words(made).startswith("Anxiety four")
    assert "Please speak to a doctor" in words(made)


@pytest.mark.parametrize(
    ("text", "practice"),
    [
        ("my stomach hurts", "extended_exhale"),
        ("my belly hurts so much today", "extended_exhale"),
        ("my stomach is killing me", "extended_exhale"),
        ("start box breathing my stomach hurts", "box"),
        ("i've got cramps can we do muscle release", None),
    ],
)
def test_pain_gets_one_sentence_first_also_where_a_practice_was_asked_for(text, practice):
    made, session, _ = talk(text)
    assert session.scene is Scene.BREATHING
    assert words(made).startswith(PAIN_FIRST)
    assert practice in (None, made.did.practice)


def test_no_pain_gets_no_such_sentence():
    assert PAIN_FIRST not in words(talk("no pain today, start box breathing")[0])
    assert PAIN_FIRST not in words(talk("start box breathing")[0])


@pytest.mark.parametrize(
    "text", ["does the gut recover from antibiotics", "do antibiotics and sugar harm the gut"]
)
def test_a_general_question_about_medicines_stays_a_question(text):
    assert boundaries.boundary(text) is None


def test_a_general_question_becomes_advice_where_somebody_is_named():
    assert boundaries.boundary("should i take antibiotics for my gut") == "redirect"


# Two misses of somebody frightened


@pytest.mark.parametrize(
    "before", [["i'm panicking", "florb wibble"], ["i'm so scared glorb it all flurb"]]
)
def test_two_misses_of_somebody_frightened_are_met_with_a_breath(before):
    made, session, _ = talk(*before, "garble gnarg")
    assert words(made) == "Shall we just breathe? Say yes."
    assert made.kind is Kind.FALLBACK
    assert made.open
    made, session, _ = talk(*before, "garble gnarg", "yes")
    assert made.did.practice == "easy_start"
    assert session.scene is Scene.BREATHING


def test_a_later_yes_begins_nothing():
    heard = ["i'm so scared glorb it all flurb", "garble gnarg", "what is the vagus nerve", "yes"]
    assert talk(*heard)[0].did.practice is None


def test_somebody_calm_is_asked_as_before():
    assert "breathe" not in words(talk("wibble wobble", "florb grable")[0])


# Not ours


@pytest.mark.parametrize(
    "text",
    ["set a timer for ten minutes", "what's the weather", "tell me a joke", "play some jazz"],
)
def test_what_is_not_ours_gets_one_friendly_sentence(text):
    made, _, _ = talk(text)
    assert made.kind is Kind.FALLBACK
    assert made.open
    assert words(made).count(".") == 1
    again, _, _ = talk("what's the weather", text)
    assert isinstance(again.segments[0], Chime)
    assert again.kind is Kind.FALLBACK
    assert len(words(again).split()) <= 4
    assert not again.open


@pytest.mark.parametrize(
    "text",
    [
        "start breathing for ten minutes",
        "can stress give me a stomach ache",
        "how long is box breathing",
        "what time of day is best for breathing",
        "does the weather change my gut",
    ],
)
def test_what_is_ours_is_not_sent_away(text):
    assert not out_of_scope.is_out_of_scope(text)


# Helplines


def test_the_check_before_a_release_lists_what_nobody_has_opened():
    checked = helpline_file().checked_on
    found = helpline_check.findings(checked)
    rows = [country for country in helpline_file().countries.values() if country.check == "M"]
    also = [
        one for row in helpline_file().countries.values() for one in row.also if one.check == "M"
    ]
    assert len(found) == len(rows) + len(also)
    lines = library.bank().joinpath("safety", "helplines.yaml").read_text("utf-8").splitlines()
    for one in found:
        assert "check: M" in lines[one.line - 1]
        assert one.file == "safety/helplines.yaml"
    assert any("NZ: 1737" in one.what for one in found)


def test_the_check_before_a_release_fails_on_an_old_table():
    checked = helpline_file().checked_on
    fresh = helpline_check.findings(checked + timedelta(days=180))
    stale = helpline_check.findings(checked + timedelta(days=181))
    assert len(stale) == len(fresh) + 1
    assert "181 days" in stale[0].what
    assert isinstance(checked, date)


def test_says_are_plain_words():
    for danger in Danger:
        assert all(isinstance(one, Say) for one in reply(danger, "en-GB", young=True).segments)
