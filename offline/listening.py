"""Puts the companion together for its three rooms: a file, a sound card, a keyboard."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from content.clock import SystemClock
from content.dialogue.turn import Opened
from content.phrases import line
from content.safety import phrases as safety_phrases
from content.safety.screen import screen
from content.sentences import book
from content.settings import Settings
from content.understanding.understand import Speaker
from offline import file_door, first_run, live_door, typed
from offline.audio.devices import DeviceError, has_microphone
from offline.audio.mixer import Mixer
from offline.audio.wav import WavWriter, read_frames
from offline.companion import Companion
from offline.conversation import Conversation
from offline.country import with_country
from offline.debug_recording import DebugRecording, RecordedConversation
from offline.diary_access import open_or_refuse
from offline.ears.ears import build_ears
from offline.ears.recogniser import EarsError
from offline.ears.short_list import phrases_of
from offline.encoder.bring import bring_encoder
from offline.events import both, print_json
from offline.listener import LISTENER
from offline.models import installed_model
from offline.mouth import Mouth, open_mouth
from offline.reminders import ReminderWatch
from offline.timeline import SoundChoice

if TYPE_CHECKING:
    from offline.events import Report


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for on the command line."""

    settings: Settings
    recogniser: str
    model: Path | None
    sound: SoundChoice
    report: Report
    show: Callable[[str], None]
    """Takes one line for the screen."""

    live_view: bool = False
    """A terminal shows captions, the state and the breath."""

    recording: DebugRecording | None = None
    """Keeps what the microphone brings, because somebody asked for it."""

    page: bool = False
    """The live companion serves the local page, too."""


def listen_to_file(choice: Choice, source: Path, target: Path, *, real_time: bool) -> int:
    """Let a recording be the microphone and a file the loudspeaker.

    Raises:
        AudioFileError: IN cannot be read or OUT not written.
        EarsError: no ear of the kind that was asked for.
    """
    frames = read_frames(source)
    mixer = Mixer()
    clock = file_door.SampleClock(mixer, SystemClock().now())
    companion = build_companion(
        choice, open_mouth(choice.sound, choice.show, choice.settings.home), mixer, clock.now
    )
    with WavWriter(target) as sink:
        wait = file_door.Metronome() if real_time else None
        heard: Iterator[bytes] = (frame.tobytes() for frame in frames)
        file_door.run(companion, mixer, heard, sink, wait=wait)
    return 0


def listen_live(choice: Choice, *, events: bool) -> int:
    """Listen to the microphone until Ctrl-C; to the keyboard if there is none."""
    if not has_microphone():
        choice.show(line("screen.no_microphone"))
        return listen_to_keys(choice, events=events)
    choice = replace(choice, settings=first_run.ask(choice.settings, choice.show))
    if choice.live_view:
        first_run.prepare_voice(choice.settings, choice.show)
    mixer = Mixer()
    controls = live_door.Controls(mixer)
    with ExitStack() as beside:
        views: list[live_door.View] = []
        if choice.live_view:
            from offline.screen.live_view import LiveView  # noqa: PLC0415 - rich, on a terminal

            picture = beside.enter_context(LiveView(mixer))
            report = both(choice.report, picture.report)
            choice = replace(choice, report=report, show=picture.show)
            views.append(picture.follow)
        if choice.page:
            from offline.page.beside import page_beside  # noqa: PLC0415 - a web server, if asked for

            hub = beside.enter_context(page_beside(choice.settings, controls.press, choice.show))
            choice = replace(choice, report=both(choice.report, hub.report), page=hub.is_served)
            views.append(hub.follow)
        return _listen_to_microphone(choice, controls, views, events=events)


def _listen_to_microphone(
    choice: Choice, controls: live_door.Controls, views: Sequence[live_door.View], *, events: bool
) -> int:
    mixer = controls.mixer
    try:
        mouth = open_mouth(choice.sound, choice.show, choice.settings.home)
        companion = build_companion(choice, mouth, mixer, SystemClock().now, by_clock=True)
    except EarsError as error:
        if choice.model or choice.recogniser != "auto":
            raise
        choice.show(line("screen.no_ears", why=error))
        return listen_to_keys(choice, events=events)
    try:
        watch = ReminderWatch(companion, SystemClock().now)
        ends = _ends(choice)
        return live_door.run(companion, mixer, choice.show, controls, (*views, watch), ends)
    except DeviceError:
        choice.show(line("screen.no_microphone"))
        return listen_to_keys(choice, events=events)


def _ends(choice: Choice) -> live_door.Ends:
    ends = live_door.Ends(choice.settings.microphone, choice.settings.speaker)
    return ends if choice.recording is None else replace(ends, tap=choice.recording.take)


def listen_to_keys(choice: Choice, *, events: bool) -> int:
    """Read utterances, one a line, from standard input, and write the words of the replies."""
    conversation = _conversation(choice)
    report = print_json if events else None
    with suppress(ValueError):  # standard input was closed before we began
        typed.converse(conversation, sys.stdin.buffer, SystemClock(), report)
    return 0


def build_companion(
    choice: Choice,
    mouth: Mouth,
    mixer: Mixer,
    now: Callable[[], datetime],
    *,
    by_clock: bool = False,
) -> Companion:
    """Wire ears, core and mouth; the caller brings the two ends and the clock.

    Args:
        choice: what the command line says.
        mouth: speaks.
        mixer: sounds.
        now: the time.
        by_clock: whether its hour decides if it is night.

    Raises:
        EarsError: no ear of the kind that was asked for.
    """
    conversation = _conversation(choice, by_clock=by_clock)
    model = choice.model or installed_model(choice.settings)
    phrases = phrases_of(book(), safety_phrases.grammar())
    # A model that was named is the one to use: an error then, never another ear in silence.
    recogniser = "vosk" if choice.model and choice.recogniser == "auto" else choice.recogniser
    ears = build_ears(recogniser, model, phrases, lambda texts: screen(texts) is not None)
    for problem in ears.problems:
        choice.show(problem)
    return Companion(ears, conversation, mouth, mixer, now, choice.report)


def _conversation(choice: Choice, *, by_clock: bool = False) -> Conversation:
    settings = with_country(choice.settings)
    if encoder := bring_encoder():
        encoder.warm_up()
    store = open_or_refuse(settings, choice.show)
    # The page is served beside a microphone only, and that conversation goes by the clock.
    opened = Opened.PAGE if choice.page and by_clock else Opened.NOTHING
    speaker = Speaker(LISTENER, settings.locale, keeps_notes=True, opened=opened, by_clock=by_clock)
    kind = Conversation if choice.recording is None else RecordedConversation
    return kind(store, speaker)
