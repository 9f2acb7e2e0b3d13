"""`gutfeeling content`: the bank, for whoever writes it."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING

import click

from content import library
from content.answers import answers
from content.article import claims
from content.clock import SystemClock
from content.editing.answer_checks import check_answers
from content.editing.article_checks import check_article
from content.editing.coverage import coverage
from content.editing.explain import why
from content.editing.finding import places
from content.editing.phrasing_checks import check_phrasings
from content.safety import helpline_check
from content.sources import sources
from content.understanding.normalise import normalise
from content.understanding.question_index import decide, rank
from offline.encoder.bring import bring_encoder

if TYPE_CHECKING:
    from content.editing.finding import Finding

SHOWN = 5


@click.group(
    epilog='Example: gutfeeling content ask "does kefir help". '
    "Exit: 0 done, 1 could not or something to put right, 2 wrong usage.",
)
def content() -> None:
    """Check, ask and list what the answers say."""


@content.command(
    epilog="Example: gutfeeling content check --release. "
    "Exit: 0 nothing to put right, 1 findings, 2 wrong usage.",
)
@click.option(
    "--release",
    is_flag=True,
    help="Also every helpline that nobody has opened, and a table of them that has grown old.",
)
def check(*, release: bool) -> int:
    """Print what is to put right in the bank: file, line, what, why."""
    told = list(answers().values())
    found: list[Finding] = [
        *check_answers(told, places()),
        *check_phrasings(told, places()),
        *check_article(claims().values()),
        *(helpline_check.findings(SystemClock().now().date()) if release else ()),
    ]
    for finding in found:
        click.echo(f"content/bank/{finding}")
    if found:
        click.echo(f"{len(found)} to put right; {len(told)} answers read.", err=True)
        return 1
    click.echo(f"Nothing to put right in {len(told)} answers.", err=True)
    return 0


@content.command(
    epilog='Example: gutfeeling content ask "does kefir help". Exit: 0 done, 2 wrong usage.',
)
@click.argument("question")
def ask(question: str) -> None:
    """Print which answers a question leads to, how likely each is, and which words did it."""
    bring_encoder()
    said = normalise(question)
    decided = decide(said)
    if decided.answer:
        click.echo(f"answered by {decided.answer}")
    elif decided.clarify:
        click.echo(f"asks back: {' or '.join(decided.clarify)}")
    else:
        click.echo("not known")
    for candidate in rank(said)[:SHOWN]:
        because = why(said, answers()[candidate.answer_id])
        shared = " ".join(because.shared) or "-"
        click.echo(
            f"{candidate.score:5.3f}  {candidate.answer_id:24}  {shared}  ({because.phrasing})"
        )


@content.command(
    name="coverage",
    epilog="Example: gutfeeling content coverage. Exit: 0 all covered, 1 gaps, 2 wrong usage.",
)
def print_coverage() -> int:
    """Print what the article claims and which answer tells more, then what is not covered yet.

    Each claim: its number, the verdict, the answer, its words.
    """
    for number, one in sorted(claims().items()):
        click.echo(f"{number:>3}  {one.verdict.value:12}  {one.answer:24}  {one.says}")
    missing = coverage()
    gaps = [
        *(f"claim {number}: no answer" for number in missing.claims_without_answer),
        *(f"{name}: planned, and no answer" for name in missing.questions_without_answer),
        *(f"{name}: no phrasing of its own reaches it" for name in missing.answers_unreached),
    ]
    for gap in gaps:
        click.echo(gap)
    told, planned = len(claims()), len(library.read("plan.yaml"))
    click.echo(f"{told} claims, {planned} planned questions, {len(gaps)} gaps.", err=True)
    return 1 if gaps else 0


@content.command(
    name="sources",
    epilog="Example: gutfeeling content sources --csv > sources.csv. Exit: 0 done, 2 wrong usage.",
)
@click.option("--csv", "as_csv", is_flag=True, help="A table for a spreadsheet.")
def list_sources(as_csv: bool) -> None:
    """Print every source: key, how it was checked, and the answers that stand on it."""
    users: dict[str, list[str]] = {key: [] for key in sources()}
    for one in answers().values():
        for key in one.sources:
            users[key].append(one.id)
    if not as_csv:
        for key, source in sources().items():
            click.echo(f"{key} ({source.check.name.lower()}): {source.citation}")
        return
    table = csv.writer(sys.stdout)
    table.writerow(["key", "checked", "id", "citation", "answers"])
    for key, source in sources().items():
        table.writerow(
            [key, source.check.name.lower(), source.id, source.citation, " ".join(users[key])]
        )
