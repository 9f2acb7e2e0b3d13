"""`gutfeeling voices`: which voices are here, and how one of them is to sound."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from content import settings as settings_module
from content.dialogue.reply import Pause, Reply, Say
from content.phrases import line
from offline.audio.devices import DeviceError
from offline.mouth import Mouth, taste_here
from offline.practice_sound import play
from offline.timeline import SoundChoice
from offline.voices.hibari_driver import NAME as NATURAL
from offline.voices.pick import first_here, open_voice, voice_names, voices_here
from offline.voices.prepared import fixed_lines, is_prepared, prepare
from offline.voices.progress import progress_bar
from offline.voices.synthesiser import VoiceError
from offline.voices.taste import Taste, remember
from offline.voices.wishing import chosen, differences, three_ways

if TYPE_CHECKING:
    from pathlib import Path

    from offline.voices.taste import Wish


@click.command(
    epilog="Example: gutfeeling voices --prepare. "
    "Exit: 0 done, 1 could not, 2 wrong usage, 130 after Ctrl-C.",
)
@click.option("--use", "name", type=click.Choice(voice_names()), help="Speak with this voice.")
@click.option("--prepare", "preparing", is_flag=True, help="Render the fixed lines now.")
@click.option("--reset", is_flag=True, help="Forget every choice.")
def voices(name: str | None, preparing: bool, reset: bool) -> None:
    """List the voices; on a terminal, hear one three ways and choose."""
    home = settings_module.load().home
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
        taste = _heard_and_chosen(used, taste, home)
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


def _heard_and_chosen(voice: str, before: Taste, home: Path) -> Taste:
    """Play three ways until one is chosen; without a loudspeaker nothing is asked."""
    now, is_new = before, True
    while True:
        ways = three_ways(now)
        if is_new:
            names = [", ".join(_names(differences(way, now))) for way in ways]
            first, second, third = (name or line("voices.way_now") for name in names)
            click.echo(line("voices.now_three", first=first, second=second, third=third))
            if not _played(voice, ways):
                return before
        click.echo(line("voices.ask"))
        said = click.prompt("", default="", show_default=False, prompt_suffix="> ")
        if not said.strip():
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


def _played(voice: str, ways: Iterable[Taste]) -> bool:
    try:
        for number, taste in enumerate(ways):
            mouth = Mouth(open_voice(voice, taste), SoundChoice.VOICE, _show)
            told = (
                Say(line("voices.sample_number", number)),
                Pause(0.2),
                Say(line("voices.sample")),
            )
            play(mouth.spoken(Reply(told)), _show)
    except (DeviceError, VoiceError) as error:
        _show(str(error))
        return False
    return True


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
