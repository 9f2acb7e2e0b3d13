"""Numbers and fixed replies: what is said first, how, and what is never said."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from content import library, phrases
from content.dialogue.reply import Kind, Pace, Say, words
from content.dialogue.turn import Danger
from content.safety.helplines import helpline_file, helplines
from content.safety.replies import FollowUp, follow_up, reply

LOCALES = ("en-US", "en-CA", "en-GB", "en-IE", "en-AU", "en-IN", "en-NZ", "en", "en-ZA")
HELPED = [danger for danger in Danger if danger is not Danger.NEGATED]
STALE_AFTER_DAYS = 180
NEVER_SAID = (
    "understand exactly", "don't do it", "promise", "secret", "why", "how did you", "breathe",
    "should", "must", "relax", "calm down", "journey", "good job",
)  # fmt: skip


def test_somebody_looked_at_the_numbers_lately():
    age = datetime.now(UTC).date() - helpline_file().checked_on
    assert age.days <= STALE_AFTER_DAYS, "open the pages of evidence 4.3 again, set checked_on"


@pytest.mark.parametrize(
    ("locale", "crisis", "emergency"),
    [
        ("en-US", "nine eight eight", "nine one one"),
        ("en-CA", "nine eight eight", "nine one one"),
        ("en-GB", "one one six, one two three", "nine nine nine or one one two"),
        ("GB", "one one six, one two three", "nine nine nine or one one two"),
        ("en_IE", "one one six, one two three", "one one two or nine nine nine"),
        ("en-AU", "one three, one one, one four", "triple zero"),
        ("en-IN", "one four four one six", "one one two"),
        ("en-NZ", "one seven three seven", "one one one"),
    ],
)
def test_numbers_by_region(locale, crisis, emergency):
    numbers = helplines(locale)
    assert crisis in numbers.crisis_spoken
    assert numbers.emergency_spoken == emergency


@pytest.mark.parametrize("locale", ["en", "", "en-ZA", "de-DE"])
def test_an_unknown_country_gets_no_guess(locale):
    numbers = helplines(locale)
    assert numbers.crisis_spoken is None
    assert numbers.emergency_spoken == "your local emergency number"
    assert numbers.crisis_text == "findahelpline.com"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("danger", HELPED)
def test_a_reply_to_danger(danger, locale):
    made = reply(danger, locale)
    numbers = helplines(locale)
    bodily = danger in {Danger.MEDICAL, Danger.HARM_DONE, Danger.POISONED}
    assert made.kind is (Kind.EMERGENCY if bodily else Kind.CRISIS)
    assert made.open
    assert made.reprompt
    assert not made.interruptible
    assert numbers.emergency_spoken in words(made)
    assert (numbers.crisis_spoken or "A crisis line near you") in words(made)
    assert "findahelpline" not in words(made)
    assert words(made).count("?") == 1
    assert made.segments[-1].text.endswith("?")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("danger", [Danger.HARM_DONE, Danger.ACTING_NOW, Danger.MEDICAL])
def test_the_emergency_number_comes_first(danger, locale):
    assert helplines(locale).emergency_spoken in reply(danger, locale).segments[0].text


def test_numbers_are_spoken_slowly_and_in_a_line_of_their_own():
    paces = [segment.pace for segment in reply(Danger.SUICIDAL, "en-US").segments]
    assert paces == [Pace.ANSWER, Pace.ANSWER, Pace.NUMBER, Pace.NUMBER, Pace.ANSWER]


def test_the_template_of_the_evidence():
    assert words(reply(Danger.SUICIDAL, "en-US")) == (
        "I'm really glad you told me. You deserve support from a person right now. "
        "You can call or text nine eight eight, any time. "
        "If you're in danger now, call nine one one. "
        "Are you in danger right now?"
    )


def test_the_product_does_not_grade_risk():
    assert reply(Danger.HOPELESS, "en-US") == reply(Danger.SUICIDAL, "en-US")


def test_breathless_is_told_the_number_and_is_not_dropped():
    made = reply(Danger.MEDICAL, "en-US", breathless=True)
    assert made.kind is Kind.EMERGENCY
    assert made.open
    assert words(made) == (
        "If this is new, or your chest hurts, call nine one one now. "
        "If you know it's panic, say: it's panic. I'm staying."
    )
    assert reply(Danger.SUICIDAL, "en-US", breathless=True) == reply(Danger.SUICIDAL, "en-US")


def test_a_denial_is_an_ordinary_reply_with_the_helpline():
    made = reply(Danger.NEGATED, "en-US")
    assert made.kind is Kind.COMMAND
    assert "nine eight eight" in words(made)
    assert "?" not in words(made)


@pytest.mark.parametrize("locale", LOCALES)
def test_yes_brings_the_emergency_number_again_first(locale):
    made = follow_up(FollowUp.YES, locale)
    assert helplines(locale).emergency_spoken in made.segments[0].text
    assert made.open
    assert not made.interruptible


def test_every_follow_up_has_words():
    assert all(words(follow_up(said, "en-US")) for said in FollowUp)
    assert "nine eight eight" in words(follow_up(FollowUp.REPEAT, "en-US"))
    assert "nine one one" in words(follow_up(FollowUp.REPEAT, "en-US"))


def test_the_card_shows_the_number_and_nothing_of_the_person():
    assert reply(Danger.SUICIDAL, "en-GB").card.lines == (
        "Samaritans 116 123",
        "999 or 112",
        "Help is free and private",
    )
    assert reply(Danger.SUICIDAL, "en").card.lines == (
        "findahelpline.com",
        "Help is free and private",
    )


def test_what_is_never_said():
    for danger in Danger:
        said = words(reply(danger, "en-US")).lower()
        assert not [word for word in NEVER_SAID if word in said], danger


def test_no_digit_is_left_to_a_voice():
    every = [reply(danger, locale) for danger in Danger for locale in LOCALES]
    every += [follow_up(said, locale) for said in FollowUp for locale in LOCALES]
    for made in every:
        assert all(isinstance(segment, Say) for segment in made.segments)
        assert not any(letter.isdigit() for letter in words(made))


def test_every_class_has_a_reply_and_every_line_exists():
    raw = library.read("safety/replies.yaml")
    assert {plan["danger"] for plan in raw["replies"]} == {danger.value for danger in Danger}
    used = {line for plan in raw["replies"] for line in plan["lines"]} | set(raw["breathless"])
    used |= {*raw["eating"], *raw["young"]}
    used |= {line for lines in raw["follow_ups"].values() for line in lines}
    used |= {"country_unknown", "card_title", "card_line", "help_now"}
    every_key = phrases.keys()
    assert {f"safety.{line}" for line in used} == {
        key for key in every_key if key.startswith("safety.")
    }
