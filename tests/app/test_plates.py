"""Map plates in the window: set up, dragged, kept, written, printed."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from app.cli import run as run_cli
from app.sheets.printing import set_paper
from app.tasks.plates import files_of
from layers.plates import Paper, PlateSpec, Series, Subject, SubjectKind
from tests.app.conftest import drawn as map_drawn

from .test_map_tools import LEFT, map_, move  # noqa: F401

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def hand(map_):  # noqa: F811
    """The small plan with an area that is chosen, and the window of plates with its sheet drawn."""
    uid = map_.document.add_patrol_area(shapely.box(116.48, 40.62, 116.53, 40.68), "两县林区")
    map_.uid = uid if isinstance(uid, str) else str(map_.areas()["uid"].iloc[0])
    map_.window.patrol.choose(map_.uid)
    map_.control = map_.window.plates
    map_.key(Qt.Key.Key_P, CTRL)
    map_.dialog = map_.control.dialog
    drawn(map_)
    return map_


def drawn(hand) -> None:
    """Wait until the newest choices are drawn."""
    dialog = hand.dialog
    hand.qtbot.waitUntil(lambda: dialog.is_drawn and dialog.plates is not None, timeout=20_000)


def choose(box, value) -> None:
    box.setCurrentIndex(box.findData(value))


def test_the_area_that_is_chosen_is_shown_and_its_frame_lies_on_the_map(hand):
    assert hand.dialog.isVisible()
    assert hand.dialog.spec.subject == Subject(SubjectKind.AREA, hand.uid)
    assert not hand.dialog.view.image.isNull() and "1:" in hand.dialog.told.text()
    assert hand.canvas.beneath("plate").boxes == [hand.dialog.plates.sheets[0].box]
    hand.dialog.close()
    assert hand.canvas.beneath("plate") is None


def test_paper_scale_and_what_is_declared_reach_the_sheet(hand):
    form = hand.dialog.form
    choose(form.paper, Paper.A3.value)
    choose(form.turned, True)
    form.scale.setEditText("1:4万")
    form.scale.lineEdit().editingFinished.emit()
    form.edits["parties"].setText("甲方、乙方")
    drawn(hand)
    made = hand.dialog.plates
    assert (made.spec.paper, made.spec.portrait, made.sheets[0].scale) == (Paper.A3, True, 40_000)
    assert made.plate().facts.parties == "甲方、乙方"
    assert "A3" in hand.dialog.told.text() and "1:40\u202f000" in hand.dialog.told.text()


def test_a_scale_that_is_none_is_told_and_changes_nothing(hand):
    form, before = hand.dialog.form, hand.dialog.plates.sheets[0].scale
    form.scale.setEditText("大一点")
    form.scale.lineEdit().editingFinished.emit()
    assert form.scale_hint.isVisible() and "大一点" in form.scale_hint.text()
    drawn(hand)
    assert hand.dialog.plates.sheets[0].scale == before


def test_a_drag_in_the_sheet_moves_the_ground_with_it(hand):
    view, before = hand.dialog.view, hand.dialog.plates.sheets[0]
    start = view.map_box.center().toPoint()
    hand.qtbot.mousePress(view, LEFT, pos=start)
    move(view, start + QPoint(30, 0), Qt.KeyboardModifier.NoModifier)
    hand.qtbot.mouseRelease(view, LEFT, pos=start + QPoint(30, 0))
    drawn(hand)
    after = hand.dialog.plates.sheets[0]
    # 30 pixels to the right: the frame goes west by as much ground.
    assert before.box[0] - after.box[0] == pytest.approx(30 / view.px_per_mm * before.scale / 1000, rel=1e-6)
    assert hand.dialog.form.centre.isEnabled()
    hand.dialog.form.centre.click()
    drawn(hand)
    assert hand.dialog.plates.sheets[0].box == before.box


def test_the_frame_is_dragged_on_the_map_and_enter_comes_back(hand):
    before = hand.dialog.plates.sheets[0].box
    hand.dialog.form.frame.click()
    assert not hand.dialog.isVisible() and hand.canvas.tool.key == "plate_frame"
    middle = QPoint(hand.canvas.width() // 2, hand.canvas.height() // 2)
    hand.qtbot.waitUntil(lambda: map_drawn(hand.canvas), timeout=10_000)
    move(hand.canvas, middle, Qt.KeyboardModifier.NoModifier)
    hand.qtbot.mousePress(hand.canvas, LEFT, pos=middle)
    move(hand.canvas, middle + QPoint(40, 20), Qt.KeyboardModifier.NoModifier)
    hand.qtbot.mouseRelease(hand.canvas, LEFT, pos=middle + QPoint(40, 20))
    hand.key(Qt.Key.Key_Return)
    assert hand.dialog.isVisible() and hand.canvas.tool.key == "select"
    drawn(hand)
    after = hand.dialog.plates.sheets[0].box
    mpp = hand.canvas.view.metres_per_px
    assert after[0] - before[0] == pytest.approx(40 * mpp, abs=0.5)
    assert after[1] - before[1] == pytest.approx(-20 * mpp, abs=0.5)


def test_a_plate_is_kept_in_one_step_opened_again_and_removed(hand):
    steps = hand.document.undo_stack.count()
    choose(hand.dialog.form.paper, Paper.A2.value)
    hand.dialog.names.setEditText("会议用图")
    hand.dialog.keep.click()
    assert hand.document.undo_stack.count() == steps + 1
    (kept,) = hand.document.plates()
    assert (kept.name, kept.paper) == ("会议用图", Paper.A2)
    hand.dialog.close()
    hand.window.actions_["map_plate"].trigger()
    assert hand.dialog.spec.paper is Paper.A2 and hand.dialog.names.currentText() == "会议用图"
    hand.document.undo_stack.undo()
    assert hand.document.plates() == []
    hand.document.undo_stack.redo()
    drawn(hand)
    hand.dialog.names.setCurrentIndex(0)
    hand.dialog.show_kept(kept)
    hand.dialog.remove.click()
    assert hand.document.plates() == [] and hand.document.undo_stack.count() == steps + 2


def test_a_series_is_paged_through_and_written_as_one_pdf(hand, tmp_path, monkeypatch):
    choose(hand.dialog.form.series, Series.GRID.value)
    hand.dialog.form.show_scale(20_000)
    drawn(hand)
    count = len(hand.dialog.plates.sheets)
    assert count > 2 and hand.dialog.on.isVisible() and not hand.dialog.form.frame.isEnabled()
    assert len(hand.canvas.beneath("plate").boxes) == count
    hand.dialog.on.click()
    drawn(hand)
    assert hand.canvas.beneath("plate").shown == 1
    path = tmp_path / "成套.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(path), ""))
    hand.dialog.save_button.click()
    hand.qtbot.waitUntil(path.exists, timeout=30_000)
    import pypdfium2

    assert len(pypdfium2.PdfDocument(path)) == count + 2


def test_pictures_of_a_series_are_not_written_over_unasked(hand, tmp_path, monkeypatch):
    choose(hand.dialog.form.series, Series.GRID.value)
    hand.dialog.form.show_scale(20_000)
    drawn(hand)
    there = files_of(tmp_path / "图.png", len(hand.dialog.plates.sheets))[1]
    there.write_text("mine")
    asked, written = [], []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(tmp_path / "图.png"), ""))
    monkeypatch.setattr("app.dialogs.ask.ask_overwrite", lambda _parent, path: asked.append(path))
    monkeypatch.setattr(hand.control, "write", written.append)
    hand.dialog.save_button.click()
    assert asked == [there] and written == [] and there.read_text() == "mine"


def test_cancelling_a_series_leaves_no_file(hand, tmp_path):
    choose(hand.dialog.form.series, Series.GRID.value)
    hand.dialog.form.show_scale(5_000)
    drawn(hand)
    hand.control.write(tmp_path / "viel.pdf")
    (job,) = (one for one in hand.program.jobs.active if one.title == hand.control.tr("Writing the plate"))
    ends = []
    job.cancelled.connect(lambda: ends.append("cancelled"))
    job.cancel()
    hand.qtbot.waitUntil(lambda: bool(ends), timeout=20_000)
    assert list(tmp_path.glob("viel*")) == []


def test_the_printer_is_looked_at_first_and_gets_the_sheet(hand, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    set_paper(printer, hand.dialog.plates)
    hand.control.printer = printer
    hand.control.look_before_printing()
    preview = hand.control.asking
    assert preview.isVisible() and "1:" in preview.told.text() and "297" in preview.told.text()
    preview.print_button.click()
    hand.qtbot.waitUntil(
        lambda: not hand.program.jobs.active and Path(printer.outputFileName()).exists(), timeout=20_000
    )


def test_a_sheet_too_large_for_the_printer_is_told_with_both_sizes(hand, monkeypatch):
    told = []
    monkeypatch.setattr(hand.window, "show_error", lambda error: told.append(error))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    set_paper(printer, hand.dialog.plates)
    choose(hand.dialog.form.paper, Paper.A2.value)
    drawn(hand)
    hand.control.printer = printer
    hand.control.look_before_printing()
    from app.messages import error_message

    message = error_message(told[0])
    assert "574 × 400 mm" in message.reason and "297 × 210 mm" in message.reason and "A2" in message.remedy


def test_what_can_no_longer_be_shown_is_told_in_the_sheet(hand):
    hand.document.remove_patrol_area(hand.uid)
    dialog = hand.dialog
    hand.qtbot.waitUntil(lambda: dialog.is_drawn and (dialog.plates is not None or dialog.view.said), timeout=20_000)
    assert dialog.spec.subject == Subject(), "the list no longer offers it"


def test_the_gap_map_is_one_key_away(hand):
    hand.dialog.close()
    hand.window.actions_["gap_plate"].trigger()
    drawn(hand)
    assert hand.dialog.spec.gaps == "forest" and "forest" in hand.dialog.plates.material.gaps


def test_the_command_line_writes_plates_that_are_kept_and_series(hand, tmp_path, capsys):
    hand.document.keep_plate(PlateSpec(name="甲", subject=Subject(SubjectKind.AREA, hand.uid)))
    hand.document.keep_plate(PlateSpec(name="乙", paper=Paper.A3, gaps="forest"))
    plan = str(hand.document.path)
    assert run_cli(["plates", plan, "--kept", "all", "--out", str(tmp_path / "out")]) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["乙.pdf", "甲.pdf"]
    out = tmp_path / "s.pdf"
    line = ["plates", plan, "--show", "area:两县林区", "--series", "grid", "--scale", "1:2万", "--out", str(out)]
    assert run_cli([*line, "--paper", "A3", "--portrait"]) == 0 and out.read_bytes().startswith(b"%PDF")
    for wrong in (["--show", "area:无"], ["--scale", "x"], ["--kept", "无"], ["--overlap", "80"]):
        assert run_cli(["plates", plan, *wrong, "--out", str(out)]) == 2
    assert "无" in capsys.readouterr().err


def test_verify_takes_the_text_of_a_code(hand, capsys):
    code = hand.dialog.plates.plate().facts.code
    plan = str(hand.document.path)
    assert run_cli(["verify", plan, "--hash", code.text]) == 0
    said = capsys.readouterr().out
    assert code.plate in said
    assert run_cli(["verify", plan, "--hash", code.text.replace(code.content_hash.upper(), "0" * 64)]) == 5
