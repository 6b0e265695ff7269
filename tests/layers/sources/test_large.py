"""What is done differently for large layers gives what the plain way gives."""

from __future__ import annotations

import sqlite3
import struct
import threading
import weakref
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
import shapely.affinity
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given
from hypothesis import strategies as st

from layers.progress import Cancelled
from layers.sources import ReadChoice, arrow, checksums, inspect, mending, preparing, quick, read, recent, vector
from layers.sources.uids import content_uids, digest


def layer(count: int = 23) -> gpd.GeoDataFrame:
    shapes = [shapely.box(116 + 0.01 * k, 40, 116.005 + 0.01 * k, 40.005) for k in range(count)]
    numbers = [k if k % 10 else None for k in range(count)]  # a piece without gaps is of whole numbers, others are not
    frame = gpd.GeoDataFrame({"名称": [f"林{k}" for k in range(count)], "数": numbers}, geometry=shapes, crs=4490)
    frame["数"] = frame["数"].astype("Int64")
    return frame


def both_ways(path: Path, monkeypatch: pytest.MonkeyPatch, *, in_pieces: bool = True) -> gpd.GeoDataFrame:
    whole = read(path)[0].frame
    steps: list[float] = []
    monkeypatch.setattr(vector, "_PIECE", 5)
    pieces = read(path, progress=lambda fraction, step: steps.append(fraction) if step == "reading" else None)[0].frame
    assert whole is not None and pieces is not None
    assert_geodataframe_equal(pieces, whole)
    assert steps == sorted(steps) and (len(set(steps)) > 2) is in_pieces
    return whole


@pytest.mark.parametrize("name", ["林.gpkg", "林.shp"])
@pytest.mark.parametrize("count", [23, 25])
def test_pieces_are_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, count: int) -> None:
    layer(count).to_file(tmp_path / name, encoding="UTF-8")
    assert len(both_ways(tmp_path / name, monkeypatch)) == count


@pytest.mark.parametrize("lowest", [4, -4])
def test_pieces_of_a_geopackage_with_gaps_in_its_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lowest: int
) -> None:
    path = tmp_path / "林.gpkg"
    layer().to_file(path, layer="l", SPATIAL_INDEX="NO")
    with closing(sqlite3.connect(path)) as base, base:
        triggers = base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (trigger,) in triggers:
            base.execute(f'DROP TRIGGER "{trigger}"')
        base.execute("DELETE FROM l WHERE fid % 3 = 0")
        base.execute("UPDATE l SET fid = fid * 1000 WHERE fid > 8")
        base.execute(f"UPDATE l SET fid = {lowest} WHERE fid = 4")
    assert len(both_ways(path, monkeypatch, in_pieces=lowest > 0)) == 16


def test_pieces_of_a_shapefile_with_deleted_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "林.shp"
    layer().to_file(path, encoding="UTF-8")
    dbf = path.with_suffix(".dbf")
    raw = bytearray(dbf.read_bytes())
    header, record = struct.unpack("<HH", raw[8:12])
    for row in (0, 4, 5, 6, 13, 22):
        raw[header + row * record] = 0x2A
    dbf.write_bytes(raw)
    assert len(both_ways(path, monkeypatch)) == 17


def test_a_ring_that_does_not_close_in_a_later_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "林.gpkg"
    layer().to_file(path, layer="l", SPATIAL_INDEX="NO")
    unclosed = struct.pack("<BIII6d", 1, 3, 1, 3, 116, 40, 116.1, 40, 116.1, 40.1)
    with closing(sqlite3.connect(path)) as base, base:
        for (trigger,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            base.execute(f'DROP TRIGGER "{trigger}"')
        base.execute("UPDATE l SET geom = ? WHERE fid = 13", [b"GP\0\1" + struct.pack("<i", 4490) + unclosed])
    whole = both_ways(path, monkeypatch)
    assert len(whole) == 23
    assert whole.geometry[12].equals(shapely.Polygon([(116, 40), (116.1, 40), (116.1, 40.1)]))
    assert read(path)[0].mending.of("rings_closed").rows.tolist() == [12]  # type: ignore[union-attr]


def test_pieces_are_as_they_were_from_the_first_that_does_not_decode() -> None:
    unclosed = struct.pack("<BIII6d", 1, 3, 1, 3, 0, 0, 1, 0, 1, 1)
    good = [shapely.box(0, 0, k + 1, 1).wkb for k in range(6)]
    pieces = [np.array(some, dtype=object) for some in (good[:3], good[3:5], [good[5], unclosed], good[:2])]
    before = [piece.tolist() for piece in pieces]
    done = quick.next_decoded(pieces[:2], quick.next_decoded(pieces[:1], []))
    assert done is not None and [len(shapes) for shapes, _ in done] == [3, 2]
    assert set(pieces[0].tolist()) | set(pieces[1].tolist()) == {None}
    done = quick.next_decoded(pieces[:3], done)
    assert done is None and quick.next_decoded(pieces, done) is None
    assert [piece.tolist() for piece in pieces] == before


def test_reading_in_pieces_is_cancelled_between_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "林.gpkg"
    layer().to_file(path)
    monkeypatch.setattr(vector, "_PIECE", 5)
    steps: list[float] = []

    def progress(fraction: float, _step: str) -> None:
        steps.append(fraction)
        if fraction > 0.1:
            raise Cancelled

    with pytest.raises(Cancelled):
        read(path, progress=progress)
    assert steps[-1] < 0.4


SHAPES = [
    shapely.box(0, 0, 1, 1),
    shapely.Point(116, 40),
    shapely.LineString([(1, 2), (3, 4)]),
    shapely.Point(1, 2, 3),
    None,
]


@given(st.lists(st.sampled_from(SHAPES), max_size=30))
def test_digests_are_those_of_the_wkb(shapes: list[shapely.Geometry | None]) -> None:
    wkb = np.asarray(shapely.to_wkb(np.array(shapes, dtype=object)), dtype=object)
    wanted = [digest(one) for one in wkb]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick, "_CHUNK", 4)
        found = quick.decoded(wkb)
        assert found is not None and set(wkb.tolist()) <= {None}
        rows = np.arange(len(shapes))[::-1]
        assert quick.digests_of(found[0][rows], rows, found).tolist() == wanted[::-1]
        assert quick.digests_of(found[0], np.arange(len(shapes)), None).tolist() == wanted
        moved = found[0].copy()
        moved[::2] = shapely.transform(moved[::2], lambda xy: xy + 1)
        again = [digest(one) for one in shapely.to_wkb(moved)]
        assert quick.digests_of(moved, np.arange(len(shapes)), found).tolist() == again


def test_wkb_that_does_not_decode_is_left_as_it_was() -> None:
    unclosed = struct.pack("<BIII6d", 1, 3, 1, 3, 0, 0, 1, 0, 1, 1)
    wkb = np.array([shapely.box(0, 0, k + 1, 1).wkb for k in range(9)] + [unclosed], dtype=object)
    before = wkb.copy()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick, "_CHUNK", 4)
        assert quick.decoded(wkb) is None
    assert wkb.tolist() == before.tolist()


def test_uids_are_those_of_their_content() -> None:
    shapes = np.array([shapely.box(0, 0, 1, 1), shapely.box(0, 0, 1, 1), shapely.Point(1, 1)], dtype=object)
    wkb = np.asarray(shapely.to_wkb(shapes), dtype=object)
    frame = gpd.GeoDataFrame({"name": ["a", "a", "b"]}, geometry=shapes, crs=4490)
    assert frame.crs is not None
    first = content_uids("forest", ["a", "a", "b"], wkb)
    assert len(set(first)) == 3 and first[2] == content_uids("forest", ["b"], wkb[2:])[0]


@pytest.mark.parametrize(
    ("shapes", "plain"),
    [
        ([shapely.box(116, 40, 117, 41)] * 9, True),
        ([shapely.box(500_000, 4_400_000, 500_100, 4_400_100)] * 9, True),
        ([shapely.box(116, 40, 117, 41)] * 99 + [shapely.Point(1e300, 4)], False),
        ([shapely.box(116, 40, 117, 41), shapely.Point(np.nan, 4)], False),
        ([shapely.box(116, 40, 117, 41), shapely.LineString([(1, 1), (np.inf, 4)])], False),
        ([shapely.box(116, 40, 117, 41), None], False),
        ([shapely.box(116, 40, 117, 41), shapely.Point()], False),
        ([shapely.Point(116, 40, 3)], False),
    ],
)
def test_plain_layers_are_those_that_cleaning_leaves_alone(shapes: list[shapely.Geometry], plain: bool) -> None:
    geometries = np.array(shapes, dtype=object)
    assert quick.is_plain(geometries) is plain
    cleaned, rows, _found = mending.clean(mending.without_stray_degrees(geometries))
    if plain:
        assert rows.tolist() == list(range(len(shapes)))
        assert shapely.to_wkb(cleaned).tolist() == shapely.to_wkb(geometries).tolist()


def test_a_checksum_beside_other_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    path.write_bytes(np.random.default_rng(1).bytes(3_000_001))
    plain = checksums.sha256_of([path])
    monkeypatch.setattr(checksums, "_WORTH", 1000)
    monkeypatch.setattr(checksums, "_BLOCK", 10_000)
    with checksums.sha256_beside([path]) as found:
        assert found() == plain
    with pytest.raises(Cancelled), checksums.sha256_beside([path]):
        raise Cancelled
    with checksums.sha256_beside([tmp_path / "gone"]) as found, pytest.raises(FileNotFoundError):
        found()


def large(path: Path, frame: gpd.GeoDataFrame, **options: object) -> Path:
    frame.to_file(path, encoding="UTF-8" if path.suffix == ".shp" else None, **options)
    return path


def shaped(kind: str) -> gpd.GeoDataFrame:
    """Return shapes of one kind, some of which come in another way through Arrow."""
    frame = layer()
    boxes = frame.geometry.to_numpy()
    holed = shapely.difference(boxes, shapely.buffer(shapely.centroid(boxes), 0.001))
    several = shapely.multipolygons([[one, shapely.affinity.translate(one, 0, 1)] for one in boxes])
    shapes = {
        "polygons": boxes,
        "holes": np.where(np.arange(len(frame)) % 3 == 0, holed, boxes),
        "several": np.where(np.arange(len(frame)) % 2 == 0, several, shapely.multipolygons(holed[:, None])),
        "lines": shapely.boundary(boxes),
        "multilines": shapely.multilinestrings(shapely.boundary(boxes)[:, None]),
        "points": shapely.centroid(boxes),
        "z": shapely.force_3d(boxes, 5.0),
        "an empty one": np.where(np.arange(len(frame)) == 12, None, boxes),
        "a bow tie": np.where(
            np.arange(len(frame)) == 12, shapely.Polygon([(116, 40), (116.1, 40.1), (116.1, 40), (116, 40.1)]), boxes
        ),
    }
    return frame.set_geometry(gpd.GeoSeries(shapes[kind], crs=4490))


KINDS = ["polygons", "holes", "several", "lines", "multilines", "points", "z", "an empty one", "a bow tie"]


@pytest.mark.parametrize("ending", [".gpkg", ".shp"])
@pytest.mark.parametrize("kind", KINDS)
def test_batches_are_what_the_plain_way_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, kind: str
) -> None:
    path = large(tmp_path / f"林{ending}", shaped(kind))
    monkeypatch.setattr(vector, "_PIECE", 5)
    (batched,) = read(path)
    with monkeypatch.context() as plain:
        plain.setattr(arrow, "pieces", lambda *_arguments: (piece for piece in ()))
        (one,) = read(path)
    assert batched.frame is not None and one.frame is not None
    assert_geodataframe_equal(batched.frame, one.frame)
    assert batched.source == one.source
    monkeypatch.setattr(vector, "_PIECE", 1000)
    (whole,) = read(path)
    assert whole.frame is not None
    assert_geodataframe_equal(batched.frame, whole.frame)


@pytest.mark.parametrize("ending", [".gpkg", ".shp"])
def test_batches_serve_as_far_as_they_can(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    frame = layer().drop(columns="数")
    if ending == ".gpkg":  # OGR writes Z anew
        frame.geometry = np.where(frame.index == 12, shapely.force_3d(frame.geometry.to_numpy(), 1.0), frame.geometry)
    path = large(tmp_path / f"林{ending}", frame)
    connection = str(path)
    found = list(arrow.pieces(vector.gdal(), connection, 0, "UTF-8", 5))
    meta, fids, wkb, columns = vector.gdal().raw.read(connection, return_fids=True, encoding="UTF-8")
    count = sum(len(one[1]) for one in found)
    assert count == (10 if ending == ".gpkg" else 23)
    assert np.concatenate([one[1] for one in found]).tolist() == fids[:count].tolist()
    assert np.concatenate([one[2] for one in found]).tolist() == wkb[:count].tolist()
    assert np.concatenate([one[3][0] for one in found]).tolist() == columns[0][:count].tolist()
    assert list(found[0][0]["fields"]) == list(meta["fields"]) and found[0][0]["crs"] == meta["crs"]


def test_broken_text_ends_the_batches(tmp_path: Path) -> None:
    path = large(tmp_path / "林.gpkg", layer(), layer="l", SPATIAL_INDEX="NO")
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("UPDATE l SET 名称 = CAST(x'C1D6' AS TEXT) WHERE fid = 7")
    assert [len(one[1]) for one in arrow.pieces(vector.gdal(), str(path), 0, None, 1)] == [1] * 6


@pytest.mark.parametrize(
    "wkb, plain",
    [
        (shapely.to_wkb(shapely.box(0, 0, 1, 1)), True),
        (shapely.to_wkb(shapely.box(0, 0, 1, 1), byte_order=0), False),
        (shapely.to_wkb(shapely.box(0, 0, 1, 1)) + b"\0" * 16, False),
        (shapely.to_wkb(shapely.box(0, 0, 1, 1))[:-1], False),
        (shapely.to_wkb(shapely.box(0, 0, 1, 1), include_srid=True), True),
        (shapely.to_wkb(shapely.set_srid(shapely.box(0, 0, 1, 1), 4490), include_srid=True), False),
        (struct.pack("<BIII", 1, 3, 0xFFFFFFFF, 4) + bytes(64), False),
        (struct.pack("<BII", 1, 6, 0xFFFFFFFF) + bytes(64), False),
        (shapely.to_wkb(shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 0, 3, 1)])), True),
        (shapely.to_wkb(shapely.from_wkt("GEOMETRYCOLLECTION (POLYGON ((0 0, 1 0, 1 1, 0 0)))")), False),
        (shapely.to_wkb(shapely.from_wkt("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), EMPTY)")), False),
        (b"", False),
    ],
)
def test_plain_wkb(wkb: bytes, plain: bool) -> None:
    good = shapely.to_wkb(shapely.box(5, 5, 6, 6))
    assert arrow.are_plain([good, wkb, good]) is plain


def test_a_cancel_ends_the_thread_that_reads_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = large(tmp_path / "林.gpkg", layer(500))
    monkeypatch.setattr(vector, "_PIECE", 5)

    def cancel(fraction: float, step: str) -> None:
        if step == "reading" and fraction > 0.01:
            raise Cancelled

    before = threading.active_count()
    with pytest.raises(Cancelled):
        read(path, progress=cancel)
    assert threading.active_count() <= before + 1, "only the one that checks may still end"


def test_shapes_in_metres_are_not_held_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = large(tmp_path / "林.gpkg", layer().to_crs(4526))
    monkeypatch.setattr(vector, "_PIECE", 5)
    monkeypatch.setattr(preparing, "_TOGETHER", 7)
    held: list[int] = []
    plain = preparing.transform

    def counting(shapes: np.ndarray, *crs: str) -> np.ndarray:
        held.append(sum(one() is not None for one in alive))
        return plain(shapes, *crs)

    alive: list[weakref.ref] = []  # type: ignore[type-arg]
    made = quick.decoded

    def decoding(wkb: np.ndarray) -> quick.Decoded | None:
        found = made(wkb)
        assert found is not None
        alive.extend(weakref.ref(one) for one in found[0])
        return found

    monkeypatch.setattr(quick, "decoded", decoding)
    monkeypatch.setattr(preparing, "transform", counting)
    assert len(read(path)[0].frame) == 23  # type: ignore[arg-type]
    assert held == [23, 16, 9, 2], "each slice is gone before the next one is moved"


@pytest.mark.parametrize("choice", [None, ReadChoice(crs="EPSG:4527"), ReadChoice(crs="EPSG:4526")])
def test_what_a_look_moved_serves_only_the_same_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, choice: ReadChoice | None
) -> None:
    path = large(tmp_path / "林.gpkg", layer().to_crs(4526))
    (alone,) = read(path, choice)
    reads: list[Path] = []
    plain = preparing._raw_layers
    monkeypatch.setattr(
        preparing, "_raw_layers", lambda member, *rest: reads.append(member.path) or plain(member, *rest)
    )
    monkeypatch.setattr(recent, "keeper", recent.Recent(lambda: 1 << 30, Path("/nowhere")))
    first = inspect(path)
    (after,) = read(path, choice)
    assert alone.frame is not None and after.frame is not None
    assert_geodataframe_equal(after.frame, alone.frame)
    assert after.source == alone.source
    assert len(reads) == (1 if choice is None else 2)
    inspect(path)
    again = inspect(path)  # which draws the file's own shapes
    (ours,), (theirs,) = first.layers, again.layers
    assert ours.sketch is not None and theirs.sketch is not None
    assert all(np.array_equal(a, b) for a, b in zip(ours.sketch.lines, theirs.sketch.lines, strict=True))
