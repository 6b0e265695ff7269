"""Hazards on public counties, rivers, terrain, places and fires of 京津冀: what must hold whatever the land is like."""

from __future__ import annotations

import math
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from layers.borders import build_network, clean_counties
from layers.borders.partition import build_partition
from layers.crs import STORAGE_CRS
from layers.geodesy import distance_m
from layers.hazards.band import border_lines
from layers.hazards.class_steps import class_steps
from layers.hazards.history import sides
from layers.kinds import Role
from layers.zones import Parameters, ZoneInputs, derive
from layers.zones.matrix import zone_matrix
from layers.zones.model import LayerInput, RasterInput
from tests.layers.hazards.test_river_real import DATA, lines

TERRAIN = DATA / "terrain" / "dem_30s_wgs84.tif"
COUNTIES = DATA / "boundary" / "counties_amap_wgs84.gpkg"
pytestmark = pytest.mark.skipif(not COUNTIES.exists(), reason=f"{COUNTIES} is not there")

#: Beijing's northern counties and their neighbours.
CODES = (
    "110109",
    "110116",
    "110117",
    "110118",
    "110119",
    "130730",
    "130732",
    "130821",
    "130822",
    "130824",
    "130826",
    "131082",
)
#: On the Yongding below Guanting reservoir, where terrain says which way it runs; rivers are of 1:4,000,000.
DAMS = {"官厅水库": (115.65, 40.17)}
HAZARDS = ("plume", "radius", "mapped", "breach")


def counties() -> gpd.GeoDataFrame:
    frame = gpd.read_file(COUNTIES, layer="county").to_crs(STORAGE_CRS)
    frame["code"] = frame["code"].astype(str)
    return frame[frame["code"].isin(CODES)][["code", "name", "geometry"]].reset_index(drop=True)


def points(role: Role, places: list[tuple[float, float]], **columns: list[object]) -> LayerInput:
    table = {"uid": [f"{role}-{at}" for at in range(len(places))], **columns}
    shapes = gpd.points_from_xy([x for x, _ in places], [y for _, y in places])
    return LayerInput(role.value, role, gpd.GeoDataFrame(table, geometry=shapes, crs=STORAGE_CRS))


@pytest.fixture(scope="module")
def inputs() -> ZoneInputs:
    land = counties()
    places = gpd.read_file(DATA / "settlement" / "geonames_places.geojson")
    places = places[shapely.intersects(land.geometry.union_all(), places.geometry.to_numpy())].reset_index(drop=True)
    at = list(zip(places.geometry.x, places.geometry.y, strict=True))
    people = pd.to_numeric(places.get("population", pd.Series(np.nan, index=places.index)), errors="coerce")
    # A farm and a plant at every eighth place: what could stand there.
    some = at[::8]
    sources = points(
        Role.HAZARD_SOURCE,
        [*DAMS.values(), *some, *some],
        name=[*DAMS, *[""] * (2 * len(some))],
        kind=["水库"] * len(DAMS) + ["养殖场"] * len(some) + ["化工厂"] * len(some),
    )
    forest = gpd.read_file(DATA / "landcover" / "forest_mcd12c1_2019.gpkg").to_crs(STORAGE_CRS)
    forest = forest[shapely.intersects(forest.geometry.to_numpy(), land.geometry.union_all())].reset_index(drop=True)
    classed = gpd.GeoDataFrame(
        {"uid": [f"m{k}" for k in range(len(forest))], "name": "", "hazard_class": 3.0},
        geometry=forest.geometry,
        crs=STORAGE_CRS,
    )
    return ZoneInputs(
        land,
        (
            sources,
            points(Role.SETTLEMENT, at, name=[""] * len(at), people=people.tolist(), kind=[""] * len(at)),
            lines("nfgis4m_hyd2_4l"),
            LayerInput("map", Role.HAZARD_MAP, classed, None, "森林火险区划"),
        ),
        rasters=(RasterInput("dem", Role.TERRAIN, str(TERRAIN), ""),) if TERRAIN.exists() else (),
    )


PARAMETERS = Parameters(hazards=HAZARDS, hazard_numbers={"breach": {"to_river_m": 6_000.0}})


@pytest.fixture(scope="module")
def result(inputs: ZoneInputs):
    return derive(inputs, PARAMETERS)


def test_every_kind_gives_zones_and_parts_sum_to_them(result) -> None:
    assert set(result.zones["hazard"]) >= {"plume", "radius", "mapped"}
    sums = result.parts.groupby("zone_uid")["area_ha"].sum()
    zones = result.zones.set_index("uid")["area_ha"]
    assert sums[zones.index].to_numpy() == pytest.approx(zones.to_numpy(), rel=1e-9)
    assert (
        result.zones["classes" if "classes" in result.zones else "zone_class"]
        .isin(["S1", "S2", "S3", "L", "pending"])
        .all()
    )


def test_together_they_are_what_each_is_alone(inputs: ZoneInputs, result) -> None:
    alone = [derive(inputs, replace(PARAMETERS, hazards=(hazard,))).zones for hazard in ("plume", "breach")]
    for hazard, zones in zip(("plume", "breach"), alone, strict=True):
        mine = result.zones[result.zones["hazard"] == hazard].sort_values("uid")
        other = zones.sort_values("uid")
        assert mine["uid"].tolist() == other["uid"].tolist()
        assert mine["area_ha"].to_numpy() == pytest.approx(other["area_ha"].to_numpy(), rel=1e-12)
        assert mine["links"].tolist() == other["links"].tolist()


@pytest.mark.skipif(not TERRAIN.exists(), reason="the terrain is not there")
def test_a_wave_is_never_sooner_than_straight_ahead(inputs: ZoneInputs, result) -> None:
    zones = result.zones[result.zones["hazard"] == "breach"]
    assert len(zones) >= 1, "the Yongding runs out of Huailai"
    assert {"130730", "110109"} <= {
        code for links in zones["links"] for one in links for code in (one["from"], one["to"])
    }
    polygon = dict(zip(inputs.counties["code"], inputs.counties.geometry, strict=True))
    for zone in zones.to_dict("records"):
        for link in zone["links"]:
            if link["from"] == link["to"]:
                continue
            dams = [shapely.Point(DAMS[name]) for name in zone["names"]]
            nearest = [shapely.shortest_line(dam, polygon[link["to"]]) for dam in dams]
            straight = min(distance_m(*line.coords[0], *line.coords[1]) for line in nearest)
            # From the river, up to 6 km off the dam, and the corridor beside it; 3 m/s.
            assert link["first_min"] >= (straight - 6_500.0) / 3.0 / 60.0
            assert link["people"] is None or (np.diff(link["people"]) >= 0).all()


def test_the_matrix_holds_all_people_reached(result) -> None:
    zones = result.zones
    known = zones[[not any(what["unknown"] for what in row["reached"].values()) for row in zones["evidence"]]]
    total = sum(what["people"] for row in known["evidence"] for what in row["reached"].values())
    assert np.nansum(zone_matrix(known).sent["people"]) == pytest.approx(total)


def test_sides_of_past_fires_follow_their_distance(inputs: ZoneInputs) -> None:
    fires = pd.read_csv(DATA / "fire" / "firms_modis_hotspots.csv")
    land = inputs.counties.geometry.union_all()
    at = [xy for xy in zip(fires["longitude"], fires["latitude"], strict=True) if land.intersects(shapely.Point(xy))]
    events = points(Role.HISTORY, at, name=[""] * len(at), precision_m=[500.0] * len(at))
    clean = clean_counties(inputs.counties)
    network = build_network(clean, parameters=Parameters())
    given = ZoneInputs(inputs.counties, (events,), metric_epsg=network.metric_epsg)
    found = sides(given, build_partition(clean, network), border_lines(network), line_precision_m=50.0)
    near = found[np.isfinite(found["distance_m"])]
    assert len(found) == len(at) >= 10 and found["other_side"].dropna().between(0.0, 0.5).all()
    sigma = math.hypot(500.0, 50.0)
    # Unclear is what lies within 1.645 σ: Φ(−1.645) = 5 %.
    assert ((near["distance_m"] < 1.6449 * sigma) == near["is_unclear"]).all()


def test_a_map_that_goes_on_across_the_line_has_few_steps(inputs: ZoneInputs) -> None:
    network = build_network(clean_counties(inputs.counties), parameters=Parameters())
    found = class_steps(inputs, network, Parameters())
    shared = network.segments[network.segments["right"].notna()]
    # One map of one class: where it ends exactly along a line only, one side is without; its cells do not know lines.
    assert found["step"].isna().all()
    assert found["length_m"].sum() < 0.1 * shared["length_m"].sum()
