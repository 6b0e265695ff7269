"""The encoding court: after at most one click every text is right, and no wrong reading is taken unasked."""

from __future__ import annotations

import struct
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from layers.kinds import Role, Shape
from layers.sources import ReadChoice, gazetteer, hanzi, inspect, misread, read
from layers.sources.encoding import decode_text, judge_shapefile, judge_text
from layers.sources.readings import EVIDENCE_CODES, Court, Said, decode, hear
from tests.layers.sources.conftest import shared

COUNTIES = gazetteer.division_names()
#: Names of villages, waters and woods, none of which the gazetteer has.
_PLACES = (
    "汤河口村 琉璃庙村 喇叭沟门乡 石城子 密云水库 潮河 白河 雾灵山林场 七道河子 长哨营 宝山寺 老爷庙梁 二道沟 柳树底下 "
    "碾子湾 东帽湾 西白莲峪 前安岭 后喇叭沟 八道河 大水峪 头道穴 六渡河 黄花镇 榛子岭 千松台 骆驼鞍 鹿皮关"
)
PLACES = _PLACES.split()
TRADITIONAL = ["懷柔區", "灤平縣", "興隆縣", "密雲區", "豐寧滿族自治縣", "延慶區"]


def dbf(path: Path, names: list[bytes], *, width: int, language_byte: int = 0, cpg: str | None = None) -> Path:
    """Write a table of one text field, each value cut at the field's width as programs do that count bytes."""
    field = struct.pack("<11sc4xBB14x", b"NAME", b"C", width, 0)
    code = struct.pack("<11sc4xBB14x", b"NR", b"N", 6, 0)
    record = 1 + width + 6
    head = struct.pack("<4BIHH16xBB2x", 3, 126, 1, 1, len(names), 32 + 64 + 1, record, 0, language_byte)[:32]
    rows = b"".join(
        b" " + name[:width].ljust(width, b" ") + str(number).rjust(6).encode() for number, name in enumerate(names)
    )
    path.write_bytes(head + field + code + b"\r" + rows + b"\x1a")
    if cpg is not None:
        path.with_suffix(".cpg").write_text(cpg)
    return path


def after_one_click(court: Court | None, texts: list[str], encoding: str) -> str:
    """Return how a court got a text right: "sure", "asked", or how it failed."""
    assert court is not None
    values = [text.encode(encoding) for text in texts if not text.isascii()]
    right = [decode(value, encoding) for value in values]

    def is_right(name: str) -> bool:
        return [decode(value, name) for value in values] == right

    if is_right(court.best.encoding):
        return "sure" if court.is_conclusive else "asked"
    if court.is_conclusive:
        return "wrong"
    return "asked" if any(is_right(one.encoding) for one in court.readings) else "not offered"


# -- the matrix of peers.md §7 -----------------------------------------------------------------

CPGS = [None, "UTF-8", "GBK", "GB18030", "936", "BIG5", "OEM", "ISO-8859-1", "nonsense", ""]


@pytest.mark.parametrize("language_byte", [0x00, 0x4D, 0x57, 0x4F, 0x78])
@pytest.mark.parametrize("cpg", CPGS)
@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("UTF-8", list(COUNTIES[40:46])),
        ("GBK", list(COUNTIES[40:46])),
        ("GB18030", ["怀柔区", "㐂家村", "𠮷田沟"]),  # the last two only in four bytes
        ("BIG5", TRADITIONAL),
    ],
)
def test_six_names_are_read_right_whatever_the_file_says(
    tmp_path: Path, encoding: str, names: list[str], cpg: str | None, language_byte: int
) -> None:
    raw = [name.encode(encoding) for name in names]
    path = dbf(tmp_path / "县.dbf", raw, width=40, language_byte=language_byte, cpg=cpg)
    verdict = judge_shapefile(path)
    assert after_one_click(verdict.court, names, encoding) == "sure"
    assert [decode(value, verdict.encoding) for value in raw] == [(name, False) for name in names]
    codes = {problem.code for problem in verdict.problems}
    declared = {"936": "GBK"}.get(cpg or "", cpg)
    families = [{"UTF-8"}, {"GBK", "GB18030"}, {"BIG5"}]
    lies = declared in ("UTF-8", "GBK", "GB18030", "BIG5") and not any({declared, encoding} <= f for f in families)
    assert ("encoding_cpg_wrong" in codes) == lies
    assert "encoding_unknown" not in codes


@pytest.mark.parametrize(("encoding", "names"), [("UTF-8", ["坭塘"]), ("GBK", ["坭塘"]), ("BIG5", ["鮁魚圈"])])
@pytest.mark.parametrize("cpg", CPGS)
@pytest.mark.parametrize("language_byte", [0x00, 0x4D, 0x57])
def test_a_single_rare_name_needs_at_most_one_click(
    tmp_path: Path, encoding: str, names: list[str], cpg: str | None, language_byte: int
) -> None:
    written = [name for name in names if is_writable(name, encoding)] or ["魚圈"]
    raw = [name.encode(encoding) for name in written]
    verdict = judge_shapefile(dbf(tmp_path / "村.dbf", raw, width=20, language_byte=language_byte, cpg=cpg))
    assert after_one_click(verdict.court, written, encoding) in ("sure", "asked")


# -- any names, cut anywhere, whatever the file says ----------------------------------------------


def is_writable(name: str, encoding: str) -> bool:
    return name.encode(encoding, "ignore").decode(encoding) == name


names_of = {
    "UTF-8": st.sampled_from([*COUNTIES, *PLACES]),
    "GBK": st.sampled_from([*COUNTIES, *PLACES]),
    "BIG5": st.sampled_from(
        [name for name in (*COUNTIES, *TRADITIONAL) if name.encode("big5", "ignore").decode("big5") == name]
    ),
}


@settings(max_examples=300, deadline=None)
@given(data=st.data(), encoding=st.sampled_from(sorted(names_of)), width=st.integers(6, 40))
def test_any_names_cut_anywhere_are_right_after_one_click(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, encoding: str, width: int
) -> None:
    names = data.draw(st.lists(names_of[encoding], min_size=1, max_size=12, unique=True))
    language_byte = data.draw(st.sampled_from([0x00, 0x4D, 0x57, 0x4F, 0x03]))
    cpg = data.draw(st.sampled_from(CPGS))
    raw = [name.encode(encoding)[:width] for name in names]
    path = dbf(tmp_path_factory.mktemp("dbf") / "名.dbf", raw, width=width, language_byte=language_byte, cpg=cpg)
    verdict = judge_shapefile(path)
    court = verdict.court
    assert court is not None
    right = [decode(value, encoding) for value in raw]
    offered = [one for one in court.readings if [decode(value, one.encoding) for value in raw] == right]
    assert offered, "the right reading is among them"
    assert all(text is not None and name.startswith(text[0]) for text, name in zip(right, names, strict=True))
    if court.is_conclusive:
        assert offered[0] is court.best, "nothing wrong is taken unasked"
    # What is said of the reading that is taken is all that is lost: nothing falls away in silence.
    told = {problem.code: problem.facts for problem in verdict.problems}
    taken = [decode(value, verdict.encoding) for value in raw]
    assert told.get("text_cut", {"count": 0})["count"] == sum(text is not None and text[1] for text in taken)
    assert ("text_unreadable" in told) == (None in taken)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(COUNTIES), min_size=1, max_size=8, unique=True), st.sampled_from(["utf-8", "gbk"]))
def test_county_names_never_need_a_click(names: list[str], encoding: str) -> None:
    court = hear([name.encode(encoding) for name in names])
    assert after_one_click(court, names, encoding) == "sure"


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from([*COUNTIES, *PLACES]), min_size=1, max_size=8, unique=True),
    st.sampled_from(["utf-8", "gbk", "utf-8-sig", "utf-16"]),
)
def test_csv_text_comes_back_whole(names: list[str], encoding: str) -> None:
    text = "名称,经度,纬度\n" + "".join(f'"{name}",116.5,40.{k}\n' for k, name in enumerate(names))
    raw = text.encode(encoding)
    verdict = judge_text(raw)
    assert verdict is not None
    assert decode_text(raw, verdict.encoding) == (text, 0)


# -- cut and broken text ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "name", "kept"),
    [
        ("UTF-8", "丰宁满族自治县", "丰宁满族自治"),
        ("GBK", "丰宁满族自治县", "丰宁满族自治"),
        ("GB18030", "怀柔区𠮷", "怀柔区"),
    ],
)
def test_half_a_character_falls_away_and_is_told(tmp_path: Path, encoding: str, name: str, kept: str) -> None:
    cut = name.encode(encoding)[:-1]
    path = dbf(tmp_path / "县.dbf", [cut, *(one.encode(encoding) for one in PLACES[:4])], width=len(cut))
    (layer,) = read(path, ReadChoice(role=Role.POPULATION))
    assert layer.frame is not None
    assert kept in layer.frame.astype(str).to_numpy().ravel().tolist()
    notes = {note["code"]: note for note in layer.source.notes}
    assert notes["text_cut"]["count"] >= 1


def test_a_csv_of_cells_cut_by_bytes(tmp_path: Path) -> None:
    path = tmp_path / "村.csv"
    cell = "琉璃庙村".encode("gbk")[:-1]
    path.write_bytes("名称,经度,纬度\n".encode("gbk") + cell + b",116.5,40.5\n" + "汤河口村,116.6,40.6\n".encode("gbk"))
    (layer,) = read(path, ReadChoice(crs="EPSG:4490"))
    assert layer.frame is not None
    assert layer.frame["name"].tolist() == ["琉璃庙", "汤河口村"]
    assert layer.source.encoding == "GBK"
    assert {"text_cut"} <= {note["code"] for note in layer.source.notes}


def test_one_broken_name_among_many_is_seen_and_told(tmp_path: Path) -> None:
    names = [name.encode("gbk") for name in COUNTIES[:200]]
    names[7] = names[7][:2] + b"\xff\xff" + names[7][4:]
    path = dbf(tmp_path / "县.dbf", names, width=30)
    verdict = judge_shapefile(path)
    assert verdict.encoding == "GBK" and verdict.court is not None and verdict.court.is_conclusive
    assert {problem.code: problem.facts for problem in verdict.problems}["text_unreadable"]["count"] == 1
    (layer,) = read(path, ReadChoice(role=Role.POPULATION))
    assert layer.frame is not None
    assert "\ufffd" in "".join(map(str, layer.frame.iloc[7]))


# -- misread once before -----------------------------------------------------------------------------

MISREAD = {
    "ISO-8859-1>UTF-8": lambda name: name.encode().decode("latin-1"),
    "ISO-8859-1>GBK": lambda name: name.encode("gbk").decode("latin-1"),
    "GBK>UTF-8": lambda name: name.encode().decode("gbk"),
}


@pytest.mark.parametrize("kind", sorted(MISREAD))
def test_text_that_was_misread_before_is_offered_undone(tmp_path: Path, kind: str) -> None:
    names = ["北京", "滦平", "密云", "兴隆"]  # an even number of bytes: nothing was lost
    frame = gpd.GeoDataFrame(
        {"name": [MISREAD[kind](name) for name in names]},
        geometry=shapely.points([[116 + k / 10, 40] for k in range(4)]),
        crs=4490,
    )
    for suffix in (".geojson", ".gpkg", ".shp"):
        path = tmp_path / f"村{suffix}"
        frame.to_file(path, encoding="utf-8") if suffix == ".shp" else frame.to_file(path)
        (summary,) = inspect(path).layers
        assert summary.text is not None and not summary.text.is_conclusive, "asked, never done unasked"
        assert summary.text.best.encoding == kind and set(names) <= set(summary.text.best.names)
        (layer,) = read(path, ReadChoice(encoding=kind))
        assert layer.frame is not None and layer.frame["name"].tolist() == names
        (as_is,) = read(path, ReadChoice(encoding="UTF-8"))
        assert as_is.frame is not None and as_is.frame["name"].tolist() == frame["name"].tolist()


def test_what_was_misread_and_lost_is_told(tmp_path: Path) -> None:
    path = tmp_path / "村.csv"
    path.write_text("名称,经度,纬度\n锟斤拷锟斤拷,116.5,40.5\n汤河口村,116.6,40.6\n", encoding="utf-8")
    (summary,) = inspect(path, crs="EPSG:4490").layers
    lost = next(problem for problem in summary.problems if problem.code == "text_lost")
    assert lost.facts == {"count": 1, "examples": ["锟斤拷锟斤拷"]}


@given(st.text(st.sampled_from("怀柔区滦平县兴隆密云水库"), min_size=1, max_size=8))
def test_undoing_a_misreading_gives_the_text_or_says_it_is_cut(text: str) -> None:
    for wrong in ("latin-1", "cp1252"):
        try:
            taken = text.encode().decode(wrong)
        except UnicodeDecodeError:
            continue
        assert misread.undo(taken, "ISO-8859-1", "UTF-8") == misread.Undone(text, cut=False)
    taken = text.encode().decode("gbk", errors="replace")
    undone = misread.undo(taken, "GBK", "UTF-8")
    assert undone is None or text.startswith(undone.text)
    assume(undone is not None and not undone.cut)
    assert undone is not None and undone.text == text


def test_right_text_is_never_taken_for_misread() -> None:
    court = hear([name.encode() for name in (*COUNTIES, *PLACES)])
    assert court is not None and court.is_conclusive and court.best.encoding == "UTF-8"
    assert not any(">" in one.encoding for one in court.readings)


# -- what the court says -------------------------------------------------------------------------------


def test_readings_show_the_same_values_and_say_why() -> None:
    names = ["怀柔区", "滦平县", "兴隆县"]
    court = hear([name.encode("gbk") for name in names], ["名称".encode("gbk")], said=Said("UTF-8", "cpg", "UTF-8"))
    assert court is not None
    best, *others = court.readings
    assert best.names == tuple(names) and best.fields == ("名称",)
    assert all(len(one.names) == 3 and len(one.fields) == 1 for one in others)
    evidence = {one.code: one for one in best.evidence}
    assert evidence["names_known"].facts == {"count": 3, "of": 3}
    assert evidence["not_said"].facts["word"] == "UTF-8" and not evidence["not_said"].speaks_for
    for one in court.readings:
        assert all(set(e.facts) == set(EVIDENCE_CODES[e.code]) for e in one.evidence)
    assert [one.score for one in court.readings] == sorted((one.score for one in court.readings), reverse=True)


def test_a_cpg_that_decodes_but_makes_no_sense_loses() -> None:
    """UTF-8 bytes in pairs are GBK too: “鍖椾含” for 北京."""
    names = ["北京", "滦平", "密云", "兴隆"]
    court = hear([name.encode() for name in names], said=Said("GBK", "cpg", "GBK"))
    assert court is not None and court.best.encoding == "UTF-8" and court.is_conclusive
    assert court.reading("GBK") is not None, "and can still be chosen"


def test_other_languages_in_utf8_are_believed_and_noise_is_not() -> None:
    for text in ("Монгольский район", "خوتەن ناھىيىسى", "ལྷ་ས་གྲོང་ཁྱེར"):
        court = hear([word.encode() for word in text.split()])
        assert court is not None and court.best.encoding == "UTF-8" and court.is_conclusive, text
    noise = hear([bytes(range(0xA1, 0xB1)), bytes(range(0xF1, 0xFE))])
    assert noise is None or not noise.is_conclusive


def test_plain_ascii_needs_no_court() -> None:
    assert hear([b"Huairou", b""], [b"NAME"]) is None


def test_common_characters_are_those_of_the_standards() -> None:
    assert len(hanzi._level("gb2312", 0xB0, 0xD7)) == 3755  # GB 2312-80, level 1
    assert len(hanzi._level("big5", 0xA4, 0xC6)) >= 5401  # and the numerals in C6
    assert hanzi.is_known("怀柔区") and hanzi.is_known("懷柔區") and not hanzi.is_known("汤河口村")
    assert hanzi.is_known("丰宁满族", cut=True) and not hanzi.is_known("丰宁满族")


# -- a table of its own --------------------------------------------------------------------------------


def people(path: Path, encoding: str = "gbk") -> Path:
    frame = pd.DataFrame(
        {"代码": ["110116", "130824", "130822"], "县名": ["怀柔区", "滦平县", "兴隆县"], "人口": [440, 280, 290]}
    )
    import pyogrio

    pyogrio.write_dataframe(frame, path.with_suffix(".dbf"), driver="ESRI Shapefile", encoding=encoding)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    return path.with_suffix(".dbf")


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_a_dbf_alone_is_a_table(tmp_path: Path, encoding: str) -> None:
    path = people(tmp_path / "人口.dbf", encoding)
    inspection = inspect(path)
    assert inspection.format == "dbf"
    (summary,) = inspection.layers
    assert summary.shape is Shape.TABLE and summary.proposed_role is Role.POPULATION
    (layer,) = read(path)
    assert layer.frame is not None
    assert layer.frame["code"].tolist() == ["110116", "130824", "130822"]
    assert layer.frame["name"].tolist() == ["怀柔区", "滦平县", "兴隆县"]
    assert layer.source.encoding == encoding.upper()


def test_a_dbf_with_coordinates_is_points(tmp_path: Path) -> None:
    import pyogrio

    frame = pd.DataFrame({"名称": ["汤河口村", "琉璃庙村"], "经度": [116.63, 116.67], "纬度": [40.73, 40.64]})
    pyogrio.write_dataframe(frame, tmp_path / "村.dbf", driver="ESRI Shapefile", encoding="gbk")
    (layer,) = read(tmp_path / "村.dbf", ReadChoice(crs="EPSG:4490"))
    assert layer.frame is not None and layer.shape is Shape.POINT
    assert layer.frame["name"].tolist() == ["汤河口村", "琉璃庙村"]
    assert layer.frame.geometry.x.tolist() == pytest.approx([116.63, 116.67])


def test_a_dbf_beside_its_shapes_is_a_part_of_them(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"name": ["甲"]}, geometry=[shapely.Point(116, 40)], crs=4490)
    frame.to_file(tmp_path / "村.shp", encoding="utf-8")
    assert inspect(tmp_path / "村.dbf").problems[0].facts["reason_code"] == "shapefile_part"
    people(tmp_path / "人口.dbf")
    inspection = inspect(tmp_path)
    assert sorted(layer.name for layer in inspection.layers) == ["人口", "村"]
    assert not any(problem.severity == "error" for problem in inspection.problems)


@pytest.mark.parametrize("raw", [b"", b"\x03", b"\x03" + b"\0" * 40, b"not a table at all, only its name says so" * 3])
def test_a_dbf_that_is_none_is_refused(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "x.dbf").write_bytes(raw)
    inspection = inspect(tmp_path / "x.dbf")
    assert not inspection.layers and inspection.problems[0].severity == "error"


def test_one_layer_of_a_folder_is_looked_at_again(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"name": ["坭塘"]}, geometry=[shapely.Point(116, 40)], crs=4490)
    for name in ("甲", "乙"):
        frame.to_file(tmp_path / f"{name}.shp", encoding="gbk")
        (tmp_path / f"{name}.cpg").unlink()
    (again,) = inspect(tmp_path, encoding="BIG5", layer="乙").layers
    assert again.name == "乙" and again.encoding == "BIG5" and again.sample_names != ("坭塘",)
    both = inspect(tmp_path).layers
    assert [one.name for one in both] == ["乙", "甲"] or [one.name for one in both] == ["甲", "乙"]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(tmp_path: Path, codec: str) -> None:
    (tmp_path / "村.csv").write_bytes("名称,经度,纬度\n汤河口村,116.63,40.73\n".encode(codec))
    (layer,) = read(tmp_path / "村.csv", ReadChoice(crs="EPSG:4490"))
    assert layer.frame is not None and layer.frame["name"].tolist() == ["汤河口村"]


# -- real files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["nfgis_county1999_gbk_noprj", "hyd1_4l_gbk_noprj", "hyd2_4l_gbk_noprj", "hyd2_4p_gbk_noprj"]
)
def test_real_gbk_files_need_no_click(name: str) -> None:
    for shp in shared(f"dirty/{name}").glob("*.shp"):
        verdict = judge_shapefile(shp)
        assert verdict.encoding == "GBK" and verdict.court is not None and verdict.court.is_conclusive
        assert "encoding_detected" in {problem.code for problem in verdict.problems}


def test_the_real_gbk_csv() -> None:
    raw = shared("settlement/admin_seats_gcj02_gbk.csv").read_bytes()
    verdict = judge_text(raw)
    assert verdict is not None and verdict.court is not None
    assert verdict.encoding == "GBK" and verdict.court.is_conclusive
    assert decode_text(raw, "GBK") == (raw.decode("gbk"), 0)


# -- every kind of file with text ------------------------------------------------------------------------

KML = """<?xml version="1.0" encoding="{said}"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>{name}</name>
<Point><coordinates>116.63,40.73</coordinates></Point></Placemark></Document></kml>"""
PARCELS = """[属性描述]
坐标系=2000国家大地坐标系
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号=39
[地块坐标]
3,1.0000,D001,{name},面,,林地,0301,@
J1,1,4450000.00,39500000.00
J2,1,4450100.00,39500000.00
J3,1,4450100.00,39500100.00
"""


@pytest.mark.parametrize("encoding", ["UTF-8", "GBK"])
@pytest.mark.parametrize("kind", ["kml", "txt", "geojson", "csv", "shp", "dbf"])
def test_every_kind_of_file_brings_its_readings(tmp_path: Path, kind: str, encoding: str) -> None:
    path, name = tmp_path / f"村.{kind}", "汤河口村"
    if kind == "kml":
        path.write_bytes(KML.format(said="UTF-8", name=name).encode(encoding))
    elif kind == "txt":
        path.write_bytes(PARCELS.format(name=name).encode(encoding))
    elif kind == "csv":
        path.write_bytes(f"名称,经度,纬度\n{name},116.63,40.73\n".encode(encoding))
    elif kind == "dbf":
        people(path, encoding)
        name = "滦平县"
    else:
        frame = gpd.GeoDataFrame({"name": [name]}, geometry=[shapely.Point(116.63, 40.73)], crs=4490)
        frame.to_file(path, encoding=encoding if kind == "shp" else "utf-8")
        if kind == "geojson":
            path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    (summary,) = inspect(path).layers
    court = summary.text
    assert court is not None and court.is_conclusive and court.best.encoding == encoding
    assert summary.encoding == encoding and name in court.best.names
    assert len(court.readings) > 1 and all(name not in one.names for one in court.readings[1:])
    # The planner's word wins over all of it, and is kept with the layer.
    other = court.readings[1].encoding
    (changed,) = inspect(path, encoding=other).layers or (None,)
    if kind in ("shp", "geojson", "kml"):  # elsewhere the columns that make it a layer are not found so
        assert changed is not None and changed.encoding == other and name not in changed.sample_names
        (layer,) = read(path, ReadChoice(encoding=other))
        assert layer.source.encoding == other
        assert {"code": "encoding_given", "severity": "info", "used": other} in layer.source.notes
