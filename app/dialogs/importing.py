"""What was dropped: one row per layer, its role and its coordinate system; all problems together, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app import messages, words
from app.dialogs.columns import ColumnsChoice
from app.dialogs.counties import ok_cancel
from app.dialogs.crs_choice import CrsBox
from app.dialogs.fields_page import FieldsPage
from app.dialogs.layer_pages import ImportRow, LayerPages
from app.dialogs.layer_table import IN_PLAN, MISSING_CRS, LayerTable
from app.dialogs.mending_page import MendingPage
from app.dialogs.noticed_page import NoticedPage
from app.dialogs.place_page import PlacePage
from app.dialogs.text_answers import LookAgain, TextAnswers, renewed_look, same_layer
from app.settings import Settings
from app.tasks.importing import PLACE_QUESTIONS, Looked, Wanted
from app.widgets.basics import button, label
from layers.kinds import Shape


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
        self._areas_only = areas_only
        self._column_choices: list[ColumnsChoice] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        usable = [one for one in looked if one.inspection is not None and one.inspection.layers]
        tables = [] if areas_only else [(one, table) for one in looked for table in one.tables]
        count = sum(len(one.inspection.layers) for one in usable if one.inspection is not None) + len(tables)
        head = self.tr("%n layer(s) found. Check what each is; the files themselves stay as they are.", "", count)
        layout.addWidget(label(head if count else self.tr("Nothing here can be read as a layer."), "title", wrap=True))
        self.buttons = ok_cancel(self, self.tr("Import") if areas_only else self.tr("Add to the plan"))
        self.next_question = button("", self._to_next_question, kind="link")
        self.next_question.setParent(self)  # it may be shown before the layout has it
        self.table = LayerTable(areas_only=areas_only, near_epsg=near_epsg)
        self._rows = self.table.rows
        for one in usable:
            assert one.inspection is not None
            for summary in one.inspection.layers:
                self.table.add_layer(one, summary)
        for one, table in tables:
            self._ask_columns(one, table)
        # With columns asked for below it the table scrolls sooner: all must fit on 768 pixels beside a task bar.
        self.table.fit_height(min(self.table.rowCount(), 2 if self._column_choices else 5))
        layout.addWidget(self.table, 3)
        if len(self._column_choices) > 1:  # as many as there are tables: they scroll
            layout.addWidget(_scrolling(self._column_choices), 2)
        else:
            for choice in self._column_choices:
                layout.addWidget(choice)
        self.table.setVisible(bool(count))
        self._make_pages(looked, settings, look_again)
        layout.addWidget(self.pages, 4)
        self.table.changed.connect(self._check)
        self.table.row_shown.connect(self._show_row)
        self.table.crs_chosen.connect(self._turn_to_place)
        self.text.recall()
        if self._rows:
            self._show_first()
        else:
            self.pages.turn_to(self.noticed)
        shown = any(page.applies(row) for page in self.pages.pages for row in self._rows)
        self.pages.setVisible(shown or self.noticed.count > 0)
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

    def _make_pages(self, looked: Sequence[Looked], settings: Settings | None, again: LookAgain | None) -> None:
        """Make the pages below the table, one for each side of a layer."""
        self.place_page = PlacePage()
        self.place = self.place_page.choice
        self._looked = list(looked)
        self._placed = next((row for row in self._rows if self.place_page.asks(row)), None)
        self.noticed = NoticedPage(self._problems(self._looked, self._placed))
        self.text = TextAnswers(self._rows, settings, again)
        self.text.renewed.connect(self._renew)
        self.fields_page = FieldsPage([] if self._areas_only else self._rows)
        self.accepted.connect(self.fields_page.remember)
        self.mending_page = MendingPage()
        self.pages = LayerPages([self.text.page, self.place_page, self.fields_page, self.mending_page, self.noticed])
        self.pages.changed.connect(self._check)

    # -- tables without known coordinates --------------------------------------------------------

    def _ask_columns(self, one: Looked, preview: Any) -> None:
        """A table whose coordinate columns nobody recognised becomes a layer once they are named."""
        from layers.sources import LayerSummary, Problem
        from layers.sources.choosing import choices_by_role

        missing = (Problem(MISSING_CRS, "error", {"candidates": ()}),)
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
        self.table.add_layer(one, summary, choice)
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
        if found is None and any(problem.code == IN_PLAN for row in self._rows for problem in row.summary.problems):
            self.pages.turn_to(self.noticed)  # says why such a layer is not ticked
        elif found is None and self.place_page.applies(self._rows[place]):
            self.pages.turn_to(self.place_page)  # without a question, the picture is the best look at a layer
        if self.pages.currentWidget() is None or not self.pages.isTabVisible(self.pages.currentIndex()):
            self.pages.turn_to(self.noticed)

    def _show_row(self, place: int) -> None:
        """Show the layer of a row of the table on the pages."""
        if 0 <= place < len(self._rows):
            self.pages.show_row(self._rows[place])

    def _turn_to_place(self, row: ImportRow) -> None:
        """Show where a layer lies now that another coordinate system was chosen for it in the table."""
        if not self.place_page.applies(row):
            return
        place = self._rows.index(row)
        if self.table.currentRow() != place:
            self.table.setCurrentCell(place, 1)
        self.pages.show_row(row, turn=False)
        self.pages.turn_to(self.place_page)

    def _renew(self, row: ImportRow, renewed: Looked) -> None:
        """Show a layer again whose text was read otherwise: its names, its columns, and what was noticed."""
        from layers.sources.choosing import choices_by_role

        old = row.summary
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
                missing = next((one for one in fresh.problems if one.code == MISSING_CRS), None)
                if isinstance(row.crs, CrsBox) and missing is not None:
                    row.crs.offer(list(missing.facts.get("candidates", ())))
        if row.summary is not old:
            self.fields_page.renew(row, [] if old.rows is None else list(map(str, old.rows.columns)))
        is_layer = table is not None or fresh is not None
        errors = () if is_layer else [messages.finding_text(one.as_note()) for one in renewed.inspection.problems]
        self.text.page.tell_trouble(row, None if is_layer else "\n".join(errors))
        self._looked = [renewed_look(one, old, row.summary) if one.path == row.path else one for one in self._looked]
        self.table.renew(row)
        if self._placed is row:
            self._placed = None if not self.place_page.asks(row) else row
        self.noticed.show_problems(self._problems(self._looked, self._placed))
        if self.pages.row is row:
            self.pages.show_row(row, turn=False)
        self._check()

    # -- answers ------------------------------------------------------------------------------

    def _check(self, *_news: object) -> None:
        taken = [row for row in self._rows if row.take.isChecked()]
        for row in self._rows:
            if row.columns is not None and isinstance(row.crs, CrsBox):
                row.columns.setVisible(row.take.isChecked())
                row.crs.offer(_candidates(row.columns.bounds))
        asking = [(row, question) for row in taken if (question := self._unanswered(row))]
        problem = asking[0][1] if asking else "" if taken else self.tr("Tick at least one layer")
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(not problem)
        ok.setToolTip(problem)
        self.table.mark_waiting({id(row): question for row, question in asking})
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
                    severity = "warning" if problem.code == MISSING_CRS else problem.severity
                    told = self._told(words.source_layer(summary.name), messages.finding_text(problem.as_note()))
                    found.append((severity, told))
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
