"""Requests as an Echo sends them, with everything that hangs on them."""

from __future__ import annotations

from datetime import UTC, datetime

SKILL_ID = "amzn1.ask.skill.11111111-2222-3333-4444-555555555555"
USER_ID = "amzn1.ask.account." + "A" * 180


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def envelope(
    request: dict,
    *,
    at: datetime,
    new: bool = False,
    attributes: dict | None = None,
    locale: str = "en-US",
    skill_id: str = SKILL_ID,
    user_id: str = USER_ID,
    person_id: str | None = None,
    screen: bool = True,
) -> dict:
    """Return a request of a device; its session is left out for skill events."""
    user = {"userId": user_id}
    system = {
        "application": {"applicationId": skill_id},
        "user": user,
        "device": {
            "deviceId": "amzn1.ask.device." + "B" * 160,
            "supportedInterfaces": {
                "AudioPlayer": {},
                "Alexa.Presentation.APL": {"runtime": {"maxVersion": "2024.3"}},
            },
        },
        "apiEndpoint": "https://api.amazonalexa.com",
        "apiAccessToken": "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ." + "C" * 900,
    }
    if not screen:
        del system["device"]["supportedInterfaces"]["Alexa.Presentation.APL"]
    if person_id:
        system["person"] = {"personId": person_id}
    full = {
        "version": "1.0",
        "session": {
            "new": new,
            "sessionId": "amzn1.echo-api.session.0f",
            "application": {"applicationId": skill_id},
            "attributes": attributes or {},
            "user": user,
        },
        "context": {
            "System": system,
            "AudioPlayer": {"playerActivity": "IDLE"},
            "Viewport": VIEWPORT,
            "Viewports": VIEWPORTS,
        },
        "request": {
            "requestId": "amzn1.echo-api.request.0c",
            "timestamp": stamp(at),
            "locale": locale,
            **request,
        },
    }
    if not screen:
        del full["context"]["Viewport"], full["context"]["Viewports"]
    if request["type"].startswith("AlexaSkillEvent."):
        del full["session"]
    return full


def intent(name: str, slots: dict | None = None) -> dict:
    """Return the inner part of an IntentRequest."""
    return {
        "type": "IntentRequest",
        "dialogState": "COMPLETED",
        "intent": {"name": name, "confirmationStatus": "NONE", "slots": slots or {}},
    }


def slot(name: str, value: str | None, type_name: str = "", ident: str | None = None) -> dict:
    """Return a slot; with an id where entity resolution found one."""
    if value is None:
        return {"name": name, "confirmationStatus": "NONE"}
    simple: dict = {"type": "Simple", "value": value}
    if type_name and not type_name.startswith("AMAZON."):
        code = "ER_SUCCESS_MATCH" if ident is not None else "ER_SUCCESS_NO_MATCH"
        authority: dict = {
            "authority": f"amzn1.er-authority.echo-sdk.{SKILL_ID}.{type_name}",
            "status": {"code": code},
        }
        if ident is not None:
            authority["values"] = [{"value": {"name": value, "id": ident}}]
        simple["resolutions"] = {"resolutionsPerAuthority": [authority]}
    whole = {"name": name, "confirmationStatus": "NONE", "source": "USER", "slotValue": simple}
    return whole | {key: one for key, one in simple.items() if key != "type"}


VIEWPORT = {
    "experiences": [
        {"arcMinuteWidth": 346, "arcMinuteHeight": 216, "canRotate": False, "canResize": False},
    ],
    "mode": "HUB",
    "shape": "RECTANGLE",
    "pixelWidth": 1280,
    "pixelHeight": 800,
    "dpi": 213,
    "currentPixelWidth": 1280,
    "currentPixelHeight": 800,
    "touch": ["SINGLE"],
    "video": {"codecs": ["H_264_42", "H_264_41"]},
}
VIEWPORTS = [
    {
        "type": "APL",
        "id": "main",
        "shape": "RECTANGLE",
        "dpi": 213,
        "presentationType": "STANDARD",
        "canRotate": False,
        "configuration": {
            "current": {
                "mode": "HUB",
                "video": {"codecs": ["H_264_42", "H_264_41"]},
                "size": {"type": "DISCRETE", "pixelWidth": 1280, "pixelHeight": 800},
            },
        },
    },
]
