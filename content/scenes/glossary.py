"""What a word of the field means, when somebody asks for the word."""

from __future__ import annotations

from functools import cache

from content import lexicon
from content.lexicon import Term
from content.number_words import capital
from content.phrases import line
from content.scenes.carrying_on import ways
from content.understanding.normalise import normalise, tokens
from content.understanding.routing import variants

_PLAIN = "what is"
"""Asks for an answer of the bank rather than for a word, where there is one."""


def meant(question: str, answered: str | None) -> str | None:
    """Return what to say, or None where no term of ours is asked for.

    Args:
        question: the words.
        answered: the bank's answer to them; it comes first unless a word's meaning was asked for,
            and always where the words are a phrasing of the bank.
    """
    if normalise(question) in variants():
        return None
    said = " ".join(tokens(question))
    for before, after in _forms():
        if said.startswith(before) and said.endswith(after):
            found = lexicon.term(said.removeprefix(before).removesuffix(after).strip())
            if found and not (answered and _asks_for_more(before)):
                return explain(found)
    return None


def explain(one: Term) -> str:
    """Return the sentence that explains a term."""
    return line("asking.meaning", term=capital(one.term), meaning=one.meaning)


def _asks_for_more(before: str) -> bool:
    return before.startswith(_PLAIN) and "mean" not in before


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    """The forms, longest first, as what stands before the word and after it."""
    parted = (form.partition("{}") for form in ways().meanings)
    found = ((before, after) for before, _, after in parted)
    return tuple(sorted(found, key=lambda form: -len(form[0] + form[1])))
