"""JSON to `ask_sdk_model` objects and back: one compiled plan a class, tolerant of the new.

The SDK's own serializer walks every class anew for each request and refuses an enum value or a
type that it has never seen, so a new Echo would be an error. Here an unknown enum value stays a
string and an unknown type becomes its family's plain class.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from ask_sdk_core.exceptions import SerializationException
from dateutil.parser import parse as parse_date  # type: ignore[import-untyped]  # has no types

Convert = Callable[[Any], Any]
"""JSON value that is not null to what the model keeps."""

_NATIVE: dict[str, type] = {"int": int, "long": int, "float": float, "str": str, "bool": bool}
_PLAIN = (str, int, float, bool, bytes, type(None))


class TolerantSerializer:
    """Stands in for the SDK's `DefaultSerializer`; gives equal objects where that gives any."""

    def serialize(self, obj: Any) -> Any:
        """Return plain JSON values; a model's empty fields are left out."""
        if isinstance(obj, Enum):
            return obj.value
        if isinstance(obj, _PLAIN):
            return obj
        if isinstance(obj, Mapping):
            return {key: self.serialize(value) for key, value in obj.items()}
        if isinstance(obj, list | tuple):
            return [self.serialize(value) for value in obj]
        return _rare(obj) if isinstance(obj, date | Decimal) else self._fields(obj)

    def _fields(self, model: Any) -> dict[str, Any]:
        kind: Any = type(model)
        return {
            key: self.serialize(value)
            for key, (name, _) in _plan(kind).items()
            if (value := getattr(model, name)) is not None
        }

    def deserialize(self, payload: str | bytes | None, obj_type: Any) -> Any:
        """Return JSON text as an object of a model class, or of a type named as the SDK does.

        Raises:
            SerializationException: not JSON, or not of the shape that the class asks for.
        """
        if payload is None:
            return None
        try:
            parsed = json.loads(payload)
        except (ValueError, RecursionError) as error:
            raise SerializationException("not JSON") from error
        return self.structure(parsed, obj_type)

    def structure(self, parsed: Any, obj_type: Any) -> Any:
        """Return parsed JSON as an object of a model class.

        Raises:
            SerializationException: the JSON has not the shape that the class asks for.
        """
        return None if parsed is None else _converter(obj_type)(parsed)


def _rare(value: date | Decimal) -> str | int | float:
    if isinstance(value, Decimal):
        return int(value) if value % 1 == 0 else float(value)
    return value.isoformat()


@cache
def _converter(kind: Any) -> Convert:
    if isinstance(kind, str):
        return _named(kind.strip())
    if kind in _NATIVE.values():
        return _native(kind)
    if issubclass(kind, Enum):
        return _enum(kind)
    if hasattr(kind, "get_real_child_model"):
        return _family(kind)
    return _model(kind) if hasattr(kind, "deserialized_types") else _as_is


def _named(name: str) -> Convert:
    if name.startswith("list["):
        return _list(_converter(name[len("list[") : -1]))
    if name.startswith("dict("):
        return _dict(_converter(name[len("dict(") : -1].split(",", 1)[1]))
    if name in _NATIVE:
        return _native(_NATIVE[name])
    if name == "datetime":
        return _datetime
    if name == "date":
        return lambda value: _datetime(value).date()
    return _as_is if name == "object" else _converter(_class(name))


def _class(name: str) -> Any:
    module, _, attribute = name.rpartition(".")
    return getattr(import_module(module), attribute)


def _as_is(value: Any) -> Any:
    return value


def _native(kind: type) -> Convert:
    def convert(value: Any) -> Any:
        if type(value) is kind:
            return value
        try:
            return kind(value)
        except (TypeError, ValueError, OverflowError):
            return value

    return convert


def _datetime(value: Any) -> Any:
    if not isinstance(value, str):
        raise SerializationException("a date must be text")
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        pass
    try:
        return parse_date(value)
    except (ValueError, OverflowError) as error:
        raise SerializationException("not a date") from error


def _enum(kind: type[Enum]) -> Convert:
    members = {member.value: member for member in kind}
    return lambda value: members.get(value, value) if isinstance(value, str) else value


def _list(item: Convert) -> Convert:
    def convert(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise SerializationException("a list is expected")
        return [None if one is None else item(one) for one in value]

    return convert


def _dict(item: Convert) -> Convert:
    def convert(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise SerializationException("an object is expected")
        return {key: None if one is None else item(one) for key, one in value.items()}

    return convert


@cache
def _plan(kind: Any) -> dict[str, tuple[str, Any]]:
    """Return JSON key to attribute name and declared type, for one model class."""
    keys = {name: name for name in kind.deserialized_types} | getattr(kind, "attribute_map", {})
    return {keys[name]: (name, declared) for name, declared in kind.deserialized_types.items()}


def _model(kind: Any) -> Convert:
    plan = _plan(kind)
    converters: dict[str, tuple[str, Convert]] = {}

    def convert(value: Any) -> Any:
        if not isinstance(value, dict):
            raise SerializationException("an object is expected")
        built = kind()
        fields = built.__dict__
        for key, one in value.items():
            known = converters.get(key)
            if known is None:
                if key not in plan:
                    _keep_unknown(kind, fields, key, one)
                    continue
                name, declared = plan[key]
                known = converters[key] = (name, _converter(declared))
            fields[known[0]] = None if one is None else known[1](one)
        return built

    return convert


def _keep_unknown(kind: Any, fields: dict[str, Any], key: str, value: Any) -> None:
    """Keep a key that the model does not know, unless it would hide one of its methods."""
    if not hasattr(kind, key):
        fields[key] = value


def _family(kind: Any) -> Convert:
    """Return a converter that picks the subclass by the payload's own type name."""
    members = {name: path for name, path in kind.discriminator_value_class_map.items() if path}
    discriminator = kind.json_discriminator_key
    plain = _model(kind)

    def convert(value: Any) -> Any:
        name = value.get(discriminator) if isinstance(value, dict) else None
        path = members.get(name) if isinstance(name, str) else None
        return (_model_named(path) if path else plain)(value)

    return convert


@cache
def _model_named(path: str) -> Convert:
    return _model(_class(path))
