"""Ready lines: complete or absent, never a person's, and never trusted when damaged."""

from __future__ import annotations

import numpy as np
import pytest
from fakes.voices import BuzzVoice
from hypothesis import given
from hypothesis import strategies as st

from content.dialogue.reply import Pace, Reply, Say
from content.phrases import line
from content.practices import cue_words
from offline.mouth import Mouth
from offline.timeline import SoundChoice
from offline.voices import prepared
from offline.voices.clips import ClipsFirst, Line, Pack, write_pack
from offline.voices.prepared import fixed_lines, is_prepared, pack_path, prepare
from offline.voices.taste import PLAIN, Taste, Wish

ONE, TWO = Line("In.", Pace.GUIDANCE), Line("Out.", Pace.GUIDANCE, night=True)
SOUND = np.linspace(-0.5, 0.5, 700, dtype=np.float32)


@pytest.fixture
def buzz(monkeypatch):
    """One voice for all, which tells what it was asked to speak."""
    voice = BuzzVoice()
    monkeypatch.setattr(prepared, "open_voice", lambda name, taste=PLAIN: voice)
    return voice


def test_a_pack_gives_back_what_was_put_in_and_nothing_else(tmp_path):
    path = tmp_path / "voices" / "x.clips"
    write_pack(path, [(ONE, SOUND), (TWO, SOUND[:100])])
    pack = Pack(path)
    assert np.abs(pack.find(ONE) - SOUND).max() < 1 / 32_000
    assert len(pack.find(TWO)) == 100
    assert pack.find(Line("In.", Pace.ANSWER)) is None
    assert pack.find(Line("Out.", Pace.GUIDANCE)) is None
    assert Pack(tmp_path / "absent").find(ONE) is None


@given(st.binary(max_size=200), st.integers(0, 250))
def test_a_damaged_pack_never_gives_wrong_sound_and_never_raises(tmp_path_factory, damage, at):
    path = tmp_path_factory.mktemp("x") / "x.clips"
    write_pack(path, [(ONE, SOUND), (TWO, SOUND[:100])])
    raw = path.read_bytes()
    path.write_bytes(raw[:at] + damage + raw[at + len(damage) :])
    found = Pack(path).find(ONE)
    assert found is None or np.abs(found - SOUND).max() < 1 / 32_000


def test_a_pack_that_would_be_too_large_is_not_written(tmp_path, monkeypatch):
    monkeypatch.setattr("offline.voices.clips.MOST_BYTES", 1_000)
    with pytest.raises(OSError, match="1000 bytes"):
        write_pack(tmp_path / "x.clips", [(ONE, SOUND)])
    assert list(tmp_path.iterdir()) == []


def test_what_is_ready_is_not_synthesised(tmp_path):
    voice = BuzzVoice()
    write_pack(tmp_path / "x.clips", [(ONE, SOUND)])
    both = ClipsFirst(voice, Pack(tmp_path / "x.clips"))
    assert len(both.speak("In.", Pace.GUIDANCE)) == len(SOUND)
    assert voice.spoken == []
    both.speak("Kept. Anxiety six.", Pace.ANSWER)
    assert voice.spoken == [("Kept. Anxiety six.", Pace.ANSWER)]


def test_an_interrupted_preparation_leaves_nothing(buzz, tmp_path):
    def broken(lines):
        yield lines[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepare("espeak_sync", tmp_path, PLAIN, broken)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not is_prepared("espeak_sync", tmp_path)


def test_only_damaged_clips_are_rendered_again_and_other_packs_go(buzz, tmp_path):
    path = prepare("espeak_sync", tmp_path, PLAIN)
    assert len(buzz.spoken) == len(fixed_lines())
    raw = bytearray(path.read_bytes())
    raw[-100] ^= 1
    path.write_bytes(raw)
    buzz.spoken.clear()
    assert prepare("espeak_sync", tmp_path, PLAIN) == path
    assert len(buzz.spoken) == 1
    other = prepare("espeak_sync", tmp_path, PLAIN.with_wish(Wish.SLOWER))
    assert other != path
    assert [one.name for one in path.parent.iterdir()] == [other.name]


def test_a_pack_belongs_to_a_voice_its_version_a_taste_and_our_lines(tmp_path, monkeypatch):
    plain = pack_path("espeak_sync", tmp_path)
    assert pack_path("espeak_sync", tmp_path, Taste("hibari")) == plain  # which voice is the name's
    assert pack_path("espeak_sync", tmp_path, Taste(rate=0.9)) != plain
    monkeypatch.setattr("offline.voices.espeak_driver.library_version", lambda: "1.99")
    assert pack_path("espeak_sync", tmp_path) != plain


def test_every_cue_and_the_fixed_words_of_a_crisis_are_in_it_and_no_placeholder():
    texts = {one.text for one in fixed_lines()}
    assert set(cue_words().seconds) <= texts
    for key in ("warm", "support", "no_calls", "again", "staying"):
        assert line(f"safety.{key}").split(". ")[0].rstrip(".") in " ".join(texts)
    assert not any("{" in text or "}" in text for text in texts)


def test_nothing_that_was_said_or_scored_is_found_in_the_folder(buzz, tmp_path):
    pack = prepare("espeak_sync", tmp_path, PLAIN)
    before = pack.read_bytes()
    mouth = Mouth(ClipsFirst(buzz, Pack(pack)), SoundChoice.VOICE, pytest.fail)
    mouth.timeline(Reply((Say("Kept: anxiety six, gut four. You said: my zebra hurts."),)))
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files == [pack]
    assert pack.read_bytes() == before
    assert b"zebra" not in before
    assert b"Kept: anxiety" not in before
