"""The pens of a meeting and what becomes of the lines: a row of colours, and the few words of a line that is kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QToolButton, QWidget

from app.document import Document
from app.meeting.marks import COLORS, Marks
from app.settings import Settings
from app.widgets.basics import button, label

#: Large enough for a wall of many pixels.
_SWATCH_PX = 192


class PenBar(QFrame):
    """Colours, and what can be done with the newest line."""

    undo_asked = Signal()
    clear_asked = Signal()
    comment_asked = Signal()
    area_asked = Signal()

    def __init__(self, host: QWidget, marks: Marks) -> None:
        super().__init__(host)
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("Pens"))
        self._marks = marks
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(6)
        self.colors: list[QToolButton] = []
        names = (self.tr("Orange pen"), self.tr("Blue pen"), self.tr("Black pen"), self.tr("Yellow pen"))
        for color, name in zip(COLORS, names, strict=True):
            made = QToolButton()
            made.setProperty("kind", "flat")
            made.setCheckable(True)
            made.setIcon(_swatch(color))
            made.setAccessibleName(name)
            made.setToolTip(name + " (C)")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.clicked.connect(lambda _checked=False, color=color: self._take(color))
            row.addWidget(made)
            self.colors.append(made)
        self.undo_button = button(self.tr("Undo U"), self.undo_asked.emit)
        self.clear_button = button(self.tr("Wipe X"), self.clear_asked.emit)
        self.comment_button = button(self.tr("Comment K"), self.comment_asked.emit)
        self.area_button = button(self.tr("Area A"), self.area_asked.emit)
        self.buttons = (self.undo_button, self.clear_button, self.comment_button, self.area_button)
        self.comment_button.setToolTip(self.tr("Keep the newest line as a comment at its place"))
        self.area_button.setToolTip(self.tr("Keep what the newest line goes around as a joint-patrol area"))
        for one in self.buttons:
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(one)
        marks.changed.connect(self.refresh)
        self.refresh()
        self.hide()

    def refresh(self) -> None:
        """Show the pen in hand, and what can be done."""
        for made, color in zip(self.colors, COLORS, strict=True):
            made.setChecked(color == self._marks.color)
        for one in self.buttons:
            one.setEnabled(bool(self._marks.all))
        self.area_button.setEnabled(bool(self._marks.all) and self._marks.all[-1].is_closed)

    def _take(self, color: str) -> None:
        self._marks.color = color
        self.refresh()


class KeepBar(QFrame):
    """What is said about a line, by whom, for which county: all that a comment needs."""

    kept = Signal(str, str, str)  # text, author, county
    given_up = Signal()

    def __init__(self, host: QWidget, document: Document, settings: Settings) -> None:
        super().__init__(host)
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("Keep a line as a comment"))
        self._document, self._settings = document, settings
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(6)
        self.text, self.author, self.county = QLineEdit(), QLineEdit(), QComboBox()
        for field, name, width in (
            (self.text, self.tr("What is said about it"), 150),
            (self.author, self.tr("Your name"), 70),
            (self.county, self.tr("For which county"), 80),
        ):
            field.setAccessibleName(name)
            field.setMinimumWidth(width)
            row.addWidget(field, 1 if field is self.text else 0)
        self.text.setPlaceholderText(self.text.accessibleName())
        self.author.setPlaceholderText(self.author.accessibleName())
        self.missing = label("", "warning")
        self.missing.hide()
        row.addWidget(self.missing)
        row.addWidget(button(self.tr("Keep"), self._keep, kind="primary"))
        for line in (self.text, self.author):
            line.returnPressed.connect(self._keep)
        self.hide()

    def ask(self) -> None:
        """Begin with what was said last about who speaks."""
        self.text.clear()
        self.author.setText(self._settings.judging("name"))
        self.county.clear()
        for code, name in self._document.county_names().items():
            self.county.addItem(name, code)
        self.county.setCurrentIndex(max(self.county.findData(self._settings.judging("county")), 0))
        self.missing.hide()
        self.show()
        self.raise_()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up; what is typed here does not lead the meeting."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        event.accept()

    def _keep(self) -> None:
        """Nothing is kept without a text and a name; the field that lacks is in hand then."""
        for line in (self.text, self.author):
            if not line.text().strip():
                self.missing.setText(self.tr("Missing: {what}").format(what=line.accessibleName()))
                self.missing.show()
                line.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        author, county = self.author.text().strip(), str(self.county.currentData() or "")
        self._settings.set_judging("name", author)
        self._settings.set_judging("county", county)
        self.kept.emit(self.text.text().strip(), author, county)


def _swatch(color: str) -> QIcon:
    image = QPixmap(_SWATCH_PX, _SWATCH_PX)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rim = _SWATCH_PX // 16
    painter.setPen(QPen(QColor("#5B6866"), rim / 2))
    painter.setBrush(QColor(color))
    painter.drawEllipse(rim, rim, _SWATCH_PX - 2 * rim, _SWATCH_PX - 2 * rim)
    painter.end()
    return QIcon(image)
