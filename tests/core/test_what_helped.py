"""What helped, and how much was practised: counts of what was said, never a cause."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from content.dialogue.reply import words
from content.dialogue.turn import Utterance
from content.storage.memory import MemoryStore
from content.storage.record import Record
from content.storage.store import Entry
from content.understanding.understand import Speaker
from offline.conversation import Conversation

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def practised(*done):
    """Return a conversation over (days ago, practice, seconds, rating) practices."""
    store = MemoryStore()
    for number, (back, practice, seconds, rating) in enumerate(done):
        at = NOW - timedelta(days=back, minutes=-number)
        data = {"practice": practice, "seconds": seconds}
        data |= {"rating": rating} if rating else {}
        store.add_record(Record(f"p{number}", "someone", at, at.date(), "practice", data))
    return Conversation(store, Speaker("someone", "en-US")), store


def ask(conversation, text="what helped"):
    return words(conversation.hear(Utterance(text, NOW)).reply)


def test_the_practices_that_were_rated_better_are_counted_and_hedged():
    helped, _ = practised(
        *((back, "extended_exhale", 180, "better") for back in range(4)),
        (5, "extended_exhale", 180, "worse"),
        (6, "box", 176, "better"),
        (7, "box", 176, "same"),
        (8, "noticing", 120, "better"),
        (9, "humming", 180, "same"),
    )
    assert ask(helped) == (
        "You said better after longer out-breaths, four of five times, and noticing, the one time "
        "you rated it. It could be chance, or it was passing anyway."
    )


def test_it_is_asked_in_several_ways():
    for text in (
        "what has helped",
        "what's helped me most",
        "which practice helped",
        "what works best for me",
    ):
        helped, _ = practised((1, "box", 176, "better"))
        assert ask(helped, text).startswith("You said better after box breathing, the one time")


def test_without_a_rating_there_is_nothing_to_go_by():
    assert ask(practised((1, "box", 176, None))[0]).startswith("There's nothing to go by yet.")
    assert ask(practised()[0]).startswith("There's nothing to go by yet.")
    assert (
        ask(practised((1, "box", 176, "worse"))[0])
        == "You haven't said better after a practice yet."
    )


def test_what_is_older_than_ninety_days_is_not_told():
    assert ask(practised((91, "box", 176, "better"))[0]).startswith("There's nothing to go by yet.")


def test_neither_a_food_nor_a_note_is_ever_named():
    helped, store = practised((1, "box", 176, "better"))
    for kind in ("plants", "note", "stool"):
        data = {"rating": "better", "practice": "kefir", "text": "kefir"}
        store.add_record(Record(kind, "someone", NOW, NOW.date(), kind, data))
    assert "kefir" not in ask(helped)
    assert not {"because", "caused", "thanks"} & set(ask(helped).lower().split())


def test_a_week_counts_practices_and_their_minutes():
    week, store = practised(
        (0, "box", 176, None), (1, "extended_exhale", 180, None), (9, "box", 600, None)
    )
    for back in (0, 1):
        at = NOW - timedelta(days=back)
        store.add(Entry(f"e{back}", "someone", at, at.date(), {"gut": 4}))
    assert ask(week, "how was my week").endswith("Two practices, about six minutes in all.")
