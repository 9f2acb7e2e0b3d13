"""The command `gutfeeling`: a table of commands, each loaded only when it is asked for.

This is a place of composition: the skill's commands stand here as import strings, so that the
two voices never import each other (infra/decisions/2026-11-24-one-command-table.md).
"""

from __future__ import annotations

import gc
import os
import sys
import traceback
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from content import __version__
from content.settings import SettingsError
from content.storage.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.dialogue.reply import Phase

COMMANDS: Final = {
    "listen": "offline.commands.listen:listen",
    "chat": "offline.commands.chat:chat",
    "breathe": "offline.commands.breathe:breathe",
    "say": "offline.commands.say:say",
    "voices": "offline.commands.voices:voices",
    "diary": "offline.commands.diary:diary",
    "remind": "offline.commands.remind:remind",
    "service": "offline.commands.service:service",
    "models": "offline.commands.models:models",
    "doctor": "offline.commands.doctor:doctor",
    "content": "offline.commands.content:content",
    "serve": "skill.commands:serve",
    "skill": "skill.commands:skill",
}

DONE, COULD_NOT, INTERRUPTED = 0, 1, 130

_MADE_AT_THE_START: Final = 50_000
"""Objects between two looks for rubbish: what a start reads stays, and to look through it again
and again takes a tenth of a second."""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is used or described."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


@click.command(
    cls=LazyGroup,
    epilog="Example: gutfeeling breathe box --minutes 2. "
    "Exit: 0 done, 1 could not, 2 wrong usage, 130 after Ctrl-C.",
)
@click.version_option(__version__, prog_name="gutfeeling")
def gutfeeling() -> None:
    """Breathing, sourced answers and spoken check-ins, by voice and offline.

    Without a command it listens.
    """


def main() -> None:
    """Run the command line; never a traceback, whatever the disk, the pipe or the person does."""
    _open_missing_streams()
    gc.set_threshold(_MADE_AT_THE_START)
    args = sys.argv[1:]
    if not args or (args[0].startswith("-") and args[0] not in {"--help", "--version"}):
        args = ["listen", *args]
    sys.exit(run(args))


def run(args: list[str]) -> int:
    """Run one command and return its exit status (contract, section 1)."""
    try:
        result = gutfeeling.main(args, prog_name="gutfeeling", standalone_mode=False, obj=_swells)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        return int(ended.exit_code)
    except SystemExit:
        # click's own answer to a reader that has had enough: nothing to say, nowhere to say it.
        _let_go_of_standard_output()
        return DONE
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the outermost loop: never a traceback
        return _told(error)
    return int(result) if isinstance(result, int) else DONE


def _swells(breaths: Sequence[tuple[Phase, float]], *, night: bool) -> bytes:
    """Make sounds for the skill, which may not know the kit; numpy is imported at the first."""
    made: bytes = import_module("offline.swells").swells(breaths, night=night)
    return made


def _told(error: Exception) -> int:
    """Tell a person what went wrong, in one sentence."""
    match error:
        case click.ClickException():
            error.show()
            return int(error.exit_code)
        case SettingsError() | StoreError():
            click.echo(str(error), err=True)
            return COULD_NOT
        case BrokenPipeError():
            _let_go_of_standard_output()
            return DONE
        case OSError():
            click.echo(f"That could not be written or read: {error}.", err=True)
            _let_go_of_standard_output()
            return COULD_NOT
        case _:
            # Where it broke, and nothing of what anybody said.
            where = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{Path(where.filename).name}, line {where.lineno}"
            click.echo(f"A fault of ours: {type(error).__name__} in {place}.", err=True)
            return COULD_NOT


def _open_missing_streams() -> None:
    """A program started with a stream closed has None in its place: give it the null device."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 - for the whole run


def _let_go_of_standard_output() -> None:
    """What is still buffered goes nowhere: Python would complain about it at its exit."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
