"""Numbers as a voice says them."""

from __future__ import annotations

from functools import cache

from unicode_rbnf import RbnfEngine


@cache
def number_words(number: float) -> str:
    """Return a number in words: 4 is "four", 5.5 is "five point five"."""
    value = int(number) if float(number).is_integer() else number
    return str(_engine().format_number(value).text).replace("-", " ")


@cache
def _engine() -> RbnfEngine:
    return RbnfEngine.for_language("en")


def capital(text: str) -> str:
    """Return the text with its first letter in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]
