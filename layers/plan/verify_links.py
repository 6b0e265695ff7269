"""Thorough check, part two: what must fit together, across tables and with the rasters beside the plan."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import apsw

from layers.kinds import Origin, Shape
from layers.plan import content_hash, freezing, rasters, records
from layers.plan.history import History
from layers.plan.json_text import loads
from layers.plan.model import LayerRecord
from layers.plan.schema import CONTENT_PREFIX, LEVEL_TABLE, REGISTRATION_TABLES, SPECS, Table, quoted
from layers.plan.verify_model import Report
from layers.plan.verify_rows import table_names
from layers.progress import Progress, part

#: Columns of which the parts of a zone make the whole, and by how much sums of rounded numbers may differ.
_SUMMED = ("area_ha", "forest_ha", "river_m")
_RELATIVE, _ABSOLUTE = 1e-9, 1e-6

_OWN_TABLES = frozenset(
    {*map(str, SPECS), str(Table.CHANGE), LEVEL_TABLE, *REGISTRATION_TABLES, "gpkg_spatial_ref_sys", "qgis_projects"}
)
#: What GeoPackage and SQLite themselves may add.
_STANDARD = ("sqlite_", "gpkg_", "rtree_", "layer_styles")


# --- zones ------------------------------------------------------------------------------------------


def _number(value: Any) -> float:
    """Return a stored number; what is none, in a damaged row, adds up to nothing."""
    return float(value) if isinstance(value, int | float) else math.nan


def check_zones(db: apsw.Connection, report: Report) -> None:
    """Check that every part has its zone and that the parts of a zone sum to it.

    A salvaged analysis that lost rows has no stamp and is told as one thing: it waits to be derived again.
    """
    stamps: Any = db.execute(f"SELECT stamp FROM {Table.RESULT}").fetchall()
    if stamps == [("",)]:
        counts: Any = db.execute(f"SELECT count(*) FROM {Table.ZONE}").fetchall()
        report("analysis_incomplete", zones=counts[0][0])
        return
    names = ", ".join(_SUMMED)
    sums: defaultdict[str, list[list[float]]] = defaultdict(lambda: [[] for _ in _SUMMED])
    rows: Any = db.execute(f"SELECT zone_uid, {names} FROM {Table.ZONE_PART}").fetchall()
    for zone, *values in rows:
        for summed, value in zip(sums[zone], values, strict=True):
            summed.append(_number(value))
    zones: Any = db.execute(f"SELECT uid, {names} FROM {Table.ZONE} ORDER BY uid").fetchall()
    if orphans := sorted(set(map(str, sums)) - {str(uid) for uid, *_ in zones}):
        report("part_without_zone", count=len(orphans), zone=orphans[0])
    for uid, *wholes in zones:
        for name, whole, pieces in zip(_SUMMED, wholes, sums[uid], strict=True):
            total = _sum(pieces)
            if whole is not None and not math.isclose(_number(whole), total, rel_tol=_RELATIVE, abs_tol=_ABSOLUTE):
                report("parts_do_not_sum", zone=uid, column=name, whole=whole, sum=total)


def _sum(pieces: list[float]) -> float:
    try:
        return math.fsum(pieces)
    except OverflowError:  # numbers that no land has
        return math.inf
    except ValueError:  # infinite both ways
        return math.nan


def check_signed(db: apsw.Connection, report: Report) -> None:
    """Check that what is signed is as it was signed; each thing that is not is told."""
    try:
        for error in freezing.differences(db):
            report("signed_differs", title=error.facts["title"], number=error.facts["number"])
    except (apsw.Error, ValueError, TypeError, KeyError):
        return  # rows that cannot be read are told as such


# --- layers and tables ------------------------------------------------------------------------------


def read_layers(db: apsw.Connection, report: Report) -> list[LayerRecord]:
    """Return the layers; none, and a finding, where their rows cannot be understood."""
    try:
        return records.read_all(db)
    except (apsw.Error, ValueError, TypeError, KeyError) as error:
        report("layers_unreadable", reason=str(error))
        return []


def check_layers(
    db: apsw.Connection,
    layers: Iterable[LayerRecord],
    known: content_hash.FeatureHashes,
    report: Report,
    progress: Progress,
) -> None:
    """Check that every layer's features are there, registered, and what they were when they were added."""
    tables, registered = set(table_names(db)), _registered(db)
    held = [layer for layer in layers if layer.table]
    for position, layer in enumerate(held):
        progress(position / len(held), "features")
        if layer.table not in tables:
            report("layer_without_table", title=layer.title, table=layer.table)
            continue
        if layer.table not in registered:
            report("layer_not_registered", title=layer.title, table=layer.table)
        rows: Any = db.execute(f"SELECT count(*) FROM {quoted(layer.table)}").fetchall()
        if rows[0][0] != layer.feature_count:
            report("layer_count_differs", title=layer.title, stored=layer.feature_count, found=rows[0][0])
        _check_content(db, layer, known, report)


def _check_content(db: apsw.Connection, layer: LayerRecord, known: content_hash.FeatureHashes, report: Report) -> None:
    try:
        found = content_hash.features_sha256(db, layer.table, records.columns_of(db, layer.uid))
    except KeyError:  # seen in the table but not through its index, which is damaged
        report("rows_unreadable", table=Table.LAYER, reason=f"the index has no row {layer.uid}")
        return
    except (apsw.Error, ValueError, TypeError) as error:
        report("rows_unreadable", table=layer.table, reason=str(error))
        return
    if layer.origin is not Origin.RECORDED:  # what is recorded changes along the history
        known[layer.table] = found
    if not layer.content_sha256:
        report("layer_without_checksum", title=layer.title)
    elif layer.content_sha256 != found:
        report("layer_content_differs", title=layer.title)


def check_registration(db: apsw.Connection, layers: Iterable[LayerRecord], report: Report) -> None:
    """Check tables against the GeoPackage's list of them, both ways."""
    tables, registered = table_names(db), _registered(db)
    for name in sorted(registered - set(tables)):
        report("registered_without_table", table=name)
    try:
        used = {layer.table for layer in layers} | History(db, "", "").live_content_tables()
    except (ValueError, TypeError):  # the history makes no sense, which is told of its rows
        used = set(tables)
    for name in tables:
        if name.startswith(CONTENT_PREFIX):
            if name not in used:
                report("table_unused", table=name)
        elif name not in _OWN_TABLES and not name.startswith(_STANDARD):
            report("table_of_others", table=name)


def _registered(db: apsw.Connection) -> set[str]:
    rows = db.execute(
        "SELECT table_name FROM gpkg_contents UNION SELECT table_name FROM gpkg_geometry_columns"
    ).fetchall()
    return {str(name) for (name,) in rows}


# --- beside the plan ----------------------------------------------------------------------------------


def check_rasters(
    db: apsw.Connection, layers: Iterable[LayerRecord], plan: Path, report: Report, progress: Progress
) -> None:
    """Check that the rasters of the plan are found and have the content they had; reads them whole."""
    here = [layer for layer in layers if layer.shape is Shape.RASTER and layer.raster_path]
    homes = records.read_homes(db)
    for position, layer in enumerate(here):
        steps = part(progress, position / len(here), (position + 1) / len(here))
        state = rasters.resolve(layer, plan, homes=homes, progress=steps)
        facts = {"title": layer.title, "path": layer.raster_path}
        if state.code is rasters.RasterCode.MISSING:
            report("raster_missing", **facts)
        elif state.code is rasters.RasterCode.CHANGED:
            report("raster_changed", **facts)
        elif state.code is rasters.RasterCode.MOVED:
            report("raster_moved", **facts, found=str(state.path))


def content_tables_of(text: Any) -> list[str]:
    """Return the feature tables a row of the history names; none where that cannot be read."""
    try:
        found = loads(text)
    except (ValueError, TypeError):
        return []
    return [str(name) for name in found] if isinstance(found, list) else []
