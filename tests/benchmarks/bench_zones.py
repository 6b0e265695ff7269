"""From layers in memory to zones on 199 real counties with hydrology, their forest and 20,000 generated forests.

No other program makes zones.  What can be compared is one step, patches that straddle the lines, with their area in
each county.  Ours adds edges to stay within a metre of the ellipsoid, transforms, and sums areas on it; the others are
given shapes in metres, and sum planar areas.
"""

from __future__ import annotations

from dataclasses import replace

from layers.borders import build_network, clean_counties
from layers.borders.partition import build_partition
from layers.borders.straddle import cut_objects, straddling
from layers.kinds import ReachMethod, ResponseMethod, Role
from layers.zones import LayerInput, Parameters, ZoneInputs, derive
from tests.benchmarks import real_data
from tests.benchmarks.comparison import Comparison, other, ours, qgis
from tests.benchmarks.measured import Calls, Setting
from tests.benchmarks.result import Target
from tests.benchmarks.sets import made_forests, write_forests

NAME = "zones"
_DISTANCE = Parameters(forest_reach=ReachMethod.DISTANCE.value, response_method=ResponseMethod.STRAIGHT.value)
_CLEAN, _DIRTY = (f"zones, {which}, reach by distance" for which in ("clean counties", "counties that do not fit"))
_STEP = "straddling patches, areas by county"


def _inputs(setting: Setting, coverage: str) -> ZoneInputs:
    given = real_data.inputs(coverage)
    if not setting.is_quick:
        return given
    layers = (
        replace(layer, frame=layer.frame.iloc[:500]) if layer.uid == "forest_generated" else layer
        for layer in given.layers
    )
    return replace(given, layers=tuple(layers))


def clean(setting: Setting) -> Calls:
    given = _inputs(setting, "clean")
    return {_CLEAN: lambda: _zones(given, _DISTANCE)}


def dirty(setting: Setting) -> Calls:
    given = _inputs(setting, "dirty")
    return {_DIRTY: lambda: _zones(given, _DISTANCE)}


def by_spread(setting: Setting) -> Calls:
    """As the program does it unless told otherwise."""
    given = _inputs(setting, "clean")
    return {"zones, clean counties, reach by spread": lambda: _zones(given, Parameters())}


def _zones(given: ZoneInputs, parameters: Parameters) -> str:
    return f"{len(derive(given, parameters).zones):,} zones"


def cut(setting: Setting) -> Calls:
    """The lines are there before, as in an analysis."""
    counties = real_data.counties("clean")
    whole = clean_counties(counties)
    network = build_network(counties)
    layer = LayerInput("forest", Role.FOREST, made_forests(setting))

    def areas() -> int:
        partition = build_partition(whole, network)
        found = straddling((), whole, network, partition=partition, cut=cut_objects([layer], partition))
        return int((found["areas_ha"].map(lambda areas: sum(code != "" for code in areas)) >= 2).sum())

    return {_STEP: areas}


COMPARISONS = (
    Comparison((ours("analysis", clean),), targets={_CLEAN: Target(8.0, peak_mb=1000.0)}, runs=3, needs_data=True),
    Comparison((ours("analysis", dirty),), targets={_DIRTY: Target(8.0, peak_mb=1000.0)}, runs=3, needs_data=True),
    Comparison((ours("analysis", by_spread),), runs=1, needs_data=True),
    Comparison(
        (
            ours("cut along the lines", cut),
            other("geopandas.overlay", "geopandas_ways:straddling"),
            other("geopandas.sjoin, without areas", "geopandas_ways:straddling_without_areas"),
            other("DuckDB spatial", "engines:duckdb", "duckdb", "duckdb_extension_spatial"),
            other("SedonaDB", "engines:sedona", "sedonadb"),
            qgis("intersection", "qgis_ways:straddling"),
        ),
        write_forests,
        runs=3,
        needs_data=True,
    ),
)
