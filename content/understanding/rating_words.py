"""The words of a spoken rating: scales, numbers as an ear writes them, what stands between."""

from __future__ import annotations

import re

from content.number_words import number_words

SCALE_WORDS = {
    "anxiety": "anxiety", "anxious": "anxiety", "nerves": "anxiety", "nervous": "anxiety",
    "gut": "gut", "guts": "gut", "belly": "gut", "stomach": "gut", "tummy": "gut",
    "stress": "stress", "stressed": "stress",
    "mood": "mood",
    "sleep": "sleep", "slept": "sleep", "night": "sleep",
}  # fmt: skip

NUMBER_WORDS = {
    **{number_words(number): number for number in range(21)},
    "nought": 0, "nil": 0, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
}  # fmt: skip

HOMOPHONES = {"to": 2, "too": 2, "for": 4, "ate": 8, "won": 1, "tree": 3, "sex": 6, "heaven": 7}
"""What an ear writes for a number; taken as one only where a number must come."""

DIRECTED = ("sleep", "mood")
"""Scales on which ten is best, and which may be answered by a word (contract, section 3)."""

DIRECTED_WORDS = {
    "badly": "badly", "bad": "badly", "terribly": "badly", "poorly": "badly", "terrible": "badly",
    "awful": "badly", "awfully": "badly", "horribly": "badly", "rough": "badly", "poor": "badly",
    "low": "badly", "okay": "okay", "well": "well", "good": "well", "great": "well", "fine": "well",
}  # fmt: skip
"""Words for sleep and mood, as the contract's three."""

VAGUE_WORDS = frozenset(
    {
        "bad", "badly", "awful", "terrible", "horrible", "rough", "high", "low", "mild", "severe",
        "okay", "fine", "good", "great", "worse", "better",
    }
)  # fmt: skip
"""Words for the other scales: a number is asked for once, then the word is kept."""

FILLERS = frozenset(
    {
        "a", "an", "the", "is", "are", "was", "were", "at", "of", "my", "i", "i'm", "am", "feel",
        "feeling", "felt", "about", "around", "like", "um", "uh", "erm", "er", "hmm", "mm", "ah",
        "say", "just", "it's", "its", "it", "and", "then", "with", "level", "today", "now", "right",
        "so", "well", "roughly", "probably", "bit", "little", "please", "log", "note", "record",
        "put", "down", "me", "kind", "sort", "really", "quite", "pretty", "also", "plus", "been",
        "has", "have", "solid", "think", "guess", "suppose", "reckon", "i'd", "would", "i've",
        "you", "know", "let's", "go", "this", "morning", "evening", "afternoon", "tonight", "very",
        "that's", "there", "here", "number", "rating", "score", "as", "somewhere", "maybe",
        "perhaps", "possibly", "from", "between", "both", "in", "on", "last", "yesterday",
        "only", "but", "oh", "okay", "be", "should", "currently", "more", "still", "overall",
        "or", "to", "for", "yeah", "hello", "hi", "hey", "day", "check", "had", "got", "night",
        "went", "gone", "rose", "dropped", "feels", "that", "exactly", "nearly", "almost",
        "too", "set", "want", "need", "can", "could", "give", "up", "i'll",
    }
)  # fmt: skip
"""Words that may stand between a scale and its number."""

CORRECTIONS = frozenset(
    {
        "no", "nope", "wait", "actually", "sorry", "rather", "mean", "meant", "make", "that",
        "change", "changed", "correct", "correction", "oops", "scratch", "update",
    }
)  # fmt: skip
CHANGES = frozenset({"change", "make", "correct", "update"})
"""Openings that change the last entry whenever a scale is named with them."""

NEGATIONS = frozenset(
    {"not", "didn't", "isn't", "wasn't", "don't", "hardly", "barely", "never", "without"}
)
ALTERNATIVES = frozenset({"or", "maybe", "perhaps", "possibly", "to"})
UNITS = frozenset(
    {
        "hour", "hours", "hrs", "minute", "minutes", "o'clock", "am", "pm", "percent", "mg",
        "times", "days", "weeks", "months", "years", "nights", "pounds", "kilos", "people",
    }
)  # fmt: skip
"""A number before one of these is no rating ("slept six hours")."""

ONLY_CHANGES = CHANGES - {"make"}
"""With one of these a sentence writes no new entry."""

CLOCK = frozenset({"at", "for", "until", "till", "by", "from"})
"""Between "slept" and a number these make it a time or a length, no rating."""

MOVES = frozenset({"change", "changed", "went", "gone", "rose", "dropped"})
"""With one of these "from six to three" is now three; without, it is a range."""

SHORT_NIGHT = frozenset({"bad", "rough", "terrible", "awful", "poor", "horrible"})
"""Only before these is "night" a rating of sleep ("good night" is a goodbye)."""

OTHER_DAYS = frozenset(
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "tomorrow",
        "ago",
    }
)  # fmt: skip
STARTS = frozenset(
    {
        "log", "note", "record", "put", "my", "i", "i'm", "i'd", "i'll", "i've", "yesterday",
        "today", "set",
    }
)  # fmt: skip
QUESTION_STARTS = frozenset(
    {
        "is", "are", "was", "were", "do", "does", "did", "can", "could", "should", "would", "will",
        "what", "what's", "why", "how", "how's", "when", "where", "who", "which", "if",
    }
)  # fmt: skip

_REWRITES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\N{RIGHT SINGLE QUOTATION MARK}", "'"),
        (r"\b(?:hey|okay|ok|tell|ask) gut feeling(?: that| to|)\b", " "),
        (r"^\s*gut feeling,? (?=[a-z])", " "),
        (r"\bon (?:a|the) scale (?:of|from) (?:zero|one|0|1) (?:to|through) (?:ten|10)\b", " "),
        (r"\b(?:out of|of|over|/) ?(?:ten|10)\b", " "),
        (r"/ ?10\b", " "),
        (r"\b(?:all right|alright|so so|so-so|ok)\b", "okay"),
        (r"\b(?:than|like) yesterday\b", " "),
        (r"\bgood (?=morning|evening|afternoon)", " "),
        (r"\b(?:the )?day before yesterday\b", " ago "),
        (r"\b(minus|negative) (?=\w)", "minus"),
        (r"\b(?:and a half|and half|and one half|1/2)\b|\N{VULGAR FRACTION ONE HALF}", " half "),
        (r"(?<=\d)\.(?=\d)", " point "),
        (r"\b([ap])\.?m\b\.?", r"\1m"),
        (r"(?<=\w)-(?=\d)", " to "),
        (r"(?<=[a-z])-", " "),
        (
            r"\b(twenty|thirty|forty|fifty) (one|two|three|four|five|six|seven|eight|nine)\b",
            r"\1\2",
        ),
    )
)
_COMPOUND = re.compile(r"(twenty|thirty|forty|fifty)(one|two|three|four|five|six|seven|eight|nine)")


def tokens(text: str) -> list[str]:
    """Return the words in lower case, without "out of ten" and punctuation."""
    low = text.lower()
    for pattern, replacement in _REWRITES:
        low = pattern.sub(replacement, low)
    return [_bare(word) for word in re.findall(r"-?\d+|[a-z']+", low)]


def whole_number(word: str) -> int | None:
    """Return the number that a word is, or None."""
    if re.fullmatch(r"-?\d+", word):
        return int(word)
    if word.startswith("minus"):
        below = whole_number(word.removeprefix("minus"))
        return None if below is None else -below
    if word in NUMBER_WORDS:
        return NUMBER_WORDS[word]
    if compound := _COMPOUND.fullmatch(word):
        return NUMBER_WORDS[compound[1]] + NUMBER_WORDS[compound[2]]
    return None


def _bare(word: str) -> str:
    """Return "gut" for "gut's"; other words as they are."""
    bare = word.removesuffix("'s")
    return bare if bare in SCALE_WORDS else word.strip("'")
