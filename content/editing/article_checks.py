"""The article's table: complete, and in the voice."""

from __future__ import annotations

import re
from collections.abc import Iterable

from content.article import Claim
from content.editing.answer_checks import MARKUP
from content.editing.finding import Finding
from content.editing.rules import first_of, rules
from content.sources import Check, sources

CLAIMS = 99
"""How many claims evidence, section 1, counts."""

_FILE = "article.yaml"
_ROWS_BEFORE, _ROW_LINES = 2, 6
MOST_WORDS = 40
"""Of a claim and its line together: the tour adds up to twenty around them."""


def check_article(told: Iterable[Claim]) -> list[Finding]:
    """Return what is missing in the table or wrong with its lines."""
    claims = list(told)
    numbers = {one.claim for one in claims}
    missing = [number for number in range(1, CLAIMS + 1) if number not in numbers]
    found = [Finding(_FILE, 1, f"claim {number}", "is not in the table") for number in missing]
    for one in claims:
        at = _ROWS_BEFORE + (one.claim - 1) * _ROW_LINES + 1
        found += [Finding(_FILE, at, what, why) for what, why in _faults(one)]
    return sorted(found)


def _faults(one: Claim) -> Iterable[tuple[str, str]]:
    for text in (one.says, one.line):
        if sign := MARKUP.search(text):
            yield sign.group(), "markup or a digit, read aloud badly"
    if word := first_of(rules().never_spoken, one.line.lower()):
        yield word, "is never spoken (evidence, section 0)"
    if word := first_of(rules().british, f"{one.says} {one.line}".lower()):
        yield word, "the bank spells the American way"
    if one.says != one.says[:1].lower() + one.says[1:] or one.says.endswith("."):
        yield one.says, "completes a sentence, so neither a capital nor a full stop"
    if len(f"{one.says} {one.line}".split()) > MOST_WORDS:
        yield one.says, "is too long to be heard"
    checks = {sources()[key].check for key in one.sources}
    figure = re.search(rules().figures, one.line.lower())
    if figure and checks <= {Check.MEMORY}:
        yield figure.group(), "a source checked only from memory lends no figure"
