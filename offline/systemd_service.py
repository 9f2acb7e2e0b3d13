"""The companion as a systemd user service: there from login to logout."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from offline import systemd_units
from offline.systemd_units import command, home_line, systemctl, unit_folder, working_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

UNIT: Final = "gutfeeling.service"

_SERVICE: Final = """\
[Unit]
Description=Gut Feeling: listens for "hey gut feeling", offline
After=pipewire.service pipewire-pulse.service pulseaudio.service
StartLimitIntervalSec=0

[Service]
WorkingDirectory={folder}
{environment}ExecStart={command}
StandardInput=null
KillSignal=SIGINT
SuccessExitStatus=130
Restart=always
RestartSec=30
UMask=0077

[Install]
WantedBy=default.target
"""
"""Without a microphone it ends by itself, so it is begun again every half minute: one that is
plugged in later is found. SIGINT is Ctrl-C, after which the sound fades."""


def units(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the file's name and text."""
    service = _SERVICE.format(
        folder=working_folder(),
        environment=home_line(environ),
        command=command("listen", "--quiet"),
    )
    return {UNIT: service}


def install(environ: Mapping[str, str] = os.environ) -> None:
    """Write the file and start the service, now and at every login.

    Raises:
        SystemdError: the file is written, but systemd is not here or said no.
        OSError: the file cannot be written.
    """
    systemd_units.install(units(environ), UNIT, environ)


def remove(environ: Mapping[str, str] = os.environ) -> bool:
    """Stop the service and delete the file; False if there was none.

    Raises:
        OSError: the file cannot be deleted.
    """
    return systemd_units.remove(units(environ), UNIT, environ)


def state(environ: Mapping[str, str] = os.environ) -> str | None:
    """Return systemd's own word for the service ("active", "failed"), None if not installed.

    Raises:
        SystemdError: systemd is not here.
    """
    if not (unit_folder(environ) / UNIT).exists():
        return None
    return systemctl("is-active", UNIT, may_say_no=True) or "unknown"
