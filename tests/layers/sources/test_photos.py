"""Photos made here, byte by byte: a JPEG of nothing but its EXIF block."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.errors import NotGeographic
from layers.kinds import Shape
from layers.sources import inspect, read
from layers.sources.photos import look

Tag = tuple[int, int, int, bytes]  # number, type, count, value


def text(number: int, value: str) -> Tag:
    raw = value.encode() + b"\0"
    return number, 2, len(raw), raw


def ratios(number: int, *values: tuple[int, int]) -> Tag:
    return number, 5, len(values), b"".join(struct.pack("<II", *value) for value in values)


def directory(tags: list[Tag], at: int) -> bytes:
    """Return an IFD that begins at an offset, its long values behind it."""
    entries, values = b"", b""
    behind = at + 2 + 12 * len(tags) + 4
    for number, kind, count, value in sorted(tags):
        if len(value) <= 4:
            place = value.ljust(4, b"\0")
        else:
            place = struct.pack("<I", behind + len(values))
            values += value
        entries += struct.pack("<HHI", number, kind, count) + place
    return struct.pack("<H", len(tags)) + entries + b"\0\0\0\0" + values


def photo(gps: list[Tag] | None, exif: list[Tag] | None = None) -> bytes:
    first = 8 + 2 + 12 * 2 + 4
    taken = directory(exif or [], first)
    place = directory(gps or [], first + len(taken))
    pointers = [(0x8769, 4, 1, struct.pack("<I", first))]
    if gps is not None:
        pointers.append((0x8825, 4, 1, struct.pack("<I", first + len(taken))))
    else:
        pointers.append((0x0112, 3, 1, struct.pack("<H", 1)))
    block = b"Exif\0\0II*\0\x08\0\0\0" + directory(pointers, 8) + taken + place
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(block) + 2) + block + b"\xff\xd9"


HERE = [
    text(1, "N"), ratios(2, (40, 1), (45, 1), (2230, 100)),
    text(3, "E"), ratios(4, (116, 1), (30, 1), (0, 1)),
]  # fmt: skip
WHEN = [text(0x9003, "2024:05:06 09:02:03")]


def test_a_photo_is_a_point_with_time_direction_and_name(tmp_path: Path) -> None:
    more = [(5, 1, 1, b"\0"), ratios(6, (8125, 10)), text(16, "T"), ratios(17, (31550, 100))]
    path = tmp_path / "界桩12.jpg"
    path.write_bytes(photo(HERE + more, [*WHEN, text(0x9011, "+08:00")]))
    assert inspect(path).format == "photos"
    (layer,) = read(path)
    row = layer.frame.iloc[0]
    assert (layer.shape, layer.title, row["name"]) == (Shape.POINT, "界桩12", "界桩12.jpg")
    assert (row["time"], row["direction_deg"], row["direction_from"]) == ("2024-05-06T09:02:03+08:00", 315.5, "true")
    assert row["altitude_m"] == 812.5
    assert row.geometry.x == pytest.approx(116.5) and row.geometry.y == pytest.approx(40 + 45 / 60 + 22.3 / 3600)


@pytest.mark.parametrize(
    ("gps", "expected"),
    [
        ([text(1, "S"), ratios(2, (40, 1)), text(3, "W"), ratios(4, (116, 1))], (-116.0, -40.0)),
        (
            [text(1, "N"), ratios(2, (40, 1), (45372, 1000)), text(3, "E"), ratios(4, (116, 1), (30, 1))],
            (116.5, 40.7562),
        ),
        (
            [text(1, "N"), ratios(2, (40756194, 10**6)), text(3, "E"), ratios(4, (116756194, 10**6))],
            (116.756194, 40.756194),
        ),
    ],
)
def test_degrees_in_one_two_or_three_parts(tmp_path: Path, gps: list[Tag], expected: tuple[float, float]) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(photo(gps))
    found = look(path)
    assert found is not None and (found.longitude_deg, found.latitude_deg) == pytest.approx(expected, abs=1e-9)


def test_the_time_is_the_cameras_with_offset_else_the_receivers(tmp_path: Path) -> None:
    received = [text(29, "2024:05:06"), ratios(7, (1, 1), (2, 1), (3, 1))]
    path = tmp_path / "a.jpg"
    for gps, exif, expected in (
        (HERE + received, WHEN, "2024-05-06T01:02:03Z"),
        (HERE, WHEN, "2024-05-06T09:02:03"),
        (HERE + received, [], "2024-05-06T01:02:03Z"),
        (HERE, [text(0x9003, "0000:00:00 00:00:00")], None),
    ):
        path.write_bytes(photo(gps, exif))
        found = look(path)
        assert found is not None and found.time == expected


@pytest.mark.parametrize(
    "gps",
    [
        None,
        [],
        HERE[:2],
        [text(1, "N"), ratios(2, (0, 1)), text(3, "E"), ratios(4, (0, 1))],
        [text(1, "N"), ratios(2, (40, 0)), text(3, "E"), ratios(4, (116, 1))],
        [text(1, "N"), ratios(2, (400, 1)), text(3, "E"), ratios(4, (116, 1))],
    ],
)
def test_pictures_without_a_place_are_pictures(tmp_path: Path, gps: list[Tag] | None) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(photo(gps))
    with pytest.raises(NotGeographic) as caught:
        read(path)
    assert caught.value.facts["reason_code"] == "picture"


def test_a_folder_of_photos_is_one_layer(tmp_path: Path) -> None:
    folder = tmp_path / "巡护照片"
    folder.mkdir()
    (folder / "b.JPG").write_bytes(photo(HERE))
    (folder / "a.jpg").write_bytes(photo([*HERE[:2], text(3, "E"), ratios(4, (117, 1))]))
    (folder / "无.jpg").write_bytes(photo(None))
    (layer,) = read(folder)
    assert (layer.title, layer.frame["name"].tolist()) == ("巡护照片", ["a.jpg", "b.JPG"])
    assert layer.frame.geometry.x.tolist() == [117.0, 116.5]
    assert layer.source.path == str(folder)
    assert [p.facts["names"] for p in inspect(folder).problems if p.code == "files_skipped"] == [["无.jpg"]]
    shutil.make_archive(str(tmp_path / "照片"), "zip", folder)
    assert len(read(tmp_path / "照片.zip")[0].frame) == 2


@settings(deadline=2000, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(2, 300), junk=st.binary(min_size=1, max_size=8), cut=st.integers(0, 400))
def test_a_damaged_photo_is_read_or_not_but_never_fails(tmp_path: Path, place: int, junk: bytes, cut: int) -> None:
    whole = photo(HERE, WHEN)
    path = tmp_path / "x.jpg"
    path.write_bytes((whole[:place] + junk + whole[place + len(junk) :])[: len(whole) - cut % len(whole)])
    found = look(path)
    assert found is None or (abs(found.latitude_deg) <= 90 and abs(found.longitude_deg) <= 180)


def test_directories_in_a_circle_end(tmp_path: Path) -> None:
    whole = bytearray(photo(HERE))
    # The next directory after the first is the first.
    at = whole.index(b"II*\0")
    whole[at + 8 + 2 + 24 : at + 8 + 2 + 28] = struct.pack("<I", 8)
    (tmp_path / "a.jpg").write_bytes(bytes(whole))
    look(tmp_path / "a.jpg")
