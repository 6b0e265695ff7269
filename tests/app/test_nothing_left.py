"""What is closed or replaced is gone: done again and again, the window holds no more than it did."""

from __future__ import annotations

import gc

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QDialog, QStyle, QTreeWidgetItem

from app import theme
from app.application import Application
from app.dialogs import ask
from tests.soak import qt_tree


def shown() -> list[QDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


@pytest.mark.parametrize("key", ["gap_rules", "new_year", "year_settings", "export_year"])
def test_opened_again_and_again_it_leaves_nothing(planned: Application, qtbot, key: str) -> None:
    window, held = planned.window, []
    for _ in range(4):
        window.actions_[key].trigger()
        qtbot.waitUntil(lambda: bool(shown()))
        (dialog,) = shown()
        dialog.reject()
        qtbot.waitUntil(lambda dialog=dialog: not shiboken6.isValid(dialog))
        qtbot.waitUntil(lambda: not planned.jobs.active)
        held.append(qt_tree.count([window])[0])
    # From the second time on, when what is made once is made.  Timers come and go; the least of these has 24 objects.
    assert held[-1] < held[1] + 20


def test_a_dialog_that_is_begun_is_read_when_it_is_accepted_and_then_goes(qapp: QApplication, qtbot) -> None:
    read: list[str] = []
    dialog = QDialog()
    dialog.setWindowTitle("kept")
    dialog.accepted.connect(lambda: read.append(dialog.windowTitle()))
    ask.begin(dialog)
    assert dialog.isVisible()
    dialog.accept()
    assert read == ["kept"]
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))


def test_layers_of_many_looks_leave_no_rows_behind(planned: Application, qtbot) -> None:
    """With every change of the plan the swatches come anew; ``takeChildren`` kept the rows of all former ones."""
    panel = planned.window.layers
    looks = {row.data(0, Qt.ItemDataRole.UserRole): [(QIcon(), "one"), (QIcon(), "two")] for row in panel.tree.rows()}

    def rows() -> int:
        gc.collect()
        return sum(isinstance(one, QTreeWidgetItem) for one in gc.get_objects())

    panel.set_swatches(looks)
    held = rows()
    for _ in range(3):
        panel.set_swatches(looks)
    assert rows() == held and panel.tree.topLevelItem(0).childCount() == 2


def test_switching_the_theme_leaves_no_style_behind(qapp: QApplication) -> None:
    def styles() -> int:
        gc.collect()
        return sum(isinstance(one, QStyle) for one in gc.get_objects())

    counts = []
    for preference in ("light", "dark", "light", "dark", "light"):
        theme.apply(qapp, preference)
        qapp.style()
        counts.append(styles())
    assert counts[-1] == counts[1]
