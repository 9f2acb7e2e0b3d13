"""Requests that are not ours: one friendly sentence; the second time in a row a tone, and quiet."""

from __future__ import annotations

from dataclasses import replace

from content.dialogue.reply import Chime, ChimeName, Kind, Playback, Reply, Say
from content.dialogue.session import Scene, Session
from content.phrases import line


def not_ours(session: Session) -> tuple[Reply, Session]:
    """Say so without an answer about the gut; a practice goes on underneath."""
    again = session.turns == session.elsewhere_in_turn + 1
    running = session.scene is Scene.BREATHING
    playback = Playback.KEEP if running else Playback.REPLACE
    after = replace(session, elsewhere_in_turn=session.turns)
    if again:
        words = Say(line("basics.not_ours_again"))
        tone = Chime(ChimeName.NOT_UNDERSTOOD)
        return Reply((tone, words), kind=Kind.FALLBACK, playback=playback), after
    reply = Reply(
        (Say(line("basics.not_ours", session.turns)),),
        kind=Kind.FALLBACK,
        open=True,
        reprompt=line("basics.help_reprompt"),
        playback=playback,
    )
    return reply, after
