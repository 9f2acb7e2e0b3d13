"""Who says so, aloud: counted, named, and honest about what was read."""

from __future__ import annotations

from content import library
from content.answers import answers
from content.article import claims
from content.sources import Check, says_who, sources


def test_two_papers_one_of_them_read():
    assert says_who(("Gershon2007", "Yano2015")) == (
        "Two papers. A review by Gershon and Tack, and a study in mice led by Yano. "
        "We've read the summary of the second. The first still needs a second pair of eyes."
    )


def test_one_paper():
    assert says_who(("Balban2023",)) == "One paper. A trial led by Balban. We've read its summary."


def test_only_from_memory():
    assert says_who(("Gershon2007", "Furness2012")).endswith(
        "They still need a second pair of eyes."
    )
    assert says_who(("Clin",)).endswith("It still needs a second pair of eyes.")


def test_what_is_no_paper_is_not_counted_as_one():
    assert says_who(("McDonald2018", "AGsurvey")).startswith("Two sources.")


def test_three_with_two_unread():
    text = says_who(("Gershon2007", "Yano2015", "Furness2012"))
    assert "The first and the third still need a second pair of eyes." in text


def test_nothing_cited():
    assert says_who(()) == "No paper stands behind that one. It's about how I was made."


def test_only_what_was_seen_is_said_to_be_read():
    for told in answers().values():
        checks = {sources()[key].check for key in told.sources}
        assert ("We've read" in told.says_who) == (Check.SEEN in checks)
        assert ("second pair of eyes" in told.says_who) == bool(checks - {Check.SEEN})


def test_the_list_holds_what_is_used_and_no_more():
    used = {key for told in answers().values() for key in told.sources}
    used |= {key for claim in claims().values() for key in claim.sources}
    assert used == set(sources())
    assert len(library.read("evidence_sources.yaml")) == 148
