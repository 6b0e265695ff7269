"""What was saved of a damaged plan and what was not: a list to read, copy and keep."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app import salvage_words, theme
from app.salvage_words import Line
from app.widgets.basics import button, label
from app.widgets.table import Column, RowTable

if TYPE_CHECKING:
    from layers.plan.salvage_report import SalvageReport

_translate = QCoreApplication.translate


class SalvageDialog(QDialog):
    """The outcome of a salvage beside the plan it made; the window can be used meanwhile."""

    def __init__(self, report: SalvageReport, parent: QWidget) -> None:
        super().__init__(parent)
        self._report = report
        self.setObjectName("salvage")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What was saved"))
        self.resize(920, 580)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(label(salvage_words.verdict(report, _translate), "title", wrap=True))
        where = self.tr("New plan: {new}. The damaged file {old} is as it was.")
        layout.addWidget(
            label(where.format(new=report.out.name, old=report.path.name), "muted", wrap=True, selectable=True)
        )
        for sentence in salvage_words.sentences(report, _translate):
            layout.addWidget(label(sentence, wrap=True, selectable=True))
        self.table = RowTable(self._columns(), self.tr("What was saved"), key=lambda line: line.what)
        self.table.set_rows(salvage_words.lines(report, _translate))
        layout.addWidget(self.table, 1)
        layout.addLayout(self._buttons())

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("What"), lambda line: line.what, color=_color, width_px=230, tip=lambda line: line.what),
            Column(self.tr("Saved"), lambda line: line.saved, is_number=True, width_px=72),
            Column(
                self.tr("Lost"),
                lambda line: line.lost,
                lambda line: salvage_words.number(line.lost, _translate),
                is_number=True,
                color=_color,
                width_px=72,
            ),
            Column(
                self.tr("To be checked"),
                lambda line: line.doubtful,
                is_number=True,
                width_px=96,
                title_tip=self.tr("In the new plan, but perhaps an older state, or with unreadable characters."),
            ),
            Column(self.tr("Note"), lambda line: line.note, tip=lambda line: line.note, width_px=220, stretch=True),
        ]

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(button(self.tr("Copy the list"), self.copy, icon="copy"))
        row.addWidget(button(self.tr("Save the list…"), self.save, icon="save"))
        row.addStretch(1)
        close = button(self.tr("Close"), self.close, kind="primary")
        close.setDefault(True)
        row.addWidget(close)
        return row

    def copy(self) -> None:
        """Put the whole list on the clipboard."""
        QGuiApplication.clipboard().setText(salvage_words.as_text(self._report, _translate))

    def save(self) -> None:
        """Write the list as a text file, beside the new plan unless another place is chosen."""
        out = self._report.out
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the list"), str(out.with_name(out.name.split(".")[0] + ".txt")), "*.txt"
        )
        if not chosen:
            return
        try:
            # With a mark, so that every editor on Windows reads the Chinese.
            Path(chosen).write_text(salvage_words.as_text(self._report, _translate), encoding="utf-8-sig")
        except OSError as error:
            from app import messages
            from app.dialogs import ask

            ask.show_message(self, messages.error_message(error))


def _color(line: Line) -> QColor | None:
    return None if line.is_whole else QColor(theme.tokens().danger)
