"""Keys by address: the chain is fetched and checked once, not for every request."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from skill.chain import SigningKey, signing_key
from skill.fetch import Fetch, within_deadline
from skill.refused import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography import x509

SIZE: Final = 16
"""Addresses remembered; Amazon uses one at a time."""

REFETCH_AFTER: Final = timedelta(minutes=1)
"""A chain younger than this is not fetched again because of a signature that does not fit."""


@dataclass(frozen=True, slots=True)
class _Known:
    key: SigningKey
    fetched_at: datetime


class SigningKeys:
    """The last few signing keys, least recently used first; safe between threads."""

    def __init__(self, fetch: Fetch, roots: Sequence[x509.Certificate], size: int = SIZE) -> None:
        self._fetch = fetch
        self._roots = roots
        self._size = size
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._known)

    def get(self, url: str, at: datetime) -> SigningKey:
        """Return the key behind a normalised address, from memory while its chain is in date.

        Raises:
            RefusedError: there is no chain to be had, or it is not Amazon's.
        """
        with self._lock:
            known = self._known.get(url)
            if known and known.key.not_before <= at <= known.key.not_after:
                self._known.move_to_end(url)
                return known.key
        return self._renew(url, at)

    def again(self, url: str, at: datetime) -> SigningKey | None:
        """Return a freshly fetched key, or None if the one in memory is fresh already.

        Raises:
            RefusedError: as for `get`.
        """
        with self._lock:
            known = self._known.get(url)
        if known and at - known.fetched_at < REFETCH_AFTER:
            return None
        return self._renew(url, at)

    def _renew(self, url: str, at: datetime) -> SigningKey:
        key = signing_key(within_deadline(self._fetch, url), self._roots, at)
        if not key.not_before <= at <= key.not_after:
            raise RefusedError("certificate: out of date")
        with self._lock:
            self._known[url] = _Known(key, at)
            self._known.move_to_end(url)
            while len(self._known) > self._size:
                self._known.popitem(last=False)
        return key
