from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from content.settings import Settings
from content.storage import sqlite
from content.storage.open import open_store
from content.storage.store import Entry, StoreError

NOBODY = 65534


def entry(word=None):
    return Entry(
        id=uuid4().hex,
        listener="me",
        at=datetime(2026, 11, 23, 9, tzinfo=UTC),
        day=date(2026, 11, 23),
        scores={"gut": 4},
        words={"gut": word} if word else {},
    )


def open_and_read(home):
    with closing(open_store(Settings(home=home))) as store:
        return store.entries("me")


def sentence_of(error):
    """The whole text, after checking that it reads like something for a person."""
    text = str(error.value)
    assert re.fullmatch(r"[^\n]+\.", text), text
    assert not re.search(r"sqlite3|Error\b|Traceback|\[SQL", text), text
    return text


@pytest.fixture
def open_folder():
    """A folder that any user may look into, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp(prefix="gutfeeling-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def as_somebody(tmp_path):
    """Act as an ordinary user, since no permission stops root."""
    open_store(Settings(home=tmp_path / "warm")).close()  # imports what root alone may read
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
        yield
        os.seteuid(0)
    else:
        yield


def test_a_folder_that_cannot_be_written(open_folder, as_somebody):
    locked = open_folder / "locked"
    if os.getuid() == 0:
        os.seteuid(0)
    locked.mkdir(mode=0o555)
    if os.getuid() == 0:
        os.seteuid(NOBODY)
    with pytest.raises(StoreError) as error:
        open_store(Settings(home=locked))
    assert "permission denied" in sentence_of(error)
    assert "GUTFEELING_HOME" in str(error.value)


def test_a_home_below_a_file(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError) as error:
        open_store(Settings(home=tmp_path / "file" / "home"))
    assert "GUTFEELING_HOME" in sentence_of(error)


def test_a_folder_in_the_place_of_the_file(tmp_path):
    (tmp_path / "diary.db").mkdir()
    with pytest.raises(StoreError) as error:
        open_store(Settings(home=tmp_path))
    assert "is a directory" in sentence_of(error)


def test_a_read_only_file(open_folder, as_somebody):
    home = open_folder / "home"
    if os.getuid() == 0:
        os.seteuid(0)
    open_store(Settings(home=home)).close()
    home.chmod(0o755)
    (home / "diary.db").chmod(0o444)
    if os.getuid() == 0:
        os.seteuid(NOBODY)
    else:
        home.chmod(0o555)
    with pytest.raises(StoreError) as error:
        open_and_read(home)
    assert "can't be written" in sentence_of(error)
    if os.getuid() != 0:
        home.chmod(0o755)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _: b"dear diary, " * 500, id="text"),
        pytest.param(lambda whole: whole[: len(whole) // 2], id="cut in half"),
        pytest.param(lambda whole: whole[:100] + b"\xff" * (len(whole) - 100), id="overwritten"),
        pytest.param(lambda whole: whole[:50], id="less than its header"),
    ],
)
def test_a_damaged_file_is_never_overwritten(tmp_path, damage):
    store = open_store(Settings(home=tmp_path))
    for _ in range(200):
        store.add(entry())
    store.close()
    file = tmp_path / "diary.db"
    damaged = damage(file.read_bytes())
    file.write_bytes(damaged)
    with pytest.raises(StoreError) as error:
        open_and_read(tmp_path)
    assert "damaged" in sentence_of(error)
    assert "backup" in str(error.value)
    assert file.read_bytes() == damaged


def test_a_diary_from_a_newer_version_is_left_alone(tmp_path):
    open_store(Settings(home=tmp_path)).close()
    file = tmp_path / "diary.db"
    diary = sqlite3.connect(file)
    diary.execute("UPDATE alembic_version SET version_num = '9999'")
    diary.commit()
    diary.close()
    before = file.read_bytes()
    with pytest.raises(StoreError) as error:
        open_store(Settings(home=tmp_path))
    assert "newer Gut Feeling" in sentence_of(error)
    assert file.read_bytes() == before


def test_another_programs_database_is_left_alone(tmp_path):
    other = sqlite3.connect(tmp_path / "diary.db")
    other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.commit()
    other.close()
    with pytest.raises(StoreError) as error:
        open_store(Settings(home=tmp_path))
    assert "another program" in sentence_of(error)
    other = sqlite3.connect(tmp_path / "diary.db")
    assert other.execute("SELECT name FROM sqlite_schema").fetchall() == [("bookmarks",)]
    other.close()


def test_a_second_copy_that_holds_the_file_is_waited_for_and_then_named(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite, "_PRAGMAS", ("PRAGMA busy_timeout=50", *sqlite._PRAGMAS[1:]))
    store = open_store(Settings(home=tmp_path))
    holder = sqlite3.connect(tmp_path / "diary.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as error:
        store.add(entry())
    assert "Another copy" in sentence_of(error)
    assert store.entries("me") == ()
    open_store(Settings(home=tmp_path)).close()
    holder.execute("COMMIT")
    store.add(entry())
    assert len(store.entries("me")) == 1
    holder.close()
    store.close()


def add_until_refused(store):
    for _ in range(1000):
        store.add(entry(word="x" * 32))


def test_a_full_disk_keeps_what_was_there(tmp_path):
    store = open_store(Settings(home=tmp_path))
    kept = entry()
    store.add(kept)
    with store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreError) as error:
        add_until_refused(store)
    assert "disk is full" in sentence_of(error)
    assert kept in store.entries("me")
    store.close()


@pytest.fixture
def small_disk(tmp_path):
    """Run a program of ours on a disk of 512 kB, or without the right to mount one, with a limit
    on the size of its files, which fails in the same places."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    real = os.geteuid() == 0 and subprocess.run(mount, check=False).returncode == 0

    def run(program):
        limit = "" if real else "resource.setrlimit(resource.RLIMIT_FSIZE, (262_144, -1))"
        head = f"import resource\n{limit}\nhome = Path({str(folder / 'home')!r})\n"
        done = subprocess.run(
            [sys.executable, "-c", _IMPORTS + head + program],
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.stderr == ""
        return done.stdout.splitlines()

    yield run
    if real:
        subprocess.run(["umount", str(folder)], check=True)


_IMPORTS = """
from datetime import date, datetime, UTC
from pathlib import Path
from content.settings import Settings
from content.storage.open import open_store
from content.storage.store import Entry, StoreError
now = datetime.now(UTC)
def entry(number):
    return Entry(id=str(number), listener="me", at=now, day=now.date(), words={"gut": "x" * 32})
"""


def test_a_disk_that_really_runs_full_says_so_and_keeps_what_was_there(small_disk):
    said = small_disk("""
store, kept = open_store(Settings(home=home)), 0
try:
    for kept in range(10_000):
        store.add(entry(kept))
except StoreError as error:
    print(error)
print(len(store.entries("me")) == kept > 3)
store.close()
print(len(open_store(Settings(home=home)).entries("me")) == kept)
""")
    assert "disk" in said[0]
    assert said[1:] == ["True", "True"]


def test_a_disk_that_is_full_from_the_start(small_disk):
    said = small_disk("""
try:
    with (home.parent / "ballast").open("wb", 0) as ballast:
        while True:
            ballast.write(bytes(4096))
except OSError:
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, -1))
try:
    open_store(Settings(home=home))
except StoreError as error:
    print(error)
""")
    assert len(said) == 1
    assert re.search("no space|disk", said[0])


@pytest.mark.parametrize(
    "address",
    [
        "nonsense",
        "mysql://root:secret@localhost/diary",
        "postgresql://a:secret@h:port/x",
        "sqlite://",
    ],
)
def test_an_address_that_cannot_be_used_is_not_repeated(tmp_path, address):
    with pytest.raises(StoreError) as error:
        open_store(Settings(home=tmp_path, database_url=address))
    assert "GUTFEELING_DATABASE_URL" in sentence_of(error)
    assert "secret" not in str(error.value)


@pytest.mark.needs_postgres
def test_a_server_that_does_not_answer(tmp_path):
    url = f"postgresql://somebody:secret@/diary?host={tmp_path}"
    with pytest.raises(StoreError) as error:
        open_store(Settings(home=tmp_path, database_url=url))
    assert "did not answer" in sentence_of(error)
    assert "secret" not in str(error.value)
