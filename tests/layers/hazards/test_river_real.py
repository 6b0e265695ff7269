"""Public river lines against 199 real counties: sums, sides, symmetry and counties that do not fit."""

from __future__ import annotations

import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from layers import crs
from layers.borders import build_network
from layers.geodesy import geodesic_lengths_m
from layers.hazards import river
from layers.kinds import Role
from layers.zones.model import LayerInput, Parameters, ZoneInputs

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
HYDRO = DATA / "hydro" / "hydro.gpkg"
CLEAN = DATA / "boundary" / "counties_amap_wgs84.gpkg"
DIRTY = DATA / "boundary" / "counties_datav_wgs84_slivers.geojson"

pytestmark = pytest.mark.skipif(not HYDRO.exists(), reason=f"{HYDRO} is not there")


def lines(name):
    frame = gpd.read_file(HYDRO, layer=name).set_crs(crs.STORAGE_CRS, allow_override=True)
    fields = {field.lower(): field for field in frame.columns}
    frame["name"] = frame[fields["name"]].fillna("") if "name" in fields else ""
    frame["uid"] = [f"{name}{i}" for i in range(len(frame))]
    return LayerInput(name, Role.RIVER, frame[["uid", "name", "geometry"]])


@pytest.fixture(scope="module")
def rivers():
    return tuple(lines(name) for name in ("ne10m_rivers", "wdbii_rivers", "nfgis4m_hyd1_4l", "nfgis4m_hyd2_4l"))


def assessed(path, rivers, **read):
    counties = gpd.read_file(path, **read).set_crs(crs.STORAGE_CRS, allow_override=True)
    code = "code" if "code" in counties.columns else "adcode"
    counties = counties.assign(code=counties[code].astype(str))[["code", "name", "geometry"]]
    network = build_network(counties)
    inputs = ZoneInputs(counties, rivers)
    start = time.process_time()
    result, reaches = river.assess(inputs, network, Parameters())
    return counties, network, result, reaches, time.process_time() - start


@pytest.fixture(scope="module")
def clean(rivers):
    return assessed(CLEAN, rivers, layer="county")


def test_reaches_add_up_to_the_rivers(clean, rivers):
    _, _, result, reaches, _ = clean
    read = sum(geodesic_lengths_m(layer.frame.geometry.to_numpy()).sum() for layer in rivers)
    assert reaches["length_m"].sum() == pytest.approx(read, rel=1e-5)
    for shares in result.whole.values():
        assert sum(shares.values()) == pytest.approx(1.0, abs=1e-9)
    per_river = reaches[reaches["reach_type"] != "crossing"].sort_values(["object_uid", "start_m"])
    same = (per_river["object_uid"] == per_river["object_uid"].shift()).to_numpy()
    assert per_river["start_m"].to_numpy()[same] == pytest.approx(per_river["end_m"].shift().to_numpy()[same], abs=1e-3)


def test_each_crossing_stands_on_the_line_of_both_its_counties(clean):
    counties, network, _, reaches, _ = clean
    metric = f"EPSG:{network.metric_epsg}"
    shape = dict(zip(counties["code"], counties.to_crs(metric).geometry.boundary, strict=True))
    crossings = reaches[reaches["reach_type"] == "crossing"].to_crs(metric)
    assert len(crossings) > 300
    for side in ("left", "right"):
        inside = crossings[crossings[side] != ""]
        borders = np.array([shape[code] for code in inside[side]], dtype=object)
        away = shapely.distance(inside.geometry.to_numpy(), borders)
        # Where a bordering reach ends in a third county the crossing is on the third county's line.
        assert np.median(away) < 1e-3
        assert (away < 1.0).mean() > 0.97


def test_interior_reaches_lie_in_their_county(clean):
    counties, network, _, reaches, _ = clean
    metric = f"EPSG:{network.metric_epsg}"
    shape = dict(zip(counties["code"], counties.to_crs(metric).geometry, strict=True))
    interior = reaches[(reaches["reach_type"] == "interior") & (reaches["left"] != "")].to_crs(metric)
    middle = shapely.line_interpolate_point(interior.geometry.to_numpy(), 0.5, normalized=True)
    inside = shapely.intersects(middle, np.array([shape[code] for code in interior["left"]], dtype=object))
    assert inside.mean() > 0.995


def test_pieces_lie_within_the_band_and_name_a_border_of_their_county(clean):
    _, network, result, _, _ = clean
    pieces = result.pieces
    assert (pieces["amount"] > 0).all()
    assert all(county in border.split("|") for county, border in zip(pieces["county"], pieces["border"], strict=True))
    borders = network.segments.to_crs(pieces.crs)
    of_pair = borders.dissolve("pair").geometry
    middle = shapely.line_interpolate_point(pieces.geometry.to_numpy(), 0.5, normalized=True)
    distance = shapely.distance(middle, of_pair.loc[pieces["border"]].to_numpy())
    assert distance.max() < Parameters().river_band_m + 6.0


def test_turned_rivers_give_the_mirrored_answer(clean, rivers):
    counties, network, _, reaches, _ = clean
    turned = []
    for layer in rivers:
        back = layer.frame.assign(geometry=shapely.reverse(layer.frame.geometry.to_numpy()))
        turned.append(LayerInput(layer.uid, layer.role, back))
    _, again = river.assess(ZoneInputs(counties, tuple(turned)), network, Parameters())

    def summary(frame, left, right):
        columns = frame[["object_uid", "reach_type", left, right]].to_numpy().tolist()
        return pd.Series([tuple(row) for row in columns]).value_counts()

    there, back = summary(reaches, "left", "right"), summary(again, "right", "left")
    assert there.sub(back, fill_value=0).abs().sum() <= 0.01 * there.sum()


def test_counties_that_do_not_fit_give_nearly_the_same_answer(clean, rivers):
    if not DIRTY.exists():
        pytest.skip(f"{DIRTY} is not there")
    _, network, _, dirty, _ = assessed(DIRTY, rivers)
    assert not network.is_exact

    def crossings(frame):
        rows = frame[(frame["reach_type"] == "crossing") & (frame["level"] != "outer")]
        return set(zip(rows["object_uid"], rows["left"], rows["right"], strict=True))

    one, other = crossings(clean[3]), crossings(dirty)
    assert len(one & other) / len(one | other) > 0.85
    assert dirty.loc[dirty["reach_type"] == "bordering", "length_m"].sum() > 40_000


def test_all_rivers_in_two_seconds_with_room_for_a_busy_machine(clean):
    assert clean[4] < 4.0
