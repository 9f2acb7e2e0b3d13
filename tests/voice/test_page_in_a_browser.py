"""The local page in a real browser: what is seen, by whom it can be steered, whom it asks."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from fakes.browser import browser
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from content.storage.memory import MemoryStore
from content.storage.store import Entry
from offline.events import Event
from offline.page.chart import four_weeks
from offline.page.hub import Hub
from offline.page.server import page_app, serving
from offline.state import State

pytestmark = pytest.mark.needs_browser

TOKEN = "a-token-for-tests"
TODAY = date(2026, 11, 25)


def diary():
    store = MemoryStore()
    for back in range(0, 28, 2):
        day = TODAY - timedelta(days=back)
        at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        scores = {"anxiety": 3 + back % 5, "gut": 2 + back % 7, "sleep": 8 - back % 6}
        store.add(Entry(str(back), "me", at, day, scores))
    return four_weeks(store, "me", TODAY)


class Opened:
    def __init__(self, driver, hub, pressed):
        self.driver, self.hub, self.pressed = driver, hub, pressed

    def text(self, name):
        return self.driver.find_element(By.ID, name).text

    def until(self, condition):
        WebDriverWait(self.driver, 15, 0.02).until(lambda _: condition())


@pytest.fixture(params=[(), ("--force-prefers-reduced-motion",)], ids=["motion", "still"])
def opened(request, tmp_path):
    hub, pressed = Hub(), []
    app = page_app(hub, TOKEN, pressed.append, diary)
    with serving(app) as port, browser(tmp_path, *request.param) as driver:
        driver.get(f"http://127.0.0.1:{port}/{TOKEN}/")
        page = Opened(driver, hub, pressed)
        hub.follow(State.OPEN)
        page.until(lambda: page.text("state") == "Listening")
        page.still = bool(request.param)
        yield page
        hosts = {
            json.loads(row["message"])["message"]["params"]["request"]["url"].split("/")[2]
            for row in driver.get_log("performance")
            if '"Network.requestWillBeSent"' in row["message"] and '"url":"http' in row["message"]
        }
        assert hosts == {f"127.0.0.1:{port}"}, "the page asked somebody else"
        assert driver.get_log("browser") == []


def test_captions_sources_charts_keys_and_the_circle(opened, tmp_path):
    hub = opened.hub
    hub.report(Event("heard", 1.0, {"text": "what is leaky gut"}))
    fields = {
        "kind": "answer",
        "speech": "The gut lining can let more through.",
        "answer": "leaky_gut",
    }
    hub.report(Event("reply", 1.2, fields))
    opened.until(lambda: "The gut lining" in opened.text("said"))
    assert opened.text("said").startswith("You: what is leaky gut")
    assert "We have read" in opened.text("sources")
    assert len(opened.driver.find_elements(By.CSS_SELECTOR, "#diary figure")) == 3

    for key, name in ((Keys.ESCAPE, "Escape"), ("m", "m"), (Keys.SPACE, " ")):
        opened.driver.find_element(By.TAG_NAME, "body").send_keys(key)
        opened.until(lambda name=name: name in opened.pressed)

    hub.follow(State.BREATHING)
    hub.report(Event("cue", 2.0, {"phase": "in", "seconds": 1.0, "practice": "box"}))
    opened.until(lambda: opened.text("phase").startswith("In"))
    time.sleep(1.2)
    size = opened.driver.execute_script(
        "return document.getElementById('circle').getBoundingClientRect().width"
    )
    ring = opened.driver.execute_script(
        "return document.getElementById('ring').getBoundingClientRect().width"
    )
    assert size == 0 if opened.still else size > 0.85 * ring
    opened.driver.save_screenshot(str(tmp_path / "page.png"))
    hub.report(Event("stopped", 3.0, {"by": "key"}))
    opened.until(lambda: opened.text("phase") == "")


CONTRAST = """
const rows = [];
const light = (c) => { const [r, g, b] = c.match(/[\\d.]+/g).map((v) => { v /= 255;
  return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const all = "h1, h2, p, li, a, small, kbd, figcaption, summary, text";
for (const box of document.querySelectorAll(all)) {
  if (!box.textContent.trim()) continue;
  const style = getComputedStyle(box);
  const ink = light(box.tagName === "text" ? style.fill : style.color);
  rows.push([box.tagName, (ink + 0.05) / 0.05]);
}
return rows;
"""


def test_every_text_has_a_contrast_of_seven_to_one_on_black(opened):
    hub = opened.hub
    hub.report(Event("reply", 1.2, {"kind": "answer", "speech": "Words.", "answer": "leaky_gut"}))
    opened.until(lambda: "Words" in opened.text("said"))
    rows = opened.driver.execute_script(CONTRAST)
    assert len(rows) > 15
    assert min(ratio for _, ratio in rows) >= 7
    assert (
        opened.driver.execute_script(
            "return getComputedStyle(document.documentElement).backgroundColor"
        )
        == "rgb(0, 0, 0)"
    )
