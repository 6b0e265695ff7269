"""What the rasters of a plan say at a point: elevation with slope, the class of land cover by name, a plain value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from layers.forest_cover import NOTE, is_made_from
from layers.kinds import Role
from layers.plan.model import LayerRecord
from layers.sources.landcover import Crosswalk, Evidence, LandClass, chosen, classifications, recognise
from layers.sources.raster_values import CellValue, value_at

#: Cells on a side that are looked at to tell which list of classes a raster follows.
_SAMPLE = 256


@dataclass(frozen=True)
class RasterAnswer:
    """What one raster layer says at a point.

    ``land_class`` is the class of a known list, None where the list or the value is not known; ``problem`` says why
    the file could not be read, "" when it was.
    """

    layer: str
    role: Role
    cell: CellValue = field(default_factory=CellValue)
    land_class: LandClass | None = None
    problem: str = ""


def look_at(record: LayerRecord, path: Path, lon: float, lat: float, layers: Sequence[LayerRecord]) -> RasterAnswer:
    """Return what a raster layer says at a point (EPSG:4490); a file that cannot be read is an answer too.

    Parameters
    ----------
    record : LayerRecord
    path : Path
        Where its file is now.
    lon, lat : float
    layers : sequence of LayerRecord
        Of the plan: forest that was made from land cover knows which list of classes was meant.
    """
    try:
        cell = value_at(path, lon, lat, is_terrain=record.role is Role.TERRAIN)
        named = _class_of(record, path, cell, layers) if record.role is Role.LAND_COVER else None
    except Exception as error:  # GDAL's own kinds, a CRS it does not know, a library that is not there
        return RasterAnswer(record.uid, record.role, problem=str(error) or type(error).__name__)
    return RasterAnswer(record.uid, record.role, cell, named)


def _class_of(record: LayerRecord, path: Path, cell: CellValue, layers: Sequence[LayerRecord]) -> LandClass | None:
    if cell.value is None:
        return None
    code = classification_of(record, path, layers)
    if code is None:
        return None
    one = classifications()[code]
    key = one.key(f"{cell.value:g}")
    return one.classes[key] if key is not None else None


def classification_of(record: LayerRecord, path: Path, layers: Sequence[LayerRecord]) -> str | None:
    """Return which list of classes a land-cover raster follows: decided when forest was made of it, else recognised."""
    return _decided(record, layers) or chosen(recognise(_evidence(record, path)))


def _decided(record: LayerRecord, layers: Sequence[LayerRecord]) -> str | None:
    """Return the list of classes that forest was made with from this layer."""
    for other in layers:
        if is_made_from(other, record):
            for note in other.source.notes:
                if note.get("code") == NOTE and "crosswalk" in note:
                    return Crosswalk.from_data(note["crosswalk"]).classification
    return None


def _evidence(record: LayerRecord, path: Path) -> Evidence:
    import rasterio

    with rasterio.open(path, driver="GTiff") as source:
        shape = (min(source.height, _SAMPLE), min(source.width, _SAMPLE))
        values = np.unique(source.read(1, masked=True, out_shape=shape).compressed())
        try:
            palette = source.colormap(1)
        except ValueError:
            palette = {}
    shown = {f"{value:g}" for value in values[:_SAMPLE]}
    colors = {f"{value:g}": "#{:02x}{:02x}{:02x}".format(*rgba[:3]) for value, rgba in palette.items()}
    names = (record.title, path.name, Path(record.source.path).name)
    return Evidence(frozenset(shown), names, {value: color for value, color in colors.items() if value in shown})
