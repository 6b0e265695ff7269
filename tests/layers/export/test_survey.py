"""Files for surveyors and devices, read back; holes, parts, odd names."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pyogrio
import pytest
import shapely

from layers.export import survey
from layers.sources import read
from tests.layers.export.conftest import AREA, make_job, make_report

HOLED = shapely.MultiPolygon(
    [
        shapely.Polygon(
            [(116.62, 40.70), (116.72, 40.70), (116.72, 40.78), (116.62, 40.78)],
            [[(116.65, 40.72), (116.66, 40.72), (116.66, 40.73)]],
        ),
        shapely.box(116.75, 40.70, 116.77, 40.72),
    ]
)


@pytest.fixture(scope="module")
def holed():
    return make_job(area=HOLED, report=make_report(HOLED))


def test_txt_reads_back_within_a_millimetre(tmp_path, holed) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(survey.boundary_txt(holed))
    (layer,) = read(path)
    (shape,) = layer.frame.geometry
    assert sum(1 + len(part.interiors) for part in shapely.get_parts(shape)) == 3
    assert shapely.hausdorff_distance(shape, HOLED) * 111_000 < 0.0015


def test_txt_says_what_it_is(holed) -> None:
    text = survey.boundary_txt(holed).decode("gbk")
    assert "带号=39" in text and "坐标系=2000国家大地坐标系" in text
    rows = [line.split(",") for line in text.splitlines() if line.startswith("J")]
    assert len(rows) == len(holed.coordinates.points) == 13 + 1  # 5 + 4 + 5 rows, each ring closed
    assert all(len(x.split(".")[1]) == 3 for row in rows for x in row[2:])


def test_a_name_cannot_break_the_txt() -> None:
    from dataclasses import replace

    job = make_job(report=replace(make_report(AREA), name="甲,乙\n@丙"))
    lines = survey.boundary_txt(job).decode("gbk").splitlines()
    head = lines[lines.index("[地块坐标]") + 1]
    assert head.count(",") == 8 and head.endswith(",@")


def test_dxf_opens_with_its_rings(tmp_path, holed) -> None:
    path = tmp_path / "a.dxf"
    path.write_bytes(survey.dxf(holed))
    frame = pyogrio.read_dataframe(path)
    lines = frame[frame["Layer"].str.startswith("AREA")]
    assert len(lines) == 3 and (frame["Layer"] == "POINTS").sum() == 11
    assert lines.total_bounds[0] == pytest.approx(min(p.y_east_m for p in holed.coordinates.points), abs=0.001)


def test_gpx_opens_with_points_and_tracks(tmp_path, holed) -> None:
    path = tmp_path / "a.gpx"
    path.write_bytes(survey.gpx(holed))
    points = pyogrio.read_dataframe(path, layer="waypoints")
    assert list(points["name"])[:2] == ["J1", "J2"] and len(points) == 11
    assert len(pyogrio.read_dataframe(path, layer="tracks")) == 3
    first = holed.coordinates.points[0]
    assert points.geometry.iloc[0].x == pytest.approx(first.longitude_deg, abs=1e-9)


def test_kmz_holds_the_kml(holed) -> None:
    with zipfile.ZipFile(io.BytesIO(survey.kmz(holed))) as archive:
        assert archive.namelist() == ["doc.kml"] and b"<kml" in archive.read("doc.kml")


def test_workbook_has_figures_as_numbers_and_no_formulas() -> None:
    job = make_job(note="=1+1")
    book = openpyxl.load_workbook(io.BytesIO(survey.tables(job)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    sheet = next(sheet for sheet in book if "坐标" in sheet.title)
    assert sheet.auto_filter.ref and isinstance(sheet["E2"].value, float)
    counties = next(sheet for sheet in book if "分县" in sheet.title)
    assert counties["B2"].value == "110116"


def test_workbook_has_forces_matrix_and_no_numbers_of_people_unless_asked_for() -> None:
    held = {"county_name": "怀柔区", "kind_name": "装备", "item": "=风力灭火机", "model": "6MF", "quantity": 40.0,
            "unit": "台", "holder": "物资库", "mobilise_min": 10.0, "contact": "保管员 13800000000",
            "phone": "010-69641111", "checked": "2026-02-01", "note": ""}  # fmt: skip
    report = make_report()
    reached = {"110116": {"people": 100.0, "unknown": False}, "130826": {"people": 60.0, "unknown": False}}
    evidence = {"hazard_amount": {"110116": 3.0, "130826": 1.0}, "reached": reached, "silent_hazard": [],
                "silent_places": [], "silent_fuel": []}  # fmt: skip
    zones = report.zones.assign(evidence=[evidence, ""])
    for asked in (False, True):
        job = make_job(report=make_report(zones=zones), stock=(held,), with_phones=asked)
        book = openpyxl.load_workbook(io.BytesIO(survey.tables(job)))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not any(cell.data_type == "f" for cell in cells)
        said = {str(cell.value) for cell in cells}
        assert any("69640000" in text or "69641111" in text or "13800000000" in text for text in said) is asked
        forces = next(sheet for sheet in book if "力量" in sheet.title)
        assert forces["E2"].value == 40.0 and forces.auto_filter.ref
        matrix = next(sheet for sheet in book if "矩阵" in sheet.title)
        rows = [[cell.value for cell in row] for row in matrix.iter_rows()]
        assert [rows[1][1:3], rows[2][1:3]] == [[75.0, 45.0], [25.0, 15.0]]  # three quarters burn in the first


def test_coordinates_of_the_workbook_read_back_within_a_centimetre(holed) -> None:
    from layers.export.coordinates import parse_table

    book = openpyxl.load_workbook(io.BytesIO(survey.tables(holed)))
    sheet = next(sheet for sheet in book if "坐标" in sheet.title)
    again = parse_table([["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()])
    assert shapely.hausdorff_distance(again, HOLED) * 111_000 < 0.01


def test_gpx_kmz_and_dxf_are_within_a_millimetre(tmp_path, holed) -> None:
    from layers.crs import STORAGE_CRS, transform

    for name, write, layer in (("a.gpx", survey.gpx, "tracks"), ("a.kmz", survey.kmz, "联防区")):
        path = tmp_path / name
        path.write_bytes(write(holed))
        shapes = pyogrio.read_dataframe(path, layer=layer).geometry.values
        corners = shapely.MultiPoint(shapely.get_coordinates(shapes))
        assert shapely.hausdorff_distance(corners, shapely.MultiPoint(shapely.get_coordinates(HOLED))) * 111_000 < 0.001
    path = tmp_path / "a.dxf"
    path.write_bytes(survey.dxf(holed))
    frame = pyogrio.read_dataframe(path)
    corners = shapely.MultiPoint(shapely.get_coordinates(frame[frame["Layer"].str.startswith("AREA")].geometry.values))
    plane = transform(HOLED, STORAGE_CRS, "EPSG:4527")
    assert shapely.hausdorff_distance(corners, shapely.MultiPoint(shapely.get_coordinates(plane))) < 0.001
