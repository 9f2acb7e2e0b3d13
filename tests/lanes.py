"""What a test needs beyond pip: present, it runs; missing, the run's last lines say so.

`@pytest.mark.needs_sound` and its like leave a test out where the thing is missing, with one
line a thing at the end: "not run here: 4 tests need a sound server (apt install pulseaudio)".
With GUTFEELING_ALL_TESTS=1, as in `.ci/run`, a test that was left out, or that skipped itself,
makes the run fail.
How tests are spread over processes is tests/spreading.py's.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections import Counter
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that not every machine has."""

    thing: str
    package: str
    is_here: Callable[[], bool]


def _on_path(*programs: str) -> Callable[[], bool]:
    return lambda: all(shutil.which(program) for program in programs)


def _browser_is_here() -> bool:
    return bool(shutil.which("chromium") and shutil.which("chromedriver"))


def _namespace_is_here() -> bool:
    """Whether the kernel lets us start a program without a network; containers often do not."""
    from fakes.no_network import namespace  # noqa: PLC0415 - the path of fakes is set by then

    return bool(namespace())


def _postgres_is_here() -> bool:
    return postgres_programs() is not None and find_spec("psycopg") is not None


def postgres_programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs, or None."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


NEEDS = {
    "needs_sound": Need("a sound server", "pulseaudio", _on_path("pulseaudio", "pactl")),
    "needs_browser": Need("a browser", "chromium chromium-driver", _browser_is_here),
    "needs_postgres": Need("PostgreSQL", "postgresql", _postgres_is_here),
    "needs_node": Need("Node.js", "nodejs npm", _on_path("node", "npm")),
    "needs_namespace": Need(
        "a network namespace", "util-linux, if the kernel permits it", _namespace_is_here
    ),
}


class Lanes:
    """Leaves tests out whose thing is missing, counts them, and says so at the end."""

    def __init__(self, config: pytest.Config) -> None:
        self._long = bool(config.getoption("--long"))
        self._must_run_all = os.environ.get("GUTFEELING_ALL_TESTS") == "1"
        self._missing = {name for name, need in NEEDS.items() if not need.is_here()}
        self._left_out: Counter[str] = Counter()
        self._skipped = 0

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(
        self,
        config: pytest.Config,
        items: list[pytest.Item],
    ) -> None:
        left_out = []
        for item in list(items):
            name = self._missing_need(item)
            if name or (item.get_closest_marker("long") and not self._long):
                left_out.append(item)
                items.remove(item)
            if name:
                self._left_out[name] += 1
        if left_out:
            config.hook.pytest_deselected(items=left_out)
        if hasattr(config, "workeroutput"):
            config.workeroutput["left_out"] = dict(self._left_out)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        # Every process collects all tests and leaves the same ones out.
        self._left_out.update(
            Counter(getattr(node, "workeroutput", {}).get("left_out", {})) - self._left_out,
        )

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._skipped += report.skipped

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        not_run = self._left_out or self._skipped
        if self._must_run_all and not_run and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_unconfigure(self) -> None:
        # After pytest's own summary line, so that these are the last lines of the run.
        for line in self.lines():
            print(line)  # noqa: T201 - the terminal reporter has closed its output by now

    def lines(self) -> Iterator[str]:
        """Yield one line for each missing thing that left tests out."""
        for name, count in sorted(self._left_out.items()):
            need = NEEDS[name]
            tests = "1 test needs" if count == 1 else f"{count} tests need"
            yield f"not run here: {tests} {need.thing} (apt install {need.package})"

    def _missing_need(self, item: pytest.Item) -> str | None:
        return next(_needs_of(item, self._missing), None)


def _needs_of(item: pytest.Item, among: Iterable[str]) -> Iterator[str]:
    return (name for name in sorted(among) if item.get_closest_marker(name))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the soaks, too")


def pytest_configure(config: pytest.Config) -> None:
    # A run in the background inherits an ignored Ctrl-C and would hand it on to every command
    # that a test starts and interrupts.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    config.pluginmanager.register(Lanes(config), "gutfeeling-lanes")
