"""What is said before the first breath of a practice, and in panic between the breaths."""

from __future__ import annotations

from contextlib import suppress

from content.dialogue.reply import Breath, Pace, Pause, Phase, Say, Segment
from content.dialogue.turn import Turn
from content.number_words import capital, number_words
from content.phrases import line
from content.safety.helplines import helplines
from content.safety.pain import in_pain
from content.scenes.choosing import Choice, needs
from content.scenes.closing import spoken_length
from content.storage.store import Store, StoreError

SETTLE_SECONDS = 1.0
"""Between the last word and the first breath; the bed runs for 3 s by then, 2 s of them under the
words. None in panic."""

FIRST_OUT_SECONDS = 5
"""One long out-breath before the first cycle, where the out-breath comes first (issue: 4 to 6)."""

BREATHS_BEFORE_HELP = 3
"""In panic the emergency number is said after three breaths (evidence 2.5)."""

BREATHS_BEFORE_IT_PASSES = 8
"""Five breaths of sound alone, then one line ("experience", scene A)."""

SAFETY_HEARD = "safety_heard"
HOLD_HEARD = "hold_heard"


def is_new(turn: Turn, store: Store) -> bool:
    """Whether this listener has never been guided; so is one whose diary cannot be read."""
    return not _was_heard(turn, store, SAFETY_HEARD)


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


def with_words_in_panic(
    choice: Choice, breaths: tuple[Breath, ...], locale: str
) -> tuple[Segment, ...]:
    """Return the breaths; in panic the emergency number after three, and one line five later."""
    if choice.need != "panic":
        return breaths
    emergency = helplines(locale).emergency_spoken
    help_now = Say(line("breathing.panic_help", emergency=emergency), Pace.NUMBER)
    passes = Say(line("breathing.panic_passes"), Pace.GUIDANCE)
    phases = len(choice.stretches[0].form.phases)
    first, second = BREATHS_BEFORE_HELP * phases, BREATHS_BEFORE_IT_PASSES * phases
    parts: list[Segment] = [*breaths[:first], help_now, *breaths[first:second]]
    if len(breaths) > second:
        parts += [passes, *breaths[second:]]
    return tuple(parts)


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
        if not _was_heard(turn, store, preference):
            lines.append(line(key))
            # A diary that refuses keeps nobody from breathing; the line is said once more then.
            with suppress(StoreError):
                store.set_preference(turn.listener, preference, "yes")
    return lines


def _was_heard(turn: Turn, store: Store, preference: str) -> bool:
    try:
        return store.preference(turn.listener, preference) is not None
    except StoreError:
        return False
