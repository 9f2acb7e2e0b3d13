"""The wide corpus: half one shaped the templates, half two shaped nothing."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from content.safety.eating import is_eating_cue
from content.safety.screen import screen

PHRASES = Path(__file__).parents[1] / "phrases"


def lines(half):
    """Yield (group, right classes, line); every harmless group is "harmless"."""
    for file in sorted((PHRASES / f"safety_wide_{half}").glob("*.yaml")):
        for name, group in yaml.safe_load(file.read_text("utf-8")).items():
            kind = "harmless" if group["right"] == ["none"] else name
            for line in group["lines"]:
                yield kind, group["right"], line


def is_alarm(line, right):
    danger = screen([line])
    if danger is None:
        return "eating" in right and is_eating_cue([line])
    return danger.value != "negated"


def shares(half):
    alarms = defaultdict(list)
    for kind, right, line in lines(half):
        alarms[kind].append(is_alarm(line, right))
    return {kind: sum(found) / len(found) for kind, found in alarms.items()}


@pytest.mark.parametrize(
    ("half", "plain", "oblique", "misheard", "harmless"),
    [("one", 0.98, 0.95, 0.96, 0.005), ("two", 0.82, 0.25, 0.89, 0.02)],
)
def test_the_rules_keep_what_they_reached(half, plain, oblique, misheard, harmless):
    found = shares(half)
    assert found["plain"] >= plain
    assert found["oblique"] >= oblique
    assert found["misheard"] >= misheard
    assert found["harmless"] <= harmless


@pytest.mark.parametrize("half", ["one", "two"])
def test_a_denial_is_no_crisis(half):
    denied = [line for kind, _, line in lines(half) if kind == "negated"]
    crises = [line for line in denied if is_alarm(line, ["negated"])]
    assert len(crises) <= 0.1 * len(denied), crises


def test_the_halves_are_large_and_share_no_line():
    one, two = ({line for _, _, line in lines(half)} for half in ("one", "two"))
    assert not one & two
    assert len(one) >= 900
    assert len(two) >= 900


@pytest.mark.parametrize(
    "past",
    [
        "i had a heart attack last year can i do slow breathing",
        "i have an allergy",
        "i had a stroke three years ago is humming safe for me",
        "my dad had a heart attack last spring what should he eat",
        "i fainted once giving blood",
        "can anxiety cause chest pain",
    ],
)
def test_what_has_passed_or_is_only_asked_about_is_no_emergency(past):
    assert screen([past]) is None


@pytest.mark.parametrize(
    "now",
    [
        "i had a heart attack last year and now my chest hurts",
        "i had a stroke last year and my face is drooping",
        "i had a heart attack five minutes ago",
        "can anxiety cause chest pain i have chest pain",
        "i have asthma and i can't breathe",
        "the lights set off a seizure",
    ],
)
def test_what_is_now_still_counts_beside_it(now):
    assert screen([now]).value == "C10"
