"""A plan whose drive is gone and cannot be read any more, written anew from what the program still holds.

The newest earlier version is the ground, when there is one; what was on screen since then is put on it in
one gesture.  What is neither there nor in memory is named, not passed over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from layers.comments import Comment
from layers.plan import backups
from layers.plan.alternatives import Alternative
from layers.plan.backups import Backup
from layers.plan.model import LayerRecord, PlanInfo
from layers.plan.schema import Table
from layers.plan.store import PlanStore
from layers.versions.model import Act, Consent, Version, VersionState
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
    river_settings: Mapping[str, Any] = field(default_factory=dict)  # {} for the usual ones
    patrol_rules: Mapping[str, Any] = field(default_factory=dict)  # likewise
    fire_choices: Mapping[str, Any] = field(default_factory=dict)  # {} for the usual ones
    hazard_lists: Mapping[str, Any] = field(default_factory=dict)
    paper_facts: Mapping[str, Any] = field(default_factory=dict)  # {} for none
    zones: gpd.GeoDataFrame | None = None  # what hands wrote on them is put back
    parts: gpd.GeoDataFrame | None = None
    zones_aside: gpd.GeoDataFrame | None = None
    road_marks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    books: Mapping[str, pd.DataFrame] = field(default_factory=dict)  # tables of the register beside the two above
    inventory: Mapping[Table, pd.DataFrame] = field(default_factory=dict)
    inventory_settings: Mapping[str, Any] = field(default_factory=dict)
    exercises: Mapping[Table, pd.DataFrame] = field(default_factory=dict)
    register_settings: Mapping[str, Any] = field(default_factory=dict)
    year_settings: Mapping[str, Any] = field(default_factory=dict)  # {} for the usual ones
    versions: Sequence[Version] = ()
    consents: Sequence[Consent] = ()
    comments: Sequence[Comment] = ()
    alternatives: Sequence[Alternative] = ()


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
            for table, rows in remembered.books.items():
                store.put_book(table, rows)
            store.set_parameters(remembered.parameters)
            if remembered.check_rules != store.check_rules():
                store.set_check_rules(remembered.check_rules)
            if remembered.river_settings != store.river_settings():
                store.set_river_settings(remembered.river_settings)
            if remembered.patrol_rules != store.patrol_rules():
                store.set_patrol_rules(remembered.patrol_rules)
            if remembered.paper_facts != store.paper_facts():
                store.set_paper_facts(remembered.paper_facts)
            if remembered.register_settings != store.register_settings():
                store.set_register_settings(remembered.register_settings)
            if remembered.year_settings != store.year_settings():
                store.set_year_settings(remembered.year_settings)
            if remembered.fire_choices != store.fire_choices():
                store.set_fire_choices(remembered.fire_choices)
            if remembered.hazard_lists != store.hazard_lists():
                store.set_hazard_lists(remembered.hazard_lists)
            _put_inventory(store, remembered)
            _put_exercises(store, remembered)
            _put_words(store, remembered)
            for zone in store.zones().itertuples(index=False):
                if remembered.zone_status.get(zone.uid, zone.status) != zone.status:
                    store.set_zone_status(zone.uid, remembered.zone_status[zone.uid])
            _put_hands(store, remembered)
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


def _put_hands(store: PlanStore, remembered: Remembered) -> None:
    """Give zones what hands wrote on them, and set aside those that hands had."""
    if remembered.road_marks != store.road_marks():
        store.set_road_marks(remembered.road_marks)
    if remembered.zones is None or remembered.parts is None or remembered.zones_aside is None:
        return
    there = {str(row["uid"]): row for row in store.zones().to_dict("records")}
    known = {str(row["uid"]): row for row in remembered.zones.to_dict("records")}
    aside = remembered.zones_aside
    for uid in there.keys() & set(aside["uid"]):
        store.remove_zone(uid)
    for uid in [uid for uid in there if uid in known]:
        row = known[uid]
        if (row["states"], row["edited"]) != (there[uid]["states"], there[uid]["edited"]):
            columns = {name: value for name, value in row.items() if name != "uid"}
            parts = remembered.parts[remembered.parts["zone_uid"] == uid].to_dict("records")
            store.update_zone(uid, columns, parts)
    if len(there):
        store.replace_aside(aside)


def _put_verdicts(store: PlanStore, verdicts: gpd.GeoDataFrame | None) -> None:
    if verdicts is None:
        return
    gone = set(store.border_verdicts()["uid"]) - set(verdicts["uid"])
    if gone:
        store.remove_border_verdicts(gone)
    if len(verdicts):
        store.put_border_verdicts(verdicts)


def _put_inventory(store: PlanStore, remembered: Remembered) -> None:
    for table, rows in remembered.inventory.items():
        gone = set(store.inventory(table)["uid"]) - set(rows["uid"])
        if gone:
            store.remove_inventory(table, gone)
        if len(rows):
            store.put_inventory(table, rows)
    if remembered.inventory_settings != store.inventory_settings():
        store.set_inventory_settings(remembered.inventory_settings)


def _put_exercises(store: PlanStore, remembered: Remembered) -> None:
    before = {
        Table.EXERCISE: store.exercises(),
        Table.EXERCISE_SITE: store.exercise_sites(),
        Table.EXERCISE_INJECT: store.exercise_injects(),
    }
    for table, rows in remembered.exercises.items():
        store.remove_exercise_rows(table, set(before[table]["uid"]) - set(rows["uid"]))
        if len(rows):
            store.put_exercise_rows(table, rows)


def _put_words(store: PlanStore, remembered: Remembered) -> None:
    """Give the plan its words: versions, signatures, comments, proposals; what the earlier version has signed stays."""
    known = {one.uid for one in remembered.versions}
    known |= {one.uid for one in remembered.consents} | {one.uid for one in remembered.comments}
    lasting = {VersionState.SIGNED, VersionState.WITHDRAWN}
    for version in store.versions():
        if version.uid not in known and version.state not in lasting:
            store.remove_version(version.uid)
    said = [one for one in store.consents() if one.uid not in known and one.act not in {Act.SIGNED, Act.WITHDRAWN}]
    store.remove_consents([one.uid for one in said])
    store.remove_comments([one.uid for one in store.comments() if one.uid not in known])
    for version in remembered.versions:
        store.put_version(version)
    store.put_consents(remembered.consents)
    store.put_comments(remembered.comments)
    proposed = {one.uid for one in remembered.alternatives}
    store.remove_alternatives([one.uid for one in store.alternatives() if one.uid not in proposed])
    store.put_alternatives(remembered.alternatives)
