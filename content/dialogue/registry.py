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


def find(scene: Scene | None, intent: str) -> Handler | None:
    """Return the handler for exactly this scene (`ANY` for the one that serves all), or None."""
    return _handlers.get((scene, intent))


def handled_intents() -> frozenset[str]:
    """Return all intents with a handler, for the test that compares them with the sentences."""
    return frozenset(intent for _, intent in _handlers)
