"""From a PEM file of strangers to a public key that Amazon vouches for."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import certifi
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from skill.refused import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

SIGNER: Final = "echo-api.amazon.com"
SMALLEST_KEY: Final = 2_048
"""Bits of RSA."""

LONGEST_CHAIN: Final = 12
"""Certificates in one file, cross-signed ones included."""

_BEGIN: Final = b"-----BEGIN CERTIFICATE-----"
_MALFORMED = (ValueError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that may sign requests."""

    key: RSAPublicKey
    not_before: datetime
    not_after: datetime
    """Aware; the chain holds between the two."""


def public_roots() -> tuple[x509.Certificate, ...]:
    """Return the roots that certifi trusts, without those that `cryptography` is giving up.

    One of them has a serial number that RFC 5280 forbids; loading the file as a whole will fail
    as soon as `cryptography` refuses it.
    """
    found = []
    for block in Path(certifi.where()).read_bytes().split(_BEGIN)[1:]:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                found.append(x509.load_pem_x509_certificate(_BEGIN + block))
            except (ValueError, Warning):
                continue
    return tuple(found)


def signing_key(pem: bytes, roots: Sequence[x509.Certificate], at: datetime) -> SigningKey:
    """Return the signer's key out of a chain in any order, cross-signed copies allowed.

    `cryptography` checks dates, names, constraints and signatures; it accepts wildcards, short
    keys and any key usage, so those are checked here.

    Raises:
        RefusedError: no certificate of the file is Amazon's signer with a path to one of `roots`.
    """
    certificates = _load(pem)
    leaf = next((one for one in certificates if _is_signer(one)), None)
    if leaf is None:
        raise RefusedError("certificate: not for the signer's name")
    others = [one for one in certificates if one is not leaf]
    policy = PolicyBuilder().store(Store(list(roots))).time(at)
    try:
        path = policy.build_server_verifier(x509.DNSName(SIGNER)).verify(leaf, others)
        key = leaf.public_key()
        _check_usage(leaf)
    except (VerificationError, *_MALFORMED) as error:
        raise RefusedError("certificate: no valid path to a root") from error
    if not isinstance(key, RSAPublicKey) or key.key_size < SMALLEST_KEY:
        raise RefusedError("certificate: key too weak")
    return SigningKey(
        key,
        not_before=max(one.not_valid_before_utc for one in path),
        not_after=min(one.not_valid_after_utc for one in path),
    )


def _load(pem: bytes) -> list[x509.Certificate]:
    try:
        certificates = x509.load_pem_x509_certificates(pem)
    except ValueError as error:
        raise RefusedError("certificate: not PEM") from error
    if len(certificates) > LONGEST_CHAIN:
        raise RefusedError("certificate: chain too long")
    return certificates


def _is_signer(certificate: x509.Certificate) -> bool:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except (x509.ExtensionNotFound, *_MALFORMED):
        return False
    return SIGNER in names.value.get_values_for_type(x509.DNSName)


def _check_usage(leaf: x509.Certificate) -> None:
    try:
        usage = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not usage.digital_signature:
        raise RefusedError("certificate: not meant for signatures")
