"""Keys of the diary: hashed, with the id of their secret, moved when the secret was changed."""

from __future__ import annotations

import re
import threading
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from fakes.alexa_device import AlexaDevice
from fakes.skill_server import running

from content.settings import Settings, SettingsError
from content.storage.memory import MemoryStore
from content.storage.open import open_store
from content.storage.store import Entry, StoreError
from skill.app import create_app
from skill.commands import skill
from skill.keyring import Secret, read_keyring, rotate
from skill.listener import Listeners


@dataclass(frozen=True)
class Named:
    user_id: str | None = None
    person_id: str | None = None


@dataclass(frozen=True)
class Envelope:
    """The part of a request that names somebody."""

    user: Named
    person: Named = field(default_factory=Named)

    @property
    def context(self):
        return self

    @property
    def system(self):
        return self


AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
ACCOUNT = Envelope(Named("amzn1.account"))
OLD, NEW = Secret("0badcafe", b"o" * 32), Secret("00c0ffee", b"n" * 32)


def test_a_key_names_its_secret_and_hides_the_id():
    key = Listeners((OLD,)).user(ACCOUNT)
    assert re.fullmatch(r"0badcafe\.[0-9a-f]{64}", key)
    assert Listeners((OLD,)).user(ACCOUNT) == key
    assert Listeners((NEW,)).user(ACCOUNT)[9:] != key[9:]


def test_an_account_and_a_voice_of_the_same_name_are_two():
    voice = Envelope(Named("same"), Named(person_id="same"))
    listeners = Listeners((OLD,))
    assert listeners.user(voice) != listeners.person(voice)


@pytest.fixture
def started(settings, store, amazon, bucket, clock, nlu):
    """Return a way to start the skill (again) with the secrets that lie in its file."""

    @contextmanager
    def start():
        app = create_app(settings, store=store, fetch=bucket, roots=(amazon.root,), clock=clock)
        with running(app) as port:
            yield lambda **how: AlexaDevice(port, nlu, amazon, clock, **how)

    return start


def key_ids(store):
    with store._engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT listener FROM entries UNION SELECT listener FROM scores "
            "UNION SELECT listener FROM preferences UNION SELECT listener FROM records",
        )
        return {listener.partition(".")[0] for (listener,) in found if listener}


def weeks(device):
    return device.say("how was my week").words


def test_after_a_rotation_rows_stay_until_their_listener_comes_and_then_move(
    started,
    store,
    settings,
):
    with started() as device:
        device(person_id="amzn1.person.1").say("anxiety four gut six")
        device(person_id="amzn1.person.2").say("anxiety two gut two")
    (first,) = read_keyring(settings.home / "secret")
    assert key_ids(store) == {first.key_id}
    second, kept = rotate(settings.home / "secret")
    assert kept == first
    with started() as device:
        assert key_ids(store) == {first.key_id}
        assert weeks(device(person_id="amzn1.person.1")).startswith("You checked in once")
        assert key_ids(store) == {first.key_id, second.key_id}
        assert weeks(device(person_id="amzn1.person.2")).startswith("You checked in once")
        assert key_ids(store) == {second.key_id}


def test_rows_of_a_version_that_wrote_no_key_id_are_found(started, store, settings):
    file = settings.home / "secret"
    file.parent.mkdir(parents=True)
    file.write_bytes(bytes(range(32)))
    with started() as device:
        device().say("anxiety four gut six")
        assert weeks(device()).startswith("You checked in once")
    assert all(len(key_id) == 64 for key_id in key_ids(store))
    newest = rotate(file)[0]
    with started() as device:
        assert weeks(device()).startswith("You checked in once")
    assert key_ids(store) == {newest.key_id}


def test_turning_the_skill_off_after_a_rotation_erases_voices_that_never_came_back(
    started,
    store,
    settings,
):
    with started() as device:
        device(person_id="amzn1.person.1").say("anxiety four gut six")
    rotate(settings.home / "secret")
    with started() as device:
        assert device().send({"type": "AlexaSkillEvent.SkillDisabled"}).status == 200
    assert key_ids(store) == set()


def test_two_contacts_at_once_after_a_rotation_lose_nothing(tmp_path):
    with closing(open_store(Settings(home=tmp_path))) as store:
        old = Listeners((OLD,)).user(ACCOUNT)
        for number in range(5):
            store.add(Entry(str(number), old, AT, AT.date(), {"gut": number}))
        store.set_preference(old, "brief", "on")
        servers = [Listeners((NEW, OLD)) for _ in range(8)]
        threads = [
            threading.Thread(target=server.bring_along, args=(ACCOUNT, store)) for server in servers
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        new = servers[0].user(ACCOUNT)
        assert [entry.scores["gut"] for entry in store.entries(new)] == [0, 1, 2, 3, 4]
        assert store.preference(new, "brief") == "on"
        assert store.entries(old) == ()


def test_a_diary_that_cannot_be_reached_is_moved_at_the_next_contact():
    class Down(MemoryStore):
        is_down = True

        def move(self, old, new):
            if self.is_down:
                raise StoreError("It did not answer.")
            super().move(old, new)

    store = Down()
    store.add(Entry("1", Listeners((OLD,)).user(ACCOUNT), AT, AT.date(), {"gut": 3}))
    listeners = Listeners((NEW, OLD))
    listeners.bring_along(ACCOUNT, store)
    assert store.entries(listeners.user(ACCOUNT)) == ()
    store.is_down = False
    listeners.bring_along(ACCOUNT, store)
    assert len(store.entries(listeners.user(ACCOUNT))) == 1


def test_an_unknown_voice_changes_nothing_of_the_accounts(new_device, store):
    guest = new_device()
    guest.say("anxiety two gut one")
    new_device(person_id="amzn1.person.1").say("anxiety four gut six")
    before = rows(store)
    for words in ("anxiety nine gut nine", "forget everything"):
        guest.say(words)
    assert guest.say("yes").words == "I don't know this voice, so nothing was changed."
    assert "don't know this voice" in guest.say("undo that").words
    assert "don't know this voice" not in guest.say("open gut feeling").words
    assert "don't know this voice" not in guest.say("box breathing").words
    assert rows(store) == before


def test_an_account_on_which_no_voice_was_ever_recognised_has_a_diary(new_device):
    device = new_device()
    device.say("anxiety four gut six")
    assert weeks(device).startswith("You checked in once")


def rows(store):
    with store._engine.connect() as connection:
        return {
            table: connection.exec_driver_sql(f"SELECT * FROM {table}").all()  # noqa: S608 - ours
            for table in ("entries", "scores", "records", "preferences")
        }


def test_a_diary_that_cannot_be_opened_says_so_and_the_rest_goes_on(
    settings, amazon, bucket, clock, nlu,
):  # fmt: skip
    settings.diary_file.mkdir(parents=True)
    app = create_app(settings, fetch=bucket, roots=(amazon.root,), clock=clock)
    with running(app) as port:
        device = AlexaDevice(port, nlu, amazon, clock)
        assert "can't reach the diary" in device.say("anxiety four gut six").words
        assert "can't reach the diary" not in device.say("box breathing").words


def test_the_secrets_are_for_us_alone_and_the_first_start_makes_one(tmp_path):
    file = tmp_path / "home" / "secret"
    (only,) = read_keyring(file)
    assert read_keyring(file) == (only,)
    assert rotate(file)[1:] == (only,)
    assert file.stat().st_mode & 0o777 == 0o600
    assert [kept.name for kept in file.parent.iterdir()] == ["secret"]


@pytest.mark.parametrize("kept", [b"", b"short", b"zz 00\n", b"\xff" * 31, b"0badcafe 00\n"])
def test_a_damaged_secret_is_left_alone_and_named(tmp_path, kept):
    file = tmp_path / "secret"
    file.write_bytes(kept)
    with pytest.raises(SettingsError, match="damaged"):
        read_keyring(file)
    assert file.read_bytes() == kept


def test_the_command_that_rotates(tmp_path, monkeypatch):
    monkeypatch.setenv("GUTFEELING_HOME", str(tmp_path))
    (first,) = read_keyring(tmp_path / "secret")
    done = CliRunner().invoke(skill, ["rotate-secret"])
    newest, kept = read_keyring(tmp_path / "secret")
    assert (done.exit_code, kept) == (0, first)
    assert newest.key_id in done.output
    assert newest.secret.hex() not in done.output
