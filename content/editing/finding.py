"""What a check found, and where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from content import library


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to put right."""

    file: str
    """Path inside `content/bank`."""

    line: int
    """From 1."""

    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}: {self.why}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands, for pointing at the line inside it."""

    file: str
    first: int
    last: int

    elsewhere: Place | None = None
    """Where the rest of it stands."""

    def finding(self, what: str, why: str, near: str = "") -> Finding:
        """Return a finding at the first line of the answer that holds `near`, else its first."""
        for place in filter(None, (self, self.elsewhere)):
            lines = _lines(place.file)[place.first - 1 : place.last]
            for at, line in enumerate(lines, place.first):
                if near and near in line:
                    return Finding(place.file, at, what, why)
        return Finding(self.file, self.first, what, why)


@cache
def places() -> dict[str, Place]:
    """Return where each answer begins and ends, and its further phrasings, by its id."""
    more = _entries("phrasings")
    return {
        name: replace(place, elsewhere=more.get(name))
        for name, place in _entries("answers").items()
    }


def _entries(folder: str) -> dict[str, Place]:
    """Return where each entry of a folder stands."""
    found: dict[str, Place] = {}
    for path in library.names(folder):
        lines = _lines(path)
        starts = [at for at, line in enumerate(lines, 1) if line.startswith("- id: ")]
        ends = [*(start - 1 for start in starts[1:]), len(lines)]
        for start, end in zip(starts, ends, strict=True):
            name = lines[start - 1].removeprefix("- id: ").strip()
            found[name] = Place(path, start, end)
    return found


@cache
def _lines(path: str) -> list[str]:
    file = library.bank().joinpath(*path.split("/"))
    return file.read_text("utf-8").splitlines()
