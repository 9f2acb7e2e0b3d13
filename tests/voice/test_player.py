"""The loudspeaker's own thread: nothing it meets is lost, and a slow machine gets more room."""

from __future__ import annotations

import os
import threading

import numpy as np
import pytest

from offline.audio import player as module
from offline.audio.player import BUFFERS_MILLISECONDS, LATE_CALLS, NICE, Player, first_buffer


class Clock:
    def __init__(self):
        self.now = 100.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    return clock


def started(player):
    """Return what the device would call, as if it had been open for a while."""
    player._watchdog._opened_at = -1_000.0
    blocks = player._blocks()
    next(blocks)
    return blocks


def silence(count):
    return np.zeros(count, np.float32)


def test_what_pull_raises_is_silence_and_is_told():
    def pull(count):
        if pull.good:
            return np.full(count, 0.5, np.float32)
        raise ValueError("no samples")

    pull.good = True
    player = Player(pull)
    blocks = started(player)
    assert any(blocks.send(4))
    player.check()
    pull.good = False
    assert blocks.send(4) == bytes(8)
    assert blocks.send(4) == bytes(8), "the stream goes on"
    with pytest.raises(ValueError, match="no samples"):
        player.check()


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="Windows has no such priorities")
def test_only_the_sound_systems_own_thread_goes_ahead():
    own = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    found = []

    def feed():
        started(Player(silence)).send(4)
        found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    feed()
    theirs = threading.Thread(target=feed)
    theirs.start()
    theirs.join()
    assert found[0] == own
    assert found[1] in {own, NICE}, "where this user may not, it stays as it is"


def test_a_device_that_keeps_running_dry_gets_a_larger_buffer(clock):
    player = Player(silence)
    player._buffer = BUFFERS_MILLISECONDS[0]
    blocks = started(player)
    for wanted in BUFFERS_MILLISECONDS[1:]:
        for _ in range(LATE_CALLS):
            clock.now += 0.02
            blocks.send(960)
            clock.now += 0.25
            blocks.send(960)
        assert player.buffer_milliseconds == wanted
        assert player._watchdog._renewing.is_set()
        player._watchdog._renewing.clear()
    for _ in range(20):
        clock.now += 1
        blocks.send(960)
    assert player.buffer_milliseconds == BUFFERS_MILLISECONDS[-1]
    assert not player._watchdog._renewing.is_set()
    assert player.late_calls == 2 * LATE_CALLS + 20


def test_a_late_call_now_and_then_changes_nothing(clock):
    player = Player(silence)
    player._buffer = BUFFERS_MILLISECONDS[0]
    blocks = started(player)
    for _ in range(20):
        clock.now += 0.02
        blocks.send(960)
        clock.now += 6
        blocks.send(960)
    assert player.buffer_milliseconds == BUFFERS_MILLISECONDS[0]


def test_a_machine_that_is_busy_already_begins_with_a_larger_buffer(monkeypatch):
    found = [first_buffer(load) for load in (0, 1.0, 1.1, 4.0, 9)]
    assert found == [20, 20, 40, 40, 100]
    monkeypatch.delattr(module.os, "getloadavg")
    assert Player(silence).buffer_milliseconds == 20


def test_a_device_that_settles_is_not_late(clock):
    player = Player(silence)
    blocks = started(player)
    player._watchdog._opened_at = float("inf")
    for _ in range(20):
        clock.now += 0.5
        blocks.send(960)
    assert player.late_calls == 0
