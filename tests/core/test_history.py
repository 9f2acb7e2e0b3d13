"""Looking back by voice: figures that are true, a change only where the data carry one."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from statistics import median

import pytest

from content.dialogue.reply import words
from content.dialogue.turn import Utterance
from content.storage.memory import MemoryStore
from content.storage.store import Entry
from content.understanding.understand import Speaker
from offline.conversation import Conversation

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
"""A Tuesday."""


def diary(*entries):
    """Return a conversation over (days ago, scores, words) entries."""
    store = MemoryStore()
    for number, (back, scores, *said) in enumerate(entries):
        at = NOW - timedelta(days=back) + timedelta(minutes=number)
        store.add(Entry(f"e{number}", "someone", at, at.date(), scores, *said))
    return Conversation(store, Speaker("someone", "en-US"))


def ask(conversation, text):
    return words(conversation.hear(Utterance(text, NOW)).reply)


def week(scale, values, first_day=0):
    return [(first_day + back, {scale: value}) for back, value in enumerate(values)]


def test_a_week_tells_counts_then_the_middle_and_its_ends():
    told = ask(diary(*week("anxiety", [4, 2, 7, 4])), "how was my week")
    assert told == (
        "You checked in four times in the last seven days. "
        "Anxiety was usually around four, from two yesterday to seven on Sunday."
    )


def test_a_day_with_several_entries_is_their_median():
    told = ask(
        diary((1, {"gut": 2}), (1, {"gut": 9}), (1, {"gut": 4}), (0, {"gut": 6})),
        "how's my gut been",
    )
    assert told == (
        "You gave a number for belly four times in the last seven days. "
        "Belly was usually around five, from four yesterday to six today."
    )


def test_one_day_is_not_called_each_day():
    told = ask(diary((0, {"gut": 2}), (0, {"gut": 3})), "how's my gut been")
    assert told.endswith("Belly was around two and a half today.")


def test_mood_says_which_end_is_best():
    assert ask(diary(*week("mood", [6, 7])), "how has my mood been").endswith("Ten is best.")


def test_nights_in_words_are_counted_in_words():
    nights = [
        (back, {"sleep": {"badly": 2, "well": 8}[word]}, {"sleep": word})
        for back, word in enumerate(["badly", "badly", "well", "badly"])
    ]
    assert (
        ask(diary(*nights), "how has my sleep been") == "You slept badly three times and well once."
    )


CHANGE = "than the week before."


@pytest.mark.parametrize(
    ("this", "last", "says"),
    [
        ([3] * 5, [5] * 5, "That's a bit lower than the week before."),
        ([7] * 7, [5] * 5, "That's a bit higher than the week before."),
        ([4] * 5, [5] * 7, ""),
        ([3] * 4, [8] * 7, ""),
        ([3] * 7, [8] * 4, ""),
    ],
)
def test_a_change_needs_five_days_twice_and_two_points(this, last, says):
    told = ask(diary(*week("anxiety", this), *week("anxiety", last, 7)), "how's my anxiety been")
    assert (CHANGE in told) is bool(says)
    assert told.endswith(says)


def test_the_figures_of_random_weeks_are_the_statistics_module_s():
    chance = random.Random(4)  # noqa: S311 - a fixed draw, no secret
    spoken = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    for _ in range(20):
        values = [chance.randint(0, 10) for _ in range(7)]
        told = ask(diary(*week("stress", values)), "how's my stress been")
        if min(values) < max(values):
            assert f"usually around {spoken[int(median(values))]}, " in told
            assert f"from {spoken[min(values)]} " in told
            assert f"to {spoken[max(values)]} " in told


def test_when_it_was_last_this_bad():
    past = diary(
        (0, {"anxiety": 6}), (3, {"anxiety": 5}), (5, {"anxiety": 6}), (23, {"anxiety": 9})
    )
    assert (
        ask(past, "when was I last this anxious") == "Anxiety was last at six or more on Thursday."
    )
    far = diary((0, {"anxiety": 8}), (3, {"anxiety": 5}), (23, {"anxiety": 9}))
    assert ask(far, "when was I last this anxious").endswith(
        "at eight or more twenty three days ago."
    )


def test_it_was_never_this_bad_and_there_may_be_nothing():
    assert ask(diary((0, {"gut": 8}), (1, {"gut": 7})), "when was my gut last this bad") == (
        "No earlier day has belly at eight or more."
    )
    assert ask(diary(), "when was I last this anxious").startswith(
        "There's no number for anxiety yet."
    )


def test_on_mood_low_is_bad():
    past = diary((0, {"mood": 3}), (1, {"mood": 5}), (2, {"mood": 2}))
    assert ask(past, "when was my mood last this bad") == (
        "Mood was last at three or less on Sunday. Ten is best."
    )


def test_yesterday_is_read_as_it_was_said():
    past = diary((1, {"anxiety": 4, "sleep": 2}, {"sleep": "badly"}), (0, {"anxiety": 9}))
    assert ask(past, "how was yesterday") == "Yesterday: Anxiety four, slept badly."
    assert ask(past, "how was my anxiety yesterday") == "Yesterday: Anxiety four."
    assert ask(diary(), "how was yesterday") == "There's nothing kept for yesterday."


def test_it_never_says_why_or_well_done():
    told = ask(diary(*week("anxiety", [1] * 7), *week("anxiety", [9] * 7, 7)), "how was my week")
    assert not {"because", "improved", "better", "worse", "great"} & set(told.lower().split())
