from __future__ import annotations

import pytest
from fakes.ears_here import phrases
from hypothesis import given, settings
from hypothesis import strategies as st

from content import library
from content.number_words import number_words
from content.sentences import book
from offline.ears.phrases import Phrases
from offline.ears.spelling import normalise, number_spans, numbers_in, similarity


def longest_common_subsequence(one: str, other: str) -> int:
    row = [0] * (len(other) + 1)
    for letter in one:
        before = row[:]
        for index, against in enumerate(other, 1):
            row[index] = (
                before[index - 1] + 1 if letter == against else max(row[index - 1], before[index])
            )
    return row[-1]


@given(st.text("abc de", max_size=30), st.text("abc de", max_size=30))
def test_similarity_is_the_share_of_the_longest_common_subsequence(one, other):
    both = len(one) + len(other)
    wanted = 200 * longest_common_subsequence(one, other) / both if one and other else 0

    assert similarity(one, other) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Anxiety: 4, gut 6!", "anxiety four gut six"),
        ("Start a check-in.", "start a check in"),
        ("I can\N{RIGHT SINGLE QUOTATION MARK}t sleep", "i can't sleep"),
        ("It's 10 minutes, or 4.5", "it's ten minutes or four point five"),
        ("1,200 steps", "one thousand two hundred steps"),
        ("[unk] stop [unk]", "stop"),
        ("...", ""),
    ],
)
def test_one_spelling(written, words):
    assert normalise(written) == words


def test_numbers_in_words_are_found_and_their_homophones_only_as_second_choice():
    words = ["start", "for", "four", "minutes", "and", "twenty", "five", "breaths"]

    assert [span.words for span in number_spans(words)] == ["four", "four", "twenty five"]
    assert numbers_in("start for four minutes and twenty five breaths") == ["four", "twenty five"]


@settings(deadline=None)  # the first example loads the sentences
@given(st.integers(0, 10), st.integers(0, 10))
def test_the_nearest_phrase_keeps_the_numbers_that_were_said(anxiety, gut):
    text = f"anxiety {number_words(anxiety)} gut {number_words(gut)}"

    found = phrases().nearest(text)

    assert (found.phrase, found.ratio) == (text, 100)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("start bocks breathing", "start box breathing"),
        ("anxiety for gut six", "anxiety four gut six"),
        ("anxiety for", "anxiety four"),
        ("my gut is ate", "my gut is eight"),
        ("repeat cat", "repeat that"),
        ("start box breathing for ten minute", "start box breathing for ten minutes"),
    ],
)
def test_misheard_words_are_near_to_their_phrase(text, phrase):
    assert phrases().nearest(text).phrase == phrase


@pytest.mark.parametrize(
    "text", ["can i get a large cappuccino", "alexa", "what is the vagus nerve", "", "jarvis"]
)
def test_other_words_are_near_to_nothing(text):
    assert phrases().nearest(text) is None


def test_the_short_list_holds_only_what_the_sentences_know():
    known = book()

    for phrase in phrases().short_list:
        lone_answer = all(word in _number_words() for word in phrase.split())
        assert lone_answer or phrase in {"badly", "okay", "well"} or known.match(phrase), phrase


def test_what_ends_a_turn_at_once_is_on_the_list():
    raw = library.read("sentences/en/_closed_ear.yaml")["closed_ear"]

    assert set(raw["at_once"]) <= {*raw["commands"], *raw["check_in"]}
    assert set(raw["silencing"]) <= set(raw["steering"]) <= set(raw["guiding"])


def test_phrases_that_begin_longer_ones_are_known():
    known = phrases()

    assert known.is_whole("start box breathing")
    assert known.is_longer_possible("start box breathing")
    assert known.is_longer_possible("anxiety four")
    assert not known.is_longer_possible("start box breathing for five minutes")
    assert not known.is_longer_possible("stop")
    assert not known.is_whole("start a")
    assert not known.is_whole("what is the vagus nerve")


@pytest.mark.parametrize(
    ("text", "stores"),
    [
        ("anxiety four gut six", True),
        ("six", True),
        ("a six i think", True),
        ("undo that", True),
        ("delete my data", True),
        ("i am pregnant", True),
        ("i had lentil soup with carrots", True),
        ("i had words with my boss", False),
        ("start box breathing for five minutes", False),
        ("stop", False),
        ("what is the vagus nerve", False),
    ],
)
def test_what_keeps_or_deletes_something(text, stores):
    assert phrases().stores(text) is stores


def test_in_a_check_in_a_number_counts_whatever_its_sentence_looks_like():
    assert not phrases().stores("about a six i think")
    assert phrases().stores("about a six i think", in_check_in=True)


def test_a_plain_list_knows_its_phrases_without_a_sentence_book():
    plain = Phrases(["stop", "start slow breathing for <number> minutes"])

    assert plain.is_whole("start slow breathing for twelve minutes")
    assert not plain.is_whole("slow breathing")
    assert plain.stores("seven")


def test_the_closed_ear_never_listens_for_words_of_danger():
    known = phrases()

    assert any("die" in phrase.split() for phrase in known.grammar)
    assert not any("die" in phrase.split() for phrase in known.short_list)


def _number_words() -> set[str]:
    return {word for number in range(101) for word in number_words(number).split()}
