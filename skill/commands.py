"""`gutfeeling serve` and `gutfeeling skill`."""

from __future__ import annotations

import ipaddress
import logging
import socket
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from content import settings as settings_module
from content.phrases import line
from content.settings import Profile

if TYPE_CHECKING:
    from skill.sound_files import Synthesise

PROFILES: Final = click.Choice([profile.value for profile in Profile])


@click.command(
    epilog="Example: GUTFEELING_SKILL_ID=amzn1.ask.skill.1 gutfeeling serve --port 8080. "
    "Exit: 0 done, 1 could not, 2 wrong usage, 130 after Ctrl-C.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8080, show_default=True, type=click.IntRange(1, 65535), help="Its port."
)
@click.option("--no-verify", is_flag=True, help="Accept unsigned requests; on loopback only.")
@click.pass_obj
def serve(synthesise: Synthesise | None, host: str, port: int, no_verify: bool) -> None:
    """Serve the Alexa skill."""
    if no_verify and not is_loopback(host):
        raise click.ClickException("--no-verify works on this machine only. Use --host 127.0.0.1.")
    if sys.platform == "win32":
        raise click.ClickException("gunicorn needs Linux or macOS. Serve the skill from there.")
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(message)s"
    )
    from content.storage.open import open_store  # noqa: PLC0415 - SQLAlchemy takes as long
    from skill.app import create_app, prepare  # noqa: PLC0415 - Flask and the SDK take 0.3 s to import
    from skill.server import Server  # noqa: PLC0415 - gunicorn exists on POSIX only

    settings = settings_module.load()
    app = create_app(settings, verify=not no_verify, synthesise=synthesise)
    if no_verify or settings.skill_ids:
        # A diary that cannot be opened is said now, not to somebody who asks for it later.
        open_store(settings).close()
    _check_free(host, port)
    click.echo(f"Serving on http://{host}:{port}/alexa. Ctrl-C ends it.", err=True)
    Server(app, host, port, partial(prepare, app)).run()


@click.group()
def skill() -> None:
    """Build and check what the Alexa developer console needs."""


@skill.command(epilog="Example: gutfeeling skill build --profile store --out package.")
@click.option("--profile", type=PROFILES, help="Default: GUTFEELING_PROFILE, else personal.")
@click.option("--address", help="https address of your server. Default: GUTFEELING_PUBLIC_URL.")
@click.option("--locale", "locales", multiple=True, help="May be given again. Default: every one.")
@click.option(
    "--out", default="package", show_default=True, type=click.Path(path_type=Path), help="Folder."
)
def build(profile: str | None, address: str | None, locales: tuple[str, ...], out: Path) -> None:
    """Write the manifest and the interaction models."""
    from skill.manifest import PLACEHOLDER  # noqa: PLC0415 - as in serve
    from skill.model import LOCALES  # noqa: PLC0415 - as in serve
    from skill.package_files import write  # noqa: PLC0415 - as in serve

    settings = settings_module.load()
    chosen = Profile(profile) if profile else settings.profile
    address = address or settings.public_url
    if address and not address.startswith("https://"):
        raise click.ClickException("The address must begin with https://.")
    if unknown := sorted(set(locales) - set(LOCALES)):
        raise click.ClickException(f"No locale {unknown[0]}. There are {', '.join(LOCALES)}.")
    try:
        files = write(out, chosen, (address or PLACEHOLDER).rstrip("/"), locales or LOCALES)
    except OSError as error:
        raise click.ClickException(f"{out} can't be written: {error.strerror}.") from error
    for file in files:
        click.echo(str(file))


@skill.command(epilog="Example: gutfeeling skill lint --profile store. Exit: 0 clean, 1 faults.")
@click.option("--profile", type=PROFILES, help="Default: GUTFEELING_PROFILE, else personal.")
def lint(profile: str | None) -> None:
    """Check the package against Amazon's rules."""
    from skill.lint import lint_model  # noqa: PLC0415 - as in serve
    from skill.lint_listing import lint_listing  # noqa: PLC0415 - as in serve
    from skill.manifest import manifest  # noqa: PLC0415 - as in serve
    from skill.model import interaction_model  # noqa: PLC0415 - as in serve

    chosen = Profile(profile) if profile else settings_module.load().profile
    model = interaction_model(chosen)
    faults = (*lint_model(model, chosen), *lint_listing(manifest(chosen), model))
    for fault in faults:
        click.echo(fault)
    if faults:
        raise click.ClickException(f"{len(faults)} faults. Mend the sentence files named above.")
    click.echo(f"{chosen.value}: no faults")


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_free(host: str, port: int) -> None:
    """Try the port once: gunicorn would try for five seconds and then write a page."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise click.ClickException(
            f"{host}:{port} can't be used: {error.strerror}. Choose another with --port."
        ) from error


@skill.command(
    "rotate-secret",
    epilog="Example: gutfeeling skill rotate-secret. Exit: 0 done, 1 could not, 2 wrong usage.",
)
def rotate_secret() -> None:
    """Change the secret behind the listeners' keys; the old one goes on being read."""
    from skill.keyring import rotate  # noqa: PLC0415 - as in serve

    home = settings_module.load().home
    secret = rotate(home / "secret")[0]
    click.echo(line("screen.secret_changed", name=secret.key_id, file=str(home / "secret")))
