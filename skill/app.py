"""The web application: what is signed by Amazon goes to the skill, everything else gets 400."""

from __future__ import annotations

import json
import logging
import threading
from typing import TYPE_CHECKING, Any, Final

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_model.request_envelope import RequestEnvelope
from flask import Flask, Response, request

from content import __version__
from content.clock import Clock, SystemClock
from content.storage.open import open_store
from skill import pages
from skill.audio_route import audio_from
from skill.chain import public_roots
from skill.fetch import Fetch, from_network
from skill.handlers import build_skill
from skill.hear import warm_up
from skill.keyring import read_keyring
from skill.listener import Listeners
from skill.mind import Mind
from skill.panic_sounds import panic_recipes
from skill.refused import RefusedError
from skill.signing_keys import SigningKeys
from skill.sound_files import SoundFiles, Synthesise
from skill.verify import SIGNATURE_HEADER, URL_HEADER, Verifier, check_age, check_skill

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cryptography.x509 import Certificate

    from content.settings import Settings
    from content.storage.store import Store

LARGEST_BODY: Final = 256 * 1024
"""Bytes; Alexa's own requests have a few thousand."""

SOUNDS: Final = "audio"
"""Folder under the home."""

_log: Final = logging.getLogger(__name__)


def create_app(
    settings: Settings,
    *,
    store: Store | None = None,
    fetch: Fetch | None = None,
    roots: Sequence[Certificate] | None = None,
    clock: Clock | None = None,
    verify: bool = True,
    synthesise: Synthesise | None = None,
) -> Flask:
    """Return the WSGI application.

    Args:
        settings: skill ids, profile, and where things are kept.
        store: the diary; opened from the settings at the first request that needs it if None.
        fetch: gets a certificate chain by its https address; the network if None.
        roots: trusted root certificates; certifi's if None.
        clock: tells the time; the machine's own if None.
        synthesise: makes the sounds of breaths; without it, or without a public address, practices
            are words and silences.
        verify: False accepts unsigned requests, for trying things out on one's own machine.

    Raises:
        SettingsError: the secret of this installation cannot be kept.
    """
    clock = clock or SystemClock()
    listeners = Listeners(read_keyring(settings.home / "secret"))
    sounds = _sounds(settings, synthesise)
    mind = Mind(settings, _opened_once(settings, store), listeners, clock, sounds)
    keys = SigningKeys(fetch or from_network, public_roots() if roots is None else roots)
    door = _Door(settings, build_skill(mind), Verifier(keys), clock, verify=verify)
    app = Flask(__name__)
    app.extensions[SOUNDS] = sounds
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    _add_routes(app, door, settings)
    warm_up()
    if not verify:
        _log.warning("UNSIGNED REQUESTS ARE ACCEPTED: --no-verify is for this machine alone.")
    elif not settings.skill_ids:
        _log.error("GUTFEELING_SKILL_ID is not set: every POST /alexa is refused.")
    return app


def _add_routes(app: Flask, door: _Door, settings: Settings) -> None:
    app.add_url_rule("/alexa", view_func=door.alexa, methods=["POST"])
    app.add_url_rule("/healthz", view_func=_healthz)
    app.add_url_rule("/privacy", view_func=pages.privacy)
    app.add_url_rule("/terms", view_func=pages.terms)
    app.add_url_rule("/audio/<name>", view_func=audio_from(settings.home / SOUNDS))


def _sounds(settings: Settings, synthesise: Synthesise | None) -> SoundFiles | None:
    if settings.public_url is None or synthesise is None:
        return None
    return SoundFiles(settings.home / SOUNDS, settings.public_url, synthesise)


def prepare(app: Flask) -> None:
    """Begin to make what panic will need, in the background of the process that serves."""
    sounds: SoundFiles | None = app.extensions[SOUNDS]
    if sounds is not None:
        sounds.prepare(panic_recipes())


class _Door:
    """`POST /alexa`."""

    def __init__(
        self,
        settings: Settings,
        skill: Any,
        verifier: Verifier,
        clock: Clock,
        *,
        verify: bool,
    ) -> None:
        self._skill_ids = frozenset(settings.skill_ids)
        self._skill = skill
        self._verifier = verifier
        self._clock = clock
        self._verify = verify

    def alexa(self) -> Response:
        """Answer a request of Alexa's; 400 without a reason for anything else."""
        body = request.get_data(cache=False)
        try:
            envelope = self._envelope(body)
        except RefusedError as refusal:
            _log.warning("refused: %s", refusal)
            return Response(status=400)
        answer = self._skill.serializer.serialize(self._skill.invoke(envelope, None))
        return Response(json.dumps(answer), mimetype="application/json")

    def _envelope(self, body: bytes) -> Any:
        now = self._clock.now()
        if self._verify:
            if not self._skill_ids:
                raise RefusedError("GUTFEELING_SKILL_ID is not set")
            url = request.headers.get(URL_HEADER, "")
            signature = request.headers.get(SIGNATURE_HEADER, "")
            self._verifier.check_signature(url, signature, body, now)
        parsed = _parsed(body)
        if self._verify:
            check_age(parsed["request"], now)
        if self._skill_ids:
            check_skill(parsed, self._skill_ids)
        try:
            return self._skill.serializer.structure(parsed, RequestEnvelope)
        except SerializationException as error:
            raise RefusedError("body: not a request of Alexa's") from error


def _parsed(body: bytes) -> dict[str, Any]:
    """Return the body as an object with a request in it.

    Raises:
        RefusedError: it is not JSON, or not such an object.
    """
    try:
        parsed = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise RefusedError("body: not JSON") from error
    inner = parsed.get("request") if isinstance(parsed, dict) else None
    if not isinstance(inner, dict) or not isinstance(inner.get("type"), str):
        raise RefusedError("body: not a request of Alexa's")
    return dict(parsed)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _healthz() -> dict[str, str]:
    return {"status": "ok", "version": __version__}


def _opened_once(settings: Settings, store: Store | None) -> Callable[[], Store]:
    """Return a function that opens the diary at its first call.

    A server opens it after it has forked: a database connection must not be shared.
    """
    lock = threading.Lock()
    opened: list[Store] = [] if store is None else [store]

    def get() -> Store:
        with lock:
            if not opened:
                opened.append(open_store(settings))
            return opened[0]

    return get
