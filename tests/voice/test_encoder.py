"""The second opinion on questions: word pieces, vectors, and that it knows the bank as it is."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import library
from content.answers import answers
from content.understanding import question_index, second_opinion
from offline.encoder.bring import bring_encoder
from offline.encoder.encoder import DIMENSIONS, Encoder, is_here
from offline.encoder.opinion import NONE, open_opinion
from offline.encoder.word_pieces import MOST_PIECES, WordPieces

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "infra" / "scripts"))

SMALL = WordPieces(["[UNK]", "[CLS]", "[SEP]", "gut", "##s", "feel", "##ing", "?", "cafe"])


@pytest.fixture(scope="module")
def opinion():
    return open_opinion()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Guts feeling?", [3, 4, 5, 6, 7]),
        ("gut-feel", [3, 0, 5]),
        ("CAFÉ", [8]),
        ("unknown gut", [0, 3]),
        ("", []),
        ("gut" * 40, [0]),
    ],
)
def test_words_become_their_longest_pieces(text, pieces):
    assert SMALL(text) == [1, *pieces, 2]


@given(st.text(max_size=400))
def test_any_text_becomes_pieces_within_the_limit(text):
    numbers = SMALL(text)
    assert (numbers[0], numbers[-1]) == (1, 2)
    assert len(numbers) <= MOST_PIECES


def test_a_sentence_is_a_vector_of_length_one_and_like_its_paraphrase():
    encode = Encoder()
    nerve, also, other = map(
        encode, ("what is the vagus nerve", "tell me about the vagus nerve", "boil an egg")
    )
    assert nerve.shape == (DIMENSIONS,)
    assert np.linalg.norm(nerve) == pytest.approx(1, abs=1e-5)
    assert nerve @ also > 0.8
    assert nerve @ other < 0.3


def test_the_head_knows_every_answer_and_none(opinion):
    logs = opinion("what is the vagus nerve")
    assert set(logs) == {*answers(), NONE}
    assert sum(np.exp(list(logs.values()))) == pytest.approx(1, abs=1e-4)


def test_it_was_trained_on_the_bank_as_it_is():
    """Else run infra/scripts/train_opinion.py: an answer or an everyday request has changed."""
    from fit_thresholds import fingerprint  # noqa: PLC0415 - after the path

    misheard = (ROOT / "infra/training/misheard.yaml").read_text("utf-8")
    assert library.read("understanding/second_opinion.yaml")["fitted_to"] == fingerprint(misheard)


ASKED = {
    "which nerve goes from my brain down to my tummy": "vagus_nerve",
    "is it a real thing that worry gives you a sore stomach": "stomach_pain",
    "i keep hearing that happiness hormones are made in the bowels": "serotonin",
    "could swallowing friendly bacteria settle my nerves": "probiotics_anxiety",
}


def test_both_judges_know_what_the_index_alone_does_not(opinion):
    alone = [question_index.decide(question).answer for question in ASKED]
    with second_opinion.asking(opinion):
        both = [question_index.decide(question).answer for question in ASKED]
    agreed = [one == wanted for one, wanted in zip(both, ASKED.values(), strict=True)]
    assert sum(agreed) >= 3
    assert sum(agreed) > sum(a == w for a, w in zip(alone, ASKED.values(), strict=True))


def test_everyday_requests_stay_not_ours(opinion):
    with second_opinion.asking(opinion):
        for question in ("set a timer for ten minutes", "how tall is big ben", "play some jazz"):
            decided = question_index.decide(question)
            assert (decided.answer, decided.clarify) == (None, ())


def test_words_of_the_bank_are_answered_by_their_own_answer(opinion):
    with second_opinion.asking(opinion):
        for one in list(answers().values())[::9]:
            assert question_index.decide(one.questions[0]).answer == one.id


def test_ranked_answers_fall_and_begin_with_the_likeliest(opinion):
    with second_opinion.asking(opinion):
        ranked = question_index.rank("does kefir help with worry")
    scores = [one.score for one in ranked]
    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[0] < 1


def test_without_its_files_the_index_judges_alone(tmp_path, monkeypatch):
    assert not is_here(tmp_path)
    monkeypatch.setattr("offline.encoder.bring.is_here", lambda: False)
    assert bring_encoder() is None
    assert second_opinion.brought() is None
