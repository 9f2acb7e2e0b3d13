"""The known plants: what people call them, which kind each is, and what a kind is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final

from content import library
from content.library import BankError
from content.slot_types import ListValue

TABLE: Final = "plants.yaml"

WHOLE_POINT: Final = 1.0
QUARTER: Final = 0.25
QUARTER_GROUPS: Final = frozenset({"herb_and_spice", "other"})
"""Popular convention, not a finding: no study used quarters (evidence 6.1, Q039)."""

UNCLEAR: Final = "unclear"


@dataclass(frozen=True, slots=True)
class Plant:
    """One row of the table; its group stands in the file as the key above it."""

    id: str
    said: tuple[str, ...]
    """Names in the singular, the usual one first."""

    points: float | None = None
    counts_as: str = ""
    """Id of the plant that it is, where that is another one."""

    but: dict[str, str] = field(default_factory=dict)
    """Names that count as another plant than the rest of the row."""

    fermented: bool = False
    extra: bool = False
    """Counted only for somebody who asked for drinks and extras."""

    def kind(self, name: str) -> str:
        """Return the id of the kind that it is counted as, called by one of its names."""
        return self.but.get(name) or self.counts_as or self.id


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words that are a plant only after a yes."""

    said: tuple[str, ...]
    plant: str
    asks: str
    """Name of the question, a line of `bank/phrases/plants.yaml`."""


@dataclass(frozen=True, slots=True)
class Table:
    """The whole file."""

    plants: Mapping[str, Plant]
    points: Mapping[str, float]
    """What each row is worth by itself."""

    unclear: tuple[Unclear, ...]


@cache
def table() -> Table:
    """Return the table; a plant that stands twice, or counts as an unknown one, is a BankError."""
    raw = library.read(TABLE)
    plants: dict[str, Plant] = {}
    points: dict[str, float] = {}
    for group, rows in raw.items():
        for row in rows if group != UNCLEAR else ():
            plant = library.structure(row, Plant, TABLE)
            if plant.id in plants:
                raise BankError(f"{TABLE}: {plant.id} stands twice")
            usual = QUARTER if group in QUARTER_GROUPS else WHOLE_POINT
            plants[plant.id] = plant
            points[plant.id] = usual if plant.points is None else plant.points
    unclear = tuple(library.structure(row, Unclear, TABLE) for row in raw[UNCLEAR])
    named = {kind for one in plants.values() for kind in (one.counts_as, *one.but.values()) if kind}
    missing = (named | {one.plant for one in unclear}) - set(plants)
    if missing:
        raise BankError(f"{TABLE}: no such plant: {sorted(missing)}")
    return Table(MappingProxyType(plants), MappingProxyType(points), unclear)


def worth(rows: Iterable[tuple[str, str]]) -> float:
    """Return the points of some plants, each given as its row and its kind.

    A kind counts once, with the most that one of its rows is worth: miso alone is a quarter, with
    tofu it is nothing more.
    """
    best: dict[str, float] = {}
    for row, kind in rows:
        best[kind] = max(best.get(kind, 0), table().points.get(row, 0))
    return sum(best.values())


def forms(name: str) -> Iterator[str]:
    """Yield a name, then its plurals; a name that ends in "s" is taken to have none."""
    yield name
    if name.endswith("s"):
        return
    if name.endswith("y") and name[-2] not in "aeiou":
        yield f"{name[:-1]}ies"
    elif name.endswith(("x", "z", "ch", "sh")):
        yield f"{name}es"
    elif name.endswith("leaf"):
        yield f"{name[:-1]}ves"
    else:
        yield f"{name}s"
        if name.endswith("o"):
            yield f"{name}es"


def list_values() -> tuple[ListValue, ...]:
    """Return the plants as the values of a slot: every form of every name of a row gives its id."""
    return tuple(
        ListValue(one.id, tuple(form for name in one.said for form in forms(name)))
        for one in table().plants.values()
    )
