"""The three jobs: the whole conversation that each is, with a diary that is thrown away."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from content.dialogue.reply import words
from content.dialogue.turn import Utterance
from content.library import BankError
from content.phrases import line
from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker
from offline.checks.finding import Finding
from offline.conversation import Conversation

if TYPE_CHECKING:
    from collections.abc import Iterator

JOBS: Final = {
    "breathing": "start box breathing for one minute",
    "answers": "what is the vagus nerve",
    "check-ins": "anxiety four gut six",
}
"""Each with words that must bring it about."""


def jobs() -> Iterator[Finding]:
    """Try all three."""
    for name, said in JOBS.items():
        try:
            conversation = Conversation(MemoryStore(), Speaker("doctor"))
            reply = conversation.hear(Utterance(said, datetime.now(UTC))).reply
        except BankError as error:
            yield Finding(
                name, works=False, told=str(error), vital=True, shared=type(error).__name__
            )
            continue
        done = bool(reply.did.practice or reply.answer or reply.did.stored)
        first = words(reply).split(".")[0]
        yield Finding(name, done, line("doctor.job", said=said, reply=first), vital=True)
