"""`gutfeeling doctor`: what works here, what is missing, and what to type."""

from __future__ import annotations

import platform
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from content import __version__
from content import settings as settings_module
from content.clock import SystemClock
from content.dialogue.reply import Reply, Say
from content.phrases import line
from content.sentences import book
from offline.audio.devices import DeviceError
from offline.bundle import report
from offline.checks.data import data
from offline.checks.hearing import hearing
from offline.checks.jobs import jobs
from offline.checks.sound import METER_SECONDS, QUICK_SECONDS, devices, voice
from offline.country import with_country
from offline.ears.short_list import phrases_of
from offline.mouth import open_mouth
from offline.practice_sound import play
from offline.timeline import SoundChoice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from content.settings import Settings
    from offline.audio.input_level import Level
    from offline.checks.finding import Finding

PACKAGES = ("content", "skill", "offline")
BAR_DECIBELS = 60
"""The meter's whole length: a level of 0 dBFS fills it, one of -60 leaves it empty."""

BAR_LETTERS = 30
PART_LETTERS = 23


@click.command(
    epilog="Example: gutfeeling doctor --speak. Exit: 0 the three jobs work, 1 one does not, "
    "2 wrong usage.",
)
@click.option("--speak", is_flag=True, help="Say a test phrase aloud as well.")
@click.option(
    "--bundle",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a report to share: no words of yours, no names, no folders.",
)
def doctor(speak: bool, bundle: Path | None) -> int:
    """Try every part for real and say what is missing."""
    settings = with_country(settings_module.load())
    click.echo(f"gutfeeling {__version__}, Python {platform.python_version()}, {settings.home}")
    for name in PACKAGES:
        click.echo(f"  {name}: {import_module(name).__file__}")
    findings = []
    for finding in _examined(settings):
        mark = "ok     " if finding.works else "missing"
        click.echo(f"{mark}  {finding.part:<{PART_LETTERS}}  {finding.told}")
        findings.append(finding)
    if speak:
        _say_aloud(settings)
    if bundle is not None:
        _write(bundle, report(findings))
    return 1 if any(finding.vital and not finding.works for finding in findings) else 0


def _examined(settings: Settings) -> Iterator[Finding]:
    sentences = book()  # read once: the ears and the jobs both want it
    with ThreadPoolExecutor(1) as beside:
        ears = beside.submit(lambda: tuple(hearing(settings, phrases_of(sentences))))
        yield from jobs()
        yield from data(settings, SystemClock().now())
        # On this thread: a platform's own voice may want the first one.
        spoken = voice()
        yield from ears.result()
        yield spoken
    watched = sys.stdin.isatty() and sys.stderr.isatty()
    if watched:
        click.echo(line("doctor.speak_now", seconds=round(METER_SECONDS)), err=True)
    yield from devices(
        settings,
        METER_SECONDS if watched else QUICK_SECONDS,
        _bar if watched else lambda _: None,
    )


def _bar(level: Level) -> None:
    """Draw the level over the last one."""
    share = max(0.0, 1 + level.dbfs / BAR_DECIBELS)
    full = round(min(1.0, share) * BAR_LETTERS)
    click.echo(f"\r[{'#' * full}{' ' * (BAR_LETTERS - full)}] {level.word:<8}", nl=False, err=True)


def _say_aloud(settings: Settings) -> None:
    words = line("doctor.test_phrase")
    mouth = open_mouth(SoundChoice.VOICE, _show, settings.home)
    try:
        play(mouth.timeline(Reply((Say(words),))), _show, speaker=settings.speaker)
    except DeviceError as error:
        click.echo(str(error), err=True)
    else:
        click.echo(line("doctor.spoken", words=words))


def _show(text: str) -> None:
    click.echo(text, err=True)


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise click.ClickException(line("doctor.bundle_no", file=file, why=why)) from error
    click.echo(line("doctor.bundle", file=file))
