"""Fetching a certificate chain: a few seconds, a few kilobytes, no detours."""

from __future__ import annotations

import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from typing import Final

import certifi

from skill.refused import RefusedError

Fetch = Callable[[str], bytes]

DEADLINE_SECONDS: Final = 4.0
"""Name look-up, TLS and transfer together; the contract allows a refusal five."""

LARGEST: Final = 64 * 1024
"""Bytes; Amazon's chain has about six thousand."""

AT_ONCE: Final = 4
"""Fetches under way together; strangers' made-up addresses must not hold every thread."""

_slots = threading.BoundedSemaphore(AT_ONCE)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A chain lies where its address says: a redirect could lead anywhere."""

    def redirect_request(self, *_: object) -> None:
        """Refuse every redirect."""


def from_network(url: str) -> bytes:
    """Return what lies at an https address.

    Raises:
        RefusedError: it cannot be had.
    """
    opener = urllib.request.build_opener(
        _NoRedirect,
        urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=certifi.where())),
    )
    try:
        with opener.open(url, timeout=DEADLINE_SECONDS) as response:
            body: bytes = response.read(LARGEST + 1)
    except (OSError, HTTPException, ValueError) as error:
        raise RefusedError(f"certificate fetch: {type(error).__name__}") from error
    return body


def within_deadline(fetch: Fetch, url: str, seconds: float = DEADLINE_SECONDS) -> bytes:
    """Return `fetch(url)`, or give up when the time is over.

    A socket's timeout covers neither the name look-up nor a server that sends a byte now and
    then, so the fetch has a thread of its own that may be left behind.

    Raises:
        RefusedError: too slow, too large, too many at once, or the fetch itself failed.
    """
    if not _slots.acquire(blocking=False):
        raise RefusedError("certificate fetch: too many under way")
    done = threading.Event()
    result: list[bytes | BaseException] = []

    def run() -> None:
        try:
            result.append(fetch(url))
        except BaseException as error:  # noqa: BLE001 - carried over to the waiting thread
            result.append(error)
        finally:
            _slots.release()
            done.set()

    threading.Thread(target=run, name="certificate-fetch", daemon=True).start()
    if not done.wait(seconds):
        raise RefusedError("certificate fetch: too slow")
    body = result[0]
    if isinstance(body, BaseException):
        raise RefusedError(f"certificate fetch: {type(body).__name__}") from body
    if len(body) > LARGEST:
        raise RefusedError("certificate fetch: too large")
    return body
