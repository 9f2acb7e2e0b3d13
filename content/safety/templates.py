"""Templates of what people say: `(a|b)` one of, `[a]` perhaps, `<rule>` a named part, `*` a gap.

`*` stands for up to 3 words and `**` for up to 10, so that "want to * kill * myself" is heard with
words between. A template is matched against words that went through `plain`, and expanded into full
sentences (those without gaps) for whoever has to list what can be said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

GAP_WORDS = {"*": 3, "**": 10}
_PART = re.compile(r"[()\[\]|]|\*\*?|<[a-z_]+>|[^\s()\[\]|*<>]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it is spoken, contractions included."""

    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to `words` words of any kind."""

    words: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts one after the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several parts."""

    options: tuple[Node, ...]


Node = Word | Gap | Sequence | Choice
NOTHING = Sequence(())


class TemplateError(ValueError):
    """A template cannot be read."""


def parse(template: str, rules: Mapping[str, Node]) -> Node:
    """Return the tree of a template.

    Raises:
        TemplateError: a bracket is open, or a rule is unknown.
    """
    parts = _PART.findall(template)
    node, end = _choice(parts, 0, rules, "")
    if end != len(parts):
        raise TemplateError(f"{template!r}: {parts[end]!r} closes nothing")
    return node


def _choice(parts: list[str], at: int, rules: Mapping[str, Node], close: str) -> tuple[Node, int]:
    options: list[Node] = []
    sequence: list[Node] = []
    while at < len(parts) and parts[at] not in (")", "]"):
        part = parts[at]
        at += 1
        if part == "|":
            options.append(Sequence(tuple(sequence)))
            sequence = []
        else:
            node, at = _part(part, parts, at, rules)
            sequence.append(node)
    if close and (at == len(parts) or parts[at] != close):
        raise TemplateError(f"{' '.join(parts)!r}: no {close!r}")
    options.append(Sequence(tuple(sequence)))
    return (options[0] if len(options) == 1 else Choice(tuple(options))), at


def _part(part: str, parts: list[str], at: int, rules: Mapping[str, Node]) -> tuple[Node, int]:
    if part == "(":
        node, at = _choice(parts, at, rules, ")")
        return node, at + 1
    if part == "[":
        node, at = _choice(parts, at, rules, "]")
        return Choice((node, NOTHING)), at + 1
    if part in GAP_WORDS:
        return Gap(GAP_WORDS[part]), at
    if part.startswith("<"):
        if part[1:-1] not in rules:
            raise TemplateError(f"{part} is not a rule yet")
        return rules[part[1:-1]], at
    return Word(part), at


def expand(node: Node) -> Iterator[str]:
    """Yield every sentence of a template, as spoken; none if it has a gap."""
    match node:
        case Word(text=text):
            yield text
        case Choice(options=options):
            for option in options:
                yield from expand(option)
        case Sequence(parts=parts):
            for sentence in product(*map(expand, parts)):
                yield " ".join(filter(None, sentence))
        case Gap():
            return
