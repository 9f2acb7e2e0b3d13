"""The country that picks the emergency number."""

from __future__ import annotations

import pytest

from content.settings import Settings, load
from offline.country import keep_country, system_country, with_country


@pytest.mark.parametrize(
    ("environment", "country"),
    [
        ({"LANG": "en_GB.UTF-8"}, "GB"),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "POSIX"}, None),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "en_IN"}, "IN"),
        ({"LANG": "de_DE@euro"}, "DE"),
        ({}, None),
    ],
)
def test_the_systems_country_is_the_region_of_its_locale(environment, country):
    assert system_country(environment) == country


def test_a_country_that_was_chosen_stays(tmp_path):
    assert with_country(Settings(home=tmp_path, country="AU")).country == "AU"


def test_a_kept_country_is_read_again_and_the_rest_of_the_file_stays(tmp_path):
    (tmp_path / "settings.toml").write_text('profile = "store"\ncountry = "US"\n')

    keep_country(tmp_path, "NZ")

    settings = load({"GUTFEELING_HOME": str(tmp_path)})
    assert (settings.country, settings.profile) == ("NZ", "store")
    assert settings.locale == "en-NZ"
