# ruff: noqa: T201  (printing is what it is for)

"""People who call other assistants, asleep, in the follow-up window and in a practice.

    python tests/bench/bench_strangers.py [--audio FOLDER] [--only vosk|whisper] [--state STATE ...]

FOLDER holds `human-requests-not-ours` and `human-wake-words-not-ours` whole (80 and 150 files);
without it the selections of `tests/fixtures` are played (20 and 36). The companion is the whole
one in the virtual room; while it guides, its own cues come back as loud as the person speaks.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent)]

from fakes import ears_here  # noqa: E402 - after the path
from fakes.own_sound import room_for  # noqa: E402
from fakes.strangers import STATES, strangers  # noqa: E402


def main() -> None:
    """Print a row a state and folder."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--audio", type=Path)
    options.add_argument("--only", choices=ears_here.CONFIGURATIONS)
    options.add_argument("--state", choices=STATES, action="append")
    chosen = options.parse_args()
    for ears in [chosen.only] if chosen.only else ears_here.CONFIGURATIONS:
        with tempfile.TemporaryDirectory() as home:
            room = room_for("cues", ears, Path(home))
            for state in chosen.state or STATES:
                for folder in (ears_here.WAKE_WORDS, ears_here.REQUESTS):
                    place = chosen.audio / folder.name if chosen.audio else folder
                    found = strangers(room, state, sorted(place.glob("*.flac")))
                    print(f"{ears:8} {state:10} {folder.name:26} {found.files:3} files,"
                          f" {found.minutes:4.1f} min: woken {len(found.woken)} {found.woken},"
                          f" replies {found.replies}, acted {len(found.acted)} {found.acted}",
                          flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
