"""Results of ``sources`` ↔ plain JSON and buffers: what comes back can only be data.

The reader may have been taken over by the file it reads, so nothing here executes what it says: classes are named,
looked up among the dataclasses, enumerations and errors of this program's own rooms, and built from plain values.
"""

from __future__ import annotations

import dataclasses
import importlib
import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np

from layers.errors import LianfangError
from layers.progress import Cancelled
from layers.sources.child.wire import BadAnswer, Parts, Sink

#: Where classes that may cross live.
_ROOMS = re.compile(r"layers\.(?:kinds|errors|plan\.model|sources(?:\.\w+)+)")
#: Kinds of numpy numbers that are nothing but their bytes.
_NUMBERS = "biufMm"
_PLAIN = (bool, int, float, str, type(None))


def encode(value: Any, sink: Sink) -> Any:
    """Return a value as JSON can hold it; arrays and tables go to the sink.

    Raises
    ------
    TypeError
        It holds something that may not cross.
    """
    if isinstance(value, Enum):
        return {"is": "enum", "class": _name(type(value)), "value": value.value}
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, np.generic) and value.dtype.kind in "biuf":
        return value.item()
    if isinstance(value, list):
        return [encode(item, sink) for item in value]
    if isinstance(value, tuple | set | frozenset):
        kind = "tuple" if isinstance(value, tuple) else "set"
        return {"is": kind, "items": [encode(item, sink) for item in value]}
    if isinstance(value, Mapping):
        return {"is": "dict", "items": [[encode(key, sink), encode(item, sink)] for key, item in value.items()]}
    if isinstance(value, Path):
        return {"is": "path", "value": str(value)}
    if isinstance(value, date):  # a datetime is one too
        return {"is": "datetime" if isinstance(value, datetime) else "date", "value": value.isoformat()}
    if isinstance(value, LianfangError):
        return {"is": "error", "class": _name(type(value)), "facts": encode(value.facts, sink)}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value) if field.init}
        items = {name: encode(item, sink) for name, item in fields.items()}
        return {"is": "data", "class": _name(type(value)), "fields": items}
    if isinstance(value, np.ndarray) and value.dtype.kind in _NUMBERS:
        return {"is": "array", "type": value.dtype.str, "shape": list(value.shape), "at": sink.put(value.tobytes())}
    if isinstance(value, np.ndarray) and value.dtype == object and value.ndim == 1:
        return _encode_objects(value, sink)
    return _encode_table(value, sink)


def decode(tree: Any, pieces: Parts) -> Any:
    """Return the value that :func:`encode` was given.

    Raises
    ------
    BadAnswer
        The tree is none of ours.
    """
    if isinstance(tree, _PLAIN):
        return tree
    if isinstance(tree, list):
        return [decode(item, pieces) for item in tree]
    try:
        return _DECODERS[tree["is"]](tree, pieces)
    except BadAnswer:
        raise
    except Exception as error:  # whatever numpy, pandas, GEOS or a class of ours finds wrong with it
        if isinstance(error, Cancelled | MemoryError):
            raise
        raise BadAnswer(f"{type(error).__name__}: {error}") from error


def dumped(value: Any, sink: Sink) -> list[int]:
    """Send a value whole; return what :func:`loaded` takes."""
    return sink.put(json.dumps(encode(value, sink)).encode())


def loaded(place: Any, pieces: Parts) -> Any:
    """Return the value that :func:`dumped` sent.

    Raises
    ------
    BadAnswer
        It is none of ours.
    """
    try:
        tree = json.loads(pieces.get(place))
    except (ValueError, RecursionError) as error:
        raise BadAnswer("not JSON") from error
    try:
        return decode(tree, pieces)
    except RecursionError as error:
        raise BadAnswer("nested without end") from error


def _name(kind: type) -> str:
    if not _ROOMS.fullmatch(kind.__module__):
        raise TypeError(f"{kind.__module__}.{kind.__qualname__} may not cross")
    return f"{kind.__module__}:{kind.__qualname__}"


def _class(name: Any, base: type | None) -> Any:
    """Return a class of our rooms by its name: a subclass of ``base``, or without one a dataclass."""
    module, _, own = str(name).partition(":")
    if not _ROOMS.fullmatch(module) or not own.isidentifier():
        raise BadAnswer(f"class {name}")
    found = getattr(importlib.import_module(module), own)
    is_one = isinstance(found, type) and (dataclasses.is_dataclass(found) if base is None else issubclass(found, base))
    if not is_one or found.__module__ != module:
        raise BadAnswer(f"class {name}")
    return found


def _decode_array(tree: Any, pieces: Parts) -> Any:
    kind = np.dtype(str(tree["type"]))
    if kind.kind not in _NUMBERS:
        raise BadAnswer(f"an array of {kind}")
    return np.frombuffer(bytearray(pieces.get(tree["at"])), dtype=kind).reshape([int(side) for side in tree["shape"]])


def _encode_objects(value: Any, sink: Sink) -> dict[str, Any]:
    """Send texts as a list, shapes as shapes; an array of anything else may not cross."""
    cells = value.tolist()
    if all(cell is None or isinstance(cell, str) for cell in cells):
        return {"is": "texts", "items": cells}
    from layers.sources.child import shapes

    return {"is": "shapes", "parts": shapes.send(value, sink)}


def _decode_texts(tree: Any, _pieces: Parts) -> Any:
    made = np.empty(len(tree["items"]), dtype=object)
    made[:] = [cell if cell is None else str(cell) for cell in tree["items"]]
    return made


def _decode_shapes(tree: Any, pieces: Parts) -> Any:
    parts = [pieces.shapes(number) for number in tree["parts"]]
    return np.concatenate(parts) if parts else np.empty(0, dtype=object)


def _decode_data(tree: Any, pieces: Parts) -> Any:
    fields = {str(name): decode(item, pieces) for name, item in tree["fields"].items()}
    return _class(tree["class"], None)(**fields)


def _decode_error(tree: Any, pieces: Parts) -> LianfangError:
    facts = decode(tree["facts"], pieces)
    error = _class(tree["class"], LianfangError)(**{str(name): value for name, value in facts.items()})
    assert isinstance(error, LianfangError)
    return error


def _decode_table(tree: Any, pieces: Parts) -> Any:
    from layers.sources.child import tables

    return tables.decode(tree, pieces)


def _encode_table(value: Any, sink: Sink) -> Any:
    import pandas as pd

    if isinstance(value, pd.DataFrame):
        from layers.sources.child import tables

        return tables.encode(value, sink)
    raise TypeError(f"{type(value).__module__}.{type(value).__qualname__} may not cross")


_DECODERS: dict[str, Any] = {
    "enum": lambda tree, pieces: _class(tree["class"], Enum)(tree["value"]),
    "tuple": lambda tree, pieces: tuple(decode(item, pieces) for item in tree["items"]),
    "set": lambda tree, pieces: frozenset(decode(item, pieces) for item in tree["items"]),
    "dict": lambda tree, pieces: {decode(key, pieces): decode(item, pieces) for key, item in tree["items"]},
    "path": lambda tree, pieces: Path(tree["value"]),
    "date": lambda tree, pieces: date.fromisoformat(tree["value"]),
    "datetime": lambda tree, pieces: datetime.fromisoformat(tree["value"]),
    "error": _decode_error,
    "data": _decode_data,
    "array": _decode_array,
    "texts": _decode_texts,
    "shapes": _decode_shapes,
    "table": _decode_table,
}
