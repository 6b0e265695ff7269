from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
import pytest

from layers.errors import MissingCrs, NoGeometry
from layers.kinds import Role, Shape
from layers.sources import ReadChoice, inspect, read

CGCS = ReadChoice(crs="EPSG:4490")


def table(tmp_path: Path, text: str, name: str = "村庄.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def points(path: Path, choice: ReadChoice = CGCS) -> list[tuple[float, float]]:
    (layer,) = read(path, choice)
    assert layer.frame is not None
    return [(round(p.x, 6), round(p.y, 6)) for p in layer.frame.geometry]


@pytest.mark.parametrize(
    "header",
    [
        "经度,纬度",
        "lon,lat",
        "Longitude,Latitude",
        "X,Y",
        "东经,北纬",
        "lng,lat",
        "经度(°),纬度(°)",
        "lon_wgs84,lat_wgs84",
        "E,N",
    ],
)
def test_coordinate_columns_by_name(tmp_path: Path, header: str) -> None:
    assert points(table(tmp_path, f"名称,{header}\n甲,116.5,40.25\n")) == [(116.5, 40.25)]


def test_dms_text(tmp_path: Path) -> None:
    path = table(tmp_path, "名称,经度,纬度\n甲,116°30′00″E,40度15分\n乙,116.75,40.5\n")
    assert points(path) == [(116.5, 40.25), (116.75, 40.5)]


def test_surveyors_x_is_north(tmp_path: Path) -> None:
    path = table(tmp_path, "点号,X,Y\nJ1,40.25,116.5\n")
    assert points(path) == [(116.5, 40.25)]
    assert "axes_swapped" in {p.code for p in inspect(path).layers[0].problems}


def test_gauss_kruger_numbers_with_prefix_find_their_zone(tmp_path: Path) -> None:
    path = table(tmp_path, "点号,X,Y\nJ1,4457000.00,39500000.00\n")
    with pytest.raises(MissingCrs) as caught:
        read(path)
    assert caught.value.facts["candidates"] == ["EPSG:4527"]
    ((x, y),) = points(path, ReadChoice(crs="EPSG:4527"))
    assert x == pytest.approx(117.0)
    assert 40.2 < y < 40.3


def test_the_crs_of_a_table_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(MissingCrs):
        read(table(tmp_path, "lon,lat\n116.5,40.25\n"))


def test_chosen_columns_win(tmp_path: Path) -> None:
    path = table(tmp_path, "a,b,lon,lat\n116.5,40.25,1,2\n")
    assert points(path, ReadChoice(crs="EPSG:4490", x_field="a", y_field="b")) == [(116.5, 40.25)]
    with pytest.raises(NoGeometry, match="coordinate column"):
        read(path, ReadChoice(crs="EPSG:4490", x_field="nope", y_field="b"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    (layer,) = read(table(tmp_path, "村名,经度,纬度\n喇叭沟门,116.5,40.9\n", encoding=encoding), CGCS)
    assert layer.frame is not None
    assert layer.frame["name"].tolist() == ["喇叭沟门"]


@pytest.mark.parametrize("mark", ["\t", ";", "|"])
def test_delimiters(tmp_path: Path, mark: str) -> None:
    assert points(table(tmp_path, mark.join(["名称", "lon", "lat"]) + "\n" + mark.join(["甲", "116.5", "40.25"]))) == [
        (116.5, 40.25)
    ]


def test_rows_without_coordinates_are_counted(tmp_path: Path) -> None:
    (layer,) = read(table(tmp_path, "名称,lon,lat\n甲,116.5,40.25\n乙,,\n丙,inf,40\n丁,无,40\n"), CGCS)
    assert layer.frame is not None
    assert len(layer.frame) == 1
    assert [note["count"] for note in layer.source.notes if note["code"] == "rows_without_coordinates"] == [3]


def test_leading_zeros_stay(tmp_path: Path) -> None:
    (layer,) = read(table(tmp_path, "编号,lon,lat\n007,116.5,40.25\n"), CGCS)
    assert layer.frame is not None
    assert layer.frame["name"].tolist() == ["007"]


@pytest.mark.parametrize("text", ["名称,电话\n甲,1\n", "名称,lon,lat\n", "名称,lon,lat\n甲,无,无\n"])
def test_no_coordinates_is_a_clear_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(NoGeometry):
        read(table(tmp_path, text), CGCS)


def test_population_table_without_coordinates_is_kept_by_code(tmp_path: Path) -> None:
    (layer,) = read(table(tmp_path, "CODE,NAME,POPU\n110116,怀柔区,441040\n110228,密云,\n", name="census.csv"))
    assert (layer.shape, layer.role) == (Shape.TABLE, Role.POPULATION)
    assert layer.frame is not None
    assert layer.frame["code"].tolist() == ["110116", "110228"]
    assert layer.frame["people"][0] == 441040.0
    assert np.isnan(layer.frame["people"][1])
    assert layer.proposed_speaks_for == {"110116", "110228"}


def workbook(tmp_path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = tmp_path / "物资库.xlsx"
    book.save(path)
    return path


def test_workbook_with_a_title_row_and_numbers(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        {"库": [["2024年物资库一览表"], [], ["仓库名称", "经度", "纬度", "联系人"], ["甲库", 116.5, "40°15′", "张三"]]},
    )
    (layer,) = read(path, CGCS)
    assert layer.role is Role.DEPOT
    assert layer.frame is not None
    assert layer.frame[["name", "contact"]].iloc[0].tolist() == ["甲库", "张三"]
    assert layer.frame.geometry[0].y == pytest.approx(40.25)


def test_each_sheet_is_a_layer_and_notes_are_none(tmp_path: Path) -> None:
    rows = [["名称", "lon", "lat"], ["甲", 116.5, 40.25]]
    path = workbook(tmp_path, {"村庄": rows, "哨卡": rows, "说明": [["填表说明"], ["请勿改动"]], "空": []})
    assert [layer.title for layer in read(path, CGCS)] == ["村庄", "哨卡"]
    assert [layer.title for layer in read(path, ReadChoice(crs="EPSG:4490", layer="哨卡"))] == ["哨卡"]


@pytest.mark.parametrize(
    "cell",
    [
        "116.75,40.25",
        "116.75，40.25",
        "(116.75, 40.25)",
        "40.25,116.75",
        "116.75 40.25",
        "116°45′,40°15′",
        "116°45′ 40°15′",
        "E116°45′，N40°15′",
        "N40°15′ E116°45′",
        "北纬40度15分，东经116度45分",
        "东经116度45分北纬40度15分",
        "40°15′0.0″N 116°45′0.0″E",
        "Ｅ１１６．７５，Ｎ４０．２５",
        "POINT (116.75 40.25)",
        "116-45-00, 40-15-00",
    ],
)
def test_both_coordinates_in_one_column(tmp_path: Path, cell: str) -> None:
    assert points(table(tmp_path, f'名称,经纬度,备注\n甲,"{cell}",无\n')) == [(116.75, 40.25)]


def test_one_column_of_both_is_told_by_what_it_holds(tmp_path: Path) -> None:
    path = table(
        tmp_path, '名称,在哪里\n甲,"116.75,40.25"\n乙,"116.5,40.5"\n丙,不详\n丁,"116°45′,40°15′"\n戊,"116,40"\n'
    )
    assert points(path) == [(116.75, 40.25), (116.5, 40.5), (116.75, 40.25), (116.0, 40.0)]
    assert {"rows_without_coordinates"} <= {p.code for p in inspect(path, crs="EPSG:4490").layers[0].problems}


@pytest.mark.parametrize("cell", ["2024-05-06", "12,5人", "甲,乙", "1/2", "13800000000", "汤河口 长哨营", "116 45 22"])
def test_other_text_is_no_pair(tmp_path: Path, cell: str) -> None:
    with pytest.raises(NoGeometry):
        read(table(tmp_path, f'名称,说明\n甲,"{cell}"\n'), CGCS)


def test_every_notation_in_one_column(tmp_path: Path) -> None:
    cells = [
        "116°45′22.3″",
        "116-45-22.3",
        "116.756194",
        "E116°45.371667′",
        "１１６°４５′２２．３″",
        "116°45′22″.3",
        "东经116度45分22.3秒",
    ]
    rows = "".join(f"{k},{cell},40.25\n" for k, cell in enumerate(cells))
    assert {round(x, 5) for x, _ in points(table(tmp_path, "名称,经度,纬度\n" + rows))} == {116.75619}


def test_longitude_under_the_name_of_latitude(tmp_path: Path) -> None:
    path = table(tmp_path, "名称,纬度,经度\n甲,116.5,40.25\n")
    assert points(path) == [(116.5, 40.25)]
    assert "axes_swapped" in {p.code for p in inspect(path).layers[0].problems}


def merged(tmp_path: Path, rows: list[list[object]], *ranges: str, title: str = "库") -> Path:
    path = workbook(tmp_path, {title: rows})
    book = openpyxl.load_workbook(path)
    for one in ranges:
        book[title].merge_cells(one)
    book.save(path)
    return path


def test_merged_heads_of_two_rows_under_a_title(tmp_path: Path) -> None:
    path = merged(
        tmp_path,
        [
            ["2024年物资库一览表"],
            ["填报单位：怀柔区林业局", None, None, None, "填报日期：2024年5月"],
            ["序号", "仓库名称", "坐标", None, "联系方式", None],
            [None, None, "经度", "纬度", "联系人", "联系电话"],
            [1, "甲库", 116.5, 40.25, "张三", "60690000"],
            [2, "乙库", 116.6, 40.5, None, None],
        ],
        "A1:F1", "A3:A4", "B3:B4", "C3:D3", "E3:F3",
    )  # fmt: skip
    (layer,) = read(path, CGCS)
    assert layer.role is Role.DEPOT
    assert layer.frame[["name", "contact", "phone"]].iloc[0].tolist() == ["甲库", "张三", "60690000"]
    assert layer.frame.geometry.x.tolist() == [116.5, 116.6]


def test_a_group_only_beside_the_coordinates(tmp_path: Path) -> None:
    path = merged(
        tmp_path,
        [
            ["仓库名称", "经度", "纬度", "联系方式", None],
            [None, None, None, "联系人", "电话"],
            ["甲", 116.5, 40.25, "李四", "1"],
        ],
        "A1:A2", "B1:B2", "C1:C2", "D1:E1",
    )  # fmt: skip
    (layer,) = read(path, CGCS)
    assert layer.frame[["name", "contact", "phone"]].to_numpy().tolist() == [["甲", "李四", "1"]]


def test_degrees_minutes_and_seconds_in_columns_of_their_own(tmp_path: Path) -> None:
    path = merged(
        tmp_path,
        [
            ["点名", "东经", None, None, "北纬", None, None],
            [None, "度", "分", "秒", "度", "分", "秒"],
            ["甲", 116, 45, 0, 40, 15, 36],
            ["乙", 116, 30, None, 40, 30, None],
            ["丙", None, None, None, None, None, None],
        ],
        "A1:A2", "B1:D1", "E1:G1",
    )  # fmt: skip
    assert points(path) == [(116.75, 40.26), (116.5, 40.5)]


def test_a_row_of_words_is_no_second_head(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, {"表": [["名称", None, "经纬度"], ["甲", "无", "116.5,40.25"], ["乙", "无", "116.6,40.5"]]}
    )
    assert points(path) == [(116.5, 40.25), (116.6, 40.5)]


def test_a_title_above_a_table_without_coordinates(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, {"人口": [["2020年人口"], ["行政区划代码", "名称", "常住人口"], ["110116", "怀柔区", 441040]]}
    )
    (layer,) = read(path)
    assert (layer.shape, layer.frame["people"].tolist()) == (Shape.TABLE, [441040.0])


def test_a_cell_without_end_is_told_and_breaks_nothing(tmp_path: Path) -> None:
    path = table(tmp_path, 'name,lon,lat\n"open,116.5,40.5\n' + "a,116.5,40.5\n" * 20_000)
    assert [problem.code for problem in inspect(path).problems] == ["source_truncated"]


def test_parts_of_an_angle_in_columns_are_held_to_the_rules_of_one_cell(tmp_path: Path) -> None:
    text = "名称,经度,,,纬度,,\n,度,分,秒,度,分,秒\n甲,116,30,0,40,30,0\n乙,116,75,0,40,30,0\n丙,116.5,30,0,40,30,0\n"
    path = table(tmp_path, text)
    assert points(path) == [(116.5, 40.5)]
    told = {problem.code: problem.facts for problem in inspect(path).layers[0].problems}
    assert told["rows_without_coordinates"]["count"] == 2
