"""A spoken rating cut into words: numbers, halves and "out of ten" as an ear writes them."""

from __future__ import annotations

import re

from content.number_words import number_words
from content.understanding.rating_words import NUMBER_WORDS, SCALE_WORDS

_SMALL = rf"(\d+|{'|'.join(number_words(number) for number in range(11))})"

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
        (r"\b(today|yesterday|tonight)'s\b", r"\1"),
        (r"\b(?:than|like) yesterday\b", " "),
        (rf"\b(?:down|up) from (?=(?:a |){_SMALL} (?:down |up |)to\b)", " went from "),
        (rf"\b(?:down|up|lower|higher) from (?:a |){_SMALL}", " "),
        (r"\bor (?:so|thereabouts|something)\b", " "),
        (r"\b(?:let me (?:see|think)|i (?:don't|do not) know|i dunno|hard to say)\b", " "),
        (r"\b(?:hang on|hold on|my mistake|let me correct (?:that|it|myself))\b", " wait "),
        (r"\b(?:strike|scratch) that\b", " scratch "),
        (rf"\ball (?=(?:at |a |at a |){_SMALL})", "both "),
        (r"(?<=\w) in the (?:morning|afternoon|evening|night)\b", " am "),
        (rf"\b{_SMALL}[ -]?ish\b", r"\1"),
        (r"\bgood (?=morning|evening|afternoon)", " "),
        (r"\b(?:the )?day before yesterday\b", " ago "),
        (r"\b(minus|negative) (?=\w)", "minus"),
        (r"\b(?:and a half|and half|and one half|1/2)\b|\N{VULGAR FRACTION ONE HALF}", " half "),
        (r"\b(?:an?|one) half\b", " zero half "),
        (r"\band (?:a|one) quarter\b", " point 2 "),
        (r"\band three quarters\b", " point 7 "),
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
    return [word for word, _ in _cut(text)]


def pauses(text: str) -> frozenset[int]:
    """Return the indexes of those words that a comma or a full stop follows; an ear writes none."""
    return frozenset(index for index, (_, is_last) in enumerate(_cut(text)) if is_last)


def _cut(text: str) -> list[tuple[str, bool]]:
    low = text.lower()
    for pattern, replacement in _REWRITES:
        low = pattern.sub(replacement, low)
    found = re.findall(r"(-?\d+|[a-z']+)(\s*[,.;:!])?", low)
    return [(_bare(word), bool(mark)) for word, mark in found]


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
