"""An answer's words against the voice guide and the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from content import library
from content.answers import Answer, Grade, Tier
from content.editing.finding import Finding, Place
from content.editing.rules import first_of, rules
from content.sources import Check, sources

WALL_WORDS = 60
"""Most words of one spoken form (24 seconds at 150 a minute)."""

SENTENCE_WORDS = 24
MARKUP = re.compile(r"[()\[\]{}*_#;<>]|https?:|\d")
EMERGENCY = "{emergency}"
"""The one placeholder: the listener's emergency number, in a red flag."""


def check_answers(told: Iterable[Answer], at: dict[str, Place]) -> list[Finding]:
    """Return all that is wrong with the answers' words and sources, in the order of the files."""
    found = [
        finding
        for one in told
        for check in (_lengths, _words, _form, _certainty, _tier, _cited)
        for finding in check(one, at[one.id])
    ]
    return sorted(found)


def spoken(one: Answer) -> tuple[str, ...]:
    """Return the written forms of an answer."""
    return (one.short, one.more, one.plain, one.sure)


def _lengths(one: Answer, at: Place) -> Iterator[Finding]:
    for text in spoken(one):
        count = len(text.split())
        if not 0 < count <= WALL_WORDS:
            yield at.finding(f"{count} words", f"1 to {WALL_WORDS} can be heard", _start(text))
        for sentence in re.split(r"(?<=[.?!])\s", text):
            if len(sentence.split()) > SENTENCE_WORDS:
                why = f"a sentence of more than {SENTENCE_WORDS} words loses the ear"
                yield at.finding(sentence, why, _start(sentence))


def _words(one: Answer, at: Place) -> Iterator[Finding]:
    for text in spoken(one):
        low = text.lower()
        if word := first_of(rules().never_spoken, low):
            yield at.finding(word, "is never spoken (evidence, section 0)", word)
        if word := next((w for w in rules().never_first if low.startswith(w)), None):
            yield at.finding(word, "never opens a line (voice guide)", _start(text))
        if word := first_of(rules().stiff, low):
            yield at.finding(word, "people contract it", word)
        if word := first_of(rules().british, low):
            yield at.finding(word, "the bank spells the American way", word)


def _form(one: Answer, at: Place) -> Iterator[Finding]:
    allowed = (EMERGENCY,) if one.tier is Tier.RED_FLAG else ()
    for text in spoken(one):
        bare = text
        for placeholder in allowed:
            bare = bare.replace(placeholder, "")
        if sign := MARKUP.search(bare):
            yield at.finding(sign.group(), "markup or a digit, read aloud badly", _start(text))
        if short := first_of(tuple(rules().abbreviations), text):
            instead = rules().abbreviations[short]
            yield at.finding(short, f"reads badly aloud; write: {instead}", short)


def _certainty(one: Answer, at: Place) -> Iterator[Finding]:
    found = [grade for grade in Grade for _ in re.findall(grade.value, one.short)]
    if one.grade is None:
        if found or one.sources:
            yield at.finding(one.id, "about ourselves, so without a grade and without sources")
        return
    if found != [one.grade]:
        yield at.finding(one.id, f"its short form says {one.grade!s} once, and no other", "short:")
    elif one.grade.value not in one.short.rstrip(".").rsplit(". ", 1)[-1]:
        yield at.finding(one.grade.value, "the certainty stands at the end", "short:")


def _tier(one: Answer, at: Place) -> Iterator[Finding]:
    if one.tier is Tier.GENERAL or one.grade is None:
        return
    if first_of(rules().professionals, f"{one.short} {one.more}".lower()) is None:
        why = f"tier {one.tier!s}: says which professional"
        yield at.finding(one.id, why, "short:")
    if one.tier is Tier.RED_FLAG and one.practice is not None:
        yield at.finding(one.practice, "no practice is offered for a red flag", "practice:")


def _cited(one: Answer, at: Place) -> Iterator[Finding]:
    evidence = library.read("evidence_sources.yaml")
    if not one.sources and one.grade is not None:
        yield at.finding(one.id, "a graded answer names its source", "sources:")
    unknown = [key for key in one.sources if key not in evidence or key not in sources()]
    for key in unknown:
        yield at.finding(key, "is not in the evidence", "sources:")
    known = [sources()[key] for key in one.sources if key not in unknown]
    if known and all(source.check is Check.MEMORY for source in known):
        for text in spoken(one):
            if figure := re.search(rules().figures, text.lower()):
                why = "a source checked only from memory lends no figure"
                yield at.finding(figure.group(), why, _start(text))


def _start(text: str) -> str:
    return " ".join(text.split()[:4])
