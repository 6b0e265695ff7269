"""Views of a GeoPackage: some show a layer, some hold whoever reads them."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

import geopandas as gpd
import pytest
import shapely

from layers.errors import NotGeographic
from layers.sources import ReadChoice, inspect, read
from layers.sources.sqlite_views import bad_view

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n) SELECT i AS {columns} FROM n"


@pytest.fixture
def package(tmp_path):
    path = tmp_path / "林.gpkg"
    shapes = [shapely.box(116.0 + n / 100, 40.0, 116.005 + n / 100, 40.01) for n in range(20)]
    frame = gpd.GeoDataFrame({"名称": [f"林{n}" for n in range(20)]}, geometry=shapes, crs=4490)
    frame.to_file(path, layer="林", engine="pyogrio")
    return path


def change(path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def test_a_view_that_shows_a_layer_is_read(package):
    change(
        package,
        'CREATE VIEW "近" AS SELECT fid AS OGC_FID, geom, "名称" FROM "林" WHERE fid <= 5',
        """INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)
           SELECT '近', 'features', '近', srs_id FROM gpkg_contents""",
        """INSERT INTO gpkg_geometry_columns SELECT '近', column_name, geometry_type_name, srs_id, z, m
           FROM gpkg_geometry_columns""",
    )
    assert bad_view(package) is None
    assert {layer.name: layer.features for layer in inspect(package).layers} == {"林": 20, "近": 5}
    assert [len(one.frame) for one in read(package, ReadChoice(layer="近"))] == [5]


@pytest.mark.parametrize(
    "view",
    [
        'CREATE VIEW "快" AS ' + ENDLESS.format(columns='"fid"'),
        # A function that only others know: it cannot be tried, and it says how it goes on.
        'CREATE VIEW "形" AS ' + ENDLESS.format(columns='"fid", ST_Point(i, i) AS geom'),
        "CREATE VIEW \"大\" AS SELECT randomblob(900000000) AS geom",
        'CREATE VIEW "gpkg_ogr_contents" AS SELECT 1 AS table_name, 2 AS feature_count',
    ],
)  # fmt: skip
def test_a_view_that_would_hold_its_reader_is_refused_with_a_sentence(package, view, monkeypatch):
    monkeypatch.setattr("layers.sources.sqlite_views._VIEWS_S", 0.3)
    change(package, "DROP TABLE IF EXISTS gpkg_ogr_contents", view)
    began = time.monotonic()
    assert bad_view(package, seconds=0.3) == view.split('"')[1]
    (told,) = inspect(package).problems
    assert told.facts["reason_code"] == "endless_view" and told.facts["view"] == view.split('"')[1]
    with pytest.raises(NotGeographic):
        read(package)
    assert time.monotonic() - began < 30.0


def test_what_is_no_sound_file_is_left_to_whoever_reads_it(tmp_path):
    path = tmp_path / "x.gpkg"
    path.write_bytes(b"SQLite format 3\0" + bytes(2000))
    assert bad_view(path) is None
