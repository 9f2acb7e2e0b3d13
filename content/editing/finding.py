"""What a check found, and where."""

from __future__ import annotations

from dataclasses import dataclass
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

    def finding(self, what: str, why: str, near: str = "") -> Finding:
        """Return a finding at the first line of the answer that holds `near`, else its first."""
        lines = _lines(self.file)
        found = (at for at in range(self.first, self.last + 1) if near and near in lines[at - 1])
        return Finding(self.file, next(found, self.first), what, why)


@cache
def places(folder: str = "answers") -> dict[str, Place]:
    """Return where each entry of a folder begins and ends, by its id."""
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
