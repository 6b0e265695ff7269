"""Proposals for a patrol area in the real window: made, held against each other, changed by hand, put into the area."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import shapely
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from shapely import box

from app.canvas.proposals import Layout
from layers.errors import VersionFrozen
from layers.patrol.comparing import Piece
from layers.plan.alternatives import Origin
from layers.version_workflow import Person
from layers.versions import Thing, ThingKind
from tests.app.canvas.conftest import move
from tests.app.conftest import EAST, WEST
from tests.app.test_fire_window import chord, save_to
from tests.app.test_map_tools import ALT, LEFT, Hand, map_

__all__ = ["map_"]

NOW = box(116.48, 40.635, 116.52, 40.665)
OTHER = box(116.49, 40.64, 116.53, 40.67)


@pytest.fixture
def proposed(map_: Hand) -> Hand:
    """A patrol area that is chosen, the card open by its keys."""
    document, window = map_.document, map_.window
    map_.area = document.add_patrol_area(NOW, "云蒙山联防区")
    window.right.show_page("patrol")
    window.patrol.choose(map_.area)
    window.hands.choose_area(map_.area)
    chord(map_, "Ctrl+9, P")
    map_.control = window.proposing
    map_.card = window.proposing.card
    assert map_.card.isVisible() and "云蒙山联防区" in map_.card.title.text()
    settle(map_)
    return map_


def settle(hand: Hand) -> None:
    """Wait for the figures and for the map."""
    hand.qtbot.waitUntil(
        lambda: hand.window.numbers.is_ready and hand.control.task.is_idle and hand.canvas.is_settled, timeout=20_000
    )


def bits(hand: Hand) -> bytes:
    return shapely.to_wkb(hand.document.patrol_shape(hand.area))


def rows(hand: Hand):
    return hand.document.alternatives(hand.area)


def figure(hand: Hand, piece: Piece) -> float:
    assert hand.card._found is not None
    return hand.card._found.area_ha(piece)


def drag(hand: Hand, canvas, start, end, *, on_the_way) -> None:
    """Carry a corner on one of the maps, and look at the figures on the way."""

    def px(at) -> QPoint:
        metric = canvas.to_metric(shapely.Point(at))
        return QPoint(*(round(value) for value in canvas.view.to_px(metric.x, metric.y)))

    move(canvas, px(start), ALT)
    hand.qtbot.mousePress(canvas, LEFT, ALT, px(start))
    move(canvas, px(((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)), ALT)
    move(canvas, px(end), ALT)
    settle(hand)
    on_the_way()
    hand.qtbot.mouseRelease(canvas, LEFT, ALT, px(end))


def test_a_copy_is_changed_by_hand_and_put_into_the_area(proposed: Hand) -> None:
    document, card = proposed.document, proposed.card
    before = bits(proposed)
    chord(proposed, "Ctrl+9, C")
    (copy,) = rows(proposed)
    assert (copy.label, copy.origin, card.chosen("first"), card.chosen("second")) == ("A", Origin.COPIED, "", copy.uid)
    settle(proposed)
    assert figure(proposed, Piece.ONLY_SECOND) == 0.0 and card._found.agreed_share == 1.0

    chord(proposed, "Ctrl+9, B")
    assert proposed.canvas.tool is proposed.control.edit_tool
    steps, seen = document.undo_stack.count(), []
    corner = (116.52, 40.665)
    drag(
        proposed,
        proposed.canvas,
        corner,
        (116.53, 40.67),
        on_the_way=lambda: seen.append(figure(proposed, Piece.ONLY_SECOND)),
    )
    assert seen[0] > 10.0, "the figures follow while the corner moves"
    assert document.undo_stack.count() == steps + 1
    assert bits(proposed) == before, "the area itself stays"
    settle(proposed)
    assert figure(proposed, Piece.ONLY_SECOND) == pytest.approx(seen[0], rel=1e-6)

    moved = rows(proposed)[0].outline
    chord(proposed, "Ctrl+9, 2")
    changes = []
    document.changed.connect(changes.append)
    assert document.patrol_shape(proposed.area).equals(moved)
    taken, former = rows(proposed)
    assert (former.label, former.origin, shapely.to_wkb(former.outline)) == ("B", Origin.FORMER, before)
    assert document.chosen_alternative(proposed.area).uid == taken.uid
    assert card.chosen("first") == former.uid, "what was “as it is now” is held against it still"
    proposed.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert bits(proposed) == before and len(rows(proposed)) == 1
    assert changes[-1].code == "alternative_accepted" and changes[-1].direction == "undo"


def test_drawn_combined_and_refused_by_a_signed_area(proposed: Hand, monkeypatch) -> None:
    document, card = proposed.document, proposed.card
    refused: list[Exception] = []
    monkeypatch.setattr(proposed.window, "show_error", refused.append)
    document.add_alternative(proposed.area, OTHER, county=EAST)
    chord(proposed, "Ctrl+9, X")
    chord(proposed, "Ctrl+9, X")
    card.combos["second"].setCurrentIndex(1)
    settle(proposed)
    common = figure(proposed, Piece.COMMON)
    chord(proposed, "Ctrl+9, I")
    made = rows(proposed)[-1]
    assert made.origin is Origin.COMMON and card.chosen("second") == made.uid
    settle(proposed)
    assert figure(proposed, Piece.SECOND) == pytest.approx(common, rel=1e-6)
    assert figure(proposed, Piece.ONLY_SECOND) == pytest.approx(0.0, abs=1e-3)

    chord(proposed, "Ctrl+9, D")
    for place in ((116.47, 40.63), (116.50, 40.63), (116.50, 40.66)):
        proposed.click(*place)
    proposed.key(Qt.Key.Key_Return)
    assert rows(proposed)[-1].origin is Origin.DRAWN and len(rows(proposed)) == 3
    assert proposed.canvas.tool.key == "select"

    thing = Thing(ThingKind.PATROL_AREA, proposed.area, "云蒙山联防区")
    document.sign(thing, [Person("王五", WEST, "怀柔区")], "2026-05-01", "")
    before = bits(proposed)
    proposed.qtbot.mouseClick(card.buttons["accept", "second"], LEFT)
    assert [type(error) for error in refused] == [VersionFrozen]
    assert bits(proposed) == before
    proposed.qtbot.mouseClick(card.buttons["remove", "second"], LEFT)
    assert len(rows(proposed)) == 2, "drafts of a signed area come and go"


def test_the_line_is_moved_and_the_halves_go_together(proposed: Hand) -> None:
    document, card, control, window = proposed.document, proposed.card, proposed.control, proposed.window
    first = document.add_alternative(proposed.area, NOW, county=WEST)
    second = document.add_alternative(proposed.area, OTHER, county=EAST)
    control._fill(first, second)
    control._renew()
    settle(proposed)
    chord(proposed, "Ctrl+9, V")
    assert card.shown_layout is Layout.SWIPE
    divider = control._divider
    proposed.qtbot.waitUntil(lambda: divider.isVisible() and control.picture.share == pytest.approx(divider.share))
    at = divider.share
    proposed.qtbot.keyClick(divider, Qt.Key.Key_Right)
    assert control.picture.share == pytest.approx(at + 0.01)
    middle = divider.rect().center()
    proposed.qtbot.mousePress(divider, LEFT, pos=middle)
    move(divider, middle + QPoint(60, 0), Qt.KeyboardModifier.NoModifier)
    proposed.qtbot.mouseRelease(divider, LEFT, pos=middle)
    assert control.picture.share == pytest.approx(at + 0.01 + 60 / proposed.canvas.width(), abs=0.004)

    sides = (window.left.is_collapsed, window.right.is_collapsed)
    chord(proposed, "Ctrl+9, V")
    half = control.split.half
    assert card.shown_layout is Layout.SPLIT and half is not None and not divider.isVisible()
    proposed.qtbot.waitUntil(lambda: half.canvas.is_settled and half.width() > 200, timeout=20_000)
    settle(proposed)
    assert half.canvas.view.center == pytest.approx(proposed.canvas.view.center)
    half.canvas.pan_by(40, 0)
    assert half.canvas.view.center == pytest.approx(proposed.canvas.view.center)
    proposed.canvas.zoom_by(1.5)
    assert half.canvas.view.metres_per_px == pytest.approx(proposed.canvas.view.metres_per_px)

    control._show_all()
    proposed.qtbot.waitUntil(lambda: half.canvas.is_settled, timeout=20_000)
    settle(proposed)
    chord(proposed, "Ctrl+9, R")
    assert half.canvas.tool is control._half_tool and control._half_tool.target == first
    seen: list[float] = []
    drag(
        proposed,
        half.canvas,
        (116.48, 40.635),
        (116.478, 40.633),
        on_the_way=lambda: seen.append(figure(proposed, Piece.ONLY_FIRST)),
    )
    reshaped = document.alternative(first).outline
    assert not reshaped.equals(NOW) and seen[0] > 0.0
    chord(proposed, "Ctrl+9, B")
    assert proposed.canvas.tool is control.edit_tool and control.edit_tool.target == second

    proposed.qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible() and control.split.half is None
    assert (window.left.is_collapsed, window.right.is_collapsed) == sides
    assert proposed.canvas.beneath("proposals") is None and proposed.canvas.tool.key == "select"


def test_a_proposal_that_is_gone_is_said_to_be(proposed: Hand) -> None:
    """The table may still show it."""
    uid = proposed.document.add_alternative(proposed.area, OTHER, county=EAST)
    proposed.document.remove_alternative(uid)
    proposed.control.accept(uid)
    assert "不在" in proposed.window.toast.text or "no longer" in proposed.window.toast.text
    assert proposed.document.patrol_shape(proposed.area).equals(NOW)


def test_the_table_compares_copies_saves_and_accepts(proposed: Hand, tmp_path: Path, monkeypatch) -> None:
    document, control = proposed.document, proposed.control
    first = document.add_alternative(proposed.area, OTHER, county=EAST)
    chord(proposed, "Ctrl+9, T")
    dialog = control.table.dialog
    assert dialog is not None
    proposed.qtbot.waitUntil(lambda: dialog.table is not None, timeout=20_000)
    assert [column.title for column in dialog.table.rows_model.columns] == ["指标", "单位", "✓ 现状", "A · 丰宁"]
    area = dialog.table.visible_rows()[0]
    assert (area.measure, area.unit) == ("area_ha", "hm²")
    dialog.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[1].split("\t")[:2] == ["面积", "hm²"]
    assert float(lines[1].split("\t")[3]) == area.values[1]
    dialog.differences.setChecked(True)
    index = dialog.table.rows_model.index(0, 3)
    assert index.data().startswith(("+", "-", "−"))

    target = tmp_path / "比选.xlsx"
    save_to(monkeypatch, target)
    proposed.qtbot.mouseClick(dialog.book_button, LEFT)
    proposed.qtbot.waitUntil(lambda: target.exists() and not proposed.window.jobs.active, timeout=20_000)
    sheet = openpyxl.load_workbook(target).worksheets[0]
    assert [cell.value for cell in sheet[1]][:5] == ["指标", "县区", "单位", "现状", "A · 丰宁"]
    assert sheet["D2"].value == area.values[0]

    proposed.qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert document.patrol_shape(proposed.area).equals(OTHER)
    assert document.chosen_alternative(proposed.area).uid == first
    proposed.qtbot.waitUntil(
        lambda: dialog.table is not None and dialog.table.rows_model.columns[2].title == "✓ A · 丰宁", timeout=20_000
    )
    dialog.close()
    assert control.table.task._area == ""
