"""File names inside a package: made so that every system takes them, and refused when they are not.

The rules are those of the strictest system a package meets, Windows: no reserved characters or device
names, no dot or space at the end, and names that differ only in case are the same name.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

#: Longest name of a file in bytes of UTF-8; file systems take 255, and a number may be added.
_MOST_BYTES = 200
_MOST_PATH = 1000
_MOST_DEPTH = 8
_RESERVED = frozenset('<>:"|?*\\')
#: Characters that turn the direction of text, so that a name reads as another.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DEVICE = re.compile(r"^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)


def fault_of(name: str) -> str:
    """Return why a name from a package must not become a file: a code, or an empty text for a good one.

    Returns
    -------
    str
        ``name_outside`` (leads out of the folder) or ``name_unsafe`` (a system would take it for something else).
    """
    parts = name.removesuffix("/").split("/")
    if name.startswith(("/", "\\")) or re.match(r"^[A-Za-z]:", name) or ".." in re.split(r"[/\\]", name):
        return "name_outside"
    if not name or len(name.encode("utf-8", "surrogatepass")) > _MOST_PATH or len(parts) > _MOST_DEPTH:
        return "name_unsafe"
    return "name_unsafe" if any(not _is_good(part) for part in parts) else ""


def _is_good(part: str) -> bool:
    return (
        part not in ("", ".")
        and part == part.rstrip(". ")
        and len(part.encode("utf-8", "surrogatepass")) <= 255
        and not _DEVICE.match(part)
        and not any(_is_bad(character) for character in part)
    )


def _is_bad(character: str) -> bool:
    return character in _RESERVED or character in _TURNING or unicodedata.category(character) in ("Cc", "Cs")


def folded(name: str) -> str:
    """Return a name as systems compare names that ignore case and Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def safe(name: str, *, suffix: str = "", otherwise: str = "file") -> str:
    """Return a name that every system takes, as like the given one as can be.

    Parameters
    ----------
    suffix : str
        What the name ends with; it is kept whole when a long name is cut.
    otherwise : str
        The name when nothing of it is left.
    """
    name = unicodedata.normalize("NFC", name)
    stem = "".join("_" if character == "/" or _is_bad(character) else character for character in name)
    stem = stem.removesuffix(suffix).strip(" .") if suffix else stem.strip(" .")
    if not suffix and "." in stem:
        stem, dot, ending = stem.rpartition(".")
        stem, suffix = (stem, dot + ending) if len(ending) <= 10 else (f"{stem}.{ending}", "")
    stem = _cut(stem, _MOST_BYTES - len(suffix.encode())).strip(" .") or otherwise
    made = stem + suffix
    return f"_{made}" if _DEVICE.match(made) else made


def _cut(text: str, most_bytes: int) -> str:
    return text.encode()[: max(most_bytes, 1)].decode(errors="ignore")


def numbered(name: str, number: int, *, suffix: str = "") -> str:
    """Return a name with a number before its ending, e.g. ``dem (2).tif``; the first has none."""
    if number < 2:
        return name
    ending = suffix if suffix and name.endswith(suffix) else PurePosixPath(name).suffix
    return f"{name.removesuffix(ending)} ({number}){ending}"
