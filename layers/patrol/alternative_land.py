"""What alternatives of a patrol area are measured on: read once from a plan, held against any number of outlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.kinds import RecordKind, Role, Shape
from layers.patrol.division import CountyIndex
from layers.zones.model import LayerInput, shared_zones

if TYPE_CHECKING:
    from datetime import date

    from layers.plan.store import PlanStore

Objects = NDArray[np.object_]


@dataclass(frozen=True)
class Things:
    """Points or lines of a kind; who says nothing of them is ``silent``.

    ``shapes`` are in the metric CRS; ``stored``, where lengths are taken, the same in EPSG:4490.
    """

    shapes: Objects
    stored: Objects
    silent: frozenset[str]


@dataclass(frozen=True)
class AlternativeLand:
    """Counties, zones, lines, woods, places and things of a plan.

    Attributes
    ----------
    index : CountyIndex
    zones : GeoDataFrame
        Shared zones, columns ``ZONE_COLUMNS``, EPSG:4490.
    zone_shapes : ndarray of shapely geometry
        The same zones in the metric CRS.
    parts : DataFrame
        Their parts with ``response``, columns ``PART_COLUMNS``.
    part_shapes : ndarray of shapely geometry
        Metric CRS.
    lines : ndarray of LineString
        Lines between two counties of the plan, EPSG:4490.
    woods : ndarray of shapely geometry
        Metric CRS.
    silent_woods : frozenset of str
        Counties of whose woods nothing is known.
    places : GeoDataFrame
        Of :func:`layers.exposure.places`, in the metric CRS.
    silent_people : frozenset of str
        Counties of whose people and villages nothing is known.
    depots, lookouts, routes : Things
    on : date
        The plan's reference date.
    """

    index: CountyIndex
    zones: gpd.GeoDataFrame
    zone_shapes: Objects
    parts: pd.DataFrame
    part_shapes: Objects
    lines: Objects
    woods: Objects
    silent_woods: frozenset[str]
    places: gpd.GeoDataFrame
    silent_people: frozenset[str]
    depots: Things
    lookouts: Things
    routes: Things
    aids: pd.DataFrame
    loans: pd.DataFrame
    on: date


def alternative_land(store: PlanStore) -> AlternativeLand:
    """Read what alternatives are measured on.

    Raises
    ------
    AnalysisError
        The plan has no counties.
    """
    from layers import access, exposure, workflow
    from layers.recording.inventory import kind_of

    inputs = workflow.build_inputs(store)
    index = CountyIndex(inputs.counties, inputs.metric_epsg)
    codes = frozenset(index.names)
    zones = shared_zones(store.zones()).reset_index(drop=True)
    parts = store.parts()
    parts = parts[parts["zone_uid"].isin(set(zones["uid"]))].reset_index(drop=True)
    depots = access.depots(inputs)
    woods = inputs.of_role(Role.FOREST)
    others = _frames(store, Role.LOOKOUT)
    routes = [store.frame(one.uid) for one in store.layers() if kind_of(one) is RecordKind.PATROL_ROUTE]
    borders = store.borders()
    inner = [all(str(pair).split("|")) and "|" in str(pair) for pair in borders["pair"]]
    return AlternativeLand(
        index=index,
        zones=zones,
        zone_shapes=_metric(index, zones.geometry.to_numpy()),
        parts=pd.DataFrame(parts.drop(columns="geometry")),
        part_shapes=_metric(index, parts.geometry.to_numpy()),
        lines=borders.geometry.to_numpy()[np.array(inner, dtype=bool)],
        woods=_metric(index, _joined([one.frame.geometry.to_numpy() for one in woods])),
        silent_woods=codes - exposure.speaking_counties(woods, codes),
        places=exposure.places(inputs).to_crs(index.crs),
        silent_people=frozenset(exposure.silent_counties(inputs, inputs.counties)),
        depots=_things(index, [depots.geometry.to_numpy()], access.silent_counties(inputs, inputs.counties)),
        lookouts=_things(
            index,
            [one.frame.geometry.to_numpy() for one in others],
            codes - exposure.speaking_counties(others, codes),
        ),
        # A route that nobody recorded is none: there are no files of routes that could be missing.
        routes=_things(index, [one.geometry.to_numpy() for one in routes], frozenset()),
        aids=store.book("lf_aid"),
        loans=store.book("lf_loan"),
        on=store.info().reference_date,
    )


def _frames(store: PlanStore, role: Role) -> list[LayerInput]:
    """Return layers that an analysis of zones does not read."""
    return [
        LayerInput(one.uid, one.role, store.frame(one.uid), one.speaks_for, one.title)
        for one in store.layers()
        if one.role is role and one.shape is Shape.POINT
    ]


def _things(index: CountyIndex, shapes: Sequence[Objects], silent: frozenset[str]) -> Things:
    stored = _joined(shapes)
    return Things(index.to_metric_lines(stored), stored, silent)


def _joined(shapes: Sequence[Objects]) -> Objects:
    every = np.concatenate([np.asarray(one, dtype=object) for one in shapes]) if shapes else np.empty(0, dtype=object)
    return every[~(shapely.is_missing(every) | shapely.is_empty(every))] if len(every) else every


def _metric(index: CountyIndex, shapes: Objects) -> Objects:
    return index.to_metric(shapes) if len(shapes) else np.empty(0, dtype=object)
