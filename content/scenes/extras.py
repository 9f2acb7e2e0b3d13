"""What a check-in may hold besides scales, if somebody opted in: bowel movements, a short note.

Both are off until asked for. A note stays in the companion's own diary (`Turn.keeps_notes`); it
is never read aloud, and the safety screen has read its words before any of this runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from uuid import uuid4

from content.dialogue.registry import handles
from content.dialogue.reply import Chime, ChimeName, Did, Playback, Reply, Say
from content.dialogue.session import Scene, Session
from content.dialogue.turn import Turn
from content.phrases import line
from content.scenes.read_back import listed
from content.storage.record import Record
from content.storage.store import Entry, Store, StoreError
from content.understanding.extras import NOTE, STOOL

EXTRAS = (STOOL, NOTE)
"""In the order in which they are asked for (evidence 5.2); also the kinds of their records."""

LONGEST_NOTE = 500
"""Characters: a breath or two of speech."""


def question(kind: str, asked: str) -> str:
    """Return the phrase that asks for a scale or an extra; `kind` is "ask" or "again"."""
    return f"{'extras' if asked in EXTRAS else 'check_in'}.{kind}_{asked}"


def opted_in(turn: Turn, store: Store) -> tuple[str, ...]:
    """Return the extras that this listener asked for and that may be kept here."""
    return tuple(
        extra
        for extra in EXTRAS
        if (extra != NOTE or turn.keeps_notes)
        and store.preference(turn.listener, _preference(extra)) == "on"
    )


def said(turn: Turn, store: Store) -> dict[str, str]:
    """Return the extras that a turn brings and that are to be kept."""
    if not set(EXTRAS) & set(turn.slots):
        return {}
    wanted = opted_in(turn, store)
    return {extra: str(turn.slots[extra]) for extra in wanted if extra in turn.slots}


def write(turn: Turn, store: Store, entry: Entry, brought: Mapping[str, str]) -> tuple[str, ...]:
    """Write the entry, if it holds anything, and a record an extra; all of it or nothing.

    Returns:
        The ids, the entry's last.
    """
    written: list[str] = []
    try:
        for kind, value in brought.items():
            data = {"text" if kind == NOTE else "form": value}
            record = Record(uuid4().hex, turn.listener, turn.at, entry.day, kind, data)
            store.add_record(record)
            written.append(record.id)
        if entry.scores or entry.words:
            store.add(entry)
            written.append(entry.id)
    except StoreError:
        with suppress(StoreError):
            for record_id in written:
                store.remove_record(turn.listener, record_id)
        raise
    return tuple(written)


def named(brought: Mapping[str, str]) -> Iterator[str]:
    """Yield the extras as they are read back; of a note only that there is one."""
    if STOOL in brought:
        yield line(f"extras.name_stool_{brought[STOOL]}")
    if NOTE in brought:
        yield line("extras.name_note")


@handles("checkin.stool", "checkin.note")
def log(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Keep one extra by itself, or say how to turn it on."""
    brought = said(turn, store)
    if not brought:
        extra = STOOL if turn.intent == "checkin.stool" else NOTE
        return Reply((Say(line(_refusal(extra, turn))),), open=True), session
    if len(brought.get(NOTE, "")) > LONGEST_NOTE:
        return Reply((Say(line("extras.note_long")),), open=True), session
    nothing = Entry("", turn.listener, turn.at, turn.at.date())
    stored = write(turn, store, nothing, brought)
    words = Say(line("check_in.kept", values=listed("", *named(brought))))
    after = replace(
        session,
        scene=Scene.IDLE,
        check_in=None,
        logged=stored,
        logged_scale=None,
        logged_values={},
        logged_before=None,
    )
    return Reply((words, Chime(ChimeName.KEPT)), did=Did(stored=stored), interruptible=False), after


@handles("checkin.opt")
def opt(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Turn an extra on or off, and say what that means; a practice goes on meanwhile."""
    extra = NOTE if turn.slots.get("item") == NOTE else STOOL
    choice = "off" if turn.slots.get("choice") == "off" else "on"
    running = session.scene is Scene.BREATHING
    playback = Playback.KEEP if running else Playback.REPLACE
    if extra == NOTE and choice == "on" and not turn.keeps_notes:
        return Reply((Say(line("extras.note_elsewhere")),), playback=playback), session
    store.set_preference(turn.listener, _preference(extra), choice)
    return Reply((Say(line(f"extras.{extra}_{choice}")),), playback=playback), session


def _refusal(extra: str, turn: Turn) -> str:
    if extra == NOTE and not turn.keeps_notes:
        return "extras.note_elsewhere"
    return f"extras.{extra}_is_off"


def _preference(extra: str) -> str:
    return f"asks_{extra}"
