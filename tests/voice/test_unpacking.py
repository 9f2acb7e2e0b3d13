"""Archives that lead astray are refused before anything of them is written."""

from __future__ import annotations

import zipfile

import pytest
from fakes.model_server import NAME, zipped

from offline import unpacking
from offline.unpacking import ArchiveError, unpack


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
