"""Starting a practice: which one, how long, and what is said before and after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from content.dialogue.registry import handles
from content.dialogue.reply import (
    Breath,
    Chime,
    ChimeName,
    Did,
    Pace,
    Pause,
    Phase,
    Reply,
    Say,
    Segment,
)
from content.dialogue.session import Breathing, Scene, Session
from content.dialogue.turn import SlotValue, Turn
from content.number_words import capital, number_words
from content.phrases import line
from content.practices import Practice, practice, practices
from content.safety.helplines import helplines
from content.sentences import book
from content.storage.store import Store

DEFAULT = "extended_exhale"
PANIC = "soft_small_breath"
"""Out first, small, never a hold (evidence 2.5)."""

LONGEST_MINUTES = 30
"""Longest session of any trial behind a practice (LiuJ2022: 30 minutes a day)."""

BED_SECONDS = 3
"""Quiet before the first breath, so that it does not come at a run; none in panic."""

FIRST_OUT_SECONDS = 5
"""One long out-breath before the first cycle, where the out-breath comes first (issue: 4 to 6)."""

SAFETY_HEARD = "safety_heard"
HOLD_HEARD = "hold_heard"
OUT_FIRST_NEEDS = frozenset({"panic", "sleep", "flare", "gut_pain"})
PAIN_NEEDS = frozenset({"gut_pain", "flare"})
WORDS_A_MINUTE = 125
"""Pace of guidance, for the estimate of how long the lead-in takes."""


@handles("breathing.start")
def start(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """Begin at once: no question before the first breath."""
    chosen = _chosen(turn)
    if chosen is None:
        return _not_guided(turn, session)
    cycles = _cycles(turn.slots, chosen)
    return guide(turn, session, store, chosen, cycles)


@handles("breathing.again")
def again(turn: Turn, session: Session, store: Store) -> tuple[Reply, Session]:
    """The practice of this conversation once more, else the usual one."""
    last = session.breathing
    chosen = (practice(last.practice) if last else None) or practices()[DEFAULT]
    return guide(turn, session, store, chosen, last.cycles if last else chosen.cycles)


def guide(
    turn: Turn, session: Session, store: Store, chosen: Practice, cycles: int
) -> tuple[Reply, Session]:
    """Return a whole practice as segments: lead-in, breaths, ending."""
    need = str(turn.slots.get("need", ""))
    lead = _lead_in(turn, store, chosen, cycles)
    breaths = chosen.segments(cycles)
    ending = _ending(turn, chosen, cycles)
    segments = (*lead, *_before(need, chosen), *breaths, *ending)
    seconds = cycles * chosen.cycle_seconds
    reply = Reply(segments, did=Did(practice=chosen.id, seconds=seconds))
    running = Breathing(
        practice=chosen.id,
        cycles=cycles,
        cycle_seconds=chosen.cycle_seconds,
        lead_in_seconds=_estimate(segments[: len(segments) - len(breaths) - len(ending)]),
        started_at=turn.at,
    )
    return reply, replace(session, scene=Scene.BREATHING, breathing=running, check_in=None)


def spoken_length(practice_: Practice, cycles: int) -> str:
    """Return the breathing time in words: "three minutes", "forty eight seconds"."""
    seconds = cycles * practice_.cycle_seconds
    minutes = round(seconds / 60)
    if minutes < 1:
        return line("breathing.seconds", count=number_words(round(seconds)))
    if minutes == 1:
        return line("breathing.one_minute").lower()
    return line("breathing.minutes", count=number_words(minutes))


def _chosen(turn: Turn) -> Practice | None:
    slots = turn.slots
    if "practice" in slots:
        return practice(str(slots["practice"]))
    if {"inhale", "hold", "exhale"} & set(slots):
        return _by_numbers(slots)
    return practices()[PANIC if slots.get("need") == "panic" else DEFAULT]


def _by_numbers(wanted: Mapping[str, SlotValue]) -> Practice | None:
    """The practice that has exactly these seconds; other numbers are not guided yet."""
    for found in practices().values():
        seconds = (found.inhale, found.hold, found.exhale)
        asked = (wanted.get("inhale"), wanted.get("hold", 0), wanted.get("exhale"))
        if asked == seconds and not found.top_up and not found.rest:
            return found
    return None


def _cycles(asked: Mapping[str, SlotValue], chosen: Practice) -> int:
    longest = chosen.cycles_in(LONGEST_MINUTES)
    breaths, minutes = asked.get("breaths"), asked.get("minutes")
    if isinstance(breaths, int | float):
        return max(1, min(round(breaths), longest))
    if isinstance(minutes, int | float):
        return min(chosen.cycles_in(minutes), longest)
    return chosen.cycles


def _lead_in(turn: Turn, store: Store, chosen: Practice, cycles: int) -> tuple[Segment, ...]:
    need = turn.slots.get("need")
    if need == "panic":
        return (Say(line("breathing.lead_in_panic"), Pace.GUIDANCE),)
    lines = [line("breathing.pain_first")] if need in PAIN_NEEDS else []
    if need == "sleep":
        lines.append(line("breathing.lead_in_sleep"))
    else:
        length = capital(_asked_length(turn, chosen, cycles))
        lines.append(line("breathing.lead_in", length=length, practice=chosen.name))
    safety = _safety_lines(turn, store, chosen)
    if chosen.id == "box" and not safety:
        lines.append(line("breathing.lead_in_box"))
    return tuple(Say(text) for text in (*lines, *safety))


def _asked_length(turn: Turn, chosen: Practice, cycles: int) -> str:
    if "breaths" in turn.slots:
        if cycles == 1:
            return line("breathing.breath")
        return line("breathing.breaths", count=number_words(cycles))
    return spoken_length(chosen, cycles)


def _safety_lines(turn: Turn, store: Store, chosen: Practice) -> list[str]:
    """The short line before a first practice, the conditions before a first hold."""
    wanted = [(SAFETY_HEARD, "breathing.safety_short")]
    if chosen.has_hold:
        wanted.append((HOLD_HEARD, "breathing.safety_hold"))
    lines = []
    for preference, key in wanted:
        if store.preference(turn.listener, preference) is None:
            store.set_preference(turn.listener, preference, "yes")
            lines.append(line(key))
    return lines


def _before(need: str, chosen: Practice) -> tuple[Segment, ...]:
    """What stands between the words and the first cycle."""
    if need in OUT_FIRST_NEEDS:
        return (Breath(Phase.OUT, FIRST_OUT_SECONDS, chosen.id),)
    return (Pause(BED_SECONDS),)


def _ending(turn: Turn, chosen: Practice, cycles: int) -> tuple[Segment, ...]:
    if turn.slots.get("need") == "panic":
        emergency = helplines(turn.locale).emergency_spoken
        return (Say(line("breathing.ending_panic", emergency=emergency), Pace.NUMBER),)
    if turn.slots.get("need") == "sleep":
        return ()
    length = _asked_length(turn, chosen, cycles)
    words = line("breathing.ending", length=length[:1].lower() + length[1:])
    return (Chime(ChimeName.END_BELL), Say(words, Pace.GUIDANCE))


def _estimate(segments: tuple[Segment, ...]) -> float:
    """Seconds that the segments take, words at the pace of guidance."""
    seconds = 0.0
    for segment in segments:
        match segment:
            case Say(text=text):
                seconds += len(text.split()) * 60 / WORDS_A_MINUTE
            case Pause(seconds=length) | Breath(seconds=length):
                seconds += length
            case _:
                pass
    return seconds


def _not_guided(turn: Turn, session: Session) -> tuple[Reply, Session]:
    asked = str(turn.slots.get("practice", ""))
    if not asked:
        return Reply((Say(line("breathing.not_guided_pace")),), open=True), session
    names = {value.id: value.spoken[0] for value in book().lists()["practice"].values}
    words = line("breathing.not_guided", practice=names.get(asked, asked))
    return Reply((Say(words),), open=True), session
