"""Questions to answers, and the honesty of not knowing."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest
import yaml

from content.answers import answers
from content.library import bank
from content.safety.boundaries import boundary
from content.understanding import phonetics
from content.understanding.normalise import normalise, tokens
from content.understanding.question_index import decide, rank, thresholds
from content.understanding.routing import route, variants

ROOT = Path(__file__).parents[2]
QUESTIONS = yaml.safe_load((ROOT / "tests/phrases/questions.yaml").read_text("utf-8"))
HELD_OUT = yaml.safe_load((ROOT / "tests/phrases/questions_held_out.yaml").read_text("utf-8"))
# From wherever the package is, so that the same test runs against the wheel.
BANK = bank() / "understanding"


def lines(name):
    text = (BANK / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def outcome(question):
    decision = route(question).decision
    if decision is None:
        return "redirect"
    return decision.answer or ("clarify" if decision.clarify else "fallback")


@pytest.mark.parametrize(("question", "expected"), QUESTIONS.items())
def test_a_question_gets_what_it_should(question, expected):
    assert outcome(question) in ([expected] if isinstance(expected, str) else expected)


def test_questions_the_bank_has_not_seen():
    ours = {question: wanted for question, wanted in HELD_OUT.items() if wanted in answers()}
    got = {question: decide(question) for question in HELD_OUT}
    right = [question for question, wanted in ours.items() if got[question].answer == wanted]
    offered = [question for question, wanted in ours.items() if wanted in got[question].clarify]
    wrong = [question for question in ours if got[question].answer not in (None, ours[question])]
    # Measured at the first try, of 53: 41 right, 5 more among the two offered, 1 wrong.
    assert len(right) + len(offered) >= 0.8 * len(ours)
    assert len(wrong) <= 0.05 * len(ours), wrong
    not_ours = [question for question, wanted in HELD_OUT.items() if wanted == "fallback"]
    answered = [question for question in not_ours if got[question].answer]
    # Two of 17 now, "how do i make sourdough" among them.
    assert len(answered) <= 0.12 * len(not_ours), answered


def test_the_list_is_as_large_as_it_claims():
    assert sum(expected == "fallback" for expected in QUESTIONS.values()) >= 20
    rows = ([one] if isinstance(one, str) else one for one in QUESTIONS.values())
    asked = {one for row in rows for one in row}
    assert set(answers()) <= asked


def test_every_variant_of_the_bank_gets_its_own_answer():
    for told in answers().values():
        for question in told.questions:
            assert decide(question).answer == told.id, question


def test_no_variant_of_the_bank_is_sent_away():
    decisions = {question: route(question).decision for question in variants()}
    assert {question for question, found in decisions.items() if found is None} == set()


@pytest.mark.parametrize("question", ["can i double my sertraline", "is it safe with my pills"])
def test_a_medicine_is_sent_away_where_we_only_have_something_near(question):
    assert route(question).sent_on == "redirect"


def test_everyday_requests_are_not_answered():
    everyday = lines("not_ours.txt")
    answered = [line for line in everyday if decide(line).answer]
    assert len(everyday) >= 150
    # A third of them use a word of ours on purpose: the everyday hold-outs ask for less.
    assert len(answered) <= 0.035 * len(everyday), answered


def test_neighbours_are_seldom_answered():
    neighbours = lines("not_yet.txt")
    answered = [line for line in neighbours if decide(line).answer]
    assert len(answered) <= 0.14 * len(neighbours), answered


def test_a_decision_is_one_thing():
    for question in [*QUESTIONS, *lines("not_ours.txt")]:
        decision = decide(question)
        assert not (decision.answer and decision.clarify)
        assert len(decision.clarify) in (0, 2)
        assert len(set(decision.clarify)) == len(decision.clarify)
        assert set(decision.nearest) <= set(answers())


def test_scores_are_likelihoods_in_order():
    scores = [candidate.score for candidate in rank("does slow breathing help with anxiety")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert rank("what is the vagus nerve")[0].score > 0.99


@pytest.mark.parametrize(
    "question", ["", "   ", "?", "the", "a" * 5000, "what " * 400, "\u4f60\u597d"]
)
def test_nothing_breaks_it(question):
    assert decide(question).answer is None


def fitting():
    """Return the script that fits the thresholds."""
    folder = str(ROOT / "infra/scripts")
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module("fit_thresholds")


AGAIN = "run infra/scripts/fit_thresholds.py: the bank has changed"


def test_the_thresholds_were_fitted_to_the_bank_as_it_is():
    kept = yaml.safe_load((BANK / "thresholds.yaml").read_text("utf-8"))

    assert kept["fitted_to"] == fitting().fingerprint(), AGAIN


@pytest.mark.long
def test_the_thresholds_are_those_the_script_finds():
    found, kept = fitting().fit().thresholds, thresholds()
    for name in ("slope", "offset", "answer", "clarify", "rival"):
        assert getattr(found, name) == pytest.approx(getattr(kept, name), abs=1e-4), AGAIN


@pytest.mark.parametrize(
    ("said", "normal"),
    [
        ("What's the vagus nerve?", "what is the vagus nerve"),
        ("um so what is like fibre", "what is fiber"),
        ("ask gut feeling to tell me about IBS", "about ibs"),
        ("hey gut feeling, what is serotonin", "what is serotonin"),
        ("30 plants", "thirty plants"),
        ("Is yoghurt any good?", "is yogurt any good"),
        ("so", "so"),
        ("", ""),
    ],
)
def test_normalise(said, normal):
    assert normalise(said) == normal


def test_tokens():
    assert tokens("I don\u2019t, can't; won't!") == ("i", "do", "not", "can", "not", "will", "not")
    assert tokens("call 911 at 7") == ("call", "nine", "one", "one", "at", "seven")


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("sarah tonin", "serotonin"),
        ("vegas", "vagus"),
        ("pro by attics", "probiotics"),
        ("kim chee", "kimchi"),
        ("gut brain access", "gut brain axis"),
    ],
)
def test_what_sounds_alike_has_one_key(heard, meant):
    assert phonetics.key(heard) == phonetics.key(meant)


def test_everyday_words_are_not_repaired():
    lexicon = phonetics.Lexicon(["what is the vagus nerve"], frozenset({"what", "is", "the"}))
    assert lexicon.repairs("what is the vagas nerve") == ("what is the vagus nerve",)
    assert lexicon.repairs("we flew to vegas") == ()
    assert lexicon.repairs("what is the vagus nerve") == ()
    assert {"got", "cut", "plans", "pants"} <= phonetics.common_words()


def test_the_most_serious_boundary_wins():
    assert boundary("should i stop my sertraline") == "redirect"
    assert boundary("do i have cancer or should i take ibuprofen") == "redirect_diagnosis"
    assert boundary("there is blood in my stool should i take ibuprofen") == "redirect_doctor"
    assert boundary("my baby has diarrhoea") == "redirect_doctor"
    assert boundary("my newborn keeps throwing up") == "redirect_doctor"
    assert boundary("can my baby have kefir") == "redirect_check"
    assert boundary("it burns when i pee") == "redirect_check"
    assert boundary("what is the vagus nerve") is None
