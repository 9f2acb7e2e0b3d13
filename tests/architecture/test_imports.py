"""Who may import whom; the contracts stand in pyproject.toml."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint(folder):
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()",
         "--no-cache"],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"},
    )  # fmt: skip


def test_the_contracts_hold():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("content/clock.py", "import flask", "the core knows no channel"),
        ("content/phrases.py", "import offline.listener", "the core knows no channel"),
        ("offline/listener.py", "import skill", "skill and offline never meet"),
        ("content/dialogue/reply.py", "import sqlalchemy", "never the database"),
    ],
)
def test_a_forbidden_import_is_found(tmp_path, file, line, broken):
    for package in ("content", "skill", "offline"):
        ignore = shutil.ignore_patterns("__pycache__", "bank")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / file).open("a") as source:
        source.write(f"\n{line}\n")
    done = lint(tmp_path)
    assert done.returncode == 1
    assert broken in done.stdout
    assert "BROKEN" in done.stdout


def test_the_three_packages_are_ours():
    import content  # noqa: PLC0415 - where they come from is the question
    import offline  # noqa: PLC0415
    import skill  # noqa: PLC0415

    for package in (content, offline, skill):
        assert Path(package.__file__).parents[1] == ROOT
