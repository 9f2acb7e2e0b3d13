"""Topics of the answer bank as values of a slot, so that Alexa's own resolution helps."""

from __future__ import annotations

from functools import cache
from typing import Final

from content.answers import answers
from content.sentences import QUESTION, book
from content.slot_types import ListValue
from skill.only_alexa import only_alexa
from skill.samples import written

TOPIC_SLOT: Final = "topic"

MOST_WORDS: Final = 4
"""A longer way of asking is a sentence, not a topic."""

_ARTICLES: Final = ("the ", "a ", "an ", "your ", "my ")


@cache
def topics() -> tuple[ListValue, ...]:
    """Return a value for each answer: its title, and the short ways in which people name it.

    No words stand for two answers, and none that are a command.
    """
    taken: set[str] = set()
    values = []
    for one in answers().values():
        names = (one.title, *filter(_is_topic, one.questions))
        spoken = [name for name in dict.fromkeys(map(_bare, names)) if name not in taken]
        free = tuple(name for name in spoken if not _is_command(name))
        if free:
            taken.update(free)
            values.append(ListValue(one.id, free))
    return tuple(values)


def question_of(answer_id: str | None, words: str) -> str:
    """Return a question that the answerer surely knows for a resolved topic, else the words."""
    one = answers().get(answer_id or "")
    return one.questions[0] if one else words


def _is_topic(asked: str) -> bool:
    words = asked.split()
    return len(words) <= MOST_WORDS and words[0] not in _openers() and not asked.endswith("?")


@cache
def _openers() -> frozenset[str]:
    """Return the words that begin a question, not the name of a thing."""
    return frozenset(word for group in only_alexa()["question_words"] for word in group)


def _is_command(name: str) -> bool:
    match = book().match(name)
    return match is not None and match.intent != QUESTION


def _bare(name: str) -> str:
    """Return a name in Alexa's spelling without its article."""
    plain = written(name)
    article = next((one for one in _ARTICLES if plain.startswith(one)), "")
    return plain.removeprefix(article)
