"""Headless Chromium through ChromeDriver, with a profile of its own and no wish for a network."""

from __future__ import annotations

import shutil
from contextlib import contextmanager

from selenium.webdriver import Chrome, ChromeOptions, ChromeService

ALONE = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--window-size=900,1900",
)  # fmt: skip


@contextmanager
def browser(profile, *arguments):
    """Open a browser; its console and every request it makes are logged."""
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in (*ALONE, f"--user-data-dir={profile}", *arguments):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Chrome(options, ChromeService(shutil.which("chromedriver")))
    try:
        yield driver
    finally:
        driver.quit()
