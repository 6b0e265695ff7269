"""A picture beside the map: its control points as a table, how far each is off, and the choice of transformation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import theme, words
from app.i18n import mark
from app.theme import row_px
from app.widgets.basics import ElidedLabel, button, label, tool_button
from app.widgets.picture_view import PictureView
from layers.georeference import LEAST_POINTS, Fit, Transformation

_NUMBER, _PIXEL, _PLACE, _OFF = range(4)
_MOST_ROWS = 7

#: What each transformation may do to the picture.
TRANSFORMATIONS = {
    Transformation.SIMILARITY: mark("PlacingPanel", "Moved, turned, scaled (similarity)"),
    Transformation.AFFINE: mark("PlacingPanel", "Stretched too (affine)"),
    Transformation.POLYNOMIAL: mark("PlacingPanel", "Bent too (polynomial of the second order)"),
}


@dataclass(frozen=True)
class DraftPoint:
    """A point in hand: its place on the earth may still be missing."""

    column: float
    row: float
    lonlat: tuple[float, float] | None = None
    is_used: bool = True


class PlacingPanel(QWidget):
    """Shows what the control knows; every wish goes out as a signal."""

    used_changed = Signal(int, bool)
    place_typed = Signal(int, str)
    removal_asked = Signal(int)
    row_chosen = Signal(int)
    transformation_chosen = Signal(object)
    applied = Signal()
    closed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Place a picture by control points"))
        self._is_filling = False
        self._complete: list[int] = []  # rows of the points that have a place
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        self.title = ElidedLabel(title, "title")
        head.addWidget(self.title, 1)
        whole = tool_button(icon="maximize", name=self.tr("Show the whole picture"), size_px=16)
        head.addWidget(whole)
        close = tool_button(icon="x", name=self.tr("Close"), size_px=16)
        close.clicked.connect(self.closed.emit)
        head.addWidget(close)
        column.addLayout(head)
        self.hint = label("", "", wrap=True)
        column.addWidget(self.hint)
        self.view = PictureView(self.tr("The picture"))
        whole.clicked.connect(self.view.show_whole)
        column.addWidget(self.view, 1)
        row = QHBoxLayout()
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(self.tr("What may be done to the picture"))
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for kind, text in TRANSFORMATIONS.items():
            # Said here for the length of the line; the extraction finds the words in the table above.
            shown = self.tr("{what}, {count} points at least").format(what=_translated(text), count=LEAST_POINTS[kind])
            self.kinds.addItem(shown, kind.value)
        self.kinds.activated.connect(lambda _place: self._on_kind())
        row.addWidget(self.kinds, 1)
        column.addLayout(row)
        self.table = _PointTable(self)
        self.table.itemChanged.connect(self._on_item)
        self.table.currentCellChanged.connect(lambda current, *_: self._on_row(current))
        column.addWidget(self.table)
        self.summary = label("", "", wrap=True)
        column.addWidget(self.summary)
        column.addWidget(
            label(
                self.tr("A placed picture is for tracing and orientation. It is no survey, and settles no boundary."),
                "small",
                wrap=True,
            )
        )
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(button(self.tr("Close"), self.closed.emit))
        self.apply_button = button(self.tr("Place on the map"), self.applied.emit, kind="primary")
        buttons.addWidget(self.apply_button)
        column.addLayout(buttons)

    def _on_row(self, row: int) -> None:
        if not self._is_filling:
            self.row_chosen.emit(row)

    def _on_kind(self) -> None:
        self.transformation_chosen.emit(Transformation(self.kinds.currentData()))

    def show_points(
        self,
        points: Sequence[DraftPoint],
        kind: Transformation,
        fit: Fit | None,
        refusal: str,
        chosen: int,
    ) -> None:
        """Show the points, how far each is off, and what is still to be done.

        ``fit`` counts the complete points only, in their order; ``refusal`` is why there is none.
        """
        self._is_filling = True
        self.kinds.setCurrentIndex(self.kinds.findData(kind.value))
        self.table.setRowCount(len(points))
        self._complete = [row for row, point in enumerate(points) if point.lonlat is not None]
        number = 0
        for row, point in enumerate(points):
            off = ""
            is_worst = False
            if point.lonlat is not None and fit is not None:
                off = f"{fit.lengths_m[number]:.1f}"
                is_worst = fit.worst == number
            number += point.lonlat is not None
            self._fill(row, point, off, is_worst)
        self.table.setFixedHeight((min(max(len(points), 2), _MOST_ROWS) + 1) * row_px() + 4)
        if 0 <= chosen < len(points):
            self.table.setCurrentCell(chosen, max(self.table.currentColumn(), _PIXEL))
        self._is_filling = False
        self.apply_button.setEnabled(fit is not None)
        self.apply_button.setToolTip(refusal)
        self.summary.setText(self._said(fit) if fit is not None else refusal)

    def show_hint(self, waits: bool) -> None:
        """Say what comes next."""
        self.hint.setText(
            self.tr("Now click the same place on the map, or type its coordinates in the table.")
            if waits
            else self.tr("Click a point in the picture that can be found on the map: a corner of a line, a grid cross.")
        )

    def _said(self, fit: Fit) -> str:
        if fit.spare == 0:
            return self.tr("No point to spare: all residuals are zero and prove nothing. Set one more.")
        text = self.tr("Mean error (RMS) {rms} m with {count} points; a pixel is {cell} m.")
        used = sum(one.is_used for one in fit.placement.points)
        said = text.format(rms=f"{fit.rms_m:.1f}", count=used, cell=f"{fit.metres_per_pixel:.2g}")
        if fit.worst is not None:
            text = self.tr("Farthest off: point {number}. Check it, or leave it out.")
            said = f"{said} {text.format(number=self._number_of(fit.worst))}"
        return said

    def _number_of(self, place: int) -> int:
        return self._complete[place] + 1

    def _fill(self, row: int, point: DraftPoint, off: str, is_worst: bool) -> None:
        place = ""
        if point.lonlat is not None:
            place = f"{words.fine_dms(point.lonlat[0], 'E', 'W')}  {words.fine_dms(point.lonlat[1], 'N', 'S')}"
        texts = (str(row + 1), f"{point.column:.0f}, {point.row:.0f}", place, off)
        for at, text in enumerate(texts):
            item = QTableWidgetItem(text)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            if at == _NUMBER:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
                item.setCheckState(Qt.CheckState.Checked if point.is_used else Qt.CheckState.Unchecked)
                item.setToolTip(self.tr("Count this point"))
            if at == _PLACE:
                flags |= Qt.ItemFlag.ItemIsEditable
                item.setToolTip(self.tr("Degrees in any notation, longitude first, or metres: X north, then Y east"))
            if at == _OFF:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setFlags(flags)
            if is_worst:
                bold = QFont(self.table.font())
                bold.setBold(True)
                item.setFont(bold)
                item.setForeground(QColor(theme.tokens().danger))
            elif not point.is_used:
                item.setForeground(QColor(theme.tokens().muted))
            self.table.setItem(row, at, item)

    def _on_item(self, item: QTableWidgetItem) -> None:
        if self._is_filling:
            return
        if item.column() == _NUMBER:
            self.used_changed.emit(item.row(), item.checkState() == Qt.CheckState.Checked)
        elif item.column() == _PLACE:
            self.place_typed.emit(item.row(), item.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; other keys stay here."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        event.accept()


def _translated(text: str) -> str:
    from PySide6.QtCore import QCoreApplication

    return QCoreApplication.translate("PlacingPanel", text)


class _PointTable(QTableWidget):
    """Delete takes the point chosen away."""

    def __init__(self, panel: PlacingPanel) -> None:
        super().__init__(0, 4)
        self._panel = panel
        self.setAccessibleName(self.tr("Control points"))
        self.setHorizontalHeaderLabels(
            [self.tr("#"), self.tr("In the picture"), self.tr("On the earth"), self.tr("Off (m)")]
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)  # Tab leaves; in a cell it goes to the next
        self.verticalHeader().setDefaultSectionSize(row_px())
        head = self.horizontalHeader()
        head.setFixedHeight(row_px())
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(_PLACE, QHeaderView.ResizeMode.Stretch)
        for at, width in ((_NUMBER, 52), (_PIXEL, 100), (_OFF, 76)):
            self.setColumnWidth(at, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the point chosen away."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.currentRow() >= 0:
            self._panel.removal_asked.emit(self.currentRow())
            return
        super().keyPressEvent(event)
