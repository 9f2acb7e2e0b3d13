"""A PostgreSQL server of the tests' own, on a socket in a temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lanes import postgres_programs

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    programs = postgres_programs()
    assert programs, "a test that asks for postgres_url carries the marker needs_postgres"
    # Neither initdb nor the server run as root; Debian's package brings the user.
    user = "postgres" if os.geteuid() == 0 else None
    # A socket's path holds at most 107 bytes: pytest's own folders may be too long.
    folder = Path(tempfile.mkdtemp(prefix="gutfeeling-pg-", dir="/tmp"))
    if user:
        shutil.chown(folder, user)
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), "-D", str(data), *arguments]
        done = subprocess.run(
            command,
            check=False,
            user=user,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout.decode(errors="replace")

    run("initdb", "-U", "gutfeeling", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    try:
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        yield f"postgresql://gutfeeling@/postgres?host={folder}"
        run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
