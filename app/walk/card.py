"""The card of the guided walk: a sentence or two, which step of how many, and the ways on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QVBoxLayout, QWidget

from app import theme
from app.walk.placing import place_beside
from app.widgets.basics import button, label, tool_button
from app.widgets.text_size import measured

_WIDTH_PX = 336


class WalkCard(QFrame):
    """Never modal: the window under it goes on."""

    next_asked = Signal()
    back_asked = Signal()
    do_asked = Signal()
    end_asked = Signal()
    restart_asked = Signal()

    def __init__(self, host: QWidget, keys: tuple[str, str, str]) -> None:
        """``keys`` are those of next, back and of letting the program do it, in words."""
        super().__init__(host)
        self.setProperty("kind", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._host = host
        self._grip: QPoint | None = None
        self._is_dragged = False
        self._about, self._room = QRect(), host.rect()
        self._avoid: Sequence[QRect] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 12, 12)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.title = label("", "title", wrap=True)
        head.addWidget(self.title, 1)
        self.count = label("", "small")
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        self.close_button = tool_button(icon="x", name=self.tr("End the walk; it can be taken up again"), size_px=16)
        self.close_button.clicked.connect(self.end_asked.emit)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        self.text = label("", wrap=True)
        layout.addWidget(self.text)
        self.said = label("", "muted", wrap=True)
        layout.addWidget(self.said)
        self.restart = button(self.tr("From the beginning"), self.restart_asked.emit, kind="link")
        layout.addWidget(self.restart, alignment=Qt.AlignmentFlag.AlignLeft)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        self.back_button = tool_button(icon="arrow-left", name=self.tr("Back"), size_px=18)
        self.back_button.clicked.connect(self.back_asked.emit)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        self.do_button = button("", self.do_asked.emit)
        foot.addWidget(self.do_button)
        self.next_button = button(self.tr("Next"), self.next_asked.emit, kind="primary")
        foot.addWidget(self.next_button)
        layout.addLayout(foot)
        next_key, back_key, do_key = keys
        self.next_button.setToolTip(next_key)
        self.back_button.setToolTip(f"{self.tr('Back')}  ({back_key})")
        self.do_button.setToolTip(self.tr("The program does it for you ({key})").format(key=do_key))
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 4)
        shadow.setColor(theme.tokens().shadow)
        self.setGraphicsEffect(shadow)
        self.hide()

    def show_step(self, title: str, text: str, at: int, of: int, do_text: str) -> None:
        """Fill the card with a step."""
        self.title.setText(title)
        self.text.setText(text)
        self.count.setText(self.tr("{step} / {all}").format(step=at + 1, all=of))
        self.setAccessibleName(
            self.tr("Guided walk, step {step} of {all}: {title}").format(step=at + 1, all=of, title=title)
        )
        self.setAccessibleDescription(text)
        self.do_button.setText(do_text)
        self.do_button.setAccessibleName(do_text)
        self.do_button.setVisible(bool(do_text))
        self.back_button.setEnabled(at > 0)
        is_last = at + 1 == of
        self.next_button.setText(self.tr("Finish") if is_last else self.tr("Next"))
        self.next_button.setAccessibleName(self.next_button.text())
        self.restart.hide()
        self.say("")
        self._is_dragged = False

    def say(self, text: str, *, is_done: bool = False) -> None:
        """Show a line below the text: that it was done, or why it cannot be done."""
        self.said.setText(f"✓ {text}" if is_done else text)
        self.said.setVisible(bool(text))

    def place(self, about: QRect, room: QRect, avoid: Sequence[QRect]) -> None:
        """Lie in ``room`` beside what the step speaks of, unless a hand has put the card elsewhere."""
        self._about, self._room, self._avoid = about, room, avoid
        measured(self).setFixedWidth(min(theme.px(_WIDTH_PX), max(room.width() - 16, 200)))
        self.ensurePolished()
        layout = self.layout()
        if layout is not None:
            layout.activate()
            height = layout.totalHeightForWidth(self.width()) if layout.hasHeightForWidth() else -1
            self.resize(self.width(), height if height > 0 else layout.totalSizeHint().height())
        if self._is_dragged:
            low = QPoint(room.width() - self.width(), room.height() - self.height())
            self.move(max(min(self.x(), low.x()), 0), max(min(self.y(), low.y()), 0))
        else:
            self.move(place_beside(self.size(), about, room, avoid))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the card to move it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.position().toPoint()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it out of the way."""
        if self._grip is not None:
            self._is_dragged = True
            self.move(self.mapToParent(event.position().toPoint()) - self._grip)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; it stays in sight."""
        self._grip = None
        self.place(self._about, self._room, self._avoid)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button in focus; arrows go on and back, Esc ends; typing does not reach the map."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            (self.do_button if self.do_button.hasFocus() else self.next_button).click()
        elif event.key() in {Qt.Key.Key_Right, Qt.Key.Key_PageDown}:
            self.next_asked.emit()
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_PageUp}:
            self.back_asked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.end_asked.emit()
        event.accept()
