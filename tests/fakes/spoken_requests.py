"""Forty requests to say after the wake phrase, and whether the companion's events answer them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dialogues import phrases

from content.answers import answers

WAKE = "Hey gut feeling"
PAUSE_SECONDS = 0.9
"""Between the wake phrase and every second request; the others follow in the same breath."""


@dataclass(frozen=True)
class Request:
    """One thing to say, and what must come of it."""

    number: int
    say: str
    intent: str
    says: str = ""
    answers: tuple[str, ...] = ()
    in_small_words: str = ""
    """Said instead to a model that lacks a word of it."""

    @property
    def is_question(self):
        return self.intent == "ask"

    @property
    def pieces(self):
        """What is said in one breath each."""
        if self.number % 2:
            return (f"{WAKE}.", self.say)
        return (in_one_breath(self.say),)

    def is_met_by(self, reply):
        """Whether the fields of a `reply` event are the right ones."""
        if reply is None or reply["intent"] != self.intent:
            return False
        openings = [answers()[name].short[:25] for name in self.answers]
        speech = reply["speech"]
        return self.says in speech and (not openings or speech.startswith(tuple(openings)))


@dataclass(frozen=True)
class Outcome:
    """What was heard and answered."""

    request: Request
    heard: str
    reply: dict[str, object] | None

    @property
    def right(self):
        return self.request.is_met_by(self.reply)

    def __str__(self):
        answered = self.reply and (self.reply["intent"], str(self.reply["speech"])[:60])
        return f"{self.request.say!r} heard as {self.heard!r}: {answered}"


def in_one_breath(text):
    """Return a request as it follows the wake phrase without a pause."""
    rest = text if text.startswith("I") else text[0].lower() + text[1:]
    return f"{WAKE}, {rest}"


def spoken_requests(*, in_small_words=False):
    found = [
        Request(number, **{**row, "answers": tuple(row.get("answers", ()))})
        for number, row in enumerate(phrases("spoken_requests"))
    ]
    if not in_small_words:
        return found
    return [replace(one, say=one.in_small_words or one.say) for one in found]


def outcome(request, events):
    """Judge the events (name, fields) that a request brought: the last reply counts."""
    heard = [fields["text"] for name, fields in events if name == "heard"]
    replies = [fields for name, fields in events if name == "reply"]
    return Outcome(request, " / ".join(heard), replies[-1] if replies else None)
