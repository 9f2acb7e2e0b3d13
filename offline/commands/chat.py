"""`gutfeeling chat`: the core on standard input and output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import click

from content import settings as settings_module
from content.clock import SystemClock
from content.dialogue.reply import words
from content.dialogue.session import Scene
from content.dialogue.turn import Opened, SlotValue, Utterance
from content.scenes.extras import EXTRAS
from content.storage.memory import MemoryStore
from content.storage.store import SCALES, Store
from content.understanding.understand import Speaker
from offline import staging
from offline.conversation import Conversation, Exchange
from offline.country import with_country
from offline.diary_access import open_or_refuse
from offline.encoder.bring import bring_encoder
from offline.listener import LISTENER


@dataclass(frozen=True, slots=True)
class Line:
    """One line of input: the words, and what the caller says came before them."""

    text: str
    expecting: str | None = None
    last_intent: str | None = None
    last_slots: dict[str, SlotValue] = field(default_factory=dict)


@click.command(
    epilog='Example: echo "what is the vagus nerve" | gutfeeling chat --json. '
    "Exit: 0 done, 1 could not, 2 wrong usage.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--fresh", is_flag=True, help="Every line is a new listener with an empty diary.")
@click.option(
    "--while",
    "scene",
    type=click.Choice([Scene.BREATHING.value, Scene.CHECK_IN.value]),
    help="A practice is running, or the anxiety question is open.",
)
def chat(as_json: bool, fresh: bool, scene: str | None) -> None:
    """Read utterances, one a line, and write the replies."""
    chosen = with_country(settings_module.load())
    bring_encoder()
    kept = None if fresh else open_or_refuse(chosen, _show)
    conversation: Conversation | None = None
    for line in _lines():
        if conversation is None or fresh:
            store = MemoryStore() if kept is None else kept
            listener = uuid4().hex if fresh else LISTENER
            speaker = Speaker(listener, chosen.locale, keeps_notes=True, opened=Opened.NOTHING)
            conversation = Conversation(store, speaker)
            _stage(conversation, store, listener, line, scene)
        elif line.expecting or line.last_intent:
            _stage(conversation, store, listener, line, None)
        exchange = conversation.hear(Utterance(line.text, SystemClock().now()))
        _write(exchange, as_json=as_json)


def _stage(
    conversation: Conversation, store: Store, listener: str, line: Line, scene: str | None
) -> None:
    """Put the conversation where the caller says that it is."""
    now = SystemClock().now()
    session = conversation.session
    if scene == Scene.BREATHING:
        session = staging.breathing(session, now)
    if scene == Scene.CHECK_IN or line.expecting in {*SCALES, *EXTRAS}:
        session = staging.checking_in(session, line.expecting or "anxiety")
    if line.last_intent == "checkin.log" and line.last_slots:
        session = staging.logged(session, store, listener, now, line.last_slots)
    conversation.session = session


def _lines() -> Iterator[Line]:
    """Yield input lines as they come; bytes that are no text become replacement characters."""
    for raw in sys.stdin.buffer:
        text = raw.decode("utf-8", "replace").rstrip("\r\n").replace("\x00", " ")
        yield _parsed(text)


def _parsed(text: str) -> Line:
    if not text.lstrip().startswith("{"):
        return Line(text)
    try:
        raw: Any = json.loads(text)
    except (ValueError, RecursionError):
        return Line(text)
    if not isinstance(raw, dict) or not isinstance(raw.get("text", ""), str):
        return Line(text)
    slots = raw.get("last_slots")
    return Line(
        raw.get("text", ""),
        _string(raw.get("expecting")),
        _string(raw.get("last_intent")),
        slots if isinstance(slots, dict) else {},
    )


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _write(exchange: Exchange, *, as_json: bool) -> None:
    if not as_json:
        sys.stdout.write(words(exchange.reply) + "\n")
    else:
        sys.stdout.write(json.dumps(view(exchange), ensure_ascii=False) + "\n")
    sys.stdout.flush()


def view(exchange: Exchange) -> dict[str, Any]:
    """Return the keys of the contract's section 2."""
    turn, reply, session = exchange.turn, exchange.reply, exchange.session
    did = {
        "practice": reply.did.practice,
        "seconds": reply.did.seconds,
        "stored": list(reply.did.stored),
        "plant_ids": list(reply.did.plant_ids) or None,
    }
    return {
        "heard": turn.heard or "",
        "kind": reply.kind.value,
        "intent": turn.intent,
        "slots": {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in turn.slots.items()
        },
        "did": {name: value for name, value in did.items() if value is not None},
        "speech": words(reply),
        "reprompt": reply.reprompt,
        "answer": reply.answer,
        "options": list(reply.options),
        "scene": session.scene.value,
        "open": reply.open,
    }


def _show(text: str) -> None:
    sys.stderr.write(text + "\n")
