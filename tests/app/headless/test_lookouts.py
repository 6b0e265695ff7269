"""``lookouts`` without a window: figures by county, suggested places, the workbook, what is missing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import pytest
import rasterio
from rasterio.transform import from_origin

from app.cli import run
from layers.kinds import Origin, Role, Shape
from layers.plan.model import LayerRecord
from layers.plan.store import PlanStore
from tests.app.conftest import fill, record


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Level ground, a tower in the west 1 km from the line."""
    path, terrain = tmp_path / "测试.lianfang.gpkg", tmp_path / "地形.tif"
    form = {"driver": "GTiff", "height": 150, "width": 150, "count": 1, "dtype": "float32", "crs": "EPSG:4490"}
    with rasterio.open(terrain, "w", transform=from_origin(116.35, 40.80, 0.002, 0.002), **form) as file:
        file.write(np.full((150, 150), 500.0, dtype=np.float32), 1)
    tower = gpd.GeoDataFrame(
        {"uid": ["t1"], "name": ["西塔"], "height_m": [18.0]}, geometry=gpd.points_from_xy([116.488], [40.65]), crs=4490
    )
    with PlanStore.create(path, title="测试", reference_date=date(2026, 5, 1)) as store:
        fill(store)
        with store.change("layers_added", titles=["瞭望塔"]):
            store.add_layer(record("瞭望塔", Role.LOOKOUT, Shape.POINT), tower)
            store.add_layer(
                LayerRecord("", "地形", Role.TERRAIN, Shape.RASTER, Origin.READ, "", raster_path=str(terrain)), None
            )
    return path


def test_figures_and_places(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "lookouts", str(plan), "--range", "1.5", "--sites", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    west, east = told["counties"]
    assert west["seen_ha"] == west["own_ha"] > 0 and west["across_only_ha"] == 0
    assert east["seen_ha"] == east["across_only_ha"] > 0 and east["own_ha"] == 0
    (pair,) = told["across"]
    assert (pair["eye"], pair["seen"], pair["only_ha"]) == (west["county"], east["county"], east["seen_ha"])
    (tower,) = told["lookouts"]
    assert tower["ground_m"] == pytest.approx(500.0) and tower["eye_m"] == 18.0
    (site,) = told["sites"]
    assert 0 < site["gained_ha"] <= west["blind_ha"] + east["blind_ha"]


def test_the_console_and_the_workbook(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "lookouts.xlsx"
    assert run(["--lang", "en", "lookouts", str(plan), "--out", str(target)]) == 0
    said = capsys.readouterr()
    assert "only from a neighbour" in said.out and str(target) in said.err
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["By county", "Across the line", "By lookout", "Notes"]
    assert [row[0] for row in book["By lookout"].iter_rows(min_row=2, values_only=True)] == ["西塔"]


def test_without_terrain_nothing_is_made_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "平地.lianfang.gpkg"
    with PlanStore.create(path, title="平地", reference_date=date(2026, 5, 1)) as store:
        fill(store)
    assert run(["--lang", "en", "lookouts", str(path)]) not in (0, 2)
    assert "errain" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        run(["lookouts", str(path), "--range", "0"])
