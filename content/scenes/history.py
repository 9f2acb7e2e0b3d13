"""Looking back: counts, the middle and the range; never a cause, never a judgement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from statistics import median

from content.dialogue.registry import handles
from content.dialogue.reply import Card, Reply, Say
from content.dialogue.session import CheckingIn, LookBack, Scene, Session
from content.dialogue.turn import Turn
from content.number_words import capital, number_words
from content.phrases import line
from content.scenes import plants
from content.scenes.day_values import day_values, spoken
from content.scenes.last_like_this import last_like_this
from content.scenes.patterns import nights
from content.scenes.plant_week import noticed
from content.scenes.read_back import read_back
from content.scenes.spoken_days import on_day
from content.scenes.what_helped import practised, what_helped
from content.storage.store import SCALES, Entry, Store
from content.understanding.follow_ups import READ_OR_SHOW
from content.understanding.rating_words import DIRECTED

DAYS = 7
DAYS_FOR_A_CHANGE = 5
"""Days with a value that each of two weeks needs before a change is spoken of (evidence 5.3)."""

SMALLEST_CHANGE = 2
"""Of ten: the usual smallest change that people notice on such scales (evidence 5.3)."""


@handles("checkin.history")
def look_back(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Tell the last seven days, today included, in the person's own days; or one day, or one."""
    metric = str(turn.slots.get("metric", ""))
    if metric == "plants":
        return plants.count(turn, session, store)
    if turn.others_may_hear and store.entries(turn.listener):
        return _ask_first(turn, session, metric)
    return Reply(tuple(Say(text) for text in told(turn, store))), session


def told(turn: Turn, store: Store) -> list[str]:
    """Return the sentences of a look back."""
    metric = str(turn.slots.get("metric", ""))
    if turn.seeks_pattern:
        return [nights(turn, store)]
    if turn.seeks_helped:
        return what_helped(turn, store)
    if turn.seeks_last:
        return [last_like_this(turn, store, metric or "anxiety")]
    if turn.slots.get("day") == "yesterday":
        return [_yesterday(turn, store, metric)]
    return _week(turn, store, metric)


def _ask_first(turn: Turn, session: Session, metric: str) -> tuple[Reply, Session]:
    """Where others may hear, nothing is read before somebody says so (evidence 5.3)."""
    words = line("history.read_or_show")
    waits = LookBack(
        metric,
        str(turn.slots.get("day", "")),
        turn.seeks_last,
        turn.seeks_pattern,
        turn.seeks_helped,
    )
    after = replace(
        session, scene=Scene.CHECK_IN, check_in=CheckingIn(READ_OR_SHOW, {}), look_back=waits
    )
    return Reply((Say(words),), open=True, reprompt=words), after


def answered(turn: Turn, waits: LookBack, store: Store, *, shown: bool) -> Reply:
    """Return the look back that waited: read, or shown without a word of it aloud."""
    named = {"metric": waits.metric, "day": waits.day}
    asked = replace(
        turn,
        slots={name: value for name, value in named.items() if value},
        seeks_last=waits.seeks_last,
        seeks_pattern=waits.seeks_pattern,
        seeks_helped=waits.seeks_helped,
    )
    words = tuple(told(asked, store))
    if not shown:
        return Reply(tuple(Say(text) for text in words))
    return Reply((Say(line("history.shown")),), card=Card(line("history.card_title"), words))


def _week(turn: Turn, store: Store, metric: str) -> list[str]:
    today = turn.at.date()
    both = store.entries(turn.listener, today - timedelta(days=2 * DAYS - 1))
    since = today - timedelta(days=DAYS - 1)
    entries = tuple(entry for entry in both if since <= entry.day <= today)
    before = tuple(entry for entry in both if entry.day < since)
    if metric:
        return _one_scale(metric, entries, before, today)
    if not entries:
        return [line("history.none")]
    if len(entries) == 1:
        return [_once(entries[0].scores, entries[0].words)]
    words = [line("history.count", count=number_words(len(entries)))]
    for scale in SCALES:
        words.extend(_usual(scale, entries, before, today))
    return [*words, *practised(turn, store, since), *noticed(turn, store)]


def _one_scale(
    scale: str, entries: tuple[Entry, ...], before: tuple[Entry, ...], today: date
) -> list[str]:
    named = line(f"history.scale_{scale}")
    said = tuple(entry for entry in entries if scale in entry.scores)
    if not said:
        return [line("history.none_metric", scale=named)]
    if len(said) == 1:
        return [_once(*_only(scale, said[0]))]
    usual = _usual(scale, said, before, today)
    if _all_in_words(scale, said):
        return usual
    return [line("history.count_metric", scale=named, count=number_words(len(said))), *usual]


def _yesterday(turn: Turn, store: Store, metric: str) -> str:
    """Read yesterday's last values back, as they were said."""
    day = turn.at.date() - timedelta(days=1)
    scores: dict[str, int] = {}
    words: dict[str, str] = {}
    for entry in store.entries(turn.listener, day):
        if entry.day == day:
            scores |= entry.scores
            words = {k: v for k, v in words.items() if k not in entry.scores} | entry.words
    if metric:
        scores = {name: score for name, score in scores.items() if name == metric}
        words = {name: word for name, word in words.items() if name == metric}
    values = read_back(scores, words)
    return line("history.yesterday", values=values) if values else line("history.none_yesterday")


def _once(scores: Mapping[str, int], words: Mapping[str, str]) -> str:
    values = read_back(scores, words)
    return line("history.once", values=values[:1].lower() + values[1:])


def _only(scale: str, entry: Entry) -> tuple[dict[str, int], dict[str, str]]:
    words = {scale: entry.words[scale]} if scale in entry.words else {}
    return {scale: entry.scores[scale]}, words


def _usual(
    scale: str, entries: tuple[Entry, ...], before: tuple[Entry, ...], today: date
) -> list[str]:
    """The median, the lowest and the highest day, and a change if the data carry one."""
    days = day_values(scale, entries)
    if not days:
        return []
    if _all_in_words(scale, entries):
        return [_nights(scale, entries)]
    best = [line("history.direction_best")] if scale in DIRECTED else []
    change = _change(days, day_values(scale, before))
    return [_range(scale, days, today), *best, *change]


def _range(scale: str, days: Mapping[date, float], today: date) -> str:
    """The days' middle and ends; of several days with the same value the latest is named."""
    named = capital(line(f"history.scale_{scale}"))
    newest_first = sorted(days, reverse=True)
    lowest = min(newest_first, key=days.__getitem__)
    highest = max(newest_first, key=days.__getitem__)
    middle = spoken(median(days.values()))
    if len(days) == 1:
        return line("history.usual_day", scale=named, middle=middle, day=on_day(lowest, today))
    if days[lowest] == days[highest]:
        return line("history.usual_same", scale=named, middle=middle)
    return line(
        "history.usual",
        scale=named,
        middle=middle,
        low=spoken(days[lowest]),
        low_day=on_day(lowest, today),
        high=spoken(days[highest]),
        high_day=on_day(highest, today),
    )


def _change(days: Mapping[date, float], before: Mapping[date, float]) -> list[str]:
    """A change against the week before: both weeks need five days, and the medians two points."""
    if min(len(days), len(before)) < DAYS_FOR_A_CHANGE:
        return []
    moved = median(days.values()) - median(before.values())
    if abs(moved) < SMALLEST_CHANGE:
        return []
    return [line("history.higher" if moved > 0 else "history.lower")]


def _all_in_words(scale: str, entries: tuple[Entry, ...]) -> bool:
    """Whether every night was told in words; they are counted then, not turned into numbers."""
    said = [entry for entry in entries if scale in entry.scores]
    return scale == "sleep" and all(scale in entry.words for entry in said)


def _nights(scale: str, entries: tuple[Entry, ...]) -> str:
    counted = Counter(entry.words[scale] for entry in entries if scale in entry.words)
    parts = [
        line("history.word_times", word=word, times=_times(counted[word]))
        for word in ("badly", "okay", "well")
        if counted[word]
    ]
    *most, last = parts
    told = line("history.and", first=", ".join(most), last=last) if most else last
    return line("history.nights", counts=told)


def _times(count: int) -> str:
    if count in {1, 2}:
        return line(f"history.times_{count}")
    return line("history.times", count=number_words(count))
