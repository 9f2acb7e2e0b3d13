"""Questions put to the whole companion, one conversation each, and what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from content.dialogue.reply import Kind, Reply
from content.dialogue.session import Session
from content.dialogue.turn import Utterance
from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker
from offline.conversation import Conversation

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)

RIGHT, OFFERED, UNKNOWN, SENT_ON = "right", "offers it", "not known", "sent on"
WRONG, OTHERS, COMMAND = "wrong", "offers others", "command"
OUTCOMES = (RIGHT, OFFERED, OTHERS, UNKNOWN, SENT_ON, WRONG, COMMAND)
"""Sent on: to a professional, or to help. A command counts as wrong: something else happened."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of a set of questions; shares of all of them, 0 to 1."""

    counts: Counter[str]

    @property
    def score(self) -> float:
        """Right, and half of the questions back that offer the right one."""
        return self._share(self.counts[RIGHT] + self.counts[OFFERED] / 2)

    @property
    def wrong(self) -> float:
        """Another answer, or something else done."""
        return self._share(self.counts[WRONG] + self.counts[COMMAND])

    def _share(self, number: float) -> float:
        return number / self.counts.total()


def reply_to(text: str, store: MemoryStore) -> Reply:
    """Return what the companion says to the first words of a conversation."""
    conversation = Conversation(store, Speaker("someone", "en-US"), Session())
    return conversation.hear(Utterance(text, NOON)).reply


def outcome(reply: Reply, wanted: tuple[str, ...]) -> str:
    """Return which of OUTCOMES a reply is, for a question with these acceptable answers."""
    match reply.kind:
        case Kind.ANSWER:
            return RIGHT if reply.answer in wanted else WRONG
        case Kind.CLARIFY:
            return OFFERED if set(wanted) & set(reply.options) else OTHERS
        case Kind.FALLBACK:
            return UNKNOWN
        case Kind.COMMAND:
            return COMMAND
        case _:
            return SENT_ON


def asked(rows: Iterable[tuple[tuple[str, ...], str]]) -> list[tuple[str, Reply, str]]:
    """Return (outcome, reply, question) for each row of `hold_outs.questions`."""
    store = MemoryStore()
    found = []
    for wanted, question in rows:
        reply = reply_to(question, store)
        found.append((outcome(reply, wanted), reply, question))
    return found


def figures(rows: Iterable[tuple[tuple[str, ...], str]]) -> Figures:
    """Return how often each outcome came."""
    return Figures(Counter(name for name, _, _ in asked(rows)))


def false_answers(requests: Iterable[str]) -> list[tuple[str, Reply]]:
    """Return the requests that are not ours and got anything but a fallback."""
    store = MemoryStore()
    replies = ((request, reply_to(request, store)) for request in requests)
    return [(request, reply) for request, reply in replies if reply.kind is not Kind.FALLBACK]
