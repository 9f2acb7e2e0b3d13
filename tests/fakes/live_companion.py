"""`gutfeeling listen --json` as a process on a sound server, and what one says to it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime

import numpy as np
import soxr
from fakes.speakers import said

from offline.audio.samples import EAR_RATE, MOUTH_RATE


def noon_here():
    """Return a time zone in which it is noon: by night everything sounds otherwise."""
    return f"NOON{datetime.now(UTC).hour - 12:+d}"


class Companion:
    """A running companion; its events as they come."""

    def __init__(self, home, *options, stdin=subprocess.DEVNULL, launcher=()):
        log = (home / "stderr").open("w")
        self.process = subprocess.Popen(
            [*launcher, sys.executable, "-m", "offline", "listen", "--json", *options],
            env={
                **os.environ,
                "GUTFEELING_HOME": str(home),
                "GUTFEELING_COUNTRY": "US",
                "TZ": noon_here(),
            },
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        log.close()
        self.events = []

    def until(self, name, count=1, seconds=90):
        """Read events until `count` of a name have come."""
        deadline = time.monotonic() + seconds
        while sum(event["event"] == name for event in self.events) < count:
            assert time.monotonic() < deadline, self.events
            line = self.process.stdout.readline()
            assert line, self.events
            self.events.append(json.loads(line))
        return self.events[-1]

    def interrupt(self):
        """Press Ctrl-C and return the exit status."""
        self.process.send_signal(signal.SIGINT)
        rest = self.process.stdout.read()
        self.events += [json.loads(line) for line in rest.splitlines()]
        return self.process.wait(20)


@contextmanager
def companion(home, *options, stdin=subprocess.DEVNULL, launcher=()):
    """Run a companion with a home of its own."""
    home.mkdir(exist_ok=True)
    running = Companion(home, *options, stdin=stdin, launcher=launcher)
    try:
        yield running
    finally:
        running.process.kill()
        running.process.wait(10)
        running.process.stdout.close()


def in_the_room(*texts, speaker="hibari", words_per_minute=0, pause=0.0, quiet=1.0):
    """Return speech at 48 kHz with quiet around it, and noise at -50 dBFS."""
    parts = [np.zeros(EAR_RATE // 2)]
    for index, text in enumerate(texts):
        parts.append(np.zeros(int(pause * EAR_RATE) if index else 0))
        parts.append(said(speaker, text, words_per_minute))
    parts.append(np.zeros(int(quiet * EAR_RATE)))
    sound = soxr.resample(np.concatenate(parts).astype(np.float32), EAR_RATE, MOUTH_RATE)
    sound += np.random.default_rng(0).normal(0, 10 ** (-50 / 20), len(sound))
    return (np.clip(sound, -1, 1) * 32_767).astype("<i2")
