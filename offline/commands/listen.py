"""`gutfeeling` and `gutfeeling listen`: the companion."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import click

from content import settings as settings_module
from content.clock import SystemClock
from content.phrases import line
from offline.audio.wav import AudioFileError
from offline.debug_recording import DebugRecording, usual_folder
from offline.device_choice import with_devices
from offline.ears.choosing import RECOGNISERS
from offline.ears.recogniser import EarsError
from offline.events import Report, ignore, print_json, print_replies
from offline.listening import Choice, listen_live, listen_to_file, listen_to_keys
from offline.timeline import SoundChoice


@click.command(
    epilog="Example: gutfeeling listen --from-wav said.wav --to-wav answered.wav --json. "
    "Exit: 0 done, 1 could not, 2 wrong usage, 130 after Ctrl-C.",
)
@click.option("--from-wav", type=click.Path(path_type=Path), help="The file is the microphone.")
@click.option("--to-wav", type=click.Path(path_type=Path), help="The file is the loudspeaker.")
@click.option("--real-time", is_flag=True, help="Go through the file no faster than it sounds.")
@click.option("--json", "as_json", is_flag=True, help="Print events, one JSON object a line.")
@click.option(
    "--recogniser",
    type=click.Choice([*RECOGNISERS, "typed"]),
    default="auto",
    help="Which ear to use.",
)
@click.option("--model", type=click.Path(path_type=Path), help="Folder of a Vosk model.")
@click.option(
    "--sound",
    type=click.Choice([choice.value for choice in SoundChoice]),
    default=SoundChoice.VOICE_AND_TONES.value,
    help="What guides a practice.",
)
@click.option("--page", is_flag=True, help="Serve captions, circle and charts to this machine.")
@click.option("--microphone", metavar="NAME", help='Listen with it, now and later; or "default".')
@click.option("--speaker", metavar="NAME", help='Speak through it, now and later; or "default".')
@click.option(
    "--record-debug",
    type=click.Path(path_type=Path, file_okay=False),
    is_flag=False,
    flag_value=Path(),
    metavar="[FOLDER]",
    help="Keep the last ten minutes that the microphone hears, this time only.",
)
@click.option("--quiet", is_flag=True, help="Print nothing but results.")
def listen(
    from_wav: Path | None,
    to_wav: Path | None,
    real_time: bool,
    as_json: bool,
    recogniser: str,
    model: Path | None,
    sound: str,
    page: bool,
    microphone: str | None,
    speaker: str | None,
    record_debug: Path | None,
    quiet: bool,
) -> int:
    """Listen and answer, hands-free; without a microphone, read lines and answer in words."""
    _refuse_what_does_not_fit(from_wav, to_wav, record_debug)
    choice = Choice(
        settings=with_devices(settings_module.load(), microphone, speaker),
        recogniser=recogniser,
        model=model,
        sound=SoundChoice(sound),
        report=_report(as_json=as_json, quiet=quiet, live=from_wav is None),
        show=_nothing if quiet else _show,
        page=page,
        live_view=not (as_json or quiet) and sys.stderr.isatty(),
    )
    try:
        if from_wav is not None and to_wav is not None:
            choice.show(line("screen.listening_file", file=from_wav))
            return listen_to_file(choice, from_wav, to_wav, real_time=real_time)
        if recogniser == "typed":
            return listen_to_keys(choice, events=as_json)
        with ExitStack() as kept:
            if record_debug is not None:
                recording = kept.enter_context(_recording(record_debug, choice))
                choice = replace(choice, recording=recording)
            return listen_live(choice, events=as_json)
    except (AudioFileError, EarsError) as error:
        raise click.ClickException(str(error)) from error


def _refuse_what_does_not_fit(
    from_wav: Path | None, to_wav: Path | None, record_debug: Path | None
) -> None:
    if (from_wav is None) != (to_wav is None):
        raise click.UsageError("--from-wav and --to-wav go together.")
    if from_wav is not None and record_debug is not None:
        raise click.UsageError("--record-debug is for the microphone, not for --from-wav.")


def _recording(folder: Path, choice: Choice) -> DebugRecording:
    """Begin to keep sound; said on the screen even where all else is quiet."""
    if folder == Path():
        folder = usual_folder(choice.settings.home, SystemClock().now())
    try:
        return DebugRecording(folder, _show)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise click.ClickException(
            line("screen.recording_refused", folder=folder, why=why)
        ) from error


def _report(*, as_json: bool, quiet: bool, live: bool) -> Report:
    if as_json:
        return print_json
    # Where a terminal shows captions, standard output stays empty.
    return print_replies if live and not quiet and not sys.stderr.isatty() else ignore


def _show(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def _nothing(text: str) -> None:
    pass
