"""A recording for finding faults: asked for, named, announced, private and bounded."""

from __future__ import annotations

import errno
import stat
import wave
from datetime import UTC, datetime

from click.testing import CliRunner

from content.dialogue.reply import words
from content.dialogue.turn import Utterance
from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker
from offline import debug_recording as module
from offline.commands.listen import listen
from offline.debug_recording import DebugRecording, RecordedConversation, usual_folder

FRAME = b"\x01\x02" * 160
SPOKEN = "this is being recorded."
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def samples(file):
    with wave.open(str(file)) as opened:
        assert (opened.getnchannels(), opened.getframerate()) == (1, 16_000)
        return opened.readframes(opened.getnframes())


def test_every_frame_is_kept_for_its_owner_alone(tmp_path):
    shown = []
    folder = tmp_path / "asked for"
    with DebugRecording(folder, shown.append) as recording:
        for _ in range(250):
            recording.take(FRAME)

    (file,) = folder.iterdir()
    assert samples(file) == FRAME * 250
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert str(folder) in shown[0]


def test_only_the_newest_files_stay(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "FILE_SECONDS", 1)
    monkeypatch.setattr(module, "MOST_FILES", 3)
    with DebugRecording(tmp_path, lambda _: None) as recording:
        for _ in range(700):
            recording.take(FRAME)

    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "heard-0005.wav",
        "heard-0006.wav",
        "heard-0007.wav",
    ]


def test_a_full_disk_ends_the_recording_and_is_told_once(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module.wave.Wave_write, "writeframes", full)
    shown = []
    with DebugRecording(tmp_path, shown.append) as recording:
        for _ in range(1_000):
            recording.take(FRAME)
    assert shown[1:] == ["The recording has ended: No space left on device. I listen on."]


def test_a_link_in_the_folder_is_not_followed(tmp_path):
    other = tmp_path / "precious"
    other.write_text("kept")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "heard-0001.wav").symlink_to(other)
    with DebugRecording(folder, lambda _: None) as recording:
        recording.take(FRAME)
    assert other.read_text() == "kept"


def said(conversation, text):
    return words(conversation.hear(Utterance(text, NOON)).reply)


def test_the_first_spoken_reply_says_it_and_no_other():
    conversation = RecordedConversation(MemoryStore(), Speaker("somebody", "en-US"))
    assert said(conversation, "stop") == ""
    assert SPOKEN in said(conversation, "what is the vagus nerve")
    assert SPOKEN not in said(conversation, "what is the vagus nerve")


def test_danger_is_answered_first():
    conversation = RecordedConversation(MemoryStore(), Speaker("somebody", "en-US"))
    assert SPOKEN not in said(conversation, "i want to kill myself")


def test_no_settings_file_turns_it_on(tmp_path):
    (tmp_path / "settings.toml").write_text(f'record_debug = "{tmp_path / "kept"}"\n')
    environment = {"GUTFEELING_HOME": str(tmp_path), "GUTFEELING_RECORD_DEBUG": str(tmp_path / "k")}

    CliRunner().invoke(listen, ["--recogniser", "typed"], env=environment, input="stop\n")

    assert not (tmp_path / "kept").exists()
    assert not (tmp_path / "k").exists()
    assert not (tmp_path / "recordings").exists()


def test_without_a_name_it_lies_with_everything_else(tmp_path):
    assert usual_folder(tmp_path, NOON) == tmp_path / "recordings" / "2026-03-01-120000"


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    typed = ["--record-debug", str(tmp_path / "file" / "folder")]

    done = CliRunner().invoke(listen, typed, env={"GUTFEELING_HOME": str(tmp_path)})

    assert done.exit_code == 1
    assert done.stderr.startswith("Error: Nothing can be recorded into")


def test_a_file_for_a_microphone_is_there_already(tmp_path):
    typed = ["--record-debug", "--from-wav", "a.wav", "--to-wav", "b.wav"]
    done = CliRunner().invoke(listen, typed, env={"GUTFEELING_HOME": str(tmp_path)})
    assert done.exit_code == 2
