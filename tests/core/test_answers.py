"""Every answer against the voice guide and the evidence."""

from __future__ import annotations

import re

import pytest

from content import library, phrases
from content.answers import Answer, Grade, answer, answers
from content.sources import Check, sources
from content.understanding.normalise import normalise

WALL_WORDS = 60
NEVER_SPOKEN = (
    "cure", "heal", "fix your gut", "detox", "reset your microbiome", "repair leaky gut", "toxic",
    "guaranteed", "clinically proven", "balance your hormones", "boosts serotonin",
    "hack your vagus", "you should", "you must", "just relax", "should", "must", "just", "relax",
    "deep breath", "calm down", "good job", "journey", "mindful", "great", "sorry",
)  # fmt: skip
NEVER_FIRST = (
    "okay so", "great", "sure", "absolutely", "i understand", "thank you", "let's", "welcome back",
    "as a reminder",
)  # fmt: skip
NUMBER_WORDS = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|trillion|percent|half"
    r"|quarters?)\b"
)
BRITISH = re.compile(r"\b\w*(?:fibre|colour|behaviour|tumour|litre|coeliac|diarrhoea|isation)\w*\b")

every = pytest.mark.parametrize("told", answers().values(), ids=lambda told: told.id)


def spoken(told: Answer) -> tuple[str, ...]:
    return (told.short, told.more, told.plain, told.sure, told.says_who)


def contains(text: str, words: str) -> bool:
    return re.search(rf"\b{re.escape(words)}\b", text.lower()) is not None


@every
def test_it_fits_an_ear(told):
    for text in (told.short, told.more, told.plain, told.sure):
        assert 0 < len(text.split()) <= WALL_WORDS
        assert max(len(one.split()) for one in re.split(r"[.?!]\s", text)) <= 24, text


@every
def test_it_says_nothing_forbidden(told):
    for text in spoken(told):
        assert not [words for words in NEVER_SPOKEN if contains(text, words)], text
        assert not text.lower().startswith(NEVER_FIRST), text
        assert not BRITISH.search(text), text
        assert not re.search(r"[()\[\]{}*_#;]|\d", text), text


@every
def test_it_uses_contractions(told):
    stiff = re.compile(r"\b(?:it is|do not|does not|is not|cannot|can not|they are|you are)\b")
    assert not [text for text in spoken(told) if stiff.search(text.lower())]


@every
def test_one_graded_phrase_at_the_end(told):
    found = [grade for grade in Grade for _ in re.findall(grade.value, told.short)]
    if told.grade is None:
        assert found == []
        assert told.sources == ()
    else:
        assert found == [told.grade]
        assert told.grade.value in told.short.rstrip(".").rsplit(". ", 1)[-1]


@every
def test_enough_ways_to_ask(told):
    assert 12 <= len(told.questions) <= 15
    assert any(len(question.split()) >= 18 for question in told.questions), "one that rambles"
    assert all(question == question.lower() for question in told.questions)


def test_no_question_belongs_to_two_answers():
    asked = [normalise(question) for told in answers().values() for question in told.questions]
    assert len(asked) == len(set(asked))


@every
def test_every_source_is_in_the_evidence(told):
    evidence = library.read("evidence_sources.yaml")
    assert told.sources or told.grade is None
    for key in told.sources:
        assert evidence[key] == sources()[key].check.value


@every
def test_memory_lends_no_figure(told):
    if told.sources and all(sources()[key].check is Check.MEMORY for key in told.sources):
        for text in (told.short, told.more, told.plain, told.sure):
            assert not NUMBER_WORDS.search(text.lower()), text


def test_a_figure_is_found_by_the_test_above():
    assert NUMBER_WORDS.search("in twenty trials")
    assert NUMBER_WORDS.search("about three quarters")
    assert not NUMBER_WORDS.search("it calms a little")


@every
def test_the_title_fits_into_a_sentence(told):
    assert (
        told.title[0].islower() or told.title.startswith("I.B.S.") or told.title == "what I can do"
    )
    assert not told.title.endswith((".", "?"))


def test_there_are_enough_answers():
    assert len(answers()) >= 14
    assert sum(told.grade is not None for told in answers().values()) >= 10


def test_an_unknown_answer_is_none():
    assert answer("astrology") is None
    assert answer("serotonin") is answers()["serotonin"]


def test_the_lines_around_answers_are_in_the_voice():
    every_key = phrases.keys()
    for key in every_key:
        if key.startswith("asking."):
            text = phrases.line(
                key, first="one", second="two", third="three", fourth="four", which="one",
                emergency="a number",
            )  # fmt: skip
            assert not [words for words in NEVER_SPOKEN if contains(text, words)], key
