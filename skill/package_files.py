"""The files that the developer console or the ASK CLI takes, written out the same every time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from skill.manifest import PLACEHOLDER, manifest
from skill.model import LOCALES, interaction_model

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from content.settings import Profile


COMMITTED: Final = ("en-US",)
"""Locales whose model stands in the repository: the others have the same words."""


def package(
    profile: Profile,
    address: str = PLACEHOLDER,
    locales: Sequence[str] = LOCALES,
) -> dict[str, bytes]:
    """Return each file's content by its path inside the package."""
    model = _written(interaction_model(profile))
    models = {f"interactionModels/custom/{locale}.json": model for locale in locales}
    return {"skill.json": _written(manifest(profile, address)), **models}


def write(
    folder: Path,
    profile: Profile,
    address: str = PLACEHOLDER,
    locales: Sequence[str] = LOCALES,
) -> list[Path]:
    """Write the package into a folder and return the files.

    Raises:
        OSError: the folder cannot be written.
    """
    written = []
    for name, content in package(profile, address, locales).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        written.append(file)
    return written


def _written(value: Any) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()
