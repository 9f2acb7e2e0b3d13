"""The companion on a terminal: captions, the state, the breath."""

from __future__ import annotations

import io
import re

import pytest
from fakes.voices import BuzzVoice
from rich.console import Console

from content.practices import practices
from offline.audio.mixer import Mixer
from offline.audio.samples import MOUTH_RATE
from offline.events import Event, print_replies
from offline.screen.live_view import FRAMES, LiveView
from offline.sound.kit import Kit
from offline.state import State
from offline.timeline import compile_timeline

ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def screen(width=60, **options):
    text = io.StringIO()
    return text, Console(file=text, force_terminal=True, width=width, highlight=False, **options)


def turn(kind="answer", heard="what is leaky gut", speech="The gut lining lets more through."):
    return (
        Event("heard", 1.0, {"text": heard}),
        Event("reply", 1.4, {"kind": kind, "speech": speech, "answer": None}),
    )


def shown(text):
    return ANSI.sub("", text.getvalue())


def test_captions_show_what_was_heard_and_what_is_said():
    text, console = screen()
    with LiveView(Mixer(), console) as view:
        for event in turn():
            view.report(event)
    assert "You: what is leaky gut" in shown(text)
    assert "Gut Feeling: The gut lining lets more through." in shown(text)


@pytest.mark.parametrize("kind", ["crisis", "emergency"])
def test_what_was_said_in_a_crisis_is_not_shown(kind):
    text, console = screen()
    with LiveView(Mixer(), console) as view:
        for event in turn(kind, heard="words of a crisis", speech="I'm glad you told me."):
            view.report(event)
    assert "words of a crisis" not in shown(text)
    assert "I'm glad you told me." in shown(text)


def test_words_that_look_like_markup_are_shown_as_they_are():
    text, console = screen()
    with LiveView(Mixer(), console) as view:
        view.show("[red]a path[/red]")
        for event in turn(heard="[bold]hello[/bold]"):
            view.report(event)
    assert "[red]a path[/red]" in shown(text)
    assert "[bold]hello[/bold]" in shown(text)


@pytest.mark.parametrize("width", [20, 60])
def test_the_breath_fills_and_empties_while_it_is_guided(width):
    mixer = Mixer()
    timeline = compile_timeline(practices()["box"].segments(1), BuzzVoice(), Kit())
    mixer.play(timeline)
    text, console = screen(width)
    with LiveView(mixer, console) as view:
        mixer.pull(timeline.marks[0].start + 3 * MOUTH_RATE)
        view.follow(State.BREATHING)
        mixer.pull(9 * MOUTH_RATE // 2)
        for _ in range(FRAMES):
            view.follow(State.BREATHING)
    lines = [line for line in re.split(r"[\r\n]+", shown(text)) if line.strip()]
    assert any(line.startswith("in ") for line in lines)
    assert any(line.startswith("hold ") for line in lines)
    assert all(len(line) <= width for line in lines)


def test_an_unchanged_state_is_drawn_once():
    text, console = screen()
    with LiveView(Mixer(), console) as view:
        view.follow(State.ASLEEP)
        before = text.getvalue()
        for _ in range(50):
            view.follow(State.ASLEEP)
        assert text.getvalue() == before
        view.follow(State.MUTED)
    assert "asleep" in shown(text)
    assert "muted" in shown(text)


def test_no_colour_where_none_is_wanted():
    text, console = screen(no_color=True)
    with LiveView(Mixer(), console) as view:
        view.follow(State.OPEN)
        for event in turn():
            view.report(event)
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", text.getvalue())


def test_a_pipe_gets_the_words_of_the_replies(capsys):
    for event in (*turn(), *turn(speech="")):
        print_replies(event)
    assert capsys.readouterr().out == "The gut lining lets more through.\n"
