"""Maps kept as tiles: what is told of them, what is refused, and that nothing is written beside them."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from layers.errors import NoGeometry, NotGeographic, SourceError, UnsupportedFormat
from layers.kinds import Role, Shape
from layers.sources import inspect, read, tiles
from layers.sources.sniff import identify
from tests.layers.sources.tile_files import color_of, geopackage, mbtiles, png, tile_at

LON, LAT = 116.5, 40.65


def test_a_file_of_tiles_says_what_it_holds(tmp_path: Path) -> None:
    archive = tiles.describe(mbtiles(tmp_path / "a.mbtiles", LON, LAT))
    assert (archive.title, archive.crs, archive.format, archive.credit) == (
        "天地图影像",
        "EPSG:3857",
        "png",
        "© 测绘院",
    )
    assert [level.zoom for level in archive.levels] == [12, 13, 14] and archive.tile_px == 256
    assert archive.levels[-1].tile_width == pytest.approx(2445.985, abs=1e-3)  # 40 075 016.69 m / 2¹⁴
    column, row = tile_at(LON, LAT, 12)
    side = 2 * tiles.MERCATOR_M / 2**12
    assert archive.bounds == pytest.approx(
        (
            -tiles.MERCATOR_M + (column - 3) * side,
            tiles.MERCATOR_M - (row + 4) * side,
            -tiles.MERCATOR_M + (column + 4) * side,
            tiles.MERCATOR_M - (row - 3) * side,
        )
    )


@pytest.mark.parametrize("make", [mbtiles, geopackage])
def test_tiles_are_found_by_column_and_row_from_the_north(tmp_path: Path, make) -> None:
    archive = tiles.describe(make(tmp_path / "a.gpkg", LON, LAT))
    level = archive.levels[-1]
    column, row = tile_at(LON, LAT, 14)
    offset = (0, 0) if make is mbtiles else (column - 3, row - 3)
    want = (column - offset[0], row - offset[1])
    found = list(tiles.read(archive, level, (want[0], want[0] + 1), (want[1], want[1])))
    assert [(c, r) for c, r, _ in found] == [want, (want[0] + 1, want[1])]
    assert found[0][2] == png(color_of(column, row, 14))


def test_the_level_is_the_coarsest_that_is_fine_enough(tmp_path: Path) -> None:
    archive = tiles.describe(mbtiles(tmp_path / "a.mbtiles", LON, LAT))
    cells = {level.zoom: level.tile_width / 256 for level in archive.levels}
    asked = {cells[12]: 12, cells[13]: 13, cells[13] * 1.5: 13, cells[14] / 9: 14, 1e6: 12}
    assert {cell: archive.level_for(cell).zoom for cell in asked} == asked


@pytest.mark.parametrize("name", ["a.mbtiles", "a.gpkg"])
def test_it_is_a_basemap_like_any_other_layer_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    path = (mbtiles if name.endswith("mbtiles") else geopackage)(tmp_path / name, LON, LAT)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    (summary,) = inspect(path).layers
    assert (summary.shape, summary.proposed_role, summary.epsg) == (Shape.RASTER, Role.BASEMAP, 3857)
    assert [problem.code for problem in summary.problems] == ["tiles_may_be_shifted", "crs_reprojected"]
    (layer,) = read(path)
    assert layer.role is Role.BASEMAP and layer.raster.sha256 == before and layer.frame is None
    west, south, east, north = layer.raster.bounds_lonlat
    assert west < LON < east and south < LAT < north
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_features_beside_tiles_are_read_and_the_tiles_told(tmp_path: Path) -> None:
    assert tiles.kind_of(geopackage(tmp_path / "a.gpkg", LON, LAT)) == "gpkg"
    assert tiles.kind_of(geopackage(tmp_path / "b.gpkg", LON, LAT, with_features=True)) == ""


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"\x1f\x8b\x08\x00rest", "vector_tiles"), (b"\x1a\x03abc", "vector_tiles"), (b"BM..", "tiles_unknown")],
)
def test_vector_tiles_are_refused_by_name(tmp_path: Path, data: bytes, reason: str) -> None:
    path = mbtiles(tmp_path / "a.mbtiles", LON, LAT)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE tiles SET tile_data = ?", (data,))
    with pytest.raises(UnsupportedFormat) as refused:
        tiles.describe(path)
    assert refused.value.facts["reason_code"] == reason
    (problem,) = inspect(path).problems
    assert problem.facts["reason_code"] == reason
    with pytest.raises(UnsupportedFormat):
        tiles.describe(mbtiles(tmp_path / "b.mbtiles", LON, LAT, format="pbf"))


def test_what_holds_no_tiles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoGeometry):
        tiles.describe(mbtiles(tmp_path / "a.mbtiles", LON, LAT, zooms=()))
    with closing(sqlite3.connect(tmp_path / "b.mbtiles")) as db, db:
        db.execute("CREATE TABLE other (x)")
    with pytest.raises(NotGeographic):
        identify(tmp_path / "b.mbtiles")


def test_a_view_that_never_ends_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = mbtiles(tmp_path / "a.mbtiles", LON, LAT)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DROP TABLE tiles")
        db.execute(
            "CREATE VIEW tiles AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
            " SELECT 99 AS zoom_level, 0 AS tile_column, 0 AS tile_row, x'00' AS tile_data FROM n"
        )
    monkeypatch.setattr(tiles, "_ANSWER_S", 0.3)
    with pytest.raises(SourceError):
        tiles.describe(path)
