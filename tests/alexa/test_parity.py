"""What the companion understands, Alexa understands: the list of differences may only shrink."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from ask_sdk_model import RequestEnvelope
from dialogues import phrases
from fakes.alexa_requests import envelope, intent

from content.breath_form import BreathForm, Stretch
from content.dialogue.respond import screened
from content.dialogue.session import Breathing, CheckingIn, Scene, Session, as_dict
from content.dialogue.turn import Utterance
from content.safety.screen import screen
from content.understanding.understand import Speaker, understand
from skill.hear import Heard, session_of, turn_of
from skill.serializer import TolerantSerializer

GAPS = yaml.safe_load(
    (Path(__file__).parents[1] / "phrases" / "alexa_gaps.yaml").read_text("utf-8")
)
CHECK_IN_GAPS = yaml.safe_load(
    (Path(__file__).parents[1] / "phrases" / "alexa_check_in_gaps.yaml").read_text("utf-8")
)
ROWS = [row for row in phrases("commands") if row["say"]]


def staged(scene: str | None, clock) -> Session:
    if scene == "breathing":
        started = clock.now() - timedelta(seconds=20)
        running = Breathing("extended_exhale", (Stretch(BreathForm(4, 6), 18),), 3, started)
        return Session(scene=Scene.BREATHING, breathing=running)
    if scene == "check_in":
        return Session(scene=Scene.CHECK_IN, check_in=CheckingIn("anxiety", {}))
    return Session()


def understood(row: dict, nlu, clock):
    words = nlu.understand(row["say"])
    whole = envelope(
        intent(words.intent, words.slots),
        at=clock.now(),
        attributes=as_dict(staged(row.get("while"), clock)),
    )
    read = TolerantSerializer().deserialize(json.dumps(whole), RequestEnvelope)
    heard = Heard("somebody", clock.now(), "en-US")
    return turn_of(read.request, session_of(read, clock.now()), heard)


def is_same(row: dict, turn) -> bool:
    wanted = dict(row.get("slots") or {})
    said = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in turn.slots.items()
    }
    if row["intent"] == "ask":
        said.pop("question", None)
        wanted.pop("question", None)
    return turn.intent == row["intent"] and said == wanted


def test_what_alexa_does_not_understand_is_what_the_list_says(nlu, clock):
    missed = [row["say"] for row in ROWS if not is_same(row, understood(row, nlu, clock))]
    new = sorted(set(missed) - set(GAPS))
    healed = sorted(set(GAPS) - set(missed))
    assert not new, "understood by the companion alone"
    assert not healed, "understood by now: take these off tests/phrases/alexa_gaps.yaml"


def test_which_check_ins_only_the_companion_hears_is_what_the_list_says(nlu, clock):
    """The documentation points to the list; what it lists may only become less."""
    rows = [row for row in phrases("check_ins") if not {"while", "after"} & set(row) and row["say"]]
    gaps = CHECK_IN_GAPS
    missed = {row["say"] for row in rows if not _heard_alike(row["say"], nlu, clock)}
    assert not sorted(set(gaps) - missed), "heard by now: take these off the list"
    assert len(missed) <= 0.2 * len(rows), sorted(missed - set(gaps))


def _heard_alike(said: str, nlu, clock) -> bool:
    by_alexa = understood({"say": said}, nlu, clock)
    by_ear = understand(Utterance(said, clock.now()), Session(), Speaker("somebody"))
    return (by_alexa.intent, dict(by_alexa.slots)) == (by_ear.intent, dict(by_ear.slots))


def test_most_of_it_is_understood():
    assert len(GAPS) <= len(ROWS) * 0.1


@pytest.mark.parametrize("file", ["safety", "safety_held_out"])
def test_danger_that_the_companion_hears_alexa_hears(nlu, clock, file):
    """Its model has no sample for everything that the screen knows; nine in ten is the floor."""
    rows = phrases(file)
    danger = [text for text, classes in rows.items() if "none" not in str(classes)]
    companion = [text for text in danger if screen((text,))]
    alexa = [t for t in companion if screened(understood({"say": t}, nlu, clock)).danger]
    assert len(alexa) >= 0.9 * len(companion), sorted(set(companion) - set(alexa))


def test_ordinary_words_are_no_alarm(nlu, clock):
    ordinary = [text for text, classes in phrases("safety").items() if "none" in str(classes)]
    alarms = [t for t in ordinary if screened(understood({"say": t}, nlu, clock)).danger]
    assert len(alarms) <= 0.02 * len(ordinary), alarms
