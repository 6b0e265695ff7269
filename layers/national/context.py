"""What every piece of a region needs: counties, lines, places, how far hazards reach.  Made once, read by workers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.borders.model import BorderNetwork
from layers.borders.partition import CountyPartition, build_partition
from layers.hazards.band import BorderLines, border_lines
from layers.hazards.kind import Reaching, Shared
from layers.hazards.model import HazardResult
from layers.hazards.registry import HazardKind, kind_of
from layers.hazards.silence import silent_counties
from layers.kinds import Hazard, Role
from layers.memory import NoMemory
from layers.national.cutting import Region
from layers.national.folder import RunFolder
from layers.national.model import ForestFile
from layers.progress import silent
from layers.zones.derivation import Ground, cutting_lines, ground_of, holdings_of, in_order, touching_m
from layers.zones.evidence import Places, Setting, places_of
from layers.zones.footprint_reach import FootprintReach
from layers.zones.model import Parameters, ZoneInputs
from layers.zones.parts import Holdings
from layers.zones.reach import DistanceReach, Reach

Objects = NDArray[np.object_]


@dataclass(frozen=True)
class Context:
    """One region.

    Attributes
    ----------
    inputs : ZoneInputs
        Counties, metric CRS; layers without their features, for who speaks for what.
    holdings : Holdings
        All but forest.
    features : ndarray of lines, metric CRS
        Where long clusters may be cut.
    forest_reach : Reach
    forests : tuple of ForestFile
    block : dict of county code to int
    """

    region: Region
    inputs: ZoneInputs
    parameters: Parameters
    network: BorderNetwork
    holdings: Holdings
    features: Objects
    forest_reach: Reach
    forests: tuple[ForestFile, ...]
    block: Mapping[str, int]

    @cached_property
    def ground(self) -> Ground:
        """Counties and lines to cut with; made where it is used, for trees do not travel."""
        return Ground(
            self.inputs.counties,
            self.network,
            build_partition(self.inputs.counties, self.network),
            border_lines(self.network),
        )

    @property
    def partition(self) -> CountyPartition:
        """The counties in the plane."""
        return self.ground.partition

    @property
    def lines(self) -> BorderLines:
        """The shared borders."""
        return self.ground.lines

    @cached_property
    def places(self) -> Places:
        """Assets as arrays."""
        return places_of(self.holdings.places, self.partition)

    @cached_property
    def block_of(self) -> NDArray[np.int64]:
        """Block of each county of the partition."""
        return np.array([self.block[str(code)] for code in self.partition.codes], dtype=np.int64)

    @property
    def shared(self) -> Shared:
        """What hazards but forest are given."""
        from layers.borders.straddle import cut_objects

        return Shared(self.partition, self.lines, cut_objects((), self.partition))

    def planar(self) -> gpd.GeoDataFrame:
        """Return the counties in the metric CRS."""
        return planar(self.partition)

    def forest_result(self) -> HazardResult:
        """Return what is known of forest without its pieces."""
        return HazardResult(
            hazard=Hazard.FOREST,
            pieces=no_pieces(self.partition.crs),
            whole={},
            reach_m=self.parameters.forest_reach_m,
            band_m=self.parameters.forest_band_m,
            unit="ha",
            silent=silent_counties(self.inputs, Role.FOREST),
        )

    def setting(self, result: HazardResult, reach: Reach) -> Setting:
        """Return what stays the same for all groups of a hazard."""
        return Setting(
            kind_of(result.hazard).code,
            self.partition,
            self.places,
            self.parameters,
            reach,
            touching_m(self.network, self.parameters),
            result.silent,
            self.holdings.silent_places,
        )


def planar(partition: CountyPartition) -> gpd.GeoDataFrame:
    """Return counties (``code``, polygon) in the metric CRS."""
    return gpd.GeoDataFrame({"code": partition.codes}, geometry=partition.polygons, crs=partition.crs)


def no_pieces(crs: str) -> gpd.GeoDataFrame:
    """Return a frame of no hazard pieces."""
    return gpd.GeoDataFrame({"object_uid": []}, geometry=[], crs=crs)


def reach_of(kind: HazardKind, result: HazardResult, needs: Reaching) -> Reach:
    """Return how far a hazard reaches, by the rule of :func:`layers.zones.derive`."""
    if kind.reach is not None:
        return kind.reach(result, needs)
    if result.footprints:
        return FootprintReach(kind.code, result.footprints)
    return DistanceReach(result.reach_m)


def build(
    inputs: ZoneInputs, parameters: Parameters, region: Region, forests: tuple[ForestFile, ...], ground: Ground | None
) -> Context:
    """Prepare a region; blocks come later (:func:`with_blocks`).

    Parameters
    ----------
    inputs : ZoneInputs
        What lies in the region.  Forest may be without features where ``forests`` has them, unless fire spreads
        over it.
    """
    ground = ground or ground_of(replace(inputs, metric_epsg=region.epsg), parameters)
    as_given = replace(inputs, counties=ground.counties, metric_epsg=ground.network.metric_epsg)
    ordered = replace(as_given, layers=in_order(inputs.layers))
    flat = planar(ground.partition)
    from layers.borders.straddle import cut_objects

    nothing = Shared(ground.partition, ground.lines, cut_objects((), ground.partition))
    holdings = holdings_of(ordered, nothing, flat)
    bare = tuple(replace(layer, frame=layer.frame.iloc[:0]) for layer in ordered.layers)
    context = Context(
        region,
        replace(ordered, layers=bare, agreements=None, cells=(), rasters=()),
        parameters,
        ground.network,
        holdings,
        cutting_lines(ordered, ground.partition.crs),
        DistanceReach(parameters.forest_reach_m),
        forests,
        {},
    )
    context.__dict__["ground"] = ground
    needs = Reaching(as_given, parameters, flat, context.places, holdings.silent_places, NoMemory(), silent)
    return replaced(context, forest_reach=reach_of(kind_of(Hazard.FOREST), context.forest_result(), needs))


def replaced(context: Context, **changes: object) -> Context:
    """Return a context with some fields changed; what was worked out from the others is kept."""
    fresh = replace(context, **changes)  # type: ignore[arg-type]
    for name in ("ground", "places"):
        if name in context.__dict__:
            fresh.__dict__[name] = context.__dict__[name]
    return fresh


def middles(context: Context) -> NDArray[np.float64]:
    """Return the middle of each county's box, metres, (n, 2)."""
    bounds = shapely.bounds(context.partition.polygons)
    return np.column_stack([(bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2])


def context_name(region: int) -> str:
    """Return where the context of a region lies."""
    return f"region-{region:02d}/context.pkl"


def layers_name(region: int) -> str:
    """Return where the layers of a region lie that other hazards than forest come from."""
    return f"region-{region:02d}/layers.pkl"


@lru_cache(maxsize=2)
def load(folder: str, region: int, sha256: str) -> Context:
    """Read a context; a worker keeps the last two."""
    context: Context = RunFolder(folder).get(context_name(region), sha256)
    return context
