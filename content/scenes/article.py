"""The article's tour: what it says, how that stands, and why, one claim at a time."""

from __future__ import annotations

from dataclasses import replace

from content.answers import answers
from content.article import Claim, Verdict, about, claims, tour
from content.dialogue.registry import handles
from content.dialogue.reply import Card, Kind, Playback, Reply, Say
from content.dialogue.session import Asking, Scene, Session
from content.dialogue.turn import Turn
from content.number_words import number_words
from content.phrases import line
from content.sources import says_who, shown
from content.storage.store import Store

ANOTHER = "another claim"
"""What stands in `Session.question` after "Another?"."""


@handles("ask.article")
def begin(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Tell the first claim that is wrong, and how many stand."""
    return _tell(claims()[tour()[0]], session, "opening")


def on_words(question: str, session: Session) -> tuple[Reply, Session]:
    """Tell the claim that a question names."""
    number = about(question)
    if number is None:
        words = line("article.not_found")
        return Reply((Say(words),), kind=Kind.FALLBACK, open=True, reprompt=words), session
    return _tell(claims()[number], session, "told")


def step(session: Session, by: int) -> tuple[Reply, Session]:
    """Tell the next claim, or the one before; at either end say so."""
    told = session.asking.claim if session.asking else None
    at = tour().index(told) + by if told in tour() else 0
    if not 0 <= at < len(tour()):
        words = line("article.end" if by > 0 else "article.start")
        return Reply((Say(words),), kind=Kind.ANSWER), session
    claim = claims()[tour()[at]]
    before = claims()[tour()[at - by]]
    turns = by > 0 and before.verdict is not Verdict.SOLID and claim.verdict is Verdict.SOLID
    return _tell(claim, session, "turning" if turns else "told")


def on_claim(intent: str, session: Session) -> tuple[Reply, Session]:
    """Say more about the claim told last: its answer, how sure, in plain words, whose work."""
    claim = claims()[session.asking.claim or 0] if session.asking else claims()[0]
    told = answers()[claim.answer]
    words = {
        "ask.more": told.short,
        "ask.sure": told.sure,
        "ask.source": says_who(claim.sources),
        "ask.plain": told.plain,
    }[intent]
    return _reply(claim, words, session, asks=False), session


def _tell(claim: Claim, session: Session, key: str) -> tuple[Reply, Session]:
    stand = sum(one.verdict is Verdict.SOLID for one in claims().values())
    words = line(
        f"article.{key}",
        says=claim.says,
        line=claim.line,
        verdict=line(f"article.{claim.verdict.value}"),
        all=number_words(len(claims())),
        stand=number_words(stand),
    )
    asking = Asking(answer=claim.answer, claim=claim.claim)
    scene = session.scene if session.scene is Scene.BREATHING else Scene.IDLE
    after = replace(session, scene=scene, asking=asking, question=ANOTHER)
    return _reply(claim, words, session, asks=True), after


def _reply(claim: Claim, words: str, session: Session, *, asks: bool) -> Reply:
    busy = session.scene is Scene.BREATHING
    return Reply(
        (Say(words),),
        kind=Kind.ANSWER,
        answer=claim.answer,
        open=asks or busy,
        reprompt=line("article.reprompt") if asks else None,
        playback=Playback.PAUSE if busy else Playback.REPLACE,
        card=Card(answers()[claim.answer].title, (claim.line, *shown(claim.sources))),
    )
