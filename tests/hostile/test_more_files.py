"""Base maps, scans, templates and earlier plans that mean ill: the smallest file of each attack."""

from __future__ import annotations

import io
import resource
import sqlite3
import struct
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import apsw
import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from app.canvas.rasters import RasterLayer
from app.canvas.tiled import TileArchiveLayer
from app.decoding import decoded
from layers.documents.office import filled
from layers.documents.template import PictureFact, Template, fill
from layers.errors import (
    LianfangError,
    NotAPlan,
    RasterTooLarge,
    ReadingTooSlow,
    TemplateBroken,
    TruncatedSource,
    UnusableCrs,
)
from layers.plan import PlanStore
from layers.plan.salvage import salvage
from layers.plan.verify import verify
from layers.sources import pictures, read, tiles
from layers.sources.angles import parse_angle
from tests.layers.exchange.counties import first_plan
from tests.layers.sources import tile_files

ON = date(2026, 1, 1)
#: A view whose rows never end, and one of a single value of 900 MB, during which no handler is asked.
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n) SELECT {columns} FROM n"
HUGE = "SELECT {columns} FROM (SELECT randomblob(900000000) AS i)"


@contextmanager
def modest(seconds: float = 10.0, megabytes: int = 500) -> Iterator[None]:
    """Assert that something takes neither long nor much."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    yield
    assert time.process_time() - began < seconds
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10 < megabytes


def as_view(path: Path, table: str, body: str) -> Path:
    """Put a view in the place of a table."""
    with closing(sqlite3.connect(path)) as db, db:
        columns = [str(row[1]) for row in db.execute(f'PRAGMA table_info("{table}")')]
        db.execute(f'DROP TABLE "{table}"')
        shown = ", ".join(f'i AS "{one}"' for one in columns)
        db.execute(f'CREATE VIEW "{table}" AS {body.format(columns=shown)}')
    return path


# --- base maps of tiles ---------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [ENDLESS, HUGE])
@pytest.mark.parametrize(
    ("kind", "table"),
    [
        ("mbtiles", "metadata"),
        ("mbtiles", "tiles"),
        ("gpkg", "gpkg_contents"),
        ("gpkg", "gpkg_tile_matrix"),
        ("gpkg", "img"),
    ],
)
def test_a_table_of_tiles_that_is_worked_out_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, table: str, body: str
) -> None:
    monkeypatch.setattr(tiles, "_ANSWER_S", 0.3)
    make = {"mbtiles": tile_files.mbtiles, "gpkg": tile_files.geopackage}[kind]
    path = as_view(make(tmp_path / f"影像.{kind}", 116.5, 40.5), table, body)
    with modest():
        assert tiles.kind_of(path) in ("", kind)
        tiles.tile_tables(path)
        layer = TileArchiveLayer(path, 4548)
        if layer.extent is not None:
            list(layer.tiles((400_000.0, 4_400_000.0, 410_000.0, 4_410_000.0), 50.0))
    assert list(tmp_path.iterdir()) == [path]


def changed(path: Path, statement: str, *values: Any) -> Path:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(statement, values)
    return path


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE gpkg_spatial_ref_sys SET organization_coordsys_id = 0", UnusableCrs),
        ("UPDATE gpkg_spatial_ref_sys SET organization_coordsys_id = 'x'", TruncatedSource),
        ("UPDATE gpkg_tile_matrix_set SET min_x = 'x'", TruncatedSource),
        ("UPDATE gpkg_tile_matrix_set SET max_y = 9e999", TruncatedSource),
        ("UPDATE gpkg_tile_matrix SET tile_width = 'x'", TruncatedSource),
        ("UPDATE gpkg_tile_matrix SET matrix_width = NULL", TruncatedSource),
        ("UPDATE gpkg_tile_matrix SET tile_width = 1000000000", LianfangError),
        ("UPDATE gpkg_tile_matrix SET pixel_x_size = 9e999", LianfangError),
        ("UPDATE gpkg_tile_matrix SET matrix_height = 4000000000", LianfangError),
        ("UPDATE gpkg_tile_matrix SET zoom_level = 99", LianfangError),
        ("UPDATE img SET tile_data = 5", LianfangError),
    ],
)
def test_tiles_that_say_nonsense_of_themselves(tmp_path: Path, statement: str, kind: type[LianfangError]) -> None:
    path = changed(tile_files.geopackage(tmp_path / "影像.gpkg", 116.5, 40.5), statement)
    with pytest.raises(kind):
        tiles.describe(path)
    layer = TileArchiveLayer(path, 4548)
    assert layer.problem and list(layer.tiles((400_000.0, 4_400_000.0, 410_000.0, 4_410_000.0), 50.0)) == []


def bomb(width: int, height: int, *, interlaced: bool = False, rows: int | None = None) -> bytes:
    """A PNG of grey dots: what its head says, and so many rows of them."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, int(interlaced))
    packer = zlib.compressobj(9)
    row = bytes(width + 1)
    body = b"".join(packer.compress(row) for _ in range(height if rows is None else rows)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_a_tile_that_is_a_bomb_is_left_out(tmp_path: Path) -> None:
    path = tile_files.mbtiles(tmp_path / "影像.mbtiles", 116.5, 40.5, (12,))
    changed(path, "UPDATE tiles SET tile_data = ? WHERE rowid > 1", bomb(100_000, 100_000, rows=2_000))
    layer = TileArchiveLayer(path, 4548)
    assert layer.extent is not None
    left, bottom, right, top = layer.extent
    with modest(megabytes=400):
        list(
            layer.tiles(
                ((left + right) / 2, (bottom + top) / 2, (left + right) / 2 + 3000, (bottom + top) / 2 + 3000), 38
            )
        )


@pytest.mark.parametrize(
    "data",
    [
        bomb(100_000, 100_000, rows=10),
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd' width='9' height='9'/></svg>",
        b"%PDF-1.4",
        b"",
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_what_is_no_picture_of_dots_is_not_decoded(data: bytes) -> None:
    with modest(megabytes=200):
        assert decoded(data).isNull()


def test_honest_pictures_are_decoded() -> None:
    image = decoded(tile_files.png((10, 20, 30)))
    assert (image.width(), image.height(), image.pixelColor(5, 5).getRgb()[:3]) == (256, 256, (10, 20, 30))
    assert decoded(tile_files.png((1, 2, 3)), 100).isNull()


# --- scans and rasters -------------------------------------------------------------------------------------


def tiff(path: Path, **profile: Any) -> Path:
    """A TIFF whose head promises what the file does not hold."""
    whole: dict[str, Any] = {"driver": "GTiff", "count": 1, "dtype": "uint8", "SPARSE_OK": True, **profile}
    with rasterio.open(path, "w", crs="EPSG:4490", transform=from_origin(116, 41, 1e-5, 1e-5), **whole):
        pass
    return path


def test_a_scan_that_can_only_be_unpacked_whole(tmp_path: Path) -> None:
    """Interlaced, and a thousand times larger unpacked: GDAL would hold all of it."""
    path = tmp_path / "图.png"
    path.write_bytes(bomb(24_000, 24_000, interlaced=True, rows=100))
    for work in (pictures.look, pictures.read_steps):
        with modest(megabytes=200), pytest.raises(RasterTooLarge):
            work(path)


def test_a_scan_of_very_many_bands(tmp_path: Path) -> None:
    path = tiff(tmp_path / "图.tif", width=2_000, height=2_000, count=4_000, interleave="band", compress="deflate")
    with modest(megabytes=300):
        steps, _shrink = pictures.read_steps(path)
    assert steps[0].shape == (2_000, 2_000, 4)


def test_a_scan_of_numbers_that_are_none(tmp_path: Path) -> None:
    path = tmp_path / "图.tif"
    with rasterio.open(path, "w", driver="GTiff", width=4, height=1, count=1, dtype="float64") as sink:
        sink.write(np.array([[[np.nan, np.inf, 1.0, 3.0]]]))
    steps, _shrink = pictures.read_steps(path)
    assert steps[0][0, :, 0].tolist() == [0, 255, 0, 255]


@pytest.mark.parametrize("way", ["read", "draw"])
def test_a_raster_whose_one_tile_fills_the_memory(tmp_path: Path, way: str) -> None:
    """One cell of it is asked for, all of it would be unpacked."""
    tile = {"tiled": True, "blockxsize": 20_000, "blockysize": 20_000, "compress": "deflate"}
    path = tiff(tmp_path / "地.tif", width=20_000, height=20_000, **tile)
    with modest(megabytes=200):
        if way == "read":
            with pytest.raises(RasterTooLarge):
                read(path)
        else:
            layer = RasterLayer(path, 4548, "terrain")
            assert list(layer.tiles((400_000.0, 4_400_000.0, 401_000.0, 4_401_000.0), 5.0)) == []
            assert "20000" in layer.problem.replace(",", "")


def test_angles_that_are_none() -> None:
    for text in ("9" * 400, "1" * 101, "٣" * 50_000, "＝1+1", "nan", "inf", "1e999"):
        assert not np.isfinite(parse_angle(text))
    assert parse_angle("１１６．５") == 116.5


# --- plans -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["lf_parameter", "lf_change", "lf_contact"])
@pytest.mark.parametrize("body", [ENDLESS, HUGE])
def test_a_plan_with_a_view_in_the_place_of_a_table(tmp_path: Path, table: str, body: str) -> None:
    """To verify one never came to an end; to salvage one neither, where the view was the history."""
    path = as_view(first_plan(tmp_path / "plan", areas=1), table, body)
    raw = path.read_bytes()
    with modest():
        with pytest.raises(LianfangError):
            PlanStore.open(path, read_only=True)
        try:
            assert "foreign_objects" in {one.code for one in verify(path).findings}
        except NotAPlan:
            assert table == "lf_plan"
        salvage(path, tmp_path / "gerettet.lianfang.gpkg")
    assert path.read_bytes() == raw
    with PlanStore.open(tmp_path / "gerettet.lianfang.gpkg") as saved:
        assert len(saved.patrol_areas()) == 1


def test_a_plan_with_a_column_that_is_worked_out(tmp_path: Path) -> None:
    """Each row of it would be 900 MB."""
    path = first_plan(tmp_path / "plan", areas=1)
    db = apsw.Connection(str(path))
    db.execute("ALTER TABLE lf_patrol_area ADD COLUMN x GENERATED ALWAYS AS (hex(zeroblob(450000000))) VIRTUAL")
    db.close()
    with modest():
        with pytest.raises(NotAPlan) as caught:
            PlanStore.open(path)
        assert caught.value.facts["objects"] == ["generated column lf_patrol_area.x"]
        assert "foreign_objects" in {one.code for one in verify(path).findings}
        salvage(path, tmp_path / "gerettet.lianfang.gpkg")


# --- templates of an office ----------------------------------------------------------------------------------


def office(path: Path, *texts: str) -> Template:
    from docx import Document

    made = Document()
    for text in texts:
        made.add_paragraph(text)
    made.save(str(path))
    return Template(str(path), path.read_bytes(), path)


@pytest.mark.parametrize(
    "text",
    ["{{ 1 / 0 }}", "{{ title.__class__.__mro__ }}", "{{ ''.join(5) }}", "{{ '%d' % title }}", "{{ range(9 ** 9) }}"],
)
def test_a_template_that_fails_is_told_by_its_name(tmp_path: Path, text: str) -> None:
    template = office(tmp_path / "协议.docx", text)
    with pytest.raises(TemplateBroken) as caught:
        fill(template, {"title": "联防"}, ON)
    assert caught.value.facts["path"] == str(tmp_path / "协议.docx")


def test_a_template_that_never_ends_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layers.documents.office.MOST_S", 1.0)
    loops = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    with pytest.raises(ReadingTooSlow):
        filled(office(tmp_path / "协议.docx", loops), {"title": "联防"}, ON)


def test_an_offices_template_is_filled_apart_as_it_would_be_here(tmp_path: Path) -> None:
    template = office(
        tmp_path / "协议.docx", "{{ title }}", "{{ map }}", "{%p for one in rows %}", "{{ one.n }}", "{%p endfor %}"
    )
    fields = {"title": "联防 <&>", "map": PictureFact(tile_files.png((1, 2, 3)), 20.0), "rows": [{"n": 1}, {"n": 2.5}]}
    assert filled(template, fields, ON) == fill(Template(template.name, template.content), fields, ON)


def test_a_template_that_is_a_bomb(tmp_path: Path) -> None:
    import zipfile

    template = office(tmp_path / "协议.docx", "{{ title }}")
    stream = io.BytesIO(template.content)
    with zipfile.ZipFile(stream) as archive, zipfile.ZipFile(tmp_path / "炸.docx", "w", zipfile.ZIP_DEFLATED) as out:
        for name in archive.namelist():
            out.writestr(name, archive.read(name))
        out.writestr("word/more.xml", b"<a/>" * (20 << 20))
    path = tmp_path / "炸.docx"
    with pytest.raises(TemplateBroken):
        filled(Template(str(path), path.read_bytes(), path), {"title": "x"}, ON)
