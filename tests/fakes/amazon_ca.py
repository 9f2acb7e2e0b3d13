"""Amazon's certificate authority and request signer, made anew for a test run."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SIGNER = "echo-api.amazon.com"
CHAIN_URL = "https://s3.amazonaws.com/echo.api/echo-api-cert-12.pem"


def new_key(bits: int = 2048) -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=bits)


def pem(*certificates: x509.Certificate) -> bytes:
    return b"".join(one.public_bytes(Encoding.PEM) for one in certificates)


@dataclass
class AmazonCa:
    """Root, intermediate and signing certificate, and whatever goes wrong with them."""

    at: datetime
    root_key: RSAPrivateKey = field(default_factory=new_key)
    intermediate_key: RSAPrivateKey = field(default_factory=new_key)
    key: RSAPrivateKey = field(default_factory=new_key)

    @cached_property
    def root(self) -> x509.Certificate:
        return self.certify("Test Root", self.root_key, self.root_key, "Test Root", ca=True)

    @cached_property
    def intermediate(self) -> x509.Certificate:
        return self.certify(
            "Test Intermediate", self.intermediate_key, self.root_key, "Test Root", ca=True
        )

    @cached_property
    def leaf(self) -> x509.Certificate:
        return self.sign_leaf()

    @cached_property
    def chain(self) -> bytes:
        """What lies at `CHAIN_URL`."""
        return pem(self.leaf, self.intermediate)

    def sign_leaf(self, **how) -> x509.Certificate:
        """Return a leaf of the intermediate's; `how` as for `certify`."""
        key = how.pop("key", self.key)
        how.setdefault("names", (SIGNER,))
        return self.certify(SIGNER, key, self.intermediate_key, "Test Intermediate", **how)

    def certify(
        self,
        subject: str,
        key: RSAPrivateKey,
        issuer_key: RSAPrivateKey,
        issuer: str,
        *,
        ca: bool = False,
        names: tuple[str, ...] = (),
        days: tuple[int, int] = (-1, 90),
        digital_signature: bool = True,
        with_usage: bool = True,
    ) -> x509.Certificate:
        public = key.public_key()
        builder = (
            x509.CertificateBuilder()
            .subject_name(_name(subject))
            .issuer_name(_name(issuer))
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.at + timedelta(days=days[0]))
            .not_valid_after(self.at + timedelta(days=days[1]))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()),
                critical=False,
            )
        )
        if with_usage:
            builder = builder.add_extension(
                _usage(ca=ca, signature=digital_signature), critical=True
            )
        if not ca:
            usages = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
            builder = builder.add_extension(usages, critical=False)
        if names:
            alternative = x509.SubjectAlternativeName([x509.DNSName(one) for one in names])
            builder = builder.add_extension(alternative, critical=False)
        return builder.sign(issuer_key, SHA256())

    def headers(self, body: bytes, url: str = CHAIN_URL) -> dict[str, str]:
        """Return the headers that Alexa sends with a body."""
        signature = self.key.sign(body, PKCS1v15(), SHA256())
        return {
            "SignatureCertChainUrl": url,
            "Signature-256": base64.b64encode(signature).decode(),
            "Content-Type": "application/json; charset=utf-8",
        }


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _usage(*, ca: bool, signature: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signature,
        content_commitment=False,
        key_encipherment=not ca,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )
