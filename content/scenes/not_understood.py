"""Words that mean nothing to us: one repair, never the same words twice, then quiet."""

from __future__ import annotations

from dataclasses import replace

from content.dialogue.reply import Chime, ChimeName, Kind, Playback, Reply, Say, Segment
from content.dialogue.session import Scene, Session
from content.dialogue.turn import Turn
from content.phrases import keys, line
from content.scenes.easy_breath import may_be_frightened, offer
from content.scenes.elsewhere import not_ours
from content.scenes.extras import question
from content.understanding.follow_ups import FOLLOW_UPS
from content.understanding.out_of_scope import is_out_of_scope


def handle(turn: Turn, session: Session) -> tuple[Reply, Session]:
    """Ask again in other words; a running practice waits meanwhile.

    Where the platform hands over no words, a cry for help may be among those it could not place:
    inside a practice or a check-in the reply ends with the way to say it (contract, section 5).
    """
    if turn.heard and is_out_of_scope(turn.heard):
        return not_ours(session)
    session = replace(session, frightened=may_be_frightened(turn, session))
    busy = session.scene in {Scene.BREATHING, Scene.CHECK_IN}
    closing = [Say(line("safety.help_now"))] if busy and turn.heard is None else []
    if session.misses > 0 and session.frightened:
        offered, asked = offer(session)
        said = replace(offered, segments=(*offered.segments, *closing))
        return said, replace(asked, misses=session.misses + 1)
    segments: list[Segment] = [Say(_asked_again(session)), *closing]
    if session.misses > 0:
        segments.insert(0, Chime(ChimeName.NOT_UNDERSTOOD))
    reply = Reply(
        tuple(segments),
        kind=Kind.FALLBACK,
        open=True,
        reprompt=line("basics.help_reprompt"),
        playback=Playback.KEEP if session.scene is Scene.BREATHING else Playback.REPLACE,
    )
    return reply, replace(session, misses=session.misses + 1)


def _asked_again(session: Session) -> str:
    """An open question of a check-in is asked once more; everything else in general words."""
    form = session.check_in
    if session.scene is Scene.CHECK_IN and form is not None and form.asked not in FOLLOW_UPS:
        again = question("again", form.asked)
        # A session comes back through the network: what it asked for may be anything.
        return line(again if session.misses == 0 and again in keys() else "basics.help_check_in")
    key = "basics.not_understood" if session.misses == 0 else "basics.not_understood_again"
    return line(key, session.turns)
