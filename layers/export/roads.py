"""The list of roads that cross or follow a county line, as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from layers.errors import ExportError
from layers.export.book import Sheet, workbook
from layers.export.cells import not_a_formula, without_control
from layers.export.files import written_whole
from layers.export.words import Words
from layers.hazards.road_marks import HAZMAT, hazard_of
from layers.sources.gazetteer import short_name

#: Columns in their order, and whether they hold numbers.
_COLUMNS: Mapping[str, bool] = {
    "number": True,
    "name": False,
    "road_class": False,
    "kind": False,
    "counties": False,
    "level": False,
    "length_m": True,
    "longitude": True,
    "latitude": True,
    "hazard": False,
    "known_from": False,
    "class": False,
    "lead": False,
    "supports": False,
    "shares": False,
}
#: What the name of a list may end in.
ENDINGS = (".xlsx", ".csv", ".gpkg")


def write_roads(
    path: Path,
    roads: gpd.GeoDataFrame,
    marks: Mapping[str, Mapping[str, Any]],
    names: Mapping[str, str],
    words: Words,
) -> Path:
    """Write the list of roads, whole or not at all.

    Parameters
    ----------
    path : Path
        Ends in ``.xlsx``, ``.csv`` (UTF-8 with BOM) or ``.gpkg`` (points and lines, EPSG:4490).
    roads : GeoDataFrame, columns ``ROAD_COLUMNS``
    marks : mapping
        Road uid → a planner's mark.
    names : mapping
        County code → name.
    words : Words

    Raises
    ------
    ExportError
        The file cannot be written, or its ending names no format.
    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise ExportError(path=str(path), reason=f"{path.suffix} is none of {', '.join(ENDINGS)}")
    table = _table(roads, marks, names, words)
    heading = [words[f"road_column.{name}"] for name in _COLUMNS]
    with written_whole(path) as beside:
        if ending == ".gpkg":
            frame = gpd.GeoDataFrame(table, geometry=np.asarray(roads.geometry.array), crs=roads.crs)
            options = {"IDENTIFIER": words["road.sheet"], "DESCRIPTION": words["road.note"]}
            pyogrio.write_dataframe(
                frame, beside, layer="roads", driver="GPKG", geometry_type="Unknown", layer_options=options
            )
        elif ending == ".csv":
            buffer = io.StringIO()
            writer = csv.writer(buffer)
            writer.writerow(heading)
            writer.writerows(_rows(table))
            beside.write_bytes(buffer.getvalue().encode("utf-8-sig"))
        else:
            rows = _rows(table)
            widths = [
                min(max(10, 1.6 * max((len(str(value)) for value in table[name].head(200)), default=0)), 40)
                for name in _COLUMNS
            ]
            listed = Sheet(words["road.sheet"], heading, widths, rows, len(rows), has_filter=True)
            note = Sheet(words["road.note_sheet"], [words["road.note"]], [100], [])
            workbook([listed, note]).save(beside)
    return path


def _table(
    roads: gpd.GeoDataFrame, marks: Mapping[str, Mapping[str, Any]], names: Mapping[str, str], words: Words
) -> pd.DataFrame:
    shapes = np.asarray(roads.geometry.array, dtype=object)
    places = shapes.copy()
    lines = shapely.get_type_id(shapes) == 1
    places[lines] = shapely.line_interpolate_point(shapes[lines], 0.5, normalized=True)
    rows = [
        _row(number, row, marks, names, words, place)
        for number, (row, place) in enumerate(zip(roads.itertuples(index=False), places, strict=True), start=1)
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def _row(
    number: int, row: Any, marks: Mapping[str, Mapping[str, Any]], names: Mapping[str, str], words: Words, place: Any
) -> dict[str, Any]:
    def short(code: str) -> str:
        return short_name(names.get(code, code))

    hazard, known = hazard_of(row, marks)
    is_classed = bool(hazard and row.zone_class)
    shares = [f"{short(code)} {100 * float(share):.1f}%" for code, share in row.responsibility.items()]
    return {
        "number": number,
        "name": row.name,
        "road_class": row.road_class,
        "kind": words.code("road_kind", row.kind),
        "counties": words["punctuation.pair"].join(short(code) for code in row.counties),
        "level": words.code("road_level", row.level),
        "length_m": round(float(row.length_m), 1),
        "longitude": round(float(place.x), 7),
        "latitude": round(float(place.y), 7),
        "hazard": words["road.hazmat"] if hazard == HAZMAT else hazard,
        "known_from": words.code("road_known", known) if known else "",
        "class": words.code("zone_class", row.zone_class) if is_classed else "",
        "lead": short(row.lead) if is_classed and row.lead else "",
        "supports": words.join([short(code) for code in row.supports]) if is_classed else "",
        "shares": words.join(shares) if is_classed else "",
    }


def _rows(table: pd.DataFrame) -> list[list[Any]]:
    return [
        [
            value if is_number else not_a_formula(without_control(str(value)))
            for value, is_number in zip(row, _COLUMNS.values(), strict=True)
        ]
        for row in table.itertuples(index=False)
    ]
