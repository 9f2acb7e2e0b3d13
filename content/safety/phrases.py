"""What people in danger say, as data: for the screen, the Alexa model and the recogniser."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from content import library
from content.dialogue.turn import Danger
from content.library import BankError
from content.safety import templates
from content.safety.templates import Node, TemplateError
from content.understanding import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_FOLDER = "safety/phrases"
_SAMPLES_A_CLASS = 150
_GRAMMAR_WORDS = 6
"""A recogniser's grammar wants short phrases: it learns pairs of words."""


@dataclass(frozen=True, slots=True)
class PhraseFile:
    """One class, as written in the bank."""

    danger: Danger
    rank: int
    """1 is the most urgent."""

    said: list[str]
    """Full sentences: also the samples of an Alexa intent."""

    heard: list[str] = field(default_factory=list)
    """Parts of sentences, with gaps."""

    alone: list[str] = field(default_factory=list)
    """Dangerous only if nothing else is said."""

    breathless_said: list[str] = field(default_factory=list)
    breathless_heard: list[str] = field(default_factory=list)
    """Air hunger or dread, which may be panic."""

    covers: bool = False
    """True where it stands in front of the shorter matches of other classes inside it."""


@dataclass(frozen=True, slots=True)
class PhraseClass:
    """One class, its templates read."""

    danger: Danger
    said: tuple[Node, ...]
    heard: tuple[Node, ...]
    alone: tuple[str, ...]
    breathless_said: tuple[Node, ...]
    breathless_heard: tuple[Node, ...]
    covers: bool


@dataclass(frozen=True, slots=True)
class Idioms:
    """What sounds dangerous and is not."""

    becomes: Danger
    serious: tuple[Node, ...]
    figures: tuple[Node, ...]
    harmless: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Denial:
    """Which dangers can be denied, with what words, and what is left of them."""

    dangers: list[Danger]
    negators: list[str]
    between: list[str]
    becomes: Danger | None


@dataclass(frozen=True, slots=True)
class Negation:
    """Crisis words denied."""

    said: list[str]
    denials: list[Denial]
    unless_before: list[str]
    unless_after: list[str]


@dataclass(frozen=True, slots=True)
class Misheard:
    """What recognisers make of dangerous words."""

    confusions: dict[str, str]
    sound_alikes: list[str]
    skipped: list[str]


def plain(text: str) -> tuple[str, ...]:
    """Return the words as they are compared: written out, without emphasis and hesitation."""
    return without_skipped(normalise.tokens(text))


def without_skipped(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without emphasis and hesitation."""
    skipped = _skipped()
    return tuple(word for word in words if word not in skipped)


def samples(most: int = _SAMPLES_A_CLASS) -> Mapping[Danger, tuple[str, ...]]:
    """Return full utterances for every class, for a platform that hands over no words.

    Letters, apostrophes and blanks only, none in two classes, at most `most` a class.
    """
    taken: set[str] = set()
    found = {}
    for danger, sentences in _said(most):
        kept = tuple(one for one in dict.fromkeys(sentences) if one not in taken)
        found[danger] = kept[:most]
        taken.update(kept)
    return found


def breathless_samples() -> tuple[str, ...]:
    """Return those samples of MEDICAL that may be panic, for who can tell them apart."""
    return tuple(sentence for group in classes() for sentence in _breathless(group))


def _breathless(group: PhraseClass) -> Iterator[str]:
    for node in group.breathless_said:
        yield from templates.expand(node)


def _said(most: int) -> Iterator[tuple[Danger, tuple[str, ...]]]:
    for group in classes():
        yield group.danger, (*group.alone, *_breathless(group), *_spread(group.said, most))
    yield Danger.NEGATED, _spread(_parsed(negation().said), most)


def grammar() -> tuple[str, ...]:
    """Return short phrases for a recogniser's word list, most urgent class first."""
    short = (
        sentence
        for sentences in samples().values()
        for sentence in sentences
        if len(sentence.split()) <= _GRAMMAR_WORDS
    )
    return tuple(short)


def _spread(nodes: tuple[Node, ...], most: int) -> tuple[str, ...]:
    """Return sentences of every template, evenly spread over all that each can say."""
    share = most // len(nodes)
    found: list[str] = []
    for node in nodes:
        sentences = tuple(templates.expand(node))
        found.extend(sentences[:: -(-len(sentences) // share)])
    return tuple(found)


@cache
def classes() -> tuple[PhraseClass, ...]:
    """Return every class, most urgent first."""
    return tuple(
        PhraseClass(
            danger=raw.danger,
            said=_parsed(raw.said),
            heard=_parsed(raw.heard),
            alone=tuple(text for node in _parsed(raw.alone) for text in templates.expand(node)),
            breathless_said=_parsed(raw.breathless_said),
            breathless_heard=_parsed(raw.breathless_heard),
            covers=raw.covers,
        )
        for raw in sorted(_files(), key=lambda raw: raw.rank)
    )


def rank(danger: Danger) -> int:
    """Return how urgent a class is, 1 first; a denial comes last."""
    return _ranks().get(danger, len(Danger) + 1)


@cache
def idioms() -> Idioms:
    """Return the figures of speech."""
    raw = library.read("safety/idioms.yaml")
    return Idioms(
        Danger(raw["becomes"]),
        *(_parsed(raw[name]) for name in ("serious", "figures", "harmless")),
    )


@cache
def negation() -> Negation:
    """Return the words of denial."""
    return library.structure(library.read("safety/negation.yaml"), Negation, "safety/negation.yaml")


@cache
def misheard() -> Misheard:
    """Return the words that recognisers confuse."""
    return library.structure(library.read("safety/misheard.yaml"), Misheard, "safety/misheard.yaml")


def _parsed(texts: Iterable[str]) -> tuple[Node, ...]:
    try:
        return tuple(templates.parse(text, rules()) for text in texts)
    except TemplateError as error:
        raise BankError(f"bank/safety: {error}") from error


@cache
def rules() -> Mapping[str, Node]:
    """Return the parts that templates share."""
    found: dict[str, Node] = {}
    for name, template in library.read("safety/rules.yaml")["rules"].items():
        found[name] = templates.parse(template, found)
    return found


@cache
def _files() -> tuple[PhraseFile, ...]:
    return tuple(
        library.structure(library.read(path), PhraseFile, path) for path in library.names(_FOLDER)
    )


@cache
def _ranks() -> Mapping[Danger, int]:
    return {raw.danger: raw.rank for raw in _files()}


@cache
def _skipped() -> frozenset[str]:
    return frozenset(misheard().skipped)
