"""Where others may hear, a look back asks "read it, or show it?" before a word of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from content.dialogue.reply import words
from content.dialogue.respond import respond
from content.dialogue.session import Scene, Session, as_dict, from_dict
from content.dialogue.turn import Turn, Utterance
from content.storage.memory import MemoryStore
from content.storage.store import Entry
from content.understanding.understand import Speaker, understand

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Room:
    """A conversation in a room with other people; its session travels as an Echo's does."""

    def __init__(self):
        self.store, self.session = MemoryStore(), Session()
        for back, value in enumerate([4, 6, 5]):
            at = NOW - timedelta(days=back)
            self.store.add(Entry(f"e{back}", "someone", at, at.date(), {"gut": value}))

    def take(self, turn):
        seen = replace(turn, others_may_hear=True)
        reply, after = respond(seen, self.session, self.store)
        self.session = from_dict(as_dict(after))
        return reply

    def say(self, text):
        return self.take(understand(Utterance(text, NOW), self.session, Speaker("someone")))


@pytest.mark.parametrize(
    "asked",
    ["how was my week", "how's my gut been", "when was my gut last this bad",
     "do you see any patterns", "how was yesterday", "what helped"],
)  # fmt: skip
def test_no_figure_is_spoken_before_somebody_says_so(asked):
    room = Room()
    reply = room.say(asked)
    assert words(reply) == "Read it, or show it?"
    assert reply.open
    assert room.session.scene is Scene.CHECK_IN


@pytest.mark.parametrize("answer", ["read it", "yes", "read it out loud please", "the first one"])
def test_read_reads_what_was_asked_for(answer):
    room = Room()
    room.say("how's my gut been")
    told = words(room.say(answer))
    assert told.startswith("You gave a number for belly three times")
    assert room.session.scene is Scene.IDLE


@pytest.mark.parametrize("answer", ["show it", "show me", "on my screen", "the second one"])
def test_show_shows_it_and_says_none_of_it(answer):
    room = Room()
    room.say("how's my gut been")
    reply = room.say(answer)
    assert words(reply) == "It's on your screen."
    assert reply.card.lines[0].startswith("You gave a number for belly three times")


def test_an_echo_answers_by_its_option():
    for option, heard in ((1, "You gave a number"), (2, "It's on your screen.")):
        room = Room()
        room.say("how's my gut been")
        told = room.take(Turn("choose", "someone", NOW, slots={"option": option}))
        assert words(told).startswith(heard)


def test_a_no_is_silence_and_another_request_closes_the_question():
    room = Room()
    room.say("how was my week")
    assert words(room.say("no thanks")) == ""
    room.say("how was my week")
    room.say("anxiety four")
    assert room.session.look_back is None
    assert "belly" not in words(room.say("yes")).lower()


def test_alone_nothing_is_asked():
    room = Room()
    turn = understand(Utterance("how's my gut been", NOW), Session(), Speaker("someone"))
    reply, _ = respond(turn, Session(), room.store)
    assert words(reply).startswith("You gave a number for belly")
