"""One listener's conversation with the core, wherever the words come from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from content.dialogue.reply import Reply
from content.dialogue.respond import respond, screened
from content.dialogue.session import Session
from content.dialogue.turn import Turn, Utterance
from content.storage.store import Store
from content.understanding.understand import Speaker, understand


@dataclass(frozen=True, slots=True)
class Exchange:
    """One utterance and what came of it."""

    turn: Turn
    """As the core saw it: after the safety screen."""

    reply: Reply
    session: Session
    """After the turn."""


class Conversation:
    """Keeps the session between the turns of one listener."""

    def __init__(self, store: Store, speaker: Speaker, session: Session | None = None) -> None:
        self._store = store
        self._speaker = speaker
        self.session = session or Session()

    def hear(self, utterance: Utterance) -> Exchange:
        """Answer one utterance."""
        turn = screened(understand(utterance, self.session, self._speaker))
        return self._take(turn)

    def do(self, intent: str, utterance: Utterance) -> Exchange:
        """Answer something that was not said but pressed: a key that stops."""
        turn = Turn(
            intent=intent,
            listener=self._speaker.listener,
            at=utterance.at,
            locale=self._speaker.locale,
            heard=utterance.text,
        )
        return self._take(turn)

    def _take(self, turn: Turn) -> Exchange:
        reply, self.session = respond(turn, self.session, self._store)
        return Exchange(turn, reply, self.session)

    def move(self, **fields: object) -> None:
        """Put the session somewhere: for tests and for `chat --while`."""
        self.session = replace(self.session, **fields)  # type: ignore[arg-type] # checked by callers
