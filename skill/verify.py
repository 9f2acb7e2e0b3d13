"""Is this really Alexa, talking to our skill, now? Asked of the raw bytes, before any parsing."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from skill.cert_url import normalised
from skill.refused import RefusedError

if TYPE_CHECKING:
    from skill.chain import SigningKey
    from skill.signing_keys import SigningKeys

URL_HEADER: Final = "SignatureCertChainUrl"
SIGNATURE_HEADER: Final = "Signature-256"

TOLERANCE: Final = timedelta(seconds=150)
"""Amazon's own rule for a request's age, in both directions."""

EVENT_TOLERANCE: Final = timedelta(seconds=3_600)
"""Skill events are delivered again for up to an hour."""

EVENT_PREFIX: Final = "AlexaSkillEvent."


@dataclass(frozen=True, slots=True)
class Verifier:
    """Checks that bytes are signed by Amazon."""

    keys: SigningKeys

    def check_signature(self, url: str, signature: str, body: bytes, at: datetime) -> None:
        """Return if Amazon signed exactly these bytes.

        Args:
            url: the header `URL_HEADER`; empty if there is none.
            signature: the header `SIGNATURE_HEADER`.
            body: as it came.
            at: aware; now.

        A signature that does not fit is tried once more with a freshly fetched chain: Amazon may
        have changed the certificate behind the same address.

        Raises:
            RefusedError: headers, chain or signature are not what they must be.
        """
        address, raw = normalised(url), _decoded(signature)
        if _fits(self.keys.get(address, at), raw, body):
            return
        renewed = self.keys.again(address, at)
        if renewed is None or not _fits(renewed, raw, body):
            raise RefusedError("signature: does not fit the body")


def check_age(request: Mapping[str, Any], at: datetime) -> None:
    """Return if the request was made just now.

    Raises:
        RefusedError: its timestamp is missing, unreadable, too old or in the future.
    """
    raw = request.get("timestamp")
    try:
        made = datetime.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError as error:
        raise RefusedError("timestamp: unreadable") from error
    if made is None:
        raise RefusedError("timestamp: missing")
    if made.tzinfo is None:
        made = made.replace(tzinfo=UTC)
    age = at - made
    is_event = str(request.get("type")).startswith(EVENT_PREFIX)
    if age < -TOLERANCE or age > (EVENT_TOLERANCE if is_event else TOLERANCE):
        raise RefusedError("timestamp: not now")


def check_skill(payload: Mapping[str, Any], skill_ids: frozenset[str]) -> None:
    """Return if the request is meant for one of our skills, wherever it says so.

    Raises:
        RefusedError: it names no skill, or another one.
    """
    named = {
        _at(payload, "context", "System", "application", "applicationId"),
        _at(payload, "session", "application", "applicationId"),
    } - {None}
    if not named or not named <= skill_ids:
        raise RefusedError("skill id: not ours")


def _at(payload: object, *keys: str) -> str | None:
    for key in keys:
        payload = payload.get(key) if isinstance(payload, Mapping) else None
    return None if payload is None else str(payload)


def _decoded(signature: str) -> bytes:
    try:
        raw = base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RefusedError("signature: not base64") from error
    if not raw:
        raise RefusedError("signature: missing")
    return raw


def _fits(signer: SigningKey, signature: bytes, body: bytes) -> bool:
    try:
        signer.key.verify(signature, body, PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return True
