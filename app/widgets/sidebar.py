"""A side of the window: tabbed pages that collapse to a strip of icons."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QStyleOptionTab, QTabBar, QVBoxLayout, QWidget

from app import icons, theme
from app.help.asking import help_button
from app.widgets.basics import line, tool_button
from app.widgets.text_size import measured

RAIL_PX = 40
#: A side that is unfolded may be made as narrow as this, whatever its pages would like.
LEAST_PX = 160
_TAB_ICON_PX = 18
#: What an icon in place of a text has around it, left and right together: as a rule, and at least.
_TAB_PAD_PX = 14
_LEAST_TAB_PAD_PX = 4
#: One of the small buttons at the end of the head.
_BUTTON_PX = 30
#: Before the first tab.
_HEAD_PX = 4


class SideTabs(QTabBar):
    """Tabs that are icons where their texts have no room; the one in front keeps its text."""

    def __init__(self) -> None:
        super().__init__()
        self._icons: list[str] = []
        self._is_compact = self._is_bare = False
        self._pad_px = _TAB_PAD_PX
        self._icon_px = theme.px(_TAB_ICON_PX)
        self.setIconSize(QSize(self._icon_px, self._icon_px))
        self.currentChanged.connect(lambda _at: self.fit())

    def add(self, title: str, icon: str) -> None:
        """Add a tab."""
        self._icons.append(icon)
        self.setTabToolTip(self.addTab(title), title)

    def _shows_icon(self, index: int) -> bool:
        return self._is_compact and (self._is_bare or index != self.currentIndex())

    def _text_px(self, index: int) -> int:
        return super().tabSizeHint(index).width()

    def least_px(self) -> int:
        """Return the room of the text in front and icons for the others."""
        front = self._text_px(self.currentIndex()) if self.count() else 0
        return front + max(self.count() - 1, 0) * (self._icon_px + _TAB_PAD_PX)

    def bare_px(self) -> int:
        """Return the room of nothing but icons, close together."""
        return self.count() * (self._icon_px + _LEAST_TAB_PAD_PX)

    def fit(self) -> None:
        """See whose texts have room: all, the one in front, or none; icons move together before a text goes."""
        count, room = self.count(), self.width()
        self._is_compact = sum(self._text_px(at) for at in range(count)) > room
        front = self._text_px(self.currentIndex()) if count else 0
        others, left = max(count - 1, 1), room - front
        self._is_bare = left < others * (self._icon_px + _LEAST_TAB_PAD_PX)
        if self._is_bare:
            others, left = max(count, 1), room
        self._pad_px = max(min(left // others - self._icon_px, _TAB_PAD_PX), _LEAST_TAB_PAD_PX)
        self.updateGeometry()
        self._relay()
        self.update()

    def _relay(self) -> None:
        """Make Qt lay the tabs out anew: it does so when the size of icons changes."""
        side = self._icon_px
        self.setIconSize(QSize(side, side + (self.iconSize().height() == side)))

    def tabSizeHint(self, index: int) -> QSize:
        """Return the room of a tab."""
        size = super().tabSizeHint(index)
        return QSize(self._icon_px + self._pad_px, size.height()) if self._shows_icon(index) else size

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Return the room of a tab: no text is cut."""
        return self.tabSizeHint(index)

    def minimumSizeHint(self) -> QSize:
        """Return the room of icons and the widest text: what a side should have; with less they move together."""
        widths = [self._text_px(at) for at in range(self.count())]
        room = max(widths, default=0) + max(len(widths) - 1, 0) * (self._icon_px + _TAB_PAD_PX)
        return QSize(min(room, sum(widths)), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether the texts fit."""
        super().resizeEvent(event)
        self.fit()

    def initStyleOption(self, option: QStyleOptionTab, index: int) -> None:
        """Leave out a text that has no room."""
        super().initStyleOption(option, index)
        if self._shows_icon(index):
            option.text = ""  # type: ignore[attr-defined]  # the stubs do not know it

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tabs, and icons in place of texts."""
        super().paintEvent(event)
        painter = QPainter(self)
        for index, name in enumerate(self._icons):
            if self._shows_icon(index):
                box = QRect(0, 0, self._icon_px, self._icon_px)
                box.moveCenter(self.tabRect(index).center())
                painter.drawPixmap(
                    box, icons.pixmap(name, theme.tokens().muted, self._icon_px, self.devicePixelRatioF())
                )
        painter.end()


class Sidebar(QWidget):
    """Pages behind tabs; collapsed, each page is an icon that brings it back."""

    toggled = Signal(bool)
    folded_by_hand = Signal(bool)  # by somebody who wants it so, not for the room of a card
    page_changed = Signal(str)

    def __init__(self, name: str, side: Qt.Edge) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("kind", "panel")
        measured(self)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._keys: list[str] = []
        self._unmade: dict[str, Callable[[], QWidget]] = {}
        self._side = side
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)

        self._full = QWidget()
        full = QVBoxLayout(self._full)
        full.setContentsMargins(0, 0, 0, 0)
        full.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(_HEAD_PX, 0, 0, 0)
        head.setSpacing(0)
        self.tabs = SideTabs()
        self.tabs.setProperty("kind", "side")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setAccessibleName(name)
        self.tabs.currentChanged.connect(self._on_tab)
        head.addWidget(self.tabs, 1)
        self._help = help_button(lambda: self.stack.currentWidget() or self)
        head.addWidget(self._help)
        fold = tool_button(
            icon="panel-left" if side is Qt.Edge.LeftEdge else "panel-right", name=self.tr("Collapse"), size_px=16
        )
        fold.clicked.connect(lambda: self.fold_by_hand(collapsed=True))
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

    def add_page(self, key: str, title: str, icon: str, page: QWidget | Callable[[], QWidget]) -> None:
        """Add a page, or what makes it when somebody first wants it: a page costs a window a hundred widgets."""
        self._keys.append(key)
        if not isinstance(page, QWidget):
            self._unmade[key] = page
            page = QWidget()  # keeps its place among the others, and in the order of the Tab key
            page.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.stack.addWidget(page)
        self.tabs.add(title, icon)
        restore = tool_button(icon=icon, name=title, size_px=20)
        restore.setIconSize(QSize(20, 20))
        restore.clicked.connect(lambda: self._on_rail(key))
        self._rail_layout.insertWidget(self._rail_layout.count() - 1, restore)

    @property
    def keys(self) -> tuple[str, ...]:
        """Its pages."""
        return tuple(self._keys)

    def is_made(self, key: str) -> bool:
        """Whether anybody has wanted a page yet."""
        return key not in self._unmade

    def page(self, key: str) -> QWidget:
        """Return a page; it is made for whoever asks first."""
        make = self._unmade.pop(key, None)
        at = self._keys.index(key)
        if make is not None:
            self._put(at, make())
        return self.stack.widget(at)

    def make_all(self) -> None:
        """Make what nobody has wanted yet, for whoever goes through all pages."""
        for key in self._keys:
            self.page(key)

    def _put(self, at: int, page: QWidget) -> None:
        place = self.stack.widget(at)
        stops = _tab_stops(page)
        is_front = self.stack.currentIndex() == at
        self.stack.insertWidget(at, page)
        for before, after in pairwise([place, *stops]):
            QWidget.setTabOrder(before, after)
        if is_front:
            self.stack.setCurrentWidget(page)
        self.stack.removeWidget(place)
        place.deleteLater()

    def set_title(self, key: str, title: str) -> None:
        """Change a tab's text, e.g. to carry a count."""
        at = self._keys.index(key)
        self.tabs.setTabText(at, title)
        self.tabs.setTabToolTip(at, title)
        self.tabs.fit()
        self._fit_help()

    def show_page(self, key: str) -> None:
        """Bring a page forward, opening the sidebar if need be."""
        self.page(key)
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
        focus = QApplication.focusWidget()
        had_keys = not collapsed and focus is not None and self._rail.isAncestorOf(focus)
        self._full.setVisible(not collapsed)
        if had_keys:  # its button goes: the keys must not fall to the next field, where a letter would be typed
            self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)
        self._rail.setVisible(collapsed)
        self.setMinimumWidth(theme.px(RAIL_PX) if collapsed else self.least_px())
        self.setMaximumWidth(theme.px(RAIL_PX) if collapsed else 16777215)
        self.toggled.emit(collapsed)

    def least_px(self) -> int:
        """Return how narrow the unfolded side may be made: all tabs stay in sight, and the button that folds it."""
        return max(theme.px(LEAST_PX), self.tabs.bare_px() + theme.px(_BUTTON_PX) + _HEAD_PX)

    def wanted_px(self) -> int:
        """Return how wide the side should be: icons of its tabs stand apart, and one has its text."""
        return self.tabs.minimumSizeHint().width() + theme.px(_BUTTON_PX) + _HEAD_PX

    def fold_by_hand(self, *, collapsed: bool) -> None:
        """Fold or unfold because somebody wants it so."""
        if collapsed != self.is_collapsed:
            self.folded_by_hand.emit(collapsed)  # first: a card that is open asks for room again when sizes change
            self.set_collapsed(collapsed)

    def _on_rail(self, key: str) -> None:
        self.folded_by_hand.emit(False)
        self.show_page(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether there is room for the small button beside the tabs."""
        super().resizeEvent(event)
        self._fit_help()

    def _fit_help(self) -> None:
        """Tabs come first: where they fill the head, F1 alone brings help."""
        self._help.setVisible(self.tabs.least_px() + 2 * theme.px(_BUTTON_PX) <= self.width())

    def _on_tab(self, position: int) -> None:
        if 0 <= position < len(self._keys):
            self.page(self._keys[position])
        self.stack.setCurrentIndex(position)
        self._fit_help()
        if 0 <= position < len(self._keys):
            self.page_changed.emit(self._keys[position])

    def paintEvent(self, event: object) -> None:
        """Paint the panel's ground, which plain widgets leave out."""
        from PySide6.QtGui import QColor

        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens().surface))


def _tab_stops(top: QWidget) -> list[QWidget]:
    """Return what in a widget takes the keys, in the order of the Tab key."""
    stops, at = [], top.nextInFocusChain()
    while at is not None and at is not top and top.isAncestorOf(at):
        if at.focusPolicy() is not Qt.FocusPolicy.NoFocus and at.focusProxy() is None:
            stops.append(at)
        at = at.nextInFocusChain()
    return stops
