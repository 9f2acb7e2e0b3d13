"""A reminder a day, because somebody asked for one; it goes silent where nobody answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from content.dialogue.registry import handles
from content.dialogue.reply import Playback, Reply, Say, words
from content.dialogue.session import CheckingIn, Scene, Session
from content.dialogue.turn import Turn
from content.number_words import capital
from content.phrases import line
from content.reminder import PREFERENCE, UNANSWERED, Reminder, read, written, zone_of
from content.scenes.spoken_times import spoken_time
from content.storage.store import Store
from content.understanding.follow_ups import REMIND_AT, REMINDED


@handles("reminder.set")
def set_time(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Keep the time with its zone, and say it back; without one, ask for it once."""
    running = session.scene is Scene.BREATHING
    playback = Playback.KEEP if running else Playback.REPLACE
    time = str(turn.slots.get("time", ""))
    if not time:
        question = line("reminder.ask_time")
        reply = Reply((Say(question),), open=True, reprompt=question, playback=playback)
        if running:
            return reply, session
        asked = CheckingIn(REMIND_AT, {})
        return reply, replace(session, scene=Scene.CHECK_IN, check_in=asked)
    store.set_preference(turn.listener, PREFERENCE, written(Reminder(time, zone_of(turn.at))))
    told = line("reminder.set", time=spoken_time(time))
    after = session if running else replace(session, scene=Scene.IDLE, check_in=None)
    return Reply((Say(told),), playback=playback), after


@handles("reminder.cancel")
def cancel(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Forget the time."""
    had = read(store.preference(turn.listener, PREFERENCE)) is not None
    store.set_preference(turn.listener, PREFERENCE, "")
    playback = Playback.KEEP if session.scene is Scene.BREATHING else Playback.REPLACE
    told = line("reminder.cancelled" if had else "reminder.none")
    return Reply((Say(told),), playback=playback), session


def answered(turn: Turn, store: Store) -> None:
    """Note that the asking was answered, a no included; a check-in counts by itself."""
    reminder = read(store.preference(turn.listener, PREFERENCE))
    if reminder is not None and reminder.waits:
        kept = replace(reminder, waits=False, unanswered=0)
        store.set_preference(turn.listener, PREFERENCE, written(kept))


def ask_if_due(
    listener: str, at: datetime, session: Session, store: Store
) -> tuple[Reply, Session] | None:
    """Return the question of the day, or that there will be no more, or None; at most one a day.

    Whoever has checked in today since midnight on the reminder's wall is not asked. What is
    returned counts as asked, so call this only where it will be heard.
    """
    reminder = read(store.preference(listener, PREFERENCE))
    if reminder is None or not reminder.is_due(at):
        return None
    counted = _counted(reminder, listener, at, store)
    today = counted.local(at).date()
    is_done = any(counted.local(one.at).date() == today for one in store.entries(listener, today))
    is_over = not is_done and counted.unanswered >= UNANSWERED
    kept = replace(
        counted, asked_at=at.isoformat(), waits=not (is_done or is_over), is_silent=is_over
    )
    store.set_preference(listener, PREFERENCE, written(kept))
    if is_done:
        return None
    time = spoken_time(counted.time)
    if is_over:
        return Reply((Say(line("reminder.silent", time=time)),)), session
    told = capital(line("reminder.ask", at.toordinal(), time=time))
    asked = replace(session, scene=Scene.CHECK_IN, check_in=CheckingIn(REMINDED, {}))
    return Reply((Say(told),), open=True), replace(asked, said=told)


def words_away(listener: str, reply: Reply, store: Store) -> str:
    """Return what to say where nobody listens to an answer; that it goes silent stays as it is."""
    reminder = read(store.preference(listener, PREFERENCE))
    if not reply.open or reminder is None:
        return words(reply)
    return line("reminder.away", time=spoken_time(reminder.time))


def _counted(reminder: Reminder, listener: str, at: datetime, store: Store) -> Reminder:
    """Return the reminder with the last asking counted as answered or not."""
    if not reminder.waits or reminder.asked_at is None:
        return reminder
    asked_at = datetime.fromisoformat(reminder.asked_at)
    entries = store.entries(listener, asked_at.date())
    if any(asked_at <= entry.at <= at for entry in entries):
        return replace(reminder, waits=False, unanswered=0)
    return replace(reminder, waits=False, unanswered=reminder.unanswered + 1)
