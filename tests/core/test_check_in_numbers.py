"""However numbers, corrections and orders are spoken, no wrong number is ever stored."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.dialogue.turn import Utterance
from content.number_words import number_words
from content.storage.memory import MemoryStore
from content.understanding.understand import Speaker
from offline import staging
from offline.conversation import Conversation, Session

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
STORE = MemoryStore()
NAMES = {
    "anxiety": ("anxiety", "my anxiety", "the anxiety", "nerves", "my nerves"),
    "gut": ("gut", "my belly", "stomach", "my tummy", "my gut"),
    "stress": ("stress", "my stress"),
    "mood": ("mood", "my mood"),
    "sleep": ("sleep", "my sleep"),
}
LEADS = (
    "", "is ", "is about ", "was around a ", "is like a ", "at ", "um ", "is, er, a ", "level ",
    "maybe a ", "is at ", "feels like a ", "is probably a ", "has been about ", "is, let me see, ",
)  # fmt: skip
TAILS = (
    "", " out of ten", " today", " I think", " right now", " out of 10", " I guess", " or so",
    " because of work", "/10",
)  # fmt: skip
OPENINGS = ("", "um ", "so ", "uh well ", "log ", "okay ", "honestly ", "oh gosh, ", "I'd say ")
JOINTS = (", ", " and ", " then ", " ", ", and ", " um ", ", also ", ", uh, ", " plus ")
SLIPS = (
    " no ", ", no, ", " wait ", ", sorry, ", " no wait make that ", " I mean ", " actually ",
    ", hang on, ", " oops ", ", scratch that, ", " or rather ", ", no make that ",
)  # fmt: skip
EARS = {"two": ("to", "too"), "four": ("for",), "eight": ("ate",)}
"""What an ear writes right after a scale's name."""


def run(text: str, asked: str | None = None) -> dict[str, int]:
    """Return what a new listener's diary holds after one sentence."""
    listener = uuid4().hex
    session = staging.checking_in(Session(), asked) if asked else Session()
    Conversation(STORE, Speaker(listener, "en-US"), session).hear(Utterance(text, NOW))
    entries = STORE.entries(listener)
    return dict(entries[0].scores) if entries else {}


def spoken(pick, number: int) -> str:
    return str(number) if pick(range(2)) else number_words(number)


def value_of(pick, value: int) -> str:
    """A value in one of its forms: plain, between two numbers, or put right."""
    match pick(range(8)):
        case 0 if value > 0:
            return f"{spoken(pick, value - 1)} and a half"
        case 1 if value > 0:
            between = pick((" or ", " maybe ", ", maybe "))
            return f"{spoken(pick, value - 1)}{between}{spoken(pick, value)}"
        case 2:
            return f"{spoken(pick, pick(range(11)))}{pick(SLIPS)}{spoken(pick, value)}"
        case _:
            return spoken(pick, value)


def clause(pick, scale: str, value: int) -> str:
    """One scale with its value, in one of the ways that people say it."""
    name = pick(NAMES[scale])
    match pick(range(8)):
        case 0 | 1:
            return f"{spoken(pick, value)} for {name}"
        case 2 if number_words(value) in EARS:
            return f"{name} {pick(EARS[number_words(value)])}"
        case _:
            return f"{name} {pick(LEADS)}{value_of(pick, value)}{pick(TAILS)}"


def sentence(pick, values: dict[str, int]) -> str:
    """A check-in: clause after clause, or all scales first, or all numbers first."""
    scales = list(values)
    shape = pick(range(10))
    if shape == 0 and len(scales) > 1:
        names = " and ".join(pick(NAMES[scale]) for scale in scales)
        return f"{names}, {' and '.join(spoken(pick, values[scale]) for scale in scales)}"
    if shape == 1:
        pairs = (f"{spoken(pick, values[one])} {pick(NAMES[one][:1])}" for one in scales)
        return pick((", ", " and ", " ")).join(pairs)
    clauses = [clause(pick, scale, value) for scale, value in values.items()]
    joined = clauses[0]
    for one in clauses[1:]:
        joined += pick(JOINTS) + one
    return pick(OPENINGS) + joined


VALUES = st.dictionaries(st.sampled_from(sorted(NAMES)), st.integers(0, 10), min_size=1, max_size=4)
FEW = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def is_right(stored: dict[str, int], said: dict[str, int]) -> bool:
    """Whether nothing that was stored was not said; leaving a scale out is asking for it."""
    return stored.items() <= said.items()


@FEW
@given(VALUES, st.data())
def test_what_is_stored_is_what_was_said(values, data):
    said = sentence(lambda options: data.draw(st.sampled_from(list(options))), values)
    assert is_right(run(said), values), said


def test_nearly_all_of_it_is_understood():
    """Storing nothing is safe and useless: of 100 such sentences at least nine in ten are kept."""
    chance = random.Random(6)  # noqa: S311 - a fixed draw, no secret
    kept = 0
    for _ in range(100):
        said, values = drawn(chance)
        stored = run(said)
        assert is_right(stored, values), said
        kept += stored == values
    assert kept >= 90, kept


def drawn(chance: random.Random) -> tuple[str, dict[str, int]]:
    scales = chance.sample(sorted(NAMES), chance.randint(1, 4))
    values = {scale: chance.randint(0, 10) for scale in scales}
    return sentence(lambda options: chance.choice(list(options)), values), values


ANSWERS = ("", "um ", "about ", "a ", "it's a ", "I'd say ", "probably ", "oh, ", "maybe a ")


@FEW
@given(st.integers(0, 10), st.integers(0, 10), st.data())
def test_an_answer_to_the_question_is_never_another_number(anxiety, gut, data):
    """Both questions answered in some form: what is stored is what was said, or nothing is."""

    def pick(options):
        return data.draw(st.sampled_from(list(options)))

    listener = uuid4().hex
    conversation = Conversation(STORE, Speaker(listener, "en-US"))
    conversation.hear(Utterance("check in", NOW))
    for value in (anxiety, gut):
        said = f"{pick(ANSWERS)}{value_of(pick, value)}{pick(TAILS[:6])}"
        conversation.hear(Utterance(said, NOW))
    for entry in STORE.entries(listener):
        assert is_right(entry.scores, {"anxiety": anxiety, "gut": gut})


WORDS = (
    *(word for names in NAMES.values() for word in names),
    *(number_words(number) for number in range(14)),
    "no", "wait", "not", "or", "maybe", "to", "too", "for", "and", "half", "a", "is", "hours",
    "minutes", "coffees", "pills", "because", "work", "badly", "well", "same", "yesterday", "one",
    "of", "between", "from", "make", "that", "times", "work", "today", "14", "3", "had", "under",
    "about", "quarter", "at", "in", "all", "both", "than", "pills",
)  # fmt: skip


@FEW
@given(st.lists(st.sampled_from(WORDS), min_size=2, max_size=9))
def test_a_stored_number_was_said(words):
    """No heap of words stores a number that is not among them, or not from zero to ten."""
    text = " ".join(words)
    said = {number for number in range(11) if number_words(number) in words or str(number) in words}
    halves = {number + 1 for number in said if "half" in words}
    halves |= {1 for word in words if word == "half"}
    misheard = {2 for word in words if word in {"to", "too"}} | {
        4 for word in words if word == "for"
    }
    worded = {2 for word in words if word in {"badly", "not"}} | {
        8 for word in words if word == "well"
    }
    for value in run(text).values():
        assert value in said | halves | misheard | worded, text
