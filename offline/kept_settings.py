"""Keeps one setting in `settings.toml`, whatever else stands there."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS_FILE: Final = "settings.toml"


def keep(home: Path, name: str, value: str | None) -> None:
    """Write `name = "value"` at the top of the file, in place of an older one; None takes it out.

    Raises:
        OSError: the file cannot be read or written.
    """
    path = home / SETTINGS_FILE
    kept = path.read_text("utf-8") if path.exists() else ""
    others = [text for text in kept.splitlines() if not re.match(rf"\s*{name}\s*=", text)]
    # A TOML basic string is escaped like one of JSON.
    mine = [] if value is None else [f"{name} = {json.dumps(value, ensure_ascii=False)}"]
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_text("".join(f"{text}\n" for text in (*mine, *others)), "utf-8")
