"""Numbers that follow the hand while an area is drawn: a few milliseconds each."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from layers import exposure
from layers.exposure.location import ON_EDGE_M
from layers.geodesy import MU_PER_HA
from layers.kinds import Role
from layers.patrol.division import NOTHING_M2, CountyIndex, Division
from layers.patrol.model import AreaShare
from layers.zones.model import ZoneInputs, shared_zones


@dataclass(frozen=True)
class LiveNumbers:
    """What is shown beside the cursor; areas are ellipsoidal and the shares are of the whole."""

    area_ha: float
    area_mu: float
    shares: tuple[AreaShare, ...]
    outside_ha: float
    zones: tuple[str, ...]  # uids of the zones it overlaps, by rank
    villages: int  # settlements inside, the edge counted in
    silent: tuple[str, ...]  # counties it touches for which no settlement layer speaks: villages unknown there


class LiveIndex:
    """Counties, zones and villages, prepared once for :meth:`numbers`.

    Use :meth:`build`; build again when counties, zones or settlements change.
    """

    def __init__(
        self,
        counties: CountyIndex,
        zone_uids: list[str],
        zone_shapes: np.ndarray,
        villages: np.ndarray,
        silent: frozenset[str],
    ) -> None:
        self._counties = counties
        self._zone_uids = zone_uids
        self._zone_shapes = zone_shapes
        shapely.prepare(zone_shapes)
        self._zone_tree = shapely.STRtree(zone_shapes)
        self._village_xy = villages
        self._silent = silent

    @classmethod
    def build(cls, inputs: ZoneInputs, zones: gpd.GeoDataFrame | None = None) -> LiveIndex:
        """Prepare an index.

        Parameters
        ----------
        inputs : ZoneInputs
            Counties and settlement layers; other layers are not read.
        zones : GeoDataFrame, optional
            Columns ``ZONE_COLUMNS``, EPSG:4490; the order of their ranks is the order of the answer.
            Zones that stay in one county are left out.
        """
        counties = CountyIndex(inputs.counties, inputs.metric_epsg)
        uids: list[str] = []
        shapes = np.empty(0, dtype=object)
        if zones is not None and len(zones):
            ranked = shared_zones(zones).sort_values("rank", kind="stable")
            uids = ranked["uid"].astype(str).tolist()
            shapes = counties.to_metric(ranked.geometry.to_numpy())
        places = exposure.places(inputs)
        points = places.geometry.to_numpy()[(places["role"] == Role.SETTLEMENT.value).to_numpy(dtype=bool)]
        xy = shapely.get_coordinates(counties.to_metric(points)) if len(points) else np.empty((0, 2))
        silent = exposure.silent_counties(inputs, inputs.counties)
        return cls(counties, uids, shapes, xy, frozenset(silent))

    @property
    def zone_shapes(self) -> np.ndarray:
        """Return the zones that concern several counties, in the metric CRS of the counties."""
        return self._zone_shapes

    @property
    def counties(self) -> CountyIndex:
        """Return the counties, for :func:`layers.patrol.checks.check_area` of the same polygon."""
        return self._counties

    def numbers(self, polygon: shapely.Polygon, division: Division | None = None) -> LiveNumbers:
        """Return the numbers of a polygon in hand (EPSG:4490); it may cross itself.

        ``division`` is that of the polygon by :attr:`counties`, when it is there already.
        """
        division = division or self._counties.divide(polygon)
        return LiveNumbers(
            area_ha=division.total_ha,
            area_mu=division.total_ha * MU_PER_HA,
            shares=division.shares,
            outside_ha=division.outside_ha,
            zones=self._zones(division),
            villages=self._villages(division),
            silent=tuple(sorted(set(division.counties) & self._silent)),
        )

    def _zones(self, division: Division) -> tuple[str, ...]:
        if division.whole.is_empty or not self._zone_uids:
            return ()
        rows = np.sort(self._zone_tree.query(division.whole, predicate="intersects"))
        overlap = shapely.area(shapely.intersection(self._zone_shapes[rows], division.whole))
        return tuple(self._zone_uids[row] for row in rows[overlap > NOTHING_M2])

    def _villages(self, division: Division) -> int:
        if division.whole.is_empty or len(self._village_xy) == 0:
            return 0
        xmin, ymin, xmax, ymax = division.whole.bounds
        x, y = self._village_xy.T
        inside = (x >= xmin) & (x <= xmax) & (y >= ymin) & (y <= ymax)
        shapely.prepare(division.whole)
        points = shapely.points(self._village_xy[inside])
        return int(np.count_nonzero(shapely.dwithin(division.whole, points, ON_EDGE_M)))
