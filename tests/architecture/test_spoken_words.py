"""What a person hears or reads as our speech stands in content/bank, never in Python."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SENTENCE = re.compile(r"[.?!]\W*$")
LOGGING = {"debug", "info", "warning", "error", "exception", "critical", "log"}
FINDINGS = {"skill/lint.py", "skill/lint_listing.py"}
"""Their sentences are a checker's findings, for whoever builds the skill."""

HELP = {"help", "short_help", "epilog"}


def spoken(source):
    """Return (line, text) of each constant of three words or more that ends like a sentence.

    Docstrings, logs, errors, notes on standard error and the help of a command line are for
    other eyes.
    """
    tree = ast.parse(source)
    exempt = {id(inner) for node in ast.walk(tree) if _exempt(node) for inner in ast.walk(node)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in exempt
        and len(node.value.split()) >= 3
        and SENTENCE.search(node.value)
    ]


def _exempt(node):
    match node:
        case ast.Raise() | ast.Expr(value=ast.Constant()):
            exempt = True
        case ast.Call(func=ast.Attribute(attr="echo"), keywords=keywords):
            exempt = any(keyword.arg == "err" for keyword in keywords)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            exempt = name in LOGGING or name.endswith(("Error", "Exception"))
        case ast.FunctionDef(returns=ast.Name(id=name)):
            exempt = name.endswith("Error")
        case ast.keyword(arg=name):
            exempt = name in HELP
        case _:
            exempt = False
    return exempt


def python_files():
    found = (
        str(file.relative_to(ROOT))
        for package in ("content", "skill", "offline")
        for file in (ROOT / package).rglob("*.py")
    )
    return sorted(set(found) - FINDINGS)


@pytest.mark.parametrize("file", python_files())
def test_no_sentence_stands_in_python(file):
    assert spoken((ROOT / file).read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        'say("Breathe in, and out.")',
        'REPLY = f"You said {number}, is that right?"',
        'def reply() -> str:\n    """Say it."""\n    return "Let us begin now."',
        'print("Your diary is empty.")',
        'click.echo("Your diary is empty.")',
    ],
)
def test_the_search_finds_spoken_words(source):
    assert len(spoken(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        '"""The module does this."""',
        'class A:\n    b: int\n    """Counts all of them."""',
        'raise ValueError("a practice needs a phase.")',
        'raise StoreError(f"{place} is full. Make some room.") from error',
        'def told() -> StoreError:\n    text = "The disk is full."\n    return StoreError(text)',
        'log.warning("no sound device was found.")',
        '@click.option("--yes", help="Erase without asking first.")\ndef forget(): ...',
        'ID = "breathing.lead_in"',
        'click.echo("Serving until Ctrl-C is pressed.", err=True)',
    ],
)
def test_the_search_leaves_other_text_alone(source):
    assert spoken(source) == []
