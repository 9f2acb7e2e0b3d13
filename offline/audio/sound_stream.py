"""One open sound device, either way: found by name, watched, and opened again when it is lost."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, Self

from content.phrases import line
from offline.audio.chosen import Chosen
from offline.audio.watchdog import Watchdog

if TYPE_CHECKING:
    from offline.audio.chosen import Kind


class SoundStream(ABC):
    """What microphone and loudspeaker have in common; a `with` block opens and closes it."""

    def __init__(self, kind: Kind, notice: Callable[[str], None], name: str | None) -> None:
        self._chosen = Chosen(kind, name, notice)
        self._watchdog = Watchdog(
            self._open,
            line(f"devices.no_{kind.key}"),
            lambda: notice(line(f"devices.{kind.key}_lost")),
            better=self._chosen.is_back if name is not None else None,
        )

    def start(self) -> None:
        """Open the device.

        Raises:
            DeviceError: there is none.
        """
        self._watchdog.start()

    def close(self) -> None:
        """Close the device; what should fade must have faded before."""
        self._watchdog.close()

    def renew(self) -> None:
        """Have the device opened afresh, soon: after a sleep it may be dead and not say so."""
        self._watchdog.renew()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @abstractmethod
    def _device(self, wanted: Any) -> Any:
        """Return the device of that id, not started yet; None is the usual one."""

    @abstractmethod
    def _blocks(self) -> Generator[Any, Any, None]:
        """Take or give the device's blocks, in the sound system's own thread."""

    def _open(self) -> Any:
        device = self._device(self._chosen.take())
        blocks = self._blocks()
        next(blocks)
        device.start(blocks)
        return device
