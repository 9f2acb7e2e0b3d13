"""What somebody typed or said about three samples: "the second one, but slower"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from content import library
from offline.voices.taste import Taste, Wish

if TYPE_CHECKING:
    from collections.abc import Sequence

_PATH: Final = "voice_wishes.yaml"


@dataclass(frozen=True, slots=True)
class _Said:
    wishes: dict[str, tuple[str, ...]]
    ways: tuple[tuple[str, ...], ...]
    again: tuple[str, ...]
    keep: tuple[str, ...]
    spoken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is wanted now."""

    taste: Taste
    is_final: bool
    """One of the samples as it was heard; anything else has to be heard first."""


def three_ways(now: Taste) -> tuple[Taste, Taste, Taste]:
    """Return the voice as it is, slower and lower, and softer."""
    calmer = now.with_wish(Wish.SLOWER).with_wish(Wish.LOWER)
    return now, calmer, now.with_wish(Wish.SOFTER)


def differences(taste: Taste, now: Taste) -> tuple[Wish, ...]:
    """Return the wishes that lead from one taste to the other."""
    pairs = (
        (Wish.SLOWER, taste.rate < now.rate),
        (Wish.FASTER, taste.rate > now.rate),
        (Wish.LOWER, taste.pitch < now.pitch),
        (Wish.HIGHER, taste.pitch > now.pitch),
        (Wish.SOFTER, taste.level_db < now.level_db),
        (Wish.LOUDER, taste.level_db > now.level_db),
    )
    return tuple(wish for wish, holds in pairs if holds)


def may_be_said() -> tuple[str, ...]:
    """Return the phrases that an ear should listen for."""
    return _said().spoken


def is_kept(said: str) -> bool:
    """Return whether nothing is to be changed: Enter alone, or "keep it"."""
    words = re.findall(r"[a-z]+", said.lower())
    return not said.strip() or not {*_said().keep}.isdisjoint(words)


def chosen(said: str, ways: Sequence[Taste]) -> Choice | None:
    """Return what the words ask for; None if they ask for nothing.

    Args:
        said: as typed or heard; wishes change the way that is named, else the first.
        ways: the three that were heard.
    """
    words, known = re.findall(r"[a-z]+|[0-9]+", said.lower()), _said()
    # "The second one": what is named by its place outranks a "one" that stands for "sample".
    places = [at for at, names in enumerate(known.ways) if names[0] in words]
    places += [at for at, names in enumerate(known.ways) if not {*names[1:]}.isdisjoint(words)]
    wishes = [Wish(name) for name, names in known.wishes.items() if not {*names}.isdisjoint(words)]
    if not places and not wishes:
        heard_again = not {*known.again}.isdisjoint(words)
        return Choice(ways[0], is_final=False) if heard_again else None
    taste = ways[places[0] if places else 0]
    for wish in wishes:
        taste = taste.with_wish(wish)
    return Choice(taste, is_final=not wishes)


@cache
def _said() -> _Said:
    return library.structure(library.read(_PATH), _Said, _PATH)
