"""The lexicon: what words mean, and how voices are made to say them."""

from __future__ import annotations

import re

import pytest

from content.answers import answers
from content.editing.rules import first_of, rules
from content.lexicon import SpokenBy, respell, term, terms


@pytest.mark.parametrize(
    ("text", "voice", "heard"),
    [
        ("The vagus nerve.", SpokenBy.ESPEAK, "The vaygus nerve."),
        ("The vagus nerve.", SpokenBy.HIBARI, "The vagus nerve."),
        ("Vagal tone", SpokenBy.ESPEAK, "vaygal tone"),
        ("Kefir and kimchi", SpokenBy.ESPEAK, "keffeer and kimchee"),
        ("Prebiotics feed them.", SpokenBy.ESPEAK, "pre-biotics feed them."),
        ("GABA", SpokenBy.ESPEAK, "gabba"),
        ("Visceral pain", SpokenBy.HIBARI, "visseral pain"),
        ("Nothing of ours", SpokenBy.ESPEAK, "Nothing of ours"),
        ("", SpokenBy.ESPEAK, ""),
        ("misogyny", SpokenBy.ESPEAK, "misogyny"),
    ],
)
def test_a_text_is_respelled_for_a_voice(text, voice, heard):
    assert respell(text, voice) == heard


def test_a_word_that_a_voice_reads_right_is_left_alone():
    plain = [one for one in terms().values() if one.espeak is None]

    assert plain
    assert all(respell(one.term, SpokenBy.ESPEAK) == one.term for one in plain)


@pytest.mark.parametrize(
    ("said", "name"),
    [("Vagus Nerve", "vagus"), ("probiotics", "probiotic"), ("ibs", "I.B.S."), ("gabba", "GABA")],
)
def test_a_term_by_any_of_its_names(said, name):
    assert term(said).term == name


def test_a_word_that_is_no_term():
    assert term("umbrella") is None


def test_names_belong_to_one_term():
    names = [said for one in terms().values() for said in (one.term.lower(), *one.said)]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("one", terms().values(), ids=lambda one: one.term)
def test_a_meaning_completes_a_sentence(one):
    assert one.meaning[0].islower()
    assert one.meaning[-1] not in ".;,"
    assert len(one.meaning.split()) <= 20
    assert first_of(rules().never_spoken, one.meaning) is None
    assert one.ipa is None or one.alias is None
    for spelling in (one.espeak, one.hibari):
        assert spelling is None or re.fullmatch(r"[A-Za-z' -]+", spelling)


def test_technical_words_of_the_bank_are_in_the_lexicon():
    """Words with endings of Greek and Latin science, which readers stumble over."""
    endings = re.compile(r"\b\w*(?:biome|biotics?|bacillus|bacterium|osis|amine|otonin|vagal)\b")
    text = " ".join(f"{told.short} {told.more}" for told in answers().values()).lower()

    found = set(endings.findall(text))
    assert {word for word in found if term(word) is None} == set()
