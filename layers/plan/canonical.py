"""Values in the one form that is hashed: every value says its kind and where it ends.

``docs/plan-format.md``, section *Content hash*, defines the form.  A change of a single byte here makes
other hashes and needs a new number in :data:`VERSION`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

#: Number of the canonical form, hashed first.
VERSION = 1

#: Decimals of a number by the end of the name it stands under; the first that fits counts.
_DECIMALS = (("_m2", 2), ("_km2", 8), ("_km", 6), ("_ha", 6), ("_m", 3))
#: Decimals of every other number.
DEFAULT_DECIMALS = 9

#: JSON nested deeper than this cannot be read: no plan has such, and every reader must draw the line at one place.
MOST_LEVELS = 100

NULL = b"n"


def decimals_of(name: str, inherited: int = DEFAULT_DECIMALS) -> int:
    """Return the decimals of numbers under a name: by its unit, else those of the name around it."""
    return next((decimals for end, decimals in _DECIMALS if name.endswith(end)), inherited)


def text(value: str) -> bytes:
    """Return a text: the bytes of its UTF-8 as they are, their number before them."""
    raw = value.encode("utf-8", "surrogatepass")
    return b"t%d:%b" % (len(raw), raw)


def number(value: float, decimals: int) -> bytes:
    """Return a number rounded to some decimals, without zeros at the end and without a minus before zero."""
    if isinstance(value, int):
        return b"d%d;" % value
    shown = f"{value:.{decimals}f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return b"d0;" if shown == "-0" else b"d%b;" % shown.encode()


def unreadable(raw: bytes) -> bytes:
    """Return something that is not what its column promises, byte for byte."""
    return b"x%d:%b" % (len(raw), raw)


def stored(value: Any, decimals: int = DEFAULT_DECIMALS) -> bytes:
    """Return a value as SQLite holds it: NULL, integer, real, text or blob."""
    if value is None:
        return NULL
    if isinstance(value, str):
        return text(value)
    if isinstance(value, bytes):
        return unreadable(value)
    return number(value, decimals)


def json_text(value: Any, decimals: int = DEFAULT_DECIMALS) -> bytes:
    """Return JSON text by what it says; NULL stays apart from JSON's ``null``."""
    if not isinstance(value, str):
        return stored(value, decimals)
    try:
        parsed = read_json(value)
    except ValueError:
        return unreadable(value.encode("utf-8", "surrogatepass"))
    return b"j" + plain(parsed, decimals)


def read_json(value: str) -> Any:
    """Return what JSON text says; ``ValueError`` when it is none or nested deeper than :data:`MOST_LEVELS`."""
    try:
        parsed = json.loads(value)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    level = _containers([parsed])
    for _ in range(MOST_LEVELS):
        if not level:
            return parsed
        level = [inner for one in level for inner in _containers(one.values() if isinstance(one, dict) else one)]
    if level:
        raise ValueError("nested too deeply")
    return parsed


def _containers(values: Iterable[Any]) -> list[Any]:
    return [value for value in values if isinstance(value, dict | list)]


def plain(value: Any, decimals: int = DEFAULT_DECIMALS) -> bytes:
    """Return plain data: lists in order, keys sorted by their UTF-8, numbers by the nearest name with a unit."""
    if value is None:
        return NULL
    if value is True:
        return b"y"
    if value is False:
        return b"f"
    if isinstance(value, str):
        return text(value)
    if isinstance(value, list | tuple):
        return b"[" + b"".join(plain(item, decimals) for item in value) + b"]"
    if isinstance(value, dict):
        pairs = sorted((key.encode("utf-8", "surrogatepass"), key) for key in value)
        return b"{" + b"".join(text(key) + plain(value[key], decimals_of(key, decimals)) for _, key in pairs) + b"}"
    return number(value, decimals)


def row(values: Iterable[bytes]) -> bytes:
    """Return a row of values that are in canonical form already."""
    return b"(" + b"".join(values) + b")"
