"""The sounds that somebody in panic will need: made before anybody needs them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from content.dialogue.respond import respond
from content.dialogue.session import Session
from content.dialogue.turn import Turn
from content.storage.memory import MemoryStore
from skill.playback import spoken
from skill.with_sounds import with_sounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from skill.with_sounds import Recipe


def panic_recipes() -> Iterator[Recipe]:
    """Yield what is asked for in every piece of the practice for panic, by day."""
    found: list[Recipe] = []
    turn = Turn(
        "breathing.start", "nobody", datetime(2026, 1, 1, 12, tzinfo=UTC), {"need": "panic"}
    )
    session, store = Session(), MemoryStore()

    def wanted(recipe: Recipe) -> str:
        found.append(recipe)
        return recipe.key

    while True:
        reply, session = respond(turn, session, store)
        said, session = spoken(turn, reply, session)
        with_sounds(said.segments, wanted)
        running = session.breathing
        if running is None or running.paused_at is None:
            break
        resume = {"action": "resume"}
        turn = replace(turn, intent="breathing.control", slots=resume, at=running.paused_at)
    yield from dict.fromkeys(found)
