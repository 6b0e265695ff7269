"""The card of a layer's look, the legend and the preview, as a hand uses them."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLabel, QSpinBox

from app import words
from app.canvas.legend import word
from layers.kinds import Role
from layers.styling.colors import Sight
from layers.styling.model import Mode, read_style
from tests.app.conftest import forest, record


@pytest.fixture
def looked(planned, qtbot):
    """The window with the card open for a forest of three species and three sizes."""
    window, document = planned.window, planned.document
    woods = forest()
    woods["species"] = ["油松", "白桦", None]
    woods["stock_m3"] = [10.0, 500.0, np.nan]
    uid = next(one.uid for one in document.layers() if one.role is Role.FOREST)
    old = document.layer(uid)

    def put():
        with document.store.change("forest_made", source="x"):
            document.store.remove_layer(uid)
            document.store.add_layer(record("林", Role.FOREST, old.shape), woods)

    document.on_writer(put)
    made = next(one for one in document.layers() if one.title == "林")
    window.layers.choose(made.uid)
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_F7)
    card = window.looks.card
    qtbot.waitUntil(lambda: card.isVisible() and card.mode is not None)
    return planned, card, made.uid


def style_of(program, uid):
    return read_style(program.document.layer(uid).style)


def field(card, kind, name):
    return next(one for one in card.scroll_area.widget().findChildren(kind) if one.accessibleName() == name)


def choose(box: QComboBox, data) -> None:
    """Choose with the keyboard: open, walk, take."""
    box.setFocus()
    steps = box.findData(data) - box.currentIndex()
    for _ in range(abs(steps)):
        QTest.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
    assert box.currentData() == data


def rows_of(card):
    return [card.rows.item(i, 0).text() for i in range(card.rows.rowCount())]


def parts_of(program, uid):
    layer = program.window.map.canvas.scene.layer(uid)
    return [part.title for part in layer.parts] if layer is not None else []


def test_f7_opens_the_card_with_the_keyboard_in_it_and_closes_it(looked, qtbot):
    program, card, _uid = looked
    assert "林" in card.title.text()
    qtbot.waitUntil(lambda: card.mode.hasFocus())
    QTest.keyClick(program.window, Qt.Key.Key_F7)
    assert not card.isVisible()
    QTest.keyClick(program.window, Qt.Key.Key_F7)
    qtbot.waitUntil(card.isVisible)
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_by_kind_with_the_keyboard_is_one_step_and_shown_on_the_map(looked, qtbot):
    program, card, uid = looked
    before = program.document.undo_stack.count()
    choose(card.mode, Mode.CATEGORIES.value)
    qtbot.waitUntil(lambda: style_of(program, uid).mode is Mode.CATEGORIES)
    assert program.document.undo_stack.count() == before + 1
    assert style_of(program, uid).column == "species"
    assert sorted(rows_of(card)) == sorted(["油松", "白桦", "未知"])
    counts = {card.rows.item(i, 0).text(): card.rows.item(i, 1).text() for i in range(3)}
    assert counts == {"油松": "1", "白桦": "1", "未知": "1"}
    qtbot.waitUntil(lambda: sorted(parts_of(program, uid)) == sorted(["油松", "白桦", "未知"]), timeout=10_000)
    qtbot.waitUntil(lambda: not card.rows.item(0, 0).icon().isNull())
    program.document.undo_stack.undo()
    assert style_of(program, uid).mode is Mode.DEFAULT
    qtbot.waitUntil(lambda: card.mode.currentData() == "default" and card.rows is None)


def test_by_number_in_three_classes_with_a_typed_break(looked, qtbot):
    program, card, uid = looked
    choose(card.mode, Mode.CLASSES.value)
    qtbot.waitUntil(lambda: style_of(program, uid).mode is Mode.CLASSES)
    assert style_of(program, uid).breaks == (10.0,), "two values are two classes"
    assert rows_of(card) == ["≤ 10", "> 10", "未知"]
    card.rows.item(0, 1).setText("250")
    qtbot.waitUntil(lambda: style_of(program, uid).breaks == (250.0,))
    assert style_of(program, uid).method.value == "manual"
    qtbot.waitUntil(lambda: rows_of(card) == ["≤ 250", "> 250", "未知"])
    said = []
    card.said.connect(said.append)
    card.rows.item(0, 1).setText("viel")
    qtbot.waitUntil(lambda: bool(said))
    assert style_of(program, uid).breaks == (250.0,) and "viel" in said[0]


def test_steps_of_a_spin_box_are_one_undo_step(looked, qtbot):
    program, card, uid = looked
    before = program.document.undo_stack.count()
    width = card.form.width_box
    width.setFocus()
    for _ in range(5):
        QTest.keyClick(width, Qt.Key.Key_Up)
    assert style_of(program, uid).look.width_px is None, "still under way"
    qtbot.waitUntil(lambda: style_of(program, uid).look.width_px is not None)
    assert program.document.undo_stack.count() == before + 1
    assert style_of(program, uid).look.width_px == pytest.approx(2.6)


def test_what_waits_is_written_when_the_card_closes(looked, qtbot):
    program, card, uid = looked
    QTest.keyClick(card.form.opacity, Qt.Key.Key_Up)
    card.close_card()
    assert style_of(program, uid).look.opacity is not None


def test_a_row_is_hidden_renamed_and_given_a_pattern(looked, qtbot):
    program, card, uid = looked
    choose(card.mode, Mode.CATEGORIES.value)
    qtbot.waitUntil(lambda: style_of(program, uid).is_split)
    place = rows_of(card).index("白桦")
    card.rows.setCurrentCell(place, 0)
    card.rows.setFocus()
    QTest.keyClick(card.rows, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not style_of(program, uid).rows[place].shown)
    qtbot.waitUntil(lambda: "白桦" not in parts_of(program, uid), timeout=10_000)
    card.rows.item(place, 0).setText("桦木林")
    qtbot.waitUntil(lambda: style_of(program, uid).rows[place].title == "桦木林")
    assert card.rows.currentRow() == place
    choose(card.form.pattern, "dots")
    qtbot.waitUntil(lambda: style_of(program, uid).rows[place].look.pattern == "dots")
    unknown = rows_of(card).index("未知")
    card.rows.setCurrentCell(unknown, 0)
    assert not card.form.isEnabled(), "what is unknown keeps its look"


def test_labels_are_switched_off_and_sized(looked, qtbot):
    program, card, uid = looked
    QTest.keyClick(field(card, QCheckBox, "显示注记"), Qt.Key.Key_Space)
    size = field(card, QDoubleSpinBox, "注记大小")
    size.setValue(18)
    choose(field(card, QComboBox, "注记字段"), "species")
    qtbot.waitUntil(lambda: style_of(program, uid).labels.size_px == 18.0)
    labels = style_of(program, uid).labels
    assert not labels.shown and labels.column == "species"


def test_a_look_is_copied_to_another_layer_of_its_kind_only(looked, qtbot):
    program, card, uid = looked
    card.form.color.color_chosen.emit("#4477AA")
    qtbot.waitUntil(lambda: style_of(program, uid).look.color == "#4477AA")
    card.copy_button.click()
    assert json.loads(QGuiApplication.clipboard().text())["style"] == {"color": "#4477AA"}
    said = []
    card.said.connect(said.append)
    villages = next(one.uid for one in program.document.layers() if one.role is Role.SETTLEMENT)
    program.window.layers.choose(villages)
    qtbot.waitUntil(lambda: "村庄" in card.title.text() and card._facts.uid == villages)
    card.paste()
    assert said and style_of(program, villages).look.color == "", "areas and points differ"
    counties = next(one.uid for one in program.document.layers() if one.role is Role.COUNTY)
    program.window.layers.choose(counties)
    qtbot.waitUntil(lambda: card._facts.uid == counties)
    card.paste()
    qtbot.waitUntil(lambda: style_of(program, counties).look.color == "#4477AA")
    QGuiApplication.clipboard().setText("nothing of ours")
    card.paste()
    assert len(said) == 2


def test_reset_gives_the_role_s_look_back(looked, qtbot):
    program, card, uid = looked
    choose(card.mode, Mode.CATEGORIES.value)
    qtbot.waitUntil(lambda: style_of(program, uid).is_split)
    card.reset_button.click()
    qtbot.waitUntil(lambda: program.document.layer(uid).style == {})
    qtbot.waitUntil(lambda: card.rows is None and card.mode.currentData() == "default")


def test_derived_layers_have_the_card_too(looked, qtbot):
    program, card, _uid = looked
    program.window.layers.choose("borders")
    qtbot.waitUntil(lambda: words.derived("borders") in card.title.text())
    card.form.width_box.setValue(4.0)
    qtbot.waitUntil(lambda: read_style(program.document.look("borders").style).look.width_px == 4.0)
    lines = lambda: program.window.map.canvas.scene.layer("borders").parts  # noqa: E731
    qtbot.waitUntil(lambda: {part.style.width for part in lines()} == {4.0}, timeout=10_000)
    program.window.layers.choose("zones")
    qtbot.waitUntil(lambda: card.form is None)


def test_a_layer_that_is_removed_takes_its_card_along(looked, qtbot):
    program, card, uid = looked
    program.document.remove_layer(uid)
    assert not card.isVisible() or card._record is None or card._record.uid != uid


def test_a_plan_for_reading_only_shows_looks_and_changes_none(looked, qtbot):
    program, card, uid = looked
    path = program.document.path
    program.document.close()
    path.chmod(0o444)
    from layers.plan.store import PlanStore

    program.document.attach(program.document.on_writer(lambda: PlanStore.open(path, read_only=True)))
    program.window.layers.choose(uid)
    program.window.actions_["style_layer"].trigger()
    qtbot.waitUntil(lambda: card.isVisible() and not card.reset_button.isEnabled())
    assert not card.scroll_area.widget().isEnabled()
    path.chmod(0o644)


# -- legend and preview --------------------------------------------------------------------------------


def test_the_legend_follows_the_view_and_the_layers(planned, qtbot):
    window = planned.window
    window.actions_["show_legend"].trigger()
    legend = window.looks.legend
    qtbot.waitUntil(lambda: "forest" in {entry.key for entry in legend.entries})
    uid = next(one.uid for one in planned.document.layers() if one.role is Role.FOREST)
    planned.document.set_layer_visible(uid, False)
    qtbot.waitUntil(lambda: "forest" not in {entry.key for entry in legend.entries}, timeout=10_000)
    texts = [one.text() for one in legend.scroll_area.widget().findChildren(QLabel)]
    assert word("border_province") in texts
    window.actions_["show_legend"].trigger()
    assert not legend.isVisible()


def test_the_preview_says_so_and_a_click_ends_it(planned, qtbot):
    window = planned.window
    canvas = window.map.canvas
    menu = window.looks.sight_menu()
    next(action for action in menu.actions() if "绿色盲" in action.text()).trigger()
    assert canvas.sight is Sight.DEUTAN and window.looks.chip.isVisible()
    assert "绿色盲" in window.looks.chip.text()
    assert window._picture().isNull(), "no thumbnail is made of a preview"
    qtbot.mouseClick(window.looks.chip, Qt.MouseButton.LeftButton)
    assert canvas.sight is Sight.FULL and not window.looks.chip.isVisible()


def test_the_legend_stays_when_the_language_changes(planned, qtbot):
    window = planned.window
    window.actions_["show_legend"].trigger()
    window.rebuild()
    assert window.actions_["show_legend"].isChecked()
    qtbot.waitUntil(lambda: window.looks.legend.isVisible() and bool(window.looks.legend.entries))


def test_a_number_of_classes_is_asked_for(looked, qtbot):
    program, card, uid = looked
    choose(card.mode, Mode.CLASSES.value)
    qtbot.waitUntil(lambda: style_of(program, uid).mode is Mode.CLASSES)
    ramp = field(card, QComboBox, "配色")
    choose(ramp, "teal")
    qtbot.waitUntil(lambda: style_of(program, uid).ramp == "teal")
    assert style_of(program, uid).rows[0].look.color == "#E2F1EC"
    QTest.keyClick(field(card, QCheckBox, "反向"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: style_of(program, uid).reverse)
    assert style_of(program, uid).rows[-1].look.color == "#E2F1EC"
    assert field(card, QSpinBox, "级数").value() == 2
