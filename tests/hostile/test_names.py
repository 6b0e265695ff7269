"""Names that are HTML: shown as they stand, wherever Qt would guess."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QToolTip, QWidget

from app import theme
from app.widgets.attribute_view import _marked
from app.widgets.basics import label
from app.widgets.toast import Toast

NASTY = "<b>甲县</b><img src='file:////stranger/share/x.png'><script>alert(1)</script>"


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    before = qapp.styleSheet()
    theme.apply(qapp, "light")
    yield qapp
    qapp.setStyleSheet(before)


def test_a_tip_is_text(dressed: QApplication, qtbot) -> None:  # type: ignore[no-untyped-def]
    """Else it would fetch the picture of a share, with the planner's name and password."""
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    QToolTip.showText(QPoint(5, 5), NASTY, host)
    tips = [one for one in dressed.topLevelWidgets() if one.metaObject().className() == "QTipLabel"]
    assert [(tip.textFormat(), tip.text()) for tip in tips] == [(Qt.TextFormat.PlainText, NASTY)]
    QToolTip.hideText()


def test_a_question_is_text(dressed: QApplication, qtbot) -> None:  # type: ignore[no-untyped-def]
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setText(NASTY)
    box.setInformativeText(NASTY)
    box.ensurePolished()
    box.show()
    said = [one for one in box.findChildren(QLabel) if one.text()]
    assert len(said) == 2
    assert {one.textFormat() for one in said} == {Qt.TextFormat.PlainText}
    box.hide()


def test_labels_toasts_and_pasted_cells_are_text(dressed: QApplication, qtbot) -> None:  # type: ignore[no-untyped-def]
    host = QWidget()
    qtbot.addWidget(host)
    toast = Toast(host)
    toast.say(NASTY)
    assert {one.textFormat() for one in (label(NASTY), *toast.findChildren(QLabel))} == {Qt.TextFormat.PlainText}
    assert "<img" not in _marked(NASTY, False)
