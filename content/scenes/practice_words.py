"""What is said before and after a practice, and how its length is named."""

from __future__ import annotations

from content.dialogue.reply import Breath, Chime, ChimeName, Pace, Pause, Phase, Say, Segment
from content.dialogue.turn import Turn
from content.number_words import capital, number_words
from content.phrases import line
from content.safety.helplines import helplines
from content.safety.pain import in_pain
from content.scenes.choosing import Choice, needs
from content.storage.store import Store

SETTLE_SECONDS = 1.0
"""Between the last word and the first breath; the bed runs for 3 s by then, 2 s of them under the
words. None in panic."""

FIRST_OUT_SECONDS = 5
"""One long out-breath before the first cycle, where the out-breath comes first (issue: 4 to 6)."""

BREATHS_BEFORE_HELP = 3
"""In panic the emergency number is said after three breaths (evidence 2.5)."""

ABOUT_A_MINUTE = range(50, 76)
"""Seconds that are called one minute."""

EXACT_BELOW = 90
"""Seconds; shorter lengths are named in seconds."""

SAFETY_HEARD = "safety_heard"
HOLD_HEARD = "hold_heard"


def is_new(turn: Turn, store: Store) -> bool:
    """Whether this listener has never been guided."""
    return store.preference(turn.listener, SAFETY_HEARD) is None


def lead_in(turn: Turn, store: Store, choice: Choice) -> tuple[Segment, ...]:
    """Return the words before the first breath: six seconds of them at most, ten before a hold."""
    need = needs().get(choice.need)
    if choice.need == "panic":
        return (Say(line("breathing.lead_in_panic")),)
    if need and need.pain:
        return (Say(line("breathing.pain_first")),)
    hurts = [line("breathing.pain_first")] if in_pain([turn.heard or ""]) else []
    safety = safety_lines(turn, store, has_hold=choice.has_hold)
    if choice.need == "sleep":
        key = "lead_in_sleep_first" if safety else "lead_in_sleep"
        return tuple(Say(text) for text in (*hurts, line(f"breathing.{key}")))
    instead = []
    if choice.instead_of:
        instead = [line("conditions.instead", practice=choice.instead_of)]
    if hurts:
        # The sentence is as long as a lead-in may be: it says "small" already.
        short = line("breathing.safety_short")
        lines = [*hurts, *instead, *(one for one in safety if one != short)]
        return tuple(Say(text) for text in lines)
    lines = [*instead, _announcement(turn, choice), *safety]
    if choice.practice.hint and not safety and not choice.own_numbers:
        lines.append(choice.practice.hint)
    return tuple(Say(text) for text in lines)


def before_first_cycle(choice: Choice) -> tuple[Segment, ...]:
    """Return what stands between the words and the first cycle."""
    need = needs().get(choice.need)
    begins_out = choice.chosen_by_us and choice.practice.starts_with == "out"
    if begins_out or (need and need.out_first):
        cue = "" if choice.need == "panic" else line("breathing.first_out")
        return (Breath(Phase.OUT, FIRST_OUT_SECONDS, choice.practice.id, cue),)
    return (Pause(SETTLE_SECONDS),)


def with_help_in_panic(
    choice: Choice, breaths: tuple[Breath, ...], locale: str
) -> tuple[Segment, ...]:
    """Return the breaths, in panic with the emergency number after the third one."""
    if choice.need != "panic":
        return breaths
    emergency = helplines(locale).emergency_spoken
    words = Say(line("breathing.panic_help", emergency=emergency), Pace.NUMBER)
    cut = BREATHS_BEFORE_HELP * len(choice.stretches[0].form.phases)
    return (*breaths[:cut], words, *breaths[cut:])


def ending(need: str, seconds: float) -> tuple[Segment, ...]:
    """Return what follows the last breath: nothing for somebody who wants to sleep."""
    if need == "sleep":
        return ()
    if need == "panic":
        return (Say(line("breathing.ending_panic"), Pace.GUIDANCE),)
    words = line("breathing.ending", length=spoken_length(seconds))
    return (Chime(ChimeName.END_BELL), Say(words, Pace.GUIDANCE))


def spoken_length(seconds: float) -> str:
    """Return a breathing time in words: "three minutes", "forty eight seconds"."""
    if ABOUT_A_MINUTE.start <= seconds < ABOUT_A_MINUTE.stop:
        return line("breathing.one_minute").lower()
    if seconds < EXACT_BELOW:
        return line("breathing.seconds", count=number_words(round(seconds)))
    return line("breathing.minutes", count=number_words(round(seconds / 60)))


def _announcement(turn: Turn, choice: Choice) -> str:
    """Return the first sentence: how long, of what."""
    count = sum(one.cycles for one in choice.stretches)
    seconds = sum(one.seconds for one in choice.stretches)
    length = capital(spoken_length(seconds))
    if "breaths" in turn.slots:
        words = line("breathing.breaths", count=number_words(count))
        length = capital(line("breathing.breath") if count == 1 else words)
    if choice.own_numbers:
        return _own_numbers(choice, length)
    if choice.practice.counted == "breaths" and not {"minutes", "breaths"} & set(turn.slots):
        counted = capital(number_words(count))
        return line("breathing.lead_in_counted", count=counted, practice=choice.practice.name)
    return line("breathing.lead_in", length=length, practice=choice.practice.name)


def _own_numbers(choice: Choice, length: str) -> str:
    form = choice.stretches[0].form
    key = "own_numbers_hold" if form.hold else "own_numbers"
    words = line(
        f"breathing.{key}",
        length=length,
        inhale=number_words(round(form.inhale)),
        hold=number_words(round(form.hold)),
        exhale=number_words(round(form.exhale)),
    )
    return line("breathing.kept_within", seconds=words) if choice.kept_within else words


def safety_lines(turn: Turn, store: Store, *, has_hold: bool) -> list[str]:
    """Return the short line before a first practice, the conditions before a first hold."""
    wanted = [(SAFETY_HEARD, "breathing.safety_short")]
    if has_hold:
        wanted.append((HOLD_HEARD, "breathing.safety_hold"))
    lines = []
    for preference, key in wanted:
        if store.preference(turn.listener, preference) is None:
            store.set_preference(turn.listener, preference, "yes")
            lines.append(line(key))
    return lines
