"""Looking back at a week: counts, the middle and the range; never a cause, never a judgement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from statistics import median

from content.dialogue.registry import handles
from content.dialogue.reply import Reply, Say
from content.dialogue.session import Session
from content.dialogue.turn import Turn
from content.number_words import capital, number_words
from content.phrases import line
from content.scenes.read_back import read_back
from content.storage.store import SCALES, Entry, Store

DAYS = 7


@handles("checkin.history")
def week(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Tell the last seven days, today included, in the person's own days."""
    since = turn.at.date() - timedelta(days=DAYS - 1)
    entries = store.entries(turn.listener, since)
    metric = turn.slots.get("metric")
    if metric == "plants":
        return Reply((Say(line("basics.not_yet", session.turns)),)), session
    if metric is not None:
        words = _one_scale(str(metric), entries)
    elif not entries:
        words = [line("history.none")]
    elif len(entries) == 1:
        values = read_back(entries[0].scores, entries[0].words)
        words = [line("history.once", values=values[:1].lower() + values[1:])]
    else:
        words = [line("history.count", count=number_words(len(entries)))]
        for scale in SCALES:
            words.extend(_usual(scale, entries))
    return Reply(tuple(Say(text) for text in words)), session


def _one_scale(scale: str, entries: tuple[Entry, ...]) -> list[str]:
    named = line(f"history.scale_{scale}")
    said = [entry for entry in entries if scale in entry.scores]
    if not said:
        return [line("history.none_metric", scale=named)]
    if len(said) == 1:
        only = said[0]
        words = {scale: only.words[scale]} if scale in only.words else {}
        values = read_back({scale: only.scores[scale]}, words)
        return [line("history.once", values=values[:1].lower() + values[1:])]
    count = line("history.count_metric", scale=named, count=number_words(len(said)))
    return [count, *_usual(scale, said)]


def _usual(scale: str, entries: Iterable[Entry]) -> list[str]:
    """The median and the range of the days; a day with several entries counts as its median."""
    by_day = defaultdict(list)
    for entry in entries:
        if scale in entry.scores:
            by_day[entry.day].append(entry.scores[scale])
    if not by_day:
        return []
    days = [median(values) for values in by_day.values()]
    low, high = min(days), max(days)
    named = capital(line(f"history.scale_{scale}"))
    if low == high:
        return [line("history.usual_same", scale=named, middle=_spoken(low))]
    told = line(
        "history.usual",
        scale=named,
        middle=_spoken(median(days)),
        low=_spoken(low),
        high=_spoken(high),
    )
    best = [line("history.direction_best")] if scale in {"sleep", "mood"} else []
    return [told, *best]


def _spoken(value: float) -> str:
    """Whole numbers as they are, halves as halves; a quarter is rounded to the nearest half."""
    halves = round(value * 2)
    if halves % 2 == 0:
        return number_words(halves // 2)
    return line("history.half", low=number_words(halves // 2))
