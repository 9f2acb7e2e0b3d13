"""Whole conversations without a network: nothing is opened, and nothing is missed."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import numpy as np
import pytest
import soundfile
from fakes.ears_here import VOSK_MODEL
from fakes.no_network import SocketWatch, namespace
from fakes.speakers import in_room, said

from offline.audio.samples import EAR_RATE, MOUTH_RATE

REQUEST = "hey gut feeling. how was my week"
LOUD = 1_000
TYPED = (
    "what is the vagus nerve",
    "how sure are you",
    "anxiety four gut six",
    "box breathing for one minute",
    "how was my week",
    "are you online",
    "stop",
)


def run(home, *words, launcher=(), said="", **environment):
    done = subprocess.run(
        [*launcher, sys.executable, "-m", "offline", *words],
        input=said,
        env={
            **os.environ,
            "GUTFEELING_HOME": str(home),
            "GUTFEELING_COUNTRY": "US",
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def listened(home, speaker, *ears, **how):
    """Say one request aloud; return what the core made of it, and whether that was spoken."""
    home.mkdir(exist_ok=True)
    source, target = home / "in.wav", home / "out.wav"
    sound = in_room(said(speaker, REQUEST), noise_dbfs=-50.0)
    soundfile.write(source, np.frombuffer(sound, "<i2"), EAR_RATE)
    words = ("listen", "--from-wav", str(source), "--to-wav", str(target), "--json", *ears)
    events = run(home, *words, **how)
    played, _ = soundfile.read(target, dtype="int16")
    spoken = bool(np.abs(played[MOUTH_RATE:].astype(int)).max() > LOUD)
    return [event["intent"] for event in events if event["event"] == "reply"], spoken


def chatted(home, **how):
    return run(home, "chat", "--json", said="\n".join(TYPED) + "\n", **how)


def test_no_program_of_ours_makes_an_internet_socket(tmp_path):
    watch = SocketWatch(tmp_path)

    replies = chatted(tmp_path / "home", **watch.environment)
    ears = ("--recogniser", "vosk", "--model", str(VOSK_MODEL))
    heard = listened(tmp_path / "home", "espeak", *ears, **watch.environment)

    assert [reply["kind"] for reply in replies].count("fallback") == 0
    assert heard == (["checkin.history"], True)
    assert watch.seen() == []


def test_the_watch_sees_a_socket(tmp_path):
    watch = SocketWatch(tmp_path)

    subprocess.run(
        [sys.executable, "-c", "import socket; socket.socket().close()"],
        env={**os.environ, **watch.environment},
        check=True,
    )

    assert len(watch.seen()) == 1


@pytest.mark.needs_namespace
def test_whole_conversations_in_an_empty_network_namespace(tmp_path):
    without = namespace()

    replies = chatted(tmp_path / "home", launcher=without)
    ears = ("--recogniser", "whisper")
    heard = listened(tmp_path / "home", "hibari", *ears, launcher=without)

    assert [bool(reply["speech"]) for reply in replies] == [True] * (len(TYPED) - 1) + [False]
    assert sum(bool(reply["did"].get("stored")) for reply in replies) >= 1
    assert heard == (["checkin.history"], True)


@pytest.mark.needs_namespace
def test_the_namespace_has_not_even_a_loopback_address():
    tried = "import socket; socket.create_connection(('127.0.0.1', 9), 2)"
    done = subprocess.run(
        [*namespace(), sys.executable, "-c", tried], capture_output=True, text=True, check=False
    )
    assert "Network is unreachable" in done.stderr
