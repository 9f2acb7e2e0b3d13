"""What a check-in gives back at once: a comparison, a question that safety asks, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from content.dialogue.session import Session
from content.dialogue.turn import Turn
from content.number_words import capital
from content.phrases import line
from content.scenes.day_values import day_values, spoken
from content.storage.store import SCALES, Entry, Store
from content.understanding.follow_ups import OFFER, PAIN

RECENT_DAYS = 28
"""How far back "usually" looks."""

EARLIER_DAYS = 5
"""Days with a value that a comparison needs; fewer say nothing about what is usual (evidence 5.3
asks for as many check-ins before it speaks of a change)."""

FITS_FROM = 7
"""From here up a practice is named where there is nothing to compare: our choice, no study's."""

PAIN_FROM = 8
ANXIETY_FROM = 9
FIRST_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Words after "Kept.", and the question that they leave open."""

    words: str = ""
    asks: str | None = None
    """`PAIN` or `OFFER`, answered by content/scenes/follow_up.py."""


@dataclass(frozen=True, slots=True)
class Before:
    """The diary before an entry."""

    recent: tuple[Entry, ...]
    """The last `RECENT_DAYS` days."""

    is_first: bool

    def is_in_first_week(self, entry: Entry) -> bool:
        """Whether the diary, or its latest stretch, is less than a week old.

        After four weeks without an entry the names are read back again for a week: who comes back
        after so long has a fresh ear for them, and nothing is said about it.
        """
        return all(entry.day - one.day < FIRST_WEEK for one in self.recent)


def diary_before(turn: Turn, store: Store) -> Before:
    """Read what the rules below need; call it before the new entry is written."""
    recent = store.entries(turn.listener, turn.at.date() - timedelta(days=RECENT_DAYS))
    return Before(recent, is_first=not recent and not store.entries(turn.listener))


def question(entry: Entry, turn: Turn, scales: frozenset[str]) -> GivenBack:
    """Return the question back that the values call for; only for what is felt today.

    From belly 8 up it is the pain question, at anxiety 9 or 10 the offer of evidence 5.2. Where
    both hold, pain is asked about and the other is left alone.
    """
    if entry.day != turn.at.date():
        return GivenBack()
    if "gut" in scales and entry.scores.get("gut", 0) >= PAIN_FROM:
        return GivenBack(line("check_in.ask_pain"), PAIN)
    if "anxiety" in scales and entry.scores.get("anxiety", 0) >= ANXIETY_FROM:
        return GivenBack(line("check_in.offer"), OFFER)
    return GivenBack()


def comparison(entry: Entry, turn: Turn, session: Session, before: Before) -> str:
    """Return one true sentence about what is usual, or nothing.

    The usual value is the median of the days before the entry's, of the last 28, each day counted
    as the median of its entries. A scale needs five such days, and was said as a number today. Of
    several scales the one farthest from its usual value is told. It names the usual value alone:
    no "better", no "worse", no count of days, no gap.
    """
    if entry.day != turn.at.date():
        return ""
    told, farthest = "", -1.0
    for scale in SCALES:
        earlier = tuple(one for one in before.recent if one.day < entry.day)
        values = day_values(scale, earlier).values()
        if scale not in entry.scores or scale in entry.words or len(values) < EARLIER_DAYS:
            continue
        middle = median(values)
        away = abs(entry.scores[scale] - middle)
        if away > farthest:
            key = f"check_in.usual_{scale}"
            told, farthest = line(key, session.turns, usual=spoken(middle)), away
    return capital(told)


def fitting(entry: Entry, turn: Turn, session: Session) -> str:
    """Return a practice that fits, told and not asked; nothing where the numbers are low.

    The higher of the two decides. What is higher still is asked about (`question`).
    """
    gut, anxiety = entry.scores.get("gut", 0), entry.scores.get("anxiety", 0)
    if entry.day != turn.at.date() or max(gut, anxiety) < FITS_FROM:
        return ""
    return line("check_in.fits_gut" if gut >= anxiety else "check_in.fits_anxiety", session.turns)
