"""`gutfeeling doctor`: exit status, what it says of each part, and a report without a person."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime

import numpy as np
import pytest
from click.testing import CliRunner
from fakes.ears_here import VOSK_MODEL

from content.sentences import book
from content.settings import Settings
from content.storage.open import open_store
from offline.audio.input_level import level_of
from offline.bundle import HIDDEN, report
from offline.checks.data import data, integrity_fault
from offline.checks.finding import Finding
from offline.checks.hearing import hearing
from offline.commands.doctor import doctor
from offline.ears.short_list import phrases_of

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def no_sound(monkeypatch):
    monkeypatch.setattr("offline.audio.devices.default_microphone", lambda: None)
    monkeypatch.setattr("offline.audio.devices.default_speaker", lambda: None)


def by_part(findings):
    return {finding.part: finding for finding in findings}


def test_without_devices_it_is_0_and_writes_a_report_that_names_nobody(
    tmp_path, monkeypatch, no_sound
):
    planted = {
        "GUTFEELING_HOME": str(tmp_path / "zebedee-home"),
        "GUTFEELING_COUNTRY": "NZ",
        "GUTFEELING_PUBLIC_URL": "https://zebedee.example.org",
        "USER": "zebedee",
        "HOME": str(tmp_path / "zebedee"),
    }
    store = tmp_path / "report.txt"

    done = CliRunner().invoke(doctor, ["--bundle", str(store)], env=planted, standalone_mode=False)

    assert done.return_value == 0, done.output
    assert "diary.db, whole" in done.output
    assert "New Zealand" in done.output or "NZ:" in done.output
    written = store.read_text()
    assert "GUTFEELING_HOME, GUTFEELING_PUBLIC_URL" in written.replace("GUTFEELING_COUNTRY, ", "")
    assert "vosk 0." in written
    assert "ok       answers" in written
    for personal in ("zebedee", "NZ", "example.org", str(tmp_path), os.uname().nodename):
        assert personal not in written


def test_a_damaged_diary_costs_a_job(tmp_path, no_sound):
    (tmp_path / "diary.db").write_bytes(os.urandom(5_000))
    done = CliRunner().invoke(doctor, env={"GUTFEELING_HOME": str(tmp_path)}, standalone_mode=False)
    assert done.return_value == 1
    assert "missing  diary" in done.output


@pytest.mark.parametrize(
    "name",
    [
        "Zebedee's AirPods",
        "Zebedee’s AirPods",  # noqa: RUF001 - as telephones write it
        "Headset 00:1A:7D:DA:71:13",
        "bluez_sink.00_1A_7D_DA_71_13.a2dp",
        "/home/zebedee/pipe",
        "zebedee@example.org",
        "Microphone of ZEBEDEE",
    ],
)
def test_names_that_people_give_devices_are_left_out(name):
    finding = Finding("microphone", works=True, told=name, shared=name)
    written = report([finding], {"USER": "zebedee"})
    assert "zebedee" not in written.lower()
    assert "1A" not in written
    assert HIDDEN in written


def test_what_may_not_be_shared_stays_out():
    finding = Finding("diary", works=False, told="/home/zebedee/diary.db is damaged.")
    assert report([finding], {}).splitlines()[-1] == "missing  diary"


def test_a_page_that_was_overwritten_inside_the_diary_is_found(tmp_path):
    settings = Settings(home=tmp_path)
    open_store(settings).close()
    assert integrity_fault(settings.diary_file) is None
    with sqlite3.connect(settings.diary_file) as database:
        (page_bytes,) = database.execute("pragma page_size").fetchone()
        (root,) = database.execute(
            "select rootpage from sqlite_master where type = 'index' limit 1"
        ).fetchone()
    database.close()
    with settings.diary_file.open("r+b") as file:
        file.seek((root - 1) * page_bytes)
        file.write(os.urandom(page_bytes))

    assert integrity_fault(settings.diary_file) is not None


def test_a_folder_that_cannot_be_made_and_a_clock_that_was_never_set_are_told(tmp_path):
    (tmp_path / "file").touch()
    never_set = datetime(1970, 1, 1, tzinfo=UTC)

    found = by_part(data(Settings(home=tmp_path / "file" / "home"), never_set))

    assert not found["data folder"].works
    assert "GUTFEELING_HOME" in found["data folder"].told
    assert "It says 1970" in found["clock"].told
    assert not found["diary"].works
    assert not found["country"].works


def test_a_model_of_few_words_has_those_it_lacks_named(tmp_path):
    settings = Settings(home=tmp_path, model=VOSK_MODEL)

    found = by_part(hearing(settings, phrases_of(book())))

    assert not found["vocabulary"].works
    assert "Not heard: " in found["vocabulary"].told
    assert "A larger model knows more" in found["vocabulary"].told
    assert found["hears Commands and numbers"].told.startswith("Vosk: ")


def tone(amplitude):
    return (np.sin(np.arange(16_000) / 5) * amplitude).clip(-32_768, 32_767).astype(np.int16)


@pytest.mark.parametrize(
    ("samples", "word"),
    [
        (np.zeros(16_000, np.int16), "nothing"),
        (tone(20), "quiet"),
        (tone(6_000), "good"),
        (tone(60_000), "clipping"),
    ],
)
def test_no_sound_at_all_quiet_good_and_clipping_are_told_apart(samples, word):
    assert level_of(samples).word == word


def test_a_level_is_in_decibels_of_full_scale():
    assert level_of(tone(32_767)).dbfs == pytest.approx(-3.0, abs=0.1)
