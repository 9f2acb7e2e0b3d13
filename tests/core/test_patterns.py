"""Patterns: the test agrees with full enumeration, finds what is there, seldom what is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations
from statistics import fmean

import pytest

from content.dialogue.reply import words
from content.dialogue.turn import Utterance
from content.scenes.patterns import share_as_far_apart
from content.storage.memory import MemoryStore
from content.storage.store import Entry
from content.understanding.understand import Speaker
from offline.conversation import Conversation

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def enumerated(one, other):
    """Return the share over every way of dealing the values into the two groups."""
    everything = [*one, *other]
    real = abs(fmean(one) - fmean(other)) - 1e-9
    deals = list(combinations(range(len(everything)), len(one)))
    hits = 0
    for deal in deals:
        dealt = [everything[index] for index in deal]
        rest = [value for index, value in enumerate(everything) if index not in deal]
        hits += abs(fmean(dealt) - fmean(rest)) >= real
    return hits / len(deals)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([7, 8, 6, 7, 9], [4, 5, 3, 6, 5]),
        ([5, 6, 4, 7, 5], [4, 5, 6, 5, 3]),
        ([2, 9, 4, 4, 6], [5, 5, 3, 8, 1]),
        ([6, 7, 6, 5, 7], [5, 4, 6, 5, 4, 3]),
    ],
)
def test_the_share_agrees_with_every_possible_deal(one, other):
    assert share_as_far_apart(one, other) == pytest.approx(enumerated(one, other), abs=0.035)


def diary(bad, other, *, scale="gut"):
    """Return a conversation over days after bad nights, and after other ones."""
    store = MemoryStore()
    rows = [(2, value) for value in bad] + [(8, value) for value in other]
    for back, (slept, value) in enumerate(rows):
        at = NOW - timedelta(days=back)
        store.add(Entry(f"e{back}", "someone", at, at.date(), {"sleep": slept, scale: value}))
    return Conversation(store, Speaker("someone", "en-US"))


def ask(conversation):
    return words(conversation.hear(Utterance("do you see any patterns", NOW)).reply)


HEDGE = " It could be chance, or the days themselves were different."


def test_a_plain_difference_is_told_with_its_hedge():
    told = ask(diary([6, 7, 6, 5, 6, 6, 7, 6, 6], [4, 4, 3, 4, 5, 4, 4, 3, 4, 4]))
    assert told == "After your nine bad nights, your belly was about two worse." + HEDGE


def test_on_mood_lower_is_worse():
    told = ask(diary([3, 4, 3, 3, 4, 3], [7, 6, 7, 7, 6, 7], scale="mood"))
    assert told == "After your six bad nights, your mood was about four worse." + HEDGE


def test_the_same_days_either_way_stand_out_in_nothing():
    assert ask(diary([4, 6, 5, 4, 6], [5, 4, 6, 5, 4])).startswith("Nothing stands out")


def test_four_bad_nights_are_too_few_however_far_apart():
    assert ask(diary([10, 10, 10, 10], [0] * 20)).startswith("That takes five bad nights")
