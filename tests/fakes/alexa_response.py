"""What Amazon checks in a skill's answer before an Echo speaks it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

ALLOWED = {"speak", "break", "prosody", "say-as", "audio"}
KEYS = {"outputSpeech", "card", "reprompt", "directives", "shouldEndSession"}


@dataclass(frozen=True)
class Spoken:
    """What a person hears, and what becomes of the session."""

    words: str
    open: bool
    ended: bool
    reprompt: str | None
    seconds_of_silence: float
    ssml: str
    attributes: dict
    card: dict | None


def checked(body: bytes) -> Spoken:
    """Return what is heard of a response; fails with Amazon's reason where it would refuse."""
    assert len(body) <= 120_000, "response over 120 kB"
    envelope = json.loads(body)
    assert envelope["version"] == "1.0"
    response = envelope["response"]
    assert set(response) <= KEYS, f"unknown keys: {set(response) - KEYS}"
    ssml = response.get("outputSpeech", {}).get("ssml", "")
    root = _markup(response["outputSpeech"]) if "outputSpeech" in response else None
    ended = response.get("shouldEndSession")
    assert isinstance(ended, bool), "an answer to a person says whether the session ends"
    reprompt = response.get("reprompt", {}).get("outputSpeech")
    heard = _words(root)
    if not ended:
        assert reprompt, f"an open microphone without a reprompt: {heard}"
    assert ended is False or not heard.endswith("?"), f"a question without a microphone: {heard}"
    return Spoken(
        words=heard,
        open=not ended,
        ended=ended,
        reprompt=_words(_markup(reprompt)) if reprompt else None,
        seconds_of_silence=_silence(root),
        ssml=ssml,
        attributes=envelope.get("sessionAttributes") or {},
        card=_card(response.get("card")),
    )


def check_empty(body: bytes) -> None:
    """Hold the answer to a SessionEndedRequest, or to an event, against the rule: nothing in it."""
    envelope = json.loads(body)
    assert set(envelope) <= {"version", "response", "userAgent", "sessionAttributes"}
    assert not envelope.get("response"), f"must be empty: {envelope['response']}"


def _markup(speech: dict) -> ET.Element:
    assert speech["type"] == "SSML"
    assert len(speech["ssml"]) < 8_000, f"{len(speech['ssml'])} characters of speech"
    root = ET.fromstring(speech["ssml"])  # noqa: S314 - our own server wrote it
    assert root.tag == "speak"
    for element in root.iter():
        assert element.tag in ALLOWED, f"<{element.tag}> is not in use here"
        if element.tag == "break":
            assert _seconds(element) <= 10, f"a break of {element.get('time')}"
        if element.tag == "audio":
            assert element.get("src", "").startswith(("soundbank://", "https://"))
    return root


def _words(root: ET.Element | None) -> str:
    return " ".join("".join(root.itertext()).split()) if root is not None else ""


def _silence(root: ET.Element | None) -> float:
    return sum(map(_seconds, root.iter("break"))) if root is not None else 0.0


def _seconds(element: ET.Element) -> float:
    found = re.fullmatch(r"([\d.]+)(ms|s)", element.get("time", ""))
    assert found, f"a break of {element.get('time')}"
    return float(found[1]) / (1000 if found[2] == "ms" else 1)


def _card(card: dict | None) -> dict | None:
    if card is not None:
        assert card["type"] == "Simple"
        assert len(card["title"]) + len(card["content"]) <= 8_000
    return card
