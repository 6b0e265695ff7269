"""A scroll area that scrolls only where there is no room for the whole of what is in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget


class WholeScroll(QScrollArea):
    """As high as what is in it where there is room; where there is not, it scrolls."""

    def __init__(self, body: QLayout) -> None:
        super().__init__()
        self.setProperty("kind", "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it, and is scrolled to
        self.setWidgetResizable(True)
        page = QWidget()
        page.setLayout(body)
        self.setWidget(page)

    def hasHeightForWidth(self) -> bool:
        """Whether there are lines in it that wrap."""
        layout = self.widget().layout()
        return layout is not None and layout.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """Return the height of the whole body."""
        layout = self.widget().layout()
        if layout is None or not layout.hasHeightForWidth():
            return self.sizeHint().height()
        return layout.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        """Return the size of the whole body."""
        return self.widget().sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell the layout around it when what is in it wants another height."""
        if event.type() is QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """It may be low: it scrolls."""
        return QSize(120, 40)
