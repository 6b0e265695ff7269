"""Without any file: counties from the built-in list, everything else recorded, zones, annex, and the plan again."""

from __future__ import annotations

import json

import pytest
import shapely

from app.dialogs.new_plan import NewPlanDialog
from app.tasks.agreement import files_request
from layers.kinds import Origin, RecordKind
from layers.plan import PlanStore
from layers.plan.content_hash import content_hash
from layers.plan.verify import verify
from tests.app.conftest import drawn
from tests.app.test_main_path import when_dialog
from tests.app.test_map_tools import Hand
from tests.app.test_recording import Recorder
from tests.e2e.running import lianfang

WEST, EAST = "110116", "130826"


def new_plan(program, qtbot, folder):
    """Begin a plan of two counties as a planner does."""

    def fill(dialog):
        for code in (WEST, EAST):
            dialog.picker.search.setText(code)
            qtbot.keyClick(dialog.picker.search, "\r")
        dialog.title.setText("无文件的规划")
        dialog.folder.setText(str(folder))
        dialog.buttons.button(dialog.buttons.StandardButton.Ok).click()

    seen = when_dialog(NewPlanDialog, fill, qtbot)
    program.window.actions_["new_plan"].trigger()
    assert seen
    qtbot.waitUntil(lambda: program.document.is_open and program.document.has_counties(), timeout=30_000)
    qtbot.waitUntil(lambda: program.window.map.canvas.scene.extent is not None, timeout=30_000)


def place_on_the_line(document) -> shapely.Point:
    """Return a place on the line between the two counties, away from third ones."""
    shapes = document.county_shapes()
    line = shapely.line_merge(shapely.intersection(shapes[WEST].boundary, shapes[EAST].boundary))
    longest = max(shapely.get_parts(line), key=lambda part: part.length)
    return longest.interpolate(0.5, normalized=True)


def test_a_plan_without_files_from_the_county_list_to_the_annex(program, qtbot, tmp_path):
    window, document = program.window, program.document
    new_plan(program, qtbot, tmp_path)
    line = place_on_the_line(document)
    canvas = window.map.canvas
    hand = Recorder(program, canvas, qtbot)
    assert isinstance(hand, Hand)
    at = canvas.to_metric(line)
    canvas.zoom_to((at.x - 8000, at.y - 8000, at.x + 8000, at.y + 8000))
    qtbot.waitUntil(lambda: drawn(canvas), timeout=20_000)

    def inside(code, degrees):
        """A place on one side, about so far from the line."""
        ring = shapely.segmentize(line.buffer(degrees).exterior, degrees / 20)
        near = shapely.intersection(ring, shapely.buffer(document.county_shapes()[code], -degrees / 4))
        return shapely.get_parts(near)[0].interpolate(0.5, normalized=True)

    # a forest across the line, typed; then villages and depots on both sides, by typing and by mouse
    hand.begin(RecordKind.FOREST)
    corners = shapely.get_coordinates(shapely.box(*line.buffer(0.02).bounds).exterior)[:-1]
    hand.type_place("\n".join(f"{lon:.6f}, {lat:.6f}" for lon, lat in corners))
    hand.type("name", "界山林")
    hand.card.confirm()
    places = {}
    for code, name in ((WEST, "西村"), (EAST, "东村")):
        places[name] = inside(code, 0.012)
        hand.begin(RecordKind.VILLAGE)
        hand.type_place(f"{places[name].y:.7f} {places[name].x:.7f}")
        hand.type("name", name)
        hand.type("people", "150")
        hand.enter()
    for code, name in ((WEST, "西库"), (EAST, "东库")):
        where = inside(code, 0.03)
        hand.begin(RecordKind.DEPOT)
        hand.click(where.x, where.y)
        hand.type("name", name)
        hand.enter()
    assert [row.county for row in hand.rows(RecordKind.DEPOT)] == [WEST, EAST]
    assert all(layer.origin is Origin.RECORDED for layer in document.recorded_layers().values())

    # zones use them
    with qtbot.waitSignal(window.analysis.finished, timeout=60_000):
        window.actions_["analyse"].trigger()
    qtbot.waitUntil(lambda: document.analysis_state() == "fresh")
    zones, parts = document.zones(), document.parts()
    zone = zones[zones["zone_class"].isin(["S1", "S2", "S3"])].iloc[0]
    assert sorted(zone["counties"]) == [WEST, EAST] and zone["people"] == pytest.approx(300.0) and zone["villages"] == 2
    own = parts[parts["zone_uid"] == zone["uid"]].set_index("county")
    assert own.loc[WEST, "depot_own"] == "西库" and own.loc[EAST, "depot_own"] == "东库"
    assert not own["depots_unknown"].any()

    # a patrol area around it goes out with the depots and where they come from
    area = document.add_patrol_area(shapely.box(*line.buffer(0.04).bounds), "界山联防区")
    request = files_request((area,), ("docx", "gpkg", "geojson"), tmp_path / "out", "zh_CN")
    with qtbot.waitSignal(window.exporter.finished, timeout=60_000):
        window.exporter.start(request)
    written = {path.suffix: path for path in (tmp_path / "out").iterdir()}
    assert {".docx", ".gpkg", ".geojson"} <= set(written)
    annex = text_of(written[".docx"])
    assert "东库" in annex and "手工登记：仓库" in annex and "在本规划中手工登记" in annex

    # closed and opened again it says the same, is sound, and the command line knows
    path, said = document.path, document.on_writer(lambda: content_hash(document.store))
    document.close()
    found = verify(path)
    assert not found.findings and found.content_hash == said
    with PlanStore.open(path, read_only=True) as again:
        titles = {record.title: record.feature_count for record in again.layers()}
    assert titles["手工登记：仓库"] == 2 and titles["手工登记：村庄"] == 2 and titles["手工登记：森林"] == 1
    told = json.loads(lianfang("info", path, "--json", cwd=tmp_path).stdout)
    depots = next(layer for layer in told["layers"] if layer["title"] == "手工登记：仓库")
    assert depots["origin"] == "recorded" and depots["features"] == 2 and depots["content_sha256"]
    assert "手工登记" in lianfang("info", path, cwd=tmp_path).stdout


def text_of(path):
    from docx import Document

    document = Document(path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])
