"""`gutfeeling doctor`: what works here, what is missing, and what to type."""

from __future__ import annotations

import platform
from importlib import import_module

import click

from content import __version__
from content import settings as settings_module
from content.sentences import book
from offline.country import with_country
from offline.ears.short_list import phrases_of
from offline.health import examine

PACKAGES = ("content", "skill", "offline")


@click.command(epilog="Example: gutfeeling doctor. Exit: 0 the three jobs work, 1 one does not.")
def doctor() -> int:
    """Try every part for real and say what is missing."""
    settings = with_country(settings_module.load())
    click.echo(f"gutfeeling {__version__}, Python {platform.python_version()}, {settings.home}")
    for name in PACKAGES:
        click.echo(f"  {name}: {import_module(name).__file__}")
    findings = examine(settings, phrases_of(book()))
    width = max(len(finding.part) for finding in findings)
    for finding in findings:
        mark = "ok     " if finding.works else "missing"
        click.echo(f"{mark}  {finding.part:<{width}}  {finding.told}")
    return 1 if any(finding.vital and not finding.works for finding in findings) else 0
