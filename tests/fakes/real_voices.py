"""The product's own voices, opened once a test file and let go of after it."""

from __future__ import annotations

from functools import cache

import pytest

from offline.voices.pick import open_voice

NAMES = ("hibari", "espeak_sync")


@cache
def voice(name):
    if name == "hibari":
        pytest.importorskip("hibari")
    return open_voice(name)


@pytest.fixture(scope="module", autouse=True)
def let_go_of_voices():
    """pyttsx3's driver complains if it is still there when the interpreter ends."""
    yield
    voice.cache_clear()
