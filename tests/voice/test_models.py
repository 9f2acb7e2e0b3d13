"""The model's way onto the machine, from a server of the test's own on this machine."""

from __future__ import annotations

import errno

import pytest
from fakes.ears_here import VOSK_MODEL
from fakes.model_server import NAME, entry_of, model_archive, served

from content.settings import Settings
from offline import models
from offline.models import (
    CatalogueEntry,
    ModelError,
    catalogue,
    fetch_model,
    installed_model,
    offer,
    take_model,
)


@pytest.fixture(scope="module")
def archive() -> bytes:
    return model_archive()


@pytest.fixture
def server(archive):
    with served(archive) as running:
        yield running


@pytest.fixture
def entry(server) -> CatalogueEntry:
    return entry_of(server)


@pytest.fixture
def here(tmp_path) -> Settings:
    return Settings(home=tmp_path / "home")


def test_the_official_model_is_known_by_address_size_and_checksum():
    official = catalogue()[0]

    assert official.name == "vosk-model-small-en-us-0.15"
    assert official.address == f"https://alphacephei.com/vosk/models/{official.name}.zip"
    assert official.size_bytes == 41_205_931
    assert len(official.sha256) == 64
    assert "41 MB" in offer()


def test_a_fetched_model_is_whole_and_found_again(here, entry, monkeypatch):
    shown: list[str] = []

    folder = fetch_model(here, shown.append, entry)

    assert folder == here.home / "models" / NAME
    wanted = {p.relative_to(VOSK_MODEL): p.read_bytes() for p in VOSK_MODEL.rglob("*.*")}
    assert {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*.*")} == wanted
    assert [path.name for path in folder.parent.iterdir()] == [NAME]
    assert shown[0] == "Fetching 3 MB."
    assert shown[-1] == "100 % of 3 MB"
    monkeypatch.setattr(models, "catalogue", lambda: (entry,))
    assert installed_model(here) == folder


def test_the_chosen_model_outranks_the_fetched_one(tmp_path):
    chosen = tmp_path / "mine"

    assert installed_model(Settings(home=tmp_path, model=chosen)) == chosen
    assert installed_model(Settings(home=tmp_path)) is None


def test_an_interrupted_download_goes_on_where_it_stopped(here, entry, server):
    server.break_after = 700_000
    with pytest.raises(ModelError, match="broke off; it will go on"):
        fetch_model(here, lambda _: None, entry)
    part = here.home / "models" / f"{NAME}.zip.part"
    assert part.stat().st_size == 700_000
    assert installed_model(here) is None

    server.break_after = None
    shown: list[str] = []
    folder = fetch_model(here, shown.append, entry)

    assert server.asked == ["bytes=0-", "bytes=700000-"]
    assert shown[0] == "Going on with the download of 3 MB."
    assert models.is_model(folder)
    assert not part.exists()


def test_a_server_that_knows_no_ranges_is_read_from_the_start(here, entry, server):
    server.break_after = 700_000
    with pytest.raises(ModelError):
        fetch_model(here, lambda _: None, entry)
    server.break_after, server.knows_ranges = None, False

    assert models.is_model(fetch_model(here, lambda _: None, entry))


def test_a_file_with_another_checksum_is_refused_and_thrown_away(here, entry, server):
    server.content = bytes([server.content[0] ^ 1]) + server.content[1:]

    with pytest.raises(ModelError, match="is not the known file: its checksum differs"):
        fetch_model(here, lambda _: None, entry)

    assert list((here.home / "models").iterdir()) == []


def test_more_than_the_known_file_is_refused(here, entry, server):
    server.content += bytes(1 << 20)

    with pytest.raises(ModelError, match="sent more than the known file"):
        fetch_model(here, lambda _: None, entry)


def test_offline_and_gone_are_said_in_one_sentence(here, entry, server):
    server.status = 404
    with pytest.raises(ModelError, match=r"127\.0\.0\.1 has no such file any more \(404\)"):
        fetch_model(here, lambda _: None, entry)
    server.close()

    with pytest.raises(ModelError, match=r"There is no connection to 127\.0\.0\.1\. Go online"):
        fetch_model(here, lambda _: None, entry)


def test_a_full_disk_is_said_before_anything_is_fetched(here, entry, server, monkeypatch):
    usage = type("Usage", (), {"free": 1_000_000})
    monkeypatch.setattr(models.shutil, "disk_usage", lambda _: usage)

    with pytest.raises(ModelError, match="has no room for 9 MB"):
        fetch_model(here, lambda _: None, entry)
    assert server.asked == []


def test_a_disk_that_fills_up_on_the_way_is_said(here, entry, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(models, "unpack", full)

    with pytest.raises(ModelError, match=r"is full\. Make room"):
        fetch_model(here, lambda _: None, entry)


def test_a_folder_that_cannot_be_written_is_said(here, entry):
    here.home.mkdir()
    (here.home / "models").write_text("a file where the folder should be")

    with pytest.raises(ModelError, match="Nothing can be written to"):
        fetch_model(here, lambda _: None, entry)


def test_a_model_is_taken_from_a_file(here, entry, archive, tmp_path):
    file = tmp_path / "by-stick.zip"
    file.write_bytes(archive)

    assert models.is_model(take_model(here, file, entry))
    with pytest.raises(ModelError, match="There is no file"):
        take_model(here, tmp_path / "nowhere.zip", entry)
    file.write_bytes(archive[:-1])
    with pytest.raises(ModelError, match="not the known file"):
        take_model(here, file, entry)


def test_an_older_model_is_replaced_whole(here, entry):
    old = here.home / "models" / NAME
    old.mkdir(parents=True)
    (old / "left-over").write_text("old")

    folder = fetch_model(here, lambda _: None, entry)

    assert not (folder / "left-over").exists()
    assert models.is_model(folder)
