"""A meeting in the real window, driven by keys, mouse, finger and pen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from app.canvas.staging import FILL_LEAST, FILL_MOST
from app.meeting.agenda import BORDERS, ZONES
from app.meeting.marks import MarkTool
from app.meeting.screen import SCALE
from tests.app.canvas.conftest import move
from tests.app.test_map_tools import LEFT, Hand, map_

__all__ = ["map_"]
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
_NOBODYS = QPointingDeviceUniqueId()


@pytest.fixture
def wall(map_: Hand, qtbot) -> Hand:
    """The small plan on a projector of 1280 × 720."""
    map_.key(Qt.Key.Key_F5, SHIFT)
    assert map_.window.meeting.is_on
    map_.window.resize(1280, 720)
    qtbot.waitUntil(lambda: map_.window.width() == 1280, timeout=20_000)
    map_.canvas.is_still = True
    return map_


def stage(hand: Hand):
    made = hand.window.meeting.stage
    assert made is not None
    return made


def state_of(window) -> tuple[object, ...]:
    """What must be as before after a meeting."""
    return (
        window.windowState(),
        window.geometry(),
        window.bar.isHidden(),
        window.status.isHidden(),
        *((side.isHidden(), side.is_collapsed, side.current, side.width()) for side in (window.left, window.right)),
        window.split.sizes(),
        window.table_split.sizes(),
        window.map.canvas.view,
        window.map.canvas.magnification,
        window.map.canvas.selection,
        window.map.canvas.tool.key,
        window.map.canvas.scene.theme,
        [one.styleSheet() for one in (window, window.map, window.notice)],
        window.map.overview.size(),
        window.actions_["meeting_mode"].isChecked(),
    )


def drag(hand: Hand, *places: QPoint) -> None:
    hand.qtbot.mousePress(hand.canvas, LEFT, PLAIN, places[0])
    for at in places[1:]:
        move(hand.canvas, at, PLAIN)
    hand.qtbot.mouseRelease(hand.canvas, LEFT, PLAIN, places[-1])


LOOP = [QPoint(200, 200), QPoint(320, 190), QPoint(360, 300), QPoint(260, 360), QPoint(180, 300), QPoint(196, 210)]


def test_a_meeting_from_the_first_key_to_the_last(map_: Hand, qtbot) -> None:
    window, canvas, document = map_.window, map_.canvas, map_.document
    window.right.show_page("patrol")
    canvas.is_still = True
    before = state_of(window)
    document.add_scene("全图", (116.5, 40.65), (30_000.0, 20_000.0), derived={})
    undos = map_.undo_texts()
    map_.key(Qt.Key.Key_F5, SHIFT)
    meeting = window.meeting
    assert meeting.is_on and window.isFullScreen() and window.actions_["meeting_mode"].isChecked()
    assert not any(one.isVisible() for one in (window.bar, window.status, window.left, window.right))
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: meeting.screen.scale == SCALE, timeout=20_000)
    assert canvas.magnification == SCALE and meeting.current_item().number == 1

    told: list[object] = []
    meeting.item_changed.connect(told.append)
    zones = document.zones().sort_values("rank")
    count = len(meeting.agenda.items)
    map_.key(Qt.Key.Key_PageDown)
    map_.key(Qt.Key.Key_Home)
    assert meeting.current_item().key == str(zones["uid"].iloc[0]) and len(told) == 2
    made = stage(map_)
    assert made.bar.number.text() == f"1 / {count}" and "怀柔" in made.bar.areas.forms[0]
    assert ":" in made.bar.clock.text() and "hm²" in made.bar.areas.forms[0]
    assert document.zone_name(next(zones.itertuples())) in made.card.text() and "亩" in made.card.text()
    xmin, ymin, xmax, ymax = canvas.to_metric(zones.geometry.iloc[0]).bounds
    left, top = canvas.view.to_px(xmin, ymax)
    right, foot = canvas.view.to_px(xmax, ymin)
    free = (canvas.width() - made.taken_px[1]) / SCALE
    assert 0 <= left < right <= free and 0 <= top < foot <= canvas.view.size_px[1], "beside the card, not under it"

    # By number; a number that nothing has is said.
    map_.key(Qt.Key.Key_9)
    map_.key(Qt.Key.Key_9)
    assert "99" in made.bar.keys.full_text
    map_.key(Qt.Key.Key_Return)
    assert "99" in window.toast.text and meeting.current_item().number == 1
    map_.key(Qt.Key.Key_1)
    assert "全图" in made.bar.keys.full_text, "one digit is a scene when nothing follows"
    view = canvas.view
    meeting.digits.rest()
    assert canvas.view != view and meeting.current_item().number == 1
    map_.key(Qt.Key.Key_1)
    map_.key(Qt.Key.Key_Enter)
    assert canvas.view.center == view.center

    # The agenda: left out, and the lines in place of the zones.
    map_.key(Qt.Key.Key_G)
    assert made.strip.isVisible() and made.strip.list.hasFocus()
    qtbot.keyClick(made.strip.list, Qt.Key.Key_Space)
    assert len(meeting.agenda.taken) == count - 1
    qtbot.keyClick(made.strip.list, Qt.Key.Key_Space)
    assert len(meeting.agenda.taken) == count
    qtbot.keyClick(made.strip.list, Qt.Key.Key_Escape)
    assert not made.strip.isVisible() and meeting.is_on
    map_.key(Qt.Key.Key_O)
    assert meeting.current_item().kind == BORDERS and "km" in made.card.text()
    map_.key(Qt.Key.Key_O)
    meeting.agenda_state = lambda item: "decided"
    meeting.refresh()
    assert "已议定" in made.card.text()

    # A zone that is clicked is talked about, and the map stays.
    map_.key(Qt.Key.Key_PageDown)
    view = canvas.view
    canvas.clicked_feature.emit("zones", str(zones["uid"].iloc[0]))
    assert meeting.current_item().number == 1 and canvas.view == view

    # The laser is held, or left on.
    QTest.keyPress(canvas, Qt.Key.Key_L)
    move(canvas, QPoint(300, 300), PLAIN)
    assert made.laser.is_on and len(made.laser.trail) >= 1
    QTest.keyRelease(canvas, Qt.Key.Key_L)
    assert not made.laser.is_on
    map_.key(Qt.Key.Key_L)
    assert made.laser.is_on
    map_.key(Qt.Key.Key_Escape)
    assert not made.laser.is_on and meeting.is_on

    # Search is at hand as ever; leaving takes one step after the other.
    map_.key(Qt.Key.Key_M)
    assert canvas.tool.key == MarkTool.key and made.pens.isVisible()
    map_.key(Qt.Key.Key_Escape)
    assert canvas.tool.key == "select" and meeting.is_on
    map_.key(Qt.Key.Key_Escape)
    assert not meeting.is_on
    qtbot.waitUntil(lambda: state_of(window) == before, timeout=20_000)
    assert map_.undo_texts() == undos, "walking changes nothing"


def test_lines_are_kept_when_somebody_says_so_and_undo_takes_them_back(wall: Hand) -> None:
    meeting, document = wall.window.meeting, wall.document
    wall.key(Qt.Key.Key_M)
    drag(wall, *LOOP)
    drag(wall, QPoint(100, 420), QPoint(140, 430), QPoint(220, 440))
    assert len(meeting.marks.all) == 2 and len(wall.areas()) == 0 and document.comment_threads() == []
    assert document.kept_sketch() == {}, "no sketch of the plan either"
    wall.key(Qt.Key.Key_A)
    assert len(wall.areas()) == 0, "an open line is no area"
    wall.key(Qt.Key.Key_K)
    words = stage(wall).words
    assert words is not None and words.text.hasFocus()
    words.text.setText("这里修隔离带")  # no key types Chinese
    wall.qtbot.keyClick(words.text, Qt.Key.Key_Return)
    assert words.isVisible() and words.author.hasFocus(), "nobody speaks without a name"
    words.author.setText("王")
    wall.qtbot.keyClick(words.author, Qt.Key.Key_Return)
    (thread,) = document.comment_threads()
    assert thread.first.text == "这里修隔离带" and thread.first.author == "王" and len(meeting.marks.all) == 1
    drawn = wall.canvas.to_storage(meeting.marks.all[0].area())
    wall.key(Qt.Key.Key_A)
    assert len(wall.areas()) == 1 and meeting.marks.all == []
    assert wall.areas().geometry.iloc[0].symmetric_difference(drawn).area < 1e-9
    for _ in range(2):
        document.undo_stack.undo()
    assert len(wall.areas()) == 0 and document.comment_threads() == []
    drag(wall, *LOOP)
    wall.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert meeting.marks.all == [], "undo takes a line before anything of the plan"

    # A pen writes whatever tool only moves the map; its other end wipes.
    wall.key(Qt.Key.Key_M)
    marks = meeting.marks
    pen(wall, [QPointF(200, 200), QPointF(260, 200), QPointF(300, 240)])
    assert len(marks.all) == 1 and wall.canvas.tool.key == "select"
    pen(wall, [QPointF(260, 204), QPointF(262, 204)], QPointingDevice.PointerType.Eraser)
    assert marks.all == []
    wall.key(Qt.Key.Key_R)  # with a tool for areas the pen draws one
    pen(wall, [QPointF(at) for at in LOOP])
    assert marks.all == [] and len(wall.areas()) == 1


def test_nothing_is_written_small_and_neither_language_nor_closing_ends_it_halfway(wall: Hand, qtbot) -> None:
    wall.key(Qt.Key.Key_M)
    drag(wall, *LOOP)
    wall.key(Qt.Key.Key_K)
    wall.key(Qt.Key.Key_G)

    def written() -> list[QWidget]:
        QApplication.processEvents()
        return [
            one
            for kind in (QLabel, QAbstractButton, QLineEdit)
            for one in wall.window.findChildren(kind)
            if one.isVisible() and one.text() and not one.visibleRegion().isEmpty()
        ]

    seen = written()
    wall.window.looking.ask_at(*wall.canvas.view.center)  # a card that knows nothing of meetings
    assert wall.window.looking.identify_card.isVisible() and not stage(wall).card.isVisible(), "one card at a time"
    seen += written()
    assert len(seen) > 25
    small = {one.text(): one.fontInfo().pixelSize() for one in seen if one.fontInfo().pixelSize() < 18}
    assert small == {}
    scene, k = wall.canvas.scene, wall.canvas.magnification
    sizes = [round(labels.style.size * k) for layer in scene.layers for labels in layer.labels]
    sizes += [round(style.label.size * k) for style in scene.theme.styles.values() if style.label is not None]
    assert min(sizes) >= 18
    fills = [
        part.style.fill_opacity
        for layer in scene.layers
        for part in layer.parts
        if part.style.fill and not part.style.is_point and layer.kind != "county"
    ]
    assert fills and all(FILL_LEAST <= one <= FILL_MOST for one in fills)

    # The language changes in the middle of it, and the plan is closed.
    wall.window.looking.identify_card.close_card()
    assert stage(wall).card.isVisible()
    window = wall.window
    wall.key(Qt.Key.Key_End)
    key = window.meeting.current_item().key
    window.settings.set("language", "en")
    qtbot.waitUntil(lambda: window.meeting.is_on and "agenda" in stage(wall).bar.keys.full_text, timeout=20_000)
    assert window.meeting.current_item().key == key and not window.bar.isVisible()
    mpp = window.map.canvas.view.metres_per_px
    window.document.close()
    assert not window.meeting.is_on and not window.in_meeting and window.map.canvas.magnification == 1.0
    assert window.map.canvas.view.metres_per_px != mpp


def test_numbers_of_what_is_drawn_are_large_beside_the_map(wall: Hand, qtbot) -> None:
    wall.key(Qt.Key.Key_R)
    board = stage(wall).board
    assert board.isVisible() and not stage(wall).card.isVisible() and "三个角点" in board.hint.text()
    here = [wall.px(*at) for at in ((116.495, 40.645), (116.505, 40.645), (116.505, 40.655), (116.495, 40.655))]
    here = [at * wall.canvas.magnification for at in here]
    qtbot.mousePress(wall.canvas, LEFT, PLAIN, here[0])
    for at in here[1:]:
        move(wall.canvas, at, PLAIN)
    qtbot.waitUntil(lambda: board.figures is not None and board.figures.area_ha > 50, timeout=30_000)
    qtbot.waitUntil(lambda: "责任" in board.costs.text(), timeout=30_000)
    said = board.text()
    assert "hm²" in said and "亩" in said and "怀柔" in board.shares.text() and "丰宁" in board.shares.text()
    assert board.area.fontInfo().pixelSize() >= 40
    assert board.minutes.text().count("min") + board.minutes.text().count("分钟") == 2
    assert "：—（其物资库未知）" in board.minutes.text(), "what is not known has its reason"
    assert len(board.costs.text().split("\n")) == 2 and board.costs.text().count("%") == 4, "by two rules"
    wall.key(Qt.Key.Key_Escape)
    qtbot.mouseRelease(wall.canvas, LEFT, PLAIN, here[-1])
    wall.key(Qt.Key.Key_Escape)
    assert wall.canvas.tool.key == "select" and stage(wall).card.isVisible() and len(wall.areas()) == 0


def pen(hand: Hand, places: list[QPointF], end: QPointingDevice.PointerType = QPointingDevice.PointerType.Pen) -> None:
    device = QPointingDevice(
        "pen",
        7,
        QInputDevice.DeviceType.Stylus,
        end,
        QInputDevice.Capability.Position,
        1,
        2,
        "",
        QPointingDeviceUniqueId(),
    )
    kinds = [QEvent.Type.TabletPress, *([QEvent.Type.TabletMove] * (len(places) - 1)), QEvent.Type.TabletRelease]
    for kind, at in zip(kinds, [*places, places[-1]], strict=True):
        is_move, is_up = kind == QEvent.Type.TabletMove, kind == QEvent.Type.TabletRelease
        event = QTabletEvent(
            kind, device, at, hand.canvas.mapToGlobal(at), 0.5, 0, 0, 0.0, 0.0, 0.0, PLAIN,
            Qt.MouseButton.NoButton if is_move else LEFT, Qt.MouseButton.NoButton if is_up else LEFT,
        )  # fmt: skip
        QApplication.sendEvent(hand.canvas, event)


def test_the_other_agenda_and_back_loses_nothing(wall: Hand) -> None:
    meeting = wall.window.meeting
    (key, *_rest) = (one.key for one in meeting.agenda.items)
    meeting.leave_out(key)
    meeting.set_kind(BORDERS)
    assert {one.kind for one in meeting.agenda.items} == {BORDERS}
    meeting.set_kind(ZONES)
    assert key in meeting.agenda.arrangement.left_out
    assert key not in [one.key for one in meeting.agenda.taken]


def test_minutes_do_not_go_on_about_a_zone_that_is_gone(wall: Hand) -> None:
    window, meeting = wall.window, wall.window.meeting
    key = meeting.current_item().key
    assert key in [one.key for one in window.minutes.subjects()]
    told: list[object] = []
    meeting.item_changed.connect(told.append)
    wall.document.drop_zones([key])
    assert meeting.current_item() is None and told == [None]
    wall.document.undo_stack.undo()
    assert told[-1].key == key


def test_the_card_is_no_taller_than_what_it_says(wall: Hand) -> None:
    """The map has what is below: an empty card hides what the meeting is about."""
    card, host = stage(wall).card, stage(wall).host
    wall.qtbot.waitUntil(card.isVisible)

    def is_whole() -> bool:
        page = card.pages.widget()
        needed = page.layout().totalHeightForWidth(card.pages.viewport().width())
        room = card.pages.viewport().height()
        return 0 <= room - needed <= 4 or card.geometry().bottom() > host.height() * 0.8

    facts = replace(card.facts, why=(), sections=card.facts.sections[:1])
    card.show_facts(1, facts)
    stage(wall).share_column()
    wall.qtbot.wait(150)  # the page grows to the size of the wall
    assert is_whole()
    assert card.height() < host.height() * 0.75 and card.pages.verticalScrollBar().maximum() == 0
    card.show_facts(1, replace(facts, why=("河流穿越县界。" * 20,) * 4))
    stage(wall).share_column()
    wall.qtbot.waitUntil(lambda: card.pages.verticalScrollBar().maximum() > 0)
    assert card.geometry().bottom() < host.height(), "and never lower than the map"


def test_a_number_and_its_unit_stay_on_one_line() -> None:
    from app.words import unbroken

    assert unbroken("边界林区 14\u2009813.1 hm²") == "边界林区 14\u202f813.1\u00a0hm²"
    assert unbroken("怀柔 05 和 3 项") == "怀柔 05 和 3 项"
