"""What a meeting is made of, without a window: agenda, keys, lines, colours, sizes."""

from __future__ import annotations

import pytest
import shapely
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app import theme
from app.canvas import styles
from app.canvas.scene import Group
from app.canvas.staging import (
    FILL_LEAST,
    FILL_MOST,
    LINE_CONTRAST,
    TEXT_CONTRAST,
    TEXT_PX,
    contrast,
    readable,
    staged_style,
)
from app.meeting.agenda import BORDERS, Arrangement, Item, arranged
from app.meeting.enlarging import Enlarger
from app.meeting.keys import Do, asked
from app.meeting.marks import Mark, Marks
from app.meeting.screen import SCALE, wall_scale
from layers.styling.colors import Sight, distance

ITEMS = [Item("zones", key, number, f"区 {number}") for number, key in enumerate("abcd", start=1)]


# -- agenda ---------------------------------------------------------------------------------------


def test_the_agenda_goes_on_and_stops_at_its_ends() -> None:
    agenda = arranged(ITEMS, Arrangement())
    assert [agenda.step(key, 1).key for key in "abcd"] == ["b", "c", "d", "d"]
    assert [agenda.step(key, -1).key for key in "abcd"] == ["a", "a", "b", "c"]
    assert agenda.step("", 1).key == "a" and agenda.step("", -1).key == "d"
    assert agenda.numbered(3).key == "c" and agenda.numbered(9) is None
    assert arranged([], Arrangement()).step("", 1) is None


def test_what_is_left_out_is_listed_and_passed_over() -> None:
    agenda = arranged(ITEMS, Arrangement()).with_left_out("b", True).with_left_out("d", True)
    assert [one.key for one in agenda.taken] == ["a", "c"] and len(agenda.items) == 4
    assert agenda.step("a", 1).key == "c" and agenda.step("c", 1).key == "c"
    assert agenda.step("b", 1).key == "c" and agenda.step("b", -1).key == "a", "on from its own place"
    assert agenda.step("d", 1).key == "c", "nothing comes after it"
    assert [one.key for one in agenda.with_left_out("b", False).taken] == ["a", "b", "c"]


def test_points_are_moved_and_new_ones_come_last() -> None:
    agenda = arranged(ITEMS, Arrangement()).with_moved("d", -3).with_moved("a", 9)
    assert [one.key for one in agenda.items] == ["d", "b", "c", "a"]
    new = Item("zones", "e", 5, "区 5")
    assert [one.key for one in arranged([*ITEMS, new], agenda.arrangement).items] == ["d", "b", "c", "a", "e"]
    assert [one.key for one in arranged(ITEMS[1:], agenda.arrangement).items] == ["d", "b", "c"], "one is gone"


def test_moving_points_of_one_agenda_leaves_the_order_of_the_other() -> None:
    lines = [Item(BORDERS, key, number, key) for number, key in enumerate(("x|y", "y|z"), start=1)]
    agenda = arranged(lines, Arrangement(BORDERS)).with_moved("y|z", -1)
    both = arranged(ITEMS, agenda.arrangement).with_moved("d", -3).arrangement
    assert [one.key for one in arranged(ITEMS, both).items] == ["d", "a", "b", "c"]
    assert [one.key for one in arranged(lines, both).items] == ["y|z", "x|y"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"kind": "?"}', '{"left_out": 3}', "null"])
def test_an_arrangement_that_makes_no_sense_is_none(text: str) -> None:
    assert Arrangement.of_text(text) == Arrangement()


def test_an_arrangement_survives_being_written() -> None:
    made = Arrangement(BORDERS, frozenset({"x", "y"}), ("y", "x"))
    assert Arrangement.of_text(made.as_text()) == made


# -- keys -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "what"),
    [
        (Qt.Key.Key_PageDown, Do.NEXT),
        (Qt.Key.Key_PageUp, Do.BEFORE),
        (Qt.Key.Key_Right, Do.NEXT),
        (Qt.Key.Key_Space, Do.NEXT),
        (Qt.Key.Key_Escape, Do.OUT),
        (Qt.Key.Key_7, Do.DIGIT),
        (Qt.Key.Key_S, None),  # snapping is switched as ever
    ],
)
def test_keys_of_slide_shows_lead_the_meeting(key: Qt.Key, what: Do | None) -> None:
    found = asked(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier), is_drawing=False)
    assert (found and found[0]) == what


def test_while_something_is_drawn_most_keys_are_for_the_tool() -> None:
    def of(key: Qt.Key) -> object:
        return asked(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier), is_drawing=True)

    assert of(Qt.Key.Key_Escape) is None and of(Qt.Key.Key_5) is None and of(Qt.Key.Key_Left) is None
    assert of(Qt.Key.Key_PageDown) == (Do.NEXT, 0)
    control = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert asked(control, is_drawing=False) is None, "the command search"


# -- lines drawn by hand --------------------------------------------------------------------------------


def test_a_line_that_comes_back_is_an_area_and_one_that_runs_past_its_start_too() -> None:
    square = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0), (0.0, 5.0)]
    closed = Mark("#000000", 1.0, square)
    assert closed.is_closed and closed.area().area == pytest.approx(10_000, rel=0.02)
    past = Mark("#000000", 1.0, [(0.0, -8.0), *square[1:4], (0.0, 6.0), (8.0, -9.0), (10.0, -12.0)])
    assert past.is_closed and past.area().area == pytest.approx(10_000, rel=0.1)
    assert closed.area().covers(shapely.Point(closed.place()))


def test_an_open_line_is_no_area_and_has_its_middle() -> None:
    line = Mark("#000000", 1.0, [(0.0, 0.0), (50.0, 0.0), (100.0, 0.0), (200.0, 0.0)])
    assert not line.is_closed and line.area() is None and line.place() == (100.0, 0.0)
    eight = Mark("#000000", 1.0, [(0.0, 0.0), (100.0, 100.0), (100.0, 0.0), (0.0, 100.0), (0.0, 2.0)])
    assert eight.is_closed and eight.area() is None, "two loops of one size are not one thing"


def test_the_newest_line_goes_first_and_an_eraser_takes_what_is_under_it(qapp) -> None:
    marks = Marks()
    for y in (0.0, 100.0):
        marks.begin((0.0, y), 1.0)
        marks.go_on((0.2, y))  # less than a pixel
        marks.go_on((50.0, y))
        marks.end()
    assert [len(one.points) for one in marks.all] == [2, 2]
    marks.erase((25.0, 4.0), 1.0)
    assert [one.points[0][1] for one in marks.all] == [100.0]
    assert marks.undo() and not marks.undo() and marks.all == []
    marks.begin((0.0, 0.0), 1.0)
    marks.end()
    assert marks.all == [], "a dot is no line"


# -- looks ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["light", "dark"])
def test_on_the_wall_fills_are_thin_lines_strong_and_texts_readable(name: str) -> None:
    look = styles.theme(name)
    overlays = {"zone_S1", "zone_S2", "zone_S3", "zone_pending", "patrol", "straddling", "border_disputed", "forest"}
    groups = {"patrol": Group.PATROL, "straddling": Group.STRADDLING, "border_disputed": Group.BORDER}
    for key, style in look.styles.items():
        group = groups.get(key, Group.ZONE if key.startswith("zone") else Group.AREA)
        made = staged_style(style, group, look)
        if made.fill and not made.is_point:
            assert FILL_LEAST <= made.fill_opacity <= FILL_MOST, key
        if key in overlays and key != "straddling" and key != "forest":
            assert contrast(made.line, look.land) >= LINE_CONTRAST, key
            assert made.width * SCALE >= 2.9, key
        if made.label is not None:
            assert round(made.label.size * SCALE) >= 18 and made.label.size >= TEXT_PX, key
            if made.label.placement != "disc":
                assert contrast(made.label.color, made.label.halo or look.halo) >= TEXT_CONTRAST, key


def test_classes_are_told_apart_by_colour_blind_eyes_and_by_pattern_in_grey() -> None:
    look = styles.theme("light")
    made = [staged_style(look.style(f"zone_S{number}"), Group.ZONE, look) for number in (1, 2, 3)]
    for sight in (Sight.FULL, Sight.PROTAN, Sight.DEUTAN, Sight.TRITAN):
        for at, one in enumerate(made):
            for other in made[at + 1 :]:
                assert distance(one.line, other.line, sight) > 0.05, sight
    assert len({one.pattern for one in made}) == 3
    assert all(contrast(one.line, look.land) >= LINE_CONTRAST for one in made)


def test_a_pale_opaque_fill_looks_as_it_did_on_bare_land() -> None:
    look = styles.theme("light")
    made = staged_style(look.style("forest"), Group.AREA, look)
    land, fill = (styles.color(one) for one in (look.land, made.fill))
    seen = styles.color(look.style("forest").fill)
    for channel in ("red", "green", "blue"):
        mixed = getattr(fill, channel)() * made.fill_opacity + getattr(land, channel)() * (1.0 - made.fill_opacity)
        assert mixed == pytest.approx(getattr(seen, channel)(), abs=2)


def test_contrast_is_that_of_the_rules_and_pale_ink_becomes_darker() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert readable("#000000", "#FFFFFF", 4.5) == "#000000"
    assert contrast(readable("#BBBBBB", "#FFFFFF", 4.5), "#FFFFFF") >= 4.5
    assert contrast(readable("#444444", "#14181A", 4.5), "#14181A") >= 4.5


# -- sizes ----------------------------------------------------------------------------------------------


def test_things_grow_with_the_wall() -> None:
    assert wall_scale(1280, 720) == wall_scale(1024, 600) == SCALE
    assert wall_scale(3840, 2160) == pytest.approx(3 * SCALE)
    assert wall_scale(1920, 1200) == pytest.approx(1.5 * SCALE)


def test_the_style_sheet_grows_and_stays_itself_at_one() -> None:
    sheet = theme.style_sheet(theme.LIGHT)
    assert theme.style_sheet(theme.LIGHT, 1.0) == sheet and "font-size: 13px" in sheet
    assert "font-size: 21px" in theme.style_sheet(theme.LIGHT, SCALE)


def test_widgets_grow_and_are_as_they_were(qtbot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    row = QHBoxLayout(host)
    row.setSpacing(7)
    row.setContentsMargins(1, 2, 3, 4)
    fixed, icon = QWidget(), QPushButton()
    fixed.setFixedSize(100, 40)
    row.addWidget(fixed)
    row.addWidget(icon)
    size = icon.iconSize()
    enlarger = Enlarger(2.0)
    enlarger.watch(host)
    assert fixed.width() == 200 and fixed.maximumHeight() == 80 and icon.iconSize() == size * 2
    assert row.spacing() == 14 and row.contentsMargins().bottom() == 8 and fixed.maximumWidth() == 200
    enlarger.grow(host)
    assert fixed.maximumWidth() == 200, "once"
    fixed.setFixedWidth(150)  # somebody else's word counts
    later = QPushButton(host)
    later.setFixedWidth(30)
    qtbot.waitUntil(lambda: later.maximumWidth() == 60, timeout=20_000)
    enlarger.restore()
    assert (fixed.minimumWidth(), fixed.maximumHeight(), later.maximumWidth()) == (150, 40, 30)
    assert row.spacing() == 7 and row.contentsMargins().bottom() == 4 and icon.iconSize() == size
