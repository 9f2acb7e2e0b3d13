"""An open ear that writes what a test tells it."""

from __future__ import annotations

from dataclasses import dataclass, field

from offline.ears.transcript import Transcript


@dataclass
class ScriptedWhisper:
    """Writes what it was told, and remembers how it was asked."""

    open_text: str = ""
    prompted_text: str = ""
    only_text: str = ""
    log_probability: float = -0.1
    no_speech: float = 0.0
    asked: list[tuple[str, bool]] = field(default_factory=list)
    name: str = "whisper"

    def transcribe(self, sound, *, prompt="", only=()):
        assert sound
        self.asked.append((prompt, bool(only)))
        text = self.only_text if only else self.prompted_text if prompt else self.open_text
        return Transcript(text, self.log_probability, self.no_speech)
