"""Answers to the two questions that a check-in asks back, where a plain yes or no is not all."""

from __future__ import annotations

from content.understanding.rating_words import tokens

PAIN = "pain"
OFFER = "offer"
FOLLOW_UPS = frozenset({PAIN, OFFER})
"""What stands in `CheckingIn.asked` while such a question is open."""

MANY_WORDS = 9
_ALARMING = frozenset({"sudden", "suddenly", "worse", "worst", "new", "different", "severe"})
_USUAL = frozenset({"usual", "normal", "always", "same", "familiar", "known"})
_DENIED = frozenset({"no", "not", "isn't", "nope", "nothing", "neither", "never"})
_A_PERSON = frozenset({"someone", "somebody", "person", "human", "helpline", "talk"})
_BREATHING = frozenset({"breathing", "breathe", "breath", "breaths", "slow", "first"})


def read_follow_up(text: str, asked: str) -> str | None:
    """Return the intent of an answer: "yes", "no" or "choose" (the second of two), or None."""
    words = set(tokens(text))
    if not words or len(text.split()) > MANY_WORDS or text.strip().endswith("?"):
        return None
    if asked == PAIN:
        return _pain(words)
    if words & _DENIED:
        return "no" if words & (_A_PERSON | _BREATHING) else None
    if words & _A_PERSON:
        return "choose"
    return "yes" if words & _BREATHING else None


def _pain(words: set[str]) -> str | None:
    """Whatever sounds alarming counts as a yes unless it is plainly denied."""
    if words & _ALARMING:
        return "no" if words & _DENIED else "yes"
    return "no" if words & _USUAL else None
