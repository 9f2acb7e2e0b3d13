"""Which device is meant: by name while it is there, else the system's own choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

import miniaudio

from content.phrases import line
from offline.audio import devices
from offline.audio.devices import Device, DeviceError

if TYPE_CHECKING:
    from typing import Any

USUAL: Final = "default"
"""Typed in place of a name: forget the chosen device."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Microphones or loudspeakers."""

    key: str
    """Ends the phrases' keys, and is the setting's name."""

    there: Callable[[], Sequence[Device]]
    usual: Callable[[], str | None]


# Looked up at each use, so that a test can take a device away.
MICROPHONES: Final = Kind(
    "microphone",
    lambda: devices.microphones(),  # noqa: PLW0108 - as above
    lambda: devices.default_microphone(),  # noqa: PLW0108 - as above
)
SPEAKERS: Final = Kind(
    "speaker",
    lambda: devices.speakers(),  # noqa: PLW0108 - as above
    lambda: devices.default_speaker(),  # noqa: PLW0108 - as above
)


def named(name: str, kind: Kind) -> str:
    """Return the whole name of the device that is meant by a name or by a part of one.

    Raises:
        DeviceError: there is none, or several; the sentence holds the nearest names.
    """
    names = [one.name for one in kind.there()]
    if not names:
        raise DeviceError(line(f"devices.no_{kind.key}"))
    by_case = {one.casefold(): one for one in names}
    wanted = name.casefold()
    if wanted in by_case:
        return by_case[wanted]
    holding = [one for one in names if wanted in one.casefold()]
    if len(holding) == 1:
        return holding[0]
    near = holding or [by_case[one] for one in get_close_matches(wanted, by_case, cutoff=0.3)]
    raise DeviceError(
        line(f"devices.unknown_{kind.key}", name=name, there="; ".join(near or names))
    )


class Chosen:
    """Finds the chosen device each time a stream is opened; the usual one stands in for it."""

    def __init__(self, kind: Kind, name: str | None, notice: Callable[[str], None]) -> None:
        self._kind = kind
        self._name = name
        self._notice = notice
        self._stands_in = False

    def is_back(self) -> bool:
        """Return whether the chosen device is there again, while another stands in for it."""
        return self._stands_in and self._found() is not None

    def take(self) -> Any:
        """Return the id of the device to open, None for the usual one.

        Raises:
            miniaudio.MiniaudioError: there is neither.
        """
        found = self._found()
        if found is not None:
            if self._stands_in:
                self._notice(line(f"devices.{self._kind.key}_back", name=found.name))
            self._stands_in = False
            return found.id
        usual = self._kind.usual()
        if usual is None:
            raise miniaudio.MiniaudioError(f"no {self._kind.key}")
        if self._name is not None and not self._stands_in:
            words = line(f"devices.{self._kind.key}_away", name=self._name, other=usual)
            self._notice(words)
            self._stands_in = True
        return None

    def _found(self) -> Device | None:
        if self._name is None:
            return None
        return next((one for one in self._kind.there() if one.name == self._name), None)
