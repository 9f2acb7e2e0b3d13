"""The committed package is what the sources give, and keeps Amazon's rules."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from content.dialogue.turn import Danger
from content.safety.phrases import samples
from content.sentences import book
from content.settings import Profile
from skill.lint import MOST_INTENTS, lint_model
from skill.lint_listing import lint_listing
from skill.manifest import manifest
from skill.model import interaction_model
from skill.names import BUILT_IN, intent_name
from skill.package_files import COMMITTED, package
from skill.utterances import utterances

PACKAGE = Path(__file__).parents[2] / "skill" / "package"


def model(profile: Profile = Profile.PERSONAL) -> dict:
    return copy.deepcopy(interaction_model(profile))


def intents(found: dict) -> dict[str, dict]:
    return {one["name"]: one for one in found["interactionModel"]["languageModel"]["intents"]}


def test_the_committed_package_is_up_to_date():
    fresh = package(Profile.PERSONAL, locales=COMMITTED)
    kept = {
        file.relative_to(PACKAGE).as_posix(): file.read_bytes() for file in PACKAGE.rglob("*.json")
    }
    assert sorted(kept) == sorted(fresh)
    stale = [name for name in fresh if kept[name] != fresh[name]]
    assert not stale, "gutfeeling skill build --profile personal --locale en-US --out skill/package"


@pytest.mark.parametrize("profile", Profile)
def test_our_own_package_has_no_fault(profile):
    found = interaction_model(profile)
    assert lint_model(found, profile) == ()
    assert lint_listing(manifest(profile), found) == ()


def test_there_is_room_for_more_intents():
    """Amazon's limit is 250 (no source read: assumed); what is to come needs sixty at least."""
    assert len(intents(model())) <= MOST_INTENTS - 60


def test_every_intent_of_the_sentences_is_in_the_model():
    meant = {one.meaning.intent for one in utterances()}
    assert set(book().intents()) <= meant


def test_every_class_of_danger_has_an_intent_of_its_own():
    meant = {one.meaning.danger: one.name for one in utterances() if one.meaning.danger}
    assert set(meant) == set(samples())
    assert len(set(meant.values())) == len(meant)
    assert meant[Danger.ACTING_NOW] == "SafetyCrisisNowIntent"
    assert meant[Danger.MEDICAL] == "SafetyEmergencyIntent"


def test_most_safety_phrases_survive_as_samples():
    kept = {text for one in utterances() if one.meaning.danger for text in one.samples}
    given = {text for texts in samples().values() for text in texts}
    assert len(kept) > 0.9 * len(given)


def test_built_in_intents_are_used_where_amazon_has_one():
    assert intent_name("help") == "AMAZON.HelpIntent"
    assert intent_name("stop") == "AMAZON.StopIntent"
    assert intent_name("breathing.control", {"action": "pause"}) == "AMAZON.PauseIntent"
    assert intent_name("breathing.start") == "BreathingStartIntent"
    assert intent_name("breathing.start", {"need": "panic"}) == "BreathingStartPanicIntent"
    assert set(BUILT_IN) <= set(intents(model()))


def test_the_store_profile_collects_no_health_information():
    store = model(Profile.STORE)
    about_health = ("Checkin", "Plants", "Condition", "Reminder")
    assert not [name for name in intents(store) if name.startswith(about_health)]
    assert "SessionRateBetterIntent" in intents(store)
    slots = {slot["name"] for one in intents(store).values() for slot in one.get("slots", ())}
    assert not slots & {"anxiety", "gut", "sleep", "mood", "stress", "plants", "condition"}
    assert manifest(Profile.STORE)["manifest"]["privacyAndCompliance"]["usesPersonalInfo"] is False


def faults_after(change) -> str:
    found = model()
    change(found["interactionModel"]["languageModel"])
    return " ".join(lint_model(found, Profile.PERSONAL))


def language_change(name: str, sample: str, **slots: str):
    def change(language: dict) -> None:
        declared = [{"name": slot, "type": kind} for slot, kind in slots.items()]
        language["intents"].append({"name": name, "slots": declared, "samples": [sample]})

    return change


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda language: language.update(invocationName="feeling"), "two words"),
        (lambda language: language.update(invocationName="Gut Feeling"), "lower-case"),
        (lambda language: language.update(invocationName="the feeling"), "article"),
        (lambda language: language.update(invocationName="gut app"), "'app' is not allowed"),
        (lambda language: language.update(invocationName="open gut feeling"), "'open' is not"),
        (language_change("XIntent", "what 5 $"), "characters that are not allowed"),
        (language_change("X1Intent", "some words"), "letters and underscores"),
        (language_change("XIntent", "breathe with me"), "belongs to"),
        (language_change("XIntent", "so {a} {b}", a="AMAZON.NUMBER", b="AMAZON.NUMBER"), "without"),
        (language_change("XIntent", "so {a} and {a}", a="AMAZON.NUMBER"), "stands twice"),
        (language_change("XIntent", "{q}", q="AMAZON.SearchQuery"), "carrier phrase"),
        (
            language_change("XIntent", "so {q} or {n}", q="AMAZON.SearchQuery", n="AMAZON.NUMBER"),
            "no other slot",
        ),
        (language_change("XIntent", "so {missing}"), "only declared, or only used"),
        (language_change("XIntent", "so {a} it is", a="Nothing"), "no slot type"),
        (language_change("XIntent", "x " * 150), "too long"),
        (lambda language: language["intents"].pop(0), "AMAZON.CancelIntent is missing"),
        (lambda language: language["types"][0].update(values=[]), "has no values"),
    ],
)
def test_the_linter_finds_planted_faults(change, fault):
    assert fault in faults_after(change)


def test_the_linter_keeps_check_ins_out_of_the_store():
    faults = lint_model(model(), Profile.STORE)
    assert any("CheckinLogIntent collects health information" in fault for fault in faults)
    assert any("the slot anxiety is about health" in fault for fault in faults)


def test_the_linter_wants_a_session_rating_in_the_store():
    store = model(Profile.STORE)
    assert not lint_model(store, Profile.STORE)
    language = store["interactionModel"]["languageModel"]
    language["intents"] = [one for one in language["intents"] if "RateWorse" not in one["name"]]
    assert "A practice can't be rated 'worse'" in " ".join(lint_model(store, Profile.STORE))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"summary": "x" * 161}, "160 at most"),
        ({"description": "Lovely."}, "disclaimer"),
        ({"examplePhrases": ["Alexa, ask gut feeling to order pizza"]}, "copies no sample"),
        ({"keywords": ["ibs cure"]}, "is a claim"),
    ],
)
def test_the_linter_reads_the_store_page(change, fault):
    listing = copy.deepcopy(manifest(Profile.PERSONAL))
    listing["manifest"]["publishingInformation"]["locales"]["en-GB"].update(change)
    assert fault in " ".join(lint_listing(listing, model()))
