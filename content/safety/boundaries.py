"""Questions that we do not answer, because a person with a licence has to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from content import library
from content.safety import phrases, templates
from content.safety.patterns import PatternSet

_PATH = "safety/boundaries.yaml"


def boundary(text: str) -> str | None:
    """Return the key in `phrases/asking.yaml` of the line that sends someone on, or None.

    Symptoms that want a doctor go before a diagnosis, and that before a diet or a medicine.
    """
    data = _boundaries()
    words = phrases.plain(text)
    named = not data.persons.isdisjoint(words)
    found = {int(match.label) for match in data.patterns.find(words)}
    counted = [index for index in found if named or not data.groups[index].personal]
    return data.groups[max(counted)].reply if counted else None


@dataclass(frozen=True, slots=True)
class _Group:
    """Templates that lead to one line."""

    reply: str
    templates: list[str]
    personal: bool = False


@dataclass(frozen=True, slots=True)
class _Boundaries:
    """The bank's groups, read; a pattern's label is the index of its group."""

    persons: frozenset[str]
    groups: tuple[_Group, ...]
    patterns: PatternSet


@cache
def _boundaries() -> _Boundaries:
    raw = library.read(_PATH)
    rules = dict(phrases.rules())
    for name, template in raw["rules"].items():
        rules[name] = templates.parse(template, rules)
    groups = tuple(library.structure(group, _Group, _PATH) for group in raw["boundaries"])
    labelled = [
        (str(index), templates.parse(template, rules))
        for index, group in enumerate(groups)
        for template in group.templates
    ]
    return _Boundaries(frozenset(raw["persons"]), groups, PatternSet(labelled, phrases.plain))


def compile_all() -> None:
    """Compile every template now.

    Raises:
        TemplateError: a template holds a word that is never compared.
    """
    _boundaries().patterns.compile()
