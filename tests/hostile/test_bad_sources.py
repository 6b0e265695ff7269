"""Files that are broken, empty, huge, lying or malicious: one clear finding, no crash, nothing written."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rasterio.transform import from_origin

from layers.errors import (
    EmptySource,
    NoGeometry,
    NotGeographic,
    RasterTooLarge,
    SourceError,
    TruncatedSource,
    UnreadableSource,
    UnsafeArchive,
    UnsupportedFormat,
    WrongExtension,
)
from layers.sources import PROBLEM_CODES, REASONS, ReadChoice, inspect, read, supported_extensions

ROOT = Path(__file__).resolve().parents[2]
FILE_EXTENSIONS = [extension for extension in supported_extensions() if extension != ".gdb"]


def boxes(count: int = 50) -> gpd.GeoDataFrame:
    shapes = [shapely.box(116 + 0.01 * i, 40, 116.005 + 0.01 * i, 40.005) for i in range(count)]
    return gpd.GeoDataFrame({"name": [f"林{i}" for i in range(count)]}, geometry=shapes, crs="EPSG:4490")


def state(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def refused(path: Path, kind: type[SourceError], choice: ReadChoice | None = None) -> SourceError:
    """Assert that reading raises and inspecting lists the same; the file stays as it was."""
    before = state(path.parent)
    with pytest.raises(kind) as caught:
        read(path, choice)
    error = caught.value
    assert error.facts["path"].startswith(str(path.with_suffix("")))
    assert "{" not in str(error)
    if "reason_code" in error.facts:
        assert error.facts["reason_code"] in REASONS
    if not isinstance(error, UnreadableSource):
        seen = inspect(path)
        codes = [p.code for p in seen.problems] + [p.code for layer in seen.layers for p in layer.problems]
        if not isinstance(error, RasterTooLarge):
            assert error.code in codes
            assert not seen.is_usable
        assert set(codes) <= set(PROBLEM_CODES)
    assert state(path.parent) == before
    return error


@pytest.mark.parametrize("extension", FILE_EXTENSIONS)
def test_empty(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"空{extension}"
    path.touch()
    refused(path, EmptySource)


@pytest.mark.parametrize("extension", FILE_EXTENSIONS)
def test_noise(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"噪声{extension}"
    path.write_bytes(np.random.default_rng(7).integers(0, 256, 5000, dtype=np.uint8).tobytes())
    refused(path, SourceError)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", NotGeographic),
        (b"\xff\xd8\xff\xe0 jpeg", NotGeographic),
        (b"\x89PNG\r\n\x1a\n", NotGeographic),
        (b"MZ\x90\x00" + b"\0" * 100, NotGeographic),
        (b"\x7fELF" + b"\0" * 100, NotGeographic),
        (b"<html><body>kml</body></html>", NotGeographic),
        (b'{"a": 1}', NotGeographic),
        (b'{"type": "Topology", "objects": {}}', NotGeographic),
        (b'{"type": "gdal_streamed_alg", "command_line": "gdal vector"}', NotGeographic),
        ("只是一段文字。".encode(), NotGeographic),
    ],
)
@pytest.mark.parametrize("extension", [".shp", ".gpkg", ".geojson", ".kml", ".tif", ".dat"])
def test_not_a_map_at_all(tmp_path: Path, content: bytes, kind: type[SourceError], extension: str) -> None:
    path = tmp_path / f"资料{extension}"
    path.write_bytes(content)
    refused(path, kind)


def saved(folder: Path, kind: str) -> Path:
    frame = boxes()
    path = folder / f"林地{kind}"
    if kind == ".tif":
        with rasterio.open(
            path, "w", driver="GTiff", width=300, height=300, count=1, dtype="int16", crs="EPSG:4490",
            transform=from_origin(116, 41, 0.001, 0.001),
        ) as dataset:  # fmt: skip
            dataset.write(np.ones((1, 300, 300), dtype="int16"))
    elif kind == ".kml":
        ring = "116,40 116.1,40 116.1,40.1 116,40"
        mark = (
            "<Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>"
            f"{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
        )
        path.write_text(
            f'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{mark}</Document></kml>'
        )
    elif kind in (".zip", ".kmz"):
        inner = saved(folder, ".geojson" if kind == ".zip" else ".kml")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(inner, inner.name)
        inner.unlink()
    elif kind == ".xlsx":
        frame.assign(lon=116.0, lat=40.0).drop(columns="geometry").to_excel(path)
    else:
        frame.to_file(path, driver={".geojson": "GeoJSON", ".gpkg": "GPKG", ".shp": "ESRI Shapefile"}[kind])
    return path


KINDS = [".shp", ".gpkg", ".geojson", ".kml", ".kmz", ".zip", ".xlsx", ".tif"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.95])
def test_truncated(tmp_path: Path, kind: str, share: float) -> None:
    path = saved(tmp_path, kind)
    raw = path.read_bytes()
    path.write_bytes(raw[: max(4, int(len(raw) * share))])
    refused(path, SourceError)


@pytest.mark.parametrize("kind", KINDS)
def test_nearly_whole_files_are_truncated_not_strange(tmp_path: Path, kind: str) -> None:
    path = saved(tmp_path, kind)
    raw = path.read_bytes()
    path.write_bytes(raw[: int(len(raw) * 0.8)])
    assert refused(path, TruncatedSource)


@pytest.mark.parametrize("kind", [".shp", ".gpkg", ".geojson", ".tif", ".zip", ".xlsx"])
@pytest.mark.parametrize("claimed", [".kml", ".csv", ".shp", ".dat"])
def test_wrong_extension(tmp_path: Path, kind: str, claimed: str) -> None:
    if kind == claimed:
        pytest.skip("that is the right one")
    path = saved(tmp_path, kind).rename(tmp_path / f"林地{claimed}")
    for rest in tmp_path.iterdir():
        if rest != path:
            rest.unlink()
    error = refused(path, WrongExtension)
    assert (error.facts["claimed"], error.facts["found"]) == (claimed, kind)


@pytest.mark.parametrize("part", [".dbf", ".shx", ".prj", ".cpg"])
def test_one_part_of_a_shapefile(tmp_path: Path, part: str) -> None:
    path = saved(tmp_path, ".shp")
    refused(path.with_suffix(part), UnsupportedFormat)


def test_truncated_attribute_table(tmp_path: Path) -> None:
    path = saved(tmp_path, ".shp")
    dbf = path.with_suffix(".dbf")
    dbf.write_bytes(dbf.read_bytes()[:-500])
    assert refused(path, TruncatedSource).facts["reason_code"] == "dbf_short"


@pytest.mark.parametrize(
    "document",
    [
        {"type": "FeatureCollection", "features": []},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": 1}, "geometry": None}]},
        {"type": "GeometryCollection", "geometries": []},
        {"type": "FeatureCollection", "features": "none"},
        {"type": "Polygon", "coordinates": []},
        {"type": "FeatureCollection"},
    ],
)
def test_no_geometry(tmp_path: Path, document: dict[str, object]) -> None:
    path = tmp_path / "空.geojson"
    path.write_text(json.dumps(document))
    refused(path, NoGeometry)


def test_geopackage_without_layers(tmp_path: Path) -> None:
    import pandas as pd
    import pyogrio

    path = tmp_path / "表.gpkg"
    pyogrio.write_dataframe(pd.DataFrame({"a": [1]}), path, layer="t", driver="GPKG")
    refused(path, NoGeometry)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_every_coordinate_non_finite(tmp_path: Path, number: str) -> None:
    path = tmp_path / "点.geojson"
    path.write_text(f'{{"type":"Feature","properties":{{}},"geometry":{{"type":"Point","coordinates":[{number},40]}}}}')
    refused(path, NoGeometry)


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_non_finite_coordinates_in_a_shapefile(tmp_path: Path, bad: float) -> None:
    path = saved(tmp_path, ".shp")
    raw = bytearray(path.read_bytes())
    struct.pack_into("<d", raw, 100 + 8 + 44 + 4 + 16, bad)  # x of the second vertex of the first ring
    path.write_bytes(bytes(raw))
    (layer,) = read(path)
    assert layer.frame is not None
    assert len(layer.frame) == 50
    assert np.isfinite(shapely.get_coordinates(layer.frame.geometry.to_numpy())).all()
    assert [note["count"] for note in layer.source.notes if note["code"] == "mended_non_finite"] == [1]


def giant_tiff(path: Path, width: int, height: int) -> Path:
    """Write a TIFF whose header promises far more cells than the file holds."""
    with rasterio.open(
        path, "w", driver="GTiff", width=width, height=height, count=1, dtype="uint8", crs="EPSG:4490",
        transform=from_origin(73, 54, 0.0005, 0.0005), SPARSE_OK=True, TILED=True, BLOCKXSIZE=4096, BLOCKYSIZE=4096,
    ):  # fmt: skip
        pass
    return path


def test_three_thousand_million_cells(tmp_path: Path) -> None:
    path = giant_tiff(tmp_path / "dem.tif", 60_000, 50_000)
    error = refused(path, RasterTooLarge)
    assert (error.facts["width"], error.facts["height"]) == (60_000, 50_000)
    inspection = inspect(path)
    assert not inspection.is_usable, "what read refuses, check must not call usable"
    (problem,) = [p for p in inspection.layers[0].problems if p.severity == "error"]
    assert (problem.code, problem.facts["width"]) == ("source_raster_too_large", 60_000)


def test_picture_without_a_place_on_earth(tmp_path: Path) -> None:
    path = tmp_path / "scan.tif"
    with rasterio.open(path, "w", driver="GTiff", width=5, height=5, count=1, dtype="uint8") as dataset:
        dataset.write(np.ones((1, 5, 5), dtype="uint8"))
    assert refused(path, NoGeometry).facts["reason_code"] == "georeference"


def test_missing_path(tmp_path: Path) -> None:
    path = tmp_path / "没有.shp"
    with pytest.raises(UnreadableSource):
        inspect(path)
    assert refused(path, UnreadableSource).facts["reason_code"] == "missing"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    path = tmp_path / "pipe.shp"
    os.mkfifo(path)
    with pytest.raises(UnreadableSource):
        read(path)


def test_empty_folder(tmp_path: Path) -> None:
    folder = tmp_path / "空"
    folder.mkdir()
    refused(folder, NotGeographic)
    (folder / "说明.docx").write_bytes(b"PK")
    refused(folder, NotGeographic)


def test_a_folder_that_only_calls_itself_a_geodatabase(tmp_path: Path) -> None:
    folder = tmp_path / "假.gdb"
    folder.mkdir()
    refused(folder, TruncatedSource)
    (folder / "a00000001.gdbtable").write_bytes(b"\x03\0\0\0" + b"\0" * 36)
    refused(folder, TruncatedSource)


def test_one_broken_file_in_a_folder_is_named_and_the_others_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "数据"
    folder.mkdir()
    boxes().to_file(folder / "好.gpkg")
    (folder / "坏.shp").write_bytes(b"\x00\x00\x27\x0a" + b"\0" * 10)
    seen = inspect(folder)
    assert [layer.name for layer in seen.layers] == ["好"]
    assert [p.facts["path"] for p in seen.problems if p.severity == "error"] == [str(folder / "坏.shp")]
    refused(folder, TruncatedSource)
    assert len(read(folder, ReadChoice(layer="好"))) == 1


_AS_NOBODY = """
import os, sys
sys.path.insert(0, sys.argv[1])
from layers.sources import inspect, read
from layers.errors import UnreadableSource
os.setgid(65534); os.setuid(65534)
for action in (inspect, read):
    try:
        action(sys.argv[2])
    except UnreadableSource as error:
        assert error.facts["reason_code"] == "permission", error.facts
    else:
        raise SystemExit("was read")
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("what", ["file", "folder", "geodatabase"])
def test_without_permission(tmp_path: Path, what: str) -> None:
    for parent in (tmp_path, *tmp_path.parents):
        if parent.owner() == "root" and parent != Path("/") and parent.is_relative_to("/tmp"):
            parent.chmod(parent.stat().st_mode | stat.S_IXOTH)
    target = tmp_path / {"file": "a.geojson", "folder": "数据", "geodatabase": "a.gdb"}[what]
    if what == "file":
        boxes().to_file(target, driver="GeoJSON")
    else:
        target.mkdir()
    target.chmod(0)
    done = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY, str(ROOT), str(target)], capture_output=True, text=True, timeout=120
    )
    target.chmod(0o700)
    if "ModuleNotFoundError" in done.stderr or "Permission denied: '/" in done.stderr:
        pytest.skip("the unprivileged user cannot reach the interpreter")
    assert done.returncode == 0, done.stderr


def archive(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in entries.items():
            target.writestr(name, content)
    return path


GEOJSON = b'{"type":"Point","coordinates":[116,40]}'


@pytest.mark.parametrize(
    "name", ["../a.geojson", "x/../../a.geojson", "/etc/a.geojson", "C:\\a.geojson", "..\\a.geojson"]
)
def test_zip_slip(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path / "包.zip", {"好.geojson": GEOJSON, name: GEOJSON})
    assert refused(path, UnsafeArchive).facts["reason_code"] == "zip_slip"
    assert not (tmp_path.parent / "a.geojson").exists()


def test_errors_inside_an_archive_name_the_archive(tmp_path: Path) -> None:
    path = archive(tmp_path / "包.zip", {"县/坏.geojson": b'{"type":"FeatureCollection","features":['})
    assert refused(path, TruncatedSource).facts["path"] == str(path / "县" / "坏.geojson")


def test_kmz_slip(tmp_path: Path) -> None:
    path = archive(tmp_path / "包.kmz", {"doc.kml": b"<kml/>", "../x.png": b""})
    refused(path, UnsafeArchive)


def test_zip_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layers.sources.archive.MAX_BYTES", 1000)
    path = archive(tmp_path / "包.zip", {"a.geojson": GEOJSON + b" " * 5000})
    assert refused(path, UnsafeArchive).facts["reason_code"] == "zip_too_big"


def test_zip_that_lies_about_its_sizes(tmp_path: Path) -> None:
    path = archive(tmp_path / "包.zip", {"a.geojson": GEOJSON + b" " * 5000})
    raw = path.read_bytes()
    path.write_bytes(raw.replace(struct.pack("<I", len(GEOJSON) + 5000), struct.pack("<I", 10)))
    refused(path, SourceError)


def test_zip_of_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layers.sources.archive.MAX_FILES", 3)
    path = archive(tmp_path / "包.zip", {f"{i}.geojson": GEOJSON for i in range(5)})
    assert refused(path, UnsafeArchive).facts["reason_code"] == "zip_too_many"


def test_zip_without_maps(tmp_path: Path) -> None:
    refused(archive(tmp_path / "包.zip", {"a.txt": b"x"}), NotGeographic)
    refused(archive(tmp_path / "空.zip", {}), NotGeographic)


def test_chinese_names_in_an_old_zip(tmp_path: Path) -> None:
    path = archive(tmp_path / "包.zip", {"AAAAAAAA.geojson": GEOJSON})
    path.write_bytes(path.read_bytes().replace(b"AAAAAAAA", "村庄数据".encode("gbk")))
    assert [layer.name for layer in inspect(path).layers] == ["村庄数据"]


def test_word_document_is_no_workbook(tmp_path: Path) -> None:
    refused(archive(tmp_path / "a.xlsx", {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), NotGeographic)


def test_kml_with_entities_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.kml"
    path.write_text('<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaa">]><kml><Document>&a;</Document></kml>')
    refused(path, UnsupportedFormat)


def test_kml_dressed_as_gml_fetches_nothing_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.kml"
    path.write_text(
        '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gml="http://www.opengis.net/gml" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x http://127.0.0.1:9/x.xsd">'
        "<Document><Placemark><Point><coordinates>116,40</coordinates></Point></Placemark></Document></kml>"
    )
    before = state(tmp_path)
    assert inspect(path).format == "kml"
    assert state(tmp_path) == before


@pytest.mark.parametrize(
    "text", ["http://example.org/a.geojson", "/vsicurl/http://example.org/a.shp", "GPKG:/x.gpkg:t"]
)
def test_addresses_are_not_opened(text: str) -> None:
    with pytest.raises(UnreadableSource):
        read(text)


def test_deeply_nested_json(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text('{"type":"Feature","geometry":' + '{"type":"GeometryCollection","geometries":[' * 20000)
    refused(path, SourceError)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_flipped_bytes_never_crash(tmp_path: Path, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from([".shp", ".gpkg", ".geojson", ".kml", ".tif"]))
    folder = tmp_path / kind[1:]
    folder.mkdir(exist_ok=True)
    path = folder / f"林地{kind}"
    pristine = folder / "pristine"
    if not pristine.exists():
        saved(folder, kind)
        pristine.write_bytes(path.read_bytes())
    raw = bytearray(pristine.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(bytes(raw))
    seen = inspect(path)
    assert seen.layers or seen.problems
    with contextlib.suppress(SourceError):
        read(path)


@pytest.mark.parametrize("open_with", [inspect, read])
def test_repeated_reading_leaves_no_scratch_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_with: Callable[[Path], object]
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    (tmp_path / "in").mkdir()
    open_with(saved(tmp_path / "in", ".zip"))
    assert list(scratch.iterdir()) == []
