"""Whatever stands in a request, the skill answers 200 or 400: nothing of it is a fault of ours."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator

import pytest
from fakes.alexa_requests import envelope, intent, slot
from fakes.skill_server import post, running
from fakes.still_clock import StillClock
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from content.settings import Settings
from content.storage.open import open_memory_store
from skill.app import create_app
from skill.utterances import meanings

CLOCK = StillClock()
SLOTS = {
    "practice": slot("practice", "box breathing", "Practice", "box"),
    "minutes": slot("minutes", "2", "AMAZON.NUMBER"),
    "anxiety": slot("anxiety", "4", "AMAZON.NUMBER"),
    "question": slot("question", "is serotonin", "AMAZON.SearchQuery"),
    "plants": slot("plants", "kimchi", "Plant"),
    "number": slot("number", "5", "AMAZON.NUMBER"),
}
BEFORE = {"scene": "check_in", "turns": 3, "check_in": {"asked": "anxiety", "said": {"gut": 4}}}
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "?", "\x00", "\ud800", "\U0001f300" * 50, "<speak>", "x" * 3_000, "-0"]),
    st.just([]),
    st.just({}),
    st.just([[[{}]]]),
    st.just({"values": [None], "type": "List"}),
)


@pytest.fixture(scope="module")
def port(tmp_path_factory) -> Iterator[int]:
    home = Settings(home=tmp_path_factory.mktemp("home"))
    app = create_app(home, store=open_memory_store(), clock=CLOCK, verify=False)
    with running(app) as open_port:
        yield open_port


def places(value, path=()) -> Iterator[tuple]:
    """Yield the path of every value inside a request."""
    inside = value.items() if isinstance(value, dict) else ()
    inside = enumerate(value) if isinstance(value, list) else inside
    for key, one in inside:
        yield (*path, key)
        yield from places(one, (*path, key))


def whole(name: str) -> dict:
    return envelope(intent(name, SLOTS), at=CLOCK.now(), attributes=BEFORE, person_id="p")


PLACES = [path for path in places(whole("AskIntent")) if path != ("request", "type")]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(
    "AMAZON.FallbackIntent",
    [(("session", "attributes", "check_in", "asked"), None)],
)
@given(
    st.sampled_from(sorted(meanings())),
    st.lists(st.tuples(st.sampled_from(PLACES), JUNK), min_size=1, max_size=4),
)
def test_junk_anywhere_in_a_request(port, name, changes):
    mutated = copy.deepcopy(whole(name))
    for path, junk in changes:
        holder = mutated
        try:
            for key in path[:-1]:
                holder = holder[key]
            holder[path[-1]] = copy.deepcopy(junk)
        except (KeyError, IndexError, TypeError):
            continue
    answer = post(port, "/alexa", json.dumps(mutated).encode(), {})
    assert answer.status in {200, 400}
    if answer.status == 200:
        assert "Something went wrong" not in answer.body.decode()


def test_every_intent_of_the_model_is_answered(port):
    for name in meanings():
        body = json.dumps(whole(name)).encode()
        answer = post(port, "/alexa", body, {})
        assert answer.status == 200, name
        assert "Something went wrong" not in answer.body.decode(), name
