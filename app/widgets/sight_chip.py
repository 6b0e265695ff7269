"""Says over the map that its colours are a preview, and ends it on a click."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app import theme
from app.i18n import mark
from layers.styling.colors import Sight

#: How a map can be looked at, in the order of the menu.
SIGHTS = {
    Sight.FULL: mark("Sights", "As they are"),
    Sight.DEUTAN: mark("Sights", "Green-blind (deuteranopia)"),
    Sight.PROTAN: mark("Sights", "Red-blind (protanopia)"),
    Sight.TRITAN: mark("Sights", "Blue-blind (tritanopia)"),
    Sight.GREY: mark("Sights", "Grey, as printed in black"),
}
_LEFT_PX, _TOP_PX = 12, 10


def sight_word(sight: Sight) -> str:
    """Return the name of a way to look."""
    return QCoreApplication.translate("Sights", SIGHTS[sight])


class SightChip(QPushButton):
    """Lies in the upper left corner of the map while a preview is on: cards have the other one."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setAutoDefault(False)
        self.setAccessibleName(self.tr("Preview"))
        self.setIcon(theme.icon("x"))
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind the words
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Click or press Esc to see the colours as they are. Prints are not affected."))
        self.hide()

    def show_sight(self, sight: Sight) -> None:
        """Say which preview is on, or go away."""
        self.setVisible(sight is not Sight.FULL)
        if sight is not Sight.FULL:
            self.setText(self.tr("Preview: {how}").format(how=sight_word(sight)))
            self.setAccessibleName(self.text())
            self._place()
            self.raise_()

    def _place(self) -> None:
        self.adjustSize()
        self.move(_LEFT_PX, _TOP_PX)
