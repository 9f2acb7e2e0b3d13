"""Every cue of every practice takes 35 % of its phase at most, whoever speaks, by day and night."""

# ruff: noqa: T201  (the figures are part of the report)

from __future__ import annotations

from collections import defaultdict

import pytest

from content.breath_form import Stretch
from content.dialogue.reply import Pace
from content.practices import SHARE_OF_PHASE, WORDED_CYCLES, cue_words, practices
from offline.audio.samples import MOUTH_RATE
from offline.cue_placing import QUIET_AFTER_CUE, WORDS_AFTER_TONE
from offline.voices.cues import CueCache
from offline.voices.pick import open_voice


def said():
    """Return cue to the shortest phase in which any practice says it, over all its wordings."""
    shortest = defaultdict(lambda: (float("inf"), ""))
    for practice in practices().values():
        forms = {practice.form, practice.beginner, practice.beginner.between(practice.form)}
        for form in forms:
            for seed in range(84):  # every wording of in (12) with every one of out (7)
                for breath in practice.breaths((Stretch(form, WORDED_CYCLES),), seed=seed):
                    if breath.cue:
                        found = (breath.seconds, f"{practice.id}, {breath.phase}")
                        shortest[breath.cue] = min(shortest[breath.cue], found)
    return dict(shortest)


@pytest.mark.long
@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("name", ["hibari", "espeak_sync"])
def test_every_cue_of_every_practice_and_beginner_version_fits(name, night):
    if name == "hibari":
        pytest.importorskip("hibari")
    cues = CueCache(open_voice(name), night=night)
    shares, late = {}, {}
    for cue, (seconds, where) in said().items():
        samples = len(cues.speak(cue, Pace.GUIDANCE))
        shares[cue] = samples / MOUTH_RATE / seconds
        if WORDS_AFTER_TONE + samples > seconds * MOUTH_RATE - QUIET_AFTER_CUE:
            late[cue] = where
    most = max(shares, key=shares.get)
    print(
        f"{name}, {'night' if night else 'day'}: {len(shares)} cues, the most is "
        f"{shares[most]:.1%} of its phase ({most!r} in {said()[most]})"
    )
    assert late == {}
    assert shares[most] <= SHARE_OF_PHASE


def test_every_cue_that_is_said_has_its_length_in_the_bank():
    assert set(said()) <= set(cue_words().seconds)
