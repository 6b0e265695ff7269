"""Drawings (DXF) whose blocks hold each other: how much they unfold to is counted before anything unfolds them.

A block of fifty copies of a block of fifty copies … is a few lines of text and more shapes than any memory holds; so is
one INSERT of 30 000 columns and rows.  GDAL unfolds them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from layers.errors import UnsupportedFormat
from layers.sources.sniff import refuse

#: Most shapes that all INSERTs of a drawing may make, and how deep blocks may lie in blocks.
MAX_SHAPES = 500_000
MAX_DEPTH = 32
_USES_BLOCK = ("INSERT", "DIMENSION")
_NO_SHAPES = ("VERTEX", "SEQEND", "ATTRIB", "ENDSEC", "SECTION", "BLOCK", "ENDBLK", "EOF")


@dataclass
class _Content:
    """What a block, or the drawing itself, holds: shapes of its own and copies of blocks."""

    shapes: int = 0
    copies: dict[str, int] = field(default_factory=dict)


def require_bounded(path: Path) -> None:
    """Refuse a drawing that unfolds to more than :data:`MAX_SHAPES` shapes or holds itself.

    Raises
    ------
    UnsupportedFormat
    """
    raw = path.read_bytes()
    if b"INSERT" not in raw and b"DIMENSION" not in raw:
        return
    blocks = _blocks(raw)
    sizes: dict[str, int] = {name: one.shapes for name, one in blocks.items() if not one.copies}
    for _ in range(MAX_DEPTH):
        ready = {
            name: one.shapes + sum(sizes[used] * count for used, count in one.copies.items())
            for name, one in blocks.items()
            if name not in sizes and all(used in sizes for used in one.copies)
        }
        if not ready:
            break
        sizes.update(ready)
    if len(sizes) < len(blocks) or sizes[""] - blocks[""].shapes > MAX_SHAPES:
        raise refuse(UnsupportedFormat, path, "dxf_blocks")


def _blocks(raw: bytes) -> dict[str, _Content]:
    """Return the content of every block by its name, and of the drawing itself under ""."""
    found = {"": _Content()}
    here = found[""]
    kind, used, columns, rows, is_named = "", "", 1, 1, True
    for code, value in [*_pairs(raw), ("0", "EOF")]:
        if code == "0":
            if kind in _USES_BLOCK and used:
                here.copies[used] = here.copies.get(used, 0) + columns * rows
            elif kind and kind not in _NO_SHAPES:
                here.shapes += 1
            kind, used, columns, rows = value.upper(), "", 1, 1
            is_named = kind != "BLOCK"
            if kind == "ENDBLK":
                here = found[""]
        elif code == "2" and not is_named:
            here, is_named = found.setdefault(value.upper(), _Content()), True
        elif code == "2" and kind in _USES_BLOCK:
            used = value.upper()
        elif code in ("70", "71") and kind == "INSERT":
            count = int(value) if value.isdecimal() and len(value) < 9 else 1
            columns, rows = (max(count, 1), rows) if code == "70" else (columns, max(count, 1))
    for one in found.values():  # blocks that are nowhere unfold to nothing
        one.copies = {name: count for name, count in one.copies.items() if name in found}
    return found


def _pairs(raw: bytes) -> Iterator[tuple[str, str]]:
    lines = raw.splitlines()  # of bytes: as text a line would also end at 0x85, which is in many Chinese characters
    for place in range(0, len(lines) - 1, 2):
        yield lines[place].decode("latin-1").strip(), lines[place + 1].decode("latin-1").strip()
