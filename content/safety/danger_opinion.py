"""A second opinion on danger, where a voice has brought one: asked where the rules find nothing.

The core knows only this protocol: the companion brings a sentence encoder, the skill brings none.
Figures of speech, denials and what the rules know to be harmless keep their say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from content import library
from content.dialogue.turn import Danger
from content.safety.screen import is_excused
from content.seat import Seat
from content.understanding.normalise import normalise

DangerOpinion = Callable[[str], Mapping[str, float]]
"""Takes normalised words; returns the likelihood of each class by its evidence name, 0 to 1; what
is missing from 1 is the likelihood of no danger."""

_PATH = "safety/opinion.yaml"
_FEWEST_WORDS = 3
"""Shorter words are a command or a number, or the rules know them."""

seat: Seat[DangerOpinion] = Seat()
bring, asking, brought = seat.bring, seat.asking, seat.brought


@dataclass(frozen=True, slots=True)
class Bands:
    """From which likelihood of any danger something is said; by infra/scripts/train_danger.py."""

    sure: float
    """The fixed reply of the likeliest class."""

    ask: float
    """A person is named, and it is asked whether they are in danger (evidence 4.2, 5)."""


@dataclass(frozen=True, slots=True)
class Suspected:
    """What the words may mean."""

    danger: Danger
    sure: bool


def suspect(texts: Iterable[str]) -> Suspected | None:
    """Return what a second opinion makes of texts in which the rules found nothing, or None."""
    opinion = brought()
    if opinion is None:
        return None
    said = {normalise(text) for text in texts}
    asked = sorted(text for text in said if len(text.split()) >= _FEWEST_WORDS)
    likeliest, highest = None, bands().ask
    for text in asked:
        likelihoods = opinion(text)
        together = sum(likelihoods.values())
        if together >= highest and not is_excused(text):
            highest = together
            likeliest = Danger(max(likelihoods, key=lambda name: (likelihoods[name], name)))
    return Suspected(likeliest, highest >= bands().sure) if likeliest else None


@cache
def bands() -> Bands:
    """Return the fitted thresholds."""
    return library.structure(library.read(_PATH)["bands"], Bands, _PATH)
