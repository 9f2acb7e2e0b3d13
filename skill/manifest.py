"""The skill's manifest: what the store and the developer console want to know."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from content.settings import Profile
from skill.model import LOCALES

PLACEHOLDER: Final = "https://gutfeeling.example"
"""Stands for the https address of whoever hosts the skill."""

EVENTS: Final = ("SKILL_DISABLED",)
"""Turning the skill off erases what it kept."""


def manifest(profile: Profile, address: str = PLACEHOLDER) -> dict[str, Any]:
    """Return `skill.json` as JSON values.

    Args:
        profile: decides what the page promises.
        address: https address of the server, without a path.
    """
    endpoint = {"uri": f"{address}/alexa", "sslCertificateType": "Trusted"}
    return {
        "manifest": {
            "manifestVersion": "1.0",
            "publishingInformation": {
                "category": "HEALTH_AND_FITNESS",
                "isAvailableWorldwide": True,
                "distributionCountries": [],
                "testingInstructions": listing()["testing"].strip(),
                "locales": {locale: _page(profile) for locale in LOCALES},
            },
            "privacyAndCompliance": {
                "allowsPurchases": False,
                "containsAds": False,
                "isChildDirected": False,
                "isExportCompliant": True,
                "usesPersonalInfo": profile is Profile.PERSONAL,
                "locales": {locale: _legal(address) for locale in LOCALES},
            },
            "apis": {"custom": {"endpoint": endpoint, "interfaces": []}},
            "events": {
                "endpoint": endpoint,
                "subscriptions": [{"eventName": name} for name in EVENTS],
            },
        },
    }


@cache
def listing() -> dict[str, Any]:
    """Return the texts of the store page."""
    found = yaml.safe_load((files("skill") / "data" / "store_listing.yaml").read_text("utf-8"))
    return dict(found)


def _page(profile: Profile) -> dict[str, Any]:
    texts = listing()
    return {
        "name": texts["name"],
        "summary": texts["summary"],
        "description": texts["description"][profile.value].strip(),
        "keywords": list(texts["keywords"]),
        "examplePhrases": list(texts["examples"]),
    }


def _legal(address: str) -> dict[str, str]:
    return {"privacyPolicyUrl": f"{address}/privacy", "termsOfUseUrl": f"{address}/terms"}
