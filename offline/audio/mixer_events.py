"""What the mixer tells of what it has mixed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from offline.timeline import CueMark, Timeline


@dataclass(frozen=True, slots=True)
class CueStarted:
    """A phase began."""

    at_sample: int
    """On the mixer's counter: the first sample of the phase."""

    mark: CueMark


@dataclass(frozen=True, slots=True)
class Finished:
    """A timeline played to its end; one that was stopped or replaced never finishes."""

    at_sample: int
    timeline: Timeline
    over: bool = False
    """Whether it was spoken over another."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Mixing broke; everything was dropped and silence follows."""

    at_sample: int
    error: Exception


MixerEvent = CueStarted | Finished | Failed
