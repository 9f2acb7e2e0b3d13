"""The local page, over real HTTP: who may see it, and what it is told."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from datetime import UTC, date, datetime, timedelta

import pytest

from content.storage.memory import MemoryStore
from content.storage.store import Entry
from offline.events import Event
from offline.page.chart import four_weeks
from offline.page.cited import cited, link
from offline.page.hub import WAITING, Hub
from offline.page.server import page_app, serving
from offline.state import State

TOKEN = "a-token-for-tests"


@pytest.fixture
def hub():
    return Hub()


@pytest.fixture
def page(hub):
    pressed = []
    app = page_app(hub, TOKEN, pressed.append, lambda: {"days": [], "scales": {}})
    with serving(app) as port:
        yield Page(port, pressed)


class Page:
    def __init__(self, port, pressed):
        self.root = f"http://127.0.0.1:{port}"
        self.port = port
        self.pressed = pressed

    def get(self, path, host=None, data=None):
        """Return (status, headers, body)."""
        headers = {"Host": host} if host else {}
        request = urllib.request.Request(self.root + path, data, headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as reply:
                return reply.status, reply.headers, reply.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode()


def turn(kind="answer", heard="what is leaky gut", answer="leaky_gut"):
    return (
        Event("heard", 1.0, {"text": heard}),
        Event("reply", 1.5, {"kind": kind, "speech": "The words.", "answer": answer}),
    )


def test_the_page_and_its_files_come_from_here_alone(page):
    status, headers, body = page.get(f"/{TOKEN}/")
    assert status == 200
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "//" not in body.replace("<!doctype", "")
    for name in ("page.css", "page.js", "chart.js", "circle.js"):
        assert page.get(f"/{TOKEN}/{name}")[0] == 200
    assert page.get(f"/{TOKEN}/server.py")[0] == 404


@pytest.mark.parametrize("path", ["/", "/events", "/wrong/", "/wrong/diary", f"/{TOKEN}x/diary"])
def test_without_the_token_nothing_is_seen(page, path):
    assert page.get(path)[0] == 403


def test_a_name_that_leads_here_from_elsewhere_is_refused(page):
    assert page.get(f"/{TOKEN}/", host="evil.example")[0] == 403
    assert page.get(f"/{TOKEN}/", host=f"localhost:{page.port}")[0] == 200


def test_it_listens_on_the_loopback_address_alone(page):
    with socket.socket() as elsewhere:
        elsewhere.settimeout(2)
        with pytest.raises(ConnectionRefusedError):
            elsewhere.connect(("127.0.0.2", page.port))


def test_keys_pressed_on_the_page_steer(page):
    assert page.get(f"/{TOKEN}/key", data=b"Escape")[0] == 204
    assert page.get(f"/{TOKEN}/key", data=b"format the disk")[0] == 400
    assert page.get("/wrong/key", data=b"m")[0] == 403
    assert page.pressed == ["Escape"]


def test_a_page_that_opens_late_is_told_the_state_and_the_last_turn(page, hub):
    hub.follow(State.OPEN)
    for event in turn():
        hub.report(event)
    with urllib.request.urlopen(f"{page.root}/{TOKEN}/events", timeout=10) as stream:
        lines = [stream.readline().decode() for _ in range(8)]
    assert lines[2:4] == ["event: state\n", 'data: {"state": "open"}\n']
    told = json.loads(lines[6].removeprefix("data: "))
    assert told["heard"] == "what is leaky gut"
    assert told["sources"]


@pytest.mark.parametrize("kind", ["crisis", "emergency"])
def test_what_was_said_in_a_crisis_is_not_shown(hub, kind):
    with hub.messages() as mine:
        for event in turn(kind, heard="words of a crisis", answer=None):
            hub.report(event)
        message = mine.get_nowait()
    assert "words of a crisis" not in message
    assert json.loads(message.splitlines()[1].removeprefix("data: "))["speech"] == "The words."


def test_a_page_that_sleeps_loses_the_oldest_and_holds_nobody_up(hub):
    with hub.messages() as mine:
        for number in range(WAITING + 10):
            hub.report(Event("cue", number, {"phase": "in", "seconds": number, "practice": "box"}))
        assert mine.qsize() == WAITING
        assert '"seconds": 10' in mine.get_nowait()


def test_sources_are_shown_with_a_link_and_how_they_were_checked():
    for source in cited("leaky_gut"):
        assert source["citation"]
        assert source["checked"].startswith("We ")
        assert source["link"] is None or source["link"].startswith("https://")
    assert cited("no such answer") == []


@pytest.mark.parametrize(
    ("identifier", "wanted"),
    [
        (
            "doi 10.1016/j.cell.2021.06.019; PMID 34256014",
            "https://doi.org/10.1016/j.cell.2021.06.019",
        ),
        ("PMID 22234979", "https://pubmed.ncbi.nlm.nih.gov/22234979/"),
        ("doi 10.1111/nmo.14440 (doi from memory)", None),
        ("-", None),
    ],
)
def test_a_link_leads_where_the_identifier_says(identifier, wanted):
    assert link(identifier) == wanted


def test_the_chart_has_a_days_median_and_the_median_of_seven():
    store, today = MemoryStore(), date(2026, 11, 25)
    for back, values in ((0, (4, 6)), (3, (9,)), (40, (1,))):
        for value in values:
            day = today - timedelta(days=back)
            at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
            store.add(Entry(f"{back}-{value}", "me", at, day, {"gut": value}))
    told = four_weeks(store, "me", today)
    assert len(told["days"]) == 28
    gut = told["scales"]["gut"]
    assert gut["values"][-1] == 5
    assert gut["medians"][-1] == 7
    assert list(told["scales"]) == ["gut"]
    assert four_weeks(store, "somebody else", today)["scales"] == {}
