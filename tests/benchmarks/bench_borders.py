"""Shared borders of 199 clean counties, and slivers where they do not fit.

All find the same pairs; ours also gives meeting points, levels, lengths, directions, and the check that the coverage
fits.
"""

from __future__ import annotations

from layers.borders import build_network, clean_counties
from layers.borders.slivers import find_slivers
from layers.borders.verdicts import applied, by_holder, listed, verdict_rows
from tests.benchmarks import real_data
from tests.benchmarks.comparison import Comparison, other, ours, qgis
from tests.benchmarks.measured import Calls, Setting
from tests.benchmarks.result import Target
from tests.benchmarks.sets import write_counties

NAME = "borders"


def network(_: Setting) -> Calls:
    counties = real_data.counties("clean")

    def pairs() -> int:
        segments = build_network(counties).segments
        shared = segments[segments["right"].notna()]
        return len({frozenset(pair) for pair in zip(shared["left"], shared["right"], strict=True)})

    return {"shared borders": pairs}


def network_of_dirty(_: Setting) -> Calls:
    counties = real_data.counties("dirty")
    return {"shared borders of the file that does not fit": lambda: len(build_network(counties).segments)}


def slivers(_: Setting) -> Calls:
    """Find, judge and apply: every gap and overlap of the file that does not fit, and none in the one that does."""
    dirty, clean = (real_data.counties(coverage) for coverage in ("dirty", "clean"))
    found = find_slivers(dirty)
    kinds, groups = found["kind"], found["counties"]
    choices = [by_holder(group, group[0], kind) for group, kind in zip(groups, kinds, strict=True)]
    rows = verdict_rows(found, choices, judged_by="bench", judged_at="")
    layer = clean_counties(dirty)
    return {
        "slivers of the file that does not fit": lambda: len(find_slivers(dirty)),
        "slivers of the clean file": lambda: len(find_slivers(clean)),
        "verdict on each sliver": lambda: len(listed(found, rows)),
        "coverage with all of them decided": lambda: len(applied(layer[["code", "name", "geometry"]], rows, [layer])),
    }


COMPARISONS = (
    Comparison(
        (
            ours("border network", network),
            other("shapely: STRtree, intersection", "shapely_ways:borders"),
            other("geopandas.overlay", "geopandas_ways:borders"),
            other("topojson", "geopandas_ways:topojson_borders", "topojson"),
            qgis("lines, intersection", "qgis_ways:borders"),
        ),
        write_counties,
        {"shared borders": Target(0.5)},
        runs=5,
        needs_data=True,
    ),
    Comparison((ours("border network", network_of_dirty),), runs=3, needs_data=True),
    Comparison(
        (
            ours("slivers, each with its verdict", slivers),
            other("shapely: overlaps, holes of the union", "shapely_ways:slivers"),
        ),
        write_counties,
        runs=2,
        needs_data=True,
    ),
)
