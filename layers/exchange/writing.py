"""Write what a take-in decided: rows, features, layers and the analysis, all of it one gesture."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from layers.exchange.model import FEATURES, PLAN, Block, Merged, TableWrites
from layers.exchange.state import ANALYSIS_TABLES
from layers.kinds import Shape
from layers.plan import content_hash, feature_table, rasters, records
from layers.plan.model import LayerRecord
from layers.plan.package_names import numbered, safe
from layers.plan.package_rasters import side_files
from layers.plan.schema import SPECS, Table
from layers.plan.store import PlanStore

_FOLDER = "rasters"
#: Tables whose agreement tells that an analysis of theirs is one of what the plan now holds.
_INPUTS = (Table.LAYER, Table.PARAMETER, Table.AGREEMENT, Table.BORDER_VERDICT)


def write_merged(
    store: PlanStore, merged: Merged, theirs: PlanStore, files: Mapping[str, Path], their_layers: Mapping[str, str]
) -> None:
    """Write decisions into a plan, inside an open change.

    Parameters
    ----------
    theirs : PlanStore
        Where layers that are new here come from.
    files : mapping
        Layer → its raster beside this plan, as :func:`copied_rasters` put it there.
    their_layers : mapping
        Our uid of a layer → theirs, where it is another one.
    """
    for table, writes in merged.tables.items():
        if table == Table.LAYER:
            _layers(store, writes, theirs, files, their_layers)
        elif table == PLAN:
            _plan(store, writes)
        elif table == Table.ZONE:
            _zones(store, writes)
        elif not table.startswith(FEATURES):
            store.write_rows(Table(table), writes.put, writes.removed)
    for table, writes in merged.tables.items():
        if table.startswith(FEATURES):
            store.write_features(table.removeprefix(FEATURES), writes.put, writes.removed)
    if merged.order is not None:
        for position, uid in enumerate(merged.order):
            if store.layer(uid).position != position:
                store.update_layer(uid, position=position)
    if merged.analysis is not None:
        _analysis(store, merged.analysis, theirs)


def _plan(store: PlanStore, writes: TableWrites) -> None:
    from datetime import date

    for values in writes.put.values():
        day = values.get("reference_date")
        store.set_info(title=values.get("title"), reference_date=None if day is None else date.fromisoformat(day))
        if "is_sample" in values:
            uid = store.info().uid
            store.write_rows(Table.PLAN, {uid: {"is_sample": values["is_sample"]}})


def _zones(store: PlanStore, writes: TableWrites) -> None:
    """Write zones, and with an outline its parts by county."""
    rows = {
        uid: {name: value for name, value in values.items() if name != "parts"} for uid, values in writes.put.items()
    }
    store.write_rows(Table.ZONE, rows, writes.removed)
    parts = {uid: values["parts"] for uid, values in writes.put.items() if isinstance(values.get("parts"), Block)}
    gone = {*parts, *writes.removed}
    there = [str(uid) for (uid,) in _select(store, f"SELECT uid FROM {Table.ZONE_PART}")]
    old = {uid for uid in there if uid.rpartition(":")[0] in gone}
    put = {uid: values for block in parts.values() for uid, values in _rows_of(block, Table.ZONE_PART).items()}
    store.write_rows(Table.ZONE_PART, put, old - set(put))


def _rows_of(block: Block, table: str) -> dict[str, dict[str, Any]]:
    rows = block.tables.get(table)
    if rows is None:
        return {}
    names = [column.name for column in rows.columns]
    return {uid: dict(zip(names, values, strict=True)) for uid, values in rows.rows.items()}


def _analysis(store: PlanStore, block: Block, theirs: PlanStore) -> None:
    """Put their analysis in the place of ours; it is out of date unless it was made of what the plan now holds."""
    for table in ANALYSIS_TABLES:
        put = _rows_of(block, table)
        there = {str(uid) for (uid,) in _select(store, f"SELECT uid FROM {table}")}
        store.write_rows(table, put, there - set(put))
    is_fresh = bool(theirs.result_facts()) and not theirs.analysis_is_stale()
    is_same = all(
        content_hash.table_sha256(store._db, table) == content_hash.table_sha256(theirs._db, table) for table in _INPUTS
    )
    stamp = store.input_stamp() if is_fresh and is_same else ""
    for (uid,) in _select(store, f"SELECT uid FROM {Table.RESULT}"):
        store.write_rows(Table.RESULT, {str(uid): {"stamp": stamp}})


def _select(store: PlanStore, sql: str) -> list[Any]:
    return store._db.execute(sql).fetchall()


# --- layers ------------------------------------------------------------------------------------------


def _layers(
    store: PlanStore,
    writes: TableWrites,
    theirs: PlanStore,
    files: Mapping[str, Path],
    their_layers: Mapping[str, str],
) -> None:
    there = {layer.uid for layer in store.layers()}
    for uid in writes.removed:
        store.remove_layer(uid)
    for uid, values in writes.put.items():
        their_uid = their_layers.get(uid, uid)
        if uid not in there:
            _add(store, uid, theirs, their_uid, files)
            continue
        fields = {name: value for name, value in values.items() if name != "features"}
        if "raster_path" in fields and uid in files:
            fields["raster_path"] = rasters.relative_path(files[uid], store.path)
        if fields:
            record = _with_columns(store, uid, fields)
            store.update_layer(uid, **{name: getattr(record, name) for name in fields})
        if "features" in values and (ready := _their_features(theirs, their_uid)) is not None:
            store.replace_features(uid, ready)


def _with_columns(store: PlanStore, uid: str, fields: Mapping[str, Any]) -> LayerRecord:
    """Return a layer's record with some stored values in the place of its own; what is nowhere verified stays so."""
    names = list(SPECS[Table.LAYER].columns)
    row = store._db.execute(f"SELECT {', '.join(names)} FROM {Table.LAYER} WHERE uid = ?", (uid,)).fetchone()
    record = records.from_columns({"uid": uid, **dict(zip(names, row or (), strict=True)), **fields})
    return replace(record, verified_none=record.verified_none & record.speaks_for)


def _add(store: PlanStore, uid: str, theirs: PlanStore, their_uid: str, files: Mapping[str, Path]) -> None:
    record = theirs.layer(their_uid)
    path = rasters.relative_path(files[uid], store.path) if uid in files else record.raster_path
    position = min(record.position, len(store.layers()))
    fresh = replace(record, uid=uid, table="", position=position, raster_path=path)
    store.add_layer(fresh, _their_features(theirs, their_uid))


def _their_features(theirs: PlanStore, uid: str) -> feature_table.FeatureTable | None:
    record = theirs.layer(uid)
    if not record.table:
        return None
    return feature_table.from_table(theirs._db, record.table, records.columns_of(theirs._db, uid))


# --- rasters -----------------------------------------------------------------------------------------


def copied_rasters(
    store: PlanStore, merged: Merged, theirs: PlanStore, their_layers: Mapping[str, str]
) -> tuple[dict[str, Path], tuple[str, ...]]:
    """Copy the rasters of layers that come in beside the plan.

    A file that is there with the same content is used as it is; nothing is overwritten.

    Returns
    -------
    dict, tuple
        Layer → its file beside the plan; titles of layers whose file is not with their plan.
    """
    found: dict[str, Path] = {}
    missing: list[str] = []
    put = merged.tables.get(Table.LAYER, TableWrites()).put
    for uid, values in put.items():
        if "raster_sha256" not in values or not values.get("raster_path"):
            continue
        record = theirs.layer(their_layers.get(uid, uid))
        if record.shape is not Shape.RASTER:
            continue
        state = rasters.resolve(record, theirs.path, homes=theirs.raster_homes())
        if state.path is None:
            missing.append(record.title)
            continue
        found[uid] = _copied(state.path, store.path.parent / _FOLDER)
    return found, tuple(missing)


def _copied(source: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    own = safe(source.name, otherwise="raster.tif")
    digest = rasters.checksum(source)
    number = 1
    while (target := folder / numbered(own, number)).exists():
        if rasters.checksum(target) == digest:
            return target
        number += 1
    for side in side_files(source):
        beside = folder / side.name.replace(Path(source.name).stem, target.stem, 1)
        if not beside.exists():
            shutil.copyfile(side, beside)
    shutil.copyfile(source, target)
    return target
