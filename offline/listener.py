"""Who speaks to the laptop."""

from __future__ import annotations

from typing import Final

LISTENER: Final = "me"
"""One laptop, one diary: everybody in front of it is the same listener."""
