"""Questions: answered, narrowed down, or not known; and what people ask after an answer."""

from __future__ import annotations

from dataclasses import replace

from content.answers import Answer, answer, answers
from content.dialogue.registry import handles
from content.dialogue.reply import Card, Kind, Playback, Reply, Say
from content.dialogue.session import Asking, Scene, Session
from content.dialogue.turn import Turn
from content.phrases import line
from content.safety.helplines import helplines
from content.scenes import diet
from content.scenes.elsewhere import not_ours
from content.storage.store import Store
from content.understanding.out_of_scope import is_out_of_scope
from content.understanding.routing import route


@handles("ask")
def ask(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Answer, offer two, or say that we do not know; never guess."""
    question = str(turn.slots.get("question", ""))
    way = route(question)
    if diet.is_calories(question):
        session = diet.counted(session)
        if diet.is_repeated(session):
            return diet.care(turn, session, store)
    if way.decision is None:
        return _redirect(str(way.sent_on), turn, session)
    decision = way.decision
    if decision.answer is not None:
        return _tell(answers()[decision.answer], session)
    if is_out_of_scope(question):
        return not_ours(session)
    if decision.clarify:
        return _clarify(decision.clarify, session)
    return _unknown(decision.nearest, session)


@handles("choose", "yes", scene=Scene.CLARIFY)
def choose(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Take one of the two that were offered; a bare yes is the first."""
    options = session.asking.options if session.asking else ()
    option = turn.slots.get("option", 1)
    index = option - 1 if isinstance(option, int) else 0
    if not 0 <= index < len(options):
        return _unknown((), session)
    return _tell(answers()[options[index]], session)


@handles("no", scene=Scene.CLARIFY)
def neither(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Neither of the two: ask for other words."""
    words = line("asking.neither")
    return Reply((Say(words),), open=True, reprompt=words), replace(session, scene=Scene.IDLE)


@handles("choose")
def nothing_to_choose(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """A choice with nothing offered."""
    return Reply((Say(line("basics.nothing_asked")),), open=True), session


@handles("ask.more", "ask.sure", "ask.source", "ask.plain")
def about(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Say more about the last answer: the rest of it, how sure, whose work it is."""
    told = answer(session.asking.answer) if session.asking and session.asking.answer else None
    if told is None:
        key = "no_source_open" if turn.intent == "ask.source" else "nothing_told"
        words = line(f"asking.{key}")
        return Reply((Say(words),), open=True, reprompt=words), session
    words = {
        "ask.more": told.more or line("asking.nothing_more"),
        "ask.sure": told.sure,
        "ask.source": told.says_who,
        "ask.plain": told.plain,
    }[str(turn.intent)]
    return _say(told, words, session), session


def _tell(told: Answer, session: Session) -> tuple[Reply, Session]:
    reply = _say(told, told.short, session)
    asking = Asking(answer=told.id)
    scene = session.scene if session.scene is Scene.BREATHING else Scene.IDLE
    return reply, replace(session, scene=scene, asking=asking)


def _say(told: Answer, words: str, session: Session) -> Reply:
    return Reply(
        (Say(words),),
        kind=Kind.ANSWER,
        answer=told.id,
        open=True,
        reprompt=line("asking.reprompt"),
        playback=_beside(session),
        card=Card(told.title, (told.short,)),
    )


def _clarify(options: tuple[str, ...], session: Session) -> tuple[Reply, Session]:
    first, second = (answers()[option].title for option in options[:2])
    words = line("asking.clarify", first=first, second=second)
    reply = Reply(
        (Say(words),),
        kind=Kind.CLARIFY,
        options=options[:2],
        open=True,
        reprompt=line("asking.clarify_again"),
    )
    return reply, replace(session, scene=Scene.CLARIFY, asking=Asking(options=options[:2]))


def _unknown(nearest: tuple[str, ...], session: Session) -> tuple[Reply, Session]:
    titles = [answers()[found].title for found in nearest[:2]]
    if len(titles) == 2:  # noqa: PLR2004 - "two nearest topics" is the rule
        words = line("asking.unknown", session.turns, first=titles[0], second=titles[1])
    else:
        words = line("asking.unknown_plain", session.turns)
    reply = Reply(
        (Say(words),),
        kind=Kind.FALLBACK,
        open=True,
        playback=_beside(session),
        reprompt=line("basics.help_reprompt"),
    )
    return reply, session


def _redirect(key: str, turn: Turn, session: Session) -> tuple[Reply, Session]:
    emergency = helplines(turn.locale).emergency_spoken
    words = line(f"asking.{key}", session.turns, emergency=emergency)
    reply = Reply((Say(words),), kind=Kind.REDIRECT, open=True, playback=_beside(session))
    return reply, session


def _beside(session: Session) -> Playback:
    """An answer asked for during a practice is given while the practice waits."""
    return Playback.PAUSE if session.scene is Scene.BREATHING else Playback.REPLACE
