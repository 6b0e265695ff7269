"""The transmission matrix as a workbook; the words come from whoever asks for it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from layers.export.book import Sheet, write_book
from layers.spread.transmission import Transmission

#: Columns of the sheet by county, in order.
FLOW_COLUMNS = (
    "own",
    "outgoing",
    "incoming",
    "net",
    "export_rate",
    "incoming_share",
    "receivers",
    "sources",
    "effective_sources",
)


def write_matrix(
    target: Path,
    matrices: Sequence[Transmission],
    names: Mapping[str, str],
    words: Mapping[str, str],
    notes: Sequence[Sequence[Any]],
) -> Path:
    """Write matrices and what follows from them, county by county.

    Parameters
    ----------
    target : Path
    matrices : sequence of Transmission
    names : dict of str to str
        County code → name.
    words : dict of str to str
        ``from``, ``outside``, ``county``, ``notes``, a title for each value and each of :data:`FLOW_COLUMNS`.
    notes : rows of the last sheet: weather, lattice, sources.

    Raises
    ------
    ExportError
        The file cannot be written.
    """
    sheets = []
    for one in matrices:
        heads = [names.get(code, code) for code in one.counties] + [words["outside"]]
        suffix = f" {one.duration_min / 60:g} h"
        for value, matrix in one.sent.items():
            rows: list[list[Any]] = [[head, *map(_number, row)] for head, row in zip(heads, matrix, strict=True)]
            widths = [18, *[12] * len(heads)]
            sheets.append(Sheet(words[value] + suffix, [words["from"], *heads], widths, rows, len(rows)))
            flows = one.flows(value)
            columns = [np.asarray(getattr(flows, name), dtype=float) for name in FLOW_COLUMNS]
            rows = [[head, *map(_number, row)] for head, row in zip(heads, zip(*columns, strict=True), strict=True)]
            title = f"{words['county']} · {words[value]}{suffix}"
            heading = [words["county"], *(words[name] for name in FLOW_COLUMNS)]
            sheets.append(Sheet(title, heading, [18, *[14] * len(FLOW_COLUMNS)], rows, len(rows), has_filter=True))
    sheets.append(Sheet(words["notes"], ["", ""], [30, 80], list(notes), len(notes)))
    write_book(Path(target), sheets)
    return Path(target)


def _number(value: float) -> float | str:
    return round(float(value), 6) if math.isfinite(value) else ""
