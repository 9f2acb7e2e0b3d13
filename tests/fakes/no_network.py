"""Two ways to have no network: a namespace of the kernel's, and a watch inside Python.

In the namespace not even a loopback address answers, whatever language opens the socket. The
watch works everywhere and notes every internet socket that Python code makes.
"""

from __future__ import annotations

import os
import subprocess

WATCH = """\
import os, sys

def watch(event, arguments):
    if event == "socket.__new__" and arguments[1] in {2, 10, 23, 30}:
        with open(os.environ["SOCKETS_SEEN"], "a") as seen:
            seen.write(f"{event} {arguments[1:]}\\n")

sys.addaudithook(watch)
"""
"""2 is AF_INET everywhere; 10, 30 and 23 are AF_INET6 on Linux, macOS and Windows."""

NAMESPACES = (("unshare", "--net"), ("unshare", "--net", "--map-root-user"))


def namespace():
    """Return the words that start a program without a network, () where that is not permitted."""
    for words in NAMESPACES:
        try:
            done = subprocess.run([*words, "true"], capture_output=True, check=False, timeout=10)
        except OSError:
            return ()
        if done.returncode == 0:
            return words
    return ()


class SocketWatch:
    """Notes the sockets of programs that run in its environment."""

    def __init__(self, folder):
        (folder / "sitecustomize.py").write_text(WATCH)
        self._seen = folder / "seen"
        path = os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))
        self.environment = {"PYTHONPATH": path, "SOCKETS_SEEN": str(self._seen)}

    def seen(self):
        """Return what was opened, one line a socket."""
        return self._seen.read_text().splitlines() if self._seen.exists() else []
