"""What goes with bad nights: told only if chance would seldom do it, and never as a cause.

The comparisons are fixed beforehand: the days after bad nights against the days after other
nights, for anxiety, belly, mood and stress; nothing else is searched. Each needs `DAYS_A_GROUP`
days in both groups. The test shuffles which nights were bad and counts how often the means lie as
far apart as they did. Of several comparisons only the strongest is told, by Holm's method:
its first step asks the smallest share of chance to be within `ERROR_RATE` divided by the number of
comparisons, and the steps after it are about those that are never told. So of all askings of
diaries without any pattern at most that share gives one, however the scales hang together.
Shuffling takes days as exchangeable; moods that last for weeks make patterns likelier than it says,
which is one more reason for the hedge that always follows.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, median

from content.dialogue.turn import Turn
from content.number_words import number_words
from content.phrases import line
from content.scenes.day_values import day_values, spoken
from content.storage.store import Entry, Store
from content.understanding.rating_words import DIRECTED

WINDOW = timedelta(days=90)
BAD_NIGHT = 3
"""A night at this or below was bad; "badly" counts as two."""

COMPARED = ("anxiety", "gut", "mood", "stress")
DAYS_A_GROUP = 5
"""Evidence 5.3: fewer days a group carry no association."""

SMALLEST_DIFFERENCE = 1
ERROR_RATE = 0.05
SHUFFLES = 1999


@dataclass(frozen=True, slots=True)
class Pattern:
    """A difference that shuffled days seldom show."""

    scale: str
    bad_nights: int
    difference: float
    """Median of the days after bad nights minus that of the others, in points of the scale."""


def nights(turn: Turn, store: Store) -> str:
    """Return the strongest pattern in words, or that there is none, or that days are missing."""
    entries = store.entries(turn.listener, turn.at.date() - WINDOW)
    groups = _groups(entries)
    if not groups:
        return line("history.pattern_days", count=number_words(DAYS_A_GROUP))
    found = strongest(groups)
    if found is None:
        return line("history.pattern_none")
    is_worse = (found.difference > 0) != (found.scale in DIRECTED)
    return line(
        "history.pattern_worse" if is_worse else "history.pattern_better",
        count=number_words(found.bad_nights),
        scale=line(f"history.scale_{found.scale}"),
        points=spoken(abs(found.difference)),
    )


def strongest(groups: Mapping[str, tuple[Sequence[float], Sequence[float]]]) -> Pattern | None:
    """Return the pattern that chance explains worst, or None.

    Args:
        groups: scale to its day values after bad nights, and after other nights.
    """
    found: list[tuple[float, Pattern]] = []
    for scale, (after_bad, after_other) in groups.items():
        difference = median(after_bad) - median(after_other)
        limit = ERROR_RATE / len(groups)
        chance = share_as_far_apart(after_bad, after_other, limit)
        if chance <= limit and abs(difference) >= SMALLEST_DIFFERENCE:
            found.append((chance, Pattern(scale, len(after_bad), difference)))
    return min(found, key=lambda one: one[0])[1] if found else None


def share_as_far_apart(
    one: Sequence[float], other: Sequence[float], limit: float = 1.0, shuffles: int = SHUFFLES
) -> float:
    """Return the share of shuffles whose means lie at least as far apart, the real one included.

    It stops early, with a share above `limit`, once the share can no longer be within it. The
    shuffles are drawn with a fixed seed: the same diary gives the same answer.
    """
    everything = [*one, *other]
    total, size, rest = sum(everything), len(one), len(other)
    real = abs(fmean(one) - fmean(other)) - 1e-9
    draw = random.Random(len(everything))  # noqa: S311 - shuffles, not secrets
    as_far = 1
    for _ in range(shuffles):
        drawn = sum(draw.sample(everything, size))
        as_far += abs(drawn / size - (total - drawn) / rest) >= real
        if as_far > limit * (shuffles + 1):
            break
    return as_far / (shuffles + 1)


def _groups(entries: tuple[Entry, ...]) -> dict[str, tuple[list[float], list[float]]]:
    """Return the scales with enough days after bad nights and after others."""
    slept = day_values("sleep", entries)
    groups = {}
    for scale in COMPARED:
        days = day_values(scale, entries)
        bad = [value for day, value in days.items() if _was_bad(slept, day) is True]
        other = [value for day, value in days.items() if _was_bad(slept, day) is False]
        if min(len(bad), len(other)) >= DAYS_A_GROUP:
            groups[scale] = (bad, other)
    return groups


def _was_bad(slept: Mapping[date, float], day: date) -> bool | None:
    return slept[day] <= BAD_NIGHT if day in slept else None
