"""pyttsx3 driver `espeak_sync`: eSpeak NG in its synchronous mode, through ctypes.

pyttsx3's own eSpeak driver runs it asynchronously: a second thread, queued parameters and a
cancel that eats the next text (476 of 1,000 renders wrong with alternating rates).
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from pathlib import Path
from typing import Any, Final

from pyttsx3.voice import Voice as VoiceDescription

from offline.voices.driver import SynchronousDriver, register

NAME: Final = "espeak_sync"

_SYNCHRONOUS, _UTF8, _DO_NOT_EXIT = 2, 1, 0x8000  # espeak-ng/speak_lib.h
_PARAMETERS: Final = {"rate": (1, 80, 400), "volume": (2, 0, 100), "pitch": (3, 0, 99)}
"""Property to espeak_PARAMETER and its least and greatest number (volume in per cent)."""

_SYSTEM_LIBRARY: Final = {"darwin": "libespeak-ng.dylib", "win32": "libespeak-ng.dll"}
_SYNTH_CALLBACK: Final = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


def install() -> None:
    """Make `pyttsx3.init("espeak_sync")` find this module."""
    register(NAME, sys.modules[__name__])


def buildDriver(proxy: Any) -> EspeakDriver:  # noqa: N802  (the name that pyttsx3 looks for)
    """Build the driver for pyttsx3."""
    return EspeakDriver(proxy)


def _load() -> tuple[ctypes.CDLL, bytes | None]:
    """Return the wheel's library with the wheel's data, else the system's with its own."""
    try:
        import espeakng_loader  # noqa: PLC0415  (its absence is one of the two ways)

        wheel = ctypes.CDLL(espeakng_loader.get_library_path())
        return wheel, espeakng_loader.get_data_path().encode()
    except (ImportError, OSError, RuntimeError):
        return ctypes.CDLL(_SYSTEM_LIBRARY.get(sys.platform, "libespeak-ng.so.1")), None


class _Espeak:
    """The library, of which a process has one."""

    def __init__(self) -> None:
        self.lib, data = _load()
        self.lib.espeak_Info.restype = ctypes.c_char_p
        self.rate_hz = self.lib.espeak_Initialize(_SYNCHRONOUS, 0, data, _DO_NOT_EXIT)
        if self.rate_hz <= 0:
            raise RuntimeError("eSpeak NG found no data of its own")
        where = ctypes.c_char_p()
        self.lib.espeak_Info(ctypes.byref(where))
        self.data = Path((where.value or b"").decode())
        self._pcm: list[bytes] = []
        self._callback = _SYNTH_CALLBACK(self._take)  # kept here: ctypes keeps no reference
        self.lib.espeak_SetSynthCallback(self._callback)

    def _take(self, samples: Any, count: int, _events: Any) -> int:
        """Take a block; eSpeak NG calls this in the caller's own thread."""
        if samples and count > 0:
            self._pcm.append(ctypes.string_at(samples, count * 2))
        return 0

    def synthesise(self, text: str) -> bytes:
        """Return int16 mono at `rate_hz`."""
        self._pcm.clear()
        raw = text.encode("utf-8")
        code = self.lib.espeak_Synth(raw, len(raw) + 1, 0, 0, 0, _UTF8, None, None)
        if code:
            raise RuntimeError(f"eSpeak NG gave error {code}")
        return b"".join(self._pcm)

    def set_parameter(self, number: int, value: int) -> None:
        """Set a number and read it back."""
        self.lib.espeak_SetParameter(number, value, 0)
        if self.lib.espeak_GetParameter(number, 1) != value:
            raise RuntimeError(f"eSpeak NG did not take {value}")

    def set_voice(self, name: str, before: str) -> None:
        """Set a voice such as `en-us` or `en-us+f3`; a refused one leaves the one before."""
        variant = name.partition("+")[2]
        if variant and not (self.data / "voices" / "!v" / variant).is_file():
            raise ValueError(f"no variant {variant!r}")  # eSpeak NG would take plain en-us
        if self.lib.espeak_SetVoiceByName(name.encode("utf-8", "replace")):
            self.lib.espeak_SetVoiceByName(before.encode())
            raise ValueError(f"no voice {name!r}")


_espeak = cache(_Espeak)


def library_version() -> str:
    """Return the version of the library in use; the wheel's and the system's speak differently."""
    return str(_espeak().lib.espeak_Info(None).decode())


class EspeakDriver(SynchronousDriver):
    """Rate in words a minute, volume 0 to 1, pitch 0 to 99, voice like `en-us` or `en-us+f3`."""

    def __init__(self, proxy: Any) -> None:
        super().__init__(proxy)
        self._espeak = _espeak()
        self.rate_hz = self._espeak.rate_hz
        names = ("en-us", "en-gb", "en-us+f3", "en-us+m3")
        self.properties = {
            "rate": 150,
            "volume": 1.0,
            "pitch": 50,
            "voice": "en-us",
            "voices": [VoiceDescription(name, name, ["en"]) for name in names],
        }
        for name in ("voice", "rate", "volume", "pitch"):
            self.apply(name, self.properties[name])

    def apply(self, name: str, value: Any) -> Any:
        """Hand a property to eSpeak NG; raises if it does not take."""
        if name == "voice":
            self._espeak.set_voice(str(value), self.properties["voice"])
            return value
        number, least, greatest = _PARAMETERS[name]
        scale = 100 if name == "volume" else 1
        taken = min(greatest, max(least, round(float(value) * scale)))
        self._espeak.set_parameter(number, taken)
        return taken / scale if name == "volume" else taken

    def render(self, piece: str) -> bytes:
        """Return a piece as int16 at `rate_hz`."""
        return self._espeak.synthesise(piece)
