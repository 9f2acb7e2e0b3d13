"""Questions that we do not answer, because a person with a licence has to."""

from __future__ import annotations

from functools import cache

from content import library
from content.safety import phrases, templates
from content.safety.patterns import PatternSet

_PATH = "safety/boundaries.yaml"


def boundary(text: str) -> str | None:
    """Return the key in `phrases/asking.yaml` of the line that sends someone on, or None.

    Symptoms that want a doctor go before a diagnosis, and that before a medicine.
    """
    keys, patterns = _boundaries()
    found = {match.label for match in patterns.find(phrases.plain(text))}
    return next((key for key in reversed(keys) if key in found), None)


def is_medical_advice(text: str) -> bool:
    """Return whether a text asks for a medicine, a diagnosis, or names a symptom for a doctor."""
    return boundary(text) is not None


@cache
def _boundaries() -> tuple[tuple[str, ...], PatternSet]:
    raw = library.read(_PATH)
    rules = dict(phrases.rules())
    for name, template in raw["rules"].items():
        rules[name] = templates.parse(template, rules)
    groups = [(group["reply"], group["templates"]) for group in raw["boundaries"]]
    labelled = [
        (key, templates.parse(template, rules)) for key, texts in groups for template in texts
    ]
    return tuple(key for key, _ in groups), PatternSet(labelled, phrases.plain)
