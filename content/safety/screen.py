"""The safety screen: looked at before anything else, on every turn, in every scene.

It reads; it keeps nothing. What people say lies in `bank/safety/`: a new class is a value of
`Danger` and a file of phrases.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from content.dialogue.turn import Danger
from content.safety import phrases
from content.safety.negation import Denials
from content.safety.patterns import Found, PatternSet
from content.safety.young import of_a_child
from content.understanding import normalise, phonetics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FIGURE, _HARMLESS, _SERIOUS = "figure", "harmless", "serious"
_BREATHLESS = "breathless"
_NEAR = 0.7
"""How alike in spelling a run of words must be to a word that sounds the same."""


def screen(texts: Iterable[str]) -> Danger | None:
    """Return the most urgent danger in any of the texts, or None.

    The texts are what was heard, every alternative of it, and every free-text slot.
    """
    found = {danger for text in texts for danger in of_a_child(_dangers(text), text)}
    return min(found, key=phrases.rank) if found else None


def is_breathless(texts: Iterable[str]) -> bool:
    """Return whether air hunger or dread is all there is: it may be panic, and says so itself."""
    labels = {
        found.label for text in texts for words in _readings(text) for found in _matches(words)
    }
    return bool(labels) and labels <= {_BREATHLESS}


def is_excused(text: str) -> bool:
    """Return whether the words hold a figure of speech, or what is known to be harmless."""
    data = _screen_data()
    return any(
        found.label in (_FIGURE, _HARMLESS)
        for words in _readings(text)
        for found in data.patterns.find(words)
    )


def compile_all() -> None:
    """Compile every template now: for a test, and for whoever has time before the first words.

    Raises:
        TemplateError: a template holds a word that is never compared.
    """
    data = _screen_data()
    data.patterns.compile()
    data.serious.compile()


def _dangers(text: str) -> Iterator[Danger]:
    for words in _readings(text):
        serious = False
        for found in _matches(words):
            if found.label == _FIGURE:
                serious = serious or _is_serious(words, found)
            elif found.label == _BREATHLESS:
                yield Danger.MEDICAL
            elif (danger := _screen_data().denials.judge(words, found)) is not None:
                yield danger
        if serious:
            yield phrases.idioms().becomes


def _matches(words: tuple[str, ...]) -> tuple[Found, ...]:
    """Return what was found, without what lies inside a longer figure of speech or the like."""
    data = _screen_data()
    found = [*data.patterns.find(words)]
    alone = data.alone.get(" ".join(words))
    if alone is not None:
        found.append(Found(0, len(words), alone))
    covers = [one for one in found if one.label in data.covering]
    return tuple(
        one
        for one in found
        if one.label != _HARMLESS and not any(_covers(cover, one) for cover in covers)
    )


def _covers(cover: Found, one: Found) -> bool:
    if cover.label in (_HARMLESS, _FIGURE):
        # "I need help" ends inside "need help with": what follows tells what was meant.
        return one.label not in (_HARMLESS, _FIGURE) and cover.begin < one.end <= cover.end
    inside = cover.begin <= one.begin and one.end <= cover.end
    return inside and cover.label != one.label and cover.end - cover.begin > one.end - one.begin


def _is_serious(words: tuple[str, ...], figure: Found) -> bool:
    around = (*words[: figure.begin], "|", *words[figure.end :])
    return any(True for _ in _screen_data().serious.find(around))


def _readings(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the words as heard, and as they may have been meant, each once."""
    said = normalise.tokens(text)
    seen = set()
    for words in (said, _unconfused(said), _by_sound(said)):
        bare = phrases.without_skipped(words)
        if bare and bare not in seen:
            seen.add(bare)
            yield bare


def _unconfused(words: tuple[str, ...]) -> tuple[str, ...]:
    text = f" {' '.join(words)} "
    for heard, meant in phrases.misheard().confusions.items():
        text = text.replace(f" {heard} ", f" {meant} ")
    return tuple(text.split())


def _by_sound(words: tuple[str, ...]) -> tuple[str, ...]:
    meant_by_key = _screen_data().sounds
    common = phonetics.common_words()
    for begin, end in phonetics.windows(words):
        window = words[begin:end]
        meant = meant_by_key.get(phonetics.key("".join(window)))
        if meant is None or all(word in common for word in window):
            continue
        if phonetics.likeness("".join(window), meant) >= _NEAR:
            return (*words[:begin], *meant.split(), *words[end:])
    return words


class _ScreenData:
    """The bank's phrases, compiled once."""

    def __init__(self) -> None:
        classes, idioms = phrases.classes(), phrases.idioms()
        labelled = [
            (label, node)
            for group in classes
            for label, nodes in (
                (group.danger.value, (*group.said, *group.heard)),
                (_BREATHLESS, (*group.breathless_said, *group.breathless_heard)),
            )
            for node in nodes
        ]
        labelled += [(_FIGURE, node) for node in idioms.figures]
        labelled += [(_HARMLESS, node) for node in idioms.harmless]
        self.patterns = PatternSet(labelled, phrases.plain)
        self.serious = PatternSet([(_SERIOUS, node) for node in idioms.serious], phrases.plain)
        self.covering = {_FIGURE, _HARMLESS} | {
            group.danger.value for group in classes if group.covers
        }
        self.alone = {
            " ".join(phrases.plain(sentence)): group.danger.value
            for group in classes
            for sentence in group.alone
        }
        self.sounds = {phonetics.key(word): word for word in phrases.misheard().sound_alikes}
        self.denials = Denials(phrases.negation())


@cache
def _screen_data() -> _ScreenData:
    return _ScreenData()
