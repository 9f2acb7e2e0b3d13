"""Sounds of ours on an Echo: made once, fetched unsigned, and never waited for in panic."""

from __future__ import annotations

import os
import re
import threading
import time
from dataclasses import replace
from http.client import HTTPConnection

import numpy as np
import pytest
from fakes.alexa_device import AlexaDevice
from fakes.mp3_frames import seconds_of
from fakes.skill_server import running

from content.dialogue.reply import Breath, Phase, Say
from offline.swells import swells
from skill.app import create_app, prepare
from skill.mp3 import encode
from skill.panic_sounds import panic_recipes
from skill.sound_files import SoundFiles
from skill.with_sounds import MOST_SECONDS, MOST_SOUNDS, Recipe, with_sounds

ADDRESS = "https://gut.example"
BREATH = Recipe(((Phase.IN, 4.0), (Phase.OUT, 6.0)))


class Kit:
    """Silence of the right length, as the real one would make sound; holds its breath if asked."""

    def __init__(self) -> None:
        self.made = 0
        self.is_broken = False
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def __call__(self, breaths, *, night: bool) -> bytes:
        self.may_go_on.wait(10)
        if self.is_broken:
            raise OSError("no kit")
        self.made += 1
        return bytes(2 * round(24_000 * sum(seconds for _, seconds in breaths)))


@pytest.fixture
def kit():
    return Kit()


@pytest.fixture
def port(settings, store, bucket, amazon, clock, kit):
    app = create_app(
        replace(settings, public_url=ADDRESS),
        store=store, fetch=bucket, roots=(amazon.root,), clock=clock, synthesise=kit,
    )  # fmt: skip
    prepare(app)
    while kit.made < len(list(panic_recipes())):
        time.sleep(0.01)
    with running(app) as port:
        yield port


@pytest.fixture
def echo(port, nlu, amazon, clock):
    return AlexaDevice(port, nlu, amazon, clock, public_url=ADDRESS)


def ask(port, path, method="GET", **headers):
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def paths(heard):
    return [url.removeprefix(ADDRESS) for url in re.findall(r'src="(https:[^"]+)"', heard.ssml)]


def test_a_practice_sounds_and_its_first_breath_has_words(echo):
    heard = echo.say("longer out breaths for three minutes")
    sounds = paths(heard)
    assert len(sounds) == 3
    assert 0 < heard.seconds_of_silence < 5, "no silence but the settling"
    assert heard.words.count("ut.") + heard.words.count(" go.") >= 1
    lengths = [seconds_of(echo.fetch(ADDRESS + path)) for path in sounds]
    assert sum(lengths) == pytest.approx(180 - 1.2, abs=0.5), "three minutes but for two words"


def test_ten_minutes_sound_as_far_as_amazon_allows_and_go_on_in_words(echo):
    heard = echo.say("longer out breaths for ten minutes")
    lengths = [seconds_of(echo.fetch(ADDRESS + path)) for path in paths(heard)]
    assert 210 < sum(lengths) <= MOST_SECONDS
    assert heard.seconds_of_silence > 300
    assert "That's ten minutes." in heard.words


def test_a_sound_is_made_once(echo, kit):
    first = echo.say("box breathing for one minute")
    made = kit.made
    again = echo.say("box breathing for one minute")
    assert paths(first) == paths(again) != []
    assert kit.made == made


def test_panic_has_its_sounds_before_anybody_asks(echo, kit):
    made = kit.made
    assert made > 0
    heard = echo.say("ask gut feeling to help me i'm panicking")
    assert paths(heard)
    assert kit.made == made


def test_panic_never_waits(echo, kit, tmp_path):
    for file in (tmp_path / "home" / "audio").glob("*.mp3"):
        file.unlink()
    kit.may_go_on.clear()
    heard = echo.say("ask gut feeling to help me i'm panicking")
    kit.may_go_on.set()
    assert paths(heard) == []
    assert heard.words.count("In.") >= 3


def test_a_fault_of_the_kit_leaves_words(echo, kit, caplog):
    kit.is_broken = True
    heard = echo.say("box breathing for one minute")
    assert paths(heard) == []
    assert "Hold." in heard.words
    assert "a sound can't be made: no kit" in caplog.text


def test_without_an_address_there_are_words_alone(device):
    assert "https://" not in device.say("box breathing for one minute").ssml


def test_what_is_served(echo, port):
    path = paths(echo.say("box breathing for one minute"))[-1]
    status, headers, sound = ask(port, path)
    assert (status, headers["Content-Type"]) == (200, "audio/mpeg")
    assert headers["Accept-Ranges"] == "bytes"
    assert "immutable" in headers["Cache-Control"]
    assert "max-age=31536000" in headers["Cache-Control"]
    key = path.split("/")[-1].removesuffix(".mp3")
    assert headers["ETag"] == f'"{key}"'

    status, headers, body = ask(port, path, "HEAD")
    assert (status, body, headers["Content-Length"]) == (200, b"", str(len(sound)))
    status, headers, body = ask(port, path, Range="bytes=100-199")
    assert (status, body) == (206, sound[100:200])
    assert headers["Content-Range"] == f"bytes 100-199/{len(sound)}"
    status, _, body = ask(port, path, Range="bytes=-50")
    assert (status, body) == (206, sound[-50:])
    assert ask(port, path, Range=f"bytes={len(sound)}-")[0] == 416
    assert ask(port, path, If_None_Match=f'"{key}"')[0] == 304
    status, _, body = ask(port, path, Range="bytes=0-9", If_Range='"other"')
    assert (status, body) == (200, sound), "another file than the one begun: from the start"


@pytest.mark.parametrize(
    "path",
    [
        "/audio/0123456789abcdef0123456789abcdef.mp3",
        "/audio/", "/audio/x.mp3", "/audio/..%2fsecret", "/audio/../secret", "/audio/%2e%2e/secret",
        "/audio/..%5csecret", "/audio/0123456789ABCDEF0123456789ABCDEF.mp3", "/audio/.mp3",
        "/audio/0123456789abcdef0123456789abcdef.wav", "/audio/%00.mp3", "/secret",
    ],
)  # fmt: skip
def test_nothing_else_is_served(port, path):
    assert ask(port, path)[0] == 404


def test_only_reading(echo, port):
    path = paths(echo.say("box breathing for one minute"))[0]
    assert {ask(port, path, method)[0] for method in ("POST", "PUT", "DELETE")} == {405}


def test_the_folder_stays_small_and_keeps_what_is_used(tmp_path, kit):
    files = SoundFiles(tmp_path, ADDRESS, kit, most=200_000)
    recipes = [Recipe(((Phase.IN, 10.0), (Phase.OUT, 0.5 * n))) for n in range(1, 6)]
    for number, recipe in enumerate(recipes):
        assert files.address(recipe, 5)
        for file in tmp_path.iterdir():
            seen = file.stat()
            os.utime(file, (seen.st_atime - 9, seen.st_mtime - 9))
        assert files.address(recipes[0], 5), number
    kept = {file.stem for file in tmp_path.iterdir()}
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 200_000
    assert {recipes[0].key, recipes[-1].key} <= kept
    assert len(kept) < len(recipes)


def test_several_askers_wait_for_one(tmp_path, kit):
    kit.may_go_on.clear()
    files = SoundFiles(tmp_path, ADDRESS, kit)
    assert files.address(BREATH, 0) is None
    assert files.address(BREATH, 0.01) is None
    kit.may_go_on.set()
    assert files.address(BREATH, 5) == f"{ADDRESS}/audio/{BREATH.key}.mp3"
    assert kit.made == 1


def test_a_folder_that_cannot_be_written_leaves_words(tmp_path, kit, caplog):
    (tmp_path / "audio").write_text("a file")
    assert SoundFiles(tmp_path / "audio", ADDRESS, kit).address(BREATH, 5) is None
    assert "a sound can't be made" in caplog.text


def test_the_kits_own_sounds_are_as_long_as_their_breaths():
    breaths = ((Phase.IN, 4.0), (Phase.HOLD, 2.5), (Phase.OUT, 6.0), (Phase.REST, 1.0)) * 2
    day, night = (np.frombuffer(swells(breaths, night=n), "<i2") for n in (False, True))
    assert len(day) == len(night) == 27 * 24_000
    assert seconds_of(encode(day.tobytes())) == pytest.approx(27, abs=0.025)
    assert 0.1 < np.abs(day).max() / 32_768 < 0.8, "Amazon wants peaks under -2 dB"
    assert np.abs(night).max() < np.abs(day).max() / 2
    assert np.abs(day[-100:]).max() < 50, "nothing is cut off"


def test_words_between_runs_and_counted_breaths_stay():
    run = (Breath(Phase.IN, 4, "x", "In."), Breath(Phase.OUT, 6, "x", "Out.")) * 3
    counted = (Breath(Phase.IN, 4, "x", "In.", counts=("two", "three")),)
    asked = []
    parts = with_sounds((*run, Say("Stay."), *run, *counted), lambda r: asked.append(r) or r.key)
    assert Say("Stay.") in parts
    assert parts[-1] == counted[0]
    assert sum(recipe.seconds for recipe in asked) == pytest.approx(60, abs=1.5)
    assert len(asked) <= MOST_SOUNDS
