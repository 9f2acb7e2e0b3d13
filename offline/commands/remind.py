"""`gutfeeling remind`: the daily check-in where the companion is not running."""

from __future__ import annotations

from contextlib import suppress

import click

from content import settings as settings_module
from content.clock import SystemClock
from content.dialogue.reply import Reply, Say
from content.dialogue.session import Session
from content.phrases import line
from content.reminder import PREFERENCE, read
from content.scenes.reminding import ask_if_due, words_away
from content.storage.open import open_store
from offline import systemd_timer
from offline.audio.devices import DeviceError
from offline.listener import LISTENER
from offline.mouth import open_mouth
from offline.practice_sound import play
from offline.systemd_units import SystemdError
from offline.timeline import SoundChoice


@click.command(
    epilog="Example: gutfeeling remind --install. macOS: a launchd agent, Windows: Task Scheduler, "
    "each running this command every quarter of an hour (not tested). "
    "Exit: 0 done, 1 could not, 2 wrong usage.",
)
@click.option(
    "--install", is_flag=True, help="Look every quarter of an hour (a systemd user timer)."
)
@click.option("--remove", is_flag=True, help="Take the timer out again.")
@click.option("--quiet", is_flag=True, help="Print the words only, speak none.")
def remind(install: bool, remove: bool, quiet: bool) -> None:
    """Say that a check-in is due, if you asked for a daily one and its time has come."""
    if install and remove:
        raise click.UsageError("--install and --remove exclude each other.")
    if install:
        _install()
    elif remove:
        click.echo(
            line("reminder.removed" if systemd_timer.remove() else "reminder.nothing_installed")
        )
    else:
        _fire(quiet=quiet)


def _install() -> None:
    store = open_store(settings_module.load())
    try:
        has_time = read(store.preference(LISTENER, PREFERENCE)) is not None
    finally:
        store.close()
    try:
        systemd_timer.install()
    except SystemdError as error:
        raise click.ClickException(line("reminder.installed_only", why=error)) from error
    click.echo(line("reminder.installed"))
    if not has_time:
        click.echo(line("reminder.no_time"), err=True)


def _fire(*, quiet: bool) -> None:
    """Say it once, aloud if there is a loudspeaker; nothing at all if it is not time."""
    settings = settings_module.load()
    store = open_store(settings)
    try:
        asked = ask_if_due(LISTENER, SystemClock().now(), Session(), store)
        if asked is None:
            return
        words = words_away(LISTENER, asked[0], store)
    finally:
        store.close()
    click.echo(words)
    if not quiet:
        with suppress(DeviceError):  # it stands in the terminal or in the journal
            mouth = open_mouth(SoundChoice.VOICE, lambda _: None, settings.home)
            told = mouth.timeline(Reply((Say(words),)))
            play(told, lambda _: None, speaker=settings.speaker)
