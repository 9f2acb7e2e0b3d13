"""Keeps a sound device going: a lost one falls silent without an error and stays so."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any, Final

import miniaudio

from offline.audio.devices import DeviceError, quiet_stderr

if TYPE_CHECKING:
    from collections.abc import Callable

SILENT_SECONDS: Final = 0.5
"""Without a callback for this long the device is taken for lost (PulseAudio says nothing)."""

YOUNG_SECONDS: Final = 3.0
SILENT_WHEN_YOUNG_SECONDS: Final = 2.5
"""A null sink may wait 1.7 s after its first callbacks until it has settled."""

REOPEN_SECONDS: Final = 0.5
LOOK_FOR_BETTER_SECONDS: Final = 3.0
"""How soon a chosen device that came back is used again; a look costs some milliseconds."""

_LOOK_SECONDS: Final = 0.1
_TRIES_BEFORE_NOTICE: Final = 2


class Watchdog:
    """Opens a device, and again with a fresh object whenever its callbacks stop."""

    def __init__(
        self,
        open_started: Callable[[], Any],
        missing: str,
        lost: Callable[[], None],
        better: Callable[[], bool] | None = None,
    ) -> None:
        """Prepare.

        Args:
            open_started: returns an open device that was started; MiniaudioError if it cannot.
            missing: the sentence of the DeviceError when there is none at the start.
            lost: called once for each loss, after two vain attempts.
            better: asked every LOOK_FOR_BETTER_SECONDS; true has the device opened afresh.
        """
        self._open_started = open_started
        self._missing = missing
        self._lost = lost
        self._better = better
        self._device: Any = None
        self._opened_at = 0.0
        self._called_at = 0.0
        self._looked_at = 0.0
        self._closing = threading.Event()
        self._renewing = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="sound watchdog", daemon=True)

    def called(self) -> None:
        """Note a callback of the device."""
        self._called_at = time.monotonic()

    @property
    def young(self) -> bool:
        """Whether the device was opened so lately that its callbacks have not settled."""
        return time.monotonic() - self._opened_at < YOUNG_SECONDS

    def renew(self) -> None:
        """Have the device opened afresh; returns at once and may be called from its callback."""
        self._renewing.set()

    def start(self) -> None:
        """Open the device and watch it.

        Raises:
            DeviceError: there is none.
        """
        if not self._open():
            raise DeviceError(self._missing)
        self._thread.start()

    def close(self) -> None:
        """Close the device for good."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join()
        self._close_device()

    def _open(self) -> bool:
        with quiet_stderr():
            try:
                self._opened_at = self._called_at = time.monotonic()
                self._device = self._open_started()
            except (miniaudio.MiniaudioError, DeviceError):
                self._device = None
        return self._device is not None

    def _close_device(self) -> None:
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def _is_silent(self) -> bool:
        allowed = SILENT_WHEN_YOUNG_SECONDS if self.young else SILENT_SECONDS
        return time.monotonic() - self._called_at > allowed

    def _watch(self) -> None:
        while not self._closing.wait(_LOOK_SECONDS):
            if self._renewing.is_set() or self._is_silent() or self._has_better():
                self._renewing.clear()
                self._close_device()
                self._reopen()

    def _has_better(self) -> bool:
        now = time.monotonic()
        if self._better is None or now - self._looked_at < LOOK_FOR_BETTER_SECONDS:
            return False
        self._looked_at = now
        return self._better()

    def _reopen(self) -> None:
        tries = 0
        while not self._closing.is_set() and not self._open():
            tries += 1
            if tries == _TRIES_BEFORE_NOTICE:
                self._lost()
            self._closing.wait(REOPEN_SECONDS)
