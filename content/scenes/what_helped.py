"""What helped: practices after which somebody said "better"; never a cause, never a food."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from content.dialogue.turn import Turn
from content.number_words import capital, number_words
from content.phrases import line
from content.practices import practices
from content.scripts import scripts
from content.storage.store import Store

WINDOW = timedelta(days=90)
MOST = 2
"""Practices that are named: two things joined by "and" are what an ear keeps."""

BETTER = "better"


def what_helped(turn: Turn, store: Store) -> list[str]:
    """Return which practices were rated better, the most often so first, with the hedge."""
    since = turn.at.date() - WINDOW
    rated = [
        (str(record.data["practice"]), str(record.data["rating"]))
        for record in store.records(turn.listener, "practice", since)
        if record.data.get("rating") and record.data.get("practice") in _names()
    ]
    if not rated:
        return [line("history.helped_unrated")]
    times = Counter(practice for practice, _ in rated)
    better = Counter(practice for practice, rating in rated if rating == BETTER)
    if not better:
        return [line("history.helped_none")]
    first = sorted(better, key=lambda one: (-better[one], times[one], one))[:MOST]
    parts = [_told(practice, better[practice], times[practice]) for practice in first]
    told = line("history.helped_and", first=parts[0], last=parts[1]) if parts[1:] else parts[0]
    return [line("history.helped", practices=told), line("history.helped_hedge")]


def practised(turn: Turn, store: Store, since: date) -> list[str]:
    """Return how many practices a week held, and for how long, as plain counts (evidence 5.3)."""
    done = [
        float(str(record.data.get("seconds") or 0))
        for record in store.records(turn.listener, "practice", since)
        if record.day <= turn.at.date()
    ]
    minutes = max(1, round(sum(done) / 60))
    length = line("history.minute_1")
    if minutes > 1:
        length = line("history.minutes", count=number_words(minutes))
    if not done:
        return []
    if len(done) == 1:
        return [line("history.practised_once", length=length)]
    return [capital(line("history.practised", count=number_words(len(done)), length=length))]


def _told(practice: str, better: int, times: int) -> str:
    name = _names()[practice]
    if times == 1:
        return line("history.helped_once", practice=name)
    return line(
        "history.helped_times",
        practice=name,
        better=number_words(better),
        times=number_words(times),
    )


def _names() -> dict[str, str]:
    """Return every practice's name by its id, paced or not."""
    paced = {one.id: one.name for one in practices().values()}
    return paced | {one.id: one.name for one in scripts().values()}
