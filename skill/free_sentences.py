"""A sentence that Alexa handed over without its first word, read as the companion reads it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from content.answers import answers
from content.dialogue.session import Scene
from content.dialogue.turn import Turn, Utterance
from content.safety.screen import screen
from content.sentences import QUESTION, book
from content.understanding.normalise import normalise
from content.understanding.understand import Speaker, understand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.dialogue.session import Session

CHECK_IN: Final = "checkin.log"


def read(texts: Sequence[str], session: Session, plain: Turn, *, asks: bool) -> Turn:
    """Return the turn that a sentence is, whichever of the texts it was.

    A danger in any of them is one, and so is a command. What is kept, and what makes a question of
    a statement, counts only if every text says so.

    Args:
        texts: the sentence with each word that may have begun it, the likeliest first.
        session: the conversation so far.
        plain: the turn with everything in it but its meaning.
        asks: it is a question if it is nothing else.
    """
    plain = replace(plain, heard=texts[0], alternatives=tuple(texts[1:]))
    danger = screen(texts)
    if danger is not None:
        return replace(plain, danger=danger)
    first = _understood(texts[0], session, plain)
    command = _command(first, texts, session, plain)
    if command is not None:
        return replace(command, alternatives=_others(texts, command))
    if asks and first.intent != CHECK_IN:
        return _question(texts, plain)
    if first.intent is None or _agree(first, texts, session, plain):
        return replace(first, alternatives=_others(texts, first))
    return _question(texts, plain) if asks else plain


def warm_up() -> None:
    """Read what the first sentence needs."""
    _variants()


def _understood(text: str, session: Session, plain: Turn) -> Turn:
    return understand(Utterance(text, plain.at), session, Speaker(plain.listener, plain.locale))


def _command(first: Turn, texts: Sequence[str], session: Session, plain: Turn) -> Turn | None:
    """Return the first reading that is a command; the templates tell quickly which may be one."""
    if _is_command(first):
        return first
    is_open = session.scene not in {Scene.IDLE, Scene.BREATHING} or session.check_in is not None
    for text in texts[1:]:
        match = book().match(text)
        if is_open or (match is not None and match.intent not in {QUESTION, CHECK_IN}):
            turn = _understood(text, session, plain)
            if _is_command(turn):
                return turn
    return None


def _is_command(turn: Turn) -> bool:
    return turn.intent not in {None, QUESTION, CHECK_IN}


def _agree(first: Turn, texts: Sequence[str], session: Session, plain: Turn) -> bool:
    readings = [first, *(_understood(text, session, plain) for text in texts[1:])]
    return len({(turn.intent, str(_kept(turn))) for turn in readings}) == 1


def _kept(turn: Turn) -> dict[str, object]:
    return {name: value for name, value in turn.slots.items() if name != "question"}


def _question(texts: Sequence[str], plain: Turn) -> Turn:
    """Ask with the text that somebody has asked before, else with the likeliest."""
    known = (text for text in texts if normalise(text) in _variants())
    text = next(known, texts[0])
    return replace(plain, intent=QUESTION, slots={"question": text}, heard=text,
                   alternatives=tuple(one for one in texts if one != text))  # fmt: skip


def _others(texts: Sequence[str], turn: Turn) -> tuple[str, ...]:
    return tuple(text for text in texts if text != turn.heard)


@cache
def _variants() -> frozenset[str]:
    """Return every way of asking that the bank knows, as the index writes them."""
    return frozenset(normalise(asked) for one in answers().values() for asked in one.questions)
