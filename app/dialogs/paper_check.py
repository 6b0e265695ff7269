"""Does the plan still say what a paper says?  By the hash on it, its QR code, or the file it was printed from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app import register_words
from app.messages import error_message
from app.widgets.basics import button, label
from layers.errors import PaperCodeUnreadable
from layers.export.paper_answers import answer_text
from layers.versions import paper_code
from layers.versions.checking import Answer, Verdict
from layers.versions.paper_code import PaperCode

_SIGNS = {Verdict.YES: "✓", Verdict.LATER: "!", Verdict.WITHDRAWN: "!", Verdict.NO: "✕"}
_KINDS = {Verdict.YES: "success", Verdict.LATER: "warning", Verdict.WITHDRAWN: "warning", Verdict.NO: "danger"}


class PaperCheckDialog(QDialog):
    """A field, a file, and the answer; mistyped signs are told while one types."""

    asked = Signal(object)  # list of PaperCode
    file_asked = Signal(object)  # Path

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Check a paper"))
        self.setAcceptDrops(True)
        self.resize(560, 260)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(
            label(
                self.tr(
                    "Type the short form that stands on the paper behind “To check this paper”, or paste what a phone "
                    "read from its QR code. Or drop the PDF or DOCX here."
                ),
                "muted",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        self.input = QLineEdit()
        self.input.setPlaceholderText("V-7K3M-9QXA-2B4C-VR")
        self.input.setAccessibleName(self.tr("Hash from the paper"))
        self.input.setClearButtonEnabled(True)
        self.input.textChanged.connect(self._look)
        self.input.returnPressed.connect(self._ask)
        row.addWidget(self.input, 1)
        self.check_button = button(self.tr("Check"), self._ask, kind="primary")
        row.addWidget(self.check_button)
        self.file_button = button(self.tr("A file…"), self._ask_file, icon="file-text")
        row.addWidget(self.file_button)
        layout.addLayout(row)
        self.hint = label("", "warning", wrap=True)
        layout.addWidget(self.hint)
        self._answers = QVBoxLayout()
        self._answers.setSpacing(6)
        layout.addLayout(self._answers)
        layout.addStretch(1)
        self._look()

    @property
    def answers(self) -> list[str]:
        """What is shown as answers."""
        found = []
        for place in range(self._answers.count()):
            widget = self._answers.itemAt(place).widget()
            if widget is not None:
                found.append(widget.accessibleName())
        return found

    def show_answers(self, answers: Sequence[Answer]) -> None:
        """Say yes, no, or what is later."""
        self._clear()
        words = register_words.words()
        for one in answers:
            text = f"{_SIGNS[one.verdict]}  {answer_text(one, words)}"
            line = label(text, _KINDS[one.verdict], wrap=True, selectable=True)
            line.setAccessibleName(text)
            self._answers.addWidget(line)
        self._show_busy(False)

    def show_error(self, error: Exception) -> None:
        """Say what is wrong with what was typed or dropped."""
        self._clear()
        self._say(error_message(error).sentence)
        self._show_busy(False)

    def _say(self, text: str) -> None:
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def _clear(self) -> None:
        while self._answers.count():
            widget = self._answers.takeAt(0).widget()
            if isinstance(widget, QFrame):
                widget.hide()
                widget.deleteLater()

    def _show_busy(self, is_busy: bool) -> None:
        self.check_button.setText(self.tr("Checking…") if is_busy else self.tr("Check"))
        self.check_button.setEnabled(not is_busy and self._code() is not None)

    def _code(self) -> PaperCode | None:
        try:
            return paper_code.read(self.input.text())
        except PaperCodeUnreadable:
            return None

    def _look(self, *_news: object) -> None:
        """Tell while one types what is wrong, once it is long enough to be wrong."""
        text = self.input.text().strip()
        self._clear()
        self._say("")
        self.check_button.setEnabled(False)
        try:
            paper_code.read(text)
            self.check_button.setEnabled(True)
        except PaperCodeUnreadable as error:
            if text and error.facts["reason_code"] in ("letters", "check"):
                self._say(error_message(error).sentence)

    def _ask(self) -> None:
        try:
            code = paper_code.read(self.input.text())
        except PaperCodeUnreadable as error:
            self._say(error_message(error).sentence)
            return
        self._show_busy(True)
        self.asked.emit([code])

    def _ask_file(self) -> None:
        kinds = self.tr("Documents (*.pdf *.docx *.txt)")
        chosen, _kind = QFileDialog.getOpenFileName(self, self.tr("Check a document"), "", kinds)
        if chosen:
            self.check_file(Path(chosen))

    def check_file(self, path: Path) -> None:
        """Check a document."""
        self.input.setText("")
        self._show_busy(True)
        self.file_asked.emit(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A document may be dropped."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check the first document that was dropped."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.check_file(paths[0])
