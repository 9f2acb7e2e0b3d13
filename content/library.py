"""YAML of the bank as frozen dataclasses; a broken file says everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import cattrs
import yaml

T = TypeVar("T")

_converter = cattrs.Converter(forbid_extra_keys=True)


class BankError(Exception):
    """A file of the bank is broken: a fault of the product, never of the person."""


def bank() -> Traversable:
    """Return the folder of the content data, also from inside a wheel."""
    return files("content") / "bank"


@cache
def read(path: str) -> Any:
    """Return the parsed YAML of one bank file ("safety/numbers.yaml")."""
    file = bank().joinpath(*path.split("/"))
    try:
        return yaml.load(file.read_text("utf-8"), Loader=_SafeLoader)  # noqa: S506 - it is safe
    except (yaml.YAMLError, OSError) as error:
        raise BankError(f"{path}: {error}") from error


def names(folder: str) -> tuple[str, ...]:
    """Return the paths of the YAML files in one bank folder, sorted."""
    return tuple(
        f"{folder}/{name}"
        for name in sorted(file.name for file in bank().joinpath(*folder.split("/")).iterdir())
        if name.endswith(".yaml")
    )


def structure(raw: Any, kind: type[T], path: str) -> T:
    """Return plain values as `kind`, or raise a BankError that lists all faults of the file."""
    try:
        return _converter.structure(raw, kind)
    except cattrs.BaseValidationError as error:
        faults = "; ".join(cattrs.transform_error(error, path="file"))
        raise BankError(f"{path}: {faults}") from error


def load(folder: str, kind: type[T]) -> Iterator[T]:
    """Yield every entry of a folder whose files each hold a list of `kind`."""
    for path in names(folder):
        for raw in read(path):
            yield structure(raw, kind, path)


# libyaml where the wheel has it: the bank is read at every start.
_SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
