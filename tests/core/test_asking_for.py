"""tests/phrases/asking_for: for each practice and need, how people ask for it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from content.breath_form import BreathForm
from content.dialogue.reply import words
from content.dialogue.respond import respond
from content.dialogue.session import Scene, Session
from content.dialogue.turn import Utterance
from content.practices import practices
from content.scenes.choosing import choose, needs
from content.scripts import scripts
from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker, understand

FOLDER = Path(__file__).parents[1] / "phrases" / "asking_for"
FILES = sorted(FOLDER.glob("*.yaml"))
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LENGTHS = ("minutes", "breaths")
NOT_GUIDED_YET = {"cool_face"}


def rows(path):
    """Return (slot, value, rows) of one file."""
    raw = yaml.safe_load(path.read_text("utf-8"))
    (slot,) = {"practice", "need"} & set(raw)
    said = [{"say": row} if isinstance(row, str) else row for row in raw["say"]]
    return slot, raw[slot], said


def turn_of(text):
    return understand(Utterance(text, NOON), Session(), Speaker("me", "en-US"))


def is_right(turn, row, slot, value):
    if turn.intent != "breathing.start":
        return False
    if "seconds" in row:
        inhale, hold, exhale = row["seconds"]
        chosen = choose(turn.slots, new_listener=False)
        wanted = BreathForm(inhale=inhale, hold=hold, exhale=exhale)
        return "practice" not in turn.slots and (chosen.practice.id, chosen.stretches[0].form) == (
            value,
            wanted,
        )
    lengths = [turn.slots.get(name) for name in LENGTHS]
    named = turn.slots.get("practice") if slot == "need" else None
    return (
        turn.slots.get(slot) == value
        and named is None
        and lengths == [row.get(name) for name in LENGTHS]
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_there_are_forty_ways_and_each_is_understood(path):
    slot, value, said = rows(path)
    assert len({row["say"].lower() for row in said}) >= 40
    missed = [row["say"] for row in said if not is_right(turn_of(row["say"]), row, slot, value)]
    assert missed == []


def test_every_practice_and_every_need_has_its_file():
    practice_ids = {value for slot, value, _ in map(rows, FILES) if slot == "practice"}
    need_ids = {value for slot, value, _ in map(rows, FILES) if slot == "need"}
    assert practice_ids == {*practices(), *scripts(), *NOT_GUIDED_YET}
    assert need_ids == set(needs())


@pytest.mark.parametrize(
    "said",
    [
        "box breathing while driving",
        "I'm driving, do box breathing",
        "let's do breathing in the bath",
        "humming breath in the pool",
    ],
)
def test_nothing_is_guided_at_the_wheel_or_in_water(said):
    reply, session = respond(turn_of(said), Session(), MemoryStore())
    assert reply.did.practice is None
    assert session.scene is Scene.IDLE
    assert words(reply).startswith("Not while you drive")


@pytest.mark.parametrize(
    "said",
    [
        "do breath of fire with me",
        "fast breathing",
        "help me hold my breath for two minutes",
        "breath retention please",
        "let's do wim hof breathing",
        "guide me through kapalabhati",
        "holotropic breathwork",
    ],
)
def test_what_is_never_guided_is_declined_with_something_instead(said):
    reply, _ = respond(turn_of(said), Session(), MemoryStore())
    assert reply.did.practice is None
    assert "don't guide" in words(reply)


@pytest.mark.parametrize(
    "said",
    [
        "is box breathing safe",
        "why does humming help",
        "what is four seven eight breathing",
        "does belly breathing help reflux",
        "box breathing versus cyclic sighing",
        "I don't want box breathing",
        "I tried box breathing yesterday",
        "how long should I do coherent breathing for",
        "anxiety four gut six",
        "I slept okay",
    ],
)
def test_talk_about_a_practice_starts_none(said):
    assert turn_of(said).intent != "breathing.start"
