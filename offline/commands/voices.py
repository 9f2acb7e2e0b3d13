"""`gutfeeling voices`: which voices are here, and how one of them is to sound."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from content import settings as settings_module
from content.dialogue.reply import Pause, Reply, Say
from content.phrases import line
from offline.audio.devices import DeviceError
from offline.audio.samples import MOUTH_RATE
from offline.mouth import Mouth, taste_here
from offline.practice_sound import play
from offline.timeline import SoundChoice, Timeline
from offline.voices.heard_choice import ears_here, heard_while
from offline.voices.hibari_driver import NAME as NATURAL
from offline.voices.pick import first_here, open_voice, voice_names, voices_here
from offline.voices.prepared import fixed_lines, is_prepared, prepare
from offline.voices.progress import progress_bar
from offline.voices.synthesiser import VoiceError
from offline.voices.taste import Taste, remember
from offline.voices.wishing import chosen, differences, is_kept, three_ways

if TYPE_CHECKING:
    from pathlib import Path

    from content.settings import Settings
    from offline.audio.clips import Clip
    from offline.ears.ears import Ears
    from offline.voices.taste import Wish

BETWEEN: Final = MOUTH_RATE * 7 // 10
"""Silence between two samples, in samples of sound."""


@click.command(
    epilog="Example: gutfeeling voices --prepare. "
    "Exit: 0 done, 1 could not, 2 wrong usage, 130 after Ctrl-C.",
)
@click.option("--use", "name", type=click.Choice(voice_names()), help="Speak with this voice.")
@click.option("--prepare", "preparing", is_flag=True, help="Render the fixed lines now.")
@click.option("--reset", is_flag=True, help="Forget every choice.")
def voices(name: str | None, preparing: bool, reset: bool) -> None:
    """List the voices; on a terminal, hear one three ways and choose."""
    settings = settings_module.load()
    home = settings.home
    before = taste_here(home, _show)
    taste = Taste() if reset else before
    here = voices_here()
    if name is not None:
        if name not in here:
            raise click.ClickException(line("voices.not_here", name=name))
        taste = replace(taste, voice=name)
    if reset or name is not None:
        remember(home, taste)
    _list(here, taste, home)
    used = first_here(here, taste.voice)
    if used is None:
        raise click.ClickException(line("devices.no_voice_at_all"))
    if sys.stdin.isatty() and sys.stdout.isatty() and not preparing:
        taste = _heard_and_chosen(used, taste, settings)
    if preparing or (taste != before and is_prepared(used, home, before)):
        _prepare(used, home, taste)


def _list(here: frozenset[str], taste: Taste, home: Path) -> None:
    used = first_here(here, taste.voice)
    for name in voice_names():
        if name == used:
            click.echo(line("voices.in_use", name=name, how=_how(taste)))
        else:
            click.echo(line("voices.here" if name in here else "voices.not_here", name=name))
    if used is not None and is_prepared(used, home, taste):
        click.echo(line("voices.ready", count=len(fixed_lines())))
    if NATURAL not in here:
        click.echo(line("voices.better"))
    if sys.platform in {"darwin", "win32"}:
        click.echo(line(f"voices.better_{sys.platform}"))


def _how(taste: Taste) -> str:
    parts = [
        line("voices.how_rate", percent=round(100 * taste.rate)) if taste.rate != 1 else "",
        line("voices.how_pitch", semitones=f"{taste.pitch:+g}") if taste.pitch else "",
        line("voices.how_level", decibels=f"{taste.level_db:+g}") if taste.level_db else "",
    ]
    return "".join(f", {part}" for part in parts if part)


def _heard_and_chosen(voice: str, before: Taste, settings: Settings) -> Taste:
    """Play three ways until one is chosen; without a loudspeaker nothing is asked."""
    now, is_new, home = before, True, settings.home
    ears = ears_here(settings)
    while True:
        ways, said = three_ways(now), None
        if is_new:
            names = [", ".join(_names(differences(way, now))) for way in ways]
            first, second, third = (name or line("voices.way_now") for name in names)
            click.echo(line("voices.now_three", first=first, second=second, third=third))
            try:
                said = _played(voice, ways, settings, ears)
            except (DeviceError, VoiceError) as error:
                _show(str(error))
                return before
        if said is None:
            click.echo(line("voices.ask"))
            said = click.prompt("", default="", show_default=False, prompt_suffix="> ")
        else:
            click.echo(line("voices.heard", words=said))
        if is_kept(said):
            return _kept(now, before, home)
        choice = chosen(said, ways)
        is_new = choice is not None
        if choice is None:
            click.echo(line("voices.not_a_wish"))
        elif choice.is_final:
            return _kept(choice.taste, before, home)
        else:
            now = choice.taste


def _names(wishes: Iterable[Wish]) -> Iterable[str]:
    return (wish.value for wish in wishes)


def _played(voice: str, ways: Iterable[Taste], settings: Settings, ears: Ears | None) -> str | None:
    """Play the ways; return what was said about them meanwhile, where somebody can be heard.

    Raises:
        DeviceError: there is no loudspeaker.
        VoiceError: the voice cannot speak.
    """
    samples = _in_a_row(_sample(voice, taste, number) for number, taste in enumerate(ways))
    if ears is None:
        play(samples, _show, speaker=settings.speaker)
        return None
    click.echo(line("voices.ask_aloud"))
    return heard_while(samples, ears, settings, _show)


def _sample(voice: str, taste: Taste, number: int) -> Timeline:
    mouth = Mouth(open_voice(voice, taste), SoundChoice.VOICE, _show)
    told = (Say(line("voices.sample_number", number)), Pause(0.2), Say(line("voices.sample")))
    return mouth.spoken(Reply(told))


def _in_a_row(samples: Iterable[Timeline]) -> Timeline:
    """Return one timeline of several, with a pause between them."""
    clips: list[Clip] = []
    length = 0
    for sample in samples:
        clips += [replace(clip, start=clip.start + length) for clip in sample.clips]
        length += sample.length + BETWEEN
    return Timeline(tuple(clips), (), length)


def _kept(taste: Taste, before: Taste, home: Path) -> Taste:
    if taste == before:
        click.echo(line("voices.as_it_was"))
        return before
    try:
        remember(home, taste)
    except OSError as error:
        raise click.ClickException(line("screen.not_kept", why=error.strerror)) from error
    click.echo(line("voices.kept"))
    return taste


def _prepare(voice: str, home: Path, taste: Taste) -> None:
    try:
        prepare(voice, home, taste, progress_bar)
    except (OSError, VoiceError) as error:
        raise click.ClickException(line("voices.not_ready", why=error)) from error
    click.echo(line("voices.ready", count=len(fixed_lines())))


def _show(text: str) -> None:
    click.echo(text, err=True)
