"""Reply segments as Alexa's speech markup.

Alexa has no sounds of ours and no clock of ours: a breath is its cue word and a silence that is
shortened by an estimate of the word's length, so cycles drift by some tenths of a second. The
companion is the exact one.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final, assert_never

from content.dialogue.reply import Breath, Chime, ChimeName, Pace, Pause, Phase, Say, Segment
from content.phrases import line

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_BREAK_SECONDS: Final = 10.0
"""Amazon's cap on one break; longer silences are several."""

WORD_SECONDS: Final = 0.25
LETTER_SECONDS: Final = 0.065
"""A short cue takes about 0.25 s and 0.065 s a letter at 130 to 150 words a minute (fitted to
eSpeak's cues: "in" 0.4 s, "and out" 0.65 s, "let it go" 1.0 s). No Echo was measured."""

SPOKEN_CHARACTERS_A_SECOND: Final = 14.0
"""Running speech at 150 to 160 words a minute."""

_BELL: Final = '<audio src="soundbank://soundlibrary/musical/amzn_sfx_bell_short_chime_01"/>'
"""From Amazon's own sound library: nothing to host, and it plays on every device."""

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DIGITS: Final = re.compile(r"\d[\d -]*\d|\d")


def render(segments: Iterable[Segment]) -> str:
    """Return the markup that belongs inside `<speak>`."""
    return " ".join(filter(None, (render_one(segment) for segment in segments)))


def render_one(segment: Segment) -> str:
    """Return the markup of one segment; empty where Alexa has nothing for it."""
    match segment:
        case Say(text=text, pace=pace):
            return _say(text, pace)
        case Pause(seconds=seconds):
            return _breaks(seconds)
        case Breath():
            cue = cue_of(segment)
            rest = _breaks(max(0.0, segment.seconds - cue_seconds(cue)))
            return f"{escaped(cue)}{rest}"
        case Chime(name=name):
            return _BELL if name in {ChimeName.START_BELL, ChimeName.END_BELL} else ""
        case _:
            assert_never(segment)


def seconds_of(segment: Segment) -> float:
    """Return how long a segment takes on Alexa, roughly."""
    match segment:
        case Say(text=text):
            return len(text) / SPOKEN_CHARACTERS_A_SECOND
        case Pause(seconds=seconds) | Breath(seconds=seconds):
            return seconds
        case Chime(name=name):
            return 1.5 if name in {ChimeName.START_BELL, ChimeName.END_BELL} else 0.0
        case _:
            assert_never(segment)


def cue_of(breath: Breath) -> str:
    """Return the words of a breath; without swells every phase but the rest needs one."""
    if breath.cue or breath.phase is Phase.REST:
        return breath.cue
    return line(f"without_sounds.{breath.phase}")


def cue_seconds(cue: str) -> float:
    """Return how long a cue is spoken, by estimate."""
    letters = len(cue.strip(" .,!?"))
    return WORD_SECONDS + letters * LETTER_SECONDS if letters else 0.0


def escaped(text: str) -> str:
    """Return plain words for use inside markup; the only place where text becomes markup."""
    return escape(_NOT_XML.sub("", text), quote=False)


def _say(text: str, pace: Pace) -> str:
    match pace:
        case Pace.ANSWER:
            return escaped(text)
        case Pace.GUIDANCE:
            return f'<prosody rate="90%">{escaped(text)}</prosody>'
        case Pace.NUMBER:
            digits = _DIGITS.sub(r'<say-as interpret-as="digits">\g<0></say-as>', escaped(text))
            return f'<prosody rate="slow">{digits}</prosody>'
        case _:
            assert_never(pace)


def _breaks(seconds: float) -> str:
    milliseconds = round(seconds * 1_000)
    whole, rest = divmod(milliseconds, round(LONGEST_BREAK_SECONDS * 1_000))
    tags = [f'<break time="{LONGEST_BREAK_SECONDS:.0f}s"/>'] * whole
    if rest:
        tags.append(f'<break time="{rest}ms"/>')
    return "".join(tags)
