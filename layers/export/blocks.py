"""Blocks as a map layer for other programs: GeoPackage or GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from layers.crs import STORAGE_CRS
from layers.errors import ExportError
from layers.export.files import written_whole
from layers.sources.gazetteer import short_name

_DECIMALS = 9  # of a degree: 0.1 mm


def write_blocks(path: Path, blocks: gpd.GeoDataFrame, names: Mapping[str, str]) -> Path:
    """Write blocks, whole or not at all.

    Parameters
    ----------
    path : Path
        Ends in ``.gpkg`` or ``.geojson``; coordinates are EPSG:4490.
    blocks : GeoDataFrame
        Columns :data:`layers.patrol.blocks.BLOCK_COLUMNS`.
    names : mapping
        County code → name.

    Raises
    ------
    ExportError
        The file cannot be written, or its ending names no format.
    """
    path = Path(path)
    write = ENDINGS.get(path.suffix.lower())
    if write is None:
        raise ExportError(path=str(path), reason=f"{path.suffix} is none of {', '.join(ENDINGS)}")
    table = _table(blocks, names)
    with written_whole(path) as beside:
        write(beside, table)
    return path


def _table(blocks: gpd.GeoDataFrame, names: Mapping[str, str]) -> gpd.GeoDataFrame:
    """Return blocks with plain columns: what is a list or an object in the plan becomes text."""
    shares = [
        ", ".join(f"{short_name(names.get(code, code))} {hectares:.2f}" for code, hectares in areas.items())
        for areas in blocks["areas_ha"]
    ]
    columns = pd.DataFrame(
        {
            "number": blocks["number"].to_numpy(),
            "counties": ["|".join(codes) for codes in blocks["counties"]],
            "areas_ha": shares,
            **{
                name: blocks[name].to_numpy()
                for name in (
                    *("area_ha", "people", "people_unknown_places", "villages", "assets"),
                    *("forest_ha", "distance_m", "border", "uid"),
                )
            },
        }
    )
    return gpd.GeoDataFrame(columns, geometry=blocks.geometry.to_numpy(), crs=STORAGE_CRS)


def _geopackage(path: Path, table: gpd.GeoDataFrame) -> None:
    pyogrio.write_dataframe(table, path, layer="blocks", driver="GPKG")


def _geojson(path: Path, table: gpd.GeoDataFrame) -> None:
    """RFC 7946: longitude first, outer rings anticlockwise, no ``crs`` member."""
    rounded = shapely.set_precision(table.geometry.to_numpy(), 10.0**-_DECIMALS, mode="pointwise")
    table = table.set_geometry(shapely.orient_polygons(rounded))
    content = json.loads(table.to_json(drop_id=True, to_wgs84=False, na="null"))
    content.pop("crs", None)
    path.write_text(json.dumps(content, ensure_ascii=False, allow_nan=False), encoding="utf-8")


#: Endings of file names and what writes them.
ENDINGS: Mapping[str, Callable[[Path, gpd.GeoDataFrame], None]] = {".gpkg": _geopackage, ".geojson": _geojson}
