"""The daily reminder: heard in many ways, due once a day on its wall, silent when unanswered."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from content.dialogue.reply import words
from content.dialogue.session import Scene, Session, as_dict, from_dict
from content.dialogue.turn import Utterance
from content.reminder import PREFERENCE, Reminder, read, written, zone_of
from content.scenes.reminding import ask_if_due
from content.scenes.spoken_times import spoken_time
from content.storage.memory import MemoryStore
from content.understanding.clock_times import read_reminder, read_time
from content.understanding.understand import Speaker
from offline.conversation import Conversation

BERLIN = ZoneInfo("Europe/Berlin")
MORNING = datetime(2026, 11, 24, 8, 0, 20, tzinfo=BERLIN)


class Day:
    """A listener, a diary, and a clock that moves only when told to."""

    def __init__(self, at=MORNING):
        self.store, self.at, self.session = MemoryStore(), at, Session()

    def say(self, text):
        conversation = Conversation(
            self.store, Speaker("someone"), from_dict(as_dict(self.session))
        )
        exchange = conversation.hear(Utterance(text, self.at))
        self.session = exchange.session
        return words(exchange.reply)

    def tick(self, **time):
        self.at += timedelta(**time)
        self.session = Session()
        asked = ask_if_due("someone", self.at, self.session, self.store)
        if asked is None:
            return None
        reply, self.session = asked
        return words(reply)

    @property
    def kept(self):
        return read(self.store.preference("someone", PREFERENCE))


@pytest.fixture
def daily():
    """Return a day on which "every day at eight" was asked for the evening before."""
    day = Day(MORNING - timedelta(hours=12))
    day.say("remind me every day at eight")
    return day


@pytest.mark.parametrize(
    ("said", "time"),
    [
        ("remind me every day at eight", "08:00"),
        ("Remind me at 7:30.", "07:30"),
        ("remind me at half past seven in the evening", "19:30"),
        ("set a reminder for my check-in at 19:30", "19:30"),
        ("remind me every evening at nine", "21:00"),
        ("remind me daily at quarter to nine", "08:45"),
        ("remind me to check in at 8 pm", "20:00"),
        ("remind me at eight a.m.", "08:00"),
        ("remind me at seven oh five", "07:05"),
        ("can you remind me at five", "17:00"),
        ("remind me at five in the morning", "05:00"),
        ("remind me at noon", "12:00"),
        ("remind me at midnight", "00:00"),
        ("remind me at twelve thirty", "12:30"),
        ("remind me at ten at night", "22:00"),
        ("remind me every day at twenty one thirty", "21:30"),
        ("remind me", ""),
        ("remind me to breathe", None),
        ("remind me at twenty five", None),
        ("remind me what the vagus nerve is", None),
    ],
)
def test_a_time_is_read_from_speech(said, time):
    assert read_reminder(said) == time


def test_every_time_that_is_spoken_is_read_back_as_itself():
    for minutes in range(24 * 60):
        time = f"{minutes // 60:02}:{minutes % 60:02}"
        assert read_time(spoken_time(time)) == time


def test_it_is_kept_with_its_zone_and_said_back(daily):
    assert daily.kept == Reminder("08:00", "Europe/Berlin")
    assert daily.say("remind me at half past nine in the evening") == (
        "Every day at nine thirty in the evening. Say cancel my reminder to stop."
    )
    assert daily.kept.time == "21:30"


def test_without_a_time_it_is_asked_for():
    day = Day()
    assert day.say("remind me").startswith("At what time?")
    assert day.say("half past seven").startswith("Every day at seven thirty in the morning.")
    assert day.session.scene is Scene.IDLE


def test_cancelled_it_is_gone(daily):
    assert daily.say("cancel my reminder") == "No more reminders."
    assert daily.tick(hours=12) is None
    assert daily.say("cancel my reminder") == "There's no reminder set."


def test_it_asks_once_a_day_from_its_minute_on(daily):
    assert daily.tick(hours=11, minutes=59) is None
    asked = daily.tick(minutes=1)
    assert asked is not None
    assert daily.session.scene is Scene.CHECK_IN
    assert daily.tick(minutes=1) is None
    assert daily.tick(hours=1) is None


def test_two_hours_late_it_waits_for_the_next_day(daily):
    assert daily.tick(hours=14, minutes=5) is None
    assert daily.tick(hours=22) is not None


def test_a_window_reaches_over_midnight():
    day = Day(MORNING)
    day.say("remind me at half past eleven at night")
    assert day.tick(hours=16) is not None  # 00:00:20, half an hour late
    assert day.tick(minutes=30) is None


def test_it_goes_by_its_own_wall_through_summer_time():
    reminder = Reminder("08:00", "Europe/Berlin")
    for month, utc_hour in ((1, 7), (7, 6)):
        due = datetime(2026, month, 10, utc_hour, 0, tzinfo=UTC)
        assert reminder.is_due(due)
        assert not reminder.is_due(due - timedelta(minutes=1))
    skipped = Reminder("02:30", "Europe/Berlin")  # no such time on 29 March 2026
    assert skipped.is_due(datetime(2026, 3, 29, 1, 5, tzinfo=UTC))


@pytest.mark.parametrize("answer", ["yes", "okay", "yes please", "sure"])
def test_a_yes_begins_the_questions(daily, answer):
    daily.tick(hours=12)
    assert daily.say(answer).startswith("From zero to ten, how anxious")


def test_a_check_in_in_one_breath_answers_it(daily):
    daily.tick(hours=12)
    assert daily.say("anxiety four, gut six").startswith("Anxiety four, belly six. Kept.")
    daily.tick(hours=24)
    assert daily.kept.unanswered == 0


@pytest.mark.parametrize("answer", ["no", "not now", "later", "no thanks"])
def test_a_no_is_silence_and_counts_as_an_answer(daily, answer):
    for _ in range(5):
        assert daily.tick(hours=12) is not None
        assert daily.say(answer) == ""
        daily.at += timedelta(hours=12)
    assert daily.kept.unanswered == 0


def test_whoever_has_checked_in_today_is_not_asked(daily):
    daily.at = MORNING - timedelta(hours=1)
    daily.say("anxiety four")
    assert daily.tick(hours=1) is None
    assert daily.tick(hours=24) is not None


def test_after_three_unanswered_it_goes_silent_and_says_so_once(daily):
    daily.at -= timedelta(hours=12)
    heard = [daily.tick(hours=24) for _ in range(6)]
    assert all("check" in one.lower() for one in heard[:3])
    assert heard[3] == (
        "I'll stop reminding you. Say remind me at eight in the morning to start again."
    )
    assert heard[4:] == [None, None]
    daily.say("remind me at eight in the morning")
    assert daily.tick(hours=24) is not None


def test_what_is_kept_is_plain_json_and_rubbish_is_no_reminder():
    reminder = Reminder("08:00", "+01:00", waits=True)
    assert read(written(reminder)) == reminder
    assert json.loads(written(reminder))["zone"] == "+01:00"
    for raw in (None, "", "rubbish", "[]", '{"hour": 8}'):
        assert read(raw) is None


def test_a_zone_without_a_name_is_kept_as_its_offset(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    assert (
        zone_of(datetime(2026, 7, 1, tzinfo=timezone(timedelta(hours=5, minutes=30))))
        == "Asia/Kolkata"
    )
    assert (
        zone_of(datetime(2026, 7, 1, tzinfo=timezone(timedelta(hours=-3, minutes=-30)))) == "-03:30"
    )
    assert Reminder("08:00", "-03:30").is_due(datetime(2026, 7, 1, 11, 31, tzinfo=UTC))
