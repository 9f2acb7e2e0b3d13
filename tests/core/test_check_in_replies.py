"""What a check-in is answered with: the read-back, one comparison, or a question; never more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from content.dialogue.reply import Breath, Chime, Kind, words
from content.dialogue.session import Scene, Session, as_dict, from_dict
from content.dialogue.turn import Utterance
from content.storage.memory import MemoryStore
from content.storage.store import Entry
from content.understanding.understand import Speaker
from offline.conversation import Conversation

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Someone:
    """A listener with a diary, and a conversation that is carried as an Echo carries it."""

    def __init__(self, days_ago=(), *, gut=4, anxiety=4, locale="en-GB", scores=None):
        self.store = MemoryStore()
        self.locale = locale
        self.session = Session()
        for number, back in enumerate(days_ago):
            at = NOW - timedelta(days=back)
            kept = dict(scores or {"anxiety": anxiety, "gut": gut})
            self.store.add(Entry(f"old{number}", "someone", at, at.date(), kept))

    def say(self, text, confidence=1.0):
        conversation = Conversation(
            self.store, Speaker("someone", self.locale), from_dict(as_dict(self.session))
        )
        exchange = conversation.hear(Utterance(text, NOW, confidence))
        self.session = exchange.session
        return exchange.reply

    def hears(self, text, confidence=1.0):
        return words(self.say(text, confidence))


def test_the_first_week_names_the_scales_and_then_it_is_short():
    assert Someone().hears("anxiety four gut six").startswith("Anxiety four, belly six. Kept.")
    assert Someone([3]).hears("anxiety four gut six") == "Anxiety four, belly six. Kept."
    told = Someone([9, 8]).hears("anxiety four, belly six, slept badly, mood seven, stress two")
    assert told == "Four, six, slept badly, mood seven out of ten, ten is best, stress two. Kept."


def test_a_single_number_is_short_as_well():
    assert Someone([9]).hears("gut six") == "Six. Kept."


def test_an_unsure_ear_a_rounding_and_a_correction_bring_the_names_back():
    regular = Someone([9, 8])
    assert regular.hears("gut six", confidence=0.3) == "Belly six. Kept."
    assert regular.hears("gut five and a half") == "Belly six. Kept. Rounded to a whole number."
    assert regular.hears("gut six no five") == "Five. Kept."
    assert regular.hears("no wait make that four") == "Belly four. Changed."


def test_the_ninth_day_gets_one_comparison():
    told = Someone(range(1, 9), gut=4, anxiety=4).hears("anxiety four, belly six, slept badly")
    assert told.startswith("Four, six, slept badly. Kept. ")
    assert told.endswith(
        (
            "Your belly's usually about four.",
            "About four is usual for your belly.",
            "Four, or near it, is usual for your belly.",
            "Your belly's mostly around four.",
            "Your belly's usual is about four.",
        )
    )


@pytest.mark.parametrize("days", [4, 1])
def test_fewer_than_five_earlier_days_are_no_usual(days):
    told = Someone(range(10, 10 + days)).hears("anxiety four gut six")
    assert told == "Four, six. Kept."


def test_mood_is_compared_with_its_direction():
    told = Someone(range(8, 14), scores={"mood": 6}).hears("mood three")
    assert told.endswith("Your mood's usually about six out of ten, ten is best.")


def test_a_gap_is_never_mentioned():
    told = Someone(range(200, 230)).hears("anxiety four gut six")
    assert told == "Anxiety four, belly six. Kept."


def test_a_word_instead_of_a_number_is_no_comparison():
    someone = Someone(range(8, 14), scores={"sleep": 5})
    assert someone.hears("slept badly") == "Slept badly. Kept."


def test_belly_eight_asks_about_the_pain_and_a_yes_gives_the_number():
    someone = Someone(range(1, 9))
    asked = someone.say("anxiety nine, gut eight")
    assert words(asked).endswith("Kept. Is that pain sudden, or worse than you've known?")
    assert asked.open
    urgent = someone.say("yes")
    assert words(urgent) == "That needs urgent help. Please call nine nine nine or one one two."
    assert urgent.kind is Kind.EMERGENCY
    assert someone.session.scene is Scene.IDLE


def test_without_a_country_the_emergency_number_is_described():
    someone = Someone(locale="en")
    someone.say("gut ten")
    assert someone.hears("it's worse").endswith("call your local emergency number.")


def test_a_no_to_pain_is_silence_and_the_offer_does_not_follow():
    someone = Someone()
    someone.say("anxiety ten gut nine")
    assert someone.hears("no") == ""
    assert someone.session.scene is Scene.IDLE


def test_the_offer_leads_to_a_minute_of_breathing_or_to_a_person():
    for answer in ("yes", "slow breathing"):
        someone = Someone()
        assert someone.hears("anxiety nine").endswith("help, or someone to talk to?")
        reply = someone.say(answer)
        assert 50 <= reply.did.seconds <= 70
        assert any(isinstance(part, Breath) for part in reply.segments)
        assert someone.session.scene is Scene.BREATHING
    someone = Someone()
    someone.say("anxiety nine")
    assert "Samaritans" in someone.hears("someone to talk to, please")


def test_anxiety_eight_and_belly_seven_ask_nothing():
    assert not Someone().say("anxiety eight gut seven").open


def test_yesterday_asks_nothing():
    someone = Someone()
    assert not someone.say("yesterday gut nine, anxiety ten").open


def test_a_correction_to_nine_asks_and_one_to_four_closes_the_question():
    someone = Someone()
    someone.say("gut four")
    assert someone.hears("change gut to nine").endswith("worse than you've known?")
    assert someone.hears("no make that four") == "Belly four. Changed."
    assert someone.hears("yes").startswith("I hadn't asked anything.")


def test_a_question_that_was_passed_over_is_closed():
    someone = Someone()
    someone.say("gut nine")
    someone.say("how was my week")
    assert someone.hears("yes").startswith("I hadn't asked anything.")


def test_brief_is_two_notes_but_never_where_it_is_unsure():
    someone = Someone(range(1, 9))
    someone.say("be brief")
    kept = someone.say("anxiety four gut six")
    assert words(kept) == ""
    assert [type(part) for part in kept.segments] == [Chime]
    assert kept.did.stored
    assert someone.hears("gut six", confidence=0.3) == "Belly six. Kept."
    assert someone.hears("gut nine").startswith("Is that pain sudden")
    assert someone.hears("change gut to three") == "Belly three. Changed."
    assert someone.hears("brief mode off") == "Words again."
    assert someone.hears("gut six").startswith("Six. Kept.")


def test_a_crisis_inside_a_check_in_stores_nothing():
    someone = Someone()
    someone.say("anxiety eleven, gut six")
    assert someone.say("I want to kill myself, anxiety ten").kind is Kind.CRISIS
    assert someone.store.entries("someone") == ()


def test_two_corrections_change_one_entry():
    someone = Someone()
    someone.say("anxiety four gut six")
    someone.say("change gut to three")
    someone.say("change anxiety to two")
    (entry,) = someone.store.entries("someone")
    assert entry.scores == {"anxiety": 2, "gut": 3}


def test_a_word_that_replaces_a_number_takes_it_away():
    someone = Someone()
    someone.say("mood seven")
    someone.say("make my mood good")
    (entry,) = someone.store.entries("someone")
    assert (entry.scores, entry.words) == ({"mood": 8}, {"mood": "well"})


def test_a_practice_that_fits_is_named_where_there_is_nothing_to_compare_and_never_asked():
    few = Someone([1, 2])
    told = few.hears("anxiety seven, gut three")
    assert told.startswith("Anxiety seven, belly three. Kept. ")
    assert any(word in told.lower() for word in ("breath", "slow minute"))
    assert not told.endswith("?")
    assert "belly breathing" in Someone([1, 2]).hears("gut seven").lower()
    assert Someone([1, 2]).hears("anxiety six, gut six") == "Anxiety six, belly six. Kept."
    assert Someone([1, 2]).hears("yesterday anxiety seven") == "Yesterday: Anxiety seven. Kept."
    usual = Someone(range(1, 9)).hears("anxiety seven, gut seven")
    assert "usual" in usual or "mostly" in usual


def test_undo_takes_a_change_back_first_and_then_the_entry():
    someone = Someone()
    someone.say("anxiety four, slept badly")
    someone.say("change anxiety to six")
    assert someone.hears("undo that") == "Anxiety four, slept badly, as before."
    [entry] = someone.store.entries("someone")
    assert (entry.scores, entry.words) == ({"anxiety": 4, "sleep": 2}, {"sleep": "badly"})
    assert someone.hears("undo that") == "Gone. It isn't kept."
    assert someone.store.entries("someone") == ()


def test_a_no_after_an_unsure_read_back_means_the_entry():
    unsure = Someone()
    assert unsure.hears("anxiety four", confidence=0.3).startswith("Anxiety four. Kept.")
    assert unsure.hears("no").startswith("Which one?")
    assert unsure.hears("no, five") == "Anxiety five. Changed."
    sure = Someone()
    sure.say("anxiety four")
    assert sure.hears("no") == ""


def test_a_note_is_never_spoken_and_goes_with_its_entry():
    someone = Someone()
    someone.store.set_preference("someone", "asks_note", "on")
    conversation = Conversation(
        someone.store, Speaker("someone", "en-GB", keeps_notes=True), Session()
    )
    for said in ("check in", "four", "six"):
        conversation.hear(Utterance(said, NOW))
    told = words(conversation.hear(Utterance("lunch with my sister", NOW)).reply)
    assert told.startswith("Anxiety four, belly six, a note. Kept.")
    [note] = someone.store.records("someone", "note")
    assert note.data == {"text": "lunch with my sister"}
    conversation.hear(Utterance("undo", NOW))
    assert someone.store.records("someone", "note") == ()
    assert someone.store.entries("someone") == ()


def test_without_a_diary_of_one_s_own_no_note_is_asked_for_or_kept():
    someone = Someone()
    assert someone.hears("notes on").startswith("Notes are kept on your own computer only.")
    someone.store.set_preference("someone", "asks_note", "on")
    for said in ("check in", "four"):
        someone.say(said)
    assert someone.hears("six").startswith("Anxiety four, belly six. Kept.")
