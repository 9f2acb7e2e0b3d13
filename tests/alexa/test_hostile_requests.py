"""Whatever a stranger sends gets 400 without a reason, never a 5xx, over real HTTP."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from fakes.alexa_requests import envelope, intent, stamp
from fakes.amazon_ca import CHAIN_URL, AmazonCa, new_key, pem
from fakes.skill_server import get, post, running

from skill.app import create_app

OTHER_SKILL = "amzn1.ask.skill.99999999-0000-0000-0000-000000000000"


@pytest.fixture
def body(clock) -> bytes:
    return json.dumps(envelope({"type": "LaunchRequest"}, at=clock.now(), new=True)).encode()


def refused(answer) -> None:
    assert answer.status == 400
    assert answer.body == b"", "no reason in the body"


def test_a_genuine_request_is_answered(skill_port, amazon, body):
    answer = post(skill_port, "/alexa", body, amazon.headers(body))
    assert answer.status == 200
    assert json.loads(answer.body)["response"]["outputSpeech"]


@pytest.mark.parametrize(
    "changed",
    [
        {"Signature-256": None},
        {"Signature-256": ""},
        {"Signature-256": "not base64!"},
        {"Signature-256": "AAAA"},
        {"Signature-256": base64.b64encode(b"x" * 256).decode()},
        {"Signature-256": "\u00e9" * 30},
        {"SignatureCertChainUrl": None},
        {"SignatureCertChainUrl": ""},
        {"SignatureCertChainUrl": "http://s3.amazonaws.com/echo.api/echo-api-cert-12.pem"},
        {"SignatureCertChainUrl": "https://notamazon.com/echo.api/echo-api-cert-12.pem"},
        {"SignatureCertChainUrl": "https://s3.amazonaws.com/EcHo.aPi/echo-api-cert-12.pem"},
        {"SignatureCertChainUrl": "https://s3.amazonaws.com/invalid.path/echo-api-cert-12.pem"},
        {"SignatureCertChainUrl": "https://s3.amazonaws.com:563/echo.api/echo-api-cert-12.pem"},
        {"SignatureCertChainUrl": "https://s3.amazonaws.com:abc/echo.api/echo-api-cert-12.pem"},
        {"SignatureCertChainUrl": "https://s3.amazonaws.com/echo.api/../elsewhere.pem"},
        {"SignatureCertChainUrl": "https://s3.amazonaws.com/echo.api/%2e%2e/elsewhere.pem"},
        {"SignatureCertChainUrl": "https://s3.amazonaws.com@evil.example/echo.api/x.pem"},
        {"SignatureCertChainUrl": "https://[::1/echo.api/x.pem"},
        {"SignatureCertChainUrl": "https://s3.amazonaws.com/echo.api/nothing-here.pem"},
        {"SignatureCertChainUrl": "x" * 5_000},
    ],
    ids=lambda changed: " ".join(f"{key}={str(value)[:60]}" for key, value in changed.items()),
)
def test_headers_that_are_not_amazons(skill_port, amazon, body, changed):
    headers = amazon.headers(body) | changed
    sent = {key: value for key, value in headers.items() if value is not None}
    refused(post(skill_port, "/alexa", body, sent))


@pytest.mark.parametrize(
    "url",
    [
        "https://s3.amazonaws.com:443/echo.api/echo-api-cert-12.pem",
        "HTTPS://S3.AmazonAWS.com/echo.api/echo-api-cert-12.pem",
        "https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert-12.pem",
        "https://s3.amazonaws.com/echo.api/echo-api-cert-12.pem?x=1",
    ],
)
def test_every_spelling_of_the_chains_address_is_one_fetch(skill_port, amazon, body, bucket, url):
    for spelling in (CHAIN_URL, url):
        assert post(skill_port, "/alexa", body, amazon.headers(body, spelling)).status == 200
    assert bucket.visits == [CHAIN_URL]


def test_a_changed_byte_is_noticed(skill_port, amazon, body):
    refused(post(skill_port, "/alexa", body.replace(b"en-US", b"en-GB"), amazon.headers(body)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"[]",
        b"null",
        b"5",
        b'"text"',
        b"{}",
        b'{"request": null}',
        b'{"request": []}',
        b'{"request": {}}',
        b'{"request": {"type": 5}}',
        b'{"request": {"type": "LaunchRequest"}}',
        b"\xff\xfe\x00 invalid utf-8",
        b'{"request": {"type": "LaunchRequest", "timestamp": NaN}}',
        b"[" * 100_000,
        b'{"request": {"type": "LaunchRequest"}, "n": ' + b"9" * 10_000 + b"}",
        b"\x00" * 100,
    ],
    ids=lambda content: repr(content[:30]),
)
def test_signed_bodies_that_are_no_request(skill_port, amazon, content):
    refused(post(skill_port, "/alexa", content, amazon.headers(content)))


@pytest.mark.parametrize(
    "broken",
    [
        {"session": 5},
        {"session": {"attributes": [1]}},
        {"session": "text"},
        {"context": []},
        {"context": None},
        {"context": {"System": "x"}},
        {"context": {"System": {"application": 3}}, "session": None},
    ],
    ids=str,
)
def test_signed_requests_of_a_broken_shape(skill_port, amazon, clock, broken):
    whole = envelope({"type": "LaunchRequest"}, at=clock.now()) | broken
    content = json.dumps(whole).encode()
    answer = post(skill_port, "/alexa", content, amazon.headers(content))
    assert answer.status in {200, 400}


@pytest.mark.parametrize(
    ("seconds", "status"),
    [(-149, 200), (149, 200), (-151, 400), (151, 400), (-86_400, 400)],
)
def test_only_requests_of_this_moment(skill_port, amazon, clock, seconds, status):
    at = clock.now() + timedelta(seconds=seconds)
    content = json.dumps(envelope({"type": "LaunchRequest"}, at=at, new=True)).encode()
    assert post(skill_port, "/alexa", content, amazon.headers(content)).status == status


def test_the_same_bytes_sent_again_later(skill_port, amazon, clock, body):
    headers = amazon.headers(body)
    assert post(skill_port, "/alexa", body, headers).status == 200
    clock.pass_seconds(200)
    refused(post(skill_port, "/alexa", body, headers))


@pytest.mark.parametrize("value", [None, "", "yesterday", 5, [], "2026-13-45T99:00:00Z"])
def test_timestamps_that_are_none(skill_port, amazon, clock, value):
    whole = envelope({"type": "LaunchRequest", "timestamp": value}, at=clock.now())
    content = json.dumps(whole).encode()
    refused(post(skill_port, "/alexa", content, amazon.headers(content)))


def test_a_skill_event_may_be_an_hour_old(skill_port, amazon, clock):
    for age, status in ((3_500, 200), (3_700, 400)):
        at = clock.now() - timedelta(seconds=age)
        event = {"type": "AlexaSkillEvent.SkillDisabled", "timestamp": stamp(at)}
        content = json.dumps(envelope(event, at=at)).encode()
        assert post(skill_port, "/alexa", content, amazon.headers(content)).status == status


def test_another_skills_request(skill_port, amazon, clock):
    whole = envelope({"type": "LaunchRequest"}, at=clock.now(), skill_id=OTHER_SKILL)
    content = json.dumps(whole).encode()
    refused(post(skill_port, "/alexa", content, amazon.headers(content)))


def test_a_request_that_names_two_skills(skill_port, amazon, clock):
    whole = envelope({"type": "LaunchRequest"}, at=clock.now())
    whole["session"]["application"]["applicationId"] = OTHER_SKILL
    content = json.dumps(whole).encode()
    refused(post(skill_port, "/alexa", content, amazon.headers(content)))


def test_more_than_256_kilobytes(skill_port, amazon):
    content = b"x" * (256 * 1024 + 1)
    assert post(skill_port, "/alexa", content, amazon.headers(content)).status == 413


def test_an_unknown_kind_of_request_is_answered_with_nothing(skill_port, amazon, clock):
    content = json.dumps(envelope({"type": "Alexa.Brand.NewThing"}, at=clock.now())).encode()
    answer = post(skill_port, "/alexa", content, amazon.headers(content))
    assert answer.status == 200
    assert json.loads(answer.body).get("response", {}) == {}


def test_a_wrong_content_type_is_no_reason(skill_port, amazon, body):
    headers = amazon.headers(body) | {"Content-Type": "text/plain"}
    assert post(skill_port, "/alexa", body, headers).status == 200


def test_other_doors_are_closed(skill_port):
    assert get(skill_port, "/alexa").status == 405
    assert get(skill_port, "/nothing").status == 404


def _chains(amazon: AmazonCa) -> dict[str, bytes]:
    stranger = AmazonCa(amazon.at, root_key=new_key(), intermediate_key=amazon.intermediate_key,
                        key=amazon.key)  # fmt: skip
    return {
        "empty": b"",
        "a web page": b"<html>not found</html>",
        "broken PEM": amazon.chain[:300],
        "no intermediate": pem(amazon.leaf),
        "other name": pem(amazon.sign_leaf(names=("evil.example.com",)), amazon.intermediate),
        "no name": pem(amazon.sign_leaf(names=()), amazon.intermediate),
        "wildcard": pem(amazon.sign_leaf(names=("*.amazon.com",)), amazon.intermediate),
        "expired": pem(amazon.sign_leaf(days=(-30, -1)), amazon.intermediate),
        "not yet": pem(amazon.sign_leaf(days=(1, 30)), amazon.intermediate),
        "no signatures": pem(amazon.sign_leaf(digital_signature=False), amazon.intermediate),
        "short key": pem(amazon.sign_leaf(key=new_key(1024)), amazon.intermediate),
        "unknown root": pem(stranger.leaf, stranger.intermediate, stranger.root),
        "another's key": pem(amazon.sign_leaf(key=new_key()), amazon.intermediate),
        "too many": pem(amazon.leaf, amazon.intermediate) * 10,
        "too large": amazon.chain + b"#" * 70_000,
    }


def test_chains_that_prove_nothing(skill_port, amazon, body, bucket):
    for name, chain in _chains(amazon).items():
        url = f"https://s3.amazonaws.com/echo.api/{name.replace(' ', '-')}.pem".replace("'", "")
        bucket.files[url] = chain
        answer = post(skill_port, "/alexa", body, amazon.headers(body, url))
        assert answer.status == 400, name


def test_a_server_without_a_skill_id_refuses_everything(settings, amazon, body, caplog):
    app = create_app(replace(settings, skill_ids=()), roots=(amazon.root,))
    assert "GUTFEELING_SKILL_ID is not set" in caplog.text
    with running(app) as port:
        refused(post(port, "/alexa", body, amazon.headers(body)))
        assert get(port, "/healthz").status == 200


def test_what_was_said_is_never_in_the_log(skill_port, amazon, clock, caplog):
    said = {
        "question": {"name": "question", "value": "my secret pain", "confirmationStatus": "NONE"}
    }
    whole = envelope(intent("AskIntent", said), at=clock.now(), new=True)
    content = json.dumps(whole).encode()
    assert post(skill_port, "/alexa", content, amazon.headers(content)).status == 200
    refused(post(skill_port, "/alexa", content + b" ", amazon.headers(content)))
    assert "refused: signature" in caplog.text
    assert "secret" not in caplog.text
