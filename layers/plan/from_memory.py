"""A plan whose drive is gone and cannot be read any more, written anew from what the program still holds.

The newest earlier version is the ground, when there is one; what was on screen since then is put on it in
one gesture.  What is neither there nor in memory is named, not passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from layers.plan import backups
from layers.plan.backups import Backup
from layers.plan.model import LayerRecord, PlanInfo
from layers.plan.store import PlanStore
from layers.zones.model import Parameters


@dataclass(frozen=True)
class Remembered:
    """What the program holds of a plan; ``frames`` has the features of those layers that could still be read."""

    info: PlanInfo
    layers: tuple[LayerRecord, ...]
    frames: Mapping[str, gpd.GeoDataFrame]
    patrol_areas: gpd.GeoDataFrame
    agreements: pd.DataFrame
    contacts: pd.DataFrame
    parameters: Parameters
    zone_status: Mapping[str, str]  # zone uid → status
    border_verdicts: gpd.GeoDataFrame | None = None
    check_rules: Mapping[str, Any] = field(default_factory=dict)  # of patrol areas; {} for the usual ones


@dataclass(frozen=True)
class Rebuilt:
    """What became of a plan that was written anew."""

    path: Path
    areas: int
    layers: int
    missing: tuple[str, ...]  # titles of layers whose features are lost with the drive
    ground: Backup | None  # the earlier version it was built on
    has_zones: bool


def rebuild(target: Path, remembered: Remembered, *, ground: Backup | None = None) -> Rebuilt:
    """Write a plan from memory under a new name.

    Parameters
    ----------
    ground : Backup, optional
        An earlier version to build on; without one the plan begins anew, without history and analysis.

    Raises
    ------
    FileExistsError
        Something of that name is there; it is left alone.
    PlanReadOnly, PlanNotSaved, PlanNameTooLong
        The target cannot be written.
    """
    info = remembered.info
    if ground is not None:
        store = PlanStore.open(backups.restore(ground, target))
    else:
        store = PlanStore.create(
            target, title=info.title, reference_date=info.reference_date, is_sample=info.is_sample, uid=info.uid
        )
    with store:
        with store.change("rebuilt_from_memory"):
            if (store.info().title, store.info().reference_date) != (info.title, info.reference_date):
                store.set_info(title=info.title, reference_date=info.reference_date)
            missing = _put_layers(store, remembered)
            _put_areas(store, remembered.patrol_areas)
            _put_verdicts(store, remembered.border_verdicts)
            store.put_agreements(remembered.agreements)
            store.put_contacts(remembered.contacts)
            store.set_parameters(remembered.parameters)
            if remembered.check_rules != store.check_rules():
                store.set_check_rules(remembered.check_rules)
            for zone in store.zones().itertuples(index=False):
                if remembered.zone_status.get(zone.uid, zone.status) != zone.status:
                    store.set_zone_status(zone.uid, remembered.zone_status[zone.uid])
        return Rebuilt(
            path=store.path,
            areas=len(store.patrol_areas()),
            layers=len(store.layers()),
            missing=missing,
            ground=ground,
            has_zones=len(store.zones()) > 0,
        )


def _put_layers(store: PlanStore, remembered: Remembered) -> tuple[str, ...]:
    """Give the plan the layers that were on screen; returns the titles of those that cannot be had."""
    there = {record.uid: record for record in store.layers()}
    wanted = {record.uid for record in remembered.layers}
    for uid in there.keys() - wanted:
        store.remove_layer(uid)
    missing = []
    for record in remembered.layers:
        if record.uid in there:
            shown = {"visible": record.visible, "opacity": record.opacity, "title": record.title}
            store.update_layer(record.uid, position=record.position, style=record.style, **shown)
        elif not record.table or record.uid in remembered.frames:
            store.add_layer(record, remembered.frames.get(record.uid))
        else:
            missing.append(record.title)
    return tuple(missing)


def _put_areas(store: PlanStore, areas: gpd.GeoDataFrame) -> None:
    there = {row.uid: row for row in store.patrol_areas().itertuples(index=False)}
    for uid in there.keys() - set(areas["uid"]):
        store.remove_patrol_area(uid)
    for row in areas.itertuples(index=False):
        old, plain = there.get(row.uid), {"name": row.name, "note": row.note, "number": int(row.number)}
        if old is None:
            store.add_patrol_area(geometry=row.geometry, uid=row.uid, **plain)
        elif not old.geometry.equals_exact(row.geometry, 0.0):
            store.update_patrol_area(row.uid, geometry=row.geometry, **plain)
        else:
            store.update_patrol_area(row.uid, **plain)


def _put_verdicts(store: PlanStore, verdicts: gpd.GeoDataFrame | None) -> None:
    if verdicts is None:
        return
    gone = set(store.border_verdicts()["uid"]) - set(verdicts["uid"])
    if gone:
        store.remove_border_verdicts(gone)
    if len(verdicts):
        store.put_border_verdicts(verdicts)
