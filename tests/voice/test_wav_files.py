from __future__ import annotations

import itertools
import struct
import wave
from pathlib import Path

import numpy as np
import pytest
import soundfile

from offline.audio import wav
from offline.audio.samples import EAR_TICK, MOUTH_RATE
from offline.audio.wav import AudioFileError, WavWriter, read_frames

TONE_HERTZ = 440


def tone(rate, seconds=0.5, channels=1):
    time = np.arange(round(rate * seconds)) / rate
    one = 0.5 * np.sin(2 * np.pi * TONE_HERTZ * time)
    return np.stack([one] * channels, axis=1)


def heard(path):
    return np.concatenate(list(read_frames(path)))


def header(*, rate=16_000, tag=1, channels=1, bits=16, data=b"", data_size=None, form_size=16):
    form = struct.pack(
        "<HHIIHH", tag, channels, rate & 0xFFFFFFFF, 32_000, channels * bits // 8, bits
    )
    size = len(data) if data_size is None else data_size
    chunks = (
        b"fmt " + struct.pack("<I", form_size) + form + b"data" + struct.pack("<I", size) + data
    )
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def test_what_is_written_is_read_back_by_others(tmp_path):
    path = tmp_path / "out.wav"
    sound = tone(MOUTH_RATE)[:, 0].astype(np.float32)
    with WavWriter(path) as writer:
        for start in range(0, len(sound), 480):
            writer.write(sound[start : start + 480])
        assert list(tmp_path.iterdir()) != [path], "it has no name before it is whole"
        assert writer.frames == len(sound)
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (48_000, 1, 2)
        raw = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    assert np.array_equal(raw, np.round(sound * 32_767).astype(np.int16))
    assert soundfile.info(path).frames == len(sound)
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_over_full_scale_is_clipped_and_not_wrapped(tmp_path):
    with WavWriter(tmp_path / "x.wav") as writer:
        writer.write(np.array([2, -2, 1, -1], np.float32))
    assert soundfile.read(tmp_path / "x.wav", dtype="int16")[0].tolist() == [32_767, -32_767] * 2


def test_an_older_file_stays_until_the_new_one_is_whole(tmp_path):
    path = tmp_path / "x.wav"
    path.write_text("old")
    writer = WavWriter(path)
    writer.write(np.zeros(100, np.float32))
    writer.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("place", ["missing/x.wav", "/dev/full", "/proc/x.wav", "."])
def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path, place):
    with pytest.raises(AudioFileError, match=r"(was not written: .+|is not a file .+)\.$"):
        WavWriter(tmp_path / place)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_one_sentence_and_leaves_nothing(tmp_path):
    writer = WavWriter(tmp_path / "x.wav")
    writer._file.close()
    writer._file = Path("/dev/full").open("wb", buffering=0)  # noqa: SIM115  (the writer closes it)
    with pytest.raises(AudioFileError, match=r"No space left on device\.$"):
        writer.write(np.zeros(100, np.float32))
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_at_the_end_is_one_sentence_and_leaves_nothing(tmp_path):
    writer = WavWriter(tmp_path / "x.wav")
    writer._file.close()
    writer._file = Path("/dev/full").open("wb")  # noqa: SIM115  (the writer closes it)
    writer.write(np.zeros(100, np.float32))
    with pytest.raises(AudioFileError, match="No space left"):
        writer.close()
    assert list(tmp_path.iterdir()) == []


FORMATS = [
    *(
        ("WAV", kind)
        for kind in ("PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW")
    ),
    *(("WAVEX", "PCM_16"), ("WAVEX", "PCM_24"), ("RF64", "PCM_16"), ("FLAC", "PCM_16")),
]


@pytest.mark.parametrize(("container", "kind"), FORMATS)
@pytest.mark.parametrize("channels", [1, 2])
def test_any_sane_file_is_heard_alike(tmp_path, container, kind, channels):
    path = tmp_path / "in.wav"
    soundfile.write(path, tone(44_100, channels=channels), 44_100, format=container, subtype=kind)
    samples = heard(path)
    assert samples.dtype == np.int16
    assert len(samples) == 8_000
    peak = np.fft.rfftfreq(len(samples), 1 / 16_000)[np.argmax(np.abs(np.fft.rfft(samples)))]
    assert peak == TONE_HERTZ
    assert np.sqrt((samples[800:-800].astype(float) ** 2).mean()) == pytest.approx(11_585, rel=0.03)


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 32_000, 48_000, 96_000, 192_000])
def test_any_rate_becomes_the_ears_rate_without_a_shift(tmp_path, rate):
    path = tmp_path / "in.wav"
    soundfile.write(path, tone(rate, 1.003), rate)
    frames = list(read_frames(path))
    assert {frame.shape for frame in frames} == {(EAR_TICK,)}
    assert len(frames) == 101
    expected = tone(16_000, 1.003)[:, 0] * 32_768
    assert np.abs(np.concatenate(frames)[: len(expected)] - expected)[400:-400].max() < 200


def test_a_file_at_the_ears_rate_is_heard_bit_for_bit(tmp_path):
    path = tmp_path / "in.wav"
    samples = np.random.default_rng(5).integers(-32_768, 32_767, 16_123).astype(np.int16)
    soundfile.write(path, samples, 16_000)
    out = heard(path)
    assert np.array_equal(out[:16_123], samples)
    assert not out[16_123:].any()
    assert len(out) % EAR_TICK == 0


def test_a_long_file_is_read_in_pieces(tmp_path):
    path = tmp_path / "in.wav"
    soundfile.write(path, np.zeros((48_000 * 60, 2)), 48_000)
    frames = read_frames(path)
    assert len(list(itertools.islice(frames, 10))) == 10
    assert 10 + sum(1 for _ in frames) == 6_000


def test_numbers_that_are_none_are_silence(tmp_path):
    path = tmp_path / "in.wav"
    samples = np.zeros(1_600, np.float32)
    samples[::7], samples[::11], samples[::13] = np.nan, np.inf, -np.inf
    soundfile.write(path, samples, 16_000, subtype="FLOAT")
    assert len(heard(path)) == 1_600


def test_a_recording_cut_short_gives_what_is_there(tmp_path):
    path = tmp_path / "cut.wav"
    path.write_bytes(header(data=b"\x10\x10" * 4_000, data_size=1_000_000))
    assert len(heard(path)) == 4_000


BROKEN = {
    "empty": b"",
    "text": b"this is not sound at all, however it is named",
    "riff only": b"RIFF",
    "no data": header()[:36],
    "no rate": header(rate=0, data=b"\0" * 320),
    "too fast": header(rate=4_000_000_000, data=b"\0" * 320),
    "no channels": header(channels=0, data=b"\0" * 320),
    "no width": header(bits=0, data=b"\0" * 320),
    "unknown coding": header(tag=0x1234, data=b"\0" * 320),
    "long form": header(form_size=0x66666666, data=b"\0" * 320),
    "flac magic": b"fLaC" + b"\0" * 400,
    "no samples": header(),
    "mp3": b"\xff\xfb\x90\x00" + b"\0" * 800,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_sentence(tmp_path, name):
    path = tmp_path / "broken.wav"
    path.write_bytes(BROKEN[name])
    with pytest.raises(
        AudioFileError, match=r"broken\.wav (is not a sound file .+|holds no sound)\.$"
    ):
        read_frames(path)


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[1] / "fixtures/malformed").glob("*.wav"))
)
def test_malformed_files_from_the_wild_are_one_sentence(path):
    with pytest.raises(AudioFileError, match=r"(is not a sound file .+|holds no sound)\.$"):
        read_frames(path)


@pytest.mark.parametrize("place", ["missing.wav", "."])
def test_a_file_that_cannot_be_opened_is_one_sentence(tmp_path, place):
    with pytest.raises(AudioFileError, match=r"(was not read: .+|is not a sound file .+)\.$"):
        read_frames(tmp_path / place)


def test_a_name_that_is_not_ascii_is_no_obstacle(tmp_path):
    path = tmp_path / "größe 音.wav"
    soundfile.write(path, tone(16_000), 16_000)
    assert len(heard(path)) == 8_000


@pytest.mark.parametrize("cut", range(0, 60, 3))
def test_a_header_cut_anywhere_never_raises_anything_else(tmp_path, cut):
    path = tmp_path / "cut.wav"
    path.write_bytes(header(data=b"\x10\x10" * 10)[:cut])
    try:
        frames = list(read_frames(path))
    except AudioFileError:
        return
    assert len(frames) == 1
    assert cut > 44


def test_the_header_has_its_44_bytes():
    assert wav._HEADER.size == 44
