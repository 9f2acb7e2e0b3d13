"""Fetching and remembering certificate chains."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from fakes.amazon_ca import CHAIN_URL, AmazonCa, new_key, pem

from skill.chain import public_roots, signing_key
from skill.fetch import AT_ONCE, LARGEST, from_network, within_deadline
from skill.refused import RefusedError
from skill.signing_keys import SigningKeys


@pytest.fixture
def hanging():
    """A server that says nothing until the test is over."""
    release = threading.Event()
    yield lambda _: bytes(release.wait(20))
    release.set()
    for thread in threading.enumerate():
        if thread.name == "certificate-fetch":
            thread.join()


def test_a_fetch_that_never_ends_is_given_up(hanging):
    with pytest.raises(RefusedError, match="too slow"):
        within_deadline(hanging, CHAIN_URL, seconds=0.05)


def test_strangers_cannot_hold_every_thread(hanging):
    for _ in range(AT_ONCE):
        with pytest.raises(RefusedError, match="too slow"):
            within_deadline(hanging, CHAIN_URL, seconds=0.01)
    with pytest.raises(RefusedError, match="too many"):
        within_deadline(lambda _: b"", CHAIN_URL)


def test_more_than_64_kilobytes_is_no_chain():
    with pytest.raises(RefusedError, match="too large"):
        within_deadline(lambda _: b"x" * (LARGEST + 1), CHAIN_URL)


def test_what_the_network_says_no_to_is_a_refusal():
    with pytest.raises(RefusedError, match="certificate fetch"):
        from_network("https://127.0.0.1:9/echo.api/x.pem")


def test_any_order_and_cross_signed_roots(amazon):
    old_key = new_key()
    old_root = amazon.certify("Old Root", old_key, old_key, "Old Root", ca=True)
    cross = amazon.certify("Test Root", amazon.root_key, old_key, "Old Root", ca=True)
    expired = amazon.certify(
        "Test Root", amazon.root_key, old_key, "Old Root", ca=True, days=(-30, -2)
    )
    leaf, middle, root = amazon.leaf, amazon.intermediate, amazon.root
    for chain, roots in (
        ((leaf, middle), (root,)),
        ((middle, leaf), (root,)),
        ((root, middle, leaf), (root,)),
        ((leaf, middle, cross), (root,)),
        ((leaf, middle, expired), (root,)),
        ((cross, leaf, middle), (old_root,)),
        ((amazon.sign_leaf(with_usage=False), middle), (root,)),
    ):
        key = signing_key(pem(*chain), roots, amazon.at)
        assert key.key.public_numbers() == amazon.key.public_key().public_numbers()


def test_a_key_is_remembered_until_its_chain_ends(amazon, bucket):
    keys = SigningKeys(bucket, (amazon.root,))
    for days in (0, 30, 89):
        keys.get(CHAIN_URL, amazon.at + timedelta(days=days))
    assert len(bucket.visits) == 1
    with pytest.raises(RefusedError):
        keys.get(CHAIN_URL, amazon.at + timedelta(days=91))
    assert len(bucket.visits) == 2


def test_the_memory_is_bounded(amazon, bucket):
    keys = SigningKeys(bucket, (amazon.root,), size=3)
    urls = [f"https://s3.amazonaws.com/echo.api/{number}.pem" for number in range(10)]
    bucket.files.update(dict.fromkeys(urls, amazon.chain))
    for url in urls:
        keys.get(url, amazon.at)
    assert len(keys) == 3


def test_a_new_certificate_behind_the_same_address_is_noticed(amazon, bucket):
    keys = SigningKeys(bucket, (amazon.root,))
    keys.get(CHAIN_URL, amazon.at)
    assert keys.again(CHAIN_URL, amazon.at + timedelta(seconds=30)) is None, "fetched just now"
    renewed = AmazonCa(amazon.at, amazon.root_key, amazon.intermediate_key, new_key())
    bucket.files[CHAIN_URL] = renewed.chain
    found = keys.again(CHAIN_URL, amazon.at + timedelta(hours=1))
    assert found is not None
    assert found.key.public_numbers() == renewed.key.public_key().public_numbers()


def test_amazons_own_roots_are_among_the_trusted():
    names = [root.subject.rfc4514_string() for root in public_roots()]
    assert sum("Amazon Root CA" in name for name in names) >= 4
