"""A private PulseAudio server with null sinks, for the few tests that need a sound device.

A fresh server for each test module, a time limit on every call, no shared memory: version 16.1
aborts with two clients in that mode, and hung after some minutes of loopback modules.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

CALL_SECONDS = 5
SETTLE_SECONDS = 2.2
"""A null sink renders up to 2 s in one go until it has had a quick client for this long."""

_SCRIPT = """\
load-module module-native-protocol-unix auth-anonymous=1 socket={socket}
load-module module-null-sink sink_name=speaker rate=48000 format=s16le channels=1 channel_map=mono
load-module module-null-sink sink_name=room rate=48000 format=s16le channels=1 channel_map=mono
load-module module-remap-source source_name=microphone master=room.monitor channels=1 \
channel_map=mono master_channel_map=mono remix=no source_properties=device.description=Microphone
set-default-sink speaker
set-default-source microphone
"""


class PulseServer:
    """`speaker` is what we play into; what is played into `room` is heard by `microphone`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._recorded = folder / "nothing"
        self.environment = {
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder / "pulse"),
            "PULSE_STATE_PATH": str(folder / "state"),
            "PULSE_SERVER": f"unix:{folder / 'pulse.sock'}",
            "HOME": str(folder),
        }
        (folder / "pulse").mkdir(mode=0o700)
        script = folder / "server.pa"
        script.write_text(_SCRIPT.format(socket=folder / "pulse.sock"))
        command = (
            "pulseaudio -n --daemonize=no --exit-idle-time=-1 --use-pid-file=no --disallow-exit "
            f"--disable-shm=yes --realtime=no --high-priority=no --log-level=1 -F {script}"
        )
        log = (folder / "server.log").open("wb")
        self._server = subprocess.Popen(
            command.split(), env=self._environ(), stdout=log, stderr=log, stdin=subprocess.DEVNULL
        )
        log.close()
        self._wait()

    def _environ(self) -> dict[str, str]:
        return {**os.environ, **self.environment}

    def _wait(self) -> None:
        for _ in range(50):
            if self._server.poll() is not None:
                break
            try:
                self.pactl("info")
            except (subprocess.SubprocessError, OSError):
                time.sleep(0.1)
            else:
                return
        raise RuntimeError((self.folder / "server.log").read_text() or "PulseAudio did not start")

    def pactl(self, *words: str) -> str:
        """Return what one control call prints."""
        done = subprocess.run(
            ["pactl", *words],
            env=self._environ(),
            timeout=CALL_SECONDS,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    @contextmanager
    def recording(self, sink="speaker"):
        """Record a sink; the list yielded holds one int16 array after the block."""
        path = self._recorded = self.folder / f"{sink}-{time.monotonic_ns()}.raw"
        result = []
        with path.open("wb") as out:
            recorder = subprocess.Popen(
                [
                    *("parec", "--latency-msec=20", "-d", f"{sink}.monitor", "--raw"),
                    *("--format=s16le", "--rate=48000", "--channels=1"),
                ],
                env=self._environ(),
                stdout=out,
                stderr=subprocess.DEVNULL,
            )
            try:
                time.sleep(SETTLE_SECONDS)
                yield result
                time.sleep(0.3)
            finally:
                recorder.terminate()
                recorder.wait(CALL_SECONDS)
        result.append(np.fromfile(path, "<i2"))

    def sounds(self) -> bool:
        """Return whether the recording under way has heard anything in its last half second."""
        newest = self._recorded.read_bytes()[-48_000:]
        return bool(
            np.abs(np.frombuffer(newest[: len(newest) // 2 * 2], "<i2").astype(int)).max(initial=0)
            > 500
        )

    @contextmanager
    def speaking(self, samples):
        """Play int16 samples at 48 kHz into the room while the block runs."""
        path = self.folder / "room.raw"
        np.asarray(samples, "<i2").tofile(path)
        player = subprocess.Popen(
            [
                *("pacat", "--latency-msec=20", "-d", "room", "--raw"),
                *("--format=s16le", "--rate=48000", "--channels=1", str(path)),
            ],
            env=self._environ(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield
        finally:
            player.kill()
            player.wait(CALL_SECONDS)

    def close(self) -> None:
        """End the server by its own process id."""
        self._server.kill()
        self._server.wait(CALL_SECONDS)


def is_installed() -> bool:
    """Return whether the server and its tools are on this machine."""
    return all(shutil.which(tool) for tool in ("pulseaudio", "pactl", "parec", "pacat"))


@contextmanager
def pulse_server(folder: Path, monkeypatch):
    """Run a server and point this process at it."""
    server = PulseServer(folder)
    try:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server
    finally:
        server.close()
