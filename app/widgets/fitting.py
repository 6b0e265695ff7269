"""Windows on small screens: a dialog is never larger than its screen; what has no room scrolls."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLayoutItem,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

#: Room for the frame and the title that a window manager puts around a dialog.
_FRAME = QSize(16, 48)


def fit(dialog: QDialog, room: QSize | None = None) -> None:
    """Make a dialog fit its screen (or ``room``): smaller, and with a scroll bar where it cannot be small enough."""
    room = room or room_for(dialog)
    if room is None:
        return
    dialog.ensurePolished()
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    layout = dialog.layout()
    if layout is not None and layout.hasHeightForWidth():  # lines that wrap need more than Qt says without a width
        wide = min(max(dialog.width(), least.width()), room.width())
        least.setHeight(max(least.height(), layout.totalMinimumHeightForWidth(wide)))
    if (least.width() > room.width() or least.height() > room.height()) and not isinstance(dialog, QMessageBox):
        _scroll(dialog)
        dialog.setMinimumSize(QSize(0, 0).expandedTo(QSize(min(least.width(), room.width()), 0)))
    dialog.resize(dialog.size().expandedTo(least).boundedTo(room))  # or lines that wrap push fields over each other


def room_for(dialog: QDialog) -> QSize | None:
    """Return the room of the screen a dialog is on; None without one."""
    screen = dialog.screen()
    return None if screen is None else screen.availableSize() - _FRAME


def _scroll(dialog: QDialog) -> None:
    """Put what is in a dialog into a scroll area; its last line of buttons stays in sight."""
    layout = dialog.layout()
    if layout is None or dialog.findChild(QScrollArea, "fitting") is not None:
        return
    margins, spacing = layout.contentsMargins(), layout.spacing()
    last = layout.takeAt(layout.count() - 1) if _is_buttons(layout.itemAt(layout.count() - 1)) else None
    page = QWidget()
    page.setLayout(layout)  # takes the widgets along
    layout.setContentsMargins(0, 0, 0, 0)
    area = QScrollArea()
    area.setObjectName("fitting")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(page)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(margins)
    outer.setSpacing(spacing)
    outer.addWidget(area, 1)
    if last is not None and last.widget() is not None:
        outer.addWidget(last.widget())
    elif last is not None and isinstance(last.layout(), QHBoxLayout):
        last.layout().setParent(None)
        outer.addLayout(last.layout())


def _is_buttons(item: QLayoutItem | None) -> bool:
    """Whether the last line of a dialog is its buttons: a box of them, or a row that holds one."""
    if item is None:
        return False
    if isinstance(item.widget(), QDialogButtonBox):
        return True
    row = item.layout()
    if not isinstance(row, QHBoxLayout):
        return False
    members = [row.itemAt(place) for place in range(row.count())]
    return any(one is not None and isinstance(one.widget(), QDialogButtonBox | QPushButton) for one in members)
