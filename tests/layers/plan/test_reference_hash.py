"""Another program that follows the documentation comes to the same hash, on made and on real plans."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from layers.kinds import Origin, Role, Shape
from layers.plan import LayerRecord, PlanStore, SourceInfo
from layers.plan.content_hash import content_hash
from tests.layers.plan.builders import REFERENCE, county_frame, county_record, make_plan
from tests.layers.plan.reference_hash import reference_hash
from tests.layers.plan.test_content_hash import GESTURES, built

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"


def test_a_plan_with_everything(tmp_path: Path) -> None:
    with built(tmp_path, list(GESTURES)) as store:
        expected = content_hash(store)
    assert reference_hash(store.path) == expected


def test_every_kind_of_shape_and_column(tmp_path: Path) -> None:
    chance = np.random.default_rng(5)
    ring = shapely.Point(116, 40).buffer(0.1)
    shapes = [
        shapely.Point(116, 40),
        shapely.Point(),
        shapely.LineString(chance.uniform(100, 120, (50, 2))),
        shapely.MultiPoint(chance.uniform(-10, 10, (5, 2))),
        ring,
        ring.difference(shapely.MultiPoint([(116.05, 40), (115.95, 40), (116, 40.05)]).buffer(0.01)),
        shapely.MultiPolygon([shapely.box(x, 30, x + 0.5, 31) for x in (118, 112, 115)]),
        shapely.MultiLineString([[(2, 2), (1, 1)], [(0, 0), (9, 9)]]),
        shapely.GeometryCollection([ring, shapely.Point(1, 2), shapely.LineString([(1, 1), (0, 0)])]),
        shapely.Polygon([(0, 0), (1, 1), (0, 0), (1, -1)]),  # passes its smallest vertex twice
        shapely.Polygon(),
        None,
    ]
    count = len(shapes)
    columns = {
        "uid": [f"u{row * 7 % count}" for row in range(count)],
        "面积_m": chance.uniform(-1, 1, count),
        "whole": pd.array([None, *range(1, count)], dtype="Int64"),
        "is": chance.integers(0, 2, count).astype(bool),
        "text": ["", None, "é", "e\u0301", *["x"] * (count - 4)],
        "any": [{"b": [1.5, None, True], "a": "怀"}, [], None, *[{}] * (count - 3)],
        "NAME": chance.integers(-9, 9, count),
        "name": chance.standard_normal(count) * 1e12,
    }
    record = LayerRecord("mixed", "混合", Role.OTHER, Shape.POLYGON, Origin.READ, "")
    with PlanStore.create(tmp_path / "p.lianfang.gpkg", title="t", reference_date=REFERENCE) as store:
        with store.change("layer_added"):
            store.add_layer(record, gpd.GeoDataFrame(columns, geometry=shapes, crs=4490))
        expected = content_hash(store)
    assert reference_hash(store.path) == expected


def test_the_sample_analysed(tmp_path: Path) -> None:
    from layers import workflow
    from layers.sample import add_sample

    with PlanStore.create(tmp_path / "p.lianfang.gpkg", title="示例", reference_date=REFERENCE) as store:
        add_sample(store)
        workflow.analyse(store)
        expected = content_hash(store)
    assert reference_hash(store.path) == expected


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public data pack is not here")
def test_real_counties(tmp_path: Path) -> None:
    import pyogrio

    paths = [path for path in sorted((SHARED / "boundary").rglob("*")) if path.suffix in (".gpkg", ".shp", ".geojson")]
    if not paths:
        pytest.skip("the data pack has no boundaries")
    frame = pyogrio.read_dataframe(paths[0], max_features=200).to_crs(4490)
    frame = frame.drop(columns=[name for name in ("uid", "fid") if name in frame])
    frame.insert(0, "uid", [f"{row:05d}" for row in range(len(frame))][::-1])
    record = LayerRecord("real", "实", Role.OTHER, Shape.POLYGON, Origin.READ, "")
    with PlanStore.create(tmp_path / "p.lianfang.gpkg", title="t", reference_date=REFERENCE) as store:
        with store.change("layer_added"):
            store.add_layer(record, frame)
        expected = content_hash(store)
    assert reference_hash(store.path) == expected


def test_a_mending_report_counts_and_none_changes_nothing(tmp_path: Path) -> None:
    hashes = []
    for number, mending in enumerate(
        ({}, {"features": 3, "kinds": [{"code": "dropped_empty", "count": 1, "rows": [2]}]})
    ):
        source = SourceInfo(path="县界.shp", sha256="ab" * 32, mending=mending)
        with make_plan(tmp_path, f"{number}.lianfang.gpkg") as store:
            with store.change("layers_added"):
                store.add_layer(county_record(uid="a" * 32, source=source), county_frame())
            hashes.append(content_hash(store))
        assert reference_hash(store.path) == hashes[-1]
    assert hashes[0] != hashes[1]
