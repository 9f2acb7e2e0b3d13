"""Questions: answered, narrowed down, or not known; and what people ask after an answer."""

from __future__ import annotations

from dataclasses import replace

from content.answers import Answer, Grade, Tier, answer, answers
from content.dialogue.registry import handles
from content.dialogue.reply import Card, Kind, Playback, Reply, Say
from content.dialogue.session import Asking, Scene, Session
from content.dialogue.turn import Turn
from content.phrases import line
from content.safety.helplines import helplines
from content.scenes import article, carrying_on, diet, glossary, online
from content.scenes.elsewhere import not_ours
from content.sources import shown
from content.storage.store import Store
from content.understanding.normalise import normalise
from content.understanding.out_of_scope import is_out_of_scope
from content.understanding.routing import route, variants

DOOR = "more or the source"
"""What stands in `Session.question` while the door is open."""

MOST_TOLD = 6
"""How many answers "previous" can go back, and "next" does not tell again."""

CERTAINTY = "certainty_words"
"""What "how sure are you" gets before anything was told."""

_GRADES = {
    Grade.WELL_ESTABLISHED: "well_established",
    Grade.SOME: "some",
    Grade.EARLY: "early",
    Grade.ANIMALS: "animals",
    Grade.OPINION: "opinion",
    None: "ourselves",
}


@handles("ask")
def ask(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Answer, offer two, or say that we do not know; never guess."""
    question = str(turn.slots.get("question", ""))
    if turn.opened is not None and online.is_asked(question):
        return online.tell(turn, session)
    if carrying_on.is_about_article(question) and normalise(question) not in variants():
        return article.on_words(question, session)
    carried = carrying_on.carried(question, session)
    if carried is not None and carried.near is not None:
        return _carry_on(carried.near, turn, session)
    question = carried.words if carried else question
    if diet.is_calories(question):
        session = diet.counted(session)
        if diet.is_repeated(session):
            return diet.care(turn, session, store)
    return _found(question, turn, session)


def _found(question: str, turn: Turn, session: Session) -> tuple[Reply, Session]:
    way = route(question)
    if way.decision is None:
        return _redirect(str(way.sent_on), turn, session)
    decision = way.decision
    if term := glossary.meant(question, answered=decision.answer):
        return _explain(term, session)
    if decision.answer is not None:
        return tell(answers()[decision.answer], turn, session)
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
    return tell(answers()[options[index]], turn, session)


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
    if told is None and turn.intent == "ask.sure":
        return tell(answers()[CERTAINTY], turn, session)
    if told is None:
        key = "no_source_open" if turn.intent == "ask.source" else "nothing_told"
        words = line(f"asking.{key}")
        return Reply((Say(words),), open=True, reprompt=words), session
    if session.asking is not None and session.asking.claim is not None and not turn.for_me:
        return article.on_claim(str(turn.intent), session)
    words = _for_me(told) if turn.for_me else _asked(told, str(turn.intent))
    return _say(told, words, turn, session), session


def tell(
    told: Answer, turn: Turn, session: Session, before: tuple[str, ...] | None = None
) -> tuple[Reply, Session]:
    """Give an answer; the first of a session holds the door open.

    Args:
        told: the answer.
        turn: what was asked; its locale picks the emergency number.
        session: the conversation.
        before: ids of answers told on the way here, for "previous"; None for all so far.
    """
    idle = session.scene is not Scene.BREATHING
    door = idle and not session.door_shown and told.tier is not Tier.RED_FLAG
    reply = _say(told, told.short, turn, session)
    if door:
        said = (*reply.segments, Say(line("asking.door"), passing=True))
        reply = replace(reply, segments=said, open=True, reprompt=line("asking.reprompt"))
    way = _way_here(session) if before is None else before
    asking = Asking(answer=told.id, told=way)
    scene = Scene.IDLE if idle else session.scene
    after = replace(session, scene=scene, asking=asking)
    return reply, replace(after, door_shown=True, question=DOOR) if door else after


def _way_here(session: Session) -> tuple[str, ...]:
    last = session.asking
    if last is None or last.answer is None:
        return ()
    return (*last.told, last.answer)[-MOST_TOLD:]


def _carry_on(near: Answer, turn: Turn, session: Session) -> tuple[Reply, Session]:
    """Tell the answer that holds the word; if that was told just now, the rest of it."""
    if session.asking is not None and session.asking.answer == near.id:
        return _say(near, _asked(near, "ask.more"), turn, session), session
    return tell(near, turn, session)


def _asked(told: Answer, intent: str) -> str:
    return {
        "ask.more": told.more or line("asking.nothing_more"),
        "ask.sure": told.sure,
        "ask.source": told.says_who,
        "ask.plain": told.plain,
    }[intent]


def _for_me(told: Answer) -> str:
    """What a finding means for one person: no study says, so how far it carries, in plain words."""
    key = _GRADES[told.grade] if told.tier is Tier.GENERAL else told.tier.value.replace(" ", "_")
    return line(f"asking.for_me_{key}", plain=told.plain)


def _say(told: Answer, words: str, turn: Turn, session: Session) -> Reply:
    """An answer closes the conversation, except where a practice waits for it."""
    emergency = helplines(turn.locale).emergency_spoken
    short = told.short.replace("{emergency}", emergency)
    return Reply(
        (Say(words.replace("{emergency}", emergency)),),
        kind=Kind.ANSWER,
        answer=told.id,
        open=session.scene is Scene.BREATHING,
        playback=_beside(session),
        card=Card(told.title, (short, *shown(told.sources))),
    )


def _explain(term: str, session: Session) -> tuple[Reply, Session]:
    reply = Reply(
        (Say(term),),
        kind=Kind.ANSWER,
        open=session.scene is Scene.BREATHING,
        playback=_beside(session),
    )
    return reply, session


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
