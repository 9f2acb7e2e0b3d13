"""What a sentence changes of the last check-in; the shapes of words are in `corrections`."""

from __future__ import annotations

from content.dialogue.session import Scene, Session
from content.dialogue.turn import SlotValue
from content.understanding.corrections import corrects_by_its_end, read_replacement, says_wrong
from content.understanding.scales import read_check_in, read_correction


def read_change(text: str, session: Session) -> dict[str, SlotValue] | None:
    """Return the new values by scale; {} where it is not said what is wrong; None for no change.

    Of any entry if asked for outright, else only of one just kept.
    """
    slots = _changed(text, session)
    return _put_right(text, session) if slots is None and session.logged else slots


def _changed(text: str, session: Session) -> dict[str, SlotValue] | None:
    """Return what a sentence changes that begins as a correction does."""
    change = read_correction(text)
    if change is None or not (session.logged or change.is_explicit):
        return None
    if "" in change.scores and not (session.logged_scale and _is_number(change.scores[""])):
        return None
    if "" in change.scores and session.scene is Scene.BREATHING:
        return None  # "make it ten" means the practice that is running.
    return {scale or str(session.logged_scale): value for scale, value in change.scores.items()}


def _put_right(text: str, session: Session) -> dict[str, SlotValue] | None:
    """Return what is put right in words of other shapes; {} where it is not said what."""
    instead = read_replacement(text)
    if instead is not None:
        named = [scale for scale, value in session.logged_values.items() if value == instead.old]
        return {named[0]: instead.new} if len(named) == 1 else {}
    is_next = session.unsure_in_turn is not None and session.turns == session.unsure_in_turn + 1
    if says_wrong(text, no_is_enough=is_next):
        return {}
    reading = read_check_in(text) if corrects_by_its_end(text) else None
    return dict(reading.scores) if reading and reading.day is None else None


def _is_number(value: SlotValue) -> bool:
    """Whether a value can do without its scale: "no, that's bad" is talk, "no, five" is not."""
    return not isinstance(value, str) or value[:1].isdigit()
