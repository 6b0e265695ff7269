"""GeoParquet in.  ``samples`` were written by geopandas 1.2 with pyarrow 26; the rest is written here by arro3."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import pytest
import shapely

from layers.errors import MissingCrs, NoGeometry, SourceError, TruncatedSource, UnsupportedFormat
from layers.kinds import Role, Shape
from layers.sources import ReadChoice, geoparquet, inspect, read

arro3_core = pytest.importorskip("arro3.core")
arro3_io = pytest.importorskip("arro3.io")
SAMPLES = Path(__file__).parent / "samples"
SQUARES = [shapely.box(116.0, 40.0, 116.1, 40.1), shapely.box(116.1, 40.0, 116.2, 40.1)]


def write(path: Path, columns: dict[str, Any], geo: dict[str, Any] | None = None, *, group: int | None = None) -> Path:
    table = arro3_core.Table.from_pydict(columns)
    metadata = {} if geo is None else {"geo": json.dumps(geo)}
    arro3_io.write_parquet(table, str(path), key_value_metadata=metadata, max_row_group_size=group)
    return path


def binary(geometries: list[shapely.Geometry | None]) -> Any:
    values = [None if geometry is None else shapely.to_wkb(geometry) for geometry in geometries]
    return arro3_core.Array(values, arro3_core.DataType.binary())


def text(values: list[str | None]) -> Any:
    return arro3_core.Array(values, arro3_core.DataType.utf8())


def geo_of(**about: Any) -> dict[str, Any]:
    column = {"encoding": "WKB", "geometry_types": [], **about}
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}


def test_a_file_of_geopandas_is_read_with_its_crs_and_types() -> None:
    found = inspect(SAMPLES / "geopandas_wkb.parquet")
    assert (found.format, found.is_usable) == ("geoparquet", True)
    (layer,) = read(SAMPLES / "geopandas_wkb.parquet", ReadChoice(role=Role.FOREST))
    assert layer.source.crs_found.endswith("(EPSG:4490)") and layer.source.crs_used == "EPSG:4490"
    frame = layer.frame
    assert frame is not None and frame["name"].tolist() == ["甲林", "乙林"]  # the third has no shape
    assert frame["n"].tolist() == [1, 2]
    assert frame["x"].tolist()[0] == 1.5 and np.isnan(frame["x"].tolist()[1])
    assert frame["d"].tolist()[0].startswith("2024-01-02")
    assert frame.geometry.iloc[0].equals(shapely.box(116, 40, 116.1, 40.1))


def test_points_in_the_encoding_of_geoarrow() -> None:
    (layer,) = read(SAMPLES / "geopandas_points.parquet")
    assert layer.shape is Shape.POINT and layer.frame is not None
    assert shapely.get_coordinates(layer.frame.geometry).tolist() == [[116.0, 40.0], [117.0, 41.0]]


def test_without_a_crs_it_is_wgs84_by_the_standard_and_said(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"名称": text(["甲", "乙"]), "geometry": binary(SQUARES)}, geo_of())
    (summary,) = inspect(path).layers
    assert any(problem.code == "crs_by_format" for problem in summary.problems)
    (layer,) = read(path)
    assert layer.frame is not None and layer.frame["name"].tolist() == ["甲", "乙"]


def test_a_crs_of_null_is_unknown_and_asked(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"geometry": binary(SQUARES)}, geo_of(crs=None))
    assert inspect(path).layers[0].needs_crs
    with pytest.raises(MissingCrs):
        read(path)
    (layer,) = read(path, ReadChoice(crs="EPSG:4490"))
    assert layer.frame is not None and layer.frame.geometry.iloc[1].equals(SQUARES[1])


def test_a_projected_crs_is_followed(tmp_path: Path) -> None:
    to_metres = pyproj.Transformer.from_crs(4490, 4548, always_xy=True)
    metric = [shapely.transform(shape, lambda xy: np.column_stack(to_metres.transform(*xy.T))) for shape in SQUARES]
    crs = pyproj.CRS.from_epsg(4548).to_json_dict()
    path = write(tmp_path / "a.parquet", {"geometry": binary(metric)}, geo_of(crs=crs))
    (layer,) = read(path)
    assert layer.frame is not None
    assert shapely.hausdorff_distance(layer.frame.geometry.iloc[0], SQUARES[0]) < 1e-8


def test_many_row_groups_are_one_layer(tmp_path: Path) -> None:
    count = 5000
    shapes: list[shapely.Geometry | None] = [shapely.Point(116 + k / count, 40) for k in range(count)]
    numbers = arro3_core.Array(np.arange(count))
    path = write(tmp_path / "a.parquet", {"n": numbers, "geometry": binary(shapes)}, geo_of(), group=700)
    (layer,) = read(path)
    assert layer.frame is not None and layer.frame["n"].tolist() == list(range(count))


def test_shapes_without_metadata_are_found_by_name_and_their_crs_is_asked(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"geom": binary(SQUARES)})
    assert inspect(path).layers[0].needs_crs


def test_a_plain_table_is_placed_by_its_columns(tmp_path: Path) -> None:
    columns = {
        "库名": text(["甲库"]),
        "经度": arro3_core.Array(np.array([116.5])),
        "纬度": arro3_core.Array(np.array([40.5])),
    }
    (layer,) = read(write(tmp_path / "仓库.parquet", columns), ReadChoice(crs="EPSG:4490"))
    assert (layer.role, layer.shape) == (Role.DEPOT, Shape.POINT)
    with pytest.raises(NoGeometry):
        read(write(tmp_path / "b.parquet", {"a": text(["x"])}))


def test_an_encoding_outside_the_standard_names_the_way_out(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"geometry": binary(SQUARES)}, geo_of(encoding="TWKB"))
    with pytest.raises(UnsupportedFormat) as caught:
        read(path)
    assert caught.value.facts["reason_code"] == "parquet_encoding"


def test_what_unfolds_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(
        tmp_path / "a.parquet",
        {"n": arro3_core.Array(np.zeros(50_000)), "geometry": binary([SQUARES[0]] * 50_000)},
        geo_of(),
    )
    monkeypatch.setattr(geoparquet, "MAX_ROWS", 10_000)
    with pytest.raises(UnsupportedFormat) as caught:
        read(path)
    assert caught.value.facts["reason_code"] == "parquet_too_big"


def test_encrypted_and_cut_off_files_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PARE" + b"\0" * 100 + b"PARE")
    with pytest.raises(UnsupportedFormat) as caught:
        read(tmp_path / "a.parquet")
    assert caught.value.facts["reason_code"] == "parquet_encrypted"
    whole = (SAMPLES / "geopandas_wkb.parquet").read_bytes()
    (tmp_path / "b.parquet").write_bytes(whole[:-300])
    with pytest.raises(TruncatedSource):
        read(tmp_path / "b.parquet")


def test_damaged_files_end_in_a_named_error_or_a_layer(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(4)
    whole = (SAMPLES / "geopandas_wkb.parquet").read_bytes()
    named = 0
    for number in range(150):
        content = bytearray(whole)
        for _ in range(chance.choice((1, 4, 30))):
            content[chance.randrange(4, len(content) - 8)] = chance.randrange(256)
        path = tmp_path / f"{number}.parquet"
        path.write_bytes(content)
        try:
            read(path)
        except SourceError:
            named += 1
    assert named > 50
