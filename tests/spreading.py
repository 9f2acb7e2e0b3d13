"""Which tests share a process when pytest-xdist spreads them over several.

A file's tests stay together: their fixtures are dear. So do all files that need a sound server,
and they come last: two of them at once, or one beside a busy neighbour, hear gaps.
(`xdist_group` does not reach the scheduler of pytest-xdist 3.8 under pytest 9.2.)
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    from xdist.remote import Producer

SOUND = "needs_sound"


class Spreading(LoadScopeScheduling):
    """Hands out whole files; those with sound as if they were one."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return SOUND if _needs_sound(self.config.rootpath / file) else file


@cache
def _needs_sound(file: Path) -> bool:
    return SOUND in file.read_text(encoding="utf-8")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Spreading:
    return Spreading(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: _needs_sound(item.path))
