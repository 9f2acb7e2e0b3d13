"""Words that keep the topic: "and what about kefir" after an answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from content import library
from content.answers import Answer, answer, answers
from content.dialogue.session import Session
from content.understanding import terms
from content.understanding.normalise import normalise
from content.understanding.question_index import rank
from content.understanding.routing import variants

_PATH = "asking.yaml"


@dataclass(frozen=True, slots=True)
class Ways:
    """The file `bank/asking.yaml`."""

    carries_on: tuple[str, ...]
    most_words: int
    article: tuple[str, ...]
    meanings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """What a question that keeps the topic is about."""

    words: str
    """Its own words, without those that carry on."""

    near: Answer | None = None
    """The last answer or one related to it that speaks of these words."""


@cache
def ways() -> Ways:
    """Return how people carry on."""
    return library.structure(library.read(_PATH), Ways, _PATH)


def is_about_article(question: str) -> bool:
    """Return whether a question is about the article that the product came from."""
    said = f" {' '.join(normalise(question).split())} "
    return any(f" {name} " in said for name in ways().article)


def carried(question: str, session: Session) -> Carried | None:
    """Return what "and what about kefir" is about; None where the words do not carry on.

    Without a last answer nothing can be carried on.
    """
    last = answer(session.asking.answer) if session.asking and session.asking.answer else None
    said = " ".join(question.lower().replace("?", " ").replace(",", " ").split())
    start = next((one for one in ways().carries_on if said.startswith(f"{one} ")), None)
    if last is None or start is None:
        return None
    rest = said.removeprefix(start).strip()
    wanted = set(terms.content_stems(normalise(rest)))
    if not wanted or len(rest.split()) > ways().most_words:
        return None
    if normalise(rest) in variants():
        return Carried(rest)
    around = (last, *(answers()[name] for name in last.related))
    near = [one for one in around if wanted <= _stems(one)]
    if not near:
        return Carried(rest)
    scores = {one.answer_id: one.score for one in rank(f"{rest} {last.title}")}
    return Carried(rest, max(near, key=lambda one: scores.get(one.id, 0.0)))


@cache
def _stems(one: Answer) -> frozenset[str]:
    texts = (one.title, one.short, one.more, *one.questions)
    return frozenset(stem for text in texts for stem in terms.content_stems(normalise(text)))
