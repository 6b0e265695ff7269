"""Two versions of one layer or list that know nothing of each other, as frames: last year's file and this year's."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from layers.exchange.comparing import compare
from layers.exchange.matching import in_our_uids
from layers.exchange.model import FEATURES, Column, Comparison, Finding, Rows, State, ValueKind
from layers.plan import geometry_blob
from layers.plan.frames import describe_columns, encoded
from layers.plan.schema import GEOMETRY_COLUMN, Kind

_TABLE = FEATURES + "file"
#: Columns that are made on reading and say nothing of the thing.
_MADE = frozenset({"uid", "fid"})


def compare_frames(ours: pd.DataFrame, theirs: pd.DataFrame) -> Comparison:
    """Match two versions by code, name or overlap, and list what differs.

    Parameters
    ----------
    ours, theirs : DataFrame or GeoDataFrame
        Shapes in EPSG:4490.  Columns that only one of them has are a finding.

    Returns
    -------
    Comparison
        Without an ancestor: what has no match in ours was added, every differing field of a match is asked.
        What only ours has is counted in ``ours_only``.
    """
    common = [name for name in _names(ours) if name in _names(theirs)]
    one, other = _rows(ours, common, "ours"), _rows(theirs, common, "theirs")
    found = in_our_uids(State({_TABLE: one}), State({_TABLE: other}))
    comparison = compare(None, State({_TABLE: one}), found.state, matched=found.how, their_uids=found.their_uids)
    findings = []
    for code, left, right in (("columns_only_ours", ours, theirs), ("columns_only_theirs", theirs, ours)):
        if alone := [name for name in _names(left) if name not in _names(right)]:
            findings.append(Finding(code, {"columns": alone}))
    return Comparison(
        None,
        comparison.ours,
        comparison.theirs,
        comparison.differences,
        comparison.agreed,
        comparison.ours_only,
        tuple(findings),
    )


def _names(frame: pd.DataFrame) -> list[str]:
    shape = frame.geometry.name if isinstance(frame, gpd.GeoDataFrame) else None
    return [GEOMETRY_COLUMN if name == shape else str(name) for name in frame.columns if name not in _MADE]


def _rows(frame: pd.DataFrame, names: list[str], side: str) -> Rows:
    """Return a frame as rows; their uids are their places, which mean nothing on the other side."""
    shape = frame.geometry.name if isinstance(frame, gpd.GeoDataFrame) else None
    kinds = {column.name: column.kind for column in describe_columns(frame, shape)}
    columns: list[Column] = []
    values: list[list[Any]] = []
    for name in names:
        if name == GEOMETRY_COLUMN and shape is not None:
            columns.append(Column(name, ValueKind.GEOMETRY))
            values.append(list(geometry_blob.encode(np.asarray(frame.geometry.array, dtype=object))))
            continue
        kind = kinds[name]
        columns.append(Column(name, ValueKind.JSON if kind is Kind.JSON else ValueKind.PLAIN))
        values.append(encoded(frame[name], kind))
    rows = {f"{side}-{place}": row for place, row in enumerate(zip(*values, strict=True), start=1)} if values else {}
    return Rows(_TABLE, tuple(columns), rows)
