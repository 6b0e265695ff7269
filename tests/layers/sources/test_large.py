"""What is done differently for large layers gives what the plain way gives."""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given
from hypothesis import strategies as st

from layers.progress import Cancelled
from layers.sources import checksums, mending, quick, read, vector
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
