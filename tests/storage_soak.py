"""Writers and readers in processes of their own, and writers that are killed at any moment.

Run as a program, so that children are forked from a process without threads, which has imported
everything: `python storage_soak.py soak|kill HOME URL NUMBER`. Prints what was confirmed, as JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import traceback
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from content.settings import Settings
from content.storage.open import open_store
from content.storage.record import Record
from content.storage.store import Entry

WRITERS, READERS = 8, 4
LISTENERS = ("me", "you")


def opened(home, url):
    return open_store(Settings(home=Path(home), database_url=url or None))


def write(home, url, name, listener, seconds, out):
    """Print each id once its write has returned: what would be confirmed aloud."""
    store = opened(home, url)
    until, number = time.monotonic() + seconds, 0
    while number == 0 or time.monotonic() < until:
        at = datetime.now(UTC)
        ident = f"{name}-{number}"
        if number % 3 == 2:
            store.add_record(Record(ident, listener, at, at.date(), "note", {"n": number}))
        else:
            store.add(Entry(ident, listener, at, at.date(), {"gut": number % 11, "anxiety": 1}))
        os.write(out, f"{ident}\n".encode())
        number += 1


def read(home, url, _name, listener, seconds, out):
    """Look again and again; print how often."""
    store = opened(home, url)
    until, seen, reads = time.monotonic() + seconds, set(), 0
    while reads == 0 or time.monotonic() < until:
        entries = store.entries(listener)
        found = {entry.id for entry in entries}
        assert seen <= found, "an entry that was there is gone"
        assert all(len(entry.scores) == 2 for entry in entries), "half an entry"
        seen, reads = found, reads + 1
    os.write(out, f"{reads}\n".encode())


def fork(work, *arguments):
    """Start a child; return its process id and the end of its pipe."""
    end, out = os.pipe()
    child = os.fork()
    if child:
        os.close(out)
        return child, os.fdopen(end)
    status = 1
    try:
        work(*arguments, out)
        status = 0
    except BaseException:  # noqa: BLE001 - whatever it is, the child ends here
        traceback.print_exc()
    finally:
        os._exit(status)


def soak(home, url, seconds):
    """Run the writers and readers; return the ids confirmed for each listener, and the reads."""
    opened(home, url).close()
    children = [
        (work, listener := LISTENERS[number % 2],
            *fork(work, home, url, f"{work.__name__}{number}", listener, seconds))
        for work, count in ((write, WRITERS), (read, READERS))
        for number in range(count)
    ]  # fmt: skip
    confirmed, reads, failed = defaultdict(list), 0, 0
    for work, listener, child, pipe in children:
        told = pipe.read().split()
        failed += os.waitpid(child, 0)[1] != 0
        if work is write:
            confirmed[listener] += told
        else:
            reads += sum(map(int, told))
    return {"confirmed": confirmed, "reads": reads, "failed": failed}


def kill(home, url, times):
    """Kill a writer so many times, each at a random moment after its first write."""
    chance = random.Random(times)  # noqa: S311 - moments, not secrets
    confirmed, failed = [], 0
    for number in range(times):
        child, pipe = fork(write, home, url, f"k{number}", "me", 60)
        first = pipe.readline()
        time.sleep(chance.uniform(0, 0.05))
        os.kill(child, signal.SIGKILL)
        told = first + pipe.read()
        failed += os.waitpid(child, 0)[1] != signal.SIGKILL
        confirmed += told.split()
    return {"confirmed": {"me": confirmed}, "reads": 0, "failed": failed}


if __name__ == "__main__":
    how, home, url, number = sys.argv[1:]
    work = {"soak": soak, "kill": kill}[how]
    print(json.dumps(work(home, url, int(number))))  # noqa: T201 - a program's answer
