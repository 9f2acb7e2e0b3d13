"""Every answer against the voice guide and the evidence."""

from __future__ import annotations

import pytest

from content import phrases
from content.answers import answer, answers
from content.editing.answer_checks import check_answers
from content.editing.finding import places
from content.editing.phrasing_checks import check_phrasings
from content.editing.rules import first_of, rules
from content.practices import practices
from content.scripts import scripts

every = pytest.mark.parametrize("told", answers().values(), ids=lambda told: told.id)


def test_the_bank_passes_the_editors_check():
    told = list(answers().values())

    assert check_answers(told, places()) == []
    assert check_phrasings(told, places()) == []


@every
def test_who_says_so_is_in_the_voice_too(told):
    assert first_of(rules().never_spoken, told.says_who.lower()) is None


@every
def test_what_can_be_tried_is_a_practice(told):
    assert told.practice is None or told.practice in practices() or told.practice in scripts()


@every
def test_related_answers_lead_on(told):
    assert 1 <= len(set(told.related)) <= 4
    assert told.id not in told.related


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
                key, first="one", second="two", third="three", fourth="four", fifth="five",
                which="one",
                emergency="a number", plain="It is so.", term="Motility", meaning="movement",
            )  # fmt: skip
            assert first_of(rules().never_spoken, text.lower()) is None, key
