"""Joint-patrol areas from any polygon file: name, note and outline."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from layers.errors import NoGeometry
from layers.kinds import Role, Shape
from layers.sources.fields import find, texts
from layers.sources.model import ReadChoice
from layers.sources.reading import read
from layers.sources.sniff import refuse

if TYPE_CHECKING:
    import geopandas as gpd

#: Columns of the returned frame: those of a patrol area that a file can tell.
COLUMNS = ("uid", "name", "note", "geometry")
_NOTE_NAMES = ("note", "notes", "remark", "remarks", "备注", "说明", "描述", "description", "desc", "comment", "bz")


def read_patrol_areas(path: str | Path, choice: ReadChoice | None = None) -> gpd.GeoDataFrame:
    """Return every polygon of a file as a patrol area.

    Parameters
    ----------
    path : path
        Any vector source; points and lines in it are left out.
    choice : ReadChoice, optional
        Layer, CRS and encoding; a role is ignored.

    Returns
    -------
    GeoDataFrame, EPSG:4490
        Columns :data:`COLUMNS`; ``name`` is "" where the file has none: the plan numbers it.

    Raises
    ------
    SourceError
        As :func:`read`; :class:`NoGeometry` when there is no polygon.
    """
    import geopandas as gpd
    import pandas as pd

    chosen = replace(choice or ReadChoice(), role=Role.OTHER)
    layers = [layer for layer in read(path, chosen) if layer.shape is Shape.POLYGON and layer.frame is not None]
    if not layers:
        raise refuse(NoGeometry, Path(path), "shape_for_role")
    frames = [_areas(layer.frame) for layer in layers if layer.frame is not None]
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs="EPSG:4490")[list(COLUMNS)]


def _areas(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    from layers.sources.fields import key

    out = frame[["uid", "name", "geometry"]].copy()
    keys = {key(str(column)): column for column in frame.columns if column != "geometry"}
    column = next((keys[name] for name in _NOTE_NAMES if name in keys), None)
    out["note"] = texts(frame[column]) if column is not None else ""
    if (out["name"] == "").all() and find(frame, "name"):
        out["name"] = texts(frame[find(frame, "name")[0]])
    return out
