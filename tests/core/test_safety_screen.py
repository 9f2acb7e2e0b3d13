"""The screen against everything written down in tests/phrases, and what it must never do."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from content.dialogue.turn import Danger
from content.safety import phrases, templates
from content.safety.screen import is_breathless, screen

PHRASES = Path(__file__).parents[1] / "phrases"
KNOWN = yaml.safe_load((PHRASES / "safety.yaml").read_text("utf-8"))
HELD_OUT = yaml.safe_load((PHRASES / "safety_held_out.yaml").read_text("utf-8"))


def judged(text):
    danger = screen([text])
    return danger.value if danger else "none"


@pytest.mark.parametrize(("text", "expected"), KNOWN.items())
def test_a_phrase_gets_its_class(text, expected):
    assert judged(text) in ([expected] if isinstance(expected, str) else expected)


def test_the_phrase_list_is_as_large_as_it_claims():
    assert len(KNOWN) >= 150
    assert sum(expected == "none" for expected in KNOWN.values()) >= 50
    single = {expected for expected in KNOWN.values() if isinstance(expected, str)}
    assert {danger.value for danger in Danger} <= single


def test_words_the_screen_was_not_made_for():
    dangers = {text: right for text, right in HELD_OUT.items() if right != "none"}
    harmless = [text for text, right in HELD_OUT.items() if right == "none"]
    missed = [text for text, right in dangers.items() if judged(text) == "none"]
    # These were written when harm done and harm about to be done were one class.
    wrong = [
        text
        for text, right in dangers.items()
        if judged(text).removesuffix(" done") not in (*right, "none")
    ]
    alarms = [text for text in harmless if judged(text) != "none"]
    # Measured at the first try: 10 of 41 missed, no false alarm in 17.
    assert len(missed) <= 0.25 * len(dangers), missed
    assert len(wrong) <= 0.05 * len(dangers), wrong
    assert len(alarms) <= 0.1 * len(harmless), alarms


def test_it_looks_inside_long_free_text():
    long = "we had pasta and then we went for a walk and it was fine and " * 30
    assert screen([f"{long} i want to kill myself {long}"]) is Danger.SUICIDAL
    assert screen([long]) is None


def test_every_text_is_read_and_the_most_urgent_wins():
    assert screen(["play a song", "i want to die"]) is Danger.SUICIDAL
    assert screen(["i want to die", "i have chest pain", "i took all my pills"]) is Danger.HARM_DONE
    assert screen([]) is None
    assert screen(["", "  ", "?!"]) is None


def test_the_order_of_urgency():
    wanted = ["C0 done", "C0", "C10", "C1", "C2", "C3", "C4", "negated"]
    order = sorted(Danger, key=phrases.rank)
    assert [danger.value for danger in order] == wanted


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("i can't breathe", True),
        ("I can't breathe, help", True),
        ("my chest is tight", True),
        ("i can't breathe and my chest hurts", False),
        ("i can't breathe and i want to die", False),
        ("chest pain", False),
        ("hello", False),
    ],
)
def test_breathless_alone(text, alone):
    assert is_breathless([text]) is alone


def test_capitals_apostrophes_and_digits_change_nothing():
    assert judged("I DON\u2019T WANT TO WAKE UP") == judged("i dont want to wake up") == "C2"
    assert judged("Call 911!") == judged("call nine one one") == "C10"


def test_every_sample_trips_its_own_class():
    for danger, sentences in phrases.samples().items():
        for sentence in sentences:
            assert screen([sentence]) is danger, sentence


def test_samples_fit_an_interaction_model():
    allowed = set("abcdefghijklmnopqrstuvwxyz' ")
    every = [sentence for sentences in phrases.samples().values() for sentence in sentences]
    assert len(every) == len(set(every))
    assert all(set(sentence) <= allowed for sentence in every)
    for danger in Danger:
        assert 40 <= len(phrases.samples()[danger]) <= 150, danger


def test_what_may_be_panic_is_part_of_the_medical_samples():
    assert "i can't breathe" in phrases.breathless_samples()
    assert set(phrases.breathless_samples()) <= set(phrases.samples()[Danger.MEDICAL])
    assert all(is_breathless([sentence]) for sentence in phrases.breathless_samples())


def test_the_recogniser_gets_short_phrases_of_every_class():
    grammar = phrases.grammar()
    assert "i need help" in grammar
    assert "suicidal" in grammar
    assert all(len(phrase.split()) <= 6 for phrase in grammar)


def test_a_broken_template_says_so():
    with pytest.raises(templates.TemplateError, match="no '\\)'"):
        templates.parse("i (want|need", {})
    with pytest.raises(templates.TemplateError, match="not a rule"):
        templates.parse("<nobody>", {})
    with pytest.raises(templates.TemplateError, match="closes nothing"):
        templates.parse("i want) to", {})


def test_templates_expand():
    tree = templates.parse("(i|we) want [more] <what>", {"what": templates.parse("(tea|rice)", {})})
    assert sorted(templates.expand(tree)) == sorted(
        f"{who} want{more} {what}"
        for who in ("i", "we")
        for more in (" more", "")
        for what in ("tea", "rice")
    )
    assert list(templates.expand(templates.parse("want * sleep", {}))) == []
