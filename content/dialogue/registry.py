"""Which function answers which intent in which scene."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from content.dialogue.reply import Reply
    from content.dialogue.session import Scene, Session
    from content.dialogue.turn import Turn
    from content.storage.store import Store

Handler = Callable[["Turn", "Session", "Store"], "tuple[Reply, Session]"]

ANY: Final = None
_handlers: dict[tuple[Scene | None, str], Handler] = {}
_answers: dict[tuple[str, str], Handler] = {}


def handles(*intents: str, scene: Scene | None = ANY) -> Callable[[Handler], Handler]:
    """Register a handler for intents, in one scene or in any.

    A second claim on the same pair is a programming error and raises at import.
    """

    def register(handler: Handler) -> Handler:
        for intent in intents:
            if (scene, intent) in _handlers:
                raise LookupError(f"{intent} in {scene} already has a handler")
            _handlers[(scene, intent)] = handler
        return handler

    return register


def answers(question: str, *intents: str) -> Callable[[Handler], Handler]:
    """Register a handler for the answers to one open question (`Session.question`).

    It is asked before any other handler, and only while the question is open: until the next turn
    that means anything to us (`respond.KEEPS_A_QUESTION` apart).
    """

    def register(handler: Handler) -> Handler:
        for intent in intents:
            if (question, intent) in _answers:
                raise LookupError(f"{intent} to {question} already has a handler")
            _answers[(question, intent)] = handler
        return handler

    return register


def find_answer(question: str, intent: str) -> Handler | None:
    """Return the handler for an answer to an open question, or None."""
    return _answers.get((question, intent))


def find(scene: Scene | None, intent: str) -> Handler | None:
    """Return the handler for exactly this scene (`ANY` for the one that serves all), or None."""
    return _handlers.get((scene, intent))


def handled_intents() -> frozenset[str]:
    """Return all intents with a handler, for the test that compares them with the sentences."""
    return frozenset(intent for _, intent in _handlers)
