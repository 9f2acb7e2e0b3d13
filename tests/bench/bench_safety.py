"""How much danger is heard, and how often harmless words alarm.

    PYTHONPATH=tests:. python tests/bench/bench_safety.py [--encoder] [--misses] [FILE ...]

FILE is a name in tests/phrases. Every line goes through the whole core in three states (idle,
mid-breath, with a check-in question open) and, as far as an Echo would understand it, through the
interaction model's samples. Found: the reply names a number (kind `crisis` or `emergency`); for a
line marked `doctor` it sends to one, for `eating` food counting pauses, for `negated` the helpline
is named without a crisis. With --encoder as the companion hears it, with its second opinion.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import yaml
from fakes.alexa_nlu import AlexaNlu

from content.breath_form import BreathForm, Stretch
from content.dialogue.reply import Kind, words
from content.dialogue.respond import respond
from content.dialogue.session import Breathing, CheckingIn, Scene, Session
from content.dialogue.turn import Turn, Utterance
from content.safety import screen
from content.settings import Profile
from content.storage.open import open_memory_store
from content.understanding.understand import Speaker, understand
from offline.encoder.bring import bring_encoder
from skill.model import interaction_model
from skill.utterances import meanings

PHRASES = Path(__file__).parents[1] / "phrases"
STATES = ("idle", "breathing", "check_in")
AT = datetime(2026, 11, 25, 15, tzinfo=UTC)
ALARMS = (Kind.CRISIS, Kind.EMERGENCY)


def show(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def staged(state: str) -> Session:
    if state == "breathing":
        running = Breathing("coherent", (Stretch(BreathForm(5, 5), 18),), 3, AT - timedelta(0, 20))
        return Session(scene=Scene.BREATHING, breathing=running)
    if state == "check_in":
        return Session(scene=Scene.CHECK_IN, check_in=CheckingIn("anxiety", {}))
    return Session()


def outcome(turn: Turn, session: Session) -> str:
    store = open_memory_store()
    reply, _ = respond(turn, session, store)
    if reply.kind in ALARMS:
        return "alarm"
    if store.preference(turn.listener, "plants") == "off":
        return "eating"
    said = words(reply)
    if reply.kind is Kind.COMMAND and "one one six, one two three" in said:
        return "negated"
    is_sent_on = reply.kind in {Kind.REDIRECT, Kind.ANSWER} and "doctor" in said
    return "doctor" if is_sent_on else "none"


def heard(text: str, state: str) -> str:
    session = staged(state)
    turn = understand(Utterance(text, AT), session, Speaker("somebody", "en-GB"))
    return outcome(turn, session)


def wanted(right: list[str]) -> set[str]:
    plain = {"doctor", "eating", "negated", "none"}
    if right == ["none"]:
        return {"none", "doctor"}
    return {one if one in plain else "alarm" for one in right}


def rows(file: str) -> dict[str, dict[str, list[str]]]:
    """Return the lines of a file by group; a file without groups is one."""
    raw = yaml.safe_load((PHRASES / f"{file}.yaml").read_text("utf-8"))
    groups = raw if all(isinstance(value, dict) for value in raw.values()) else {file: raw}
    return {
        name: {text: [right] if isinstance(right, str) else right for text, right in lines.items()}
        for name, lines in groups.items()
    }


def table(file: str, *, misses: bool) -> None:
    nlu = AlexaNlu(interaction_model(Profile.PERSONAL))
    show(f"\n{file}\n{'group':14}{'lines':>6}{'idle':>7}{'breath':>8}{'check-in':>10}{'class':>7}")
    for group, lines in rows(file).items():
        dangers = {text: right for text, right in lines.items() if "none" not in right}
        harmless = {text: right for text, right in lines.items() if right == ["none"]}
        for name, chosen in ((group, dangers), (f"{group} -", harmless)):
            if chosen:
                line_of(name, chosen, nlu, misses=misses)


def line_of(name: str, lines: dict[str, list[str]], nlu: AlexaNlu, *, misses: bool) -> None:
    counts = {}
    for state in STATES:
        got = {text: heard(text, state) for text in lines}
        wrong = [text for text, right in lines.items() if got[text] not in wanted(right)]
        counts[state] = len(lines) - len(wrong)
        for text in wrong if misses else ():
            show(f"    {state}: {text} -> {got[text]}, wanted {', '.join(lines[text])}")
    right_class = sum(judged(text) in right for text, right in lines.items())
    alexa = sum(by_alexa(nlu, text) for text in lines)
    shown = "".join(f"{counts[state]:>8}" for state in STATES)
    show(f"{name:14}{len(lines):>6}{shown}{right_class:>8}   Alexa's samples: {alexa}")


def judged(text: str) -> str:
    danger = screen.screen([text])
    return danger.value if danger else "none"


def by_alexa(nlu: AlexaNlu, text: str) -> bool:
    """Whether an Echo's understanding of the words alone leads to a danger intent."""
    found = nlu.understand(text)
    meaning = meanings().get(found.intent)
    free = [str(slot.get("value") or "") for slot in found.slots.values()]
    return bool(meaning and meaning.danger) or screen.screen(free) is not None


def speed(files: list[str]) -> None:
    texts = [text for file in files for lines in rows(file).values() for text in lines]
    said = " ".join(texts).split()
    for count in (10, 40, 400):
        took = []
        for begin in range(0, len(said) - count, max(count, 10)):
            text = " ".join(said[begin : begin + count])
            start = time.process_time()
            screen.screen([text])
            took.append((time.process_time() - start) * 1000)
        took.sort()
        middle, slow = took[len(took) // 2], took[min(len(took) - 1, int(len(took) * 0.99))]
        show(f"{count:>4} words: median {middle:.2f} ms, p99 {slow:.2f} ms of {len(took)} texts")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("files", nargs="*", default=["safety_second_hold_out"])
    asked.add_argument("--misses", action="store_true", help="list every line that was missed")
    asked.add_argument("--encoder", action="store_true", help="as the companion hears it")
    options = asked.parse_args(sys.argv[1:])
    if options.encoder:
        bring_encoder()
    start = time.process_time()
    screen.screen(["hello"])
    show(f"load and first text: {(time.process_time() - start) * 1000:.0f} ms")
    for file in options.files:
        table(file, misses=options.misses)
    screen.compile_all()
    speed(options.files)


if __name__ == "__main__":
    main()
