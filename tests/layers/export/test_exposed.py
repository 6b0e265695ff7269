"""What an annex says is exposed: by county, with ranges, sources and what is not known."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import numpy as np
import pytest
import shapely

from layers.crs import STORAGE_CRS
from layers.export.annex import compose
from layers.exposure.cell_layers import CellLayer
from layers.kinds import Role
from layers.patrol import PatrolArea, report
from layers.zones.model import ZONE_COLUMNS
from tests.layers.exposure.test_by_county import inputs, square
from tests.layers.exposure.test_exposure import METRIC, X0, Y0, A, B, villages
from tests.layers.exposure.test_rasters import raster

from .conftest import make_job, make_report

ENTRIES = {
    "110116": {
        "people": 1200.4, "people_low": 1150.0, "people_high": None, "people_from": "cells",
        "people_source": "WorldPop", "people_unknown_ha": 12.34,
        "villages": 2, "villages_low": 1, "villages_high": 3, "farmland_ha": 10.0,
        "farmland_ha_low": 10.0, "farmland_ha_high": 10.0, "farmland_from": "polygons", "buildings": None,
        "installations": None, "lines_m": None, "intakes": None, "unknown": ["building", "installation"],
    },
    "130826": {
        "people": None, "people_from": "", "people_unknown_places": 0, "villages": None, "farmland_ha": None,
        "farmland_from": "", "buildings": None, "installations": None, "lines_m": None, "intakes": None,
        "unknown": ["population", "settlement", "farmland"],
    },
}  # fmt: skip


def said(annex):
    return "\n".join(annex.texts())


def test_by_county_with_range_source_and_what_is_not_known():
    annex = compose(make_job(report=make_report(exposures=ENTRIES)))
    table = annex.table("exposed")
    assert [column.heading for column in table.columns] == [
        "县（市、区）",
        "人口（人）",
        "村庄（个）",
        "耕地（hm²，亩）",
    ]
    assert table.rows[0] == ("怀柔区", "1200\n(1150–?)", "2\n(1–3)", "10.00（150 亩）")
    assert table.rows[1] == ("丰宁满族自治县", "不详", "不详", "不详")
    assert table.rows[2] == ("合计", "不详", "不详", "不详")
    text = said(annex)
    assert "各移动 50 m" in text
    assert "怀柔区的人口取自人口栅格“WorldPop”" in text
    assert "怀柔区区内有 12.3 hm² 的格网没有数值，未按零计。" in text
    assert "丰宁满族自治县没有下列资料，有关数字不详：人口、村庄居民点、农田。" in text


def test_in_english():
    text = said(compose(make_job("en", report=make_report(exposures=ENTRIES))))
    assert "People of" in text
    assert "move 50 m" in text


def test_an_annex_without_figures_says_nothing_of_them():
    assert all(getattr(block, "key", "") != "exposed" for block in compose(make_job()).blocks)


def test_a_drawn_area_counts_the_cells_it_cuts(tmp_path):
    """2 people in each cell of 100 m; the area takes 500 × 500 m of A and 250 × 500 m of B: 50 and 25 people."""
    counties = gpd.GeoDataFrame(
        {"code": [A, B]}, geometry=[square(-10_000, 0, 0, 10_000), square(0, 0, 10_000, 10_000)], crs=METRIC
    )
    path = raster(tmp_path / "ppp.tif", np.full((20, 20), 2.0), west=X0 - 1000, north=Y0 + 2000, cell=100.0)
    cells = CellLayer("pop", Role.POPULATION, "WorldPop", path)
    given = inputs(counties, villages(("v", 900, -100, 700)), cells=[cells])
    area = gpd.GeoSeries([shapely.segmentize(square(-500, 530, 250, 1030), 50.0)], crs=METRIC).to_crs(STORAGE_CRS)[0]
    zones = gpd.GeoDataFrame({name: [] for name in ZONE_COLUMNS}, geometry="geometry", crs=STORAGE_CRS)
    told = report(PatrolArea("a", "area", area), given, zones, on=date(2026, 3, 1)).exposures
    assert told[A]["people"] == pytest.approx(50.0, abs=0.1)
    assert told[B]["people"] == pytest.approx(25.0, abs=0.1)
    assert told[A]["people_low"] == pytest.approx(45.0, abs=0.1)
    assert told[A]["villages"] == 1
