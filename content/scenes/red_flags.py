"""A symptom for a doctor, named beside something else: no practice answers it (evidence 4.4)."""

from __future__ import annotations

from dataclasses import replace

from content.dialogue.reply import Kind, Pace, Reply, Say
from content.dialogue.turn import Turn
from content.phrases import line
from content.safety.boundaries import boundary
from content.safety.helplines import helplines

RED_FLAGS = frozenset({"redirect_doctor", "redirect_check"})
"""Lines of `phrases/asking.yaml` that send somebody to a doctor for a symptom."""

_PRACTICES = frozenset({"breathing.start", "breathing.again", "breathing.longer"})
_KEPT = frozenset({"checkin.log", "checkin.note", "plants.log"})


def instead_of_practice(turn: Turn) -> Turn:
    """Return a turn that asked for a practice and named such a symptom as a question about it."""
    if turn.intent in _PRACTICES and turn.heard and boundary(turn.heard) in RED_FLAGS:
        return replace(turn, intent="ask", slots={"question": turn.heard})
    return turn


def beside(turn: Turn, reply: Reply) -> Reply:
    """Return the reply to something kept, with the doctor's line after it where it is due."""
    if turn.intent not in _KEPT or not turn.heard or reply.kind is not Kind.COMMAND:
        return reply
    found = boundary(turn.heard)
    if found not in RED_FLAGS:
        return reply
    emergency = helplines(turn.locale).emergency_spoken
    words = line(f"asking.{found}", emergency=emergency)
    said = Say(words, Pace.NUMBER if emergency in words else Pace.ANSWER)
    return replace(reply, segments=(*reply.segments, said), interruptible=False)
