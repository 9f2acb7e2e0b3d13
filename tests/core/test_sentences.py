"""The sentence files: no phrase means two things, and a grammar covers every word pair."""

from __future__ import annotations

from collections import defaultdict

import pytest

from content.phrase_cover import cover
from content.sentences import book


def test_no_written_out_sentence_belongs_to_two_intents():
    owners = defaultdict(set)
    for block in book().blocks():
        for sample in block.samples:
            owners[sample].add((block.intent, block.slots))

    assert not {sample: found for sample, found in owners.items() if len(found) > 1}


@pytest.mark.parametrize("block", book().blocks(), ids=lambda block: block.intent)
def test_a_sentence_without_values_is_understood_as_its_own_intent(block):
    for sample in block.samples:
        if "{" not in sample:
            match = book().match(sample)
            assert match is not None, sample
            assert match.intent == block.intent, sample
            assert dict(block.slots).items() <= dict(match.slots).items(), sample


def test_the_samples_are_always_the_same():
    again = book.__wrapped__()

    assert again is not book()
    assert again.blocks() == book().blocks()


def test_the_grammar_has_words_only_and_every_pair_of_them():
    phrases = book().phrases("breathing.control", "stop")

    assert all(not any(letter.isdigit() for letter in phrase) for phrase in phrases)
    assert cover(set(phrases)) == phrases
