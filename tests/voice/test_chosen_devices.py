"""Devices by name: found by a part of it, remembered, stood in for, and taken up again."""

from __future__ import annotations

import miniaudio
import numpy as np
import pytest
from click.testing import CliRunner

from content import settings
from offline.audio.chosen import Chosen, Kind, named
from offline.audio.dead_air import DEAD_SECONDS, DeadAir
from offline.audio.devices import Device, DeviceError
from offline.audio.samples import EAR_RATE
from offline.commands.listen import listen
from offline.kept_settings import keep

DESK, HEADSET = "Desk Microphone", "USB Headset"


class Desk:
    """Microphones that can be unplugged; the first is the usual one."""

    def __init__(self, *names):
        self.names = list(names)
        self.kind = Kind(
            "microphone",
            lambda: [Device(name, f"id of {name}", is_default=False) for name in self.names],
            lambda: self.names[0] if self.names else None,
        )


@pytest.fixture
def desk():
    return Desk(DESK, HEADSET)


@pytest.mark.parametrize("typed", ["USB Headset", "usb headset", "headset", "USB"])
def test_a_name_or_a_part_that_fits_no_other_is_enough(desk, typed):
    assert named(typed, desk.kind) == HEADSET


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("USB Hedset", "These are here: USB Headset."),
        ("e", "These are here: Desk Microphone; USB Headset."),
        ("zzz", "These are here: Desk Microphone; USB Headset."),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(desk, typed, there):
    with pytest.raises(DeviceError, match=f"There is no microphone {typed}") as told:
        named(typed, desk.kind)
    assert there in str(told.value)


def test_a_name_where_there_is_no_device_at_all_says_that():
    with pytest.raises(DeviceError, match="There is no microphone here"):
        named("headset", Desk().kind)


def test_an_unplugged_headset_is_stood_in_for_and_taken_up_again_each_said_once(desk):
    said = []
    chosen = Chosen(desk.kind, HEADSET, said.append)
    assert chosen.take() == f"id of {HEADSET}"
    assert said == []

    desk.names.remove(HEADSET)
    assert chosen.take() is None
    assert chosen.take() is None
    assert not chosen.is_back()
    assert said == [f"{HEADSET} isn't here, so I listen with {DESK} until it is back."]

    desk.names.append(HEADSET)
    assert chosen.is_back()
    assert chosen.take() == f"id of {HEADSET}"
    assert not chosen.is_back()
    assert said[1:] == [f"I listen with {HEADSET} again."]


def test_with_no_device_left_it_waits(desk):
    chosen = Chosen(desk.kind, HEADSET, lambda _: None)
    desk.names.clear()
    with pytest.raises(miniaudio.MiniaudioError):
        chosen.take()


def test_nobody_who_chose_nothing_is_told_anything(desk):
    said = []
    chosen = Chosen(desk.kind, None, said.append)
    desk.names.remove(DESK)
    assert chosen.take() is None
    assert not chosen.is_back()
    assert said == []


def test_a_setting_is_kept_beside_the_others_and_taken_out_again(tmp_path):
    (tmp_path / "settings.toml").write_text('country = "GB"\n')
    odd = 'Bo\'s "Buds" \\ é'
    keep(tmp_path, "microphone", odd)
    keep(tmp_path, "speaker", "Box")

    loaded = settings.load({"GUTFEELING_HOME": str(tmp_path)})
    assert (loaded.microphone, loaded.speaker, loaded.country) == (odd, "Box", "GB")

    keep(tmp_path, "microphone", None)
    loaded = settings.load({"GUTFEELING_HOME": str(tmp_path)})
    assert (loaded.microphone, loaded.speaker, loaded.country) == (None, "Box", "GB")


def test_a_name_that_is_not_here_is_one_sentence_and_nothing_is_kept(tmp_path, monkeypatch):
    only = Device(DESK, None, is_default=True)
    monkeypatch.setattr("offline.audio.devices.microphones", lambda: (only,))
    typed = ["--microphone", "zither", "--recogniser", "typed"]

    done = CliRunner().invoke(listen, typed, env={"GUTFEELING_HOME": str(tmp_path)})

    assert done.exit_code == 1
    assert done.stderr == (f"Error: There is no microphone zither. These are here: {DESK}.\n")
    assert not (tmp_path / "settings.toml").exists()


def test_a_minute_of_zeros_is_told_once_and_quiet_is_not():
    told = []
    dead = DeadAir(lambda: told.append("dead"))
    second, quiet = np.zeros(EAR_RATE, np.int16), np.zeros(EAR_RATE, np.int16)
    quiet[7] = 1
    for _ in range(3 * DEAD_SECONDS):
        dead.push(quiet)
    for _ in range(DEAD_SECONDS - 1):
        dead.push(second)
    assert told == []
    for _ in range(3 * DEAD_SECONDS):
        dead.push(second)
    assert told == ["dead"]
