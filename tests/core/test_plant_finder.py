"""Every name of the table is found wherever it stands, in order, the longest first."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.plants import forms, list_values, table, worth
from content.sentences import book
from content.understanding.meals import answer, read_meal
from content.understanding.plant_finder import find, words_of

EVIDENCE = Path(__file__).parents[1] / "fixtures" / "evidence"
ROWS = list(csv.DictReader((EVIDENCE / "plants.csv").read_text("utf-8").splitlines()))
LINKS = list(csv.DictReader((EVIDENCE / "plants_counts_as.csv").read_text("utf-8").splitlines()))
SPOKEN = [
    (name, row["id"])
    for row in ROWS
    for name in (row["name"], *filter(None, row["synonyms"].split("|")))
]
FORMS = [(form, one.id) for one in table().plants.values() for n in one.said for form in forms(n)]
LONGER = [form for form, _ in FORMS if len(words_of(form)) > 1]
NO_PLANTS = {form for form, _ in FORMS if not find(f"zzz {form}")}
"""Plurals that are sweets or sore toes ("mints", "corns")."""

FILLERS = ("big", "bowl", "of", "really", "nice", "zzz", "plate", "salmon", "warm", "soup")


def test_every_name_of_the_evidence_is_found_as_its_plant():
    assert len(SPOKEN) == 1072
    wrong = [name for name, plant in SPOKEN if [mention.plant for mention in find(name)] != [plant]]
    assert wrong == []


def test_the_rows_are_worth_what_the_evidence_says():
    assert set(table().plants) == {row["id"] for row in ROWS}
    for row in ROWS:
        found = table().plants[row["id"]]
        assert (table().points[found.id], found.fermented) == (
            float(row["points"]),
            row["fermented"] == "1",
        )


def test_what_counts_as_what_follows_the_evidence():
    """Strict species links, and parts that are foods of their own, stay kinds of their own."""
    apart = ("strict species", "both score")
    wanted = {
        row["id"]: row["counts_as"] for row in LINKS if not any(x in row["rule"] for x in apart)
    }
    found = {one.id: one.counts_as for one in table().plants.values() if one.counts_as}
    assert found == wanted
    rye = table().plants["wholemeal_sourdough"]
    assert (rye.kind("rye sourdough"), rye.kind("wholemeal sourdough")) == ("rye", "whole_wheat")


@pytest.mark.parametrize(
    ("rows", "points"),
    [
        ([("carrot", "carrot"), ("carrot", "carrot")], 1),
        ([("sauerkraut", "cabbage"), ("cabbage", "cabbage")], 1),
        ([("miso", "soya_bean")], 0.25),
        ([("miso", "soya_bean"), ("soya_bean", "soya_bean")], 1),
        ([("cayenne", "chilli"), ("garlic", "garlic"), ("coffee", "coffee")], 0.75),
        ([("chilli", "chilli"), ("cayenne", "chilli")], 1),
        ([("red_rice", "red_rice"), ("brown_rice", "brown_rice")], 2),
        ([("gone", "gone")], 0),
    ],
)
def test_a_kind_is_worth_its_points_once(rows, points):
    assert worth(rows) == points


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(FILLERS), st.sampled_from(FORMS)), max_size=8))
def test_names_are_found_in_random_sentences_in_their_order(parts):
    text = ", ".join(f"{filler} zzz {name}" for filler, (name, _) in parts)
    found = [mention.plant for mention in find(text)]

    assert found == [plant for _, (name, plant) in parts if name not in NO_PLANTS]


@settings(deadline=None)
@given(st.sampled_from(LONGER))
def test_the_longest_name_wins(name):
    assert len(find(f"zzz {name} zzz")) <= 1


@settings(deadline=None)
@given(
    st.text() | st.lists(st.sampled_from(["no", "and", ",", "apple", "I had", "a"])).map(" ".join)
)
def test_nothing_that_is_said_breaks_it(text):
    mentions = find(text)
    assert all(one.begin < one.end for one in mentions)
    assert [one.begin for one in mentions] == sorted(one.begin for one in mentions)
    read_meal(text)
    answer(text)


def test_every_sample_for_alexa_is_read_as_a_meal():
    for sample in book().samples("plants.log"):
        meal = read_meal(sample.replace("{plants}", "kimchi"))
        assert meal is not None, sample
        assert [one.plant for one in meal.mentions] == ["kimchi"], sample


def test_hardly_a_plural_is_no_plant():
    assert {"mints"} <= NO_PLANTS
    assert len(NO_PLANTS) <= 0.01 * len(FORMS), sorted(NO_PLANTS)


def test_alexa_gets_every_form_once():
    said = [words_of(form) for value in list_values() for form in value.spoken]
    assert len({value.id for value in list_values()}) == len(ROWS)
    assert len(said) >= len(SPOKEN)


def test_a_plural_is_made_as_people_say_it():
    made = {name: list(forms(name))[1:] for name in ("blackberry", "peach", "mango", "bay leaf")}
    assert made == {
        "blackberry": ["blackberries"],
        "peach": ["peaches"],
        "mango": ["mangos", "mangoes"],
        "bay leaf": ["bay leaves"],
    }
    assert list(forms("asparagus")) == ["asparagus"]
