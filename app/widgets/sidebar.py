"""A side of the window: tabbed pages that collapse to a strip of icons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app import theme
from app.widgets.basics import line, tool_button

RAIL_PX = 40


class Sidebar(QWidget):
    """Pages behind tabs; collapsed, each page is an icon that brings it back."""

    toggled = Signal(bool)
    page_changed = Signal(str)

    def __init__(self, name: str, side: Qt.Edge) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._keys: list[str] = []
        self._side = side
        self._width_px = 300
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)

        self._full = QWidget()
        full = QVBoxLayout(self._full)
        full.setContentsMargins(0, 0, 0, 0)
        full.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(4, 0, 0, 0)
        head.setSpacing(0)
        self.tabs = QTabBar()
        self.tabs.setProperty("kind", "side")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setAccessibleName(name)
        self.tabs.currentChanged.connect(self._on_tab)
        head.addWidget(self.tabs, 1)
        fold = tool_button(
            icon="panel-left" if side is Qt.Edge.LeftEdge else "panel-right", name=self.tr("Collapse"), size_px=16
        )
        fold.clicked.connect(lambda: self.set_collapsed(True))
        head.addWidget(fold)
        full.addLayout(head)
        full.addWidget(line())
        self.stack = QStackedWidget()
        full.addWidget(self.stack, 1)
        outer.addWidget(self._full)

        self._rail = QWidget()
        self._rail.setFixedWidth(RAIL_PX)
        self._rail_layout = QVBoxLayout(self._rail)
        self._rail_layout.setContentsMargins(4, 8, 4, 8)
        self._rail_layout.setSpacing(8)
        self._rail_layout.addStretch(1)
        outer.addWidget(self._rail)
        self._rail.hide()

    def add_page(self, key: str, title: str, icon: str, page: QWidget) -> None:
        """Add a page."""
        self._keys.append(key)
        self.stack.addWidget(page)
        self.tabs.addTab(title)
        restore = tool_button(icon=icon, name=title, size_px=20)
        restore.setIconSize(QSize(20, 20))
        restore.clicked.connect(lambda: self.show_page(key))
        self._rail_layout.insertWidget(self._rail_layout.count() - 1, restore)

    def set_title(self, key: str, title: str) -> None:
        """Change a tab's text, e.g. to carry a count."""
        self.tabs.setTabText(self._keys.index(key), title)

    def show_page(self, key: str) -> None:
        """Bring a page forward, opening the sidebar if need be."""
        self.tabs.setCurrentIndex(self._keys.index(key))
        self.set_collapsed(False)

    @property
    def current(self) -> str:
        """The page in front."""
        return self._keys[self.tabs.currentIndex()] if self._keys else ""

    @property
    def is_collapsed(self) -> bool:
        """Whether only the icons show."""
        return not self._full.isVisibleTo(self)

    def set_collapsed(self, collapsed: bool) -> None:
        """Fold to icons, or unfold to the width it had."""
        if collapsed == self.is_collapsed:
            return
        if collapsed:
            self._width_px = self.width()
        self._full.setVisible(not collapsed)
        self._rail.setVisible(collapsed)
        self.setMinimumWidth(RAIL_PX if collapsed else 160)
        self.setMaximumWidth(RAIL_PX if collapsed else 16777215)
        self.toggled.emit(collapsed)

    def _on_tab(self, position: int) -> None:
        self.stack.setCurrentIndex(position)
        if 0 <= position < len(self._keys):
            self.page_changed.emit(self._keys[position])

    def paintEvent(self, event: object) -> None:
        """Paint the panel's ground, which plain widgets leave out."""
        from PySide6.QtGui import QColor, QPainter

        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens().surface))
