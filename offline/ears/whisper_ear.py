"""Whisper tiny.en through CTranslate2: one utterance in, its words and their likelihood out."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import ctranslate2
import numpy as np
from numpy.typing import NDArray

from offline.audio.samples import EAR_RATE
from offline.ears.log_mel import log_mel
from offline.ears.recogniser import Words
from offline.ears.transcript import Transcript
from offline.ears.whisper_files import checked_folder
from offline.ears.whisper_tokens import NO_TIMES, PREVIOUS, START, Tokens

BEAM: Final = 5
SHORT_SECONDS, LONG_SECONDS = 15, 30
"""Windows: 15 s costs a third of 30 and loses a point; shorter ones make Whisper repeat itself."""

FILLS_SHORT_SECONDS: Final = 13
TOKENS_A_SECOND, TOKENS_AT_LEAST, TOKENS_AT_MOST = 7, 8, 220


@dataclass(slots=True)
class _Heard:
    """The last sound: what the encoder made of it (two thirds of the work), and what was written.

    The wake phrase, a lone number and a lone word are each a further hearing of the same sound.
    """

    sound: bytes
    encoded: Any
    written: dict[tuple[str, tuple[str, ...]], Transcript] = field(default_factory=dict)


class WhisperEar:
    """The model; to be used from one thread. 127 to 180 MB, about 0.2 s of CPU an utterance."""

    name = "whisper"

    def __init__(self, folder: Path | None = None) -> None:
        """Check and load the model.

        Raises:
            EarsError: it is not installed, or its files are not the known ones.
        """
        folder = checked_folder(folder)
        self._tokens = Tokens(folder / "tokenizer.json")
        self._model = ctranslate2.models.Whisper(
            str(folder), device="cpu", compute_type="int8", intra_threads=1
        )
        self._frames: list[bytes] = []
        self._heard: _Heard | None = None

    def transcribe(
        self, sound: bytes, *, prompt: str = "", only: tuple[str, ...] = ()
    ) -> Transcript:
        """Write down one utterance of 0.2 to 30 s; see `Transcriber`.

        The last sound is known: asked for again, it costs nothing, in another way the half.
        """
        if self._heard is None or self._heard.sound != sound:
            self._heard = _Heard(sound, self._encoded(sound))
        written = self._heard.written
        if (prompt, only) not in written:
            written[(prompt, only)] = self._write(self._heard, prompt, only)
        return written[(prompt, only)]

    def _encoded(self, sound: bytes) -> Any:
        pcm = _floats(sound)
        window = SHORT_SECONDS if len(pcm) / EAR_RATE < FILLS_SHORT_SECONDS else LONG_SECONDS
        features = np.ascontiguousarray(log_mel(pcm, window)[None])
        return self._model.encode(ctranslate2.StorageView.from_array(features))

    def _write(self, heard: _Heard, prompt: str, only: tuple[str, ...]) -> Transcript:
        seconds = len(heard.sound) / 2 / EAR_RATE
        before = [PREVIOUS, *self._tokens.encode(f" {prompt}")] if prompt else []
        start = [*before, START, NO_TIMES]
        most = min(TOKENS_AT_MOST, TOKENS_AT_LEAST + int(seconds * TOKENS_A_SECOND))
        found = self._generate(heard.encoded, start, most + len(start), only)
        ids = found.sequences_ids[0]
        text = unlooped(self._tokens.decode(ids))
        packed = len(zlib.compress(text.encode()))
        return Transcript(
            text=text,
            log_probability=float(found.scores[0]) if ids else -9.0,
            no_speech=float(found.no_speech_prob),
            compression=len(text.encode()) / packed,
        )

    def start(self) -> None:
        """Forget the last utterance."""
        self._frames.clear()

    def feed(self, frame: bytes) -> None:
        """Take int16 mono sound at 16 kHz."""
        self._frames.append(frame)

    def partial(self) -> str:
        """Return "": Whisper writes only whole utterances."""
        return ""

    def finish(self) -> Words:
        """Return the words, none if the gate took them for noise."""
        found = self.transcribe(b"".join(self._frames))
        return Words(found.text, found.confidence) if found.is_speech else Words()

    def _generate(self, encoded: Any, start: list[int], most: int, only: tuple[str, ...]) -> Any:
        shut = self._tokens.other_than(f" {text}" for text in only) if only else []
        return self._model.generate(
            encoded,
            [start],
            beam_size=BEAM,
            max_length=most,
            suppress_blank=True,
            suppress_tokens=[-1, *shut],
            return_scores=True,
            return_no_speech_prob=True,
        )[0]


def unlooped(text: str) -> str:
    """Return "do you" for "do you do you do": what a short window makes Whisper do."""
    words = text.split()
    plain = [re.sub(r"[^a-z0-9']", "", word.lower()) for word in words]
    periods = (p for p in range(1, len(words) - 1) if plain[p:] == plain[:-p])
    return " ".join(words[: next(periods, None)])


def _floats(sound: bytes) -> NDArray[np.float32]:
    return np.frombuffer(sound, "<i2").astype(np.float32) / np.float32(32768)
