"""Dataclasses to JSON and back, by their annotations. Pure; strict: what is not as annotated is an error."""

import types
import uuid
from base64 import b64decode, b64encode
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any, Union, get_args, get_origin, get_type_hints


def plain(value: Any) -> Any:
    """The value as `json` knows it: dataclasses as objects, bytes in base64, datetimes and UUIDs as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return str(value) if isinstance(value, uuid.UUID) else value


def typed(wanted: Any, value: Any) -> Any:
    """What `plain` made, as the annotation `wanted` says. Raises TypeError, ValueError or AttributeError."""
    if is_dataclass(wanted) and isinstance(wanted, type):
        return _dataclass(wanted, value)
    origin = get_origin(wanted)
    if origin in (Union, types.UnionType):
        (kept,) = (each for each in get_args(wanted) if each is not type(None))
        return None if value is None else typed(kept, value)
    if origin is tuple:
        return tuple(typed(get_args(wanted)[0], each) for each in value)
    return _scalar(wanted, value)


def _dataclass(wanted: type, value: dict[str, Any]) -> Any:
    hints = get_type_hints(wanted)
    if value.keys() - {each.name for each in fields(wanted)}:
        raise TypeError("a field that is not known here")
    return wanted(**{name: typed(hints[name], each) for name, each in value.items()})


def _scalar(wanted: type, value: Any) -> Any:
    if wanted is datetime:
        return datetime.fromisoformat(value)
    if wanted is uuid.UUID:
        return uuid.UUID(value)
    if wanted is bytes:
        return b64decode(value, validate=True)
    if wanted is float and type(value) is int:
        return float(value)
    if type(value) is not wanted:
        raise TypeError(f"{wanted.__name__} expected")
    return value
