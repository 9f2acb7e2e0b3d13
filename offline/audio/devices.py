"""Which sound devices there are, and opening them without noise on the terminal."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Device:
    """One sound device as the sound system lists it."""

    name: str
    id: Any
    """miniaudio's, for the backends of `backends()` only."""

    is_default: bool


def speakers() -> tuple[Device, ...]:
    """Return the loudspeakers that can be opened; a dummy is none."""
    return tuple(one for one in _listed(microphones=False) if one.name != _DUMMY)


def microphones() -> tuple[Device, ...]:
    """Return the microphones that can be opened; the monitor of a loudspeaker is none."""
    return tuple(one for one in _listed(microphones=True) if not _is_monitor(one.name))


def has_speaker() -> bool:
    """Return whether a loudspeaker can be opened; a dummy does not count."""
    return default_speaker() is not None


def has_microphone() -> bool:
    """Return whether a microphone can be opened; the monitor of a loudspeaker does not count."""
    return default_microphone() is not None


def default_speaker() -> str | None:
    """Return the name of the usual loudspeaker, None if there is none."""
    name = _default_name(_listed(microphones=False))
    return None if name == _DUMMY else name


def default_microphone() -> str | None:
    """Return the name of the usual microphone, None if there is none."""
    name = _default_name(_listed(microphones=True))
    return None if name is None or _is_monitor(name) else name


def _is_monitor(name: str) -> bool:
    return name.startswith("Monitor of ") or name.endswith(".monitor")


def _default_name(listed: tuple[Device, ...]) -> str | None:
    first = next((one for one in listed if one.is_default), listed[0] if listed else None)
    return None if first is None else first.name


def _listed(*, microphones: bool) -> tuple[Device, ...]:
    """Return all devices of a kind; pyminiaudio's own list does not say which is the default."""
    ffi, lib = miniaudio.ffi, miniaudio.lib
    infos, count = ffi.new("ma_device_info **"), ffi.new("ma_uint32 *")
    none = (ffi.NULL, ffi.NULL)
    wanted = (*none, infos, count) if microphones else (infos, count, *none)
    with quiet_stderr():
        try:
            context = miniaudio.Devices(backends())
        except miniaudio.MiniaudioError:
            return ()
        if lib.ma_context_get_devices(context._context, *wanted) != lib.MA_SUCCESS:  # noqa: SLF001  (no other door)
            return ()
        found = [infos[0][index] for index in range(count[0])]
        return tuple(
            Device(
                str(ffi.string(info.name).decode("utf-8", "replace")),
                ffi.new("ma_device_id *", info.id),
                bool(info.isDefault),
            )
            for info in found
        )
