"""Arcs and curved polygons: GDAL hands them over as chords without a word, so they are looked for before."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layers.sources.marks import Mark

#: An arc becomes chords of this many degrees: none is farther from the arc than radius × (1 − cos ½°) = 0.004 %.
STEP_DEG = 1
#: Formats in which a layer can hold curves.
FORMATS = frozenset({"geopackage", "filegdb"})
_CURVED = ("CIRCULARSTRING", "COMPOUNDCURVE", "CURVEPOLYGON", "MULTICURVE", "MULTISURFACE")
_STRAIGHT = {"POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON"}


def curved(
    pyogrio: Any, path: Path, format_code: str, number: int, layer: str, fids: NDArray[np.int64] | None
) -> list[Mark]:
    """Return the mark of features that GDAL reads as chords of curves.

    Parameters
    ----------
    pyogrio : module
        As held by :func:`layers.sources.vector.gdal`.
    path, format_code, number, layer
        The file, its format and its layer.
    fids : ndarray of n
        Feature ids in the order read.

    Notes
    -----
    ``MultiSurface`` and ``MultiCurve`` are counted too: their parts may be straight, but nothing cheap tells.
    A GeoPackage's layer is looked through only where its declared type allows curves.
    """
    if format_code not in FORMATS or fids is None or (format_code == "geopackage" and _is_straight(path, layer)):
        return []
    quoted = layer.replace('"', '\\"')
    kinds = ", ".join(f"'{kind}'" for kind in _CURVED)
    sql = f'SELECT FID FROM "{quoted}" WHERE OGR_GEOMETRY IN ({kinds})'
    try:
        _, found, _, _ = pyogrio.raw.read(
            str(path.absolute()), sql=sql, sql_dialect="OGRSQL", read_geometry=False, return_fids=True
        )
    except Exception:  # a layer without shapes has no such column
        return []
    if found is None or len(found) == 0:
        return []
    rows = np.flatnonzero(np.isin(fids, found))
    return [Mark("curves_linearised", "warning", rows, {"step_deg": STEP_DEG})]


def _is_straight(path: Path, layer: str) -> bool:
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as db:
            row = db.execute(
                "SELECT geometry_type_name FROM gpkg_geometry_columns WHERE table_name = ?", (layer,)
            ).fetchone()
    except sqlite3.Error:
        return False
    return row is not None and str(row[0]).upper() in _STRAIGHT
