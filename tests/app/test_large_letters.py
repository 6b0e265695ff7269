"""At 200 % text nothing of what a planner reads is cut where the window is small: it scrolls, or makes room."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
import shapely
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from app import i18n
from app.application import Application
from app.cards.base import MapCard
from app.panels.patrol import Figures


@pytest.fixture(params=["zh_CN", "en"])
def large(request: pytest.FixtureRequest, planned: Application, qtbot) -> Iterator:
    planned.settings.set("language", request.param)
    planned.settings.set("text", "200")
    window = planned.window
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: window.size() == QSize(1280, 720), timeout=5000)
    yield window
    planned.settings.set("text", "100")
    i18n.install(QApplication.instance(), "zh_CN")


def cut(root: QWidget) -> list[str]:
    """Labels that are lower than their text, and buttons that are narrower."""
    labels = [
        one.text()
        for one in root.findChildren(QLabel)
        if one.isVisible() and one.wordWrap() and one.heightForWidth(one.width()) > one.height() + 2
    ]
    buttons = [
        one.text()
        for one in root.findChildren(QPushButton)
        if one.isVisible() and one.sizeHint().width() > one.width() + 2
    ]
    return labels + buttons


def place_in(widget: QWidget, root: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def test_figures_of_a_patrol_area_scroll_and_are_not_cut(large, planned: Application, qtbot) -> None:
    uid = planned.document.add_patrol_area(shapely.box(116.48, 40.63, 116.52, 40.67), "一区")
    large.right.show_page("patrol")
    panel = large.patrol
    panel.choose(uid)
    large.resize(1280, 560)
    qtbot.waitUntil(lambda: panel.card.findChild(Figures) is not None, timeout=10_000)
    qtbot.waitUntil(lambda: panel.card.verticalScrollBar().maximum() > 0, timeout=5000)
    assert cut(panel.card) == []
    assert panel.table.height() >= 3 * 56, "the list keeps some rows"


def test_figures_while_drawing_are_not_cut(large, planned: Application, qtbot) -> None:
    large.resize(1280, 560)
    large.right.show_page("patrol")
    live = large.patrol.live
    large.patrol.live.figures.shares.setText("\n".join(f"县 {at} 100.0 hm² (25 %)" for at in range(4)))
    large.patrol.live.figures.zones.setText("怀柔–丰宁 10、" * 12)
    live.show()
    live.figures.show()
    qtbot.wait(100)
    assert cut(live) == []


def test_all_tabs_of_a_side_stay_in_sight(large, qtbot) -> None:
    for key in ("zones", "patrol", "agreements"):
        large.right.show_page(key)
        qtbot.wait(30)
        tabs = large.right.tabs
        assert tabs.tabRect(0).left() >= 0 and tabs.tabRect(tabs.count() - 1).right() <= tabs.width()
        assert tabs.parentWidget().rect().contains(place_in(tabs, tabs.parentWidget()))


def test_a_card_leaves_the_scale_bar_in_sight(large, qtbot) -> None:
    canvas = large.map.canvas
    card = MapCard(canvas, "tall", width_px=300)
    for _ in range(40):
        card.body.addWidget(QLabel("line"))
    card.open_card()
    assert card.geometry().bottom() <= canvas.height() - 2 * 46


def test_fields_of_a_dialog_do_not_lie_over_each_other(large, planned: Application, qtbot) -> None:
    from app.dialogs.hand_over import HandOverDialog
    from app.widgets.fitting import fit

    dialog = HandOverDialog("示例", planned.document.county_names(), planned.settings, large)
    qtbot.addWidget(dialog)
    fit(dialog, QSize(1264, 672))
    dialog.show()
    qtbot.wait(50)
    fields = [one for one in dialog.findChildren(QWidget) if isinstance(one, QLineEdit | QComboBox)]
    boxes = sorted((place_in(one, dialog) for one in fields if one.isVisible()), key=lambda box: box.top())
    assert len(boxes) >= 4
    for above, below in pairwise(boxes):
        assert above.bottom() < below.top(), boxes


def test_the_status_bar_is_whole(large, qtbot) -> None:
    status = large.status
    status.set_position(*large.map.canvas.view.center)
    qtbot.wait(200)  # the window says by itself how many findings there are
    status.set_warnings(4)
    QApplication.processEvents()
    seen = [one for one in (status.position, status.scale, status.saved, status.warnings) if one.isVisible()]
    assert status.warnings in seen
    for one in seen:
        assert one.width() >= one.sizeHint().width() - 1, one.text()
        assert status.rect().contains(place_in(one, status)), one.text()
    for before, after in pairwise(sorted(seen, key=lambda one: one.x())):
        assert before.geometry().right() < after.geometry().left() + 2


def test_the_start_page_says_everything_whole(large, planned: Application, qtbot) -> None:
    planned.document.close()
    large.start.refresh()
    qtbot.waitUntil(large.start.isVisible, timeout=5000)
    qtbot.wait(50)
    assert cut(large.start) == []
    for one in large.start.findChildren(QLabel):
        if one.isVisible() and not one.wordWrap():
            assert one.width() >= one.sizeHint().width() - 1, one.text()


def test_steps_of_an_exercise_and_the_way_out_stay_in_sight(large, planned: Application, qtbot) -> None:
    large.exercising.open()
    large.exercising.new_exercise()
    panel = large.exercising.panel
    qtbot.waitUntil(lambda: panel.exercises.count() == 1, timeout=5000)
    qtbot.wait(50)
    inside = panel.rect()
    assert inside.contains(place_in(panel.close_button, panel))
    steps = place_in(panel.steps, panel)
    assert inside.contains(steps) and panel.steps.width() >= panel.steps.sizeHint().width()
    assert panel.new_button.accessibleName() and panel.remove_button.toolTip()
    fields = [panel.setup.title, *panel.setup.numbers.values()]
    assert min(one.width() for one in fields if one.isVisible()) >= 200


WINDOWS = ("open_register", "write_agreement", "open_versions", "show_ledger", "inventory", "open_year")


@pytest.mark.parametrize("key", WINDOWS)
def test_a_window_needs_no_scrolling_from_side_to_side(large, planned: Application, qtbot, key: str) -> None:
    from PySide6.QtWidgets import QDialog, QScrollArea

    from tests.app.everything import answering_nothing

    def dialogs() -> list[QDialog]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]

    with answering_nothing():
        large.actions_[key].trigger()
        qtbot.waitUntil(lambda: bool(dialogs()) and not planned.jobs.active)
    (dialog,) = dialogs()
    dialog.resize(1280, 660)
    qtbot.wait(100)
    for area in dialog.findChildren(QScrollArea):
        if area.isVisible():
            assert area.horizontalScrollBar().maximum() == 0, area.objectName()
    dialog.close()


def test_icons_of_lists_and_menus_grow_with_letters(large, planned: Application, qtbot) -> None:
    from PySide6.QtWidgets import QMenu, QStyle

    size = QStyle.PixelMetric.PM_SmallIconSize
    assert large.layers.tree.iconSize() == QSize(36, 36) and large.layers.tree.indentation() == 28
    for one in (large.zones.table, QMenu(large)):
        one.ensurePolished()
        assert one.style().pixelMetric(size, None, one) == 32
    icon = large.layers.tree.topLevelItem(0).icon(0)
    assert icon.actualSize(QSize(36, 36)).width() >= 32, "a swatch is drawn large, not left small"


def test_hidden_tabs_have_arrows_that_are_seen(large, planned: Application, qtbot) -> None:
    from PySide6.QtWidgets import QTabBar, QToolButton

    bar = QTabBar()
    qtbot.addWidget(bar)
    for at in range(20):
        bar.addTab(f"页 {at}")
    bar.resize(600, 70)
    bar.show()
    arrows = [one for one in bar.findChildren(QToolButton) if one.isVisible()]
    assert len(arrows) == 2 and all(one.width() >= 48 for one in arrows)
