"""What Amazon checks in a skill's answer before an Echo speaks it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fakes.alexa_limits import break_seconds, check_limits, markup

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree import ElementTree as ET

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


def checked(body: bytes, fetch: Callable[[str], bytes] | None = None) -> Spoken:
    """Return what is heard of a response; fails with Amazon's reason where it would refuse."""
    check_limits(body, fetch)
    envelope = json.loads(body)
    assert envelope["version"] == "1.0"
    response = envelope["response"]
    assert set(response) <= KEYS, f"unknown keys: {set(response) - KEYS}"
    ssml = response.get("outputSpeech", {}).get("ssml", "")
    root = markup(response["outputSpeech"]) if "outputSpeech" in response else None
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
        reprompt=_words(markup(reprompt)) if reprompt else None,
        seconds_of_silence=_silence(root),
        ssml=ssml,
        attributes=envelope.get("sessionAttributes") or {},
        card=response.get("card"),
    )


def check_empty(body: bytes) -> None:
    """Hold the answer to a SessionEndedRequest, or to an event, against the rule: nothing in it."""
    envelope = json.loads(body)
    assert set(envelope) <= {"version", "response", "userAgent", "sessionAttributes"}
    assert not envelope.get("response"), f"must be empty: {envelope['response']}"


def _words(root: ET.Element | None) -> str:
    return " ".join("".join(root.itertext()).split()) if root is not None else ""


def _silence(root: ET.Element | None) -> float:
    return sum(map(break_seconds, root.iter("break"))) if root is not None else 0.0
