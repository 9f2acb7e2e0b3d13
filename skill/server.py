"""gunicorn around the application: one process, threads, Ctrl-C without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

THREADS: Final = 8
"""Requests at once; a turn takes milliseconds, a certificate fetch up to four seconds."""

KEEP_ALIVE_SECONDS: Final = 75
"""Longer than a proxy keeps its idle connections, so that the proxy is the one to close them."""

GRACE_SECONDS: Final = 5


class _InterruptedArbiter(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's master process, which remembers that it was Ctrl-C that ended it."""

    interrupted = False

    def handle_int(self) -> None:
        self.interrupted = True
        super().handle_int()


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Serves one ready application."""

    def __init__(
        self, app: Flask, host: str, port: int, ready: Callable[[], None] = lambda: None
    ) -> None:
        """Prepare to serve.

        Args:
            app: the application.
            host: address to listen on.
            port: its port.
            ready: called once in the process that serves, after the fork.
        """
        self._app = app
        self._ready = ready
        self._bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's defaults; its files and environment are not read."""
        options: dict[str, Any] = {
            "bind": self._bind,
            "worker_class": "gthread",
            "workers": 1,
            "threads": THREADS,
            "preload_app": True,
            "keepalive": KEEP_ALIVE_SECONDS,
            "graceful_timeout": GRACE_SECONDS,
            "loglevel": "warning",
            "proc_name": "gutfeeling",
            "post_worker_init": lambda _worker: self._ready(),
        }
        for name, value in options.items():
            self.cfg.set(name, value)
        if "control_socket_disable" in self.cfg.settings:
            self.cfg.set("control_socket_disable", True)

    def load(self) -> Flask:
        """Return the application that was made before the fork."""
        return self._app

    def run(self) -> None:
        """Serve until a signal comes.

        Raises:
            KeyboardInterrupt: after Ctrl-C, when the last answer is out.
        """
        arbiter = _InterruptedArbiter(self)
        try:
            arbiter.run()
        except SystemExit:
            if arbiter.interrupted:
                raise KeyboardInterrupt from None
            raise
