"""The head of a table whose coordinate columns were not recognised, so that the planner can name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from layers.errors import SourceError
from layers.kinds import Role, Shape
from layers.sources import preparing, roles
from layers.sources.angles import parse_angles
from layers.sources.choosing import sample_rows
from layers.sources.container import open_source
from layers.sources.model import ReadChoice
from layers.sources.readings import Court
from layers.sources.vector import RawLayer

#: Rows shown.
_ROWS = 4


@dataclass(frozen=True)
class TablePreview:
    """Columns and first rows of a table.

    ``name`` is what :attr:`ReadChoice.layer` takes; ``ranges`` holds the least and greatest number of each column
    that could be coordinates (source units), for :func:`layers.sources.datum.candidates`.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int
    ranges: Mapping[str, tuple[float, float]]
    proposed_role: Role
    sample: pd.DataFrame | None = field(default=None, compare=False, repr=False)  # some rows, for the other columns
    court: Court | None = field(default=None, compare=False, repr=False)  # the readings of its text
    encoding: str = "UTF-8"


def preview_tables(path: Path, encoding: str | None = None) -> list[TablePreview]:
    """Return the tables of a source that have rows but no shapes; none when it cannot be read."""
    found = []
    try:
        with open_source(path, encoding) as opened:
            for member in opened.members:
                if member.error is not None or member.format not in ("csv", "dbf", "xlsx", "geoparquet"):
                    continue
                raws = preparing.raw_layers(member, ReadChoice(encoding=encoding))
                names = preparing.layer_names(opened, member, raws)
                found += [_preview(name, raw) for raw, name in zip(raws, names, strict=True) if raw.wkb is None]
    except (SourceError, OSError):
        return []
    return [table for table in found if table.count and len(table.ranges) >= 2]


def _preview(name: str, raw: RawLayer) -> TablePreview:
    frame = raw.attributes
    head = tuple(
        tuple("" if pd.isna(cell) else str(cell) for cell in row)
        for row in frame.head(_ROWS).itertuples(index=False, name=None)
    )
    ranges = {}
    for column in frame.columns:
        numbers = parse_angles(frame[column])
        known = numbers[np.isfinite(numbers)]
        if len(known):
            ranges[str(column)] = (float(known.min()), float(known.max()))
    role, _reasons = roles.propose(Shape.POINT, (name,), frame)
    columns, sample = tuple(map(str, frame.columns)), sample_rows(frame)
    return TablePreview(name, columns, head, len(frame), ranges, role, sample, raw.court, raw.encoding)
