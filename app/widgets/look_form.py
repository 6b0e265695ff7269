"""One look as a form: colour, fill, outline, symbol; what is left open is as the theme has it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDoubleSpinBox, QFormLayout, QSpinBox, QWidget

from app import theme
from app.canvas.legend import LegendEntry, draw_swatch
from app.canvas.restyling import restyled
from app.canvas.styles import Style
from app.canvas.styles import theme as map_theme
from app.fonts import window_family
from app.i18n import mark
from app.widgets.basics import label
from app.widgets.swatches import ColorButton
from layers.kinds import Shape
from layers.styling.model import DASHES, PATTERNS, SIZE_PX, SYMBOLS, WIDTH_PX, Look

_ICON = (36, 14)
_WORDS = {
    "": mark("LookForm", "None"),
    "hatch": mark("LookForm", "Hatch"),
    "diagonal": mark("LookForm", "Heavy hatch"),
    "dots": mark("LookForm", "Dots"),
    "sparse": mark("LookForm", "Sparse hatch"),
    "fine": mark("LookForm", "Fine hatch"),
    "wide": mark("LookForm", "Wide hatch"),
    "solid": mark("LookForm", "Solid"),
    "dash": mark("LookForm", "Dashes"),
    "dot": mark("LookForm", "Dotted"),
    "dash_dot": mark("LookForm", "Dash and dot"),
}
_SYMBOL_WORDS = {
    "dot": mark("LookForm", "Point"),
    "square": mark("LookForm", "Square"),
    "circle": mark("LookForm", "Circle"),
    "triangle": mark("LookForm", "Triangle"),
    "diamond": mark("LookForm", "Diamond"),
}


class LookForm(QWidget):
    """Edits one :class:`~layers.styling.model.Look`; every change is told at once."""

    changed = Signal(object)  # Look

    def __init__(self, shape: Shape, *, with_color: bool = True) -> None:
        super().__init__()
        self._look = Look()
        self._filling = False
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(4)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.color = ColorButton("", self.tr("Colour"))
        self.color.color_chosen.connect(lambda color: self._set(color=color))
        if with_color:
            form.addRow(label(self.tr("Colour"), "small"), self.color)
        self.opacity = QSpinBox()
        self.opacity.setRange(-1, 100)
        self.opacity.setSuffix(" %")
        self.opacity.setSingleStep(5)
        self.pattern = self._choices(PATTERNS, Shape.POLYGON)
        self.line = ColorButton("", self.tr("Outline"))
        self.line.color_chosen.connect(lambda color: self._set(line=color))
        self.width_box = _number(WIDTH_PX, 0.5, 1)
        self.dash = self._choices(DASHES, Shape.LINE)
        self.symbol = self._choices(SYMBOLS, Shape.POINT)
        self.size_box = _number(SIZE_PX, 1.0, 0)
        rows: dict[Shape, list[tuple[str, QWidget]]] = {
            Shape.POLYGON: [
                (self.tr("Fill"), self.opacity),
                (self.tr("Pattern"), self.pattern),
                (self.tr("Outline"), self.line),
                (self.tr("Width (px)"), self.width_box),
                (self.tr("Line"), self.dash),
            ],
            Shape.LINE: [(self.tr("Width (px)"), self.width_box), (self.tr("Line"), self.dash)],
            Shape.POINT: [
                (self.tr("Symbol"), self.symbol),
                (self.tr("Size (px)"), self.size_box),
                (self.tr("Outline"), self.line),
            ],
        }
        shown = rows.get(shape, [])
        for text, field in (pair for some in rows.values() for pair in some):
            field.setAccessibleName(text)
        for text, field in shown:
            form.addRow(label(text, "small"), field)
        for box in (self.opacity, self.width_box, self.size_box):
            box.setSpecialValueText(self.tr("By default"))
            box.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.UpDownArrows)
            box.setKeyboardTracking(False)
        self.opacity.valueChanged.connect(lambda value: self._set(opacity=None if value < 0 else value / 100.0))
        self.width_box.valueChanged.connect(lambda value: self._set(width_px=_open(value, WIDTH_PX)))
        self.size_box.valueChanged.connect(lambda value: self._set(size_px=_open(value, SIZE_PX)))
        for choice, name in ((self.pattern, "pattern"), (self.dash, "dash"), (self.symbol, "symbol")):
            choice.activated.connect(
                lambda _place, choice=choice, name=name: self._set(**{name: choice.currentData()})  # type: ignore[misc]
            )
        used = [field for _, field in shown] + ([self.color] if with_color else [])
        every: tuple[QWidget, ...] = (
            *(self.opacity, self.pattern, self.line, self.width_box),
            *(self.dash, self.symbol, self.size_box, self.color),
        )
        for field in every:
            if field not in used:
                field.setParent(self)
                field.hide()

    def show_look(self, look: Look) -> None:
        """Show a look; nothing is told."""
        self._filling = True
        self._look = look
        self.color.show_color(look.color)
        self.line.show_color(look.line)
        self.opacity.setValue(-1 if look.opacity is None else round(look.opacity * 100))
        self.width_box.setValue(self.width_box.minimum() if look.width_px is None else look.width_px)
        self.size_box.setValue(self.size_box.minimum() if look.size_px is None else look.size_px)
        for choice, value in ((self.pattern, look.pattern), (self.dash, look.dash), (self.symbol, look.symbol)):
            choice.setCurrentIndex(max(choice.findData(value), 0))
        self._filling = False

    def _set(self, **changes: Any) -> None:
        if not self._filling:
            look = replace(self._look, **changes)
            if look != self._look:
                self.show_look(look)
                self.changed.emit(look)

    def _choices(self, values: tuple[str, ...], shape: Shape) -> QComboBox:
        box = QComboBox()
        box.setIconSize(theme.px_size(*_ICON))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        box.addItem(self.tr("By default"), None)
        words = _SYMBOL_WORDS if shape is Shape.POINT else _WORDS
        for value in values:
            box.addItem(_sample(value, shape, self.devicePixelRatioF()), translate(words[value]), value)
        return box


def translate(text: str) -> str:
    """Return a text of the tables above in the language in force."""
    return QCoreApplication.translate("LookForm", text)


def _number(limits: tuple[float, float], step: float, decimals: int) -> QDoubleSpinBox:
    """Return a field whose least value, one step below the limits, leaves the choice open."""
    field = QDoubleSpinBox()
    field.setDecimals(decimals)
    field.setSingleStep(step)
    field.setRange(limits[0] - 10.0**-decimals, limits[1])
    return field


def _open(value: float, limits: tuple[float, float]) -> float | None:
    return None if value < limits[0] - 1e-9 else value


def _sample(value: str, shape: Shape, dpr: float) -> QIcon:
    """Return a small picture of a pattern, a dash or a symbol."""
    looks = map_theme(theme.tokens().name)
    ink = looks.ink
    if shape is Shape.POLYGON:
        style = Style(pattern=value, pattern_color=ink, line=looks.muted, width=1.0)
        dimension = 2
    elif shape is Shape.LINE:
        style = restyled(Style(line=ink, width=1.8), Look(dash=value), looks.land)
        dimension = 1
    else:
        style = Style(symbol=value, fill=ink, keyline=looks.halo, size=10.0)
        dimension = 0
    return swatch_icon(LegendEntry("", "", "", style, dimension), _ICON, dpr)


def swatch_icon(entry: LegendEntry, size_px: tuple[int, int], dpr: float) -> QIcon:
    """Return the sample of a look as the map draws it, as large as letters make it."""
    fine = dpr * theme.text_scale()
    picture = QPixmap(QSize(*size_px) * fine)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    try:
        box = QRectF(picture.rect())
        draw_swatch(painter, box, entry, map_theme(theme.tokens().name), window_family(), dpr=fine)
    finally:
        painter.end()
    picture.setDevicePixelRatio(dpr)
    return QIcon(picture)
