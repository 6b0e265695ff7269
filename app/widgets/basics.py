"""Labels, lines, empty states and banners in the program's look."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QActionEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import icons, theme
from app.numbers import unbroken


def label(text: str = "", kind: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """Return a label of one of the style sheet's kinds."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        made.setProperty("kind", kind)
    made.setWordWrap(wrap)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class IconLabel(QLabel):
    """An icon by itself, as large as letters make it; drawn anew when the window goes to another screen."""

    def __init__(self, name: str, color: str, size_px: int = icons.SIZE_PX, *, stroke: float = 1.75) -> None:
        super().__init__()
        self._drawn = (name, color, size_px, stroke)
        self._draw()

    def _draw(self) -> None:
        name, color, size_px, stroke = self._drawn
        self.setPixmap(icons.pixmap(name, color, theme.px(size_px), self.devicePixelRatioF(), stroke=stroke))

    def event(self, event: QEvent) -> bool:
        """Hear of another screen."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw()
        return super().event(event)


class ElidedLabel(QLabel):
    """One line that leaves out its middle where there is no room for all of it."""

    def __init__(self, text: str, kind: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if kind:
            self.setProperty("kind", kind)
        self.full_text = text
        self.setMinimumWidth(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._elide()

    def refit(self) -> None:
        """Show another text, or the same in another font."""
        self._elide()

    def _elide(self) -> None:
        width = max(self.width(), 1)
        self.setText(self.fontMetrics().elidedText(self.full_text, Qt.TextElideMode.ElideMiddle, width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._elide()


def button(text: str, clicked: Callable[[], object], *, kind: str = "", icon: str = "") -> QPushButton:
    """Return a push button; its accessible name is its text, also when that changes."""
    made = QPushButton(text)
    if kind:
        made.setProperty("kind", kind)
    if icon:
        made.setIcon(theme.icon_on_accent(icon) if kind == "primary" else theme.icon(icon))
    made.setAutoDefault(False)
    made.clicked.connect(lambda: clicked())
    return made


class WrappedLink(QPushButton):
    """A link whose words go on in the next line where there is no room for them in one."""

    def __init__(self, text: str, clicked: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "wrapped")
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._text = text
        self.words = label(unbroken(text), "link", wrap=True)
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 3, 4, 3)
        column.addWidget(self.words)
        self.clicked.connect(lambda: clicked())

    def text(self) -> str:
        """Return the words."""
        return self._text

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the room the words need."""
        return self.words.heightForWidth(width - 8) + 6

    def sizeHint(self) -> QSize:
        """Return the room the words need at the width there is."""
        return QSize(60, self.heightForWidth(max(self.width(), 60)))

    def minimumSizeHint(self) -> QSize:
        """A link may be as narrow as the panel."""
        return QSize(60, self.heightForWidth(max(self.width(), 60)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that the width needs."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()


def tool_button(action: QAction | None = None, *, icon: str = "", name: str = "", size_px: int = 18) -> QToolButton:
    """Return a flat icon button; ``name`` is its tooltip and accessible name."""
    made = QToolButton()
    made.setProperty("kind", "flat")
    made.setIconSize(QSize(size_px, size_px))
    made.setAutoRaise(True)
    if action is not None:
        made.setDefaultAction(action)
    if icon:
        made.setIcon(theme.icon(icon))
    if name:
        made.setToolTip(name)
        made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def bar_button(bar: QToolBar, action: QAction, style: Qt.ToolButtonStyle | None = None) -> QToolButton:
    """Add a button for an action to a toolbar, with its icon only unless told otherwise."""
    made = tool_button(action, size_px=20)
    made.setProperty("kind", "tool")
    made.setToolButtonStyle(style or Qt.ToolButtonStyle.ToolButtonIconOnly)
    made.setAccessibleName(action.text().rstrip("…"))
    made.setMinimumHeight(30)
    bar.addWidget(made)
    return made


def give_choice(button: QToolButton, tools: Sequence[QAction]) -> None:
    """Let one button stand for several tools: it shows and does the one used last, its arrow lists them all."""
    button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
    menu = QMenu(button)
    menu.setToolTipsVisible(True)
    for tool in tools:
        menu.addAction(tool)
        tool.toggled.connect(lambda on, tool=tool: button.setDefaultAction(tool) if on else None)
    button.setMenu(menu)


class StayingMenu(QMenu):
    """A menu that stays open while options in it are switched with the mouse."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Switch an option and stay."""
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable() and action.isEnabled():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)


def give_options(button: QToolButton, options: Sequence[QAction | None]) -> None:
    """Give a button an arrow with options that are switched one by one; None is a separator."""
    button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
    menu = StayingMenu(button)
    menu.setToolTipsVisible(True)
    for option in options:
        menu.addSeparator() if option is None else menu.addAction(option)
    button.setMenu(menu)


def menu_button(icon: str, name: str, actions: Sequence[QAction]) -> QToolButton:
    """Return a button of the toolbar that opens a list of actions."""
    made = tool_button(icon=icon, name=name, size_px=20)
    made.setProperty("kind", "tool")
    made.setText(f"{name} ▾")
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setMinimumHeight(30)
    menu = QMenu(made)
    menu.setToolTipsVisible(True)
    menu.addActions(actions)
    made.setMenu(menu)
    return made


class PrimaryToolButton(QToolButton):
    """The one filled button of a toolbar: its icon is light on the accent, the action's own stays dark for menus."""

    def __init__(self, action: QAction, icon: str) -> None:
        super().__init__()
        self.setProperty("kind", "primary")
        self.setIconSize(QSize(20, 20))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._own_icon = theme.icon_on_accent(icon)
        self.setDefaultAction(action)
        self.setIcon(self._own_icon)
        self.setAccessibleName(action.text().rstrip("…"))

    def actionEvent(self, event: QActionEvent) -> None:
        """Follow the action in all but its icon."""
        super().actionEvent(event)
        self.setIcon(self._own_icon)


def put_page(area: QScrollArea, page: QWidget) -> None:
    """Show another page; the old one goes later, for the change may come from one of its own widgets."""
    old = area.takeWidget()
    if old is not None:
        old.hide()
        old.deleteLater()
    area.setWidget(page)


class CardPages(QStackedWidget):
    """A card: a hint while nothing is chosen, else a page that scrolls up and down."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        text = label(hint, "muted", wrap=True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text.setMargin(16)
        self.addWidget(text)
        self.scroll_area = QScrollArea()
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.addWidget(self.scroll_area)

    def show_hint(self) -> None:
        """Ask for a choice."""
        self.setCurrentIndex(0)

    def show_page(self, page: QWidget) -> None:
        """Show what was chosen."""
        put_page(self.scroll_area, page)
        self.setCurrentIndex(1)


def line() -> QFrame:
    """Return a hairline."""
    made = QFrame()
    made.setProperty("kind", "line")
    return made


def repolish(widget: QWidget) -> None:
    """Let the style sheet see a changed property."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class EmptyState(QScrollArea):
    """What a panel is for, and the one action that fills it."""

    def __init__(self, icon: str, text: str, action: QAction | None = None, other: QAction | None = None) -> None:
        """``other`` is a second way to fill it, shown as a link."""
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setProperty("kind", "panel")
        self.setWidget(page)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 32, 16, 24)
        layout.setSpacing(12)
        picture = IconLabel(icon, theme.tokens().faint, 32, stroke=1.25)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(picture)
        self.text = label(text, "muted", wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.text)
        self.button: QPushButton | None = None
        self._action = action
        if action is not None:
            self.button = button(action.text(), action.trigger)
            layout.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignCenter)
            action.changed.connect(self._follow)
            self._follow()
        if other is not None:
            link = button(other.text(), other.trigger, kind="link")
            layout.addWidget(link, alignment=Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(1)

    def _follow(self) -> None:
        """The button is on and off with its action, and says why."""
        if self.button is not None and self._action is not None:
            self.button.setEnabled(self._action.isEnabled())
            self.button.setToolTip(self._action.toolTip())


class Banner(QFrame):
    """A line that stays until its cause is gone, with one action."""

    def __init__(self, action_text: str, clicked: Callable[[], object], kind: str = "banner") -> None:
        super().__init__()
        self.setProperty("kind", kind)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 6, 4)
        self._text = label("", wrap=True)
        layout.addWidget(self._text, 1)
        self.button = button(action_text, clicked, kind="link")
        layout.addWidget(self.button)
        self.hide()

    def show_text(self, text: str) -> None:
        """Show the banner, or hide it when there is nothing to say."""
        self._text.setText(text)
        self.setVisible(bool(text))
