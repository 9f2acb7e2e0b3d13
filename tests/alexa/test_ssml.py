"""Segments as speech markup: one escape, breaks of ten seconds, whole breaths only."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.dialogue.reply import (
    Breath,
    Chime,
    ChimeName,
    Pace,
    Pause,
    Phase,
    Say,
)
from content.practices import practices
from skill.shorten import cycles, to_characters
from skill.ssml import cue_seconds, render, render_one

TEXTS = st.text(max_size=80)
SEGMENTS = st.lists(
    st.one_of(
        st.builds(Say, TEXTS, st.sampled_from(Pace)),
        st.builds(Pause, st.floats(0, 700)),
        st.builds(Breath, st.sampled_from(Phase), st.floats(0, 30), st.just("box"), TEXTS),
        st.builds(Chime, st.sampled_from(ChimeName)),
    ),
    max_size=30,
)


def parsed(segments) -> ET.Element:
    return ET.fromstring(f"<speak>{render(segments)}</speak>")  # noqa: S314 - our own markup


def silence(root: ET.Element) -> float:
    times = [one.get("time", "") for one in root.iter("break")]
    return sum(
        float(time[:-2]) / 1000 if time.endswith("ms") else float(time[:-1]) for time in times
    )


def plain(text: str) -> str:
    """Text without what XML cannot hold."""
    kept = [c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd"
            or c >= "\U00010000"]  # fmt: skip
    return "".join("".join(kept).split())


@settings(max_examples=40, deadline=None)
@given(SEGMENTS)
def test_whatever_is_said_stays_markup_and_keeps_its_words(segments):
    root = parsed(segments)
    said = "".join(part.text for part in segments if isinstance(part, Say))
    heard = "".join("".join(root.itertext()).split())
    if not any(isinstance(part, Breath) for part in segments):
        assert heard == plain(said)
    for one in root.iter("break"):
        time = one.get("time", "")
        assert 0 < silence(ET.fromstring(f'<a><break time="{time}"/></a>')) <= 10  # noqa: S314


def test_words_that_look_like_markup():
    assert render_one(Say("Salt & sugar <3")) == "Salt &amp; sugar &lt;3"
    assert "<evil/>" not in render_one(Breath(Phase.IN, 4, "box", "<evil/>"))
    assert render_one(Say("a\x00b\x0bc")) == "abc"


def test_long_silences_are_chained():
    assert render_one(Pause(25)) == '<break time="10s"/><break time="10s"/><break time="5000ms"/>'
    assert render_one(Pause(0)) == ""


def test_a_breath_is_its_cue_and_the_rest_of_its_seconds():
    markup = render_one(Breath(Phase.OUT, 6, "extended_exhale", "And out."))
    assert markup.startswith("And out.<break")
    rest = silence(ET.fromstring(f"<speak>{markup}</speak>"))  # noqa: S314
    assert rest == pytest.approx(6 - cue_seconds("And out."), abs=0.001)
    assert 0.4 < cue_seconds("And out.") < 1.0


def test_without_swells_every_phase_has_a_word_but_the_rest():
    words = {phase: "".join(parsed([Breath(phase, 4, "box")]).itertext()) for phase in Phase}
    assert words[Phase.REST] == ""
    assert len({words[phase] for phase in Phase}) == len(Phase)


def test_a_number_is_spoken_slowly_and_by_the_digit():
    assert render_one(Say("nine eight eight", Pace.NUMBER)) == (
        '<prosody rate="slow">nine eight eight</prosody>'
    )
    assert '<say-as interpret-as="digits">116 123</say-as>' in render_one(
        Say("Call 116 123 now.", Pace.NUMBER)
    )


@pytest.mark.parametrize("practice", practices().values(), ids=lambda one: one.id)
@pytest.mark.parametrize("limit", [600, 2_000, 7_500])
def test_shortening_takes_whole_breaths(practice, limit):
    lead, end = Say("Here we go.", Pace.GUIDANCE), Say("That's it.")
    whole = (lead, *practice.segments(300), end)
    fitting = to_characters(whole, limit)
    assert len(render(fitting)) <= limit
    assert (fitting[0], fitting[-1]) == (lead, end)
    kept = [one for one in fitting if isinstance(one, Breath)]
    assert kept == list(practice.segments(len(cycles(fitting))))
    assert len(render((lead, *practice.segments(len(cycles(fitting)) + 1), end))) > limit


@settings(max_examples=40, deadline=None)
@given(SEGMENTS, st.integers(0, 500))
def test_nothing_is_ever_too_long(segments, limit):
    fitting = to_characters(segments, limit)
    assert len(render(fitting)) <= limit
    parsed(fitting)


def test_a_long_text_loses_sentences_not_letters():
    text = " ".join(f"This is sentence number {number}." for number in range(400))
    (said,) = to_characters((Say(text),), 1_000)
    assert isinstance(said, Say)
    assert len(said.text) <= 1_000
    assert text.startswith(said.text)
    assert said.text.endswith(".")
