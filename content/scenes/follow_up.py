"""The answers to what was asked back: pain, what would help, whether others may hear."""

from __future__ import annotations

from dataclasses import replace

from content.dialogue import registry
from content.dialogue.registry import handles
from content.dialogue.reply import Card, Kind, Pace, Reply, Say
from content.dialogue.session import LookBack, Scene, Session
from content.dialogue.turn import Turn
from content.phrases import line
from content.safety.helplines import helplines
from content.scenes import breathing, extras, history, reminding
from content.storage.store import Store
from content.understanding.follow_ups import FOLLOW_UPS, OFFER, PAIN, READ_OR_SHOW, REMINDED

A_PERSON = 2
"""The second of "slow breathing, or someone to talk to"."""

SCREEN = 2
"""The second of "read it, or show it?"."""


def is_open(session: Session) -> bool:
    """Whether such a question is open."""
    form = session.check_in
    return session.scene is Scene.CHECK_IN and form is not None and form.asked in FOLLOW_UPS


def closed(session: Session) -> Session:
    """Return the session without the question."""
    return replace(session, scene=Scene.IDLE, check_in=None, look_back=None)


@handles("yes", "choose", scene=Scene.CHECK_IN)
def accept(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Do what was asked about; with a number still open, ask for it again."""
    asked = session.check_in.asked if session.check_in else ""
    chosen = turn.slots.get("option")
    match asked:
        case "":
            reply = Reply(())
        case _ if asked == PAIN:
            reply = _urgent(turn)
        case _ if asked == OFFER and chosen == A_PERSON:
            reply = _someone(turn)
        case _ if asked == READ_OR_SHOW:
            waits = session.look_back or LookBack()
            reply = history.answered(turn, waits, store, shown=chosen == SCREEN)
        case _ if asked in {OFFER, REMINDED}:
            return _begin(asked, turn, closed(session), store)
        case _:
            return Reply((Say(line(extras.question("again", asked))),), open=True), session
    return reply, closed(session)


def _begin(asked: str, turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Begin what was offered: a minute of breathing, or the day's check-in."""
    if asked == OFFER:
        # A need that we name, not the person: the beginner's seconds are right here.
        calm = replace(turn, intent="breathing.start", slots={"need": "calm", "minutes": 1})
        return breathing.start(calm, session, store)
    reminding.answered(turn, store)
    begin = registry.find(registry.ANY, "checkin.start")
    return begin(turn, session, store) if begin else decline(session)


def decline(session: Session) -> tuple[Reply, Session]:
    """A no wants nothing more."""
    return Reply(()), closed(session)


def _urgent(turn: Turn) -> Reply:
    """New or sudden severe pain is a red flag (evidence 4.4): no breathing, no reassurance."""
    numbers = helplines(turn.locale)
    words = line("check_in.urgent", emergency=numbers.emergency_spoken)
    return Reply(
        (Say(words, Pace.NUMBER),),
        kind=Kind.EMERGENCY,
        interruptible=False,
        card=_card(numbers.emergency_text),
    )


def _someone(turn: Turn) -> Reply:
    numbers = helplines(turn.locale)
    if numbers.crisis_spoken is None:
        said = Say(line("safety.country_unknown"))
    else:
        said = Say(line("safety.crisis", crisis=numbers.crisis_spoken), Pace.NUMBER)
    return Reply((said,), interruptible=False, card=_card(numbers.crisis_text))


def _card(number: str | None) -> Card:
    shown = tuple(filter(None, (number, line("safety.card_line"))))
    return Card(line("safety.card_title"), shown)
