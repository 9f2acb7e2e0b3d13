"""One listener's conversation with the core, wherever the words come from."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from content.dialogue.night import is_night
from content.dialogue.reply import Reply
from content.dialogue.respond import respond, screened
from content.dialogue.session import Session
from content.dialogue.turn import Turn, Utterance
from content.phrases import line
from content.scenes.reminding import ask_if_due
from content.storage.store import Store, StoreError
from content.understanding import question_index
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

    def understand(self, utterance: Utterance) -> Turn:
        """Return the turn that the core would answer, safety screen included; nothing happens."""
        return screened(understand(utterance, self.session, self._speaker))

    def get_ready(self, at: datetime) -> None:
        """Read what understanding needs, so that the first words take no longer than the next."""
        self.understand(Utterance(line("voices.sample"), at))
        question_index.decide("")

    def take(self, turn: Turn) -> Exchange:
        """Answer a turn."""
        reply, self.session = respond(turn, self.session, self._store)
        return Exchange(turn, reply, self.session)

    def hear(self, utterance: Utterance) -> Exchange:
        """Understand and answer one utterance."""
        return self.take(self.understand(utterance))

    def remind(self, at: datetime) -> Exchange | None:
        """Ask for the day's check-in if its time has come; None if not, or if the disk says no."""
        speaker = self._speaker
        with suppress(StoreError):
            asked = ask_if_due(speaker.listener, at, self.session, self._store)
            if asked is not None:
                reply, self.session = asked
                turn = Turn(None, speaker.listener, at, heard="", locale=speaker.locale)
                return Exchange(turn, reply, self.session)
        return None

    def press(self, intent: str, at: datetime, cycles_begun: int | None = None) -> Exchange:
        """Answer something that was not said but pressed: a key that stops."""
        return self.take(replace(self._unsaid(intent, at), cycles_begun=cycles_begun))

    def is_night(self, at: datetime) -> bool:
        """Return whether it is night for what sounds without a reply, as for replies."""
        return is_night(self._unsaid(None, at), self.session)

    def _unsaid(self, intent: str | None, at: datetime) -> Turn:
        speaker = self._speaker
        hour = at.hour if speaker.by_clock else None
        return Turn(intent, speaker.listener, at, heard="", locale=speaker.locale, local_hour=hour)
