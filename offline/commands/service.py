"""`gutfeeling service`: the companion from login to logout."""

from __future__ import annotations

import click

from content.phrases import line
from offline import systemd_service
from offline.systemd_units import SystemdError


@click.command(
    epilog="Example: gutfeeling service --install. macOS: a launchd agent with RunAtLoad, Windows: "
    "Task Scheduler at logon, each running: gutfeeling listen --quiet (not tested). "
    "Exit: 0 done, 1 could not, 2 wrong usage.",
)
@click.option("--install", is_flag=True, help="Start at every login (a systemd user service).")
@click.option("--remove", is_flag=True, help="Stop it and take it out again.")
@click.option("--status", is_flag=True, help="Say whether it is installed and running.")
def service(install: bool, remove: bool, status: bool) -> None:
    """Listen from login on, or no longer."""
    if install + remove + status != 1:
        raise click.UsageError("Give one of --install, --remove and --status.")
    if install:
        _install()
    elif remove:
        key = "service.removed" if systemd_service.remove() else "service.nothing_installed"
        click.echo(line(key))
    else:
        _status()


def _install() -> None:
    try:
        systemd_service.install()
    except SystemdError as error:
        raise click.ClickException(line("service.installed_only", why=error)) from error
    click.echo(line("service.installed"))


def _status() -> None:
    try:
        state = systemd_service.state()
    except SystemdError as error:
        raise click.ClickException(line("service.no_systemd", why=error)) from error
    click.echo(line("service.nothing_installed" if state is None else "service.is", state=state))
