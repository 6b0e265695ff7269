"""Fields of the card for the look of a layer that stand by themselves: classes of numbers, classes of land cover."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from app import theme, words
from app.cards.look_words import METHODS, RAMP_NAMES, translate
from app.tasks.looks import LookFacts
from app.widgets.basics import label
from app.widgets.look_rows import SwatchTable
from layers.sources.landcover import OWN_CLASSES, classifications
from layers.styling.classify import FEWEST, MOST, Method
from layers.styling.model import LayerStyle
from layers.styling.palettes import RAMPS, ramp

_RAMP = (56, 12)


def say(text: str) -> str:
    """Return a text of the card in the language in force."""
    return QCoreApplication.translate("LookCard", text)


def combo(name: str) -> QComboBox:
    """Return a box of choices that may be narrow."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    return box


def add_row(column: QVBoxLayout, text: str, field: QWidget | QHBoxLayout) -> None:
    """Add a named field to a column."""
    row = QHBoxLayout()
    name = label(text, "small")
    name.setMinimumWidth(62)
    row.addWidget(name)
    if isinstance(field, QWidget):
        row.addWidget(field, 1)
    else:
        row.addLayout(field, 1)
    column.addLayout(row)


def add_ramps(box: QComboBox) -> None:
    """Offer the ramps of colours."""
    box.setIconSize(theme.px_size(*_RAMP))
    for name in RAMPS:
        box.addItem(_ramp_icon(name, box.devicePixelRatioF()), translate(RAMP_NAMES[name]), name)


class ClassForm(QWidget):
    """How a column of numbers is divided into classes, how many there are, and their colours."""

    divided = Signal(object, int)  # Method, number of classes
    colored = Signal(str, bool)  # the ramp, whether it is turned

    def __init__(self, style: LayerStyle) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        method = combo(say("Breaks"))
        for one, text in METHODS.items():
            method.addItem(translate(text), one.value)
        method.setCurrentIndex(method.findData(style.method.value))
        count = QSpinBox()
        count.setAccessibleName(say("Classes"))
        count.setRange(FEWEST, MOST)
        count.setValue(max(len(style.rows), FEWEST))
        count.setEnabled(style.method is not Method.MANUAL)
        count.setKeyboardTracking(False)
        method.activated.connect(lambda _place: self.divided.emit(Method(method.currentData()), count.value()))
        count.valueChanged.connect(lambda value: self.divided.emit(Method(method.currentData()), value))
        line = QHBoxLayout()
        line.addWidget(method, 1)
        line.addWidget(count)
        add_row(column, say("Breaks"), line)
        colors = combo(say("Colours"))
        add_ramps(colors)
        colors.setCurrentIndex(max(colors.findData(style.ramp), 0))
        turned = QCheckBox(say("Turned"))
        turned.setToolTip(say("High values get the colours of low ones"))
        turned.setAccessibleName(say("Turned"))
        turned.setChecked(style.reverse)
        colors.activated.connect(lambda _place: self.colored.emit(colors.currentData(), turned.isChecked()))
        turned.toggled.connect(lambda on: self.colored.emit(colors.currentData(), on))
        line = QHBoxLayout()
        line.addWidget(colors, 1)
        line.addWidget(turned)
        add_row(column, say("Colours"), line)


class CoverForm(QWidget):
    """Which classification the cells of a land-cover raster follow, and what they mean."""

    chosen = Signal(str)  # the code of the classification; "" to recognise it

    def __init__(self, facts: LookFacts) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        box = combo(say("Classes of"))
        box.addItem(say("Recognise them"), "")
        chinese = words.is_chinese()
        for code, one in classifications().items():
            box.addItem(one.zh if chinese else one.en, code)
        box.addItem(say("The file's own colours"), OWN_CLASSES)
        box.setCurrentIndex(max(box.findData(facts.style.classification), 0))
        box.activated.connect(lambda _place: self.chosen.emit(box.currentData()))
        add_row(column, say("Classes of"), box)
        if not facts.cells:
            column.addWidget(label(say("No classes: its values are drawn in grey."), "small", wrap=True))
            return
        known = classifications().get(facts.classification)
        if known is not None:
            source = say("{name}. Colours: {source}")
            name = known.zh if chinese else known.en
            colors = known.colors_zh if chinese else known.colors_en
            column.addWidget(label(source.format(name=name, source=colors), "small", wrap=True))
        table = SwatchTable(say("Classes"), 1)
        table.show_colors(facts.cells)
        column.addWidget(table)


def _ramp_icon(name: str, dpr: float) -> QIcon:
    picture = QPixmap(theme.px_size(*_RAMP) * dpr)
    painter = QPainter(picture)
    colors = ramp(name, 7)
    wide = picture.width() / len(colors)
    for place, color in enumerate(colors):
        painter.fillRect(round(place * wide), 0, round(wide) + 1, picture.height(), QColor(color))
    painter.end()
    picture.setDevicePixelRatio(dpr)
    return QIcon(picture)
