"""Everything said aloud that is not an answer, by key, with its wordings."""

from __future__ import annotations

from functools import cache

from content import library
from content.library import BankError


def line(key: str, seed: int = 0, **values: object) -> str:
    """Return one wording of a line.

    Args:
        key: file and name in `bank/phrases`, as in "breathing.lead_in".
        seed: picks among the wordings; the same seed gives the same one.
        values: fill the line's `{placeholders}`.

    Raises:
        BankError: there is no such line, or a placeholder was left open.
    """
    wordings = _wordings().get(key)
    if wordings is None:
        raise BankError(f"no line {key!r} in bank/phrases")
    try:
        return wordings[seed % len(wordings)].format(**values)
    except KeyError as error:
        raise BankError(f"{key}: nothing given for {error}") from error


def keys() -> frozenset[str]:
    """Return every key, for the test that compares them with those the code asks for."""
    return frozenset(_wordings())


def wordings(scene: str) -> tuple[str, ...]:
    """Return every wording of a file in `bank/phrases`, placeholders left open."""
    lines = _wordings().items()
    return tuple(one for key, kept in lines if key.startswith(f"{scene}.") for one in kept)


@cache
def _wordings() -> dict[str, tuple[str, ...]]:
    found = {}
    for path in library.names("phrases"):
        scene = path.removeprefix("phrases/").removesuffix(".yaml")
        for name, value in library.read(path).items():
            wordings = (value,) if isinstance(value, str) else tuple(value)
            if not wordings or not all(isinstance(wording, str) for wording in wordings):
                raise BankError(f"{path}: {name} is neither a line nor a list of lines")
            found[f"{scene}.{name}"] = wordings
    return found
