"""Findings about patrol areas in the real window: listed, shown, previewed, settled, let stand; and while drawing."""

from dataclasses import replace

import pytest
import shapely
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication

from app.canvas.hit import geometry_of
from tests.app.canvas.conftest import move
from tests.app.test_map_tools import ALT, CTRL, LEFT, RIGHT, map_  # noqa: F401

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def two(map_):  # noqa: F811
    """Two areas over both counties that overlap on 0.03° × 0.005°, over a zone, in the list of findings."""
    document, window = map_.document, map_.window
    by_distance(map_)
    map_.south = document.add_patrol_area(shapely.box(116.48, 40.632, 116.52, 40.65), "南区")
    map_.north = document.add_patrol_area(shapely.box(116.485, 40.645, 116.515, 40.668), "北区")
    window.left.show_page("findings")
    settle(map_)
    return map_


def by_distance(hand):
    """Derive zones by distance: they are round, and the areas of these tests lie well inside."""
    document, window = hand.document, hand.window
    document.set_parameters(replace(document.parameters(), forest_reach="distance"))
    with hand.qtbot.waitSignal(window.analysis.finished, timeout=30_000):
        window.actions_["analyse"].trigger()


def settle(hand):
    window = hand.window
    hand.qtbot.waitUntil(lambda: window.numbers.is_ready, timeout=10_000)
    hand.qtbot.wait(200)
    hand.qtbot.waitUntil(lambda: window.checks.is_idle, timeout=10_000)


def codes(hand):
    return [card.row.finding.code for card in hand.window.findings.checks.cards]


def card_of(hand, code):
    return next(card for card in hand.window.findings.checks.cards if card.row.finding.code == code)


def rest_on(widget):
    at = QPointF(widget.rect().center())
    QApplication.sendEvent(widget, QEnterEvent(at, at, widget.mapToGlobal(at)))


def test_an_overlap_is_listed_shown_previewed_and_cut_in_one_step(two):
    document, window = two.document, two.window
    assert codes(two) == ["overlap"]
    assert "1" in window.findings.checks.title.text() and window.findings.count >= 1
    card = card_of(two, "overlap")
    assert "南区" in card.row.text and "北区" in card.row.text and "hm²" in card.row.text
    assert len(two.canvas._marks.points()) == 1
    # A click goes there.
    two.canvas.zoom_by(0.3)
    two.qtbot.mouseClick(card.look, LEFT)
    overlap = two.canvas.to_metric(shapely.box(116.485, 40.645, 116.515, 40.65))
    two.qtbot.waitUntil(lambda: shapely.box(*two.canvas.view.extent).contains(overlap), timeout=3000)
    assert shapely.symmetric_difference(two.canvas._marks.current, overlap).area < 0.01 * overlap.area
    # Resting on a fix shows what would go, in red; leaving it shows it no longer.
    fix = card.fix_buttons[1]
    assert "北区" in fix.text() and "→" in fix.toolTip()
    two.qtbot.waitUntil(lambda: two.canvas._animation is None, timeout=3000)
    plain = two.canvas.grab().toImage()
    rest_on(fix)
    (goes,) = two.canvas._marks.goes
    assert goes.area == pytest.approx(overlap.area, rel=1e-3) and two.canvas._marks.comes == []
    assert two.canvas.grab().toImage() != plain
    QApplication.sendEvent(fix, QEvent(QEvent.Type.Leave))
    assert two.canvas._marks.goes == []
    # Pressing it does it: one step, said with figures, with a way back.
    before = [shapely.to_wkb(document.patrol_shape(uid)) for uid in (two.south, two.north)]
    steps = document.undo_stack.count()
    two.qtbot.mouseClick(fix, LEFT)
    assert document.undo_stack.count() == steps + 1 and "北区" in document.undo_stack.undoText()
    assert shapely.to_wkb(document.patrol_shape(two.south)) == before[0]
    assert "→" in window.toast.text and "hm²" in window.toast.text
    settle(two)
    assert codes(two) == [] and two.canvas._marks.points() == []
    two.qtbot.mouseClick(window.toast.button, LEFT)
    assert [shapely.to_wkb(document.patrol_shape(uid)) for uid in (two.south, two.north)] == before
    settle(two)
    assert codes(two) == ["overlap"], "it is checked again by itself"


def test_the_keyboard_previews_too(two):
    fix = card_of(two, "overlap").fix_buttons[0]
    two.window.activateWindow()
    fix.setFocus(Qt.FocusReason.TabFocusReason)
    two.qtbot.waitUntil(lambda: len(two.canvas._marks.goes) == 1)
    two.qtbot.keyClick(fix, Qt.Key.Key_Space)
    settle(two)
    assert codes(two) == []


def test_a_finding_is_let_stand_with_a_reason_kept_in_the_plan(two):
    document, panel = two.document, two.window.findings.checks
    card = card_of(two, "overlap")
    two.qtbot.mouseClick(card.ignore, LEFT)
    two.qtbot.keyClick(card.reason, Qt.Key.Key_Return)
    assert codes(two) == ["overlap"], "not without a reason"
    two.qtbot.keyClicks(card.reason, "both")
    two.qtbot.keyClick(card.reason, Qt.Key.Key_Return)
    settle(two)
    assert codes(two) == [] and two.canvas._marks.points() == []
    (accepted,) = document.check_rules().accepted
    assert accepted.reason == "both" and accepted.at
    assert document.on_writer(lambda: document.store.check_rules())["accepted"][0]["reason"] == "both", "in the file"
    document.undo_stack.undo()
    settle(two)
    assert codes(two) == ["overlap"]
    document.undo_stack.redo()
    settle(two)
    two.qtbot.mouseClick(panel.restore, LEFT)
    settle(two)
    assert codes(two) == ["overlap"] and not panel.restore.isVisible()


def test_the_limit_of_size_is_set_in_the_list(two):
    panel = two.window.findings.checks
    assert panel.limit.value() == pytest.approx(30_000)
    panel.limit.selectAll()
    two.qtbot.keyClicks(panel.limit, "500")
    two.qtbot.keyClick(panel.limit, Qt.Key.Key_Return)
    settle(two)
    assert sorted(codes(two)) == ["overlap", "too_large", "too_large"]
    assert two.document.analysis_state() == "fresh", "a limit of drawing makes no analysis stale"
    two.document.undo_stack.undo()
    settle(two)
    assert codes(two) == ["overlap"] and panel.limit.value() == pytest.approx(30_000)


def test_a_fix_of_what_has_changed_meanwhile_is_not_done(two):
    card = card_of(two, "overlap")
    (finding, fix) = card.row.finding, card.row.finding.fixes[0]
    moved = shapely.box(116.485, 40.647, 116.515, 40.668)
    two.document.set_patrol_geometry(two.north, moved)
    two.window.checking._apply(finding, fix)
    assert two.document.patrol_shape(two.south).bounds == (116.48, 40.632, 116.52, 40.65)
    settle(two)
    assert codes(two) == ["overlap"]


def test_removing_an_area_takes_its_findings_away(two):
    two.document.remove_patrol_area(two.north)
    assert codes(two) == [], "at once"
    settle(two)
    assert codes(two) == []


def test_the_list_speaks_the_language_and_survives_a_rebuild(two):
    two.window.rebuild()
    assert codes(two) == ["overlap"] and len(two.window.map.canvas._marks.signs) == 1


# -- while drawing ----------------------------------------------------------------------------------


def test_what_an_outline_in_hand_would_have_is_said_at_once(two):
    two.window.actions_["draw_patrol"].trigger()
    for place in ((116.505, 40.62), (116.53, 40.62), (116.53, 40.645)):
        two.click(*place)
    two.move(116.51, 40.645)
    live = two.window.patrol.live
    two.qtbot.waitUntil(lambda: "南区" in live.figures.findings.text(), timeout=20_000)
    assert "丰宁" in live.figures.findings.text(), "it would lie in one county alone"


def test_a_corner_in_hand_is_not_held_against_its_own_area(two):
    two.document.remove_patrol_area(two.north)
    two.window.patrol.choose(two.south)
    two.window.hands.choose_area(two.south)
    two.window.right.show_page("patrol")
    settle(two)
    two.qtbot.waitUntil(lambda: geometry_of(two.canvas.scene, "patrol_areas", two.north) is None, timeout=20_000)
    two.window.actions_["edit_vertices"].trigger()
    two.click(116.52, 40.65)
    two.move(116.525, 40.652)
    live = two.window.patrol.live
    two.qtbot.waitUntil(lambda: live.figures.isVisible() and bool(live.figures.area.text()), timeout=20_000)
    assert "南区" not in live.figures.findings.text()


def test_sides_that_cross_are_red_at_once_and_the_larger_part_can_be_kept(two):
    document, window = two.document, two.window
    window.actions_["draw_patrol"].trigger()
    for place in ((116.42, 40.61), (116.46, 40.63), (116.46, 40.61)):
        two.click(*place)
    two.move(116.42, 40.617)
    # The second side and the one to the cursor cross where both are at about (116.427, 40.614).
    shown = two.canvas.grab().toImage()
    at = two.px(116.445, 40.6225)
    reds = [shown.pixelColor(at.x() + dx, at.y() + dy) for dx in range(-3, 4) for dy in range(-3, 4)]
    assert any(one.red() > 180 and one.green() < 90 for one in reds)
    closing = two.px(116.46, 40.62)
    calm = [shown.pixelColor(closing.x() + dx, closing.y()) for dx in range(-3, 4)]
    assert not any(one.red() > 180 and one.green() < 90 for one in calm), "a side that crosses nothing keeps its colour"
    assert window.patrol.live.crossing.isVisible() and not window.patrol.live._hint.isVisible()
    two.click(116.42, 40.617)
    count = len(document.patrol_areas())
    two.click(116.40, 40.60, RIGHT)
    assert len(document.patrol_areas()) == count, "nothing is cut in silence"
    assert "hm²" in window.toast.text and window.toast.button.isVisible()
    two.qtbot.mouseClick(window.toast.button, LEFT)
    assert len(document.patrol_areas()) == count + 1
    kept = document.patrol_areas().geometry.iloc[-1]
    assert kept.is_valid and len(shapely.get_coordinates(kept)) == 4, "a triangle"


def sign_px(hand):
    """Where the one sign on the map stands, as a pixel of the map."""
    (place,) = hand.canvas._marks.points()
    return QPointF(*hand.canvas.view.to_px(*place)).toPoint()


def test_a_click_on_a_sign_opens_its_finding_with_its_fixes(two):
    window = two.window
    window.left.show_page("layers")
    window.actions_["select"].trigger()
    at = sign_px(two)
    move(two.canvas, at)
    assert two.canvas._marks.hot == 0 and "南区" in two.canvas._marks.hint
    assert two.canvas.cursor().shape() is Qt.CursorShape.PointingHandCursor
    lit = two.canvas.grab().toImage()
    two.qtbot.mouseClick(two.canvas, LEFT, pos=at)
    card = card_of(two, "overlap")
    assert window.left.current == "findings" and card.isVisible() and card.property("chosen")
    two.qtbot.waitUntil(lambda: card.look.hasFocus() or not window.isActiveWindow())
    assert two.canvas._marks.current is not None and two.canvas.selection == [], "the area below is not chosen instead"
    assert len(card.fix_buttons) == 2
    # Away from the sign the map answers as before.
    move(two.canvas, at + QPointF(60, 40).toPoint())
    assert two.canvas._marks.hot is None and two.canvas.grab().toImage() != lit
    assert two.canvas.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_a_sign_leaves_tools_that_draw_alone_and_brings_folded_sides_back(two):
    at = sign_px(two)
    two.window.actions_["draw_patrol"].trigger()
    move(two.canvas, at)
    assert two.canvas._marks.hot is None
    two.qtbot.mouseClick(two.canvas, LEFT, pos=at)
    assert len(two.canvas.tool.corners) == 1
    two.key(Qt.Key.Key_Escape)
    two.window.actions_["select"].trigger()
    two.window.actions_["map_only"].trigger()
    assert not two.window.left.isVisible()
    two.qtbot.waitUntil(lambda: two.canvas.width() > 1300)
    two.qtbot.mouseClick(two.canvas, LEFT, pos=sign_px(two))
    assert two.window.left.isVisible() and card_of(two, "overlap").isVisible()


def test_with_nothing_to_settle_the_list_below_has_the_room(map_):  # noqa: F811
    by_distance(map_)
    map_.document.add_patrol_area(shapely.box(116.48, 40.632, 116.52, 40.668), "好区")
    map_.window.left.show_page("findings")
    settle(map_)
    panel = map_.window.findings.checks
    assert panel.isVisible() and panel.cards == []
    map_.qtbot.waitUntil(lambda: panel.height() <= panel.sizeHint().height() + 2)
