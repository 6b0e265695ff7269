"""What was dropped: one row per layer, its role and its coordinate system; all problems together, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
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

from app import messages, theme, words
from app.dialogs.columns import ColumnsChoice
from app.dialogs.counties import ok_cancel
from app.dialogs.crs_choice import CrsBox, crs_of_layer
from app.dialogs.fields_page import FieldsPage
from app.dialogs.layer_pages import ImportRow, LayerPages
from app.dialogs.mending_page import MendingPage
from app.dialogs.noticed_page import NoticedPage
from app.dialogs.own_fit import UNUSABLE_CRS, FitButton, can_be_fitted
from app.dialogs.place_choice import StatedBox
from app.dialogs.place_page import PlacePage
from app.dialogs.text_answers import LookAgain, TextAnswers, renewed_look, same_layer
from app.settings import Settings
from app.tasks.importing import PLACE_QUESTIONS, Looked, Wanted
from app.widgets.basics import button, label
from layers.kinds import ROLE_SHAPES, Role, Shape

_MISSING_CRS = "source_missing_crs"
#: Zones in which at least this share of the best one's lies in the counties, and how many may be offered first.
_NEARLY_AS_GOOD, _MOST_LANDED = 0.5, 3


class LayersTable(QTableWidget):
    """The layers found; the tab key leaves it, the space bar ticks the row."""

    toggled = Signal(int)  # the row whose tick is to change

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the space bar, on which a row without an editor does nothing."""
        if event.key() == Qt.Key.Key_Space and self.currentRow() >= 0:
            self.toggled.emit(self.currentRow())
            event.accept()
        else:
            super().keyPressEvent(event)


class ImportDialog(QDialog):
    """Choose what to read and as what."""

    def __init__(
        self,
        looked: list[Looked],
        *,
        areas_only: bool = False,
        near_epsg: int = 0,
        settings: Settings | None = None,
        look_again: LookAgain | None = None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import patrol areas") if areas_only else self.tr("Add layers"))
        self._areas_only, self._near_epsg = areas_only, near_epsg
        self._rows: list[ImportRow] = []
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
        # With columns asked for below it the table scrolls sooner: all must fit on 768 pixels beside a task bar.
        shown_rows = min(self.table.rowCount(), 2 if self._column_choices else 5)
        self.table.setMinimumHeight((theme.ROW_PX + 8) * shown_rows + theme.ROW_PX + 6)
        # No higher than its rows: the room is for the pages below.
        self.table.setMaximumHeight((theme.ROW_PX + 8) * max(self.table.rowCount(), shown_rows, 1) + theme.ROW_PX + 8)
        layout.addWidget(self.table, 3)
        if len(self._column_choices) > 1:  # as many as there are tables: they scroll
            layout.addWidget(_scrolling(self._column_choices), 2)
        else:
            for choice in self._column_choices:
                layout.addWidget(choice)
        self.table.setVisible(bool(count))
        self.place_page = PlacePage()
        self.place = self.place_page.choice
        self._looked = list(looked)
        self._placed = next((row for row in self._rows if self.place_page.asks(row)), None)
        problems = self._problems(self._looked, self._placed)
        self.noticed = NoticedPage(problems)
        self.text = TextAnswers(self._rows, settings, look_again)
        self.text.renewed.connect(self._renew)
        self.fields_page = FieldsPage([] if areas_only else self._rows)
        self.accepted.connect(self.fields_page.remember)
        self.mending_page = MendingPage()
        self.pages = LayerPages([self.text.page, self.place_page, self.fields_page, self.mending_page, self.noticed])
        self.pages.changed.connect(self._check)
        layout.addWidget(self.pages, 4)
        self.text.recall()
        if self._rows:
            self._show_first()
        else:
            self.pages.turn_to(self.noticed)
        self.pages.setVisible(
            bool(problems) or any(page.applies(row) for page in self.pages.pages for row in self._rows)
        )
        self.buttons = ok_cancel(self, self.tr("Import") if areas_only else self.tr("Add to the plan"))
        self.next_question = button("", self._to_next_question, kind="link")
        foot = QHBoxLayout()
        foot.addWidget(self.next_question)
        foot.addStretch(1)
        foot.addWidget(self.buttons)
        layout.addLayout(foot)
        self.finished.connect(lambda _result: self.mending_page.copy.shut_down())
        self.resize(980, 680)
        self._check()
        if not count:  # nothing to add, only to be told why
            self.buttons.button(QDialogButtonBox.StandardButton.Ok).hide()
            self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Close"))
            self.next_question.hide()
            self.pages.turn_to(self.noticed)
            self.resize(720, 320)

    # -- the table ----------------------------------------------------------------------------

    def _table(self) -> LayersTable:
        heads = [
            "",
            self.tr("Layer"),
            self.tr("Shapes"),
            self.tr("Role"),
            self.tr("Coordinate system"),
            self.tr("File"),
        ]
        table = LayersTable(0, len(heads))
        table.setTabKeyNavigation(False)
        table.toggled.connect(lambda place: self._rows[place].take.click())
        table.setProperty("kind", "framed")
        table.setAccessibleName(self.tr("Layers found"))
        table.setHorizontalHeaderLabels(heads)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.ROW_PX + 8)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.currentCellChanged.connect(lambda row, *_: self._show_row(row))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate((44, 190, 100, 140, 284, 0)):
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
                words.source_layer(summary.name),
                self._names_in(summary),
            ),
            (2, f"{words.number(summary.features)} {words.shape(summary.shape)}", ""),
            (5, *_file_of(one.path, summary.name)),
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
        row = ImportRow(one.path, summary, take, role, crs, is_only, columns, one.counties)
        if crs is not None:
            crs.currentIndexChanged.connect(lambda _index: self._turn_to_place(row))
        self._rows.append(row)

    def _names_in(self, summary: Any) -> str:
        return self.tr("Names in it: {names}").format(names=words.joined(list(summary.sample_names[:5])))

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
        from layers.sources.choosing import choices_by_role

        missing = (Problem(_MISSING_CRS, "error", {"candidates": ()}),)
        role = preview.proposed_role
        summary = LayerSummary(
            preview.name,
            Shape.POINT,
            preview.count,
            None,
            None,
            None,
            preview.columns,
            (),
            "",
            role,
            (),
            missing,
            fields_as=choices_by_role(preview.sample, Shape.POINT),
            rows=preview.sample,
        )
        summary = replace(summary, text=preview.court)
        choice = ColumnsChoice(preview)
        choice.changed.connect(self._check)
        self._add_row(self.table, one, summary, choice)
        self._column_choices.append(choice)

    # -- the pages below the table -----------------------------------------------------------------

    def _show_first(self) -> None:
        """Begin with the first layer that a page asks something about."""
        asking = (
            place
            for place, row in enumerate(self._rows)
            if any(page.applies(row) and page.asks(row) for page in self.pages.pages if page is not self.noticed)
        )
        found = next(asking, None)
        place = found or 0
        if self.table.currentRow() == place:
            self._show_row(place)
        else:
            self.table.setCurrentCell(place, 1)  # which shows it
        if found is None and self.place_page.applies(self._rows[place]):
            self.pages.turn_to(self.place_page)  # without a question, the picture is the best look at a layer
        if self.pages.currentWidget() is None or not self.pages.isTabVisible(self.pages.currentIndex()):
            self.pages.turn_to(self.noticed)

    def _show_row(self, place: int) -> None:
        """Show the layer of a row of the table on the pages."""
        if hasattr(self, "pages") and 0 <= place < len(self._rows):
            self.pages.show_row(self._rows[place])

    def _turn_to_place(self, row: ImportRow) -> None:
        """Show where a layer lies now that another coordinate system was chosen for it in the table."""
        if not hasattr(self, "pages") or not self.place_page.applies(row):
            return
        place = self._rows.index(row)
        if self.table.currentRow() != place:
            self.table.setCurrentCell(place, 1)
        self.pages.show_row(row, turn=False)
        self.pages.turn_to(self.place_page)

    def _renew(self, row: ImportRow, renewed: Looked) -> None:
        """Show a layer again whose text was read otherwise: its names, its columns, and what was noticed."""
        from layers.sources.choosing import choices_by_role

        place, old = self._rows.index(row), row.summary
        assert renewed.inspection is not None
        table = next((one for one in renewed.tables if row.columns is not None and one.name == old.name), None)
        fresh = same_layer(renewed.inspection.layers, old)
        if table is not None and row.columns is not None:
            row.columns.show_table(table)
            choices = {} if table.sample is None else choices_by_role(table.sample, Shape.POINT)
            row.summary = replace(old, fields=table.columns, fields_as=choices, rows=table.sample)
        elif fresh is not None:
            row.summary = fresh
            if row.role.currentData() == old.proposed_role.value:
                row.role.setCurrentIndex(max(0, row.role.findData(fresh.proposed_role.value)))
            if row.columns is not None:  # its columns have names now that tell which are the coordinates
                row.columns.hide()
                row.columns = None
                missing = next((one for one in fresh.problems if one.code == _MISSING_CRS), None)
                if isinstance(row.crs, CrsBox) and missing is not None:
                    row.crs.offer(list(missing.facts.get("candidates", ())))
        if row.summary is not old:
            self.fields_page.renew(row, [] if old.rows is None else list(map(str, old.rows.columns)))
        is_layer = table is not None or fresh is not None
        errors = () if is_layer else [messages.finding_text(one.as_note()) for one in renewed.inspection.problems]
        self.text.page.tell_trouble(row, None if is_layer else "\n".join(errors))
        self._looked = [renewed_look(one, old, row.summary) if one.path == row.path else one for one in self._looked]
        if (item := self.table.item(place, 1)) is not None:
            item.setText(words.source_layer(row.summary.name))
        if self._placed is row:
            self._placed = None if not self.place_page.asks(row) else row
        self.noticed.show_problems(self._problems(self._looked, self._placed))
        if self.pages.row is row:
            self.pages.show_row(row, turn=False)
        self._check()

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
        asking = [(row, self._unanswered(row)) for row in taken]
        asking = [(row, question) for row, question in asking if question]
        problem = asking[0][1] if asking else "" if taken else self.tr("Tick at least one layer")
        ok.setEnabled(not problem)
        ok.setToolTip(problem)
        self._mark({id(row): question for row, question in asking})
        text = problem
        if asking:
            more = self.tr("%n layer(s) wait for your answer", "", len(asking))
            text = self.tr("{count}: {layer} →").format(count=more, layer=words.source_layer(asking[0][0].summary.name))
        self.next_question.setText(text)
        self.next_question.setAccessibleName(text)
        self.next_question.setToolTip(problem)
        self.next_question.setVisible(bool(text))
        self.next_question.setEnabled(bool(asking))

    def _unanswered(self, row: ImportRow) -> str:
        """Return what must be answered before a row can be read, "" when nothing must."""
        if row.columns is not None and row.columns.chosen is None:
            return self.tr("Choose the two columns that hold the coordinates")
        return next((question for page in self.pages.pages if (question := page.unanswered(row))), "")

    def _mark(self, questions: dict[int, str]) -> None:
        """Mark the rows that wait for an answer."""
        waits = theme.icon("triangle-alert", color=theme.tokens().warning)
        for place, row in enumerate(self._rows):
            if (item := self.table.item(place, 1)) is not None:
                question = questions.get(id(row), "")
                item.setIcon(waits if question else QIcon())
                names = self._names_in(row.summary) if row.summary.sample_names else ""
                item.setToolTip("\n".join(text for text in (item.text(), question, names) if text))

    def _to_next_question(self) -> None:
        """Go to the first row that waits for an answer."""
        row = next((row for row in self._rows if row.take.isChecked() and self._unanswered(row)), None)
        if row is None:
            return
        self.table.setCurrentCell(self._rows.index(row), 1)
        self.pages.show_row(row)
        if row.columns is not None and row.columns.chosen is None:
            row.columns.east.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        """Keep what was chosen for each text, and be done."""
        self.text.keep()
        super().accept()

    @property
    def wanted(self) -> list[Wanted]:
        """The layers to read, each as decided."""
        states = {one.path: one.state for one in reversed(self._looked)}
        return [Wanted(row.path, row.choice(), states.get(row.path, ())) for row in self._rows if row.take.isChecked()]

    def _problems(self, looked: list[Looked], placed: ImportRow | None) -> list[tuple[str, str]]:
        """Every finding as (severity, sentence), the worst first; ``placed`` tells of its place beside the picture."""
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
                told_above = placed is not None and summary is placed.summary
                for problem in summary.problems:
                    if told_above and problem.code in PLACE_QUESTIONS:
                        continue  # beside the picture
                    if problem.code == "field_mapped" and not self._areas_only:
                        continue  # on the page of columns
                    # The question above is no fault of the file.
                    severity = "warning" if problem.code == _MISSING_CRS else problem.severity
                    found.append(
                        (
                            severity,
                            self._told(words.source_layer(summary.name), messages.finding_text(problem.as_note())),
                        )
                    )
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


def _candidates(bounds: tuple[float, float, float, float] | None) -> tuple[str, ...]:
    from layers.sources.datum import candidates

    return candidates(bounds)


def _file_of(path: Path, layer: str) -> tuple[str, str]:
    """Return the file a layer is from, and its whole path: of a folder, the file in it that bears the layer's name."""
    if not path.is_dir() or path.suffix.lower() == ".gdb":
        return path.name, str(path)
    from layers.sources import supported_extensions

    endings, stem = supported_extensions(), layer.split("|")[0].split("/")[0]
    inside = [path / f"{stem}{ending}" for ending in endings]
    found = next((file for file in inside if file.exists()), path)
    return (found.name if found is path else f"{path.name}/{found.name}"), str(found)


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
