"""Reading after a look gives, byte by byte, what reading alone gives; and does not mend again."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from layers.kinds import Role
from layers.sources import ReadChoice, checksums, inspect, mending, read, recent
from layers.sources.child import values, wire
from layers.sources.marks import item_id
from tests.layers.sources import dirt
from tests.layers.sources.conftest import shared


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """Keep what was looked at, as the reader does, and count how often is mended and how many files are hashed."""
    counted = {"mended": 0, "hashed": 0}

    def counting(name: str, plain: Any) -> Any:
        def call(*arguments: Any, **named: Any) -> Any:
            counted[name] += 1
            return plain(*arguments, **named)

        return call

    monkeypatch.setattr(mending, "make_valid", counting("mended", mending.make_valid))
    monkeypatch.setattr(checksums, "_digest", counting("hashed", checksums._digest))
    monkeypatch.setattr(recent, "keeper", recent.Recent(lambda: 1 << 30, Path("/nowhere")))
    yield counted


def told(path: Path, choice: ReadChoice | None = None) -> bytes:
    """Return everything that reading finds, as bytes."""
    stream = io.BytesIO()
    values.dumped(read(path, choice), wire.Sink(stream))
    return stream.getvalue()


def dirty(folder: Path) -> Path:
    """Write what is in metres and has every fault."""
    return dirt.write(dirt.dirty(), folder / "林地.gpkg", geometry_type="Unknown")


def in_degrees(folder: Path) -> Path:
    frame = dirt.dirty().to_crs("EPSG:4490")
    return dirt.write(frame, folder / "林地.gpkg", geometry_type="Unknown")


CHOICES = [
    None,
    ReadChoice(role=Role.FOREST),
    ReadChoice(role=Role.OTHER, title="别的"),
    ReadChoice(declined=frozenset({"sliver_shape", item_id("mended_invalid", 2)})),
    ReadChoice(fields={"name": None}),
    ReadChoice(fields={}),
]


@pytest.mark.parametrize("write", [dirty, in_degrees])
@pytest.mark.parametrize("choice", CHOICES)
def test_reading_after_a_look_is_reading_alone(
    tmp_path: Path, write: Any, choice: ReadChoice | None, calls: dict[str, int]
) -> None:
    path = write(tmp_path)
    alone = told(path, choice)
    assert calls == {"mended": 1, "hashed": 1}
    inspect(path)
    assert calls == {"mended": 2, "hashed": 2}
    assert told(path, choice) == alone
    assert calls == {"mended": 2, "hashed": 2}, "both were known"
    assert told(path, choice) == alone
    assert calls == {"mended": 3, "hashed": 2}, "reading uses the shapes up"


def test_another_system_is_another_place_and_mended_anew(tmp_path: Path, calls: dict[str, int]) -> None:
    path = in_degrees(tmp_path)
    choice = ReadChoice(crs="GCJ-02")
    alone = told(path, choice)
    assert alone != told(path)
    inspect(path)
    mended = calls["mended"]
    assert told(path, choice) == alone
    assert calls["mended"] == mended + 1
    inspect(path)
    inspect(path, crs="GCJ-02")
    mended = calls["mended"]
    assert told(path, choice) == alone
    assert calls["mended"] == mended, "a second look was the same"


def test_other_columns_of_a_table_are_other_points(tmp_path: Path, calls: dict[str, int]) -> None:
    path = tmp_path / "点.csv"
    path.write_text("名称,经度,纬度,lon,lat\n甲,116.1,40.1,116.2,40.2\n乙,116.3,40.3,116.4,\n", encoding="utf-8")
    usual = ReadChoice(crs="EPSG:4490")
    other = ReadChoice(crs="EPSG:4490", x_field="lon", y_field="lat")
    alone = [told(path, choice) for choice in (usual, other)]
    assert alone[0] != alone[1]
    for asked, wanted in zip((usual, other), alone, strict=True):
        inspect(path, crs="EPSG:4490")
        assert told(path, asked) == wanted


def test_a_file_that_changed_is_hashed_again(tmp_path: Path, calls: dict[str, int]) -> None:
    path = dirty(tmp_path)
    inspect(path)
    before = read(path)[0].source.sha256
    was = path.stat()
    with path.open("r+b") as stream:  # the same size: a counter in the header of the file
        stream.seek(24)
        stream.write(b"\x00\x00\x00\x63")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns + 1))
    assert read(path)[0].source.sha256 not in (before, "")
    assert calls["hashed"] == 2


def test_nothing_is_kept_of_scratch_copies(
    tmp_path: Path, calls: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = dirty(tmp_path)
    monkeypatch.setattr(recent, "keeper", recent.Recent(lambda: 1 << 30, tmp_path))
    inspect(path)
    assert calls["hashed"] == 0
    read(path)
    assert calls == {"mended": 2, "hashed": 1}


@pytest.mark.parametrize("name", ["boundary/counties_amap_wgs84.gpkg", "hydro/hydro.gpkg"])
def test_a_look_at_a_real_map_is_enough(name: str, calls: dict[str, int]) -> None:
    path = shared(name)
    alone = told(path)
    inspect(path)
    before = dict(calls)
    assert told(path) == alone
    assert calls == before
