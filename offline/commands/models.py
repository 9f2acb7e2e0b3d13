"""`gutfeeling models`: the speech models of this machine."""

from __future__ import annotations

from pathlib import Path

import click

from content import settings
from content.phrases import line
from content.sentences import book
from offline.ears.ears import build_ears
from offline.ears.short_list import phrases_of
from offline.models import (
    ModelError,
    catalogue,
    fetch_model,
    installed_model,
    is_model,
    megabytes,
    models_folder,
    remove_model,
    take_model,
    use_model,
)


@click.group(
    epilog="Example: gutfeeling models get. Exit: 0 done, 1 could not, 2 wrong usage.",
)
def models() -> None:
    """List, fetch, choose or remove the speech models of this machine."""


@models.command(
    "list",
    epilog="Example: gutfeeling models list. Exit: 0 done, 1 could not, 2 wrong usage.",
)
def list_models() -> None:
    """Print which model is there, which can be had, and which ear hears what."""
    chosen = settings.load()
    for entry in catalogue():
        here = is_model(models_folder(chosen) / entry.name)
        key = "models.here" if here else "models.not_here"
        click.echo(line(key, name=entry.name, megabytes=megabytes(entry.size_bytes)))
    if chosen.model is not None:
        click.echo(line("models.chosen", folder=chosen.model))
    ears = build_ears("auto", installed_model(chosen), phrases_of(book()))
    for problem in ears.problems:
        click.echo(problem, err=True)
    for report in ears.describe():
        click.echo(line("models.ear", job=report.job, ear=report.ear, how_well=report.how_well))


@models.command(
    epilog="Example: gutfeeling models get. Exit: 0 done, 1 could not, 2 wrong usage.",
)
@click.option(
    "--from-file",
    "archive",
    type=click.Path(path_type=Path),
    help="Take a zip file that was fetched in another way.",
)
def get(archive: Path | None) -> None:
    """Fetch the Vosk model once, check it, and unpack it."""
    chosen = settings.load()
    try:
        if archive is not None:
            folder = take_model(chosen, archive)
        else:
            folder = fetch_model(chosen, lambda text: click.echo(text, err=True))
    except ModelError as error:
        raise click.ClickException(str(error)) from error
    click.echo(line("models.got", folder=folder))


@models.command(
    epilog="Example: gutfeeling models use ~/vosk-model-en-us-0.22. "
    "Exit: 0 done, 1 could not, 2 wrong usage.",
)
@click.argument("folder", type=click.Path(path_type=Path))
def use(folder: Path) -> None:
    """Use the Vosk model in FOLDER from now on."""
    try:
        chosen = use_model(settings.load(), folder)
    except ModelError as error:
        raise click.ClickException(str(error)) from error
    click.echo(line("models.used", folder=chosen))


@models.command(
    epilog="Example: gutfeeling models remove vosk-model-small-en-us-0.15. "
    "Exit: 0 done, 1 could not, 2 wrong usage.",
)
@click.argument("name")
def remove(name: str) -> None:
    """Throw a fetched model away."""
    try:
        folder = remove_model(settings.load(), name)
    except ModelError as error:
        raise click.ClickException(str(error)) from error
    click.echo(line("models.removed", folder=folder))
