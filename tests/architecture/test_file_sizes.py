"""A file does one job in under 300 lines, a function in under 40."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 40
VAGUE = {"utils", "helpers", "manager", "common", "base", "core", "misc", "const"}


def code_files():
    """Every program of ours but the tests: Python, and scripts by their first line."""
    found = []
    for folder in ("content", "skill", "offline", "infra"):
        for file in (ROOT / folder).rglob("*"):
            if "__pycache__" in file.parts or not file.is_file():
                continue
            if file.suffix == ".py" or file.read_bytes()[:2] == b"#!":
                found.append(str(file.relative_to(ROOT)))
    return [*sorted(found), "gutfeeling"]


def function_lengths(source):
    """Return the lines of code of each function by name, without its decorators and docstring."""
    lengths = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                length -= first.end_lineno - first.lineno + 1
            lengths[node.name] = length
    return lengths


@pytest.mark.parametrize("file", code_files())
def test_a_file_stays_small(file):
    assert len((ROOT / file).read_text("utf-8").splitlines()) < MOST_LINES_OF_A_FILE


@pytest.mark.parametrize("file", [name for name in code_files() if name.endswith(".py")])
def test_a_function_stays_small(file):
    lengths = function_lengths((ROOT / file).read_text("utf-8"))
    assert {
        name: length for name, length in lengths.items() if length >= MOST_LINES_OF_A_FUNCTION
    } == {}


def test_no_file_is_named_after_nothing():
    assert [name for name in code_files() if Path(name).stem in VAGUE] == []


def test_lengths_are_counted_without_docstring():
    source = 'def a():\n    """One.\n\n    Two.\n    """\n    b()\n    return 1\n'
    assert function_lengths(source) == {"a": 3}
