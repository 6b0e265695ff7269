"""What the window says of files that planners bring: kinds, questions and findings in plain Chinese."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app import messages
from app.dialogs.importing import ImportDialog
from app.headless.checking import FORMAT_NAMES, format_name
from app.tasks.importing import _look, _read_and_add
from layers.errors import SourceChanged
from layers.plan.store import PlanStore
from layers.sources.sniff import FORMATS

if TYPE_CHECKING:
    from app.application import Application

PARCELS = """[属性描述]
坐标系=2000国家大地坐标系
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号=38
[地块坐标]
4,2.0000,1,联防一区,面,,,,@
J1,1,4450000.00,39500000.00
J2,1,4450100.00,39500000.00
J3,1,4450100.00,39500100.00
J4,1,4450000.00,39500100.00
"""


def test_boundary_points_are_shown_with_what_they_contradict(program: Application, tmp_path: Path) -> None:
    path = tmp_path / "界址点.txt"
    path.write_text(PARCELS, encoding="gbk")
    dialog = ImportDialog(_look([path], lambda *_: None), parent=program.window)
    assert dialog.table.item(0, 1).text() == "界址点"
    assert dialog._rows[0].summary.epsg == 4527, "the numbers, not the header"
    told = dialog.problem_text
    assert "38" in told and "39" in told and "2.0000 ≠ 1.0000 hm²" in told
    assert dialog.buttons.buttons()[0].isEnabled()
    (want,) = dialog.wanted
    assert want.choice.crs is None, "the file said it: nothing is asked"
    dialog.deleteLater()


def test_every_format_has_a_name(qapp) -> None:
    named = {code for code in FORMATS if code in FORMAT_NAMES or format_name(code) != code}
    assert named == set(FORMATS) - {"package"}


def test_a_track_of_a_patrol_comes_in_as_layers(program: Application, tmp_path: Path) -> None:
    path = tmp_path / "巡护.gpx"
    path.write_text(
        '<gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1">'
        '<wpt lat="40.75" lon="116.5"><name>界桩12</name></wpt>'
        '<trk><name>轨迹</name><trkseg><trkpt lat="40.7" lon="116.5"/>'
        '<trkpt lat="40.8" lon="116.6"/></trkseg></trk></gpx>',
        encoding="utf-8",
    )
    dialog = ImportDialog(_look([path], lambda *_: None), parent=program.window)
    assert [dialog.table.item(row, 1).text() for row in range(dialog.table.rowCount())] == ["waypoints", "tracks"]
    assert "gpx" in dialog.problem_text and dialog.buttons.buttons()[0].isEnabled()
    assert [want.choice.layer for want in dialog.wanted] == ["waypoints", "tracks"]
    dialog.deleteLater()


def test_the_command_line_says_the_same(tmp_path: Path, capsys) -> None:
    from app.headless.checking import run

    path = tmp_path / "界址点.txt"
    path.write_text(PARCELS, encoding="gbk")
    assert run(Namespace(files=[path], json=False, lang="en")) == 0
    said = capsys.readouterr().out
    assert f"{path}: boundary points (TXT)" in said and "CGCS2000" in said
    assert "The header says zone 38, but the coordinates begin with 39: read in zone 39. Ask its owner." in said
    assert "联防一区 (2.0000 ≠ 1.0000 hm²)" in said


def test_a_file_changed_behind_the_dialog_is_not_read_with_the_old_answers(
    program: Application, tmp_path: Path
) -> None:
    path = tmp_path / "界址点.txt"
    path.write_text(PARCELS, encoding="gbk")
    dialog = ImportDialog(_look([path], lambda *_: None), parent=program.window)
    path.write_text(PARCELS.replace("联防一区", "另一个区"), encoding="gbk")
    plan = PlanStore.create(tmp_path / "p.lianfang.gpkg", title="p", reference_date=date(2026, 5, 1))
    try:
        with pytest.raises(SourceChanged) as caught:
            _read_and_add(program.window.document, plan, dialog.wanted, lambda *_: None)
        with plan.reader() as reader:
            assert reader.layers() == []
    finally:
        plan.close()
    assert "界址点.txt 在查看之后被改动" in messages.error_message(caught.value).sentence
    dialog.deleteLater()
