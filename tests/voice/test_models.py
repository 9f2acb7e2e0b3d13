"""The model's way onto the machine, from a server of the test's own on this machine."""

from __future__ import annotations

import errno
import hashlib
import io
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner
from fakes.ears_here import VOSK_MODEL

from content import settings
from content.settings import Settings
from offline import models, unpacking
from offline.commands.models import models as command
from offline.models import (
    CatalogueEntry,
    ModelError,
    catalogue,
    fetch_model,
    installed_model,
    offer,
    take_model,
)
from offline.unpacking import ArchiveError, unpack

NAME = "vosk-model-of-the-test"


class Server:
    """Serves one file; may break off, ignore ranges, or send something else."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.break_after: int | None = None
        self.knows_ranges = True
        self.status = 0
        self.asked: list[str | None] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.answer(self)

            def log_message(self, *args) -> None:
                """Keep the test's output clean."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/model.zip"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        asked = request.headers.get("Range")
        self.asked.append(asked)
        if self.status:
            request.send_error(self.status)
            return
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and self.knows_ranges else 0
        body = self.content[start:]
        request.send_response(206 if start else 200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body[: self.break_after])
        request.close_connection = True

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def zipped(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.fixture(scope="module")
def archive() -> bytes:
    """A real model, the Vosk fixture, packed as the official one is."""
    files = (path for path in VOSK_MODEL.rglob("*") if path.is_file())
    return zipped({f"{NAME}/{p.relative_to(VOSK_MODEL)}": p.read_bytes() for p in files})


@pytest.fixture
def server(archive):
    running = Server(archive)
    yield running
    running.close()


@pytest.fixture
def entry(server, archive) -> CatalogueEntry:
    return CatalogueEntry(NAME, server.address, len(archive), hashlib.sha256(archive).hexdigest())


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


@pytest.mark.parametrize(
    "member",
    [
        "../outside",
        f"{NAME}/../../outside",
        "/absolute",
        "other-folder/file",
        f"{NAME}\\..\\..\\outside",
        "C:\\outside",
    ],
)
def test_an_archive_that_leads_out_of_its_folder_is_refused(tmp_path, member):
    file = tmp_path / "evil.zip"
    file.write_bytes(zipped({f"{NAME}/am/final.mdl": b"x", member: b"evil"}))
    target = tmp_path / "in" / "models"
    target.mkdir(parents=True)

    with pytest.raises(ArchiveError, match="Nothing was unpacked"):
        unpack(file, target, NAME)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [file]


def test_a_link_in_an_archive_is_refused(tmp_path):
    link = zipfile.ZipInfo(f"{NAME}/am/final.mdl")
    link.external_attr = 0o120777 << 16
    file = tmp_path / "link.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")

    with pytest.raises(ArchiveError, match="Nothing was unpacked"):
        unpack(file, tmp_path, NAME)


def test_an_archive_larger_than_any_model_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "MOST_BYTES", 10)
    file = tmp_path / "large.zip"
    file.write_bytes(zipped({f"{NAME}/am/final.mdl": bytes(11)}))

    with pytest.raises(ArchiveError, match="larger inside than any model"):
        unpack(file, tmp_path, NAME)


def test_a_file_that_is_no_archive_is_refused(tmp_path):
    file = tmp_path / "no.zip"
    file.write_bytes(b"not a zip")

    with pytest.raises(ArchiveError, match="is not a whole zip file"):
        unpack(file, tmp_path, NAME)


def run(home: Path, *arguments: str):
    environment = {"GUTFEELING_HOME": str(home), "GUTFEELING_MODEL": ""}
    return CliRunner().invoke(command, list(arguments), env=environment)


def test_get_by_command_and_list_after_it(tmp_path, entry, monkeypatch):
    monkeypatch.setattr("offline.models.catalogue", lambda: (entry,))
    monkeypatch.setattr("offline.commands.models.catalogue", lambda: (entry,))

    before = run(tmp_path, "list")
    got = run(tmp_path, "get")
    after = run(tmp_path, "list")

    assert before.exit_code == got.exit_code == after.exit_code == 0
    assert f"{NAME}: not here, 3 MB. To fetch it, type: gutfeeling models get" in before.stdout
    assert "Commands and numbers: pocketsphinx and Whisper together" in before.stdout
    assert got.stdout == f"The model is there: {tmp_path / 'models' / NAME}\n"
    assert "100 % of 3 MB" in got.stderr
    assert f"{NAME}: here" in after.stdout
    assert "Commands and numbers: Vosk" in after.stdout


def test_get_from_a_file_that_is_not_there_says_so(tmp_path):
    result = run(tmp_path, "get", "--from-file", str(tmp_path / "nowhere.zip"))

    assert result.exit_code == 1
    assert "Error: There is no file" in result.stderr
    assert "Traceback" not in result.output


def test_a_model_is_chosen_by_folder_and_removed_by_name(tmp_path, entry, monkeypatch):
    monkeypatch.setattr("offline.models.catalogue", lambda: (entry,))
    monkeypatch.setattr("offline.commands.models.catalogue", lambda: (entry,))
    (tmp_path / "settings.toml").write_text('country = "GB"\n')
    run(tmp_path, "get")
    folder = tmp_path / "models" / NAME

    used = run(tmp_path, "use", str(folder))

    assert used.stdout == f"From now on I use {folder}\n"
    loaded = settings.load({"GUTFEELING_HOME": str(tmp_path)})
    assert (loaded.model, loaded.country) == (folder, "GB")

    removed = run(tmp_path, "remove", NAME)

    assert removed.stdout == f"Removed: {folder}\n"
    assert not folder.exists()
    loaded = settings.load({"GUTFEELING_HOME": str(tmp_path)})
    assert (loaded.model, loaded.country) == (None, "GB")


@pytest.mark.parametrize("arguments", [("use", "nowhere"), ("remove", NAME), ("remove", "..")])
def test_what_is_no_model_is_neither_chosen_nor_removed(tmp_path, arguments):
    result = run(tmp_path, *arguments)

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert tmp_path.is_dir()
