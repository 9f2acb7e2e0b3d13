"""What a check-in costs with 1,000 and with 100,000 listeners in PostgreSQL, in one run.

`PYTHONPATH=tests:. python` and this file; PostgreSQL's programs must be installed. A check-in is
what the dialogue does: look at the last two weeks, write the entry. Its commits are written but not
flushed (fsync off), so that the tables' size is what is measured and not the disk; rounds of both
databases alternate, and the median of the rounds counts.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import postgres_server
from sqlalchemy import create_engine, text

from content.settings import Settings
from content.storage.open import open_store
from content.storage.store import Entry

SIZES = (1_000, 100_000)
ENTRIES_EACH, ROUNDS, CHECK_INS = 4, 15, 40
NOW = datetime(2026, 11, 23, 21, tzinfo=UTC)

FILL = """
SET LOCAL session_replication_role = replica;
INSERT INTO entries
SELECT 'k1.' || md5(l::text) || md5((-l)::text), md5(l || '-' || n),
       timestamp '2026-11-23 20:00' - n * interval '1 day', 0, date '2026-11-23' - n, 1
FROM generate_series(1, {count}) l, generate_series(1, {each}) n;
INSERT INTO scores
SELECT listener, id, scale, 5, NULL FROM entries, unnest(ARRAY['anxiety', 'gut']) scale;
ANALYZE
"""


@contextmanager
def server():
    """Yield the address of a server of our own; the fixture's steps, outside pytest."""
    steps = postgres_server.postgres_url.__wrapped__()
    yield next(steps)
    next(steps, None)


def filled(home, url, count):
    name = f"listeners_{count}"
    admin = create_engine(url.replace("postgresql:", "postgresql+psycopg:"),
        isolation_level="AUTOCOMMIT")  # fmt: skip
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    store = open_store(
        Settings(home=home, database_url=url.replace("/postgres?", f"/{name}?"), retention_days=0)
    )
    with store._engine.begin() as connection:
        for statement in FILL.split(";"):
            connection.exec_driver_sql(statement.format(count=count, each=ENTRIES_EACH))
        keys = connection.exec_driver_sql("SELECT DISTINCT listener FROM entries").scalars().all()
    return store, keys


def one_round(store, keys, chance):
    """Return the milliseconds of a check-in, each by a listener at random."""
    begin = time.perf_counter()
    for listener in chance.choices(keys, k=CHECK_INS):
        store.entries(listener, NOW.date() - timedelta(days=14))
        store.add(Entry(uuid4().hex, listener, NOW, NOW.date(), {"anxiety": 4, "gut": 6}))
    return (time.perf_counter() - begin) / CHECK_INS * 1e3


def main() -> None:
    chance = random.Random(1)  # noqa: S311 - a bench, no secret
    with tempfile.TemporaryDirectory() as home, server() as url:
        made = {count: filled(Path(home), url, count) for count in SIZES}
        spent = {count: [] for count in SIZES}
        for number in range(ROUNDS + 1):
            for count, (store, keys) in made.items():
                took = one_round(store, keys, chance)
                if number:  # the first round fills the caches
                    spent[count].append(took)
        sys.stdout.write("listeners  check-in, ms (median of rounds)\n")
        for count in SIZES:
            sys.stdout.write(f"{count:>9}  {statistics.median(spent[count]):.2f}\n")
        ratios = [many / few for few, many in zip(*spent.values(), strict=True)]
        sys.stdout.write(f"ratio, median of {ROUNDS} rounds: {statistics.median(ratios):.2f}\n")
        for store, _ in made.values():
            store.close()


if __name__ == "__main__":
    main()
