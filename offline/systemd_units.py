"""Unit files of systemd's user manager: written, switched on, and taken out again."""

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

_SYSTEMCTL_SECONDS: Final = 20


class SystemdError(Exception):
    """systemd did not take the files; the text says why, in a few words."""


def install(units: Mapping[str, str], start: str, environ: Mapping[str, str]) -> None:
    """Write the files and start one of them, now and at every login.

    Args:
        units: names and texts of the files.
        start: the unit to switch on.
        environ: says where the files belong.

    Raises:
        SystemdError: the files are written, but systemd is not here or said no.
        OSError: the files cannot be written.
    """
    folder = unit_folder(environ)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in units.items():
        (folder / name).write_text(text, "utf-8")
    systemctl("daemon-reload")
    systemctl("enable", "--now", start)


def remove(units: Mapping[str, str], start: str, environ: Mapping[str, str]) -> bool:
    """Stop the unit and delete the files; False if there were none.

    Raises:
        OSError: a file cannot be deleted.
    """
    files = [unit_folder(environ) / name for name in units]
    if not any(file.exists() for file in files):
        return False
    with suppress(SystemdError):  # not running: then there is nothing to stop
        systemctl("disable", "--now", start)
    for file in files:
        file.unlink(missing_ok=True)
    return True


def unit_folder(environ: Mapping[str, str]) -> Path:
    """Return where a user's own unit files lie."""
    config = (
        environ.get("XDG_CONFIG_HOME") or Path(environ.get("HOME", "~")).expanduser() / ".config"
    )
    return Path(config) / "systemd" / "user"


def systemctl(*words: str, may_say_no: bool = False) -> str:
    """Return what systemd's control program prints for its user manager.

    Raises:
        SystemdError: it is not here, or it said no (unless it may).
    """
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
    if done.returncode != 0 and not may_say_no:
        raise SystemdError((done.stderr.strip().splitlines() or ["it did not say why"])[-1])
    return done.stdout.strip()


def command(*words: str) -> str:
    """Return our own command as a unit file writes it; works unpacked and installed."""
    return " ".join((quoted(sys.executable), "-m", "offline", *words))


def working_folder() -> str:
    """Return the folder from which `-m offline` is found, as a unit file writes it."""
    return str(Path(content.__file__).parents[1]).replace("%", "%%")


def home_line(environ: Mapping[str, str] = os.environ) -> str:
    """Return the line that hands on where a person's data lies; "" where that is the usual."""
    home = environ.get("GUTFEELING_HOME")
    if not home:
        return ""
    return f"Environment={quoted(f'GUTFEELING_HOME={Path(home).absolute()}')}\n"


def quoted(text: str) -> str:
    """Quote for a unit file: specifiers, quotes and backslashes mean themselves."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%") + '"'
