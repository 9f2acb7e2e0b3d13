"""Amazon's limits on one answer (reference "alexa", section 1), and the tighter ones of ours.

Written apart from the skill's own guards, so that one holds the other against the light.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from fakes.mp3_frames import seconds_of

if TYPE_CHECKING:
    from collections.abc import Callable

ALLOWED = {"speak", "break", "prosody", "say-as", "audio"}
CHARACTERS = 8_000
"""Of speech, and of a card's title and text together."""

OUR_CHARACTERS = 7_980
BYTES = 100_000
"""Of the whole answer; Amazon refuses 120 kB, formerly 24 kB."""

SESSION_BYTES = 8_000
"""Of the session's attributes, which every request brings back; no limit of Amazon's is known."""

BREAK_SECONDS = 10
AUDIO_SECONDS = 240
REPROMPT_AUDIO_SECONDS = 90
AUDIO_TAGS = 5
LIBRARY_SECONDS = 3
"""A sound of Amazon's library, which we can't fetch: the longest that we use is shorter."""


def check_limits(body: bytes, fetch: Callable[[str], bytes] | None = None) -> None:
    """Fail where Amazon would refuse an answer, or where it comes near to that.

    Args:
        body: the response as it came over HTTP.
        fetch: returns the sound at an https address; None where no such sound may be named.
    """
    envelope = json.loads(body)
    response = envelope["response"]
    assert len(body) <= BYTES, f"{len(body)} bytes"
    attributes = json.dumps(envelope.get("sessionAttributes") or {}).encode()
    assert len(attributes) <= SESSION_BYTES, f"{len(attributes)} bytes of session"
    if "outputSpeech" in response:
        _speech(response["outputSpeech"], fetch, AUDIO_SECONDS)
    if "reprompt" in response:
        _speech(response["reprompt"]["outputSpeech"], fetch, REPROMPT_AUDIO_SECONDS)
    card = response.get("card")
    if card is not None:
        assert card["type"] == "Simple"
        assert len(card["title"]) + len(card["content"]) <= CHARACTERS


def break_seconds(element: ET.Element) -> float:
    """Return the length of a break."""
    found = re.fullmatch(r"([\d.]+)(ms|s)", element.get("time", ""))
    assert found, f"a break of {element.get('time')}"
    return float(found[1]) / (1000 if found[2] == "ms" else 1)


def markup(speech: dict) -> ET.Element:
    """Return the root of a speech's markup."""
    assert speech["type"] == "SSML"
    root = ET.fromstring(speech["ssml"])  # noqa: S314 - our own server wrote it
    assert root.tag == "speak"
    return root


def _speech(speech: dict, fetch: Callable[[str], bytes] | None, most_audio: float) -> None:
    assert len(speech["ssml"]) < CHARACTERS, f"{len(speech['ssml'])} characters of speech"
    assert len(speech["ssml"]) <= OUR_CHARACTERS
    seconds = []
    for element in markup(speech).iter():
        assert element.tag in ALLOWED, f"<{element.tag}> is not in use here"
        if element.tag == "break":
            assert 0 < break_seconds(element) <= BREAK_SECONDS, f"a break of {element.get('time')}"
        if element.tag == "audio":
            seconds.append(_audio_seconds(element.get("src", ""), fetch))
    assert len(seconds) <= AUDIO_TAGS, f"{len(seconds)} sounds"
    assert sum(seconds) <= most_audio, f"{sum(seconds):.0f} s of sounds"


def _audio_seconds(source: str, fetch: Callable[[str], bytes] | None) -> float:
    if source.startswith("soundbank://soundlibrary/"):
        return LIBRARY_SECONDS
    assert source.startswith("https://"), source
    assert fetch is not None, f"no sound of ours is expected: {source}"
    return seconds_of(fetch(source))
