"""Vosk: a model in a folder of our own, closed grammars and open dictation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from content import library
from offline.audio.samples import EAR_RATE
from offline.ears.recogniser import EarsError, Words
from offline.ears.spelling import UNKNOWN, normalise
from offline.ears.vosk_binding import vosk

RENEW_AFTER: Final = 200
"""Utterances after which a recogniser is made anew: long runs of one grow."""


class VoskModel:
    """A model, and how it writes words its vocabulary lacks. Always a path: Vosk's own download
    has no checksum, and one broken download makes every later start fail."""  # noqa: D205, D209

    def __init__(self, folder: Path) -> None:
        """Load a model; about 35 ms for 3 MB.

        Raises:
            EarsError: the folder holds no model that libvosk can load.
        """
        if not (folder / "am" / "final.mdl").is_file() and not (folder / "final.mdl").is_file():
            raise EarsError(
                f"{folder} is not a Vosk model: no final.mdl. Run: gutfeeling models get"
            )
        try:
            self.native = vosk.Model(str(folder))
        except Exception as error:  # vosk raises a bare Exception
            raise EarsError(f"Vosk can't load {folder}. Run: gutfeeling models get") from error
        self.folder = folder
        self._stand_ins: dict[str, str] = {}
        self._contracted: dict[str, str] = {}
        self._missing: set[str] = set()

    @property
    def missing_words(self) -> frozenset[str]:
        """Words of the grammars built so far that the vocabulary lacks, stand-in or not."""
        return frozenset(self._missing)

    @property
    def stand_ins(self) -> Mapping[str, str]:
        """What is listened for instead of missing words."""
        return dict(self._stand_ins)

    def knows(self, word: str) -> bool:
        """Return whether a word is in the vocabulary."""
        return bool(self.native.vosk_model_find_word(word) >= 0)

    def spelled(self, phrase: str) -> str | None:
        """Return a phrase in words of the vocabulary, or None if it cannot be said in them."""
        words = []
        for word in phrase.split():
            spelled = word if self.knows(word) else self._in_other_words(word)
            if spelled is None:
                return None
            words.append(spelled)
        return " ".join(words)

    def restore(self, text: str) -> str:
        """Put the words back that stand-ins stand for."""
        return _replaced(text, self._stand_ins)

    def contracted(self, text: str) -> str:
        """Return the text with "can not" as "can't", where the vocabulary lacks that."""
        return _replaced(text, self._contracted)

    def _in_other_words(self, word: str) -> str | None:
        self._missing.add(word)
        raw = library.read("ears/spelling.yaml")
        short, others = raw["contractions"].get(word, ()), raw["stand_ins"].get(word, ())
        for spelled in (*short, *others):
            if all(map(self.knows, spelled.split())):
                if others:
                    self._stand_ins[word] = spelled
                else:
                    self._contracted[word] = spelled
                return str(spelled)
        return None


def _replaced(text: str, instead: Mapping[str, str]) -> str:
    """Return the text with each word where what was listened for instead of it stands."""
    padded = f" {text} "
    for word, spelled in instead.items():
        padded = padded.replace(f" {spelled} ", f" {word} ")
    return padded.strip()


class VoskEar:
    """One recogniser of a model: of a phrase list and "none of these", or of anything."""

    name = "vosk"

    def __init__(self, model: VoskModel, grammar: Iterable[str] | None = None) -> None:
        self._model = model
        self._grammar: str | None = None
        if grammar is not None:
            spelled = (model.spelled(phrase) for phrase in grammar)
            self._grammar = json.dumps([*filter(None, dict.fromkeys(spelled)), UNKNOWN])
        self._utterances = 0
        self._native = self._make()
        self._said: list[dict[str, Any]] = []

    def start(self) -> None:
        """Forget the last utterance."""
        self._said.clear()
        self._utterances += 1
        if self._utterances % RENEW_AFTER:
            self._native.Reset()
        else:
            self._native = self._make()

    def feed(self, frame: bytes) -> None:
        """Take int16 mono sound at 16 kHz."""
        if self._native.AcceptWaveform(frame):
            self._said.append(json.loads(self._native.Result()))

    def partial(self) -> str:
        """Return the words so far, `[unk]` among them."""
        now = json.loads(self._native.PartialResult()).get("partial", "")
        return self._text([*(part.get("text", "") for part in self._said), now])

    def finish(self) -> Words:
        """Return the words and the mean of their confidences."""
        self._said.append(json.loads(self._native.FinalResult()))
        marks = [float(w.get("conf", 0.0)) for part in self._said for w in part.get("result", ())]
        text = self._text([part.get("text", "") for part in self._said])
        return Words(text, sum(marks) / len(marks) if marks else 0.0)

    def _text(self, parts: list[str]) -> str:
        words = " ".join(filter(None, parts)).split()
        text = " ".join(UNKNOWN if word == UNKNOWN else normalise(word) for word in words)
        return self._model.restore(text)

    def _make(self) -> Any:
        arguments = [self._grammar] if self._grammar else []
        native = vosk.KaldiRecognizer(self._model.native, float(EAR_RATE), *arguments)
        native.SetWords(True)
        return native
