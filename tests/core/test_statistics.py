"""The figures that are spoken agree with scipy on known series."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from scipy import stats

from content.dialogue.turn import Turn
from content.scenes.day_values import day_values
from content.scenes.patterns import COMPARED, ERROR_RATE, nights, share_as_far_apart
from content.storage.store import Entry

KNOWN = [
    ([7, 8, 6, 7, 9], [4, 5, 3, 6, 5]),
    ([5, 6, 4, 7, 5], [4, 5, 6, 5, 3]),
    ([2, 9, 4, 4, 6], [5, 5, 3, 8, 1]),
    ([6, 7, 6, 5, 7, 6], [5, 4, 6, 5, 4, 3, 5, 4]),
    ([3, 3, 3, 3, 4], [3, 3, 4, 3, 3, 3, 3]),
]


def farther(one, other, axis):
    return np.abs(np.mean(one, axis=axis) - np.mean(other, axis=axis))


@pytest.mark.parametrize(("one", "other"), KNOWN)
def test_the_shuffle_test_is_scipy_s_permutation_test(one, other):
    exact = stats.permutation_test(
        (one, other), farther, alternative="greater", n_resamples=np.inf, vectorized=True
    )
    # 1,999 shuffles: three standard errors of a share are at most 0.034.
    assert share_as_far_apart(one, other) == pytest.approx(exact.pvalue, abs=0.034)


def test_a_day_s_value_is_scipy_s_median():
    chance = random.Random(3)  # noqa: S311 - a fixed draw, no secret
    today = date(2026, 11, 24)
    entries, expected = [], {}
    for back in range(40):
        day = today - timedelta(days=back)
        said = [chance.randint(0, 10) for _ in range(chance.randint(1, 6))]
        expected[day] = float(stats.scoreatpercentile(said, 50))
        at = datetime.combine(day, datetime.min.time(), UTC)
        entries += [
            Entry(f"{back}-{number}", "someone", at, day, {"gut": value})
            for number, value in enumerate(said)
        ]
    assert day_values("gut", entries) == expected


class OneDiary:
    """A store that holds one diary and answers what patterns ask."""

    def __init__(self, entries):
        self.held = entries

    def entries(self, listener, since=None):
        return self.held


TURN = Turn(
    "checkin.history", "someone", datetime(2026, 11, 24, 12, tzinfo=UTC), seeks_pattern=True
)
DAYS = 60


def real_looking(chance):
    """Return 60 days of five scales: they drift, and every third night is bad on average."""
    rows, level = [], 4.0
    for _ in range(DAYS):
        level = min(10, max(0, level + chance.gauss(0, 0.8)))
        near = {name: round(min(10, max(0, chance.gauss(level, 1.5)))) for name in COMPARED}
        rows.append(near)
    nights = [chance.choice([2, 2, 5, 6, 7, 8]) for _ in range(DAYS)]
    return rows, nights


def diary_of(rows, nights):
    at = TURN.at
    return OneDiary(
        tuple(
            Entry(
                f"{back}", "someone", at, at.date() - timedelta(days=back), {**row, "sleep": slept}
            )
            for back, (row, slept) in enumerate(zip(rows, nights, strict=True))
        )
    )


def test_a_thousand_shuffled_diaries_show_no_more_patterns_than_stated():
    """Which nights were bad is shuffled, so no pattern is true: at most ERROR_RATE may be told."""
    chance = random.Random(20261125)  # noqa: S311 - a fixed draw, no secret
    diaries, told = 1000, 0
    for _ in range(diaries // 20):
        rows, bad = real_looking(chance)
        for _ in range(20):
            chance.shuffle(bad)
            told += nights(TURN, diary_of(rows, bad)).startswith("After")
    print(f"{told} of {diaries} shuffled diaries told a pattern; stated: {ERROR_RATE:.0%} at most")  # noqa: T201 - the figure of the bar, shown with -s
    assert told <= ERROR_RATE * diaries


def test_a_true_pattern_is_told_in_most_diaries():
    """Two points more after bad nights, in noise of one and a half: nine in ten are found."""
    chance = random.Random(7)  # noqa: S311 - a fixed draw, no secret
    found = 0
    for _ in range(40):
        rows, bad = real_looking(chance)
        for row, slept in zip(rows, bad, strict=True):
            row["gut"] = round(min(10, max(0, chance.gauss(6 if slept <= 3 else 4, 1.5))))
        found += "belly" in nights(TURN, diary_of(rows, bad))
    assert found >= 36
