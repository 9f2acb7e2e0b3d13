"""Fixtures that more than one folder of tests uses."""

from __future__ import annotations

from hypothesis import settings

pytest_plugins = ["lanes", "postgres_server", "spreading"]

# A busy machine is no failure: nothing here is timed.
settings.register_profile("gutfeeling", deadline=None)
settings.load_profile("gutfeeling")
