"""`gutfeeling say`: a text, or an answer of the bank, with the voice of the companion."""

from __future__ import annotations

from pathlib import Path

import click

from content import settings as settings_module
from content.answers import answer
from content.dialogue.reply import Reply, Say
from content.phrases import line
from content.safety.helplines import helplines
from content.settings import Settings
from offline.audio.devices import DeviceError
from offline.audio.wav import AudioFileError
from offline.country import with_country
from offline.mouth import Mouth, own_voice
from offline.practice_sound import play, write
from offline.timeline import SoundChoice
from offline.voices.speakable import has_words
from offline.voices.synthesiser import VoiceError


@click.command(
    epilog='Example: gutfeeling say "Breathe with me." --to-wav said.wav. '
    "Exit: 0 done, 1 could not, 2 wrong usage, 130 after Ctrl-C.",
)
@click.argument("text")
@click.option("--to-wav", type=click.Path(path_type=Path), help="Write a file, play nothing.")
@click.option("--rate", type=click.IntRange(90, 350), help="Words a minute.")
@click.option("--voice", help="A voice that `gutfeeling voices` lists.")
def say(text: str, to_wav: Path | None, rate: int | None, voice: str | None) -> None:
    """Speak TEXT, or the answer whose id it is; any key stops it."""
    settings = with_country(settings_module.load())
    words = _words(text, settings)
    if not has_words(words):
        raise click.ClickException(line("voices.no_words"))
    try:
        spoken = own_voice(settings.home, _show, name=voice, words_per_minute=rate)
        timeline = Mouth(spoken, SoundChoice.VOICE, _show).spoken(Reply((Say(words),)))
        if to_wav:
            write(timeline, to_wav)
        else:
            play(timeline, _show, speaker=settings.speaker)
    except (AudioFileError, DeviceError, VoiceError) as error:
        raise click.ClickException(str(error)) from error


def _words(text: str, settings: Settings) -> str:
    """Return the words of an answer if the text is the id of one."""
    told = answer(text.strip())
    if told is None:
        return text
    return told.short.replace("{emergency}", helplines(settings.locale).emergency_spoken)


def _show(text: str) -> None:
    click.echo(text, err=True)
