"""Every check of the bank finds the fault that it is for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from content.answers import Tier, answers
from content.editing.answer_checks import check_answers
from content.editing.finding import places
from content.editing.phrasing_checks import alike, check_phrasings, telling
from content.library import bank

GOOD = answers()["vagus_nerve"]
RED = answers()["weight_loss_injections"]


def said(told, check):
    return [finding.what for finding in check([told], places())]


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        ({"short": "It will cure you. That is well established."}, "cure"),
        ({"plain": "Sure, it's a cable."}, "sure"),
        ({"plain": "It is a cable."}, "it is"),
        ({"plain": "It's a fibre."}, "fibre"),
        ({"plain": "It has 3 parts."}, "3"),
        ({"plain": "It's a *cable*."}, "*"),
        ({"plain": "Call {emergency} now."}, "{"),
        ({"plain": "Your HRV goes up."}, "HRV"),
        ({"plain": "word. " * 61}, "61 words"),
        ({"plain": ""}, "0 words"),
        ({"plain": "word " * 25}, "word word"),
        ({"short": "It runs both ways."}, "vagus_nerve"),
        ({"short": "That's well established. It runs both ways."}, "well established"),
        ({"short": "It's opinion, or it's well established."}, "vagus_nerve"),
        ({"sources": ()}, "vagus_nerve"),
        ({"sources": ("Nobody1999",)}, "Nobody1999"),
        ({"grade": None}, "vagus_nerve"),
        ({"tier": Tier.PROFESSIONAL}, "vagus_nerve"),
        ({"sources": ("Furness2012",)}, "three"),
    ],
)
def test_a_fault_in_an_answer_is_found(fault, what):
    found = said(replace(GOOD, **fault), check_answers)

    assert any(one.startswith(what) for one in found), found


def test_a_red_flag_offers_no_practice():
    assert said(replace(RED, practice="box"), check_answers) == ["box"]


def test_a_red_flag_may_name_the_number():
    assert said(replace(RED, more="Call {emergency}, or a doctor."), check_answers) == []


@pytest.mark.parametrize(
    ("questions", "what"),
    [
        (GOOD.questions[:14], "14 phrasings"),
        ((*GOOD.questions, "what is the vagus nerve please"), "what is the vagus nerve please"),
        ((*GOOD.questions, "What is a vagus"), "What is a vagus"),
        (tuple(one for one in GOOD.questions if len(one) < 80), "vagus_nerve"),
        ((*GOOD.questions, *(f"will the nerve {end}" for end in "bcdefghijk")), "will the nerve"),
        ((*GOOD.questions, "i want to kill myself"), "i want to kill myself"),
    ],
)
def test_a_fault_in_the_phrasings_is_found(questions, what):
    assert what in said(replace(GOOD, questions=tuple(questions)), check_phrasings)


def test_a_phrasing_belongs_to_one_answer():
    other = replace(RED, questions=(*RED.questions, "what does the vagus nerve do"))

    found = check_phrasings([GOOD, other], places())

    assert [finding.what for finding in found] == ["what does the vagus nerve do"]


def test_fillers_do_not_make_two_phrasings_differ():
    assert telling("um, what is the vagus please") == telling("what is a vagus")
    assert alike("is kefir good for the nerves", "so is kefir really good for nerves then")
    assert not alike("is kefir good for the nerves", "does kefir calm you")


def test_a_finding_points_at_its_line():
    found = check_answers([replace(GOOD, short="Nothing is sure.")], places())[0]

    lines = bank().joinpath(*found.file.split("/")).read_text("utf-8").splitlines()
    assert lines[found.line - 1].startswith("  short:")
    assert str(found).startswith("answers/vagus.yaml:")
