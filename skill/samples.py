"""Sentence templates as Alexa's sample utterances: words only, and within Amazon's rules."""

from __future__ import annotations

import re
from typing import Final

from content.number_words import number_words

SLOT: Final = re.compile(r"\{(\w+)\}")
ALLOWED: Final = re.compile(r"(?:[a-z'. ]|\{[a-z_]+\})+")
"""Lower-case letters, apostrophes, periods, spaces and slots."""

LONGEST: Final = 200
"""Characters of one sample."""

_ADJACENT: Final = re.compile(r"\}\s*\{")


def written(text: str) -> str:
    """Return a sample in Alexa's spelling: digits as words, no other punctuation."""
    low = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    worded = re.sub(r"\d+", lambda found: f" {number_words(int(found[0]))} ", low)
    return re.sub(r"[^a-z'.{}_]+", " ", worded).strip()


def faults(sample: str) -> tuple[str, ...]:
    """Return what Amazon would refuse about one sample, or nothing."""
    slots = SLOT.findall(sample)
    found = []
    if not ALLOWED.fullmatch(sample):
        found.append("characters that are not allowed")
    if len(sample) > LONGEST:
        found.append("too long")
    if len(set(slots)) != len(slots):
        found.append("a slot that stands twice")
    if _ADJACENT.search(sample):
        found.append("two slots without a word between")
    return tuple(found)
