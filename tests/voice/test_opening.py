"""The first sentence of a reply sounds while the rest is rendered."""

from __future__ import annotations

import numpy as np
import pytest
from fakes.voices import BuzzVoice, FailingVoice

from content.dialogue.reply import Breath, Chime, ChimeName, Pace, Pause, Phase, Reply, Say
from offline.audio.clips import Stem
from offline.audio.mixer import Mixer
from offline.audio.samples import MOUTH_RATE
from offline.mouth import Mouth
from offline.performing import Performer
from offline.timeline import SoundChoice, render

BREATHS = tuple(Breath(phase, 4, "box", "In.") for phase in (Phase.IN, Phase.OUT) * 3)
ANSWER = Reply((Say("Mostly, yes. Around ninety percent is made in the gut."), Say("More?")))
PRACTICE = Reply((Say("One minute of box breathing."), Pause(0.5), *BREATHS))


class Slowly(BuzzVoice):
    """Lets time pass in the room whenever it speaks a second time."""

    def __init__(self, seconds):
        super().__init__()
        self.mixer, self.heard, self.seconds = Mixer(), [], seconds

    def speak(self, text, pace, *, night=False):
        if self.spoken and self.seconds:
            self.pull(self.seconds)
            self.seconds = 0
        return super().speak(text, pace, night=night)

    def pull(self, seconds):
        self.heard.append(self.mixer.pull(round(seconds * MOUTH_RATE)))


def performed(reply, seconds):
    """Return what is heard of a reply whose rest takes so long to render, and the whole of it."""
    voice = Slowly(seconds)
    mouth = Mouth(voice, SoundChoice.VOICE_AND_TONES, print)
    assert Performer(mouth, voice.mixer).perform(reply) == 0
    voice.pull(40)
    whole = Mouth(BuzzVoice(), SoundChoice.VOICE_AND_TONES, print).timeline(reply)
    return np.concatenate(voice.heard), whole


@pytest.mark.parametrize("reply", [ANSWER, PRACTICE])
@pytest.mark.parametrize("seconds", [0, 0.2])
def test_what_is_heard_is_the_whole_reply(reply, seconds):
    heard, whole = performed(reply, seconds)
    wanted = render(whole, 0, len(heard))
    # The bed of a practice comes in while the sentence sounds; it is far under a hundredth.
    assert np.abs(heard - wanted).max() < (0.001 if reply is ANSWER else 0.01)


@pytest.mark.parametrize("reply", [ANSWER, PRACTICE])
def test_a_rest_that_comes_late_begins_later_and_loses_nothing(reply):
    heard, whole = performed(reply, 5.0)
    sentence = next(clip.end for clip in whole.clips if clip.stem is Stem.SPEECH)
    late = round(5.0 * MOUTH_RATE) - sentence

    rest = render(whole, sentence, len(heard) - sentence - late)
    assert not heard[sentence : sentence + late].any()
    assert np.abs(heard[sentence + late] - heard[sentence + late + 1]) < 0.001
    # The bed of a practice begins where it is late: elsewhere in its noise than it would have been.
    assert np.abs(heard[sentence + late :] - rest).max() < (0.001 if reply is ANSWER else 0.05)


def test_the_phases_of_a_late_practice_are_told_when_they_begin():
    voice = Slowly(5.0)
    Performer(Mouth(voice, SoundChoice.TONES, print), voice.mixer).perform(
        Reply((Say("One minute. Keep it small."), *BREATHS))
    )
    voice.pull(60)
    told = [event for event in voice.mixer.drain() if hasattr(event, "mark")]
    assert len(told) == len(BREATHS)
    assert np.diff([event.at_sample for event in told]).tolist() == [4 * MOUTH_RATE] * 5
    assert told[0].at_sample > 5 * MOUTH_RATE


@pytest.mark.parametrize(
    "segments",
    [
        (),
        (Say("Kept."),),
        (Say("..."), Say("Kept.")),
        (Chime(ChimeName.KEPT), Say("Kept. Yes.")),
        BREATHS,
    ],
)
def test_a_reply_without_a_first_sentence_of_its_own_is_rendered_whole(segments):
    mouth = Mouth(BuzzVoice(), SoundChoice.VOICE_AND_TONES, print)
    assert mouth.opening(Reply(segments)) is None


def test_the_first_sentence_is_spoken_once_and_by_night_as_by_night():
    voice = BuzzVoice()
    mouth = Mouth(voice, SoundChoice.VOICE_AND_TONES, print)
    reply = Reply(ANSWER.segments, night=True)
    opening = mouth.opening(reply)
    whole = mouth.timeline(reply, opening=opening)

    assert [text for text, _ in voice.spoken].count("Mostly, yes.") == 1
    assert whole.clips[0].samples is opening.timeline.clips[0].samples
    assert whole.clips[0].gain_db == opening.timeline.clips[0].gain_db < 0
    assert voice.spoken[0] == ("Mostly, yes.", Pace.ANSWER)


def test_a_voice_that_fails_is_told_once():
    told = []
    mouth = Mouth(FailingVoice(), SoundChoice.VOICE_AND_TONES, told.append)
    Performer(mouth, Mixer()).perform(ANSWER)
    assert told == [
        "The voice failing failed.",
        "Mostly, yes. Around ninety percent is made in the gut. More?",
    ]
