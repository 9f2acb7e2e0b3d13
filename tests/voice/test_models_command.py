"""`gutfeeling models`: list, get, use and remove as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from fakes.model_server import NAME, entry_of, model_archive, served

from content import settings
from offline.commands.models import models as command


@pytest.fixture(scope="module")
def entry():
    with served(model_archive()) as server:
        yield entry_of(server)


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
