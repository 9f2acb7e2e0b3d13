"""The one door both voices knock on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from content.dialogue import registry
from content.dialogue.night import is_night
from content.dialogue.reply import Kind, Playback, Reply, Say
from content.dialogue.session import Scene, Session
from content.dialogue.turn import Turn
from content.phrases import line
from content.profiles import is_offered
from content.safety.danger_opinion import suspect
from content.safety.eating import is_eating_cue
from content.safety.replies import is_bodily
from content.safety.screen import screen
from content.scenes import follow_up, not_understood, panic, practice_log, red_flags
from content.sentences import book
from content.storage.store import Store, StoreError, UnknownVoiceError

KEEPS_A_QUESTION = frozenset({"repeat", "breathing.control", "volume.up", "volume.down"})
"""Intents that answer no question and leave an open one open."""

DOUBTED = frozenset({None, "ask", "checkin.note", "safety.body", "safety.panic"})
"""Only what is understood as no other command may mean danger that the rules miss: "anxiety
four, gut six" and "slower" wait for no second opinion."""

FREE_TEXT_SLOTS = ("question", "note", "plants")
"""Slots that carry a person's own words: where the platform hands over nothing else, the screen
reads these."""


def respond(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Answer one turn; never raises for what a person said or for a disk that says no.

    The safety screen comes before any handler, in every scene. What the reply's `did.stored`
    names is durable when this returns.
    """
    session = _settled(session, turn)
    turn = red_flags.instead_of_practice(_offered(screened(turn)))
    with suppress(StoreError):  # what becomes of a practice keeps nobody from breathing
        practice_log.settle(turn, session, store)
    try:
        reply, after = _handle(turn, session, store)
    except UnknownVoiceError:
        reply, after = Reply((Say(line("basics.unknown_voice")),)), session
    except StoreError:
        reply, after = Reply((Say(line("basics.store_failed")),)), session
    reply = red_flags.beside(turn, reply)
    with suppress(StoreError):
        practice_log.follow(turn, session, after, reply.kind, store)
    reply = replace(reply, night=is_night(turn, after))
    return reply, _remembering(turn, reply, replace(after, turns=session.turns + 1))


def _handle(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    if panic.is_naming(turn, session):
        return panic.heard_silently(session)
    if turn.intent is None:
        return not_understood.handle(turn, _missed(session))
    session = replace(session, misses=0)
    asked = session.question
    if turn.intent not in KEEPS_A_QUESTION:
        session = replace(session, question="")
    handler = registry.find_answer(asked, turn.intent)
    handler = handler or registry.find(session.scene, turn.intent)
    if handler is not None:
        return handler(turn, session, store)
    session = _moved_on(session)
    handler = registry.find(registry.ANY, turn.intent)
    if handler is not None:
        return handler(turn, session, store)
    if turn.intent in book().intents():
        return _not_yet(session)
    return not_understood.handle(replace(turn, intent=None), session)


def _missed(session: Session) -> Session:
    """Words that mean nothing close a question; one about pain or need only the second time.

    The answer to such a question may be in words that we do not know.
    """
    waits = follow_up.is_open(session) and session.misses == 0
    return session if waits else _moved_on(session)


def _moved_on(session: Session) -> Session:
    """A question that was not answered is no longer open: a later "yes" must not answer it."""
    if follow_up.is_open(session):
        return follow_up.closed(session)
    if session.scene in {Scene.CONFIRM_DELETE, Scene.CLARIFY, Scene.PROGRAM}:
        return replace(session, scene=Scene.IDLE)
    return session


def screened(turn: Turn) -> Turn:
    """Return the turn as a safety turn if its words, or any ear's version of them, are one."""
    said = _words(turn)
    danger = turn.danger or screen(said)
    if danger is None and is_eating_cue(said):
        return replace(turn, intent="safety.eating", slots={})
    if danger is None and turn.intent in DOUBTED:
        suspected = suspect(said)
        if suspected is not None and not suspected.sure:
            return replace(turn, intent="safety.crisis", slots={}, suspected=True)
        danger = suspected.danger if suspected else None
    if danger is None:
        return turn
    intent = "safety.emergency" if is_bodily(danger) else "safety.crisis"
    return replace(turn, intent=intent, slots={}, danger=danger)


def _offered(turn: Turn) -> Turn:
    """What the profile does not offer means nothing there; what was said stays nowhere."""
    if is_offered(turn.intent, turn.profile):
        return turn
    return replace(turn, intent=None, slots={})


def _words(turn: Turn) -> list[str]:
    said = [turn.heard or "", *turn.alternatives]
    for name in FREE_TEXT_SLOTS:
        value = turn.slots.get(name, "")
        said.extend(value if isinstance(value, tuple) else (str(value),))
    return [text for text in said if text]


def _settled(session: Session, turn: Turn) -> Session:
    """A practice that has run to its end is over, whether or not anybody spoke since."""
    running = session.breathing
    if session.scene is not Scene.BREATHING or running is None or running.paused_at:
        return session
    begun = turn.cycles_begun
    still = begun is not None and 0 < begun < running.cycles
    over = turn.at >= running.ends_at and not still
    return replace(session, scene=Scene.IDLE) if over else session


def _not_yet(session: Session) -> tuple[Reply, Session]:
    """A practice waits meanwhile; a question that was open stays open."""
    running = session.scene is Scene.BREATHING
    reply = Reply(
        (Say(line("basics.not_yet", session.turns)),),
        open=session.scene is not Scene.IDLE and not running,
        playback=Playback.KEEP if running else Playback.REPLACE,
    )
    return reply, session


def _remembering(turn: Turn, reply: Reply, session: Session) -> Session:
    """Keep the words for "repeat"; never those of a crisis."""
    if reply.kind in {Kind.CRISIS, Kind.EMERGENCY}:
        return replace(session, said="")
    said = " ".join(
        part.text for part in reply.segments if isinstance(part, Say) and not part.passing
    )
    if not said or turn.intent in {"repeat", None}:
        return session
    return replace(session, said=said)
