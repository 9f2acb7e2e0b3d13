"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

import pytest
from hypothesis import settings

from content.safety import danger_opinion
from content.understanding import second_opinion

pytest_plugins = ["lanes", "postgres_server", "spreading"]

# A busy machine is no failure: nothing here is timed.
settings.register_profile("gutfeeling", deadline=None)
settings.load_profile("gutfeeling")


@pytest.fixture(autouse=True)
def _no_second_opinion():
    """A command that a test runs in this process brings the encoder: for that test only."""
    with second_opinion.asking(None), danger_opinion.asking(None):
        yield
