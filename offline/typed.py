"""A conversation by keyboard or pipe: what is left when there is no microphone."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from content.dialogue.reply import words
from content.dialogue.turn import Utterance
from offline.events import Event

if TYPE_CHECKING:
    from content.clock import Clock
    from offline.conversation import Conversation, Exchange
    from offline.events import Report


def converse(
    conversation: Conversation, lines: Iterable[bytes], clock: Clock, report: Report | None
) -> None:
    """Answer every line until the input ends; print words, or events where `report` is given."""
    started = clock.now()
    if report:
        report(Event("listening", 0.0))
    for raw in lines:
        text = raw.decode("utf-8", "replace").replace("\x00", " ").strip()
        if not text:
            continue
        now = clock.now()
        exchange = conversation.hear(Utterance(text, now))
        if report:
            _report(report, _seconds(started, now), exchange)
        elif said := words(exchange.reply):
            sys.stdout.write(said + "\n")
            sys.stdout.flush()
    if report:
        report(Event("closed", _seconds(started, clock.now())))


def _report(report: Report, at: float, exchange: Exchange) -> None:
    heard: dict[str, object] = {
        "text": exchange.turn.heard,
        "recogniser": "typed",
        "confidence": 1.0,
    }
    report(Event("heard", at, heard))
    reply = exchange.reply
    fields: dict[str, object] = {
        "kind": reply.kind,
        "intent": exchange.turn.intent,
        "speech": words(reply),
    }
    report(Event("reply", at, {**fields, "ended_at_seconds": at}))


def _seconds(started: datetime, now: datetime) -> float:
    return (now - started).total_seconds()
