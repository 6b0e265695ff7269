"""Short messages over the map that go away by themselves, with one action such as Undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QPushButton, QWidget

from app import theme
from app.widgets.announcing import announce
from app.widgets.basics import label

SHOWN_MS = 6000
#: From the foot of the host: clear of the scale bar and of what the map says there.
_MARGIN_PX = 56


class Toast(QFrame):
    """One message at the foot of its host; a new one replaces the old."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setProperty("kind", "toast")
        self.setAccessibleName(self.tr("Message"))
        self._host = host
        layout = self._layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(8)
        self._text = label("", wrap=False)
        layout.addWidget(self._text)
        self.button = QPushButton()
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.clicked.connect(self._act)
        layout.addWidget(self.button)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(20)
        shadow.setOffset(0, 3)
        shadow.setColor(theme.tokens().shadow)
        self.setGraphicsEffect(shadow)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._action: Callable[[], object] | None = None
        host.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text.text()

    def say(self, text: str, action_text: str = "", action: Callable[[], object] | None = None) -> None:
        """Show a message, with an action when there is one."""
        self._text.setText(text)
        self._text.setWordWrap(len(text) > 60)
        self._text.setMinimumWidth(420 if len(text) > 60 else 0)
        self._action = action
        self.button.setText(action_text)
        self.button.setAccessibleName(action_text)
        self.button.setVisible(action is not None)
        self.show()
        self.raise_()
        self._place()
        announce(self, text)
        self._timer.start(SHOWN_MS if action is None else SHOWN_MS * 3 // 2)

    def offers(self, action: Callable[[], object]) -> bool:
        """Return whether this is what the button of the message shown would do."""
        return not self.isHidden() and self._action == action

    def _act(self) -> None:
        action, self._action = self._action, None
        self.hide()
        if action is not None:
            action()

    def _place(self) -> None:
        self._layout.activate()
        self.adjustSize()
        self.move((self._host.width() - self.width()) // 2, self._host.height() - self.height() - _MARGIN_PX)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the host when it is resized."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
