"""The devices that were named on the command line: found, and remembered for the next start."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from content.phrases import line
from offline.audio.chosen import MICROPHONES, SPEAKERS, USUAL, named
from offline.audio.devices import DeviceError
from offline.kept_settings import keep

if TYPE_CHECKING:
    from pathlib import Path

    from content.settings import Settings
    from offline.audio.chosen import Kind


def with_devices(settings: Settings, microphone: str | None, speaker: str | None) -> Settings:
    """Return the settings with the devices that were named, kept in `settings.toml`.

    Args:
        settings: say which were chosen before.
        microphone: its name, a part of it that fits no other, or "default" to forget the choice;
            None leaves it as it is.
        speaker: the same for the loudspeaker.

    Raises:
        ClickException: there is no such device, or the settings cannot be written.
    """
    if microphone is not None:
        settings = replace(settings, microphone=_kept(settings.home, microphone, MICROPHONES))
    if speaker is not None:
        settings = replace(settings, speaker=_kept(settings.home, speaker, SPEAKERS))
    return settings


def _kept(home: Path, name: str, kind: Kind) -> str | None:
    try:
        found = None if name.casefold() == USUAL else named(name, kind)
        keep(home, kind.key, found)
    except DeviceError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        why = error.strerror or str(error)
        raise click.ClickException(line("screen.not_kept", why=why)) from error
    return found
