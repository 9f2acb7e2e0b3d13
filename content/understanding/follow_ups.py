"""Answers to questions in a check-in or a look back where a plain yes or no is not all."""

from __future__ import annotations

from content.understanding.rating_tokens import tokens
from content.understanding.scales import read_correction

PAIN = "pain"
OFFER = "offer"
READ_OR_SHOW = "read_or_show"
REMINDED = "reminded"
REMIND_AT = "remind_at"
FOLLOW_UPS = frozenset({PAIN, OFFER, READ_OR_SHOW, REMINDED, REMIND_AT})
"""What stands in `CheckingIn.asked` while such a question is open."""

MANY_WORDS = 9
_YES = frozenset({"yes", "yeah", "yep", "yup", "both", "sort", "kind", "probably", "definitely"})
_NO = frozenset({"no", "nope", "nah", "neither", "later", "none"})
_ALARMING = frozenset(
    {
        "sudden", "suddenly", "worse", "worst", "new", "different", "severe", "unbearable",
        "bleeding", "blood", "fever", "fainted", "vomiting", "ago", "started", "lot", "bad",
    }
)  # fmt: skip
_USUAL = frozenset({"usual", "normal", "always", "same", "familiar", "known", "fine", "okay"})
_NOT = frozenset(
    {"not", "isn't", "wasn't", "nothing", "neither", "never", "hasn't", "don't", "doesn't"}
)
_REACH = 3
"""A negation counts for the words this near behind it ("not sudden or worse")."""

_A_PERSON = frozenset({"someone", "somebody", "person", "human", "helpline", "talk", "both"})
_BREATHING = frozenset({"breathing", "breathe", "breath", "breaths", "first"})
_SHOW = frozenset({"show", "screen", "display", "see", "second"})
_READ = frozenset({"read", "aloud", "loud", "tell", "yes", "yeah", "yep", "first"})
_AROUND_BREATHING = frozenset(
    {
        "a", "the", "one", "minute", "of", "slow", "please", "some", "let's", "do", "try", "with",
        "me", "option", "yes", "yeah", "i'd", "i'll", "like", "take",
    }
)  # fmt: skip


def read_follow_up(text: str, asked: str) -> str | None:
    """Return the intent of an answer: "yes", "no" or "choose" (the second of two), or None."""
    words = tokens(text)
    if not words or len(text.split()) > MANY_WORDS or text.strip().endswith("?"):
        return None
    change = read_correction(text)
    if change is not None and any(isinstance(value, int) for value in change.scores.values()):
        return None
    if asked == READ_OR_SHOW:
        return _read_or_show(words)
    if asked in {REMINDED, REMIND_AT}:
        return _reminded(words)
    return _pain(words) if asked == PAIN else _offer(words)


def _reminded(words: list[str]) -> str | None:
    if words[0] in _NO or set(words) & {"later", "not"}:
        return "no"
    return "yes" if words[0] in _YES | {"okay", "sure", "now", "go"} else None


def _read_or_show(words: list[str]) -> str | None:
    said = set(words)
    if words[0] in _NO:
        return "no"
    if said & _SHOW:
        return "choose"
    return "yes" if said & _READ else None


def read_usual_pain(text: str) -> str | None:
    """Return "yes" if the words mean the usual pain, "no" if another or a worse one, or None.

    What is alarming and not denied counts more than a yes before it ("yes, but it's worse").
    """
    words = tokens(text)
    first, rest = words[:1], words[1:]
    bare = "yes" if set(first) & _YES else "no" if set(first) & _NO else None
    said = words if bare is None else rest
    alarms = [index for index, word in enumerate(said) if word in _ALARMING]
    usuals = [index for index, word in enumerate(said) if word in _USUAL]
    if any(not _is_denied(said, index) for index in alarms):
        return "no"
    if usuals or (alarms and bare is None):
        denied = any(_NOT & set(said[max(0, at - _REACH) : at]) for at in usuals)
        return "no" if denied else "yes"
    return bare


def _offer(words: list[str]) -> str | None:
    said = set(words)
    if words[0] in _NO or said & {"later", "not"}:
        return "no"
    if said & _A_PERSON:
        return "choose"
    is_breathing = said & _BREATHING and said <= _BREATHING | _AROUND_BREATHING
    return "yes" if is_breathing else None


def _pain(words: list[str]) -> str | None:
    """Whatever sounds alarming counts as a yes unless it is plainly denied.

    "No, it's worse" and "not my usual" are a yes; "no worse", "not sudden" and "the usual" a no.
    """
    alarms = [index for index, word in enumerate(words) if word in _ALARMING]
    usuals = [index for index, word in enumerate(words) if word in _USUAL]
    if any(not _is_denied(words, index) for index in alarms):
        return "yes"
    if any(_NOT & set(words[max(0, index - _REACH) : index]) for index in usuals):
        return "yes"
    if words[0] in _YES or words[:2] == ["it", "is"]:
        return "yes"
    return "no" if alarms or usuals or words[0] in _NO or words[:2] == ["not", "really"] else None


def _is_denied(words: list[str], index: int) -> bool:
    near = words[max(0, index - _REACH) : index]
    return bool(_NOT & set(near)) or near[-1:] == ["no"]
