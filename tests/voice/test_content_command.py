"""`gutfeeling content` for editors."""

from __future__ import annotations

import csv
import io
import warnings
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from content.answers import answers
from content.article import claims
from content.clock import SystemClock
from content.editing.coverage import Coverage
from content.editing.explain import why
from content.editing.finding import Finding
from content.safety import helpline_check
from content.safety.helplines import helpline_file
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


def on_day(monkeypatch, days):
    """Let the command run so many days after somebody last looked at the helplines."""
    noon = datetime.combine(helpline_file().checked_on, datetime.min.time(), UTC) + timedelta(0.5)

    class Then:
        def now(self):
            return noon + timedelta(days)

    monkeypatch.setattr(command, "SystemClock", Then)
    for slow in ("check_answers", "check_phrasings"):
        monkeypatch.setattr(command, slow, lambda told, at: [])


def test_before_a_release_every_helpline_has_to_be_opened(monkeypatch):
    on_day(monkeypatch, 180)
    done = run("check", "--release")
    unseen = done.stdout.splitlines()
    assert done.return_value == 1
    assert "is marked M" in unseen[0]
    assert all(line.startswith("content/bank/safety/helplines.yaml:") for line in unseen)
    on_day(monkeypatch, 181)
    old, *others = run("check", "--release").stdout.splitlines()
    assert "looked at 181 days ago" in old
    assert others == unseen


def test_helplines_are_no_matter_of_the_check_on_other_days(monkeypatch):
    on_day(monkeypatch, 400)
    assert run("check").return_value == 0


@pytest.mark.filterwarnings("default:the helplines")
def test_an_old_table_of_helplines_is_warned_of():
    """Only a warning: the day that it grows old must not stop everybody's work."""
    today = SystemClock().now().date()
    age = (today - helpline_file().checked_on).days
    assert age >= 0
    if age > helpline_check.STALE_AFTER_DAYS:
        warnings.warn(f"the helplines were looked at {age} days ago", stacklevel=1)


def test_the_coverage_names_every_claim_its_answer_and_its_verdict():
    done = run("coverage")
    rows = [line.split() for line in done.stdout.splitlines()]
    assert done.return_value == 0
    assert [int(number) for number, *_ in rows] == list(range(1, 100))
    assert all(claims()[int(number)].verdict == verdict for number, verdict, *_ in rows)
    assert all(name in answers() for _, _, name, *_ in rows)


def test_what_is_not_covered_is_named(monkeypatch):
    monkeypatch.setattr(command, "coverage", lambda: Coverage((7,), ("Q012",), ("kefir",)))
    done = run("coverage")
    assert done.return_value == 1
    assert done.stdout.splitlines()[-3:] == [
        "claim 7: no answer",
        "Q012: planned, and no answer",
        "kefir: no phrasing of its own reaches it",
    ]


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
