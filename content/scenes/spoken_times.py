"""Times of the day as a voice says them."""

from __future__ import annotations

from content.number_words import number_words
from content.phrases import line

NOON, EVENING, NIGHT, MORNING = 12, 18, 22, 5


def spoken_time(time: str) -> str:
    """Return "HH:MM" as words: "eight in the morning", "half past seven in the evening"."""
    hour, minute = map(int, time.split(":"))
    if minute == 0 and hour in {0, NOON}:
        return line(f"reminder.hour_{hour}")
    of_twelve = number_words(hour % NOON or NOON)
    if minute == 0:
        told = of_twelve
    elif minute < 10:  # noqa: PLR2004 - "eight oh five"
        told = line("reminder.oh", hour=of_twelve, minute=number_words(minute))
    else:
        told = line("reminder.past", hour=of_twelve, minute=number_words(minute))
    return line("reminder.of_day", time=told, part=line(f"reminder.{_part(hour)}"))


def _part(hour: int) -> str:
    if MORNING <= hour < NOON:
        return "morning"
    if NOON <= hour < EVENING:
        return "afternoon"
    return "evening" if EVENING <= hour < NIGHT else "night"
