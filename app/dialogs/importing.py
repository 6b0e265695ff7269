"""What was dropped: one row per layer, its role and its coordinate system; all problems together, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import icons, messages, theme, words
from app.dialogs.columns import ColumnsChoice
from app.dialogs.counties import ok_cancel
from app.dialogs.crs_choice import CrsBox, crs_of_layer
from app.dialogs.own_fit import UNUSABLE_CRS, FitButton, can_be_fitted
from app.dialogs.place_choice import PlaceChoice, StatedBox, place_doubts
from app.tasks.importing import PLACE_QUESTIONS, Looked, Wanted
from app.widgets.basics import label
from layers.kinds import ROLE_SHAPES, Role, Shape

_MISSING_CRS = "source_missing_crs"
#: Zones in which at least this share of the best one's lies in the counties, and how many may be offered first.
_NEARLY_AS_GOOD, _MOST_LANDED = 0.5, 3


@dataclass
class _Row:
    """One layer of one file, with the widgets that decide about it."""

    path: Path
    summary: Any  # layers.sources.LayerSummary
    take: QCheckBox
    role: QComboBox
    crs: CrsBox | StatedBox | FitButton | None
    is_only: bool
    columns: ColumnsChoice | None = None
    counties: Any = None  # GeoDataFrame for the picture of where it lies

    @property
    def asks_place(self) -> bool:
        """True when there is a question about where the layer lies, and a sketch to show it by."""
        return self.summary.sketch is not None and (self.summary.needs_crs or bool(place_doubts(self.summary)))


class ImportDialog(QDialog):
    """Choose what to read and as what."""

    def __init__(self, looked: list[Looked], *, areas_only: bool = False, near_epsg: int = 0, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import patrol areas") if areas_only else self.tr("Add layers"))
        self._areas_only, self._near_epsg = areas_only, near_epsg
        self._rows: list[_Row] = []
        self._column_choices: list[ColumnsChoice] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        self._usable = [one for one in looked if one.inspection is not None and one.inspection.layers]
        tables = [] if areas_only else [(one, table) for one in looked for table in one.tables]
        count = sum(len(one.inspection.layers) for one in self._usable if one.inspection is not None) + len(tables)
        head = self.tr("%n layer(s) found. Check what each is; the files themselves stay as they are.", "", count)
        layout.addWidget(label(head if count else self.tr("Nothing here can be read as a layer."), "title", wrap=True))
        self.table = self._table()
        for one, table in tables:
            self._ask_columns(one, table)
        asking = next((row for row in self._rows if row.asks_place), None)
        # With both questions below it the table scrolls sooner: all must fit on 768 pixels beside a task bar.
        shown_rows = min(self.table.rowCount(), 2 if self._column_choices and asking is not None else 5)
        self.table.setMinimumHeight((theme.ROW_PX + 8) * shown_rows + theme.ROW_PX + 6)
        layout.addWidget(self.table, 3)
        if len(self._column_choices) > 1:  # as many as there are tables: they scroll
            layout.addWidget(_scrolling(self._column_choices), 2)
        else:
            for choice in self._column_choices:
                layout.addWidget(choice)
        self.table.setVisible(bool(count))
        self.place = PlaceChoice()
        self.place.chosen.connect(self._take_answer)
        self._placed: _Row | None = None
        layout.addWidget(self.place)
        self.place.setVisible(asking is not None)
        if asking is not None:
            self._show_place(asking)
        problems = self._problems(looked)
        if problems:
            layout.addWidget(label(self.tr("What was noticed"), "heading"))
            layout.addWidget(_problem_list(problems, least_px=60 if self._column_choices else 90), 2)
        self.buttons = ok_cancel(self, self.tr("Import") if areas_only else self.tr("Add to the plan"))
        layout.addWidget(self.buttons)
        self.resize(980, 680 if self._column_choices or (asking is not None and problems) else 560)
        self._check()

    # -- the table ----------------------------------------------------------------------------

    def _table(self) -> QTableWidget:
        heads = [
            "",
            self.tr("Layer"),
            self.tr("Shapes"),
            self.tr("Role"),
            self.tr("Coordinate system"),
            self.tr("File"),
        ]
        table = QTableWidget(0, len(heads))
        table.setProperty("kind", "framed")
        table.setAccessibleName(self.tr("Layers found"))
        table.setHorizontalHeaderLabels(heads)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.ROW_PX + 8)
        table.setShowGrid(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.cellClicked.connect(lambda row, _column: self._show_place(self._rows[row]))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate((44, 190, 110, 150, 250, 0)):
            table.setColumnWidth(column, width)
        header.setSectionResizeMode(5, QHeaderView.ResizeMode.Stretch)
        for one in self._usable:
            assert one.inspection is not None
            for summary in one.inspection.layers:
                self._add_row(table, one, summary)
        if self._areas_only:
            table.setColumnHidden(3, True)
        return table

    def _add_row(self, table: QTableWidget, one: Looked, summary: Any, columns: ColumnsChoice | None = None) -> None:
        place = table.rowCount()
        table.insertRow(place)
        codes = {problem.code for problem in summary.problems if problem.severity == "error"}
        take = QCheckBox()
        take.setAccessibleName(self.tr("Read {layer}").format(layer=summary.name))
        may_fit = can_be_fitted(summary)
        askable = {_MISSING_CRS, UNUSABLE_CRS} if may_fit else {_MISSING_CRS}
        usable = not (codes - askable) and (not self._areas_only or summary.shape is Shape.POLYGON)
        take.setEnabled(usable)
        take.setChecked(usable and not may_fit)
        take.toggled.connect(self._check)
        table.setCellWidget(place, 0, _centred(take))
        for column, text, tip in (
            (
                1,
                summary.name,
                self.tr("Names in it: {names}").format(names=words.joined(list(summary.sample_names[:5]))),
            ),
            (2, f"{words.number(summary.features)} {words.shape(summary.shape)}", ""),
            (5, one.path.name, str(one.path)),
        ):
            item = QTableWidgetItem(text)
            item.setToolTip(tip)
            table.setItem(place, column, item)
        role = self._role_box(summary)
        table.setCellWidget(place, 3, _padded(role))
        crs: CrsBox | StatedBox | FitButton | None = None
        if _MISSING_CRS in codes:
            crs = self._crs_box(summary)
            table.setCellWidget(place, 4, _padded(crs))
        elif may_fit and usable:
            crs = FitButton(summary, near_epsg=self._near_epsg)
            crs.currentIndexChanged.connect(lambda _index: take.setChecked(True))
            crs.currentIndexChanged.connect(self._check)
            table.setCellWidget(place, 4, _padded(crs))
        elif summary.sketch is not None and usable:
            crs = StatedBox(self.tr("Coordinate system of {layer}").format(layer=summary.name), summary)
            crs.currentIndexChanged.connect(self._check)
            table.setCellWidget(place, 4, _padded(crs))
        else:
            item = QTableWidgetItem(crs_of_layer(summary.crs, summary.epsg))
            item.setToolTip(f"EPSG:{summary.epsg}" if summary.epsg else "")
            table.setItem(place, 4, item)
        assert one.inspection is not None
        is_only = len(one.inspection.layers) + len(one.tables) == 1
        row = _Row(one.path, summary, take, role, crs, is_only, columns, one.counties)
        if crs is not None:
            crs.currentIndexChanged.connect(lambda _index: self._show_place(row))
        self._rows.append(row)

    def _role_box(self, summary: Any) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("Role of {layer}").format(layer=summary.name))
        for role in Role:
            if summary.shape in ROLE_SHAPES[role]:
                box.addItem(words.role(role), role.value)
        box.setCurrentIndex(max(0, box.findData(summary.proposed_role.value)))
        return box

    def _crs_box(self, summary: Any) -> CrsBox:
        problem = next(problem for problem in summary.problems if problem.code == _MISSING_CRS)
        name = self.tr("Coordinate system of {layer}").format(layer=summary.name)
        best = [one for one in summary.landings if one.share >= _NEARLY_AS_GOOD * summary.landings[0].share]
        in_counties = all(one.in_counties for one in best)
        landed = (
            [one.crs for one in best] if in_counties and len(best) <= _MOST_LANDED else []
        )  # in more: no county tells them apart
        candidates = list(problem.facts.get("candidates", ()))
        box = CrsBox(name, candidates, near_epsg=self._near_epsg, landed=landed)
        box.currentIndexChanged.connect(self._check)
        return box

    def _ask_columns(self, one: Looked, preview: Any) -> None:
        """A table whose coordinate columns nobody recognised becomes a layer once they are named."""
        from layers.sources import LayerSummary, Problem

        missing = (Problem(_MISSING_CRS, "error", {"candidates": ()}),)
        role = preview.proposed_role
        summary = LayerSummary(
            preview.name, Shape.POINT, preview.count, None, None, None, preview.columns, (), "", role, (), missing
        )
        choice = ColumnsChoice(preview)
        choice.changed.connect(self._check)
        self._add_row(self.table, one, summary, choice)
        self._column_choices.append(choice)

    # -- where a layer lies ----------------------------------------------------------------------

    def _show_place(self, row: _Row) -> None:
        """Show where a layer lies with what is chosen for it."""
        if row.summary.sketch is None or row.crs is None or row.columns is not None or not hasattr(self, "place"):
            return
        self._placed = row
        offered = row.crs.first if isinstance(row.crs, CrsBox) else []
        self.place.show_layer(row.summary, row.counties, row.crs.currentData(), offered)
        self.place.show()

    def _take_answer(self, code: object) -> None:
        """Take the answer of a button below the picture."""
        row = self._placed
        if row is None or row.crs is None or isinstance(row.crs, FitButton):
            return
        row.crs.setCurrentIndex(0 if code is None else row.crs.findData(code))
        self._show_place(row)

    # -- answers ------------------------------------------------------------------------------

    def _check(self, *_news: object) -> None:
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok) if hasattr(self, "buttons") else None
        if ok is None:
            return
        taken = [row for row in self._rows if row.take.isChecked()]
        for row in self._rows:
            if row.columns is not None and isinstance(row.crs, CrsBox):
                row.columns.setVisible(row.take.isChecked())
                row.crs.offer(_candidates(row.columns.bounds))
        problem = ""
        if not taken:
            problem = self.tr("Tick at least one layer")
        elif any(row.columns is not None and row.columns.chosen is None for row in taken):
            problem = self.tr("Choose the two columns that hold the coordinates")
        elif any(row.crs is not None and row.crs.currentIndex() < 0 for row in taken):
            problem = self.tr("Choose the coordinate system first; it is never guessed")
        ok.setEnabled(not problem)
        ok.setToolTip(problem)

    @property
    def wanted(self) -> list[Wanted]:
        """The layers to read, each as decided."""
        from layers.sources import ReadChoice

        return [
            Wanted(
                row.path,
                ReadChoice(
                    layer=None if row.is_only else row.summary.name,
                    role=Role(row.role.currentData()),
                    crs=None if row.crs is None else row.crs.currentData(),
                    x_field=_column(row, 0),
                    y_field=_column(row, 1),
                ),
            )
            for row in self._rows
            if row.take.isChecked()
        ]

    def _problems(self, looked: list[Looked]) -> list[tuple[str, str]]:
        """Every finding as (severity, sentence), the worst first."""
        found: list[tuple[str, str]] = []
        for one in looked:
            if one.error is not None:
                found.append(("error", messages.error_message(one.error).sentence))
                continue
            assert one.inspection is not None
            asked = {table.name for table in one.tables}
            for problem in one.inspection.problems:
                if problem.facts.get("layer") in asked and not self._areas_only:
                    continue  # its columns are asked for above
                found.append((problem.severity, self._told(one.path.name, messages.finding_text(problem.as_note()))))
            for summary in one.inspection.layers:
                told_above = self._placed is not None and summary is self._placed.summary
                for problem in summary.problems:
                    if told_above and problem.code in PLACE_QUESTIONS:
                        continue  # beside the picture
                    # The question above is no fault of the file.
                    severity = "warning" if problem.code == _MISSING_CRS else problem.severity
                    found.append((severity, self._told(summary.name, messages.finding_text(problem.as_note()))))
        order = {"error": 0, "warning": 1, "info": 2}
        return sorted(dict.fromkeys(found), key=lambda line: order.get(line[0], 3))

    def _told(self, name: str, sentence: str) -> str:
        """Put the name before a finding, unless the sentence names it already."""
        if sentence.startswith(Path(name).stem):
            return sentence
        return self.tr("{name}: {sentence}").format(name=name, sentence=sentence)

    @property
    def problem_text(self) -> str:
        """All sentences shown below the table."""
        from PySide6.QtWidgets import QLabel

        return "\n".join(found.text() for found in self.findChildren(QLabel))


def _column(row: _Row, place: int) -> str | None:
    chosen = None if row.columns is None else row.columns.chosen
    return None if chosen is None else chosen[place]


def _candidates(bounds: tuple[float, float, float, float] | None) -> tuple[str, ...]:
    from layers.sources.datum import candidates

    return candidates(bounds)


def _centred(widget: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(8, 0, 0, 0)
    row.addWidget(widget)
    return holder


def _padded(widget: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(2, 2, 8, 2)
    row.addWidget(widget)
    return holder


def _scrolling(parts: Sequence[QWidget]) -> QScrollArea:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(page)
    area.setMinimumHeight(150)
    return area


def _problem_list(problems: list[tuple[str, str]], *, least_px: int) -> QScrollArea:
    t = theme.tokens()
    looks = {
        "error": ("circle-x", t.danger),
        "warning": ("triangle-alert", t.warning),
        "info": ("info", t.muted),
    }
    page = QFrame()
    page.setProperty("kind", "page")
    column = QVBoxLayout(page)
    column.setContentsMargins(12, 10, 12, 10)
    column.setSpacing(6)
    for severity, text in problems:
        icon, color = looks.get(severity, looks["info"])
        row = QHBoxLayout()
        row.setSpacing(8)
        picture = label()
        picture.setPixmap(icons.pixmap(icon, color, 16, 2.0))
        row.addWidget(picture, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(text, wrap=True, selectable=True), 1)
        column.addLayout(row)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(page)
    area.setMinimumHeight(least_px)
    return area
