"""The skill's own application behind real HTTP, on a thread."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import TYPE_CHECKING

from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask


@dataclass(frozen=True)
class Response:
    status: int
    body: bytes
    content_type: str


class _Quiet(WSGIRequestHandler):
    def log(self, *_) -> None:
        pass


@contextmanager
def running(app: Flask) -> Iterator[int]:
    """Serve an application and yield its port."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def post(port: int, path: str, body: bytes, headers: dict[str, str]) -> Response:
    return _send(port, "POST", path, body, headers)


def get(port: int, path: str) -> Response:
    return _send(port, "GET", path, None, {})


def _send(
    port: int, method: str, path: str, body: bytes | None, headers: dict[str, str]
) -> Response:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return Response(answer.status, answer.read(), answer.getheader("Content-Type") or "")
    finally:
        connection.close()
