"""Larger letters on a desk: what is fixed in pixels beside the style sheet grows when a widget is first polished.

The style sheet carries letters, paddings and heights of fields (:func:`app.theme.style_sheet`, as on a wall);
lists take their rows from :func:`app.theme.row_px`; the rest is here, so that no panel has to know how large letters
are.  At the usual size nothing of this is installed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSlider,
    QToolBar,
    QWidget,
)

from app import theme
from app.widgets.fitting import fit

#: Widgets whose heights resources/styles/window.qss sets.
HIGH_BY_SHEET = (QPushButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QProgressBar)
#: Widgets without a greatest size have this one.
BOUNDLESS_PX = (1 << 24) - 1
#: A widget with this property set was given its size from letters, or from what it lies on, and is left alone.
MEASURED = "measured"
_GROWN = "grown"
#: The handle of a slider is as high as the style sheet says; the slider around it does not know that.
_SLIDER_PX = 18


def measured(widget: QWidget) -> QWidget:
    """Say that the size of a widget comes from its letters already."""
    widget.setProperty(MEASURED, True)
    return widget


def is_high_by_sheet(widget: QWidget) -> bool:
    """Whether the style sheet says how high a widget is."""
    return isinstance(widget, HIGH_BY_SHEET) or widget.property("kind") == "line"


class TextSize(QObject):
    """Hears of every widget of the program before it is first seen."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow what is polished; a window that became larger than its screen scrolls."""
        kind = event.type()
        if kind is QEvent.Type.Polish and isinstance(watched, QWidget):
            grow(watched, theme.text_scale())
        elif kind is QEvent.Type.Show and isinstance(watched, QDialog):
            fit(watched)
        return False


def grow(widget: QWidget, scale: float) -> None:
    """Make what is fixed in pixels on one widget larger."""
    if isinstance(widget, QMainWindow) or widget.property(_GROWN):
        return  # it has the screen it has; or it was polished before
    widget.setProperty(_GROWN, True)
    if isinstance(widget, QScrollArea):  # what has no room is reached all the same
        widget.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    if isinstance(widget, QSlider):
        widget.setMinimumHeight(_SLIDER_PX)  # grows below
    if isinstance(widget, QDialog) and widget.testAttribute(Qt.WidgetAttribute.WA_Resized):
        widget.resize(widget.size() * scale)
    if widget.property(MEASURED):
        return
    bar = widget.parent()
    if isinstance(widget, QAbstractButton) and isinstance(bar, QToolBar):
        widget.setIconSize(bar.iconSize())
    elif isinstance(widget, QAbstractButton):
        size = widget.iconSize()
        widget.setIconSize(QSize(round(size.width() * scale), round(size.height() * scale)))
    sides: list[tuple[Callable[[], int], Callable[[int], None]]] = [
        (widget.maximumWidth, widget.setMaximumWidth),
        (widget.minimumWidth, widget.setMinimumWidth),
    ]
    # Rows of lists are high by theme.row_px, and so are the lists.
    if not is_high_by_sheet(widget) and not isinstance(widget, QAbstractItemView):
        sides += [(widget.maximumHeight, widget.setMaximumHeight), (widget.minimumHeight, widget.setMinimumHeight)]
    for read, write in sides:
        if 1 < read() < BOUNDLESS_PX:
            write(round(read() * scale))
