"""A model of the test's own on a server of this machine; the server can misbehave."""

from __future__ import annotations

import hashlib
import io
import threading
import zipfile
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from fakes.ears_here import VOSK_MODEL

from offline.models import CatalogueEntry

NAME = "vosk-model-of-the-test"


class ModelServer:
    """Serves one file; may break off, ignore ranges, or send something else."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.break_after: int | None = None
        self.knows_ranges = True
        self.status = 0
        self.asked: list[str | None] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.answer(self)

            def log_message(self, *args) -> None:
                """Keep the test's output clean."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/model.zip"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        asked = request.headers.get("Range")
        self.asked.append(asked)
        if self.status:
            request.send_error(self.status)
            return
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and self.knows_ranges else 0
        body = self.content[start:]
        request.send_response(206 if start else 200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body[: self.break_after])
        request.close_connection = True

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def zipped(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def model_archive() -> bytes:
    """Return a real model, the Vosk fixture, packed as the official one is."""
    files = (path for path in VOSK_MODEL.rglob("*") if path.is_file())
    return zipped({f"{NAME}/{p.relative_to(VOSK_MODEL)}": p.read_bytes() for p in files})


@contextmanager
def served(archive: bytes):
    """Serve an archive while the block runs."""
    running = ModelServer(archive)
    try:
        yield running
    finally:
        running.close()


def entry_of(server: ModelServer) -> CatalogueEntry:
    """Return what the catalogue would say of the archive that is served now."""
    digest = hashlib.sha256(server.content).hexdigest()
    return CatalogueEntry(NAME, server.address, len(server.content), digest)
