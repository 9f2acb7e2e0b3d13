"""Times of the day out of speech: "eight", "half past seven in the evening", "19:30"."""

from __future__ import annotations

import re

from content.understanding.rating_words import NUMBER_WORDS

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_SMALL = rf"{_TEENS}|{_ONES}|zero|ten|eleven|twelve"
_NUMBER = rf"(?:(?:twenty|thirty|forty|fifty)(?:[ -](?:{_ONES})|)|{_SMALL}|\d{{1,2}})"
_HOUR = rf"(?:twenty[ -](?:one|two|three)|twenty|{_SMALL}|\d{{1,2}}|noon|midnight)"
_HALVES = r"(?: ?(?P<half>a\.?m|p\.?m)\.?|)"
_PARTS = r"(?P<part> in the (?:morning|afternoon|evening)| at night| tonight|)"
_TIME = re.compile(
    rf"(?:(?P<past>half|quarter|{_NUMBER}) (?:minutes |)(?P<side>past|to) |)(?P<hour>{_HOUR})"
    rf"(?:[:.]?(?P<digits>[0-5]\d)| (?P<minute>(?:oh |o |){_NUMBER})|)(?: o'?clock|)"
    rf"{_HALVES}{_PARTS}"
)
_ASKS = re.compile(
    r"(?:please |can you |could you |)(?:remind me|set (?:me |)a reminder|set my reminder)"
    r"(?: to check in| for my check in| to do my check in| about my check in|)"
    r"(?P<every> (?:every|each) (?:day|morning|afternoon|evening|night)| daily|)"
    r"(?: to check in| for my check in|)(?: at (?P<time>.+?)|)"
    r"(?P<later> (?:every|each) (?:day|morning|afternoon|evening|night)| daily|)(?: please|)"
)
_ONE_DIGIT = frozenset(_ONES.split("|"))
_NOON, _HOURS, _MINUTES = 12, 24, 60
_FIRST_MORNING_HOUR = 6
"""Hours one to five without a word for the part of the day are in the afternoon."""


def read_reminder(text: str) -> str | None:
    """Return the time that a reminder is asked for ("" without one), or None if none is."""
    bare = " ".join(text.lower().replace("check-in", "check in").split()).rstrip(" .!")
    found = _ASKS.fullmatch(bare)
    if found is None:
        return None
    if found["time"] is None:
        return ""
    part = " ".join((found["every"] + found["later"]).split()[-1:])
    return read_time(found["time"], part)


def read_time(text: str, part: str = "") -> str | None:
    """Return "HH:MM", or None for what is no time.

    Args:
        text: the words.
        part: "morning", "afternoon", "evening" or "night" where the sentence named it elsewhere.
    """
    bare = text.lower().strip(" .,!?").removeprefix("at ").removesuffix(" please")
    found = _TIME.fullmatch(bare)
    if found is None:
        return None
    hour, minute = _hour(found["hour"]), _minute(found)
    if hour is None or minute is None:
        return None
    said = found["part"].split()[-1] if found["part"] else part
    hour = _of_day(hour, said.replace("tonight", "night"), found["half"] or "", found["hour"])
    minutes = hour * _MINUTES + minute
    return f"{minutes // _MINUTES % _HOURS:02}:{minutes % _MINUTES:02}"


def _hour(word: str) -> int | None:
    if word in {"noon", "midnight"}:
        return _NOON if word == "noon" else 0
    number = _number(word)
    return number if number is not None and 0 <= number < _HOURS else None


def _minute(found: re.Match[str]) -> int | None:
    """Return minutes after the hour, negative for "quarter to"."""
    if found["past"]:
        words = {"half": 30, "quarter": 15}
        minutes = words.get(found["past"], _number(found["past"]))
        if minutes is None or (found["digits"] or found["minute"]):
            return None
        return -minutes if found["side"] == "to" else minutes
    spoken = found["minute"] or "0"
    number = _number(found["digits"] or spoken.removeprefix("oh ").removeprefix("o "))
    if spoken in _ONE_DIGIT:
        return None  # "twenty five" is no time, "seven oh five" is
    return number if number is not None and 0 <= number < _MINUTES else None


def _of_day(hour: int, part: str, half: str, word: str) -> int:
    """Return the hour of 24: noon and midnight and what is over twelve are plain already."""
    if word in {"noon", "midnight"} or hour > _NOON or hour == 0:
        return hour
    is_late = half.startswith("p") or part in {"afternoon", "evening"}
    is_night = part == "night" and _FIRST_MORNING_HOUR <= hour < _NOON
    is_early = half.startswith("a") or part == "morning" or (part == "night" and not is_night)
    if is_early:
        return hour % _NOON
    if is_late or is_night or hour < _FIRST_MORNING_HOUR:
        return hour % _NOON + _NOON
    return hour


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    tens, _, ones = word.replace("-", " ").partition(" ")
    first = NUMBER_WORDS.get(tens)
    if not ones or first is None:
        return first
    rest = NUMBER_WORDS.get(ones)
    return first + rest if rest is not None and first % 10 == 0 and first > 0 else None
