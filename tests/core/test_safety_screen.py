"""The screen against everything written down in tests/phrases, and what it must never do."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from content.dialogue.turn import Danger
from content.safety import phrases, templates
from content.safety import screen as screen_module
from content.safety.screen import is_breathless, screen

PHRASES = Path(__file__).parents[1] / "phrases"
FILES = (
    "safety",
    "safety_held_out",
    "safety_more_classes",
    "safety_seventh_draw",
    "safety_eighth_draw",
)
KNOWN = {
    text: right
    for file in FILES
    for text, right in yaml.safe_load((PHRASES / f"{file}.yaml").read_text("utf-8")).items()
}
NOT_FOUND = {
    "i've become a problem everyone is too polite to mention",
    "i'm so tired and i don't mean sleepy",
}
"""Words that say it to a person and share nothing with others that do."""


def judged(text):
    danger = screen([text])
    return danger.value if danger else "none"


@pytest.mark.parametrize(("text", "expected"), KNOWN.items())
def test_a_phrase_gets_its_class(text, expected):
    if text in NOT_FOUND:
        assert judged(text) == "none", "found by now: take it off the list"
        return
    assert judged(text) in ([expected] if isinstance(expected, str) else expected)


def test_the_phrase_list_is_as_large_as_it_claims():
    assert len(KNOWN) >= 400
    assert sum(expected == "none" for expected in KNOWN.values()) >= 150
    single = {expected for expected in KNOWN.values() if isinstance(expected, str)}
    assert {danger.value for danger in Danger} <= single


@pytest.mark.parametrize(
    ("file", "found", "alarms"), [("second", 0.97, 0.01), ("third", 0.97, 0.02)]
)
def test_lists_that_were_held_out_keep_what_was_reached(file, found, alarms):
    """Their own headers say what the first try on each was."""
    groups = yaml.safe_load((PHRASES / f"safety_{file}_hold_out.yaml").read_text("utf-8"))
    harmless = [text for text, right in groups["harmless"].items() if right == ["none"]]
    assert sum(judged(text) != "none" for text in harmless) <= alarms * len(harmless)
    for group in ("plain", "typed", "englishes"):
        lines = groups.get(group, {})
        assert sum(judged(text) != "none" for text in lines) >= found * len(lines), group


def test_every_template_can_be_compared():
    screen_module.compile_all()
    assert screen(["i want to die"]) is Danger.SUICIDAL


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
    wanted = ["C0 done", "C0", "C7", "C10", "C6", "C8", "C11", "C1", "C5", "C2", "C3", "C9", "C4"]
    wanted.append("negated")
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
