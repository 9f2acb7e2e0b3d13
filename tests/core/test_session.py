"""The session travels as plain JSON and comes back the same."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.dialogue.session import Session, as_dict, from_dict

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
NAMES = st.sampled_from(["scene", "breathing", "check_in", "asking", "said", "logged", "turns"])


@given(st.builds(Session))
def test_every_session_survives_the_way_through_json(session):
    assert from_dict(json.loads(json.dumps(as_dict(session)))) == session


@given(st.dictionaries(NAMES, JSON, max_size=4))
def test_a_strangers_attribute_is_a_session_and_never_an_error(raw):
    assert isinstance(from_dict(raw), Session)


def test_an_empty_session_is_an_empty_object():
    assert as_dict(Session()) == {}


@pytest.mark.parametrize("raw", [None, [], "x", {"scene": "nowhere"}])
def test_what_is_no_session_is_a_new_conversation(raw):
    assert from_dict(raw) == Session()


def test_times_keep_their_zone():
    at = datetime(2026, 11, 24, 12, tzinfo=UTC)
    raw = {
        "breathing": {
            "practice": "box",
            "stretches": [{"form": {"inhale": 4, "exhale": 6}, "cycles": 4}],
            "lead_in_seconds": 5.0,
            "started_at": at.isoformat(),
        }
    }

    assert from_dict(raw).breathing.started_at == at
