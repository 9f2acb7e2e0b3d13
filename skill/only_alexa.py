"""Samples and words that only Alexa needs, as data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def only_alexa() -> dict[str, Any]:
    """Return `data/only_alexa.yaml`."""
    found = yaml.safe_load((files("skill") / "data" / "only_alexa.yaml").read_text("utf-8"))
    return dict(found)
