"""The encoding of shapefiles: every row of the matrix that default readers get wrong."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from layers.sources import ReadChoice, inspect, read
from layers.sources.encoding import judge_text
from layers.sources.readings import decode

NAMES = ["怀柔区", "滦平县", "兴隆县"]


def shapefile(folder: Path, encoding: str, language_byte: int | None, cpg: str | None) -> Path:
    path = folder / "县界.shp"
    frame = gpd.GeoDataFrame(
        {"名称": NAMES, "code": ["110116", "130824", "130822"]},
        geometry=[shapely.box(116 + i, 40, 116.5 + i, 41) for i in range(3)],
        crs="EPSG:4490",
    )
    frame.to_file(path, encoding=encoding, engine="pyogrio")
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if cpg is not None:
        path.with_suffix(".cpg").write_text(cpg)
    dbf = path.with_suffix(".dbf")
    raw = bytearray(dbf.read_bytes())
    if language_byte is not None:
        raw[29] = language_byte
    dbf.write_bytes(bytes(raw))
    return path


@pytest.mark.parametrize(
    ("encoding", "language_byte", "cpg"),
    [
        ("GBK", 0x00, None),
        ("GBK", 0x57, None),
        ("GBK", 0x4D, None),
        ("GBK", 0x00, "GBK"),
        ("GBK", 0x00, "936"),
        ("GBK", 0x00, "GB18030"),
        ("GBK", 0x00, "OEM"),
        ("GBK", 0x00, "ANSI 936"),
        ("GBK", 0x00, "UTF-8"),  # wrong
        ("GBK", 0x57, "nonsense"),
        ("GBK", 0x57, "\0\0"),
        ("GBK", 0x57, "hex"),  # a codec, but none for text
        ("GBK", 0x57, "ISO-8859-1"),
        ("GBK", 0x57, "ANSI 1252"),
        ("UTF-8", 0x57, "88591"),
        ("UTF-8", 0x00, None),
        ("UTF-8", 0x57, None),
        ("UTF-8", 0x00, "UTF-8"),
        ("UTF-8", 0x00, "GBK"),  # wrong, and the bytes are odd in number: GBK cannot read them
    ],
)
def test_chinese_names_come_out_right(tmp_path: Path, encoding: str, language_byte: int, cpg: str | None) -> None:
    path = shapefile(tmp_path, encoding, language_byte, cpg)
    (layer,) = read(path)
    assert layer.frame is not None
    assert layer.frame["name"].tolist() == NAMES
    assert inspect(path).layers[0].sample_names == tuple(NAMES)


def test_wrong_cpg_is_reported(tmp_path: Path) -> None:
    path = shapefile(tmp_path, "GBK", 0x00, "UTF-8")
    problems = {problem.code: problem for problem in inspect(path).layers[0].problems}
    assert problems["encoding_cpg_wrong"].facts == {"declared": "UTF-8", "used": "GBK"}


def test_detected_encoding_is_recorded(tmp_path: Path) -> None:
    (layer,) = read(shapefile(tmp_path, "GBK", 0x00, None))
    assert layer.source.encoding == "GBK"
    assert {"code": "encoding_detected", "severity": "info", "encoding": "GBK"} in layer.source.notes


def test_the_planners_choice_wins(tmp_path: Path) -> None:
    path = shapefile(tmp_path, "UTF-8", 0x00, "UTF-8")
    (layer,) = read(path, ReadChoice(encoding="GBK"))
    assert layer.frame is not None
    assert layer.frame["code"].tolist() == ["110116", "130824", "130822"]
    assert NAMES[0] not in layer.frame["name"].tolist()
    assert layer.source.encoding == "GBK"


@pytest.mark.parametrize("encoding", ["UTF-8", "GBK"])
def test_a_name_cut_inside_a_character_survives(tmp_path: Path, encoding: str) -> None:
    path = shapefile(tmp_path, encoding, 0x00, None)
    dbf = path.with_suffix(".dbf")
    raw = dbf.read_bytes()
    whole = "兴隆县".encode(encoding)
    cut = whole[:-1] + b" "
    dbf.write_bytes(raw.replace(whole, cut))
    (layer,) = read(path)
    assert layer.frame is not None
    assert layer.source.encoding == encoding
    names = layer.frame["name"].tolist()
    assert names[:2] == NAMES[:2]
    assert names[2].startswith("兴隆")


@given(st.lists(st.sampled_from(["怀柔区", "滦平县", "汤河口镇", "丰宁满族自治县", "密云水库", "潮河"]), min_size=1))
def test_gbk_names_are_never_taken_for_utf8(names: list[str]) -> None:
    for encoding in ("GBK", "UTF-8"):
        verdict = judge_text("\n".join(names).encode(encoding))
        assert verdict is not None and verdict.encoding == encoding


def test_a_cut_character_is_forgiven_a_wrong_one_is_not() -> None:
    assert decode("怀柔".encode()[:-1], "UTF-8") == ("怀", True)
    assert decode("怀柔".encode("gbk")[:-1], "GBK") == ("怀", True)
    assert decode(b"\xff\xff\xff", "UTF-8") is None
    with pytest.raises(LookupError):
        decode(b"a", "no-such-codec")


def test_byte_order_marks() -> None:
    found = [judge_text(raw) for raw in ("\ufeff经度".encode(), "经度".encode("utf-16"), b"\x81\xff\xff")]
    assert [None if one is None else one.encoding for one in found] == ["UTF-8", "UTF-16", None]
