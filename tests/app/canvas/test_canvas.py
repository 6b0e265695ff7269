"""The map widget driven by real mouse, wheel and key events."""

import time

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from app.canvas import MapCanvas, View, build_scene
from app.canvas.tools import PanTool, SelectTool

from .conftest import at, device_px, move, shown_color

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton


def px(canvas, x_km, y_km):
    x, y = canvas.view.to_px(*at(x_km, y_km))
    return QPoint(round(x), round(y))


def wheel(canvas, position, notches, modifiers=Qt.KeyboardModifier.NoModifier, pixels=None):
    """Turn a wheel, or (``pixels``) slide on a touchpad."""
    phase = Qt.ScrollPhase.NoScrollPhase if pixels is None else Qt.ScrollPhase.ScrollUpdate
    event = QWheelEvent(
        QPointF(position),
        canvas.mapToGlobal(QPointF(position)),
        pixels or QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        modifiers,
        phase,
        False,
    )
    QApplication.sendEvent(canvas, event)


def drag(qtbot, canvas, start, end, button=LEFT, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.mousePress(canvas, button, modifier, start)
    for share in (0.3, 0.7, 1.0):
        move(canvas, start + (end - start) * share)
    qtbot.mouseRelease(canvas, button, modifier, end)


def test_the_first_scene_is_shown_whole(qtbot, plan, family):
    widget = MapCanvas(font_family=family)
    qtbot.addWidget(widget, before_close_func=lambda w: w.close_worker())
    widget.resize(400, 300)
    with qtbot.waitSignal(widget.settled, timeout=10_000):
        widget.show()
        widget.set_scene(build_scene(plan))
    xmin, ymin, xmax, ymax = widget.view.extent
    assert xmin < at(0, 0)[0] < at(20, 10)[0] < xmax
    assert ymin < at(0, 0)[1] < at(20, 10)[1] < ymax


def test_the_picture_on_screen_is_the_renderers(canvas):
    from app.canvas import RenderOptions, render_image

    expected = render_image(canvas.scene, canvas.view, RenderOptions(canvas.font_family, with_labels=False))
    k = canvas.view.dpr
    for x_km, y_km in ((2, 9), (5, 7.7), (0.2, 5)):
        p = px(canvas, x_km, y_km)
        color = expected.pixelColor(round(p.x() * k), round(p.y() * k)).name().upper()
        assert shown_color(canvas, p) == color


def test_the_wheel_zooms_about_the_cursor(canvas):
    cursor = QPoint(600, 150)
    before = canvas.view.to_map(600, 150)
    scale = canvas.view.metres_per_px
    wheel(canvas, cursor, 1)
    assert canvas.view.metres_per_px < scale
    assert canvas.view.to_map(600, 150) == pytest.approx(before, abs=1e-6)
    wheel(canvas, cursor, -1)
    assert canvas.view.metres_per_px == pytest.approx(scale)


def test_ctrl_and_wheel_zoom_finer(canvas):
    scale = canvas.view.metres_per_px
    wheel(canvas, QPoint(400, 300), 1, Qt.KeyboardModifier.ControlModifier)
    fine = scale / canvas.view.metres_per_px
    assert 1.0 < fine < 1.2


def test_a_touchpad_zooms_smoothly(canvas):
    scale = canvas.view.metres_per_px
    wheel(canvas, QPoint(400, 300), 0.1, pixels=QPoint(0, 8))
    assert 1.0 < scale / canvas.view.metres_per_px < 1.1


def test_zooming_out_stops_before_the_plan_is_a_speck(canvas):
    for _ in range(60):
        wheel(canvas, QPoint(400, 300), -1)
    width = canvas.scene.extent[2] - canvas.scene.extent[0]
    assert width / canvas.view.metres_per_px > 100


@pytest.mark.parametrize("button", [LEFT, MIDDLE])
def test_dragging_moves_the_map_with_the_cursor(qtbot, canvas, button):
    grabbed = canvas.view.to_map(400, 300)
    drag(qtbot, canvas, QPoint(400, 300), QPoint(460, 250), button)
    assert canvas.view.to_map(460, 250) == pytest.approx(grabbed, abs=device_px(canvas))


def test_a_drag_selects_nothing_and_a_click_does(qtbot, canvas):
    clicked = []
    canvas.clicked_feature.connect(lambda *feature: clicked.append(feature))
    drag(qtbot, canvas, px(canvas, 9, 4), px(canvas, 10, 4))
    assert clicked == []
    qtbot.mouseClick(canvas, LEFT, pos=px(canvas, 9, 4.6))
    assert clicked == [("zones", "z1")]


@pytest.mark.parametrize(
    ("x_km", "y_km", "expected"),
    [
        (2, 3, ("depots", "d1")),
        (14, 6.5, ("patrol_areas", "p1")),
        (14, 3.4, ("zones", "z2")),
        (5, 1, ("river", "r1")),
        (2, 9, ("wood", "f1")),
        (5, 7.8, ("counties", "w")),
        (25, 5, ("", "")),
    ],
)
def test_a_click_names_the_topmost_feature(qtbot, canvas, x_km, y_km, expected):
    canvas.zoom_to((*at(-6, -5), *at(27, 14)), margin=0.0)
    with qtbot.waitSignal(canvas.clicked_feature) as signal:
        qtbot.mouseClick(canvas, LEFT, pos=px(canvas, x_km, y_km))
    assert tuple(signal.args) == expected


def test_a_hidden_layer_is_not_hit(qtbot, canvas, plan):
    plan.change_record("depots", visible=False)
    canvas.set_scene(build_scene(plan, previous=canvas.scene))
    with qtbot.waitSignal(canvas.clicked_feature) as signal:
        qtbot.mouseClick(canvas, LEFT, pos=px(canvas, 2, 3))
    assert tuple(signal.args) == ("counties", "w")


def test_space_and_move_pan_without_a_button(qtbot, canvas):
    move(canvas, QPoint(400, 300))
    grabbed = canvas.view.to_map(400, 300)
    qtbot.keyPress(canvas, Qt.Key.Key_Space)
    move(canvas, QPoint(400, 300))
    move(canvas, QPoint(430, 320))
    qtbot.keyRelease(canvas, Qt.Key.Key_Space)
    assert canvas.view.to_map(430, 320) == pytest.approx(grabbed, abs=device_px(canvas))
    view = canvas.view
    move(canvas, QPoint(100, 100))
    assert canvas.view == view


def test_keys_move_and_zoom(qtbot, canvas):
    x, y = canvas.view.center
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.view.center[0] > x
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    assert canvas.view.center[1] > y
    scale = canvas.view.metres_per_px
    qtbot.keyClick(canvas, Qt.Key.Key_PageUp)
    assert canvas.view.metres_per_px < scale
    qtbot.keyClick(canvas, Qt.Key.Key_PageDown)
    assert canvas.view.metres_per_px == pytest.approx(scale)


def test_ctrl_shift_f_shows_everything(qtbot, canvas):
    canvas.zoom_by(50)
    qtbot.keyClick(canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert canvas.view.metres_per_px > 20


def test_shift_and_drag_zoom_to_a_box(qtbot, canvas):
    start, end = px(canvas, 2, 8), px(canvas, 6, 5)
    drag(qtbot, canvas, start, end, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert canvas.view.center == pytest.approx(at(4, 6.5), abs=60)
    assert canvas.view.metres_per_px == pytest.approx(5.0, abs=0.3)  # 3 km on 600 px


def test_a_double_click_goes_closer(qtbot, canvas):
    scale = canvas.view.metres_per_px
    qtbot.mouseDClick(canvas, LEFT, pos=QPoint(400, 300))
    qtbot.waitUntil(lambda: canvas.view.metres_per_px == pytest.approx(scale / 2), timeout=3000)


def test_quick_wheel_turns_during_an_animation_add_up(qtbot, canvas):
    scale = canvas.view.metres_per_px
    canvas.zoom_by(2.0, QPointF(400, 300), animated=True)
    canvas.zoom_by(2.0, QPointF(400, 300), animated=True)
    qtbot.waitUntil(lambda: canvas.view.metres_per_px == pytest.approx(scale / 4), timeout=3000)


def test_the_pan_tool_moves_but_does_not_select(qtbot, canvas):
    canvas.set_tool(PanTool(canvas))
    clicked = []
    canvas.clicked_feature.connect(lambda *feature: clicked.append(feature))
    center = canvas.view.center
    qtbot.mouseClick(canvas, LEFT, pos=px(canvas, 9, 4))
    drag(qtbot, canvas, QPoint(400, 300), QPoint(420, 300))
    assert clicked == []
    assert canvas.view.center[0] < center[0]


def test_hover_names_a_feature_once_its_tree_is_ready(qtbot, canvas):
    qtbot.waitUntil(lambda: canvas.scene.layer("zones").parts[0].shapes.is_ready, timeout=5000)
    with qtbot.waitSignal(canvas.hovered) as signal:
        move(canvas, px(canvas, 9, 4))
    assert (signal.args[0].layer_uid, signal.args[0].feature_uid) == ("zones", "z1")
    assert signal.args[0].name == "西山–东河 01"
    before = canvas.grab().toImage()
    with qtbot.waitSignal(canvas.hovered) as signal:
        move(canvas, px(canvas, 0.3, 5))
    assert signal.args[0] is None
    assert canvas.grab().toImage() != before


def test_the_cursor_tells_metres(qtbot, canvas):
    with qtbot.waitSignal(canvas.cursor_moved) as signal:
        move(canvas, QPoint(400, 300))
    assert signal.args == pytest.approx(list(canvas.view.to_map(400, 300)))


def test_selection_glows_and_goes(canvas):
    plain = canvas.grab().toImage()
    canvas.highlight("patrol_areas", "p1")
    p = px(canvas, 12, 7.5)
    assert shown_color(canvas, p) == canvas.scene.theme.selection
    canvas.highlight("patrol_areas", None)
    assert canvas.grab().toImage() == plain
    canvas.highlight("patrol_areas", "no such area")
    assert canvas.grab().toImage() == plain


def test_selection_survives_a_new_scene(canvas, plan):
    canvas.highlight("patrol_areas", "p1")
    canvas.set_scene(build_scene(plan, theme="dark", previous=canvas.scene))
    assert canvas.selection == [("patrol_areas", "p1")]
    p = px(canvas, 12, 7.5)
    assert shown_color(canvas, p) == canvas.scene.theme.selection


def test_zoom_to_a_feature(canvas):
    assert canvas.zoom_to_feature("depots", "d1", animated=False)
    assert canvas.view.center == pytest.approx(at(2, 3), abs=0.01)
    assert canvas.view.metres_per_px < 5
    assert not canvas.zoom_to_feature("depots", "none")


def test_while_panning_the_old_picture_moves_at_once_and_a_sharp_one_follows(qtbot, canvas):
    for _ in range(12):
        canvas.pan_by(-20, 0)
    shown = canvas.grab().toImage()
    # Far off the margin there may be bare ground for a moment; what was there has moved along.
    assert shown.pixelColor(20, 300).isValid()
    qtbot.waitUntil(lambda: canvas.is_settled, timeout=10_000)
    p = px(canvas, 18.6, 4)
    assert shown_color(canvas, p) == canvas.scene.theme.style("county").fill


def test_panning_asks_for_few_pictures(qtbot, canvas, monkeypatch):
    asked = []
    monkeypatch.setattr(canvas._pictures.worker, "request", asked.append)
    for _ in range(20):
        canvas.pan_by(2, 1)
    assert len(asked) <= 1


def test_a_layer_that_cannot_be_drawn_does_not_end_the_program(qtbot, canvas, plan, monkeypatch, caplog):
    from app.canvas import worker

    def broken(*_args):
        raise ValueError("broken layer")

    with monkeypatch.context() as patched:
        patched.setattr(worker, "render", broken)
        canvas.set_scene(build_scene(plan, theme="dark", previous=canvas.scene))
        qtbot.waitUntil(lambda: "broken layer" in caplog.text, timeout=5000)
    canvas.set_scene(build_scene(plan, previous=canvas.scene))
    qtbot.waitUntil(lambda: canvas.is_settled, timeout=10_000)


def test_a_right_click_offers_a_menu_where_the_tool_has_no_use_for_it(qtbot, canvas):
    from PySide6.QtGui import QContextMenuEvent

    assert isinstance(canvas.tool, SelectTool)
    with qtbot.waitSignal(canvas.context_requested) as signal:
        QApplication.sendEvent(
            canvas, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(10, 20), QPoint(10, 20))
        )
    assert signal.args[1:] == pytest.approx(list(canvas.view.to_map(10, 20)))


def test_resizing_keeps_centre_and_scale(qtbot, canvas):
    view = canvas.view
    canvas.resize(500, 400)
    qtbot.waitUntil(lambda: canvas.view.size_px == (500.0, 400.0), timeout=3000)
    assert canvas.view.center == view.center
    assert canvas.view.metres_per_px == view.metres_per_px


def test_painting_a_frame_is_quick(qtbot, canvas):
    times = []
    for i in range(30):
        canvas.set_view(View(at(10 + i * 0.01, 5), 40.0, (800.0, 600.0)))
        started = time.process_time()
        canvas.repaint()
        times.append(time.process_time() - started)
    assert sorted(times)[15] < 0.02


def test_small_drags_on_a_fine_screen_add_up_to_the_whole(canvas):
    from dataclasses import replace

    canvas._view = replace(canvas.view, dpr=1.25)
    x, _ = canvas.view.center
    for _ in range(50):
        canvas._view = replace(canvas.view, dpr=1.25)
        canvas.pan_by(-1.0, 0.0)
    assert canvas.view.center[0] == pytest.approx(x + 50 * canvas.view.metres_per_px, abs=canvas.view.metres_per_px)


def test_a_plan_elsewhere_does_not_show_the_old_picture(canvas, plan):
    from dataclasses import replace

    assert canvas._pictures._picture is not None
    facts = replace(plan.info(), metric_epsg=4547)
    plan.info = lambda: facts
    canvas.set_scene(build_scene(plan))
    assert canvas._pictures._picture is None


def test_a_click_with_the_pan_tool_brings_the_point_to_the_middle(qtbot, canvas):
    canvas.set_tool(PanTool(canvas))
    scale, wanted = canvas.view.metres_per_px, at(12, 6)
    qtbot.mouseClick(canvas, LEFT, pos=px(canvas, 12, 6))
    qtbot.waitUntil(lambda: canvas._animation is None, timeout=3000)
    assert canvas.view.center == pytest.approx(wanted, abs=scale) and canvas.view.metres_per_px == scale
    # The two clicks of a double click end up closer at that point.
    where = px(canvas, 14, 7)
    wanted = canvas.view.to_map(where.x(), where.y())
    qtbot.mouseClick(canvas, LEFT, pos=where)
    qtbot.mouseDClick(canvas, LEFT, pos=where)
    qtbot.waitUntil(lambda: canvas._animation is None, timeout=3000)
    assert canvas.view.metres_per_px == pytest.approx(scale / 2)
