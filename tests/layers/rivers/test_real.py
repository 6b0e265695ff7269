"""Public river lines of 京津冀: sums, order, and what terrain decides."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from layers import crs
from layers.hazards.river_lines import gather
from layers.kinds import ReachType
from layers.rivers.directions import Evidence
from layers.rivers.heights import lowest_around
from layers.rivers.land import assemble
from layers.rivers.network import build
from layers.rivers.problems import Problem, find, pieces
from layers.rivers.sections import bordering, places_of_change, sections
from layers.rivers.settings import RiverSettings
from layers.zones.model import Parameters, ZoneInputs
from tests.layers.hazards.test_river_real import CLEAN, DATA, HYDRO, lines
from tests.layers.rivers.world import EPSG

TERRAIN = DATA / "terrain" / "dem_30s_wgs84.tif"

pytestmark = pytest.mark.skipif(not HYDRO.exists(), reason=f"{HYDRO} is not there")


def network(*names, reverse=False, heights=None):
    layers = [lines(name) for name in names]
    if reverse:
        layers = [replace(one, frame=one.frame.sort_index(ascending=False, ignore_index=True)) for one in layers]
    gathered = gather(layers, default_width_m=10.0, metric_epsg=EPSG, snap_m=30.0)
    return build(gathered, metric_epsg=EPSG, snap_m=30.0, heights=heights)


@pytest.mark.parametrize("name", ["nfgis4m_hyd2_4l", "wdbii_rivers", "ne10m_rivers"])
def test_edges_sum_to_the_lines_whatever_their_order(name):
    one, other = network(name), network(name, reverse=True)
    assert one.length_m.sum() == pytest.approx(one.course.length_m.sum())
    assert one.edges == other.edges and one.nodes == other.nodes
    assert np.sort(one.length_m) == pytest.approx(np.sort(other.length_m), abs=0.01)
    assert np.bincount(one.degree()).tolist() == np.bincount(other.degree()).tolist()
    assert np.bincount(pieces(one)).tolist() == np.bincount(pieces(other)).tolist()


@pytest.mark.skipif(not CLEAN.exists(), reason="the county lines are not there")
def test_sections_stand_between_neighbours_and_on_their_river():
    counties = gpd.read_file(CLEAN, layer="county").set_crs(crs.STORAGE_CRS, allow_override=True)
    code = "code" if "code" in counties.columns else "adcode"
    counties = counties.assign(code=counties[code].astype(str))[["code", "name", "geometry"]]
    land = assemble(ZoneInputs(counties, (lines("nfgis4m_hyd2_4l"),), metric_epsg=EPSG), Parameters(), RiverSettings())
    found = sections(land)
    assert len(found) == len(places_of_change(land)) > 100
    shapes = counties.to_crs(epsg=EPSG).set_index("code").geometry
    points = found.to_crs(epsg=EPSG).geometry
    for point, before, after in zip(points, found["from_counties"], found["to_counties"], strict=True):
        assert set(before) != set(after)
        # The banks pass a line a little before or after the middle of the river does.
        assert all(shapes[one].distance(point) < 500.0 for one in (*before, *after) if one)
    assert bordering(land)["length_m"].sum() == pytest.approx(
        sum(one.length_m for one in land.located.reaches if one.kind is ReachType.BORDERING and "" not in one.holders)
    )


@pytest.mark.skipif(not TERRAIN.exists(), reason="the terrain is not there")
def test_terrain_decides_in_the_mountains_and_not_on_the_plain():
    net = network("nfgis4m_hyd2_4l", heights=lowest_around(TERRAIN))
    said = pd.Series(net.evidence).value_counts()
    assert said[Evidence.TERRAIN.value] >= 20 and said[Evidence.NONE.value] >= 20
    decided = np.isin(net.evidence, [Evidence.TERRAIN.value])
    # What it decides runs down by more than the noise.
    assert (net.drop_m[net.line[decided]] * net.direction[decided] > 10.0).all()
    found = find(net, snap_m=30.0, dem_noise_m=10.0)
    unknown = found.loc[found["problem"] == Problem.UNKNOWN.value, "amount_m"].sum()
    assert unknown == pytest.approx(net.length_m[net.direction == 0].sum())
