"""A practice asked for in words of one's own: its name or a need, a length, and nothing else.

What is left of the sentence once the name (or the need) and the length are taken out has to be
words that mean nothing beside them: "is box breathing safe" has two left, so it is a question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from content import library
from content.dialogue.turn import SlotValue
from content.safety.templates import expand, parse
from content.sentences import book
from content.understanding.asked_length import NAME, AskedLength, take_length
from content.understanding.normalise import tokens

MOST_WORDS = 24
"""A longer utterance tells a story."""

STRONG = 2
"""A name of so many words is hardly said by chance; beside it a few other words may stand."""

OTHER_WORDS = 2
"""How many."""

_ASKING = frozenset(
    {
        "what", "why", "how", "which", "is", "are", "does", "did", "when", "who", "should", "will",
        "has", "have",
    }
)  # fmt: skip
_ASKING_PAIRS = frozenset({("do", "i"), ("do", "you"), ("do", "we"), ("do", "breathing")})
_BREATHING = frozenset({"breathe", "breathing", "breath", "breaths", "practice", "sigh", "humming"})
_NUMBERS = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "in", "out"}
)

_DENIALS = frozenset({"not", "no", "never"})

NEVER, UNSAFE = "never_guided", "unsafe_place"

Words = tuple[str, ...]
Said = tuple[str, str]
"""Slot and value: ("practice", "box")."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for."""

    slots: Mapping[str, SlotValue]
    deadline: bool = False
    """The minutes are until something else begins."""

    marks: frozenset[str] = frozenset()
    """`NEVER` for what we never guide, `UNSAFE` for where we guide nothing (evidence 2.3)."""


@dataclass(frozen=True, slots=True)
class _Bank:
    around: tuple[str, ...]
    not_beside_a_name: tuple[str, ...]
    around_phrases: tuple[str, ...]
    names: dict[str, tuple[str, ...]]
    needs: dict[str, tuple[str, ...]]
    needs_as_said: dict[str, tuple[str, ...]]
    never: tuple[str, ...]
    unsafe_places: str
    events: str


@dataclass(frozen=True, slots=True)
class _Known:
    around: frozenset[str]
    phrases: Mapping[Words, str]
    as_said: Mapping[Words, Said]
    """Names, and the needs that count only as whole words in their order."""

    needs: Mapping[Words, str]
    not_beside: frozenset[str]
    unsafe: frozenset[str]
    events: frozenset[str]


def read_request(text: str) -> Request | None:
    """Return what a sentence asks for, or None where it asks for none, or for more."""
    words = _joined(tokens(text))
    known = _known()
    if not words or len(words) > MOST_WORDS or _is_question(words, known):
        return None
    if not known.unsafe.isdisjoint(words) and not _BREATHING.isdisjoint(words):
        is_asked = words[:2] == ("can", "i")  # has an answer, which says the same and why
        return None if is_asked else Request({}, marks=frozenset({UNSAFE}))
    before = words
    said, words = _take_longest(words, known.as_said)
    is_strong = said is not None and said[0] == "practice" and _is_strong(before, words)
    length, words = take_length(words)
    deadline, words = _take_deadline(words, length, known)
    left = _content(words, known)
    if said is None:
        need = _need(left, known)
        said = ("need", need) if need else None
        if said is None and not (deadline and not left):
            return None
    elif left and not (is_strong and _is_harmless(left, words, known)):
        return None
    if said is not None and said[0] == NEVER:
        return Request({}, marks=frozenset({NEVER}))
    return Request(_slots(said, length), deadline)


def _is_question(words: Words, known: _Known) -> bool:
    """Whether it begins like a question and is not one that is a way of asking for a practice."""
    opens = words[0] in _ASKING and words[:2] != ("how", "about")
    return (opens or words[:2] in _ASKING_PAIRS) and words not in known.as_said


def _is_strong(words: Words, rest: Words) -> bool:
    """Whether the name that was taken has two words at least, one of them no number."""
    name = [word for word in words if words.count(word) > rest.count(word)]
    return len(words) - len(rest) >= STRONG - 1 and not set(name) <= _NUMBERS


def _slots(said: Said | None, length: AskedLength) -> Mapping[str, SlotValue]:
    slots: dict[str, SlotValue] = dict((said,)) if said else {}
    if length.minutes is not None:
        slots["minutes"] = length.minutes
    if length.breaths is not None:
        slots["breaths"] = length.breaths
    return slots


def _take_longest(words: Words, known: Mapping[Words, Said]) -> tuple[Said | None, Words]:
    """Return what the longest known words stand for, and the words with a mark in their place."""
    spans = ((b, e) for b in range(len(words)) for e in range(b + 1, len(words) + 1))
    found = [span for span in spans if words[slice(*span)] in known]
    if not found:
        return None, words
    begin, end = max(found, key=lambda span: span[1] - span[0])
    return known[words[begin:end]], (*words[:begin], NAME, *words[end:])


def _take_deadline(words: Words, length: AskedLength, known: _Known) -> tuple[bool, Words]:
    """Return whether the minutes are until an event, and the words without that event."""
    left = tuple(word for word in words if word not in known.events)
    named = length.minutes is not None and len(left) < len(words) and "in" in words
    return (True, left) if named else (False, words)


def _content(words: Words, known: _Known) -> Words:
    """Return the words that mean something beside a name or a need."""
    for phrase in sorted(known.phrases, key=len, reverse=True):
        words = _without(words, phrase)
    return tuple(word for word in words if word not in known.around and word != NAME)


def _without(words: Words, phrase: Words) -> Words:
    size = len(phrase)
    for begin in range(len(words) - size + 1):
        if words[begin : begin + size] == phrase:
            return _without((*words[:begin], *words[begin + size :]), phrase)
    return words


def _is_harmless(left: Words, words: Words, known: _Known) -> bool:
    """Whether the few unknown words, and those around them, make nothing else of the name."""
    for phrase in known.phrases:
        words = _without(words, phrase)
    return len(left) <= OTHER_WORDS and known.not_beside.isdisjoint(words)


def _need(left: Words, known: _Known) -> str | None:
    """Return the need that the words are, or the first of two that they are one after the other."""
    if left in known.needs:
        return known.needs[left]
    cuts = range(1, len(left))
    both = (cut for cut in cuts if left[:cut] in known.needs and left[cut:] in known.needs)
    return next((known.needs[left[:cut]] for cut in both), None)


def _joined(words: Words) -> Words:
    """Return the words with letters said one by one as one word: "i b s" is "ibs"."""
    joined: list[str] = []
    letters: list[str] = []
    for word in (*words, ""):
        if len(word) == 1:
            letters.append(word)
            continue
        if len(letters) > 2:  # noqa: PLR2004 - "a m" and "i a" are not spelled
            joined.append("".join(letters))
        else:
            joined += letters
        letters = []
        joined.append(word)
    return tuple(filter(None, joined))


@cache
def _known() -> _Known:
    path = "understanding/practice_requests.yaml"
    bank = library.structure(library.read(path), _Bank, path)
    around = frozenset(word for words in bank.around for word in words.split())
    phrases = _written({"": bank.around_phrases})
    plain = _Known(around, phrases, {}, {}, frozenset(), frozenset(), frozenset())
    listed = {value.id: value.spoken for value in book().lists()["practice"].values}
    as_said: dict[Words, Said] = {}
    for slot, said in (
        ("practice", listed),
        ("practice", bank.names),
        ("need", bank.needs_as_said),
        (NEVER, {NEVER: bank.never}),
    ):
        as_said |= {words: (slot, value) for words, value in _written(said).items()}
    needs: dict[Words, str] = {}
    for words, need in _written(bank.needs).items():
        content = _content(words, plain)
        if content and not set(content) <= _DENIALS:
            needs.setdefault(content, need)
    not_beside = frozenset(word for words in bank.not_beside_a_name for word in words.split())
    events = frozenset(bank.events.split())
    unsafe = frozenset(bank.unsafe_places.split())
    return _Known(around, phrases, as_said, needs, not_beside, unsafe, events)


def _written(templates: Mapping[str, Iterable[str]]) -> dict[Words, str]:
    """Return every way of saying each template, as words, with what it stands for."""
    ways: dict[Words, str] = {}
    for label, said in templates.items():
        for template in said:
            for sentence in expand(parse(template, {})):
                if words := _joined(tokens(sentence)):
                    ways.setdefault(words, label)
    return ways
