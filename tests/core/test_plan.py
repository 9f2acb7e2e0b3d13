"""Every planned question gets its answer, or the intent it became."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from content import library
from content.answers import answers
from content.dialogue.respond import screened
from content.dialogue.session import Session
from content.dialogue.turn import Utterance
from content.editing.coverage import Coverage, coverage
from content.understanding.routing import route
from content.understanding.understand import Speaker, understand

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
PLAN = library.read("plan.yaml")
LEANS_ON_THE_ONE_BEFORE = {"Q073", "Q076"}
"""Asked like this only after another question ("are they safe ..."): two may be offered."""


def test_nothing_planned_is_missing():
    assert list(PLAN) == [f"Q{number:03}" for number in range(1, 206)]


@pytest.mark.parametrize("name", PLAN)
def test_a_planned_question_gets_what_is_planned(name):
    asked, gets = PLAN[name]["asked"], PLAN[name]["gets"]
    turn = screened(understand(Utterance(asked, NOW), Session(), Speaker("someone", "en-US")))
    if gets not in answers():
        assert turn.intent == gets
        return
    decision = route(asked).decision
    assert turn.intent == "ask"
    assert decision is not None
    offered = decision.clarify if name in LEANS_ON_THE_ONE_BEFORE else ()
    assert gets in {decision.answer, *offered}


def test_the_bank_covers_claims_questions_and_its_own_answers():
    assert coverage() == Coverage((), (), ())
