"""On which side of the line a past event was, as far as its coordinates can tell.

P(other side) = Φ(−d / σ), σ² = σ_event² + σ_line², d the distance to the line: both errors are taken as normal across a
line that is straight over some σ.  From 5 % to 95 % nobody can say from the coordinates alone: the place is unclear
(交界地着火点位置不清), and who investigates is the supervising authority's to decide (广东第三十七条, 重庆第四十条).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from layers.hazards import objects
from layers.kinds import Role

if TYPE_CHECKING:
    from layers.borders.partition import CountyPartition
    from layers.hazards.band import BorderLines
    from layers.plan.store import PlanStore
    from layers.zones.model import ZoneInputs

#: Between these nobody can say.
UNCLEAR = (0.05, 0.95)

_erfc = np.vectorize(math.erfc, otypes=[np.float64])  # Φ(−x) = erfc(x / √2) / 2, exact in the tail

#: Columns of :func:`sides`.
SIDE_COLUMNS = (
    "uid",
    "name",
    "county",  # where the coordinates lie; "" outside every county
    "other",  # the county across the nearest shared line; "" where none is near
    "distance_m",  # to that line; inf where none is near
    "precision_m",  # σ of the event
    "precision_stated",  # bool: the event's own, not the usual one
    "other_side",  # probability, 0–1; nan where no line is near
    "is_unclear",
    "geometry",  # EPSG:4490
)


def other_side(distance_m: ArrayLike, precision_m: ArrayLike, line_precision_m: ArrayLike) -> NDArray[np.float64]:
    """Return the probability that a place lies on the other side of the line.

    Parameters
    ----------
    distance_m : float64, ≥ 0
        From the place to the line.
    precision_m, line_precision_m : float64, ≥ 0
        Standard errors across the line.  Both 0: the side is certain, and even on the line itself.

    Raises
    ------
    ValueError
        Something is below 0 or unknown.
    """
    d, event, line = (np.asarray(one, dtype=np.float64) for one in (distance_m, precision_m, line_precision_m))
    for name, one in (("distance", d), ("precision", event), ("precision of the line", line)):
        if not np.all(one >= 0.0):
            raise ValueError(f"The {name} must be known and not below 0.")
    sigma = np.hypot(event, line)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(sigma > 0.0, d / sigma, np.where(d > 0.0, np.inf, 0.0))
    return np.asarray(_erfc(ratio / math.sqrt(2.0)) / 2.0, dtype=np.float64)


def sides_of_plan(store: PlanStore, *, line_precision_m: float, usual_precision_m: float = 100.0) -> gpd.GeoDataFrame:
    """Return :func:`sides` of the past events in a plan.

    Raises
    ------
    AnalysisError
        The plan has no counties.
    """
    from dataclasses import replace

    from layers.borders import build_network, clean_counties
    from layers.borders.partition import build_partition
    from layers.hazards.band import border_lines
    from layers.kinds import Shape
    from layers.workflow import build_inputs
    from layers.zones.model import LayerInput

    inputs = build_inputs(store)
    events = tuple(
        LayerInput(record.uid, record.role, store.frame(record.uid), record.speaks_for, record.title)
        for record in store.layers()
        if record.role is Role.HISTORY and record.shape in (Shape.POINT, Shape.LINE, Shape.POLYGON)
    )
    land = clean_counties(inputs.counties)
    network = build_network(land, parameters=store.parameters())
    return sides(
        replace(inputs, layers=events),
        build_partition(land, network),
        border_lines(network),
        line_precision_m=line_precision_m,
        usual_precision_m=usual_precision_m,
    )


def sides(
    inputs: ZoneInputs,
    partition: CountyPartition,
    lines: BorderLines,
    *,
    line_precision_m: float,
    usual_precision_m: float = 100.0,
    within_m: float = 5_000.0,
) -> gpd.GeoDataFrame:
    """Return past events with the probability that they happened on the other side of the nearest line.

    Parameters
    ----------
    inputs : ZoneInputs
        Layers of role history; ``precision_m`` of an event is its standard error.  Of lines and areas the place is a
        point on them.
    line_precision_m : float
        Standard error of the county lines.
    usual_precision_m : float
        For events that do not say [P].
    within_m : float
        Events farther from every shared line are left out of the list of lines; they stay with ``distance_m`` inf.

    Returns
    -------
    GeoDataFrame
        Columns :data:`SIDE_COLUMNS`, EPSG:4490, the least clear first.
    """

    def every(frame: object, layer: object) -> NDArray[np.bool_]:
        return np.ones(len(frame), dtype=bool)  # type: ignore[arg-type]

    found = objects.gather(inputs.of_role(Role.HISTORY), partition.crs, every)
    points = np.asarray(shapely.point_on_surface(found.shape), dtype=object)
    county = np.append(partition.codes, "")[partition.locate(points)]
    distance, piece = lines.nearest(points, within_m)
    own = objects.figures(found.frame, "precision_m")
    stated = own > 0.0
    precision = np.where(stated, own, usual_precision_m)
    near = piece >= 0
    chance = np.full(len(points), math.nan)
    chance[near] = other_side(distance[near], precision[near], line_precision_m)
    pairs = [str(lines.pairs[at]).split("|") if at >= 0 else [] for at in piece]
    across = [next((c for c in pair if c != own_code), "") for pair, own_code in zip(pairs, county, strict=True)]
    frame = gpd.GeoDataFrame(
        {
            "uid": found.frame["uid"].to_numpy(dtype=object),
            "name": found.frame["name"].to_numpy(dtype=object),
            "county": county,
            "other": across,
            "distance_m": distance,
            "precision_m": precision,
            "precision_stated": stated,
            "other_side": chance,
            "is_unclear": (chance > UNCLEAR[0]) & (chance < UNCLEAR[1]),
        },
        geometry=list(shapely.point_on_surface(found.stored)),
        crs="EPSG:4490",
    )
    doubt = np.where(np.isnan(chance), 1.0, np.abs(chance - 0.5))
    order = np.lexsort([frame["uid"].to_numpy(dtype=str), doubt])
    return frame.iloc[order].reset_index(drop=True)[list(SIDE_COLUMNS)]
