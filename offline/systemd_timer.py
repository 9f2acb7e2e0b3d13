"""The daily reminder as a systemd user service with a timer: two files, written or taken out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import content

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME: Final = "gutfeeling-remind"
_SYSTEMCTL_SECONDS: Final = 20

_SERVICE: Final = """\
[Unit]
Description=Gut Feeling: the daily check-in, if its time has come

[Service]
Type=oneshot
WorkingDirectory={folder}
{environment}ExecStart={python} -m offline remind
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


class SystemdError(Exception):
    """systemd did not take the files; the text says why, in a few words."""


def units(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the two files' names and text."""
    home = environ.get("GUTFEELING_HOME")
    environment = (
        f"Environment={_quoted(f'GUTFEELING_HOME={Path(home).absolute()}')}\n" if home else ""
    )
    # `-m offline` works from an unpacked copy and from an installed one.
    folder = Path(content.__file__).parents[1]
    service = _SERVICE.format(
        folder=str(folder).replace("%", "%%"),
        environment=environment,
        python=_quoted(sys.executable),
    )
    return {f"{NAME}.service": service, f"{NAME}.timer": _TIMER}


def install(environ: Mapping[str, str] = os.environ) -> None:
    """Write the files and start the timer.

    Raises:
        SystemdError: the files are written, but systemd is not here or said no.
        OSError: the files cannot be written.
    """
    folder = _folder(environ)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in units(environ).items():
        (folder / name).write_text(text, "utf-8")
    _systemctl("daemon-reload")
    _systemctl("enable", "--now", f"{NAME}.timer")


def remove(environ: Mapping[str, str] = os.environ) -> bool:
    """Stop the timer and delete the files; False if there were none.

    Raises:
        OSError: a file cannot be deleted.
    """
    files = [_folder(environ) / name for name in units(environ)]
    if not any(file.exists() for file in files):
        return False
    with suppress(SystemdError):  # not running: then there is nothing to stop
        _systemctl("disable", "--now", f"{NAME}.timer")
    for file in files:
        file.unlink(missing_ok=True)
    return True


def _folder(environ: Mapping[str, str]) -> Path:
    config = (
        environ.get("XDG_CONFIG_HOME") or Path(environ.get("HOME", "~")).expanduser() / ".config"
    )
    return Path(config) / "systemd" / "user"


def _systemctl(*words: str) -> None:
    program = shutil.which("systemctl")
    if program is None:
        raise SystemdError("there is no systemctl here")
    try:
        done = subprocess.run(  # noqa: S603 - the system's own program, fixed words
            [program, "--user", *words],
            capture_output=True,
            text=True,
            timeout=_SYSTEMCTL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SystemdError(type(error).__name__) from error
    if done.returncode != 0:
        raise SystemdError((done.stderr.strip().splitlines() or ["it did not say why"])[-1])


def _quoted(text: str) -> str:
    """Quote for a unit file: specifiers, quotes and backslashes mean themselves."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") + '"'
