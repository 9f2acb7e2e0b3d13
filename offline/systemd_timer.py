"""The daily reminder as a systemd user service with a timer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from offline import systemd_units
from offline.systemd_units import command, home_line, working_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME: Final = "gutfeeling-remind"

_SERVICE: Final = """\
[Unit]
Description=Gut Feeling: the daily check-in, if its time has come

[Service]
Type=oneshot
WorkingDirectory={folder}
{environment}ExecStart={command}
"""

_TIMER: Final = """\
[Unit]
Description=Gut Feeling: looks every quarter of an hour whether a check-in was asked for

[Timer]
OnCalendar=*:07/15
AccuracySec=1min

[Install]
WantedBy=timers.target
"""
"""Seven minutes after the quarters: a companion that runs looks twice a minute and asks first."""


def units(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the two files' names and text."""
    service = _SERVICE.format(
        folder=working_folder(), environment=home_line(environ), command=command("remind")
    )
    return {f"{NAME}.service": service, f"{NAME}.timer": _TIMER}


def install(environ: Mapping[str, str] = os.environ) -> None:
    """Write the files and start the timer.

    Raises:
        SystemdError: the files are written, but systemd is not here or said no.
        OSError: the files cannot be written.
    """
    systemd_units.install(units(environ), f"{NAME}.timer", environ)


def remove(environ: Mapping[str, str] = os.environ) -> bool:
    """Stop the timer and delete the files; False if there were none.

    Raises:
        OSError: a file cannot be deleted.
    """
    return systemd_units.remove(units(environ), f"{NAME}.timer", environ)
