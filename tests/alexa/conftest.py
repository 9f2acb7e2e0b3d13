"""Keys and the application are made once; every test has a diary of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from fakes.alexa_device import AlexaDevice
from fakes.alexa_nlu import AlexaNlu
from fakes.alexa_requests import SKILL_ID
from fakes.amazon_ca import CHAIN_URL, AmazonCa
from fakes.skill_server import running
from fakes.still_clock import StillClock

from content.settings import Profile, Settings
from content.storage.open import open_memory_store
from skill.app import create_app
from skill.model import interaction_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class ChainServer:
    """Amazon's bucket: one address, what lies there may be changed, visits are counted."""

    def __init__(self, chain: bytes) -> None:
        self.files = {CHAIN_URL: chain}
        self.visits: list[str] = []

    def __call__(self, url: str) -> bytes:
        self.visits.append(url)
        if url not in self.files:
            raise OSError("404")
        return self.files[url]


@pytest.fixture(scope="session")
def amazon() -> AmazonCa:
    return AmazonCa(datetime.now(UTC).replace(microsecond=0))


@pytest.fixture
def clock(amazon: AmazonCa) -> StillClock:
    return StillClock(amazon.at)


@pytest.fixture
def bucket(amazon: AmazonCa) -> ChainServer:
    return ChainServer(amazon.chain)


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(home=tmp_path / "home", skill_ids=(SKILL_ID,))


@pytest.fixture
def store():
    return open_memory_store()


@pytest.fixture
def skill_port(settings, store, bucket, amazon, clock) -> Iterator[int]:
    app = create_app(settings, store=store, fetch=bucket, roots=(amazon.root,), clock=clock)
    with running(app) as port:
        yield port


@pytest.fixture(scope="session")
def nlu() -> AlexaNlu:
    return AlexaNlu(interaction_model(Profile.PERSONAL))


@pytest.fixture
def device(skill_port, nlu, amazon, clock) -> AlexaDevice:
    return AlexaDevice(skill_port, nlu, amazon, clock)


@pytest.fixture
def new_device(skill_port, nlu, amazon, clock) -> Callable[..., AlexaDevice]:
    """Return another Echo at the same skill."""
    return lambda **how: AlexaDevice(skill_port, nlu, amazon, clock, **how)
