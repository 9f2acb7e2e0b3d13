"""systemd's control program, played by a script; and systemd's own opinion of our files."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

needs_analyze = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="no systemd-analyze here"
)


def a_systemctl(folder, monkeypatch):
    """Put a systemctl on the path that notes what it is asked in `asked` and prints `answer`.

    It says no once `answer` is gone. Returns the folder with the two files.
    """
    folder.mkdir()
    program = folder / "systemctl"
    program.write_text(f'#!/bin/sh\necho "$@" >> "{folder}/asked"\nexec cat "{folder}/answer"\n')
    program.chmod(0o755)
    (folder / "answer").write_text("")
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def verified(folder, units, unit):
    """Return what `systemd-analyze verify` complains of in the files, "" if nothing."""
    for name, text in units.items():
        (folder / name).write_text(text)
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--user", str(folder / unit)],
        capture_output=True,
        text=True,
        env={**os.environ, "XDG_RUNTIME_DIR": str(runtime), "HOME": str(folder)},
        check=False,
    )
    return "" if checked.returncode == 0 else checked.stderr or "it did not say why"
