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


@pytest.mark.parametrize("name", ["questions_fourth_hold_out.yaml", "questions_hold_out.yaml"])
def test_questions_that_nobody_built_on(name):
    # First measured of the fourth: score 91.8 %, wrong 2.5 %. The first and the third have set the
    # thresholds since (unseen, with half as many phrasings: 82.0 and 85.7 %, wrong 3.3 and 4.4).
    found = figures(questions(name))
    print(f"{name}: score {found.score:.1%}, wrong {found.wrong:.1%}")  # noqa: T201 - pytest -s
    assert found.score >= 0.88
    assert found.wrong <= 0.04


@pytest.mark.parametrize("name", ["everyday_third_hold_out.yaml", "everyday_hold_out.yaml"])
def test_everyday_requests_that_nobody_built_on(name):
    # First measured of the third: 6 of 310. The first two have set the thresholds since.
    requests = everyday(name)
    false = [(request, reply.kind) for request, reply in false_answers(requests)]
    print(f"{name}: {len(false)} of {len(requests)}")  # noqa: T201 - pytest -s
    assert len(false) <= 0.03 * len(requests), false


def test_misheard_questions_that_nobody_built_on():
    # First measured: score 34.7 %, wrong 6.0 %; since then 48.7 and 8.7.
    found = figures(garbled())
    print(f"misheard: score {found.score:.1%}, wrong {found.wrong:.1%}")  # noqa: T201 - pytest -s
    assert found.score >= 0.45
    assert found.wrong <= 0.10
