"""The article's table is complete, and every claim is reached by voice."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from content.article import Verdict, about, claims, tour
from content.dialogue.reply import Kind, words
from content.dialogue.respond import respond
from content.dialogue.session import Session
from content.dialogue.turn import Utterance
from content.editing.article_checks import check_article
from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker, understand

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def talk(*said):
    """Return the replies to some turns of one conversation."""
    session, replies = Session(), []
    for text in said:
        turn = understand(Utterance(text, NOW), session, Speaker("someone", "en-US"))
        reply, session = respond(turn, session, MemoryStore())
        replies.append(reply)
    return replies


def test_the_table_is_complete():
    assert set(claims()) == set(range(1, 100))
    assert check_article(claims().values()) == []


def test_the_verdicts_are_those_of_the_evidence():
    counts = Counter(one.verdict for one in claims().values())

    assert counts == {
        Verdict.SOLID: 25,
        Verdict.SIMPLIFIED: 33,
        Verdict.OUTDATED: 5,
        Verdict.CONTESTED: 16,
        Verdict.UNSUPPORTED: 20,
    }


def test_a_gap_and_a_forbidden_word_are_found():
    from dataclasses import replace  # noqa: PLC0415 - used by this test alone

    short = [one for number, one in claims().items() if number != 7]
    assert [finding.what for finding in check_article(short)] == ["claim 7"]
    broken = [*short, replace(claims()[7], line="You should detox.")]
    assert [finding.what for finding in check_article(broken)] == ["you should"]


def test_the_tour_tells_each_claim_once_and_the_wrong_ones_first():
    assert sorted(tour()) == list(range(1, 100))
    verdicts = [claims()[number].verdict for number in tour()]
    assert Verdict.SOLID not in verdicts[:74]
    assert set(verdicts[74:]) == {Verdict.SOLID}


def test_the_tour_by_voice():
    replies = talk("what did the article get wrong", *["another one"] * 98, "next")

    heard = [words(reply) for reply in replies]
    assert heard[0].startswith("Of its ninety nine claims, twenty five stand as written.")
    assert "From here on, what stands." in heard[74]
    for number, text in zip(tour(), heard, strict=False):
        assert claims()[number].line in text
    assert heard[99] == "That was the last one."
    assert all(reply.open for reply in replies[:99])
    assert max(len(text.split()) for text in heard) <= 65


def test_yes_goes_on_and_no_ends_in_silence():
    first, second, third = talk("what did the article get wrong", "yes", "no")

    assert words(second) != words(first)
    assert (words(third), third.open) == ("", False)


def test_back_to_the_claim_before():
    first, _, back, start = talk("what did the article get wrong", "next", "previous", "previous")

    assert claims()[35].line in words(back)
    assert claims()[35].line in words(first)
    assert words(start) == "That was the first one."


def test_each_claim_is_found_by_its_own_words():
    for number, one in claims().items():
        assert about(f"what did the article say about {one.says}") == number


def test_a_claim_by_voice_and_who_says_so():
    told, source, more = talk(
        "what did the article say about antibiotics", "says who", "tell me more"
    )

    assert claims()[73].line in words(told)
    assert told.kind is source.kind is Kind.ANSWER
    assert words(source).startswith("Two papers.")
    assert words(more).startswith("They lower the variety")
    assert any("doi.org" in shown for shown in source.card.lines)


def test_words_that_are_not_in_the_article():
    (reply,) = talk("what did the article say about zzzz qqqq")

    assert reply.kind is Kind.FALLBACK
