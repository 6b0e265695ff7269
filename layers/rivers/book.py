"""Everything the rivers of a plan show, as a workbook or as map layers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from layers.crs import STORAGE_CRS
from layers.errors import ExportError
from layers.export.book import Sheet, write_book
from layers.export.files import written_whole
from layers.export.words import Words
from layers.exposure.location import representative_points
from layers.progress import Progress, part, silent
from layers.rivers.along_lines import basins, departures, legal_bands
from layers.rivers.land import RiverLand
from layers.rivers.problems import find
from layers.rivers.screening import Screening, screen
from layers.rivers.sections import bordering, sections
from layers.rivers.settings import PARAMETERS, RiverSettings
from layers.rivers.standards import mismatches

#: What a list may end in.
ENDINGS = (".xlsx", ".gpkg")
#: Columns that hold a county code, or several.
_COUNTY_COLUMNS = frozenset({"county", "county_a", "county_b", "weaker", "left", "right"})
#: Columns that hold lists of them.
_COUNTIES_COLUMNS = frozenset({"from_counties", "to_counties"})
#: Columns whose values are codes, and the group of their words.
_CODES = {
    "problem": "river_problem",
    "severity": "river_severity",
    "kind": "river_kind",
    "bank": "river_bank",
    "level": "road_level",
    "how": "river_how",
}
#: Columns that only put rows in order.
_INNER = frozenset({"start_m", "geometry"})


def tables(
    land: RiverLand, settings: RiverSettings, *, with_exposed: bool = False, progress: Progress = silent
) -> dict[str, pd.DataFrame]:
    """Return what is listed, by key.

    ``problems``, ``standards``, ``sections``, ``bordering``, ``departures``, ``bands``, ``basins`` and ``exposed``.

    Parameters
    ----------
    with_exposed : bool
        Screen the land along all rivers too, which takes the longest.
    """
    inside = land.counties.to_crs(epsg=land.epsg).union_all()
    if len(land.lakes):
        inside = inside.difference(land.lakes.to_crs(epsg=land.epsg).union_all())
    found: dict[str, pd.DataFrame] = {
        "problems": find(land.network, snap_m=land.parameters.snap_m, dem_noise_m=settings.dem_noise_m, inside=inside)
    }
    progress(0.2, "rivers_places")
    found["standards"] = mismatches(land, settings)
    found["sections"] = sections(land)
    found["bordering"] = bordering(land)
    found["departures"] = departures(land, settings)
    found["bands"] = legal_bands(land)
    found["basins"] = basins(land.network)[0]
    progress(0.4, "rivers_places")
    if with_exposed:
        screened: Screening = screen(land, settings, progress=part(progress, 0.4, 1.0))
        found["exposed"] = screened.counties.assign(how=screened.how.value, limit_m=screened.limit_m)
    progress(1.0, "rivers_places")
    return found


def write_rivers(
    target: Path, found: Mapping[str, pd.DataFrame], land: RiverLand, settings: RiverSettings, words: Words
) -> Path:
    """Write tables as sheets (``.xlsx``, with a sheet of parameters) or as map layers (``.gpkg``), whole or not at all.

    Raises
    ------
    ExportError
        The file cannot be written, or its ending names no format.
    """
    target = Path(target)
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise ExportError(path=str(target), reason=f"{target.suffix} is none of {', '.join(ENDINGS)}")
    if ending == ".gpkg":
        with written_whole(target) as beside:
            for key, frame in found.items():
                if isinstance(frame, gpd.GeoDataFrame):
                    pyogrio.write_dataframe(_plain(frame), beside, layer=key, driver="GPKG", append=beside.exists())
        return target
    names = land.names()
    sheets = []
    for key, listed in found.items():
        frame = _placed(listed)
        columns = [name for name in frame.columns if name not in _INNER]
        rows = [[_cell(row[name], name, names, words) for name in columns] for row in frame.to_dict("records")]
        heading = [words.code("river_column", name) for name in columns]
        title = words[f"river_sheet.{key}"]
        sheets.append(Sheet(title, heading, [18] * len(columns), rows, len(rows), has_filter=True))
    sheets.append(_parameters(settings, words))
    write_book(target, sheets)
    return target


def _parameters(settings: RiverSettings, words: Words) -> Sheet:
    values = settings.as_dict()
    rows = [
        [words.code("river_parameter", one.name), values[one.name], one.unit, words.code("river_source", one.source)]
        for one in PARAMETERS
    ]
    heading = [words.code("river_column", name) for name in ("parameter", "value", "unit", "source")]
    return Sheet(words["river_sheet.parameters"], heading, [36, 12, 12, 60], rows, len(rows))


def _cell(value: Any, column: str, names: Mapping[str, str], words: Words) -> Any:
    if column in _COUNTY_COLUMNS:
        return names.get(value, value)
    if column in _COUNTIES_COLUMNS:
        return words.join([names.get(code, code) or words["text.outside"] for code in value])
    if column == "pair":
        return words.join([names.get(code, code) for code in value.split("|")])
    if column in _CODES:
        return words.code(_CODES[column], value) if value else ""
    if isinstance(value, list):
        return words.join([str(one) for one in value])
    if isinstance(value, bool):
        return words["punctuation.yes" if value else "punctuation.no"]
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    return value


def _placed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with the coordinate of a place on each shape."""
    if not isinstance(frame, gpd.GeoDataFrame):
        return frame
    points = representative_points(frame.geometry.to_numpy(dtype=object))
    lon, lat = (np.round(read(points), 6) for read in (shapely.get_x, shapely.get_y))
    return pd.DataFrame(frame.drop(columns="geometry")).assign(lon=lon, lat=lat)


def _plain(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a frame as GeoPackage holds it."""
    return gpd.GeoDataFrame(frame, crs=STORAGE_CRS)
