"""Words that mean nothing to us: one repair, never the same words twice, then quiet."""

from __future__ import annotations

from dataclasses import replace

from content.dialogue.reply import Chime, ChimeName, Kind, Playback, Reply, Say, Segment
from content.dialogue.session import Scene, Session
from content.dialogue.turn import Turn
from content.phrases import line


def handle(turn: Turn, session: Session) -> tuple[Reply, Session]:
    """Ask again in other words; a running practice waits meanwhile.

    Where the platform hands over no words, a cry for help may be among those it could not place:
    inside a practice or a check-in the reply ends with the way to say it (contract, section 5).
    """
    key = "basics.not_understood" if session.misses == 0 else "basics.not_understood_again"
    segments: list[Segment] = [Say(line(key, session.turns))]
    if session.misses > 0:
        segments.insert(0, Chime(ChimeName.NOT_UNDERSTOOD))
    busy = session.scene in {Scene.BREATHING, Scene.CHECK_IN}
    if busy and turn.heard is None:
        segments.append(Say(line("safety.help_now")))
    reply = Reply(
        tuple(segments),
        kind=Kind.FALLBACK,
        open=True,
        reprompt=line("basics.help_reprompt"),
        playback=Playback.KEEP if session.scene is Scene.BREATHING else Playback.REPLACE,
    )
    return reply, replace(session, misses=session.misses + 1)
