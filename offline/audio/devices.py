"""Which sound devices there are, and opening them without noise on the terminal."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import miniaudio

if TYPE_CHECKING:
    from collections.abc import Iterator

_BACKENDS: Final = {
    "linux": (
        miniaudio.Backend.PULSEAUDIO,
        miniaudio.Backend.ALSA,
        miniaudio.Backend.JACK,
    ),
    "darwin": (miniaudio.Backend.COREAUDIO,),
    "win32": (miniaudio.Backend.WASAPI, miniaudio.Backend.DSOUND, miniaudio.Backend.WINMM),
}
_NEVER: Final = {miniaudio.Backend.NULL, miniaudio.Backend.CUSTOM, miniaudio.Backend.WEBAUDIO}

_DUMMY: Final = "Dummy Output"
"""What PulseAudio and PipeWire offer when there is no sound card: it plays into nothing."""


class DeviceError(Exception):
    """A sound device is missing or refuses; the text is one sentence for people."""


def backends() -> list[Any]:
    """Return the sound systems to try, without the null one: silence must not pass for sound."""
    chosen = _BACKENDS.get(sys.platform)
    return list(chosen) if chosen else [one for one in miniaudio.Backend if one not in _NEVER]


@contextmanager
def quiet_stderr() -> Iterator[None]:
    """Keep the libraries' own messages off the terminal; ALSA writes 25 lines when it is alone."""
    try:
        kept = os.dup(2)
    except OSError:  # started without a standard error
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def has_speaker() -> bool:
    """Return whether a loudspeaker can be opened; a dummy does not count."""
    return default_speaker() is not None


def has_microphone() -> bool:
    """Return whether a microphone can be opened; the monitor of a loudspeaker does not count."""
    return default_microphone() is not None


def default_speaker() -> str | None:
    """Return the name of the usual loudspeaker, None if there is none."""
    name = _default_name(microphone=False)
    return None if name == _DUMMY else name


def default_microphone() -> str | None:
    """Return the name of the usual microphone, None if there is none."""
    name = _default_name(microphone=True)
    if name is None or name.startswith("Monitor of ") or name.endswith(".monitor"):
        return None
    return name


def _default_name(*, microphone: bool) -> str | None:
    with quiet_stderr():
        try:
            context = miniaudio.Devices(backends())
            listed = context.get_captures() if microphone else context.get_playbacks()
        except miniaudio.MiniaudioError:
            return None
        if not listed:
            return None
        return _name_of_default(context, microphone=microphone)


def _name_of_default(context: Any, *, microphone: bool) -> str | None:
    """Return the default's name; pyminiaudio lists devices without saying which one that is."""
    ffi, lib = miniaudio.ffi, miniaudio.lib
    infos, count = ffi.new("ma_device_info **"), ffi.new("ma_uint32 *")
    wanted = (
        (ffi.NULL, ffi.NULL, infos, count) if microphone else (infos, count, ffi.NULL, ffi.NULL)
    )
    if lib.ma_context_get_devices(context._context, *wanted) != lib.MA_SUCCESS:  # noqa: SLF001  (no other door)
        return None
    found = [infos[0][index] for index in range(count[0])]
    first = next((info for info in found if info.isDefault), found[0] if found else None)
    return None if first is None else str(ffi.string(first.name).decode("utf-8", "replace"))
