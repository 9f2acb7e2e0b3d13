"""Days as a voice says them."""

from __future__ import annotations

from datetime import date

from content.number_words import number_words
from content.phrases import line

WEEK = 7


def on_day(day: date, today: date) -> str:
    """Return a day inside a sentence: "today", "on Tuesday", "nine days ago"."""
    ago = (today - day).days
    if ago in {0, 1}:
        return line(f"history.ago_{ago}")
    if ago < WEEK:
        return line("history.on", day=line(f"history.day_{day.weekday()}"))
    return line("history.days_ago", count=number_words(ago))
