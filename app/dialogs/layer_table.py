"""The table of the import dialog: one row a layer, whether to read it, as what, and in which coordinate system."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app import messages, theme, words
from app.crs_words import crs_of_layer
from app.dialogs.columns import ColumnsChoice
from app.dialogs.crs_choice import CrsBox
from app.dialogs.layer_pages import ImportRow
from app.dialogs.own_fit import UNUSABLE_CRS, FitButton, can_be_fitted
from app.dialogs.place_choice import StatedBox
from app.tasks.importing import Looked
from app.widgets.form_table import in_cell, set_up
from layers.kinds import ROLE_SHAPES, Role, Shape

MISSING_CRS, IN_PLAN = "source_missing_crs", "already_in_plan"
#: Zones in which at least this share of the best one's lies in the counties, and how many may be offered first.
_NEARLY_AS_GOOD, _MOST_LANDED = 0.5, 3
_TAKE, _NAME, _SHAPES, _ROLE, _CRS, _FILE = range(6)
#: Rows whose boxes are put into the table at once; others when they come into view, for styling them takes the time.
_AT_ONCE = 8


def _row_px() -> int:
    return theme.row_px() + 8


class LayerTable(QTableWidget):
    """The layers found, each with its answers; the space bar ticks the row."""

    row_shown = Signal(int)
    crs_chosen = Signal(object)  # ImportRow
    changed = Signal()  # an answer that decides whether the dialog may be left

    def __init__(self, *, areas_only: bool, near_epsg: int) -> None:
        super().__init__()
        self.rows: list[ImportRow] = []
        self._roles: dict[Shape, QStandardItemModel] = {}
        self._unseen: dict[int, list[tuple[int, QWidget]]] = {}
        self._areas_only, self._near_epsg = areas_only, near_epsg
        heads = [
            "",
            self.tr("Layer"),
            self.tr("Shapes"),
            self.tr("Role"),
            self.tr("Coordinate system"),
            self.tr("File"),
        ]
        set_up(self, heads, self.tr("Layers found"), row_px=_row_px())
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for column, width in ((_TAKE, 44), (_NAME, 190), (_SHAPES, 100), (_ROLE, 140), (_CRS, 284)):
            self.setColumnWidth(column, width)
        self.horizontalHeader().setSectionResizeMode(_FILE, QHeaderView.ResizeMode.Stretch)
        self.setColumnHidden(_ROLE, areas_only)
        self.currentCellChanged.connect(lambda row, *_: self.row_shown.emit(row))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._put_seen())

    def add_layer(self, one: Looked, summary: Any, columns: ColumnsChoice | None = None) -> None:
        """Add a layer of a file; ``columns`` asks for the coordinates of a table."""
        assert one.inspection is not None
        place = self.rowCount()
        self.insertRow(place)
        codes = {problem.code for problem in summary.problems if problem.severity == "error"}
        may_fit = can_be_fitted(summary)
        askable = {MISSING_CRS, UNUSABLE_CRS} if may_fit else {MISSING_CRS}
        usable = not (codes - askable) and (not self._areas_only or summary.shape is Shape.POLYGON)
        take = QCheckBox()
        take.setAccessibleName(self.tr("Read {layer}").format(layer=summary.name))
        take.setEnabled(usable)
        repeat = next((problem for problem in summary.problems if problem.code == IN_PLAN), None)
        take.setChecked(usable and not may_fit and repeat is None)
        if repeat is not None:
            take.setToolTip(messages.finding_text(repeat.as_note()))
        take.toggled.connect(self.changed)
        self._put(place, _TAKE, in_cell(take, (8, 0, 0, 0)))
        self._set(place, _NAME, words.source_layer(summary.name), self._names_in(summary))
        self._set(place, _SHAPES, f"{words.number(summary.features)} {words.shape(summary.shape)}", "")
        self._set(place, _FILE, *_file_of(one.path, summary.name))
        role = self._role_box(summary)
        self._put(place, _ROLE, in_cell(role))
        crs: CrsBox | StatedBox | FitButton | None = None
        if MISSING_CRS in codes:
            crs = self._crs_box(summary)
        elif may_fit and usable:
            crs = FitButton(summary, near_epsg=self._near_epsg)
            crs.currentIndexChanged.connect(lambda _index: take.setChecked(True))
        elif summary.sketch is not None and usable:
            crs = StatedBox(self.tr("Coordinate system of {layer}").format(layer=summary.name), summary)
        is_only = len(one.inspection.layers) + len(one.tables) == 1
        row = ImportRow(one.path, summary, take, role, crs, is_only, columns, one.counties)
        if crs is None:
            self._set(
                place,
                _CRS,
                crs_of_layer(summary.crs, summary.epsg),
                f"EPSG:{summary.epsg}" if summary.epsg else "",
            )
        else:
            crs.currentIndexChanged.connect(lambda _index: self.changed.emit())
            crs.currentIndexChanged.connect(lambda _index: self.crs_chosen.emit(row))
            self._put(place, _CRS, in_cell(crs))
        self.rows.append(row)

    def renew(self, row: ImportRow) -> None:
        """Show the name of a layer again whose text was read otherwise."""
        self._set(self.rows.index(row), _NAME, words.source_layer(row.summary.name), self._names_in(row.summary))

    def mark_waiting(self, questions: Mapping[int, str]) -> None:
        """Mark the rows that wait for an answer: the question, by the id of the row."""
        waits = theme.icon("triangle-alert", color=theme.tokens().warning)
        for place, row in enumerate(self.rows):
            if (item := self.item(place, _NAME)) is not None:
                question = questions.get(id(row), "")
                item.setIcon(waits if question else QIcon())
                names = self._names_in(row.summary) if row.summary.sample_names else ""
                item.setToolTip("\n".join(text for text in (item.text(), question, names) if text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the space bar, on which a row without an editor does nothing."""
        if event.key() == Qt.Key.Key_Space and self.currentRow() >= 0:
            self.rows[self.currentRow()].take.click()
            event.accept()
        else:
            super().keyPressEvent(event)

    def fit_height(self, least_rows: int) -> None:
        """Be no higher than the rows, and no lower than some of them: the room is for the pages below."""
        head_px = theme.row_px() + 6
        self.setMinimumHeight(_row_px() * least_rows + head_px)
        self.setMaximumHeight(_row_px() * max(self.rowCount(), least_rows, 1) + head_px + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the boxes of rows into the table that come into view."""
        super().resizeEvent(event)
        self._put_seen()

    def _put(self, place: int, column: int, widget: QWidget) -> None:
        if place < _AT_ONCE:
            self.setCellWidget(place, column, widget)
        else:
            self._unseen.setdefault(place, []).append((column, widget))

    def _put_seen(self) -> None:
        last = self.rowAt(self.viewport().height() - 1)
        seen = range(max(0, self.rowAt(0)), self.rowCount() if last < 0 else last + 1)
        for place in [place for place in self._unseen if place in seen]:
            for column, widget in self._unseen.pop(place):
                self.setCellWidget(place, column, widget)

    def _set(self, place: int, column: int, text: str, tip: str) -> None:
        item = QTableWidgetItem(text)
        item.setToolTip(tip)
        self.setItem(place, column, item)

    def _names_in(self, summary: Any) -> str:
        return self.tr("Names in it: {names}").format(names=words.joined(list(summary.sample_names[:5])))

    def _role_box(self, summary: Any) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("Role of {layer}").format(layer=summary.name))
        box.setModel(self._roles_of(summary.shape))
        box.setCurrentIndex(max(0, box.findData(summary.proposed_role.value)))
        return box

    def _roles_of(self, shape: Shape) -> QStandardItemModel:
        """Return the roles that a shape may have, one list for all rows: forty of them take a tenth of a second."""
        if shape not in self._roles:
            made = self._roles[shape] = QStandardItemModel(self)
            for role in Role:
                if shape in ROLE_SHAPES[role]:
                    item = QStandardItem(words.role(role))
                    item.setData(role.value, Qt.ItemDataRole.UserRole)
                    made.appendRow(item)
        return self._roles[shape]

    def _crs_box(self, summary: Any) -> CrsBox:
        problem = next(problem for problem in summary.problems if problem.code == MISSING_CRS)
        name = self.tr("Coordinate system of {layer}").format(layer=summary.name)
        best = [one for one in summary.landings if one.share >= _NEARLY_AS_GOOD * summary.landings[0].share]
        # Where more land there, no county tells them apart.
        tells = all(one.in_counties for one in best) and len(best) <= _MOST_LANDED
        candidates = list(problem.facts.get("candidates", ()))
        return CrsBox(name, candidates, near_epsg=self._near_epsg, landed=[one.crs for one in best] if tells else [])


def _file_of(path: Path, layer: str) -> tuple[str, str]:
    """Return the file a layer is from, and its whole path: of a folder, the file in it that bears the layer's name."""
    if not path.is_dir() or path.suffix.lower() == ".gdb":
        return path.name, str(path)
    from layers.sources import supported_extensions

    endings, stem = supported_extensions(), layer.split("|")[0].split("/")[0]
    inside = [path / f"{stem}{ending}" for ending in endings]
    found = next((file for file in inside if file.exists()), path)
    return (found.name if found is path else f"{path.name}/{found.name}"), str(found)
