"""The bar that breathes on a terminal: from the timeline to the characters, and in a real pty."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import struct
import subprocess
import sys
import termios
import threading

import pytest
from fakes.voices import BuzzVoice

from content.dialogue.reply import Breath, Phase, Say
from content.practices import practices
from offline.screen.breath_view import BreathView, view
from offline.screen.pacer import Pacer, Style, pacer_line
from offline.sound.kit import Kit
from offline.timeline import Timeline, compile_timeline

RATE = 48_000
PLAIN = Style(colour=False, blocks=True, cursor=False)


def compiled(*segments):
    return compile_timeline(segments, BuzzVoice(), Kit())


def views(timeline, *seconds):
    first = timeline.marks[0].start
    return [view(timeline, first + round(second * RATE)) for second in seconds]


def test_the_bar_fills_and_empties_with_the_breath():
    timeline = compiled(Say("Now."), *practices()["box"].segments(2))
    at = views(timeline, 0, 2, 4, 6, 8, 10, 12, 14, 16)
    assert [one.phase for one in at[::2]] == ["in", "hold", "out", "rest", "in"]
    assert [one.fullness for one in at] == pytest.approx([0, 0.5, 1, 1, 1, 0.5, 0, 0, 0])
    assert [one.seconds_left for one in at] == pytest.approx([32 - 2 * n for n in range(9)])


def test_before_the_first_breath_and_after_the_last_one():
    timeline = compiled(Say("Now."), *practices()["box"].segments(1))
    assert view(timeline, 0) == BreathView(None, 0.0, 16.0)
    assert view(timeline, timeline.marks[-1].start + 4 * RATE) is None
    assert view(Timeline(), 0) is None


def test_a_sip_tops_the_breath_up_and_a_first_out_breath_empties_a_full_one():
    sigh = compiled(*practices()["cyclic_sigh"].segments(1))
    lengths = [mark.seconds for mark in sigh.marks]
    (full, topped) = views(sigh, lengths[0] - 0.001, lengths[0] + lengths[1] - 0.001)
    assert full.fullness == pytest.approx(0.8, abs=0.01)
    assert topped.fullness == pytest.approx(1, abs=0.01)
    (first,) = views(compiled(Breath(Phase.OUT, 5, "x")), 0)
    assert first.fullness == 1


@pytest.mark.parametrize(
    ("shown", "columns", "style", "line"),
    [
        (BreathView(Phase.IN, 0.5, 125.9), 30, PLAIN, "in    ████████▌          2:06"),
        (BreathView(Phase.OUT, 0.0, 9), 30, PLAIN, "out                      0:09"),
        (BreathView(Phase.TOP_UP, 1.0, 600), 20, PLAIN, "in    ███████ 10:00"),
        (BreathView(None, 0.0, 60), 20, PLAIN, "               1:00"),
        (BreathView(Phase.HOLD, 1.0, 60), 19, PLAIN, "hold"),
        (BreathView(Phase.HOLD, 1.0, 60), 3, PLAIN, "ho"),
        (
            BreathView(Phase.REST, 0.5, 60),
            24,
            Style(False, False, False),
            "rest  ######.....  1:00",
        ),
        (BreathView(Phase.IN, 1.0, 60), 20, Style(), "in    \x1b[36m███████\x1b[0m  1:00"),
    ],
)
def test_the_line_fits_the_terminal(shown, columns, style, line):
    assert pacer_line(shown, columns, style) == line


def test_the_line_is_never_as_wide_as_the_terminal_and_never_longer_than_it_needs():
    for columns in range(1, 300):
        for fullness in (0, 0.33, 0.97, 1):
            line = pacer_line(BreathView(Phase.OUT, fullness, 1_799), columns, PLAIN)
            assert len(line) < columns or columns == 1
            assert len(line) <= 53


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


def test_an_unchanged_line_is_not_written_again_and_a_shorter_one_covers_the_longer():
    screen = Terminal()
    pacer = Pacer(screen, {"NO_COLOR": "1", "TERM": "dumb"})
    for shown in (BreathView(Phase.IN, 0.5, 9), BreathView(Phase.IN, 0.5, 9), None, None):
        pacer.show(shown)
    written = screen.getvalue()
    assert written.count("in ") == 1
    assert "\x1b" not in written
    assert written.endswith("\r" + " " * (len(written.split("\r")[1])) + "\r")


def test_nothing_is_written_where_there_is_no_terminal():
    screen = io.StringIO()
    pacer = Pacer(screen)
    pacer.show(BreathView(Phase.IN, 0.5, 9))
    pacer.clear()
    assert not pacer.visible
    assert screen.getvalue() == ""


SCRIPT = """
import sys
from content.dialogue.reply import Breath, Phase
from offline import practice_sound
from offline.sound.kit import Kit
from offline.timeline import SoundChoice, compile_timeline
from offline.mouth import Mute

class Speaker:
    def __init__(self, pull, notice, name): self.pull = pull
    def __enter__(self):
        import threading, time
        def run():
            while True:
                self.pull(480); time.sleep(0.004)
        threading.Thread(target=run, daemon=True).start()
        return self
    def __exit__(self, *_): pass
    def check(self): pass

practice_sound.Player = Speaker
cycle = (Breath(Phase.IN, 0.6, "x"), Breath(Phase.OUT, 0.6, "x"))
breaths = cycle * int(sys.argv[1])
practice_sound.play(compile_timeline(breaths, Mute(), Kit(), SoundChoice.VOICE), print)
print("over")
"""


def on_a_terminal(columns, cycles, key=b"", **variables):
    """Run a small practice on a terminal of that width; return all that was written there."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {name: text for name, text in os.environ.items() if name != "COLUMNS"}
    running = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(cycles)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**environment, "TERM": "xterm", "PYTHONIOENCODING": "utf-8", **variables},
    )
    os.close(theirs)
    written = b""
    pressing = threading.Event()
    while True:
        try:
            piece = os.read(ours, 4_096)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        written += piece
        if key and "█".encode() in written and not pressing.is_set():
            pressing.set()
            os.write(ours, key)
    os.close(ours)
    assert running.wait(20) == 0
    return written.decode()


def frames(written):
    return [frame for frame in re.split(r"\r", written) if "█" in frame or "in " in frame]


@pytest.mark.parametrize("columns", [20, 80])
def test_on_a_real_terminal_the_bar_grows_and_shrinks_and_leaves_nothing(columns):
    written = on_a_terminal(columns, 2, NO_COLOR="1")
    widths = [frame.count("█") for frame in frames(written)]
    most = widths.index(max(widths))
    assert 0 < most < len(widths) - 1
    assert max(widths) >= 5
    assert min(widths[most:]) <= 1
    assert all(len(frame.replace("\x1b[?25l", "").rstrip()) < columns for frame in frames(written))
    assert "\x1b[36m" not in written
    assert written.index("\x1b[?25l") < written.index("\x1b[?25h")
    assert written.rstrip().endswith("over")


def test_any_key_ends_it_and_the_terminal_is_as_it_was():
    written = on_a_terminal(40, 500, key=b"x")
    assert written.rstrip().endswith("over")
    assert "\x1b[36m" in written
    assert written.rindex("\x1b[?25h") > written.rindex("\x1b[?25l")
