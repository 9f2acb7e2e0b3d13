"""Microphone to loudspeaker: ears, core and mouth, one tick of 10 ms at a time.

The same object serves a file, a virtual device and a real one; only the two ends differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from content.dialogue.reply import Phase, Playback, Reply, Say, words
from content.dialogue.session import Scene
from content.dialogue.turn import UNSURE, Turn, Utterance
from offline.audio.mixer_events import CueStarted, Failed
from offline.audio.samples import EAR_RATE, MOUTH_RATE
from offline.ears.events import Attention, Heard, VoiceStarted, Woke
from offline.events import Event
from offline.performing import Performer
from offline.sound.kit import Signal
from offline.state import State
from offline.turn_taking import Due, Floor, TurnTaking
from offline.what_counts import counts_while_ours, may_be_doubtful

if TYPE_CHECKING:
    from content.dialogue.session import Session
    from offline.audio.mixer import Mixer
    from offline.conversation import Conversation, Exchange
    from offline.ears.ears import Ears
    from offline.events import Report
    from offline.mouth import Mouth

QUIET_TICKS: Final = 5
"""Quiet this long behind a voice may be its end: from here on a listener waits for an answer."""


class Companion:
    """Listens, answers, guides; holds no thread, no device and no clock of its own."""

    def __init__(
        self,
        ears: Ears,
        conversation: Conversation,
        mouth: Mouth,
        mixer: Mixer,
        now: Callable[[], datetime],
        report: Report,
    ) -> None:
        self._ears = ears
        self._conversation = conversation
        self._sound = Performer(mouth, mixer)
        self._mixer = mixer
        self._now = now
        self._report = report
        self._turns = TurnTaking()
        self._frames = 0
        self._time_zero = 0
        self._thinking = False
        self._last_reply = Reply(())

    @property
    def resting(self) -> bool:
        """Nothing sounds and nobody is being heard: a file may end here."""
        return not self._mixer.playing and not self._ears.is_hearing

    @property
    def session(self) -> Session:
        """Where the conversation is."""
        return self._conversation.session

    @property
    def state(self) -> State:
        """What a view shows: whose turn it is, and whether somebody is being heard."""
        if self._turns.floor is not Floor.OURS and self._ears.is_hearing:
            return State.HEARING
        if self._turns.floor is Floor.OURS and self.session.scene is Scene.BREATHING:
            return State.BREATHING
        return State(self._turns.floor)

    def talk(self) -> None:
        """Open the floor as the wake phrase does, because a key was pressed."""
        self._turns.woken()
        self._tone(Signal.LISTENING)

    def begin(self) -> None:
        """Say by a tone that we listen; nothing else sounds before somebody speaks.

        This is time 0 of all events: a sound server may have pulled seconds of silence before.
        """
        self._time_zero = self._tone(Signal.LISTENING)
        self._tell("listening")

    def getting_ready(self) -> Iterator[None]:
        """Make the first answer as quick as the next, a step of at most a second at a time.

        For the time after `begin`, while nobody is heard: it would keep us from listening.
        """
        yield from self._sound.getting_ready()
        self._conversation.get_ready(self._now())

    def end(self) -> None:
        """Tell that nobody listens any more; of a practice only what was breathed is kept."""
        if self.session.scene is Scene.BREATHING:
            self._press("stop")
        self._tell("closed")

    def tick(self, frame: bytes) -> None:
        """Take 10 ms of sound (160 samples, 16 bit, EAR_RATE) and act on what it completes."""
        self._frames += 1
        self._follow_the_mixer()
        ears = self._ears
        self._sound.level.tick(somebody_speaks=ears.is_hearing, may_silence=ears.may_silence)
        for event in self._ears.push(frame, self._attention()):
            match event:
                case VoiceStarted():
                    self._turns.voice()
                case Woke():
                    self._turns.woken()
                    self._tell("wake")
                case Heard():
                    self._answer(event)
        self._fill_the_wait()
        self._do_what_is_due()

    def remind(self) -> None:
        """Ask for the day's check-in if somebody asked to be reminded and its time has come.

        Never while anything sounds, while somebody speaks or may be about to, nor in a practice
        that waits.
        """
        waits = self.session.scene is not Scene.IDLE
        if waits or not self.resting or self._turns.floor is not Floor.ASLEEP:
            return
        exchange = self._conversation.remind(self._now())
        if exchange is not None:
            self._perform(exchange, ended_at_seconds=self._seconds())

    def hush(self, by: str) -> None:
        """Stop all sound at once because a key was pressed: no words, no reply."""
        self._press("stop")
        self._mixer.stop()
        self._turns.hushed()
        self._tell("stopped", by=by)

    def slept(self, since: datetime) -> None:
        """End quietly what was under way when the computer fell asleep: nobody breathed since."""
        if self.session.scene is Scene.BREATHING:
            self._press("stop", since)
        if self._mixer.playing or self._mixer.paused:
            self._tell("stopped", by="sleep")
        self._mixer.stop()
        self._turns.hushed()

    def _attention(self) -> Attention:
        if self.session.scene is Scene.CHECK_IN and self._turns.floor is Floor.OPEN:
            return Attention.CHECK_IN
        return {
            Floor.OPEN: Attention.LISTENING,
            Floor.OURS: Attention.GUIDING,
            Floor.ASLEEP: Attention.ASLEEP,
        }[self._turns.floor]

    def _follow_the_mixer(self) -> None:
        for event in self._mixer.drain():
            match event:
                case CueStarted(at_sample=at, mark=mark):
                    self._sound.cycles += mark.phase is Phase.IN
                    fields = {"phase": mark.phase, "seconds": mark.seconds}
                    self._tell("cue", self._seconds(at), **fields, practice=mark.practice)
                case Failed(error=error):
                    raise error
                case _:
                    pass
        if self._turns.speaking and not (self._mixer.playing or self._mixer.paused):
            reply = self._last_reply
            self._turns.fell_silent(asked=reply.open, may_reprompt=reply.reprompt is not None)

    def _answer(self, heard: Heard) -> None:
        floor = self._turns.floor
        turn = replace(self._understood(heard), cycles_begun=self._sound.cycles)
        if floor is Floor.OURS and not counts_while_ours(turn):
            return
        self._tell(
            "heard",
            text=heard.text,
            recogniser=heard.recogniser,
            confidence=round(heard.confidence, 3),
        )
        self._turns.heard()
        behind = (self._frames * EAR_RATE // 100 - heard.ended_sample) / EAR_RATE
        exchange = self._conversation.take(turn)
        self._perform(exchange, ended_at_seconds=self._seconds() - behind)

    def _understood(self, heard: Heard) -> Turn:
        """What an unsure ear made of a sound never starts anything: it is asked for again."""
        turn = self._conversation.understand(
            Utterance(
                heard.text,
                self._now(),
                heard.confidence if heard.certain else min(heard.confidence, UNSURE / 2),
                heard.alternatives,
            )
        )
        return (
            turn if heard.certain or may_be_doubtful(turn) else replace(turn, intent=None, slots={})
        )

    def _perform(self, exchange: Exchange, *, ended_at_seconds: float) -> None:
        reply = exchange.reply
        was_sounding = self._turns.speaking and self._mixer.playing
        begun = self._seconds(self._sound.perform(reply))
        self._tell(
            "reply",
            at=begun,
            kind=reply.kind,
            intent=exchange.turn.intent,
            speech=words(reply),
            answer=reply.answer,
            ended_at_seconds=round(ended_at_seconds, 3),
        )
        silenced = reply.playback is Playback.REPLACE and not reply.segments
        if was_sounding and reply.playback is Playback.REPLACE:
            self._tell("stopped", at=begun, by="voice")
        self._take_the_floor(reply, silenced=silenced)

    def _take_the_floor(self, reply: Reply, *, silenced: bool) -> None:
        if silenced:
            self._turns.hushed()
            return
        if reply.playback is not Playback.KEEP:
            self._last_reply = reply
        self._turns.replied()

    def _do_what_is_due(self) -> None:
        match self._turns.tick():
            case Due.OPEN_TONE:
                self._tone(Signal.LISTENING)
            case Due.REPROMPT:
                self._reprompt()
            case Due.GIVEN_UP if self.session.scene is not Scene.BREATHING:
                self._tone(Signal.GAVE_UP)  # whoever rests after a practice owes no answer
            case _:
                pass

    def _reprompt(self) -> None:
        """Ask once more, in the words that the reply brought for it."""
        before = self._last_reply
        asked = Reply((Say(before.reprompt or ""),), open=True, night=before.night)
        self._sound.ask(asked)
        self._last_reply = asked
        self._turns.replied()

    def _fill_the_wait(self) -> None:
        """Have a quiet noise ready for whoever spoke to us and waits: an ear may take its time."""
        waits = self._turns.floor is Floor.OPEN and self._ears.quiet_frames >= QUIET_TICKS
        if waits and not (self._thinking or self._mixer.playing):
            self._sound.think(night=self._is_night)
        elif self._thinking and not waits:
            self._sound.think_no_more()
        self._thinking = waits

    @property
    def _is_night(self) -> bool:
        return self._conversation.is_night(self._now())

    def _tone(self, signal: Signal) -> int:
        return self._sound.signal(signal, night=self._is_night)

    def _press(self, intent: str, at: datetime | None = None) -> None:
        self._conversation.press(intent, at or self._now(), self._sound.cycles)

    def _seconds(self, sample: int | None = None) -> float:
        at = self._mixer.position if sample is None else sample
        return (at - self._time_zero) / MOUTH_RATE

    def _tell(self, event: str, at: float | None = None, **fields: object) -> None:
        self._report(Event(event, self._seconds() if at is None else at, fields))
