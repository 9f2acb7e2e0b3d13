"""Reply segments as Alexa's speech markup.

Alexa has no clock of ours: a breath is its cue word and a silence that is shortened by an estimate
of the word's length (`skill/speech_length.py`), so cycles drift by some tenths of a second. Where
the server has an address of its own, a run of breaths is one sound of ours (`skill/with_sounds.py`)
and exact. The companion is exact everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final, assert_never

from content.dialogue.reply import Breath, Chime, ChimeName, Pace, Pause, Phase, Say, Segment
from content.phrases import line
from skill.speech_length import GUIDANCE_RATE, NIGHT_RATE, spoken_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_BREAK_SECONDS: Final = 10.0
"""Amazon's cap on one break; longer silences are several."""

BELL_SECONDS: Final = 1.5

_BELL: Final = '<audio src="soundbank://soundlibrary/musical/amzn_sfx_bell_short_chime_01"/>'
"""From Amazon's own sound library: nothing to host, and it plays on every device."""

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DIGITS: Final = re.compile(r"\d[\d -]*\d|\d")


@dataclass(frozen=True, slots=True)
class Sound:
    """One MP3 of ours in the place of breaths."""

    url: str
    seconds: float


Part = Segment | Sound
"""What an answer of Alexa's is made of."""


def render(parts: Iterable[Part], *, night: bool = False) -> str:
    """Return the markup that belongs inside `<speak>`; by night slow and soft, bells left out."""
    if not night:
        return " ".join(filter(None, map(render_one, parts)))
    rendered = []
    for is_sound, group in groupby(parts, lambda part: isinstance(part, Sound)):
        inside = " ".join(filter(None, (render_one(part, night=True) for part in group)))
        rendered.append(inside if is_sound or not inside else _softly(inside))
    return " ".join(filter(None, rendered))


def render_one(part: Part, *, night: bool = False) -> str:
    """Return the markup of one part; empty where Alexa has nothing for it."""
    match part:
        case Say(text=text, pace=pace):
            return escaped(text) if night and pace is not Pace.NUMBER else _say(text, pace)
        case Pause(seconds=seconds):
            return _breaks(seconds)
        case Breath():
            return _breath(part, NIGHT_RATE if night else 1.0)
        case Chime():
            return _BELL if is_bell(part) and not night else ""
        case Sound(url=url):
            return f'<audio src="{escape(url)}"/>'
        case _:
            assert_never(part)


def seconds_of(part: Part) -> float:
    """Return how long a part takes on Alexa, roughly."""
    match part:
        case Say(text=text, pace=pace):
            return spoken_seconds(text, pace)
        case Pause(seconds=seconds) | Breath(seconds=seconds) | Sound(seconds=seconds):
            return seconds
        case Chime():
            return BELL_SECONDS if is_bell(part) else 0.0
        case _:
            assert_never(part)


def is_bell(part: Part) -> bool:
    """Return whether a part is a sound of Amazon's library."""
    bells = {ChimeName.START_BELL, ChimeName.END_BELL}
    return isinstance(part, Chime) and part.name in bells


def cue_of(breath: Breath) -> str:
    """Return the words of a breath; without swells every phase but the rest needs one."""
    if breath.cue or breath.phase is Phase.REST:
        return breath.cue
    return line(f"without_sounds.{breath.phase}")


def cue_seconds(cue: str) -> float:
    """Return how long a cue is spoken, by estimate."""
    return spoken_seconds(cue)


def escaped(text: str) -> str:
    """Return plain words for use inside markup; the only place where text becomes markup."""
    return escape(_NOT_XML.sub("", text), quote=False)


def _breath(breath: Breath, rate: float) -> str:
    """Return the cue, then each counted number at its second, silence in between."""
    words = [(0.0, cue_of(breath))]
    words += [(second, count) for second, count in enumerate(breath.counts, 1) if count]
    parts, at = [], 0.0
    for second, word in words:
        if second > at:
            parts.append(_breaks(second - at))
        parts.append(escaped(word))
        at = max(at, second) + cue_seconds(word) / rate
    return "".join((*parts, _breaks(max(0.0, breath.seconds - at))))


def _say(text: str, pace: Pace) -> str:
    match pace:
        case Pace.ANSWER:
            return escaped(text)
        case Pace.GUIDANCE:
            return f'<prosody rate="{GUIDANCE_RATE:.0%}">{escaped(text)}</prosody>'
        case Pace.NUMBER:
            digits = _DIGITS.sub(r'<say-as interpret-as="digits">\g<0></say-as>', escaped(text))
            return f'<prosody rate="slow">{digits}</prosody>'
        case _:
            assert_never(pace)


def _softly(markup: str) -> str:
    return f'<prosody rate="{NIGHT_RATE:.0%}" volume="soft">{markup}</prosody>'


def _breaks(seconds: float) -> str:
    milliseconds = round(seconds * 1_000)
    whole, rest = divmod(milliseconds, round(LONGEST_BREAK_SECONDS * 1_000))
    tags = [f'<break time="{LONGEST_BREAK_SECONDS:.0f}s"/>'] * whole
    if rest:
        tags.append(f'<break time="{rest}ms"/>')
    return "".join(tags)
