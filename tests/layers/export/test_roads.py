"""The list of roads as a file: what it says of two roads, and in each format the same."""

from __future__ import annotations

import csv
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from openpyxl import load_workbook

from app.sheets.words import load_words
from layers.errors import ExportError
from layers.export.roads import ENDINGS, write_roads
from layers.zones.model import ROAD_COLUMNS

A, B = "110116", "130826"
NAMES = {A: "怀柔区", B: "丰宁满族自治县"}


def roads() -> gpd.GeoDataFrame:
    common = {
        "layer_uid": "l",
        "counties": [A, B],
        "border": f"{A}|{B}",
        "level": "province",
        "lead": A,
        "supports": [B],
        "hazard_share": {A: 0.5, B: 0.5},
        "exposure_share": {A: 1.0, B: 0.0},
        "responsibility": {A: 0.7, B: 0.3},
    }
    rows = [
        {
            **common,
            "uid": "u1",
            "object_uid": "o1",
            "road_uid": "r1",
            "name": "=G111",
            "road_class": "国道",
            "kind": "crossing",
            "length_m": 0.0,
            "hazard": "液氯",
            "hazard_from": "attribute",
            "zone_class": "S1",
            "geometry": shapely.Point(116.5, 40.65),
        },
        {
            **common,
            "uid": "u2",
            "object_uid": "o2",
            "road_uid": "r2",
            "name": "X001",
            "road_class": "县道",
            "kind": "following",
            "length_m": 612.34,
            "hazard": "",
            "hazard_from": "",
            "zone_class": "S2",
            "geometry": shapely.LineString([(116.5, 40.60), (116.5, 40.62)]),
        },
    ]
    return gpd.GeoDataFrame(pd.DataFrame(rows, columns=list(ROAD_COLUMNS)), geometry="geometry", crs=4490)


def listed(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_road_has_a_class_only_with_a_hazard_on_it(tmp_path: Path) -> None:
    first, second = listed(write_roads(tmp_path / "a.csv", roads(), {}, NAMES, load_words("zh_CN")))
    assert (first["危险因素"], first["依据"], first["情境"]) == ("液氯", "道路资料", "S1 致灾因子跨界")
    assert (first["牵头"], first["配合"], first["责任比例"]) == ("怀柔", "丰宁", "怀柔 70.0%、丰宁 30.0%")
    assert (first["与界线关系"], first["相关县"], first["界线等级"]) == ("穿过", "怀柔–丰宁", "省界")
    assert (second["与界线关系"], second["长度/m"], second["危险因素"], second["情境"], second["牵头"]) == (
        *("沿界", "612.3", "", "", ""),
    )
    assert (second["经度"], second["纬度"]) == ("116.5", "40.61")  # the middle of the stretch
    assert first["道路"] == "'=G111"  # no formula in a spreadsheet


def test_a_mark_by_hand_changes_what_the_list_says(tmp_path: Path) -> None:
    marks = {"r1": {"carries": False}, "r2": {"carries": True}}
    first, second = listed(write_roads(tmp_path / "a.csv", roads(), marks, NAMES, load_words("en")))
    assert (first["Hazard"], first["Known from"], first["Class"]) == ("", "Marked by hand", "")
    assert (second["Hazard"], second["Known from"]) == ("Dangerous goods", "Marked by hand") and second["Class"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_holds_both_roads(tmp_path: Path, ending: str) -> None:
    path = write_roads(tmp_path / f"a{ending}", roads(), {}, NAMES, load_words("zh_CN"))
    if ending == ".csv":
        assert len(listed(path)) == 2
    elif ending == ".xlsx":
        book = load_workbook(path)
        assert book.sheetnames == ["跨界与沿界道路", "说明"] and book.worksheets[0].max_row == 3
    else:
        read = gpd.read_file(path)
        assert read.geometry.geom_type.tolist() == ["Point", "LineString"] and read.crs.to_epsg() == 4490


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.doc"):
        write_roads(tmp_path / "a.doc", roads(), {}, NAMES, load_words("zh_CN"))
    assert not list(tmp_path.iterdir())


def test_no_roads_is_an_empty_list(tmp_path: Path) -> None:
    assert listed(write_roads(tmp_path / "a.csv", roads().iloc[:0], {}, NAMES, load_words("zh_CN"))) == []
