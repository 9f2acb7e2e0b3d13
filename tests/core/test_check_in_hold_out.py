"""The second hold-out of check-ins: how much is understood, and that nothing wrong is kept.

The lines of the second hold-out were written before the scanner was last changed. Measured once,
at the end: 80 of 85 understood (94 %) and 2 of 96 kept wrongly. Those two were faults that nobody
may live with, so they were mended, which spends that hold-out; what it does not understand was left
as it was. The third was written after that and is unseen: its figure is the one that counts, 31 of
35 understood (89 %) and none of 44 kept wrongly. `pytest -s` prints both. The floor of 85 % only
tells when something breaks.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from dialogues import phrases

from content.dialogue.session import Session
from content.dialogue.turn import Utterance
from content.scenes.rating import WORD_SCORES
from content.storage.memory import MemoryStore
from content.storage.store import SCALES
from content.understanding.understand import Speaker
from offline import staging
from offline.conversation import Conversation

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
STORE = MemoryStore()


def meant(row):
    """Return the numbers that may be kept of a line; a word of sleep or mood has one, too."""
    slots = {**row.get("allowed", {}), **(row["slots"] if isinstance(row["slots"], dict) else {})}
    numbers = {scale: WORD_SCORES.get(value, value) for scale, value in slots.items()}
    return {scale: value for scale, value in numbers.items() if scale in SCALES}


def outcome(listener, row):
    """Return (understood, kept wrongly) of a line said by a listener of its own."""
    session = staging.checking_in(Session(), "anxiety") if row.get("while") else Session()
    conversation = Conversation(STORE, Speaker(listener, "en-US"), session)
    for text in row.get("after", ()):
        conversation.hear(Utterance(text, NOW))
    before = {entry.id: entry.scores for entry in STORE.entries(listener)}
    exchange = conversation.hear(Utterance(row["say"], NOW))

    wrong = {}
    for entry in STORE.entries(listener):
        said = {**before.get(entry.id, {}), **meant(row)}
        if exchange.turn.same:
            said = {**said, **next(iter(before.values()), {})}
        wrong |= {s: v for s, v in entry.scores.items() if said.get(s) != v}
    heard = {s: v for s, v in exchange.turn.slots.items() if isinstance(v, int) and s in SCALES}
    if row.get("while"):
        wrong |= {s: v for s, v in heard.items() if meant(row).get(s) != v}
    wanted = row.get("intent", "checkin.log"), row["slots"]
    is_any = row["slots"] == "any"
    return is_any or (exchange.turn.intent, dict(exchange.turn.slots)) == wanted, wrong


@pytest.mark.parametrize("name", ["second", "third"])
def test_most_of_a_hold_out_is_understood_and_nothing_wrong_is_kept(name):
    rows = phrases(f"check_ins_{name}_hold_out")
    outcomes = [(row, *outcome(f"{name}{number}", row)) for number, row in enumerate(rows)]
    clear = [(row["say"], right) for row, right, _ in outcomes if row["slots"] != "any"]
    missed = [say for say, right in clear if not right]
    wrong = [(row["say"], kept) for row, _, kept in outcomes if kept]
    told = f"{len(clear) - len(missed)} of {len(clear)} understood, {len(wrong)} kept wrongly"
    print(f"{name}: {told}", missed, wrong)  # noqa: T201 - the figure of the bar, shown with -s
    assert wrong == []
    assert len(missed) <= 0.15 * len(clear)


def test_a_hold_out_stays_unseen():
    # All that is ever asked of it before a release.
    rows = phrases("check_ins_unseen_hold_out")
    seen = {row["say"] for name in ("", "_second_hold_out", "_third_hold_out")
            for row in phrases(f"check_ins{name}")}  # fmt: skip
    assert len({row["say"] for row in rows} - seen) == len(rows) >= 40
    assert all(set(row) <= {"say", "slots", "while", "after"} for row in rows)
    assert all(set(row["slots"]) <= {*SCALES, "day"} for row in rows)
