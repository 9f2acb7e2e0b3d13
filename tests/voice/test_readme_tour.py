"""The tour in README prints what README says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_command_of_the_tour_prints_what_stands_below_it(tmp_path):
    readme = (ROOT / "README.md").read_text("utf-8")
    tour = re.search(r"```console\n(.*?)```", readme, re.DOTALL)[1]
    steps = re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", tour, re.MULTILINE)
    assert len(steps) > 5
    for command, printed in steps:
        done = subprocess.run(
            ["sh", "-c", command.replace("./gutfeeling", f"{sys.executable} -m offline")],
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "GUTFEELING_HOME": str(tmp_path / "home"),
                "GUTFEELING_COUNTRY": "US",
            },
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        assert done.stdout == printed, command
