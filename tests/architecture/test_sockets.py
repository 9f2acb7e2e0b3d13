"""The companion opens no socket: only the download and the local page know the network."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALLOWED = {"offline/download.py", "offline/page/server.py"}
"""A model, fetched when somebody asks for it; the page, on the loopback address only."""

NETWORK = {
    *("aiohttp", "asyncio", "flask", "ftplib", "http", "httpx", "imaplib", "poplib", "requests"),
    *("smtplib", "socket", "socketserver", "ssl", "urllib3", "websockets", "werkzeug", "wsgiref"),
    *("xmlrpc", "urllib.request", "urllib.error"),
}
"""`urllib.parse` only reads addresses."""


def network_modules(source):
    """Return the modules of the network that a source imports, wherever in it that stands."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=imported):
                names |= {alias.name for alias in imported}
            case ast.ImportFrom(module=str(module), level=0, names=imported):
                names |= {f"{module}.{alias.name}" for alias in imported}
            case ast.Call(func=ast.Name(id="import_module"), args=[ast.Constant(value=str(name))]):
                names.add(name)
    return {name for name in names if NETWORK & set(prefixes(name))}


def prefixes(name):
    parts = name.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts) + 1)]


def test_no_module_of_the_companion_knows_the_network_but_two():
    found = {
        str(path.relative_to(ROOT))
        for folder in ("content", "offline")
        for path in (ROOT / folder).rglob("*.py")
        if network_modules(path.read_text("utf-8"))
    }
    assert found == ALLOWED


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "from urllib import request",
        "import urllib.request as net",
        "def f():\n    from http.client import HTTPConnection",
        "import_module('requests')",
    ],
)
def test_every_way_to_import_one_is_seen(source):
    assert network_modules(source)


def test_reading_an_address_is_no_network():
    assert not network_modules("from urllib.parse import urlsplit\nimport urllib.parse")
