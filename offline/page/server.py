"""Serves the local page: on the loopback address only, behind a token, nothing from elsewhere."""

from __future__ import annotations

import queue
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import resources
from typing import TYPE_CHECKING, Final

from flask import Flask, Response, abort, jsonify, request
from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from offline.page.hub import Hub

HOST: Final = "127.0.0.1"
HEARTBEAT_SECONDS: Final = 15.0
"""A comment line this often tells a page that we are there, and us that it is not."""

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
KEYS: Final = frozenset({"m", " ", "Escape"})
"""What a page may press: it steers as the terminal's keys do."""


class _Quiet(WSGIRequestHandler):
    """Writes no log: a request's path holds the token."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name
        pass


FILES: Final = {
    "": ("page.html", "text/html; charset=utf-8"),
    "page.css": ("page.css", "text/css; charset=utf-8"),
    "page.js": ("page.js", "text/javascript; charset=utf-8"),
    "chart.js": ("chart.js", "text/javascript; charset=utf-8"),
    "circle.js": ("circle.js", "text/javascript; charset=utf-8"),
}


def page_app(
    hub: Hub, token: str, press: Callable[[str], None], diary: Callable[[], dict[str, object]]
) -> Flask:
    """Return the page's application; every path begins with the token.

    Args:
        hub: what the companion tells.
        token: whoever does not know it gets 403.
        press: takes a key, as the terminal's keys are taken.
        diary: see `chart.four_weeks`.
    """
    app = Flask(__name__, static_folder=None)
    app.before_request(partial(_guard, token))
    app.after_request(_harden)

    def key() -> tuple[str, int]:
        name = request.get_data(as_text=True)[:16]
        if name not in KEYS:
            abort(400)
        press(name)
        return "", 204

    root = f"/{token}/"
    app.add_url_rule(f"{root}events", view_func=partial(_events, hub), endpoint="events")
    app.add_url_rule(f"{root}diary", view_func=lambda: jsonify(diary()), endpoint="diary")
    app.add_url_rule(f"{root}key", view_func=key, methods=["POST"])
    app.add_url_rule(root, view_func=_file, endpoint="page", defaults={"name": ""})
    app.add_url_rule(f"{root}<name>", view_func=_file, endpoint="file")
    return app


def _guard(token: str) -> None:
    given = request.path.strip("/").partition("/")[0]
    # A name that leads here from elsewhere (DNS rebinding) is not ours.
    here = (request.host or "").partition(":")[0] in {HOST, "localhost"}
    if not here or not secrets.compare_digest(given.encode(), token.encode()):
        abort(403)


def _harden(response: Response) -> Response:
    response.headers.update(HEADERS)
    return response


def _events(hub: Hub) -> Response:
    return Response(_stream(hub), mimetype="text/event-stream")


def _file(name: str) -> Response:
    if name not in FILES:
        abort(404)
    file, kind = FILES[name]
    found = resources.files(__package__).joinpath("static", file)
    return Response(found.read_bytes(), content_type=kind)


@contextmanager
def serving(app: Flask) -> Iterator[int]:
    """Serve until the block ends; yields the port, which the system chose.

    Raises:
        OSError: no loopback address can be opened.
    """
    server = make_server(HOST, 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True, name="page")
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join(2)
        server.server_close()


def new_token() -> str:
    """Return 128 random bits as they fit into an address."""
    return secrets.token_urlsafe(16)


def _stream(hub: Hub) -> Iterator[str]:
    with hub.messages() as mine:
        yield "retry: 1000\n\n"
        while True:
            try:
                yield mine.get(timeout=HEARTBEAT_SECONDS)
            except queue.Empty:
                yield ": still here\n\n"
