"""`gutfeeling breathe`: a practice by name, heard now or written to a file."""

from __future__ import annotations

import math
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from content import settings as settings_module
from content.clock import SystemClock
from content.dialogue.respond import respond
from content.dialogue.session import Session
from content.dialogue.turn import SlotValue, Turn
from content.practices import practices
from content.scenes.choosing import LONGEST_MINUTES
from content.scripts import scripts
from content.sentences import book
from content.storage.memory import MemoryStore
from offline.audio.devices import DeviceError
from offline.audio.wav import AudioFileError
from offline.country import with_country
from offline.diary_access import open_or_refuse
from offline.listener import LISTENER
from offline.mouth import open_mouth
from offline.practice_sound import play, write
from offline.timeline import SoundChoice, Wishes

if TYPE_CHECKING:
    from content.dialogue.reply import Reply
    from content.storage.store import Store


def _over_zero(_: click.Context, __: click.Parameter, minutes: float | None) -> float | None:
    """Refuse lengths that are none, as wrong usage."""
    if minutes is not None and not (math.isfinite(minutes) and minutes > 0):
        raise click.BadParameter(f"{minutes} is not a number of minutes over 0.")
    return minutes


@click.command(
    epilog="Example: gutfeeling breathe box --minutes 2 --to-wav box.wav. "
    "Exit: 0 done, 1 could not, 2 wrong usage, 130 after Ctrl-C.",
)
@click.argument("practice")
@click.option(
    "--minutes", type=float, callback=_over_zero, help="Breathing time; the nearest whole cycles."
)
@click.option("--breaths", type=click.IntRange(min=1), help="Number of breaths instead.")
@click.option(
    "--sound",
    type=click.Choice([choice.value for choice in SoundChoice]),
    default=SoundChoice.VOICE_AND_TONES.value,
    show_default=True,
    help="What guides the breaths.",
)
@click.option("--minute-bell", is_flag=True, help="A small bell at each full minute.")
@click.option("--to-wav", type=click.Path(path_type=Path), help="Write a file, play nothing.")
def breathe(
    practice: str,
    minutes: float | None,
    breaths: int | None,
    sound: str,
    minute_bell: bool,
    to_wav: Path | None,
) -> None:
    """Guide PRACTICE; any key stops it."""
    if minutes is not None and breaths is not None:
        raise click.UsageError("--minutes and --breaths exclude each other.")
    slots: dict[str, SlotValue] = {"practice": _known(practice)}
    if minutes is not None:
        slots["minutes"] = minutes
    if breaths is not None:
        slots["breaths"] = breaths
    settings = with_country(settings_module.load())
    # A file is for anybody, so it begins with everything that a first listener is told.
    store = MemoryStore() if to_wav else open_or_refuse(settings, _show)
    reply, session = _begun(slots, store, settings.locale)
    _note_if_shorter(minutes)
    wishes = Wishes(SoundChoice(sound), minute_bells=minute_bell)
    timeline = open_mouth(wishes, _show, settings.home).timeline(reply)
    try:
        if to_wav:
            write(timeline, to_wav)
        elif not play(timeline, _show, speaker=settings.speaker):
            _stopped(session, store)
    except KeyboardInterrupt:
        _stopped(session, store)
        raise
    except (AudioFileError, DeviceError) as error:
        raise click.ClickException(str(error)) from error


def _begun(slots: dict[str, SlotValue], store: Store, locale: str) -> tuple[Reply, Session]:
    """Return what the companion answers to this request, without a question to nobody's ears."""
    now = SystemClock().now()
    turn = Turn("breathing.start", LISTENER, now, slots=slots, locale=locale, one_way=True)
    return respond(turn, Session(), store)


def _stopped(session: Session, store: Store) -> None:
    """Tell the core, which keeps the seconds that were done."""
    respond(Turn("stop", LISTENER, SystemClock().now()), session, store)


def _known(asked: str) -> str:
    """Return the id of the practice; its spoken names count as well."""
    known = (*practices(), *scripts())
    names = {_plain(practice_id): practice_id for practice_id in known}
    for value in book().lists()["practice"].values:
        if value.id in known:
            names.update({_plain(spoken): value.id for spoken in value.spoken})
    found = names.get(_plain(asked))
    if found is not None:
        return found
    near = {names[name]: None for name in get_close_matches(_plain(asked), names, cutoff=0.5)}
    offered = " or ".join(near or known)
    raise click.ClickException(f"There is no practice {asked!r} to guide; try {offered}.")


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").replace("-", " ").split())


def _note_if_shorter(minutes: float | None) -> None:
    if minutes is not None and minutes > LONGEST_MINUTES:
        click.echo(f"A practice takes {LONGEST_MINUTES} minutes at most; so does this.", err=True)


def _show(text: str) -> None:
    click.echo(text, err=True)
