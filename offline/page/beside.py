"""Opens the page beside the companion, or says in one sentence why it can't be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import TYPE_CHECKING

from content.phrases import line
from offline.diary_access import open_or_refuse
from offline.listener import LISTENER
from offline.page.chart import four_weeks
from offline.page.hub import Hub
from offline.page.server import HOST, new_token, page_app, serving

if TYPE_CHECKING:
    from content.settings import Settings


@contextmanager
def page_beside(
    settings: Settings, press: Callable[[str], None], show: Callable[[str], None]
) -> Iterator[Hub]:
    """Serve the page while the block runs; yields what is to be told everything.

    Args:
        settings: where the diary lies, whose charts the page shows.
        press: takes the keys that are pressed on the page.
        show: takes the page's address, or why there is no page.
    """
    hub, token = Hub(), new_token()

    def diary() -> dict[str, object]:
        # Opened for each look: a request has a thread of its own, and a diary may be forgotten.
        store = open_or_refuse(settings, lambda _: None)
        return four_weeks(store, LISTENER, date.today())  # noqa: DTZ011 - the local day is meant

    with ExitStack() as open_page:
        try:
            port = open_page.enter_context(serving(page_app(hub, token, press, diary)))
        except OSError as error:
            show(line("screen.page_failed", why=error.strerror or error))
        else:
            hub.is_served = True
            show(line("screen.page", address=f"http://{HOST}:{port}/{token}/"))
        yield hub
