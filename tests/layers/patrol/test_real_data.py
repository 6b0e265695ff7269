"""Real counties of 京津冀: clean ones, and ones with thousands of slivers."""

from __future__ import annotations

import math
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from layers.geodesy import geodesic_area_m2
from layers.patrol import CountyIndex, LiveIndex, check_area
from layers.zones.model import ZoneInputs

_DATA = Path(__file__).parents[4] / "shared" / "data" / "boundary"
_CLEAN = _DATA / "counties_amap_wgs84.gpkg"
_DIRTY = _DATA / "counties_datav_wgs84_slivers.geojson"
pytestmark = pytest.mark.skipif(not _CLEAN.exists(), reason="the shared test data are not beside the repository")

#: Across 怀柔, 延庆, 滦平 and 密云.
AREA = shapely.box(116.5, 40.6, 117.1, 40.9)


@pytest.fixture(scope="module")
def clean() -> gpd.GeoDataFrame:
    return gpd.read_file(_CLEAN, layer="county").to_crs(4490)


@pytest.fixture(scope="module")
def dirty() -> gpd.GeoDataFrame:
    frame = gpd.read_file(_DIRTY).to_crs(4490)
    code = "code" if "code" in frame else "adcode"
    return frame.rename(columns={code: "code"}).astype({"code": str})[["code", "name", "geometry"]]


def test_clean_counties_cover_an_area(clean: gpd.GeoDataFrame) -> None:
    division = CountyIndex(clean).divide(AREA)
    assert [share.name for share in division.shares] == ["怀柔区", "密云区", "滦平县", "延庆区"]
    assert division.outside_ha == 0.0
    assert math.fsum(share.area_ha for share in division.shares) == division.total_ha
    fine = shapely.segmentize(AREA, 0.001)  # its edges are those of the check within a metre
    assert division.total_ha == pytest.approx(geodesic_area_m2(fine) / 1e4, rel=2e-4)


def test_each_share_is_the_county_cut_alone(clean: gpd.GeoDataFrame) -> None:
    division = CountyIndex(clean).divide(AREA)
    for share in division.shares:
        alone = CountyIndex(clean[clean["code"] == share.county], 4548).divide(AREA)
        assert alone.shares[0].area_ha == pytest.approx(share.area_ha, rel=1e-7)
        assert alone.outside_ha == pytest.approx(division.total_ha - share.area_ha, rel=1e-6)


def test_dirty_counties_count_every_square_metre_once(dirty: gpd.GeoDataFrame) -> None:
    index, turned = CountyIndex(dirty, 4548), CountyIndex(dirty.iloc[::-1], 4548)
    forward, backward = index.divide(AREA), turned.divide(AREA)
    whole = float(index.areas_m2(np.array([forward.whole], dtype=object))[0])
    assert math.fsum(forward.areas_m2) == pytest.approx(whole, abs=5)
    assert forward.outside_ha > 0  # gaps between the lines
    assert dict(zip(forward.counties, forward.areas_m2, strict=True)) == pytest.approx(
        dict(zip(backward.counties, backward.areas_m2, strict=True)), rel=1e-9
    )


def test_gaps_of_dirty_lines_are_not_told_as_land_outside(dirty: gpd.GeoDataFrame) -> None:
    assert "outside_counties" not in {finding.code for finding in check_area(AREA, dirty)}


def test_live_numbers_are_quick(clean: gpd.GeoDataFrame) -> None:
    """About 3 ms on an idle machine with 199 counties and 216,000 vertices."""
    index = LiveIndex.build(ZoneInputs(counties=clean))
    area = shapely.box(116.6, 40.7, 116.85, 40.95)
    seconds = []
    for _ in range(15):
        started = time.process_time()
        index.numbers(area)
        seconds.append(time.process_time() - started)
    assert np.median(seconds) < 0.03
