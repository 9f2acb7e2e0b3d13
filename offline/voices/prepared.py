"""The pack of a voice here: lines that are the same for everybody, rendered before they are needed.

Never made on demand: a file that came to be when a line was spoken would tell that it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Final

from content import phrases
from content.dialogue.reply import Pace
from content.practices import cue_words
from offline.voices import espeak_driver, hibari_driver
from offline.voices.clips import SUFFIX, ClipsFirst, Line, Pack, write_pack
from offline.voices.pick import open_voice
from offline.voices.speakable import sentences
from offline.voices.taste import PLAIN, Taste

if TYPE_CHECKING:
    from pathlib import Path

    from offline.audio.samples import Samples
    from offline.voices.voice import Voice

FOLDER: Final = "voices"
RECIPE: Final = 1
"""To be raised whenever the same text would come out otherwise: trimming, levels, the room."""

SCENES: Final = ("safety", "basics", "breathing")
"""Files of `bank/phrases` whose fixed lines are worth having at once."""

Track = Callable[[list[Line]], Iterable[Line]]
"""Goes through the lines and shows how far it is."""


@cache
def fixed_lines() -> tuple[Line, ...]:
    """Return what belongs into a pack: breathing cues, and sentences without a placeholder."""
    found = {Line(cue, Pace.GUIDANCE): None for cue in cue_words().seconds}
    for scene in SCENES:
        for wording in phrases.wordings(scene):
            pace = Pace.GUIDANCE if scene == "breathing" else Pace.ANSWER
            for one in sentences(wording):
                if "{" not in one:
                    found[Line(one, pace)] = found[Line(one, pace, night=True)] = None
    return tuple(sorted(found))


def open_prepared(name: str, home: Path, taste: Taste = PLAIN) -> Voice:
    """Open a voice with its pack, if there is one that fits.

    Raises:
        VoiceError: see `open_voice`.
    """
    return ClipsFirst(open_voice(name, taste), Pack(pack_path(name, home, taste)))


def pack_path(name: str, home: Path, taste: Taste = PLAIN) -> Path:
    """Return where the pack of a voice, its version, a taste and our lines lies."""
    what = (name, _versions(name), RECIPE, taste.rate, taste.pitch, taste.level_db)
    told = json.dumps([*what, [(one.text, one.pace, one.night) for one in fixed_lines()]])
    return home / FOLDER / f"{name}-{hashlib.sha256(told.encode()).hexdigest()[:16]}{SUFFIX}"


def is_prepared(name: str, home: Path, taste: Taste = PLAIN) -> bool:
    """Return whether there is a pack that fits, whole or with damage."""
    return pack_path(name, home, taste).exists()


def prepare(name: str, home: Path, taste: Taste, track: Track = iter) -> Path:
    """Make the pack of a voice: clips that are there and whole are kept, all others rendered.

    Packs of the same voice that no longer fit are thrown away.

    Raises:
        VoiceError: the voice cannot speak.
        OSError: the folder cannot be written.
    """
    path = pack_path(name, home, taste)
    voice, old = open_voice(name, taste), Pack(path)

    def clip(line: Line) -> Samples:
        kept = old.find(line)
        return voice.speak(line.text, line.pace, night=line.night) if kept is None else kept

    write_pack(path, ((line, clip(line)) for line in track(list(fixed_lines()))))
    for stale in path.parent.glob(f"{name}-*{SUFFIX}"):
        if stale != path:
            stale.unlink(missing_ok=True)
    return path


def _versions(name: str) -> str:
    if name == espeak_driver.NAME:
        return espeak_driver.library_version()
    if name == hibari_driver.NAME:
        with suppress(PackageNotFoundError):
            return f"{version('hibari-tts')} {hibari_driver.MODEL_SHA256}"
    return ""
