"""Boundary points (界址点 TXT): squares on the central meridian of zone 39, whose figures are known by hand."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.crs import STORAGE_CRS, transform
from layers.errors import MissingCrs, NoGeometry, UnusableCrs, WrongExtension
from layers.export.coordinates import coordinate_table
from layers.geodesy import geodesic_area_m2
from layers.kinds import Role, Shape
from layers.sources import ReadChoice, inspect, read
from layers.sources.parcel_text import parse
from layers.sources.parcels import assembled

HEAD = """[属性描述]
格式版本号=1.01版本
数据产生单位=怀柔区自然资源局
数据产生日期=2024-05-06
坐标系=2000国家大地坐标系
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号=39
精度=0.01
转换参数=0,0,0,0,0,0,0
[地块坐标]
"""
N, E = 4_450_000.0, 39_500_000.0


def ring(x: float, y: float, side: float, number: int = 1, *, closed: bool = True) -> list[str]:
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    rows = [f"J{k},{number},{a:.2f},{b:.2f}" for k, (a, b) in enumerate(corners, start=1)]
    return [*rows, rows[0]] if closed else rows


SQUARE = ["5,1.0000,D001,联防一区,面,J50G001001,林地,0301,@", *ring(N, E, 100.0)]


def save(
    tmp_path: Path, rows: list[str], head: str = HEAD, *, encoding: str = "utf-8", name: str = "界址点.txt"
) -> Path:
    path = tmp_path / name
    path.write_bytes((head + "\n".join(rows) + "\n").encode(encoding))
    return path


def plane(path: Path, crs: str = "EPSG:4527", choice: ReadChoice | None = None) -> list[shapely.Geometry]:
    """Return what was read, back in metres and rounded to the millimetre."""
    (layer,) = read(path, choice)
    assert layer.frame is not None and layer.frame.crs == STORAGE_CRS
    back = transform(layer.frame.geometry.to_numpy(), STORAGE_CRS, crs)
    return [shapely.set_precision(shape, 0.001) for shape in back]


def findings(path: Path) -> dict[str, dict[str, object]]:
    inspection = inspect(path)
    found = [*inspection.problems, *(problem for layer in inspection.layers for problem in layer.problems)]
    return {problem.code: dict(problem.facts) for problem in found if problem.code.startswith(("parcel", "source"))}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_rule(tmp_path: Path, encoding: str) -> None:
    path = save(tmp_path, SQUARE, encoding=encoding)
    assert inspect(path).format == "parcels"
    (layer,) = read(path)
    assert layer.frame is not None
    assert layer.shape is Shape.POLYGON and layer.source.crs_used == "EPSG:4527"
    row = layer.frame.iloc[0]
    assert (row["name"], row["地块编号"], row["地块用途"], row["地块面积"]) == ("联防一区", "D001", "林地", 1.0)
    # On the central meridian of zone 39: X is north, so the square lies north and east of 117°E.
    west, _, east, _ = layer.frame.total_bounds
    assert west == pytest.approx(117.0, abs=1e-9) and 117.0011 < east < 117.0012
    assert plane(path)[0].equals(shapely.box(E, N, E + 100, N + 100))
    assert findings(path) == {}


def test_a_file_with_nothing_wrong_has_no_findings_in_any_dialect(tmp_path: Path) -> None:
    want = shapely.box(E, N, E + 100, N + 100)
    dialects = {
        "unclosed": ["4,1.0,1,甲,面,,,,@", *ring(N, E, 100.0, closed=False)],
        "twelve fields": ["4,1.0,1,甲,面,J50,林地,0301,备,注,三,@", *ring(N, E, 100.0)],
        "no @": ["4,1.0,1,甲,面,,,", *ring(N, E, 100.0)],
        "full-width": [row.replace(",", "，") for row in ["4,1.0,1,甲,面,,,,@", *ring(N, E, 100.0)]],
        "full-width digits": ["4,1.0,1,甲,面,,,,@", *(row.replace("1", "１") for row in ring(N, E, 100.0))],
        "blank lines": ["", "4,1.0,1,甲,面,,,,@", "", *"\n \n".join(ring(N, E, 100.0)).split("\n"), "@"],
        "tabs": [row.replace(",", "\t") for row in ["4,1.0,1,甲,面,,,,@", *ring(N, E, 100.0)]],
        "no ring": ["4,1.0,1,甲,面,,,,@", *(row.replace(",1,", ",", 1) for row in ring(N, E, 100.0))],
        "ring first": ["4,1.0,1,甲,面,,,,@", *(f"1,{row.replace(',1,', ',', 1)}" for row in ring(N, E, 100.0))],
        "heights": ["4,1.0,1,甲,面,,,,@", *(f"{row},52.31" for row in ring(N, E, 100.0))],
        "trailing commas": ["4,1.0,1,甲,面,,,,@", *(f"{row},,," for row in ring(N, E, 100.0))],
    }
    for dialect, rows in dialects.items():
        path = save(tmp_path, rows)
        assert plane(path)[0].equals(want), dialect
        assert findings(path) == {}, dialect


def test_without_zone_number_in_the_eastings_the_header_tells_the_zone(tmp_path: Path) -> None:
    path = save(tmp_path, [SQUARE[0], *ring(N, 500_000.0, 100.0)])
    assert read(path)[0].source.crs_used == "EPSG:4548"
    assert plane(path, "EPSG:4548")[0].equals(shapely.box(500_000, N, 500_100, N + 100))


@pytest.mark.parametrize("line", ["带号=", "带号=117", "中央子午线=117", "中央子午线=117°"])
def test_a_central_meridian_is_a_zone_too_and_nothing_at_all_is_asked(tmp_path: Path, line: str) -> None:
    path = save(tmp_path, [SQUARE[0], *ring(N, 500_000.0, 100.0)], HEAD.replace("带号=39", line))
    if line == "带号=":
        with pytest.raises(MissingCrs) as caught:
            read(path)
        assert "EPSG:4548" in caught.value.facts["candidates"]
        assert read(path, ReadChoice(crs="EPSG:4548"))[0].source.crs_used == "EPSG:4548"
    else:
        assert read(path)[0].source.crs_used == "EPSG:4548"


def test_the_numbers_win_over_the_zone_of_the_header_and_both_are_named(tmp_path: Path) -> None:
    path = save(tmp_path, SQUARE, HEAD.replace("带号=39", "带号=38"))
    assert read(path)[0].source.crs_used == "EPSG:4527"
    assert findings(path) == {"parcel_zone_conflict": {"stated": "38", "found": 39}}


def test_six_degree_zones_are_told_by_their_number(tmp_path: Path) -> None:
    path = save(tmp_path, [SQUARE[0], *ring(N, 20_500_000.0, 100.0)], HEAD.replace("带号=39", "带号=20"))
    assert read(path)[0].source.crs_used == "EPSG:4498"
    assert findings(path) == {"parcel_width_conflict": {"stated": 3, "found": 6, "zone": 20}}
    honest = HEAD.replace("几度分带=3", "几度分带=6").replace("带号=39", "中央子午线=117")
    assert read(save(tmp_path, [SQUARE[0], *ring(N, 500_000.0, 100.0)], honest))[0].source.crs_used == "EPSG:4509"


def test_east_before_north_is_seen(tmp_path: Path) -> None:
    rows = [",".join([*row.split(",")[:2], *row.split(",")[:1:-1]]) for row in ring(N, E, 100.0)]
    path = save(tmp_path, [SQUARE[0], *rows])
    assert plane(path)[0].equals(shapely.box(E, N, E + 100, N + 100))
    assert findings(path) == {"parcel_axes_swapped": {"count": 1}}


@pytest.mark.parametrize("system", ["1980西安坐标系", "80国家大地坐标系", "1954北京坐标系", "北京54"])
def test_old_datums_are_refused_as_everywhere(tmp_path: Path, system: str) -> None:
    path = save(tmp_path, SQUARE, HEAD.replace("2000国家大地坐标系", system))
    with pytest.raises(UnusableCrs) as caught:
        read(path)
    assert caught.value.facts["reason_code"] == "secret_parameters"
    name = "Xian 1980" if "80" in system else "Beijing 1954"
    assert caught.value.facts["found"].startswith(f"{name} / 3-degree Gauss-Kruger zone 39")


@pytest.mark.parametrize(
    ("system", "code"),
    [("北京地方坐标系", "parcel_system_unknown"), ("独立坐标系", "parcel_system_unknown"), ("", None)],
)
def test_systems_without_parameters_are_asked_for(tmp_path: Path, system: str, code: str | None) -> None:
    path = save(tmp_path, SQUARE, HEAD.replace("2000国家大地坐标系", system))
    with pytest.raises(MissingCrs) as caught:
        read(path)
    assert caught.value.facts["candidates"] == ["EPSG:4527"]  # the zone is told by the numbers, the datum is not
    assert set(findings(path)) == {"source_missing_crs"} | ({code} if code else set())


def test_another_projection_is_asked_for(tmp_path: Path) -> None:
    path = save(tmp_path, SQUARE, HEAD.replace("高斯克吕格", "UTM"))
    assert findings(path)["parcel_projection_unknown"] == {"found": "UTM"}
    assert inspect(path).layers[0].needs_crs


def test_holes_and_parts_are_told_by_where_rings_lie(tmp_path: Path) -> None:
    island = ring(N + 40, E + 40, 20.0, 3)
    rows = [
        "15,0,1,甲,面,,,,@",
        *ring(N, E, 100.0),
        *ring(N + 20, E + 20, 60.0, 2),
        *island,
        *ring(N, E + 200, 50.0, 4),
    ]
    path = save(tmp_path, rows)
    (shape,) = plane(path)
    assert shape.geom_type == "MultiPolygon" and len(shape.geoms) == 3
    assert shape.area == pytest.approx(10_000 - 3_600 + 400 + 2_500, abs=0.01)


def test_closed_rings_under_one_number_are_kept_apart(tmp_path: Path) -> None:
    rows = ["10,0.91,1,甲,面,,,,@", *ring(N, E, 100.0), *ring(N + 20, E + 20, 30.0)]
    path = save(tmp_path, rows)
    assert plane(path)[0].area == pytest.approx(10_000 - 900, abs=0.01)
    assert findings(path) == {}


def test_lines_and_points(tmp_path: Path) -> None:
    rows = ["2,0,1,界线,线,,,,@", *ring(N, E, 100.0, closed=False)[:2], "1,0,2,界桩,点,,,,@", f"J1,1,{N},{E}"]
    layers = read(save(tmp_path, rows))
    assert {layer.shape for layer in layers} == {Shape.LINE, Shape.POINT}


def test_degrees(tmp_path: Path) -> None:
    rows = ["4,0,1,甲,面,,,,@", "J1,1,40.0,117.0", "J2,1,40°06′,117.0", "J3,1,40.1,117°06′00″", "J4,1,40.0,117.1"]
    path = save(tmp_path, rows, HEAD.replace("=米", "=度"))
    assert read(path)[0].frame.total_bounds.tolist() == pytest.approx([117.0, 40.0, 117.1, 40.1], abs=1e-9)
    assert findings(path) == {}
    turned = ["4,0,1,甲,面,,,,@", *(",".join([*row.split(",")[:2], *row.split(",")[:1:-1]]) for row in rows[1:])]
    path = save(tmp_path, turned)
    assert read(path)[0].frame.total_bounds.tolist() == pytest.approx([117.0, 40.0, 117.1, 40.1], abs=1e-9)
    assert findings(path) == {
        "parcel_unit_conflict": {"stated": "米", "found": "°"}, "parcel_axes_swapped": {"count": 1}
    }  # fmt: skip


def test_kilometres(tmp_path: Path) -> None:
    rows = [SQUARE[0], "J1,1,4450.0,500.0", "J2,1,4450.1,500.0", "J3,1,4450.1,500.1", "J4,1,4450.0,500.1"]
    path = save(tmp_path, rows, HEAD.replace("=米", "=千米"))
    assert plane(path, "EPSG:4548")[0].equals(shapely.box(500_000, N, 500_100, N + 100))
    assert findings(path) == {}


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("1.0000", {}),
        ("1.0099", {}),
        ("10000", {"parcel_area_unit": {"unit": "m²"}}),
        ("15", {"parcel_area_unit": {"unit": "亩"}}),
        ("0", {}),
        ("", {}),
        ("1.0200", {"parcel_area_differs": {"count": 1, "names": ["联防一区 (1.0200 ≠ 1.0000 hm²)"]}}),
    ],
)
def test_areas_are_compared_on_the_ellipsoid(tmp_path: Path, stated: str, expected: dict[str, object]) -> None:
    path = save(tmp_path, [SQUARE[0].replace("1.0000", stated), *SQUARE[1:]])
    assert findings(path) == expected


def test_the_measured_area_is_that_of_the_ellipsoid(tmp_path: Path) -> None:
    # 1.5° off its meridian a plane of Gauss–Krüger is some 340 ppm too large: 100 km² state 3.4 ha too much.
    rows = ["4,1.0,1,甲,面,,,,@", *ring(N, E + 120_000.0, 10_000.0)]
    path = save(tmp_path, rows)
    (layer,) = read(path)
    measured = geodesic_area_m2(layer.frame.geometry[0].segmentize(0.001)) / 10_000
    told = float(str(findings(path)["parcel_area_differs"]["names"]).split()[-2])
    assert told == pytest.approx(measured, rel=1e-5) and told < 9_997.0


def test_contradictions_are_told_all_together(tmp_path: Path) -> None:
    rows = [
        "9,1.0,1,多点,面,,,,@", *ring(N, E, 100.0),
        "4,1.0,2,跨带,面,,,,@", *ring(N, E, 100.0, closed=False)[:3], f"J4,1,{N},38500000.00",
        "3,1.0,3,空的,面,,,,@",
        "2,1.0,4,半截,面,,,,@", *ring(N, E, 100.0, closed=False)[:2],
        "这一行什么也不是",
    ]  # fmt: skip
    path = save(tmp_path, rows)
    assert findings(path) == {
        "parcel_lines_unreadable": {"count": 1, "lines": ["28: 这一行什么也不是"]},
        "parcel_without_points": {"count": 1, "names": ["空的"]},
        "parcel_two_zones": {"count": 1, "names": ["跨带 (38 × 1 + 39 × 3)"]},
        "parcel_rings_short": {"count": 1, "names": ["半截"]},
        "parcel_count_differs": {"count": 1, "names": ["多点 (9 ≠ 4)"]},
    }
    (layer,) = read(path)
    assert layer.frame["name"].tolist() == ["多点"]


def test_parcels_of_two_zones_are_two_layers_at_their_places(tmp_path: Path) -> None:
    rows = [*SQUARE, "4,1.0,2,邻区,面,,,,@", *ring(N, 40_500_000.0, 100.0)]
    path = save(tmp_path, rows, HEAD.replace("带号=39\n", ""))
    layers = read(path)
    assert [layer.title for layer in layers] == ["界址点 EPSG:4527", "界址点 EPSG:4528"]
    assert [round(layer.frame.total_bounds[0], 6) for layer in layers] == [117.0, 120.0]


def test_joined_files_keep_their_own_headers(tmp_path: Path) -> None:
    second = HEAD.replace("带号=39", "带号=40")
    rows = [SQUARE[0], *ring(N, 500_000.0, 100.0), *second.splitlines(), SQUARE[0], *ring(N, 500_000.0, 100.0)]
    assert [layer.source.crs_used for layer in read(save(tmp_path, rows))] == ["EPSG:4548", "EPSG:4549"]


def test_points_without_any_parcel_line_are_one(tmp_path: Path) -> None:
    assert plane(save(tmp_path, ring(N, E, 100.0)))[0].area == pytest.approx(10_000)


def test_in_a_folder_a_note_is_no_layer_but_boundary_points_are(tmp_path: Path) -> None:
    save(tmp_path, SQUARE)
    (tmp_path / "说明.txt").write_text("请核对,勿改\n", encoding="utf-8")
    inspection = inspect(tmp_path)
    assert [layer.name for layer in inspection.layers] == ["界址点"]
    assert [p.facts["names"] for p in inspection.problems if p.code == "files_skipped"] == [["说明.txt"]]


def test_in_a_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "汇交.zip", "w") as archive:
        archive.write(save(tmp_path, SQUARE, encoding="gbk"), "怀柔/界址点.TXT")
    (layer,) = read(tmp_path / "汇交.zip")
    assert (layer.title, layer.frame["name"].tolist()) == ("界址点", ["联防一区"])


def test_content_decides_not_the_name(tmp_path: Path) -> None:
    with pytest.raises(WrongExtension):
        read(save(tmp_path, SQUARE, name="界址点.csv"))
    column = tmp_path / "表.txt"
    column.write_text("名称,地块坐标,lon,lat\n甲,x,116.5,40.25\n", encoding="utf-8")
    assert inspect(column).format == "csv"


@pytest.mark.parametrize(
    "rows",
    [
        [],
        ["5,1.0,1,甲,面,,,,@"],
        ["5,1.0,1,甲,面,,,,@", "J1,1,无,无"],
        ["@" * 50_000],
        ["," * 200_000 + "@"],
        ["9" * 10_000 + "," + "9" * 10_000 + ",1,甲,面,,,,@", "J1,1," + "9" * 10_000 + "," + "9" * 10_000],
    ],
)
def test_texts_without_points_are_a_clear_error(tmp_path: Path, rows: list[str]) -> None:
    with pytest.raises(NoGeometry):
        read(save(tmp_path, rows))


def test_absurd_numbers_are_no_hang_and_no_crash(tmp_path: Path) -> None:
    rows = ["4,1.0,1,甲,面,,,,@", "J1,1,1e300,1e300", "J2,1,-1e300,1e300", "J3,1,0.5,1e9", f"J4,1,{N},{E}"]
    inspection = inspect(save(tmp_path, rows, HEAD.replace("带号=39", "带号=" + "9" * 5000)))
    assert not inspection.is_usable or inspection.layers


def test_the_printed_table_of_an_area_comes_back(tmp_path: Path) -> None:
    outer = shapely.Polygon(
        [(116.9, 40.1), (117.2, 40.15), (117.1, 40.3), (116.95, 40.28)],
        [[(117.0, 40.2), (117.05, 40.2), (117.05, 40.25)]],
    )
    table = coordinate_table(shapely.MultiPolygon([outer, shapely.box(117.3, 40.1, 117.35, 40.12)]))
    rows = [f"{p.label},{p.ring},{p.x_north_m:.3f},{p.y_east_m:.3f}" for p in table.points]
    path = save(tmp_path, [f"{len(rows)},{table.area_ha:.4f},1,联防区,面,,,,@", *rows])
    (layer,) = read(path)
    original = shapely.MultiPolygon([outer, shapely.box(117.3, 40.1, 117.35, 40.12)])
    assert shapely.hausdorff_distance(layer.frame.geometry[0], original) < 1e-7
    assert findings(path) == {}


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet="J1234567890.,，@[]=-+e°面点线 \n\t属性描述地块坐标", max_size=300))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    found = parse(text)
    assert all(np.isfinite([*ring.first, *ring.second]).all() for parcel in found.parcels for ring in parcel.rings)
    assert all(len(ring.first) == len(ring.second) for parcel in found.parcels for ring in parcel.rings)


@settings(deadline=None, max_examples=80)
@given(
    corners=st.lists(st.tuples(st.integers(0, 999_999), st.integers(0, 999_999)), min_size=3, max_size=12, unique=True),
    closed=st.booleans(),
    full_width=st.booleans(),
    with_zone=st.booleans(),
)
def test_points_come_back_to_the_centimetre(
    corners: list[tuple[int, int]], closed: bool, full_width: bool, with_zone: bool
) -> None:
    east = 39_400_000 if with_zone else 400_000
    points = [(4_400_000 + a / 100, east + b / 100) for a, b in corners]
    shown = [*points, points[0]] if closed else points
    rows = [f"J{k},1,{a:.2f},{b:.2f}" for k, (a, b) in enumerate(shown, start=1)]
    text = HEAD + "\n".join([f"{len(rows)},0,1,甲,面,,,,@", *rows])
    (parcel,) = parse(text.replace(",", "，") if full_width else text).parcels
    (only,) = parcel.rings
    assert list(zip(only.first, only.second, strict=True)) == [(round(a, 2), round(b, 2)) for a, b in shown]


@settings(deadline=None, max_examples=40)
@given(st.permutations(range(4)))
def test_the_order_of_rings_does_not_matter(order: list[int]) -> None:
    boxes = shapely.box([0, 10, 20, 200], [0, 10, 20, 0], [100, 90, 30, 210], [100, 90, 30, 10])
    shape = assembled([shapely.get_coordinates(boxes[k]) for k in order])
    assert shape is not None and shape.is_valid
    assert shape.area == 10_000 - 6_400 + 100 + 100


def test_areas_of_patrol_come_in_as_boundary_points(tmp_path: Path) -> None:
    from layers.sources import read_patrol_areas

    areas = read_patrol_areas(save(tmp_path, SQUARE), ReadChoice())
    assert areas["name"].tolist() == ["联防一区"]


def test_a_parcel_whose_name_ends_like_a_county_is_none(tmp_path: Path) -> None:
    assert [layer.role for layer in read(save(tmp_path, SQUARE))] == [Role.OTHER]


def test_a_zone_and_a_meridian_that_contradict_each_other_are_asked(tmp_path: Path) -> None:
    head = HEAD.replace("带号=39", "带号=40\n中央子午线=117")
    square = [line.replace("39500", "500") for line in SQUARE]
    told = findings(save(tmp_path, square, head))
    assert told["parcel_meridian_conflict"] == {"stated": "117", "found": 120, "zone": 40}
    assert "source_missing_crs" in told, "250 km between them: never taken silently"
    told = findings(save(tmp_path, SQUARE, head))
    assert {"parcel_zone_conflict"} <= set(told) and "source_missing_crs" not in told, "the numbers know"
    assert "parcel_meridian_conflict" not in told
