"""Answers to an open question of a check-in that are no value: leave it out, or not now."""

from __future__ import annotations

_LEAVE_OUT = frozenset(
    {
        "skip", "skip it", "skip that", "skip this", "skip that one", "skip this one", "pass",
        "next", "next one", "next question", "leave it", "leave it out", "leave that out",
        "leave that one out", "i don't know", "don't know", "dunno", "i dunno", "no idea",
        "not sure", "i'm not sure", "hard to say", "can't say", "i can't say", "i can't tell",
        "rather not", "i'd rather not", "i'd rather not say", "no answer", "no comment",
    }
)  # fmt: skip
_LATER = frozenset(
    {
        "later", "maybe later", "not now", "not right now", "another time", "some other time",
        "not today", "do it later", "i'll do it later", "ask me later", "later please",
    }
)  # fmt: skip
_AROUND = frozenset({"um", "uh", "erm", "er", "oh", "please", "well", "just", "let's", "thanks"})


def read_form_word(text: str) -> str | None:
    """Return the intent of "skip that one" ("next") or "maybe later" ("stop"), or None."""
    bare = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    words = [word.strip(".,!;:") for word in bare.split()]
    said = " ".join(word for word in words if word and word not in _AROUND)
    if said in _LEAVE_OUT:
        return "next"
    return "stop" if said in _LATER else None
