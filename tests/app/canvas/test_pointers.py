"""Fingers and pens on the map, and the map enlarged for a wall."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.canvas import View
from app.canvas.strokes import cosmetic, pens_for
from app.canvas.tools import DrawPatrolTool
from app.canvas.tools.draw_patrol import DrawFreehandTool

from .conftest import at, box, move
from .test_tools import px

PLAIN = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def screen(qapp):
    return QTest.createTouchDevice()


class Touch:
    """Fingers by number; each call is one event."""

    def __init__(self, canvas, device):
        self._canvas, self._device = canvas, device

    def __call__(self, **steps: list[tuple[int, QPoint]]) -> None:
        sequence = QTest.touchEvent(self._canvas, self._device)
        for what, fingers in steps.items():
            for finger, place in fingers:
                if what == "stationary":
                    sequence.stationary(finger)
                else:
                    getattr(sequence, what)(finger, place, self._canvas)
        sequence.commit()

    def tap(self, place: QPoint) -> None:
        self(press=[(0, place)])
        self(release=[(0, place)])


@pytest.fixture
def touch(canvas, screen):
    return Touch(canvas, screen)


def test_a_tap_chooses_and_one_finger_drags(canvas, touch, qtbot) -> None:
    with qtbot.waitSignal(canvas.clicked_feature, timeout=20_000) as told:
        touch.tap(px(canvas, 2, 3))
    assert told.args == ["depots", "d1"]
    before = canvas.view.center
    told_more = []
    canvas.clicked_feature.connect(lambda *what: told_more.append(what))
    touch(press=[(0, QPoint(300, 300))])
    touch(move=[(0, QPoint(304, 302))])
    assert canvas.view.center == before, "a finger trembles"
    touch(move=[(0, QPoint(340, 320))])
    touch(release=[(0, QPoint(340, 320))])
    assert canvas.view.center == pytest.approx((before[0] - 40 * 40.0, before[1] + 20 * 40.0))
    assert told_more == [], "a drag is no click"


def test_two_fingers_move_and_magnify_about_their_middle(canvas, touch) -> None:
    fixed = canvas.view.to_map(400, 300)
    touch(press=[(0, QPoint(350, 300)), (1, QPoint(450, 300))])
    touch(move=[(0, QPoint(300, 300)), (1, QPoint(500, 300))])
    assert canvas.view.metres_per_px == pytest.approx(20.0)
    assert canvas.view.to_map(400, 300) == pytest.approx(fixed)
    touch(move=[(0, QPoint(330, 320)), (1, QPoint(530, 320))])
    assert canvas.view.to_map(430, 320) == pytest.approx(fixed), "moved with them"
    view = canvas.view
    touch(stationary=[(0, QPoint())], release=[(1, QPoint(530, 320))])
    touch(move=[(0, QPoint(200, 200))])
    touch(release=[(0, QPoint(200, 200))])
    assert canvas.view == view, "the finger that is left over moves nothing"


def test_a_finger_that_rests_asks_or_finishes(canvas, touch, qtbot) -> None:
    told = []
    canvas.context_requested.connect(lambda place, x, y: told.append((place, x, y)))
    touch(press=[(0, px(canvas, 4, 4))])
    canvas._fingers.rest.timeout.emit()  # what the clock would do
    touch(release=[(0, px(canvas, 4, 4))])
    ((place, x, y),) = told
    assert (x, y) == pytest.approx(at(4, 4), abs=40.0) and place == QPointF(px(canvas, 4, 4))
    tool = DrawPatrolTool(canvas)
    tool.snaps = False
    canvas.set_tool(tool)
    for corner in ((2, 2), (5, 2), (5, 5)):
        touch.tap(px(canvas, *corner))
    assert len(tool.corners) == 3
    with qtbot.waitSignal(tool.finished, timeout=20_000) as done:
        touch(press=[(0, px(canvas, 8, 8))])
        canvas._fingers.rest.timeout.emit()
        touch(release=[(0, px(canvas, 8, 8))])
    assert len(told) == 1
    assert canvas.to_metric(done.args[0]).area == pytest.approx(4.5e6, rel=0.05)


def test_a_hand_on_the_table_does_not_end_a_line(canvas, touch, qtbot) -> None:
    tool = DrawFreehandTool(canvas)
    canvas.set_tool(tool)
    view = canvas.view
    touch(press=[(0, QPoint(200, 200))])
    for place in (QPoint(300, 200), QPoint(300, 300)):
        touch(move=[(0, place)])
    touch(stationary=[(0, QPoint())], press=[(1, QPoint(600, 500))])
    touch(move=[(0, QPoint(210, 310)), (1, QPoint(620, 500))])
    assert canvas.view == view
    touch(stationary=[(0, QPoint())], release=[(1, QPoint(620, 500))])
    with qtbot.waitSignal(tool.finished, timeout=20_000):
        touch(move=[(0, QPoint(200, 250))])
        touch(release=[(0, QPoint(200, 250))])


def tablet(canvas, kind: QEvent.Type, place: QPointF, end=QPointingDevice.PointerType.Pen) -> None:
    position = QInputDevice.Capability.Position
    pen = QPointingDevice("pen", 3, QInputDevice.DeviceType.Stylus, end, position, 1, 2, "", QPointingDeviceUniqueId())
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletMove else LEFT
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else LEFT
    event = QTabletEvent(kind, pen, place, canvas.mapToGlobal(place), 0.5, 0, 0, 0.0, 0.0, 0.0, PLAIN, button, held)
    QApplication.sendEvent(canvas, event)


def test_a_pen_draws_with_the_tool_in_hand(canvas, qtbot) -> None:
    tool = DrawFreehandTool(canvas)
    canvas.set_tool(tool)
    places = [QPointF(200, 200), QPointF(300, 200), QPointF(300, 300), QPointF(200, 300)]
    tablet(canvas, QEvent.Type.TabletPress, places[0])
    for place in places[1:]:
        tablet(canvas, QEvent.Type.TabletMove, place)
    with qtbot.waitSignal(tool.finished, timeout=20_000) as done:
        tablet(canvas, QEvent.Type.TabletRelease, places[-1])
    assert canvas.to_metric(done.args[0]).area == pytest.approx(1.6e7, rel=0.01)


def test_whoever_asked_for_the_pen_has_it_first(canvas) -> None:
    heard = []

    def take(kind, event, is_eraser):
        heard.append((kind, event.x, is_eraser))
        return is_eraser

    canvas.pen.taker = take
    view = canvas.view
    for kind in (QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.TabletRelease):
        tablet(canvas, kind, QPointF(100, 100), QPointingDevice.PointerType.Eraser)
    assert [one[2] for one in heard] == [True] * 3 and canvas.view == view
    tablet(canvas, QEvent.Type.TabletPress, QPointF(100, 100))
    tablet(canvas, QEvent.Type.TabletMove, QPointF(160, 100))
    tablet(canvas, QEvent.Type.TabletRelease, QPointF(160, 100))
    assert canvas.view.center[0] == pytest.approx(view.center[0] - 60 * 40.0), "it drags as a mouse does"


# -- enlarged -------------------------------------------------------------------------------------


def test_an_enlarged_map_shows_the_same_ground_and_hears_the_mouse_where_it_is(canvas, qtbot) -> None:
    before = canvas.view
    canvas.set_magnification(2.0)
    assert canvas.view.extent == pytest.approx(before.extent) and canvas.view.size_px == (400.0, 300.0)
    assert canvas.view.dpr == 2.0 * before.dpr and canvas.room.width() == 400.0
    qtbot.waitUntil(lambda: canvas.is_settled, timeout=20_000)
    x, y = (2.0 * value for value in canvas.view.to_px(*at(2, 3)))
    with qtbot.waitSignal(canvas.clicked_feature, timeout=20_000) as told:
        move(canvas, QPoint(round(x), round(y)))
        qtbot.mouseClick(canvas, LEFT, PLAIN, QPoint(round(x), round(y)))
    assert told.args == ["depots", "d1"]
    fixed = canvas.view.to_map(100, 100)
    canvas.zoom_by(2.0, QPointF(100, 100))
    assert canvas.view.to_map(100, 100) == pytest.approx(fixed)
    canvas.set_view(before)
    canvas.resize(900, 600)
    assert canvas.view.size_px == (450.0, 300.0) and canvas.view.center == before.center
    canvas.resize(800, 600)
    canvas.set_magnification(1.0)
    canvas.set_view(before)
    assert canvas.view == before


def test_the_picture_of_an_enlarged_map_is_not_blurred(canvas, qtbot) -> None:
    """The edge of a box of one colour takes no more than the pixel its own smoothing needs."""
    canvas.set_magnification(2.0)
    canvas.set_view(View(at(5, 9.5), 20.0, (400.0, 300.0)))
    qtbot.waitUntil(lambda: canvas.is_settled, timeout=20_000)
    image = canvas.grab(QRect(0, 0, 800, 600)).toImage()
    left = canvas.view.to_px(box(1, 6, 9, 9.5).bounds[0], 0)[0] * 2.0
    y = round(canvas.view.to_px(0, at(0, 9)[1])[1] * 2.0)
    greens = [image.pixelColor(round(left) + k, y) for k in range(-6, 7)]
    jumps = [abs(a.blue() - b.blue()) for a, b in pairwise(greens)]
    assert max(jumps) >= 0.4 * sum(jumps) > 0


def test_pens_over_the_map_are_as_wide_as_they_say_on_any_screen(qapp) -> None:
    from PySide6.QtGui import QColor, QPen

    assert cosmetic(QPen(QColor("#000000"), 3.0)).widthF() == 3.0
    with pens_for(2.0):
        assert cosmetic(QPen(QColor("#000000"), 3.0)).widthF() == 6.0
    assert cosmetic(QPen(QColor("#000000"), 3.0)).widthF() == 3.0
