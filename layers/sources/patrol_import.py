"""Joint-patrol areas from any polygon file: name, note and outline."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from layers.errors import NoGeometry
from layers.kinds import Role, Shape
from layers.progress import Progress, silent
from layers.sources.fields import find, texts
from layers.sources.model import ReadChoice
from layers.sources.reading import read
from layers.sources.sniff import refuse
from layers.sources.uids import is_uid

if TYPE_CHECKING:
    import geopandas as gpd

#: Columns of the returned frame: those of a patrol area that a file can tell.
COLUMNS = ("uid", "name", "note", "geometry")
#: What the layer of the outline is called in this program's own exports, which have parts and zones beside it.
AREA_LAYERS = frozenset({"area", "联防区", "Joint-patrol area"})
_NOTE_NAMES = ("note", "notes", "remark", "remarks", "备注", "说明", "描述", "description", "desc", "comment", "bz")


def read_patrol_areas(
    path: str | Path, choice: ReadChoice | None = None, *, progress: Progress = silent
) -> gpd.GeoDataFrame:
    """Return every polygon of a file as a patrol area.

    Parameters
    ----------
    path : path
        Any vector source; points and lines in it are left out.  Of an area this program exported, which comes
        with its parts and zones, only the outline is taken.
    choice : ReadChoice, optional
        Layer, CRS and encoding; a role is ignored.

    Returns
    -------
    GeoDataFrame, EPSG:4490
        Columns :data:`COLUMNS`; ``uid`` is the file's where it has one of ours; ``name`` is "" where the file
        has none: the plan numbers it.

    Raises
    ------
    SourceError
        As :func:`read`; :class:`NoGeometry` when there is no polygon.
    """
    import geopandas as gpd
    import pandas as pd

    chosen = replace(choice or ReadChoice(), role=Role.OTHER)
    found = read(path, chosen, progress=progress)
    layers = [layer for layer in found if layer.shape is Shape.POLYGON and layer.frame is not None]
    if not layers:
        raise refuse(NoGeometry, Path(path), "shape_for_role")
    if any(layer.title in AREA_LAYERS for layer in layers):
        layers = [layer for layer in layers if layer.title in AREA_LAYERS]
    frames = [_areas(layer.frame) for layer in layers if layer.frame is not None]
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs="EPSG:4490")[list(COLUMNS)]


def _areas(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    from layers.sources.fields import key

    if "layer" in frame and frame["layer"].isin(AREA_LAYERS).any():  # all layers of a GeoJSON are one
        frame = frame[frame["layer"].isin(AREA_LAYERS)]
    out = frame[["uid", "name", "geometry"]].copy()
    if "uid_source" in frame:
        own = frame["uid_source"].map(is_uid)
        out.loc[own, "uid"] = frame.loc[own, "uid_source"]
    keys = {key(str(column)): column for column in frame.columns if column != "geometry"}
    column = next((keys[name] for name in _NOTE_NAMES if name in keys), None)
    out["note"] = texts(frame[column]) if column is not None else ""
    if (out["name"] == "").all() and find(frame, "name"):
        out["name"] = texts(frame[find(frame, "name")[0]])
    return out
