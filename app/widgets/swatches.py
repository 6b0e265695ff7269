"""A small palette: calm colours that stay apart for colour-blind eyes, one of one's own, and none."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QColorDialog, QFrame, QGridLayout, QToolButton, QVBoxLayout, QWidget

from app import theme
from app.i18n import mark
from app.widgets.basics import button, line
from app.widgets.text_size import measured

#: After Paul Tol's qualitative schemes (SRON/EPS/TN/09-002), without the hues of danger levels.
COLORS: tuple[tuple[str, str], ...] = (
    ("#332288", mark("Swatches", "indigo")),
    ("#4477AA", mark("Swatches", "blue")),
    ("#66A5C9", mark("Swatches", "sky")),
    ("#44AA99", mark("Swatches", "teal")),
    ("#117733", mark("Swatches", "green")),
    ("#999933", mark("Swatches", "olive")),
    ("#C9A227", mark("Swatches", "sand")),
    ("#A65628", mark("Swatches", "brown")),
    ("#CC6677", mark("Swatches", "rose")),
    ("#882255", mark("Swatches", "wine")),
    ("#AA4499", mark("Swatches", "purple")),
    ("#5F6B73", mark("Swatches", "grey")),
)
_COLUMNS = 6
_SIDE_PX = 26


class ColorButton(QToolButton):
    """Shows the colour of a layer; a click opens the palette beside it."""

    color_chosen = Signal(str)  # #RRGGBB, or an empty text for the layer's own colours

    def __init__(self, color: str, name: str) -> None:
        super().__init__()
        measured(self)  # its icon changes, and is drawn as large as letters make it
        self.setProperty("kind", "flat")
        self.setAutoRaise(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.color = color
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(self.open_palette)
        self.show_color(color)

    def show_color(self, color: str) -> None:
        """Show a colour, or that the layer has its own."""
        self.color = color
        size = theme.px_size(36 if color else 16, 16)
        self.setIconSize(size)
        self.setIcon(QIcon(swatch(color, size, self.devicePixelRatioF())) if color else theme.icon("palette"))
        self.setText("" if color else self.tr("By default"))
        self.setToolTip(f"{self.accessibleName()}: {color_name(color) or self.tr('By default')}")

    def open_palette(self) -> Palette:
        """Show the palette below the button, within the screen."""
        palette = Palette(self.color, self)
        palette.color_chosen.connect(self.color_chosen.emit)
        palette.adjustSize()
        corner = self.mapToGlobal(QPoint(0, self.height() + 2))
        room = self.screen().availableGeometry()
        corner.setX(min(corner.x(), room.right() - palette.width()))
        if corner.y() + palette.height() > room.bottom():
            corner.setY(self.mapToGlobal(QPoint(0, 0)).y() - palette.height() - 2)
        palette.move(corner)
        palette.show()
        palette.focus_current()
        return palette


class Palette(QFrame):
    """Twelve colours, one of one's own, none.  Arrows walk, Enter chooses, Esc closes."""

    color_chosen = Signal(str)

    def __init__(self, color: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("Colour"))
        self._color = color
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        grid = QGridLayout()
        grid.setSpacing(4)
        self.cells: list[QToolButton] = []
        for place, (value, _name) in enumerate(COLORS):
            cell = self._cell(value)
            grid.addWidget(cell, *divmod(place, _COLUMNS))
            self.cells.append(cell)
        column.addLayout(grid)
        column.addWidget(line())
        self.other = button(self.tr("Another colour…"), self._ask, kind="link")
        self.default = button(self.tr("The layer's own colours"), lambda: self._choose(""), kind="link")
        self.default.setEnabled(bool(color))
        column.addWidget(self.other)
        column.addWidget(self.default)

    def _cell(self, value: str) -> QToolButton:
        cell = QToolButton()
        cell.setProperty("kind", "flat")
        cell.setIconSize(QSize(_SIDE_PX - 6, _SIDE_PX - 6))
        cell.setFixedSize(_SIDE_PX, _SIDE_PX)
        is_current = value == self._color
        size = theme.px_size(_SIDE_PX - 6, _SIDE_PX - 6)
        cell.setIcon(QIcon(swatch(value, size, self.devicePixelRatioF(), is_current=is_current)))
        cell.setToolTip(color_name(value))
        cell.setAccessibleName(color_name(value))
        cell.clicked.connect(lambda: self._choose(value))
        return cell

    def focus_current(self) -> None:
        """Put the focus on the colour in force, or on the first."""
        values = [value for value, _name in COLORS]
        place = values.index(self._color) if self._color in values else 0
        self.cells[place].setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, choose with Enter."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_COLUMNS, Qt.Key.Key_Down: _COLUMNS}
        here = self.focusWidget()
        if isinstance(here, QToolButton) and here in self.cells:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                here.click()
                return
            place = self.cells.index(here) + steps.get(Qt.Key(event.key()), 0)
            if event.key() in steps and 0 <= place < len(self.cells):
                self.cells[place].setFocus(Qt.FocusReason.TabFocusReason)
                return
        super().keyPressEvent(event)

    def _choose(self, color: str) -> None:
        self.color_chosen.emit(color)
        self.close()

    def _ask(self) -> None:
        start = QColor(self._color or COLORS[0][0])
        owner = self.parentWidget()
        assert isinstance(owner, ColorButton)
        self.close()
        chosen = QColorDialog.getColor(start, owner.window(), self.tr("Colour"))
        if chosen.isValid():
            owner.color_chosen.emit(chosen.name().upper())


def swatch(color: str, size: QSize, dpr: float, *, is_current: bool = False) -> QPixmap:
    """Return a rounded field of a colour; the one in force has a ring."""
    picture = QPixmap(size * dpr)
    picture.setDevicePixelRatio(dpr)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tokens = theme.tokens()
    box = QRectF(0.75, 0.75, size.width() - 1.5, size.height() - 1.5)
    painter.setPen(QPen(QColor(tokens.text if is_current else tokens.border_strong), 1.5 if is_current else 1.0))
    painter.setBrush(QColor(color))
    painter.drawRoundedRect(box, 4, 4)
    painter.end()
    return picture


def color_name(color: str) -> str:
    """Return the name of a colour of the palette, or its figures; empty for none."""
    from PySide6.QtCore import QCoreApplication

    names = dict(COLORS)
    return QCoreApplication.translate("Swatches", names[color]) if color in names else color
