"""Sounds of breaths as files: rendered once, kept under the home, no more of them than fit.

They hold nothing of anybody: the same breaths give the same file for everyone.
"""

from __future__ import annotations

import logging
import os
import re
import tempfile
import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from content.dialogue.reply import Phase
    from skill.with_sounds import Recipe

MOST_BYTES: Final = 64 * 1024 * 1024
"""About three hours of sound; the files that were not used for longest go first."""

NAME: Final = re.compile(r"[0-9a-f]{32}")

_log: Final = logging.getLogger(__name__)


class Synthesise(Protocol):
    """Makes the sounds of breaths; the command line brings it in (`offline/cli.py`)."""

    def __call__(self, breaths: tuple[tuple[Phase, float], ...], *, night: bool) -> bytes:
        """Return 16-bit mono samples at 24,000 Hz, as long as the breaths."""
        ...


class SoundFiles:
    """The folder of sounds; safe for several threads and several processes."""

    def __init__(
        self, folder: Path, address: str, synthesise: Synthesise, most: int = MOST_BYTES
    ) -> None:
        """Prepare; nothing is made or written yet.

        Args:
            folder: where the files lie.
            address: https address under which this server can be reached, without a path.
            synthesise: makes the samples.
            most: bytes of all files together.
        """
        self._folder = folder
        self._address = address
        self._synthesise = synthesise
        self._most = most
        self._lock = threading.Lock()
        self._pool: ThreadPoolExecutor | None = None
        self._pending: dict[str, Future[Path | None]] = {}

    def address(self, recipe: Recipe, wait_seconds: float) -> str | None:
        """Return the address of a recipe's file once it is there, or None if it takes longer.

        It is made in the background all the same, so the next one who asks has it.
        """
        file = self._folder / f"{recipe.key}.mp3"
        try:
            os.utime(file)  # Used now: the last to go.
        except OSError:
            future = self._begun(recipe, file)
            wait([future], timeout=wait_seconds)
            if not future.done() or future.result() is None:
                return None
        return f"{self._address}/audio/{recipe.key}.mp3"

    def prepare(self, recipes: Iterable[Recipe]) -> None:
        """Begin to make files before anybody asks for them."""
        for recipe in recipes:
            file = self._folder / f"{recipe.key}.mp3"
            if not file.is_file():
                self._begun(recipe, file)

    def _begun(self, recipe: Recipe, file: Path) -> Future[Path | None]:
        """Return the work on a file, begun now or before; the pool is born after a fork."""
        with self._lock:
            future = self._pending.get(recipe.key)
            if future is None:
                self._pool = self._pool or ThreadPoolExecutor(1, "sounds")
                future = self._pool.submit(self._make, recipe, file)
                self._pending[recipe.key] = future
                future.add_done_callback(lambda _: self._pending.pop(recipe.key, None))
            return future

    def _make(self, recipe: Recipe, file: Path) -> Path | None:
        try:
            from skill.mp3 import encode  # noqa: PLC0415 - needed only where there are sounds

            sound = encode(self._synthesise(recipe.breaths, night=recipe.night))
            self._folder.mkdir(parents=True, exist_ok=True)
            _write(file, sound)
            self._make_room()
        except Exception as error:  # noqa: BLE001 - words do without sounds, whatever broke them
            _log.warning("a sound can't be made: %s", error)
            return None
        return file

    def _make_room(self) -> None:
        """Remove the files that were not used for longest until the rest fits."""
        files = [(found.stat(), found) for found in self._folder.glob("*.mp3")]
        files.sort(key=lambda one: one[0].st_mtime, reverse=True)
        kept = 0
        for about, found in files:
            kept += about.st_size
            if kept > self._most:
                found.unlink(missing_ok=True)


def _write(file: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all."""
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
