"""Rasters whose smallest readable piece would fill the memory: a strip as large as the whole, an interlaced picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from layers.errors import RasterTooLarge

#: Most bytes of one block: a program that writes larger ones means ill, or knows no tiles.
MOST_BYTES = 256 << 20
_PNG_INTERLACED_AT = 28


def require_modest(dataset: Any, path: Path) -> None:
    """Make sure that no single block of an open raster takes more than :data:`MOST_BYTES`.

    GDAL reads a block whole, however little of it is asked for; a compressed one of gigabytes is some kilobytes long.

    Raises
    ------
    RasterTooLarge
        A block is larger.
    """
    item = max((np.dtype(_known(name)).itemsize for name in dataset.dtypes), default=1)
    bands = dataset.count if str(dataset.profile.get("interleave", "")).lower() == "pixel" else 1
    cells = max((rows * columns for rows, columns in dataset.block_shapes), default=0)
    if _is_interlaced(path):
        cells = dataset.width * dataset.height
    if cells * item * bands > MOST_BYTES:
        limit = MOST_BYTES // (item * bands)
        raise RasterTooLarge(path=str(path), width=dataset.width, height=dataset.height, limit=limit)


def _known(name: str) -> str:
    return "complex64" if name == "complex_int16" else name


def _is_interlaced(path: Path) -> bool:
    """Return whether a file is a PNG that has to be unpacked whole (Adam7)."""
    with path.open("rb") as stream:
        head = stream.read(_PNG_INTERLACED_AT + 1)
    return head.startswith(b"\x89PNG") and len(head) > _PNG_INTERLACED_AT and head[_PNG_INTERLACED_AT] == 1
