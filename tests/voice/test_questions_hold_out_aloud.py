"""The hold-outs of questions as the companion answers them: with the encoder's second opinion."""

from __future__ import annotations

import pytest
from fakes.asked import false_answers, figures
from fakes.hold_outs import everyday, garbled, questions

from content.understanding.second_opinion import asking
from offline.encoder.opinion import open_opinion

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def opinion():
    return open_opinion()


@pytest.fixture(autouse=True)
def _two_judges(opinion):
    with asking(opinion):
        yield


def test_questions_that_nobody_built_on():
    # Floors a little below the first measurement: score 82.0 %, wrong 3.3 %.
    found = figures(questions("questions_hold_out.yaml"))
    print(f"hold-out: score {found.score:.1%}, wrong {found.wrong:.1%}")  # noqa: T201 - pytest -s
    assert found.score >= 0.80
    assert found.wrong <= 0.045


def test_everyday_requests_that_nobody_built_on():
    # First measured: 2.7 %, half of it redirects.
    requests = everyday()
    false = [(request, reply.kind) for request, reply in false_answers(requests)]
    print(f"everyday: {len(false)} of {len(requests)}")  # noqa: T201 - pytest -s
    assert len(false) <= 0.035 * len(requests), false


def test_misheard_questions_that_nobody_built_on():
    # First measured: score 34.7 %, wrong 6.0 %.
    found = figures(garbled())
    print(f"misheard: score {found.score:.1%}, wrong {found.wrong:.1%}")  # noqa: T201 - pytest -s
    assert found.score >= 0.32
    assert found.wrong <= 0.08
