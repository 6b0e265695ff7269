"""Hazard maps that go on across the line, and breaches that run down a river somebody traced."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import rasterio
import rasterio.transform
import shapely

from layers.crs import STORAGE_CRS, transform
from layers.errors import UnreadableSource
from layers.geodesy import geodesic_length_m
from layers.hazards import breach, mapped
from layers.hazards.registry import REGISTRY
from layers.kinds import Role
from layers.memory import Memory
from layers.zones import Parameters, ZoneInputs, derive
from layers.zones.dependence import Keys
from layers.zones.model import LayerInput, RasterInput
from tests.layers.hazards.test_sources import CRS, TWO, A, B, sources
from tests.layers.shapes import KM, ORIGIN, box_km, counties, frame, placed, settlements


def hazard_map(uid, county, shapes, classes, title="地质灾害易发程度"):
    count = len(shapes)
    table = frame(shapes, uid=[f"{uid}-{k}" for k in range(count)], name=[""] * count, hazard_class=classes)
    return LayerInput(uid, Role.HAZARD_MAP, table, frozenset({county}), title)


def run(*layers, **numbers):
    return derive(ZoneInputs(counties(TWO), layers), Parameters(hazards=("mapped",), hazard_numbers=numbers))


LEFT, RIGHT = box_km(19, 9, 20, 10), box_km(20, 9, 20.5, 10)
NOBODY = settlements([], [])


class TestMapped:
    def test_what_is_contiguous_across_the_line_is_one_hazard(self):
        zone = run(hazard_map("a", A, [LEFT], [4.0]), hazard_map("b", B, [RIGHT], [3.0]), NOBODY).zones.iloc[0]
        assert (zone["hazard"], zone["zone_class"], zone["lead"]) == ("mapped", "S1", A)
        assert zone["hazard_share"] == pytest.approx({A: 2 / 3, B: 1 / 3}, rel=1e-4)
        assert zone["area_ha"] == pytest.approx(150.0, rel=1e-4)
        assert zone["whole_share"] == pytest.approx({A: 2 / 3, B: 1 / 3}, rel=1e-4)

    def test_two_maps_drawn_a_little_apart_touch_and_farther_apart_do_not(self):
        shifted = box_km(20.02, 9, 20.52, 10)
        assert run(hazard_map("a", A, [LEFT], [4.0]), hazard_map("b", B, [shifted], [4.0]), NOBODY).zones[
            "zone_class"
        ].tolist() == ["S1"]
        far = box_km(20.2, 9, 20.7, 10)
        result = run(hazard_map("a", A, [LEFT], [4.0]), hazard_map("b", B, [far], [4.0]), NOBODY)
        assert set(result.zones["zone_class"]) == {"L"}

    def test_lower_classes_and_unknown_ones_are_no_hazard(self):
        result = run(hazard_map("a", A, [LEFT], [2.5]), hazard_map("b", B, [RIGHT], [math.nan]), NOBODY)
        assert len(result.zones) == 0
        lower = run(
            hazard_map("a", A, [LEFT], [2.5]), hazard_map("b", B, [RIGHT], [2.5]), NOBODY, mapped={"least_class": 2.0}
        )
        assert lower.zones["zone_class"].tolist() == ["S1"]

    def test_maps_of_different_hazards_are_not_joined(self):
        flood = hazard_map("b", B, [RIGHT], [4.0], title="洪水淹没区")
        result = run(hazard_map("a", A, [LEFT], [4.0]), flood, NOBODY)
        assert set(result.zones["zone_class"]) == {"L"}

    def test_a_neighbour_without_a_map_is_waited_for(self):
        zone = run(hazard_map("a", A, [LEFT], [4.0]), NOBODY).zones.iloc[0]
        assert zone["zone_class"] == "pending"
        assert {"county": B, "role": "hazard_map"} in zone["unknown"]

    def test_overlapping_maps_count_land_once(self):
        twice = hazard_map("a", A, [LEFT, box_km(19, 9, 20, 10)], [4.0, 3.0])
        zone = run(twice, hazard_map("b", B, [RIGHT], [4.0]), NOBODY).zones.iloc[0]
        assert sum(zone["evidence"]["hazard_amount"].values()) == pytest.approx(150.0, rel=1e-4)

    @pytest.mark.parametrize(
        ("title", "what"),
        [
            ("BY_P_10_130131_01", "暴雨"),
            ("滑坡易发性", "地质灾害"),
            ("山洪危险区", "山洪"),
            ("洪水淹没", "洪水"),
            ("landslide susceptibility", "地质灾害"),
            ("区划", ""),
        ],
    )
    def test_the_name_says_which_hazard(self, title, what):
        assert mapped.mapped_hazard(title) == what


def stored(*places):
    line = placed(shapely.LineString([(x * KM, y * KM) for x, y in places]))
    return transform(line, CRS, STORAGE_CRS)


class TestBreach:
    def test_a_breach_reaches_down_what_was_traced(self, monkeypatch):
        way = stored((18, 10), (24, 10))
        asked = []

        def network_of(inputs, parameters, kind):
            asked.append("network")
            return tracer

        def tracer(lon, lat, longest_m):
            asked.append(longest_m)
            return breach.Trace(way, geodesic_length_m(way), 90.0) if lon < 117.0 else None

        monkeypatch.setitem(REGISTRY, breach.CODE, breach.kind(network_of))
        dams = sources([(18.0, 10.0), (30.0, 10.0)], ["尾矿库", "水库"])
        village = settlements([(23.0, 10.3), (23.0, 10.7)], [80.0, 90.0])
        result = derive(ZoneInputs(counties(TWO), (dams, village)), Parameters(hazards=("breach",)))
        zone = result.zones.iloc[0]
        assert len(result.zones) == 1 and asked == ["network", 50_000.0, 50_000.0]
        assert (zone["zone_class"], zone["lead"], zone["supports"]) == ("S3", A, [B])
        assert zone["evidence"]["reached"][B]["people"] == 80.0
        told = next(reason for reason in zone["reasons"] if reason["code"] == "hazard_reach")
        assert told["facts"]["how"] == "timed" and told["facts"]["reach_min"] == 90.0
        # The footprint is a corridor of 6 km by 1 km with round ends.
        assert zone["area_ha"] == pytest.approx((6.0 + math.pi / 4) * 100, rel=2e-3)

    def test_without_a_trace_nothing_is_made_up(self, monkeypatch):
        dams = sources([(18.0, 10.0)], ["尾矿库"])
        monkeypatch.setitem(REGISTRY, breach.CODE, breach.kind(lambda *_: lambda *_: None))
        assert len(derive(ZoneInputs(counties(TWO), (dams, NOBODY)), Parameters(hazards=("breach",))).zones) == 0
        monkeypatch.setitem(REGISTRY, breach.CODE, breach.kind(lambda *_: None))
        assert len(derive(ZoneInputs(counties(TWO), (dams, NOBODY)), Parameters(hazards=("breach",))).zones) == 0


class TestRaster:
    @pytest.fixture
    def raster(self, tmp_path):
        """Cells of 500 m over (18, 8)–(22, 11) km: class 4 in 2 × 2 cells on either side of the line, 1 about them."""
        values = np.full((6, 8), 1, dtype=np.uint8)
        values[2:4, 2:6] = 4
        values[0, 0] = 255
        path = tmp_path / "地质灾害危险性.tif"
        west, north = ORIGIN[0] + 18 * KM, ORIGIN[1] + 11 * KM
        with rasterio.open(
            path, "w", driver="GTiff", width=8, height=6, count=1, dtype="uint8", crs=CRS, nodata=255,
            transform=rasterio.transform.from_origin(west, north, 500.0, 500.0),
        ) as target:  # fmt: skip
            target.write(values, 1)
        return RasterInput("dem", Role.HAZARD_MAP, str(path), "", title="地质灾害危险性")

    def derive(self, raster, **numbers):
        inputs = ZoneInputs(counties(TWO), (NOBODY,), rasters=(raster,))
        return derive(inputs, Parameters(hazards=("mapped",), hazard_numbers={"mapped": numbers}))

    def test_its_cells_are_areas_once_the_order_is_said(self, raster):
        zone = self.derive(raster, raster_order="4_highest").zones.iloc[0]
        assert zone["zone_class"] == "S1"
        assert zone["hazard_share"] == pytest.approx({A: 0.5, B: 0.5}, rel=1e-4)
        assert zone["area_ha"] == pytest.approx(200.0, rel=1e-4)  # 4 × 2 cells of 25 hm²

    def test_the_other_end_is_other_land(self, raster):
        zones = self.derive(raster, raster_order="1_highest").zones
        # 48 cells without the 8 inside and the one without a value.
        assert zones["area_ha"].sum() == pytest.approx((48 - 8 - 1) * 25.0, rel=1e-4)

    def test_nothing_is_read_while_nobody_says_which_end_is_high(self, raster):
        assert len(self.derive(raster).zones) == 0

    def test_a_file_that_is_none_is_named(self, raster, tmp_path):
        (tmp_path / "x.tif").write_bytes(b"no raster")
        with pytest.raises(UnreadableSource, match=r"x\.tif"):
            self.derive(replace(raster, path=str(tmp_path / "x.tif")), raster_order="4_highest")

    def test_its_checksum_is_in_the_key(self, raster):
        def key(checksum):
            inputs = ZoneInputs(counties(TWO), (), rasters=(replace(raster, checksum=checksum),))
            return Keys(inputs, Parameters(), Memory()).hazard(mapped.KIND)

        assert key("a") == key("a") != key("b")
