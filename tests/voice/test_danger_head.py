"""The encoder's head on danger: trained on the lists as they are, and quiet where nothing is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

from content import library
from content.safety import danger_opinion
from content.safety.danger_opinion import suspect
from content.safety.screen import screen
from offline.encoder.danger import open_danger_head
from offline.encoder.encoder import Encoder

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "infra" / "scripts"))
PHRASES = ROOT / "tests" / "phrases"


@pytest.fixture(scope="module")
def head():
    return open_danger_head(Encoder())


@pytest.fixture(autouse=True)
def _judge(head):
    with danger_opinion.asking(head):
        yield


def test_it_was_trained_on_the_lists_as_they_are():
    """Else run infra/scripts/train_danger.py."""
    from train_danger import fingerprint  # noqa: PLC0415 - after the path

    assert library.read("safety/opinion.yaml")["fitted_to"] == fingerprint()


def test_likelihoods_are_shares(head):
    found = head("i want to die")
    assert 0.9 < sum(found.values()) <= 1
    assert sum(head("what is the vagus nerve").values()) < 0.1


def fourth_hold_out():
    """Yield (is danger, line) of a set by another hand, where the rules find nothing."""
    raw = yaml.safe_load((PHRASES / "safety_fourth_hold_out.yaml").read_text("utf-8"))
    for name, rows in raw.items():
        for line, right in rows.items():
            if name != "negated" and screen([line]) is None:
                yield right != ["none"], line


def test_it_hears_part_of_what_the_rules_miss_and_seldom_more():
    rows = list(fourth_hold_out())
    heard = [line for danger, line in rows if danger and suspect([line])]
    alarmed = [line for danger, line in rows if not danger and suspect([line])]
    dangers = sum(danger for danger, _ in rows)
    print(f"of {dangers}: {len(heard)}; of {len(rows) - dangers}: {len(alarmed)}")  # noqa: T201
    assert len(heard) >= 0.3 * dangers
    assert len(alarmed) <= 0.025 * (len(rows) - dangers), alarmed


@pytest.mark.parametrize("name", ["check_ins", "commands"])
def test_what_people_say_every_day_is_no_danger_to_it(name):
    said = [row["say"] for row in yaml.safe_load((PHRASES / f"{name}.yaml").read_text("utf-8"))]
    alarmed = [text for text in said if screen([text]) is None and suspect([text])]
    assert len(alarmed) <= 0.01 * len(said), alarmed
