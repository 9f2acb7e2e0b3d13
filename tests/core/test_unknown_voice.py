from __future__ import annotations

from datetime import UTC, datetime

import pytest

from content.dialogue.respond import respond
from content.dialogue.session import Session
from content.dialogue.turn import Turn
from content.storage.memory import MemoryStore
from content.storage.record import Record
from content.storage.store import Entry, UnknownVoiceError
from content.storage.unknown_voice import UnknownVoiceStore

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
KEPT = Entry("kept", "account", AT, AT.date(), {"gut": 4})
PLANTS = Record("plants", "account", AT, AT.date(), "plants", {"plants": ["oats"]})


@pytest.fixture
def real():
    store = MemoryStore()
    store.add(KEPT)
    store.add_record(PLANTS)
    store.set_preference("account", "brief", "on")
    return store


@pytest.mark.parametrize(
    "change",
    [
        lambda store: store.add(Entry("new", "account", AT, AT.date())),
        lambda store: store.replace(KEPT),
        lambda store: store.remove("account", "kept"),
        lambda store: store.add_record(PLANTS),
        lambda store: store.replace_record(PLANTS),
        lambda store: store.remove_record("account", "plants"),
        lambda store: store.move("account", "other"),
        lambda store: store.forget("account"),
    ],
)
def test_nothing_is_changed(real, change):
    with pytest.raises(UnknownVoiceError):
        change(UnknownVoiceStore(real))
    assert real.entries("account") == (KEPT,)
    assert real.records("account", "plants") == (PLANTS,)


def test_what_nobody_asked_to_have_kept_passes_by(real):
    guest = UnknownVoiceStore(real)
    guest.add_record(Record("p", "account", AT, AT.date(), "practice", {"practice": "box_4"}))
    guest.set_preference("account", "brief", "off")
    assert guest.preference("account", "brief") == "off"
    assert real.preference("account", "brief") == "on"
    assert real.records("account", "practice") == ()


def test_what_the_account_has_is_read(real):
    guest = UnknownVoiceStore(real)
    assert guest.entries("account") == (KEPT,)
    assert guest.get("account", "kept") == KEPT
    assert guest.records("account", "plants") == (PLANTS,)
    assert guest.preference("account", "brief") == "on"


def test_the_reply_says_so(real):
    turn = Turn("checkin.log", "account", AT, {"anxiety": 4, "gut": 4})
    reply, _ = respond(turn, Session(), UnknownVoiceStore(real))
    words = [said.text for said in reply.segments]
    assert words == ["I don't know this voice, so nothing was changed."]
    assert reply.did.stored == ()
