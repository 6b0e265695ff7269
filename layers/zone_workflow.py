"""What a planner does to single zones, from the plan and back into it: what desktop and command line share.

Every function that writes works inside an open change of the store; one call is one gesture.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import shapely

from layers import workflow
from layers.errors import ZonesNotAlike
from layers.exposure.cell_layers import with_exposure_layers
from layers.kinds import ZoneStatus
from layers.zones import carrying, edits, states
from layers.zones.edits import KEPT, SPLIT, Conflict, edits_of
from layers.zones.outlines import Outline

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.plan.store import PlanStore
    from layers.zones.model import ZoneInputs, ZoneResult


def previous(store: PlanStore) -> gpd.GeoDataFrame:
    """Return what :func:`layers.zones.derive` takes as ``previous``, so that zones are known again."""
    return carrying.previous(store.zones(), store.zones_aside())


def carried(store: PlanStore, result: ZoneResult) -> carrying.Carried:
    """Put the hands' work of a plan onto a new analysis; the plan is only read."""
    read: list[ZoneInputs] = []

    def recount(_zone: edits.Row, shape: shapely.Geometry, parts: Sequence[edits.Row]) -> Outline:
        if not read:
            read.append(workflow.with_terrain(store, with_exposure_layers(store, workflow.build_inputs(store))))
        return _counted(read[0], result, shape, parts)

    return carrying.carry(result, store.zones(), store.parts(), store.zones_aside(), recount=recount)


def _counted(inputs: ZoneInputs, result: ZoneResult, shape: shapely.Geometry, parts: Sequence[edits.Row]) -> Outline:
    from layers.zones.outlines import count

    return count(shape, replace(inputs, metric_epsg=result.metric_epsg), result.parameters, parts)


def counted(store: PlanStore, uid: str, shape: shapely.Geometry) -> Outline:
    """Measure an outline for a zone with the plan's layers of now; the plan is only read.

    Raises
    ------
    OutlineOutside, AnalysisError
    """
    from layers.zones.model import Parameters
    from layers.zones.outlines import count

    facts = store.result_facts()
    used = Parameters.from_dict(facts["parameters"]) if facts.get("parameters") else store.parameters()
    inputs = workflow.with_terrain(store, with_exposure_layers(store, workflow.build_inputs(store)))
    inputs = replace(inputs, metric_epsg=facts.get("metric_epsg") or None)
    zone = zone_row(store, uid)
    return count(shape, inputs, used, Outline.of_rows(zone, store.parts()).parts)


def union_of(store: PlanStore, uids: Sequence[str]) -> shapely.Geometry:
    """Return the outline of some zones together, EPSG:4490.

    Raises
    ------
    ZonesNotAlike
        They are not of one hazard and one set of counties.
    """
    rows = [zone_row(store, uid) for uid in uids]
    if len({(row["hazard"], row["border"]) for row in rows}) > 1:
        names = workflow.zone_names(store, store.zones())
        raise ZonesNotAlike(names="、".join(names[uid] for uid in uids))
    return shapely.union_all([shapely.make_valid(row["geometry"]) for row in rows])


def zone_row(store: PlanStore, uid: str) -> dict[str, Any]:
    """Return a zone as a row; ``KeyError`` when there is none."""
    zones = store.zones()
    found = zones[zones["uid"] == uid].to_dict("records")
    if not found:
        raise KeyError(uid)
    return {str(name): value for name, value in found[0].items()}


# -- gestures ------------------------------------------------------------------------------------------


def add_state(store: PlanStore, uid: str, state: ZoneStatus | str, *, at: str, note: str = "", by: str = "") -> None:
    """Write down where the counties are with a zone."""
    row = zone_row(store, uid)
    log = states.added(row["states"], state, at, note=note, by=by)
    store.update_zone(uid, {"states": log, "status": ZoneStatus(state).value})


def edit(store: PlanStore, uid: str, values: Mapping[str, Any], *, at: str, by: str = "") -> None:
    """Change fields of a zone by hand: name, class, lead, supports, responsibility."""
    row = zone_row(store, uid)
    if "name" in values:
        row["name"] = workflow.derived_zone_name(row["counties"], int(row["number"]), workflow.county_names(store))
    _write(store, row, edits.edit(row, values, at=at, by=by))


def set_outline(store: PlanStore, uid: str, outline: Outline, *, at: str, by: str = "") -> None:
    """Give a zone an outline that was drawn by hand and measured by :func:`counted`."""
    row = zone_row(store, uid)
    derived = Outline.of_rows(row, store.parts()).as_dict()
    columns = edits.edit({**row, "geometry": derived}, {"geometry": outline.shape}, at=at, by=by)
    _write(store, row, columns, outline)


def revert(store: PlanStore, uid: str, fields: Collection[str]) -> None:
    """Let the analysis have its say again; with its outline goes what was merged into the zone."""
    row = zone_row(store, uid)
    _write(store, row, edits.revert(row, fields))
    if "geometry" in fields:
        _separate(store, uid)


def drop(store: PlanStore, uids: Sequence[str], *, at: str, by: str = "", note: str = "") -> None:
    """Say of zones that they are none; a later analysis leaves them aside as well."""
    _put_aside(store, uids, carrying.DROPPED, at=at, by=by, note=note)


def merge(store: PlanStore, uids: Sequence[str], outline: Outline, *, at: str, by: str = "") -> None:
    """Make one zone of several: the first takes the others' land, and they go aside."""
    set_outline(store, uids[0], outline, at=at, by=by)
    _put_aside(store, uids[1:], carrying.MERGED, into=uids[0], at=at, by=by)


def restore(store: PlanStore, uid: str) -> None:
    """Put a zone that is aside among the zones again; what was merged with it is separate again too."""
    row = _aside(store, uid)
    into = str(row["into"])
    if row["why"] == carrying.MERGED and into in set(store.zones()["uid"]):
        revert(store, into, ["geometry"])
    else:
        _bring_back(store, [row])


def settle(store: PlanStore, conflict: Conflict, *, mine: bool, at: str, by: str = "") -> None:
    """Settle a conflict: keep the hand's word, or take the new one."""
    if conflict.kind == "vanished":
        row = _aside(store, conflict.uid)
        if mine:
            entry = {"value": True, "derived": None, "at": at, "by": by.strip()}
            zone = {**row["zone"], "edited": {**edits_of(row["zone"]), KEPT: entry}, "rank": 10**6}
            _bring_back(store, [{**row, "zone": zone}])
        else:
            store.remove_aside([conflict.uid])
            _separate(store, conflict.uid)
    elif conflict.kind == "aside":
        if mine:
            store.put_aside([{**_aside(store, conflict.uid), "before": {}}])
        else:
            restore(store, conflict.uid)
    elif conflict.kind == "split":
        row = zone_row(store, conflict.uid)
        if mine:
            _write(store, row, edits.keep(row, SPLIT))
        else:
            settled = {name: entry for name, entry in edits_of(row).items() if name != SPLIT}
            store.update_zone(conflict.uid, {"edited": settled})
            revert(store, conflict.uid, list(settled))
    elif mine:
        row = zone_row(store, conflict.uid)
        _write(store, row, edits.keep(row, conflict.field))
    else:
        revert(store, conflict.uid, [conflict.field])


def mark_road(store: PlanStore, road_uid: str, carries: bool | None, *, at: str, by: str = "") -> None:
    """Say that a road carries a hazard or that it does not; None leaves it to the data again."""
    marks = dict(store.road_marks())
    marks.pop(road_uid, None)
    if carries is not None:
        marks[road_uid] = {"carries": carries, "at": at, "by": by.strip()}
    store.set_road_marks(marks)


def conflicts(store: PlanStore) -> list[Conflict]:
    """Return where hands and the last analysis say different things."""
    return carrying.conflicts(store.zones(), store.zones_aside())


# -- inner workings --------------------------------------------------------------------------------------


def _write(store: PlanStore, row: edits.Row, columns: Mapping[str, Any], outline: Outline | None = None) -> None:
    """Write what an edit changes; an outline brings its figures and parts along."""
    values = dict(columns)
    uid = str(row["uid"])
    shape = values.pop("geometry", None)
    if isinstance(shape, Mapping):
        outline = Outline.from_dict(shape)
    elif shape is None:
        outline = None
    if outline is not None:
        values |= {**outline.numbers, "geometry": outline.shape}
    store.update_zone(uid, values, None if outline is None else outline.parts)


def _put_aside(store: PlanStore, uids: Sequence[str], why: str, **said: str) -> None:
    parts = store.parts()
    rows = []
    for uid in uids:
        row = zone_row(store, uid)
        rows.append(carrying.aside_row(row, parts[parts["zone_uid"] == uid].to_dict("records"), why, **said))
        for inner in _merged_into(store, uid):  # what went into it follows to the zone it goes to
            rows.append({**inner, "into": said.get("into", uid)})
    for uid in uids:
        store.remove_zone(uid)
    store.rank_zones()
    store.put_aside(rows)


def _merged_into(store: PlanStore, uid: str) -> list[dict[str, Any]]:
    aside = store.zones_aside()
    chosen = aside[(aside["why"] == carrying.MERGED) & (aside["into"] == uid)]
    return [{str(name): value for name, value in row.items()} for row in chosen.to_dict("records")]


def _separate(store: PlanStore, uid: str) -> None:
    if rows := _merged_into(store, uid):
        _bring_back(store, rows)


def _bring_back(store: PlanStore, rows: Sequence[Mapping[str, Any]]) -> None:
    for row in rows:
        zone, parts = carrying.back_from_aside(row)
        store.add_zone(zone, parts)
    store.rank_zones()
    store.remove_aside([str(row["uid"]) for row in rows])


def _aside(store: PlanStore, uid: str) -> dict[str, Any]:
    aside = store.zones_aside()
    found = aside[aside["uid"] == uid].to_dict("records")
    if not found:
        raise KeyError(uid)
    return {str(name): value for name, value in found[0].items()}
