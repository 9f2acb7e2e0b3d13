"""How somebody likes to be spoken to: which voice, how fast, how low, how soft."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "voice.toml"
"""In the home folder; beside `settings.toml`, which is the person's own to write."""

SLOWEST, FASTEST = 0.7, 1.4
LOWEST, HIGHEST = -4.0, 4.0
SOFTEST, LOUDEST = -9.0, 0.0
"""Louder than now would be louder than the tones expect; the loudspeaker has a knob for that."""

_RATE_STEP: Final = 0.88
_PITCH_STEP: Final = 1.5
_LEVEL_STEP: Final = 3.0


class Wish(StrEnum):
    """What may be asked of a voice."""

    SLOWER = "slower"
    FASTER = "faster"
    LOWER = "lower"
    HIGHER = "higher"
    SOFTER = "softer"
    LOUDER = "louder"


class TasteError(Exception):
    """The file cannot be used; the text is one sentence for people."""


@dataclass(frozen=True, slots=True)
class Taste:
    """All that is remembered; the defaults are the voice as it is."""

    voice: str | None = None
    """A name of `voice_names()`, or None for the best one here."""

    rate: float = 1.0
    """Times the words a minute of answers and numbers; breaths keep their own time."""

    pitch: float = 0.0
    """Semitones."""

    level_db: float = 0.0
    """Of the speech alone."""

    @property
    def pitch_factor(self) -> float:
        """Frequencies are multiplied by this."""
        return float(2.0 ** (self.pitch / 12))

    def with_wish(self, wish: Wish) -> Taste:
        """Return the taste one step further, as far as it goes."""
        match wish:
            case Wish.SLOWER:
                changed = replace(self, rate=self.rate * _RATE_STEP)
            case Wish.FASTER:
                changed = replace(self, rate=self.rate / _RATE_STEP)
            case Wish.LOWER:
                changed = replace(self, pitch=self.pitch - _PITCH_STEP)
            case Wish.HIGHER:
                changed = replace(self, pitch=self.pitch + _PITCH_STEP)
            case Wish.SOFTER:
                changed = replace(self, level_db=self.level_db - _LEVEL_STEP)
            case Wish.LOUDER:
                changed = replace(self, level_db=self.level_db + _LEVEL_STEP)
        return changed.within_limits()

    def within_limits(self) -> Taste:
        """Return the nearest taste that every voice can follow."""
        return replace(
            self,
            rate=round(min(FASTEST, max(SLOWEST, self.rate)), 3),
            pitch=min(HIGHEST, max(LOWEST, self.pitch)),
            level_db=min(LOUDEST, max(SOFTEST, self.level_db)),
        )


PLAIN: Final = Taste()


def remembered(home: Path) -> Taste:
    """Return what was chosen here; `PLAIN` if nothing was.

    Raises:
        TasteError: the file is damaged.
    """
    path = home / FILE
    try:
        kept = tomllib.loads(path.read_text("utf-8"))
        voice = kept.get("voice")
        taste = Taste(
            None if voice is None else str(voice),
            *(_number(kept.get(name, getattr(PLAIN, name))) for name in _NUMBERS),
        )
    except (FileNotFoundError, NotADirectoryError):
        return PLAIN
    except (OSError, ValueError, TypeError) as error:  # TOML's own error is a ValueError
        raise TasteError(f"{path} can't be read ({error}); delete it and choose again.") from error
    return taste.within_limits()


def _number(kept: str | float) -> float:
    number = float(kept)
    if not math.isfinite(number):
        raise ValueError(f"{number} is no number to speak by")
    return number


def remember(home: Path, taste: Taste) -> None:
    """Write the choice; the file is whole or as it was.

    Raises:
        OSError: the folder cannot be written.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    lines = [f"{name} = {getattr(taste, name)}" for name in _NUMBERS]
    if taste.voice is not None:
        lines.insert(0, f'voice = "{taste.voice}"')
    part = home / f"{FILE}.part"
    part.write_text("\n".join(lines) + "\n", "utf-8")
    part.replace(home / FILE)


_NUMBERS: Final = ("rate", "pitch", "level_db")
