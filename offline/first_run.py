"""The two questions of a first start: only on a terminal, and never a line of input is taken."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

from content.phrases import line
from content.safety.helplines import helplines
from content.settings import Settings
from offline.country import keep_country, system_country, with_country
from offline.keys import read_key
from offline.models import ModelError, fetch_model, installed_model, offer
from offline.mouth import taste_here
from offline.voices.pick import first_here, voices_here
from offline.voices.prepared import is_prepared, prepare
from offline.voices.progress import progress_bar
from offline.voices.synthesiser import VoiceError

ASKED_FILE = "first-run-done"
"""Empty file in the home folder: the model was offered once, whatever the answer was."""


def ask(settings: Settings, show: Callable[[str], None]) -> Settings:
    """Return the settings with what was answered; without a terminal with the system's country."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return with_country(settings)
    settings = _asked_country(settings, show)
    _offer_model(settings, show)
    return settings


def prepare_voice(settings: Settings, show: Callable[[str], None]) -> None:
    """Render the fixed lines of the voice in use, with a bar, if a terminal is there to see it."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return
    taste = taste_here(settings.home, show)
    voice = first_here(voices_here(), taste.voice)
    if voice is None or is_prepared(voice, settings.home, taste):
        return
    try:
        prepare(voice, settings.home, taste, progress_bar)
    except (OSError, VoiceError) as error:
        show(line("voices.not_ready", why=error))


def _asked_country(settings: Settings, show: Callable[[str], None]) -> Settings:
    if settings.country:
        return settings
    guess = system_country() or ""
    sys.stderr.write(line("screen.country_ask", guess=guess or "-"))
    sys.stderr.flush()
    said = _two_letters() or guess
    if not said:
        show(line("screen.country_odd"))
        return settings
    try:
        keep_country(settings.home, said)
    except OSError as error:
        show(line("screen.not_kept", why=error.strerror))
    emergency = helplines(f"en-{said}").emergency_spoken
    show(line("screen.country_kept", country=said, emergency=emergency))
    return replace(settings, country=said)


def _two_letters() -> str:
    """Return two letters typed one by one; "" after Enter or anything else."""
    said = ""
    while len(said) < len("US"):
        key = read_key()[:1]
        if not key.isalpha():
            break
        said += key.upper()
        sys.stderr.write(key.upper())
        sys.stderr.flush()
    sys.stderr.write("\n")
    return said if len(said) == len("US") else ""


def _offer_model(settings: Settings, show: Callable[[str], None]) -> None:
    asked = settings.home / ASKED_FILE
    if asked.exists() or installed_model(settings) is not None:
        return
    sys.stderr.write(offer() + " ")
    sys.stderr.flush()
    key = read_key()
    show(key if key.isprintable() else "")
    try:
        settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        asked.touch()
    except OSError as error:
        show(line("screen.not_kept", why=error.strerror))
    if key.lower() != "y":
        return
    try:
        fetch_model(settings, show)
    except ModelError as error:
        show(str(error))
        return
    show(line("screen.model_got"))
