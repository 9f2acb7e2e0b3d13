"""`gutfeeling content` for editors."""

from __future__ import annotations

import csv
import io

import pytest
from click.testing import CliRunner

from content.answers import answers
from content.editing.explain import why
from content.editing.finding import Finding
from content.sources import sources
from offline.commands import content as command


def run(*words):
    return CliRunner().invoke(command.content, words, standalone_mode=False)


def test_the_bank_as_it_is_has_nothing_to_put_right():
    done = run("check")
    assert (done.return_value, done.stdout) == (0, "")
    assert "Nothing to put right" in done.stderr


def test_what_is_wrong_is_told_with_its_place(monkeypatch):
    fault = Finding("answers/vagus.yaml", 12, "61 words", "1 to 60 can be heard")
    monkeypatch.setattr(command, "check_answers", lambda told, at: [fault])
    done = run("check")
    assert done.return_value == 1
    assert done.stdout == "content/bank/answers/vagus.yaml:12: 61 words: 1 to 60 can be heard\n"


def test_a_question_is_explained():
    done = run("ask", "What is the vagus nerve?")
    first, best, *others = done.stdout.splitlines()
    assert first == "answered by vagus_nerve"
    score, name, *_ = best.split()
    assert (name, float(score) > 0.5) == ("vagus_nerve", True)
    scores = [float(line.split()[0]) for line in others]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("nonsense", ["", "xyzzy plugh", "who won the cup"])
def test_what_is_not_known_is_said(nonsense):
    assert run("ask", nonsense).stdout.splitlines()[0] == "not known"


def test_the_words_that_did_it_are_the_questions_own():
    because = why("does the vagus nerve calm me", answers()["vagus_nerve"])
    assert "vagus" in because.shared
    assert because.phrasing in answers()["vagus_nerve"].questions


def test_sources_as_a_table_hold_every_source_and_who_stands_on_it():
    rows = list(csv.DictReader(io.StringIO(run("sources", "--csv").stdout)))
    assert [row["key"] for row in rows] == list(sources())
    stands = {name for row in rows for name in row["answers"].split()}
    assert stands == {one.id for one in answers().values() if one.sources}
