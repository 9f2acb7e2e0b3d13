"""Templates as regular expressions over plain words, found by the word they begin with."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from content.safety.templates import (
    NOTHING,
    Choice,
    Gap,
    Node,
    Sequence,
    TemplateError,
    Word,
)

Plain = Callable[[str], tuple[str, ...]]
"""Writes a word, or a text, the way in which words are compared."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a template matched: word positions, end exclusive, and what it was filed under."""

    begin: int
    end: int
    label: str


class _Pattern:
    """One template, compiled when a text first has all words that it cannot do without.

    All of them at once take a third of a second; a text needs a few.
    """

    def __init__(self, label: str, node: Node, plain: Plain) -> None:
        self.label = label
        self._node = node
        self._plain = plain

    @cached_property
    def needs(self) -> tuple[set[str], ...]:
        """One word of each of these sets is in every text that the template matches."""
        parts = self._node.parts if isinstance(self._node, Sequence) else (self._node,)
        firsts = (_firsts(part, self._plain) for part in parts)
        return tuple(words for words in firsts if "" not in words)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(_pattern(self._node, self._plain))


class PatternSet:
    """Many labelled templates, asked all at once."""

    def __init__(self, templates: Iterable[tuple[str, Node]], plain: Plain) -> None:
        """Take the templates; each is a label and a parsed template."""
        plain = cache(plain)  # The words of templates, which come again and again.
        self._by_first: dict[str, list[_Pattern]] = defaultdict(list)
        for label, node in templates:
            pattern = _Pattern(label, node, plain)
            firsts = _firsts(node, plain)
            if not firsts or "" in firsts:
                raise TemplateError(f"a template of {label} can begin with nothing")
            for first in firsts:
                self._by_first[first].append(pattern)

    def compile(self) -> None:
        """Compile all templates now.

        Raises:
            TemplateError: a word of one is never compared.
        """
        for patterns in self._by_first.values():
            for pattern in patterns:
                pattern.compiled  # noqa: B018 - compiled when first asked for.

    def find(self, words: tuple[str, ...]) -> Iterator[Found]:
        """Yield every match in the words, from left to right."""
        text = "".join(f"{word} " for word in words)
        there = set(words)
        at = 0
        for begin, word in enumerate(words):
            for pattern in self._by_first.get(word, ()):
                if any(map(there.isdisjoint, pattern.needs)):
                    continue
                if matched := pattern.compiled.match(text, at):
                    yield Found(begin, begin + matched.group().count(" "), pattern.label)
            at += len(word) + 1


def _pattern(node: Node, plain: Plain) -> str:
    # Every word carries the blank behind it, so that what is left out leaves nothing behind.
    match node:
        case Word(text=text):
            return "".join(f"{re.escape(word)} " for word in plain(text))
        case Gap(words=most):
            # A gap that swallowed "not" would turn a denial into its opposite.
            return rf"(?:(?!(?:not|never) )\S+ ){{0,{most}}}?"
        case Sequence(parts=parts):
            return "".join(_pattern(part, plain) for part in parts)
        case Choice(options=options):
            patterns = [_pattern(option, plain) for option in options]
            if "" in patterns and any(patterns) and NOTHING not in options:
                raise TemplateError(f"{options[patterns.index('')]} is a word that is skipped")
            # The longest first: a match that covers more says more.
            return f"(?:{'|'.join(sorted(patterns, key=len, reverse=True))})"


def _firsts(node: Node, plain: Plain) -> set[str]:
    """Return the words a template can begin with; an empty string where it can be empty."""
    match node:
        case Word(text=text):
            return set(plain(text)[:1]) or {""}
        case Gap():
            return {""}
        case Choice(options=options):
            return set().union(*(_firsts(option, plain) for option in options))
        case Sequence(parts=parts):
            firsts = {""}
            for part in parts:
                if "" not in firsts:
                    break
                firsts = (firsts - {""}) | _firsts(part, plain)
            return firsts
