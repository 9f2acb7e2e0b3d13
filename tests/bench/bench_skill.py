"""CPU time of one request, beside bare Flask: `PYTHONPATH=tests:. python` and this file.

In-process WSGI calls, so neither sockets nor gunicorn are in it; rounds are interleaved and the
median counts. Absolute figures belong to the machine, the ratios to the design.
"""

from __future__ import annotations

import io
import json
import logging
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope
from fakes.alexa_requests import SKILL_ID, envelope, intent, slot
from fakes.amazon_ca import AmazonCa
from fakes.still_clock import StillClock
from flask import Flask, Response, jsonify, request

from content.settings import Settings
from content.storage.open import open_memory_store
from skill.app import create_app
from skill.handlers import build_skill
from skill.keyring import Secret
from skill.listener import Listeners
from skill.mind import Mind

ROUNDS, REQUESTS = 15, 100


def bare_flask() -> Flask:
    app = Flask("bare")

    @app.post("/alexa")
    def view() -> Response:
        name = request.get_json()["request"]["intent"]["name"]
        speech = {"type": "SSML", "ssml": f"<speak>{name}</speak>"}
        return jsonify(version="1.0", response={"outputSpeech": speech, "shouldEndSession": True})

    return app


def stock_serializer(mind: Mind) -> Flask:
    """Our handlers behind the SDK's own serializer, unverified."""
    app, skill, stock = Flask("stock"), build_skill(mind), DefaultSerializer()

    @app.post("/alexa")
    def view() -> Response:
        read = stock.deserialize(request.get_data(), RequestEnvelope)
        answer = stock.serialize(skill.invoke(read, None))
        return Response(json.dumps(answer), mimetype="application/json")

    return app


def call(app: Flask, body: bytes, headers: dict[str, str]) -> None:
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/alexa",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
    } | {"HTTP_" + name.upper().replace("-", "_"): value for name, value in headers.items()}
    status: list[str] = []
    b"".join(app(environ, lambda line, _: status.append(line)))
    assert status == ["200 OK"], status


def measure(apps: dict[str, Flask], body: bytes, headers: dict[str, str]) -> dict[str, float]:
    """Return CPU microseconds a request, by app."""
    spent: dict[str, list[float]] = {name: [] for name in apps}
    for app in apps.values():
        call(app, body, headers)
    for _ in range(ROUNDS):
        for name, app in apps.items():
            begin = time.process_time()
            for _ in range(REQUESTS):
                call(app, body, headers)
            spent[name].append((time.process_time() - begin) / REQUESTS * 1e6)
    return {name: statistics.median(times) for name, times in spent.items()}


def main() -> None:
    logging.disable(logging.WARNING)
    at = datetime.now(UTC).replace(microsecond=0)
    amazon, clock, store = AmazonCa(at), StillClock(at), open_memory_store()
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home), skill_ids=(SKILL_ID,))
        common = {"store": store, "fetch": lambda _: amazon.chain, "roots": (amazon.root,)}
        mind = Mind(settings, lambda: store, Listeners((Secret("bench", b"pepper" * 6),)), clock)
        apps = {
            "bare Flask JSON": bare_flask(),
            "the skill, verified": create_app(settings, clock=clock, **common),
            "the skill, unverified": create_app(settings, clock=clock, verify=False, **common),
            "SDK's serializer, unverified": stock_serializer(mind),
        }
        question = {"question": slot("question", "is the vagus nerve")}
        requests = {
            "help": intent("AMAZON.HelpIntent"),
            "a question": intent("AskWhatIntent", question),
        }
        for title, inner in requests.items():
            body = json.dumps(envelope(inner, at=at, new=True)).encode()
            spent = measure(apps, body, amazon.headers(body))
            base = spent["bare Flask JSON"]
            say(f"{title} ({len(body)} bytes)")
            for name, microseconds in spent.items():
                say(f"  {name:<30}{microseconds:8.0f} us{microseconds / base:7.2f} x")


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
