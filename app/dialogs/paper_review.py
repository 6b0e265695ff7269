"""What a document would lack: limits in words, blanks, and the checks before it leaves."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import theme
from app.sheets.words import load_words
from app.tasks.agreement import Preview
from app.widgets.basics import button, label
from layers.documents.gather import PaperPlan
from layers.documents.preflight import Finding

_USER = Qt.ItemDataRole.UserRole
#: What of a cell's width is not there for its text.
_ICON_ROOM, _CELL_ROOM = 64, 22


class PaperReview(QWidget):
    """The right side of the window; ``show_preview`` fills it, answers and limits are read from it."""

    def __init__(self, plan: PaperPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self._language = ""
        self._limits: dict[str, str] = {}
        self._shown = ""  # the area whose limits are in the field
        self._findings: tuple[Finding, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.heading = label("", "heading", wrap=True)
        column.addWidget(self.heading)
        limits_caption = label(self.tr("Limits in words"), "muted")
        column.addWidget(limits_caption)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.area = QComboBox()
        self.area.setAccessibleName(self.tr("Area whose limits are written"))
        self.area.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.area.setMinimumContentsLength(14)
        row.addWidget(self.area, 1)
        self.draft = button(self.tr("Draft again"), self._draft)
        row.addWidget(self.draft)
        column.addLayout(row)
        self.limits = QPlainTextEdit()
        self.limits.setTabChangesFocus(True)
        self.limits.setAccessibleName(self.tr("Limits in words"))
        self.limits.setMaximumHeight(84)
        column.addWidget(self.limits)
        missing_caption = label(self.tr("Still blank on paper"), "muted")
        column.addWidget(missing_caption)
        self.missing = QListWidget()
        self.missing.setAccessibleName(self.tr("Still blank on paper"))
        self.missing.setMaximumHeight(96)
        column.addWidget(self.missing)
        self._of_documents = (limits_caption, self.area, self.draft, self.limits, missing_caption, self.missing)
        column.addWidget(label(self.tr("Before it leaves; answers are kept and printed"), "muted"))
        column.addWidget(self._checks(), 1)
        self.way = label("", wrap=True)
        self.way.setAccessibleName(self.tr("How to settle it"))
        self.way.setMinimumHeight(40)
        self.way.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.way)
        self.area.currentIndexChanged.connect(self._on_area)
        self.findings.currentCellChanged.connect(lambda row, *_rest: self._show_way(row))

    def _checks(self) -> QTableWidget:
        self.findings = QTableWidget(0, 3)
        self.findings.setTabKeyNavigation(False)
        self.findings.setAccessibleName(self.tr("Checks before export"))
        self.findings.setHorizontalHeaderLabels([self.tr("Finding"), self.tr("Law"), self.tr("Answer")])
        self.findings.setWordWrap(True)
        self.findings.verticalHeader().hide()
        head = self.findings.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column_number in (1, 2):
            self.findings.setColumnWidth(column_number, 136)
        head.sectionResized.connect(lambda *_sizes: self._fit_rows())
        return self.findings

    # -- filled in --------------------------------------------------------------------------------

    def show_preview(self, found: Preview, language: str, *, is_document: bool) -> None:
        """Show what a document would lack; for files alone there are neither limits nor blanks."""
        self._language = language
        self.heading.setText(found.title)
        self.missing.clear()
        self.missing.addItems(found.missing)
        for widget in self._of_documents:
            widget.setVisible(is_document)
        self._show_areas(found)
        self._show_findings(found.findings)

    def _show_areas(self, found: Preview) -> None:
        self.keep_limits()
        self._limits = {**found.limits, **{uid: text for uid, text in self._limits.items() if text}}
        shown = [self.area.itemData(place) for place in range(self.area.count())]
        if shown != list(found.areas):
            self._shown = ""
            self.area.blockSignals(True)
            self.area.clear()
            for uid, name in found.areas.items():
                self.area.addItem(name, uid)
            self.area.blockSignals(False)
            self._on_area(0)
        for widget in (self.area, self.draft, self.limits):
            widget.setEnabled(bool(found.areas))

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        words, answers = load_words(self._language), {**self._plan.answers, **self.answers}
        tokens = theme.tokens()
        self._findings = findings
        self.findings.setRowCount(len(findings))
        for place, one in enumerate(findings):
            told = QTableWidgetItem(one.text(words))
            told.setIcon(
                theme.icon("circle-check", color=tokens.success)
                if one.severity == "note"
                else theme.icon("triangle-alert", color=tokens.warning)
            )
            law = QTableWidgetItem(one.article(words))
            answer = QTableWidgetItem(answers.get(one.code, ""))
            answer.setData(_USER, one.code)
            for item in (told, law):
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                item.setToolTip(one.way(words))
            for column, item in enumerate((told, law, answer)):
                self.findings.setItem(place, column, item)
        self._fit_rows()
        self._show_way(max(self.findings.currentRow(), 0))

    def _fit_rows(self) -> None:
        """Make rows as high as their texts: Qt's own measure forgets the room an icon takes."""
        metrics, flags = self.findings.fontMetrics(), Qt.TextFlag.TextWordWrap
        for row in range(self.findings.rowCount()):
            lines = [30]
            for column in range(3):
                item = self.findings.item(row, column)
                room = self.findings.columnWidth(column) - (_ICON_ROOM if column == 0 else _CELL_ROOM)
                if item is not None:
                    lines.append(metrics.boundingRect(0, 0, max(room, 20), 10_000, flags, item.text()).height() + 12)
            self.findings.setRowHeight(row, max(lines))

    def _show_way(self, row: int) -> None:
        if 0 <= row < len(self._findings):
            self.way.setText(
                self.tr("To settle it: {way}").format(way=self._findings[row].way(load_words(self._language)))
            )
        else:
            self.way.setText("")

    def say(self, text: str) -> None:
        """Show a sentence in place of the title."""
        self.heading.setText(text)

    # -- limits -----------------------------------------------------------------------------------

    def _on_area(self, _index: int) -> None:
        self.keep_limits()
        self._shown = str(self.area.currentData() or "")
        self.limits.setPlainText(self._limits.get(self._shown, ""))

    def keep_limits(self) -> None:
        """Take over what stands in the field."""
        if self._shown:
            self._limits[self._shown] = self.limits.toPlainText().strip()

    def _draft(self) -> None:
        """Put the draft in place of what was written."""
        if self._shown:
            self.limits.setPlainText(self._plan.draft_limits(self._shown, load_words(self._language)))

    # -- read -------------------------------------------------------------------------------------

    @property
    def all_limits(self) -> Mapping[str, str]:
        """The limits in words by area, as they stand here."""
        return dict(self._limits)

    @property
    def answers(self) -> Mapping[str, str]:
        """What was answered to the findings, by code."""
        items = [self.findings.item(place, 2) for place in range(self.findings.rowCount())]
        return {str(item.data(_USER)): item.text().strip() for item in items if item is not None and item.text()}

    @property
    def written_limits(self) -> Mapping[str, str]:
        """The limits in words to keep: those that are not the draft, or take the place of some that were kept."""
        self.keep_limits()
        words = load_words(self._language or "zh_CN")
        kept = self._plan.limits
        return {
            uid: text
            for uid, text in self._limits.items()
            if text and (uid in kept or text != self._plan.draft_limits(uid, words))
        }
