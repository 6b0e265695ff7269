"""``patrols`` without a window: figures, the workbook, GPX out and tracks back."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import numpy as np
import openpyxl
import pypdfium2
import pytest
import shapely
from PySide6.QtGui import QImage

from app.cli import run
from app.sheets.qr import QUIET, modules
from layers.kinds import RecordKind, Role, Shape
from layers.plan.store import PlanStore
from layers.recording.inventory import put_record
from layers.routes.measuring import RouteSettings, measure
from layers.routes.patrol_cards import code_text
from layers.routes.study import Route, patrol_study
from tests.app.conftest import fill, record
from tests.app.test_response_window import lines, points

#: Across the line at 116.5 and along a parallel: about 8.4 km.
ROUTE = shapely.LineString([(116.45, 40.65), (116.55, 40.65)])
TRACK = """<?xml version="1.0" encoding="UTF-8"?>
<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="x"><trk><name>一组</name><trkseg>
<trkpt lat="40.6501" lon="116.449"><time>2026-04-03T01:00:00Z</time></trkpt>
<trkpt lat="40.6501" lon="116.500"><time>2026-04-03T03:00:00Z</time></trkpt></trkseg></trk></gpx>"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A route across the line, a road that crosses the drawn area, a marker on the line, a checkpoint."""
    path = tmp_path / "测试.lianfang.gpkg"
    with PlanStore.create(path, title="测试", reference_date=date(2026, 4, 1)) as store:
        fill(store)
        with store.change("layers_added", titles=["道路"]):
            store.add_layer(record("道路", Role.ROAD, Shape.LINE), lines([(116.41, 40.66), (116.59, 40.66)]))
            store.add_layer(record("界桩", Role.BOUNDARY_MARKER, Shape.POINT), points(["界桩 7"], [(116.5, 40.651)]))
            store.add_layer(record("检查站", Role.CHECKPOINT, Shape.POINT), points(["西卡"], [(116.471, 40.66)]))
            store.add_layer(record("队伍", Role.TEAM, Shape.POINT), points(["西队"], [(116.45, 40.65)]))
        with store.change("record_added"):
            put_record(store, RecordKind.PATROL_ROUTE, ROUTE, {"name": "一线", "team": ""}, counties=None)
        with store.change("patrol_area_added", name="甲"):
            store.add_patrol_area("甲", shapely.box(116.47, 40.63, 116.53, 40.67))
    return path


def test_routes_are_measured_and_handed_over_at_the_marker(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, gpx = tmp_path / "patrols.xlsx", tmp_path / "routes.gpx"
    words = ["--lang", "en", "patrols", str(plan), "--level", "red", "--days", "7", "--out", str(target)]
    assert run([*words, "--gpx", str(gpx)]) == 0
    said = capsys.readouterr().out
    # 8.46 km at 5.037 km/h times 0.8.
    assert "一线: 8.5 km, 126 min on foot, 126 back" in said
    assert "2 entrances by road, 1 of them with a checkpoint" in said
    book = openpyxl.load_workbook(target)
    (route,) = book["Routes"].iter_rows(min_row=2, values_only=True)
    assert route[-1].startswith("界桩 7 (at 4.2 km)") and "crossing" not in route[-1]
    turns = list(book["Roster"].iter_rows(min_row=2, values_only=True))
    assert len(turns) == 28 and turns[0][0].date() == date(2026, 4, 1)
    west = [row for row in book["Frequency and forces"].iter_rows(min_row=2, values_only=True) if row[1] == "red"]
    assert sum(row[6] for row in west) == 12, "six people at each entrance"
    assert [row[0] for row in book["By village"].iter_rows(min_row=2, values_only=True)] == ["西村", "东村"]
    text = gpx.read_text(encoding="utf-8")
    assert "界桩 7" in text and 'lon="116.4500000"' in text and text.count("<trkpt") == 2


def test_routes_are_suggested(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "patrols.xlsx"
    words = ["--lang", "en", "patrols", str(plan), "--suggest", "2", "--longest", "4", "--out", str(target)]
    assert run(words) == 0
    assert "Suggested 1: " in capsys.readouterr().out
    rows = list(openpyxl.load_workbook(target)["Suggested routes"].iter_rows(min_row=2, values_only=True))
    assert rows and all(0 < row[1] <= 4.0 and row[2] > 0 for row in rows)


def test_a_card_for_each_route_with_a_code_a_phone_reads(plan: Path, tmp_path: Path) -> None:
    pdf, docx = tmp_path / "卡.pdf", tmp_path / "卡.docx"
    for path in (pdf, docx):
        assert run(["patrols", str(plan), "--cards", str(path)]) == 0
    text = "".join("".join(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(pdf))
    assert "一线" in text and "界桩 7" in text and "4.2" in text
    with PlanStore.open(plan, read_only=True) as store:
        found = patrol_study(store)
    said = code_text(found.routes[0], found.epsg, "一线").split("\n")
    assert said == ["一线", "40.65000,116.45000", "40.65000,116.55000"]
    with zipfile.ZipFile(docx) as parts:
        pictures = [name for name in parts.namelist() if name.startswith("word/media/")]
        assert len(pictures) == 2 and "一线" in parts.read("word/document.xml").decode()
        codes = [QImage.fromData(parts.read(name)) for name in pictures]
    (code,) = [one for one in codes if one.width() == one.height()]
    rows = modules("\n".join(said))
    side = code.width() // (len(rows) + 2 * QUIET)
    middle = QUIET * side + side // 2
    drawn = [
        bytes(code.pixelColor(middle + x * side, middle + y * side).lightness() < 128 for x in range(len(rows)))
        for y in range(len(rows))
    ]
    assert drawn == list(rows)


def test_a_winding_route_keeps_the_corners_that_matter() -> None:
    wave = shapely.LineString([(500_000 + 10 * k, 4_500_000 + 300 * np.sin(k / 40)) for k in range(2000)])
    route = Route("r", "弯", "", 0, wave, measure(wave, wave.length, settings=RouteSettings()))
    lines = code_text(route, 4548, "弯").split("\n")
    assert 3 <= len(lines) <= 17 and len("\n".join(lines).encode()) < 500


def test_a_track_is_held_against_the_route(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    track, target = tmp_path / "四月.gpx", tmp_path / "patrols.xlsx"
    track.write_text(TRACK, encoding="utf-8")
    words = ["--lang", "en", "patrols", str(plan), "--tracks", str(track)]
    assert run([*words, "--out", str(target)]) == 0
    assert "1 tracks" in (said := capsys.readouterr().out) and "walked 51%, 0 whole rounds" in said
    (row,) = openpyxl.load_workbook(target)["Effort against plan"].iter_rows(min_row=2, values_only=True)
    assert row[1] == pytest.approx(51, abs=1) and row[5] == pytest.approx(4.1, abs=0.15) and row[6].endswith("8.5 km")
    assert run([*words, "--from", "2026-04-10"]) == 0
    assert "0 tracks" in capsys.readouterr().out


def test_what_cannot_be_is_said(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "patrols", str(plan), "--from", "4月"]) == 2
    assert "2026-04-01" in capsys.readouterr().err
    assert run(["--lang", "en", "patrols", str(plan), "--out", str(tmp_path / "x.pdf")]) == 2
    bare = tmp_path / "空.lianfang.gpkg"
    with PlanStore.create(bare, title="空", reference_date=date(2026, 4, 1)) as store:
        fill(store)
    assert run(["--lang", "en", "patrols", str(bare)]) == 0
    assert "no patrol routes" in capsys.readouterr().err
