"""What belongs to an agreement beside its row: the areas of its annex, and its text, a paragraph a line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.messages import error_message
from app.widgets.basics import button, label

_UID = Qt.ItemDataRole.UserRole
_LIST_PX = 120


class VersionTextDialog(QDialog):
    """Areas are ticked; the text is typed, pasted, or read from the document that was negotiated in Word."""

    file_asked = Signal(object)  # Path

    def __init__(
        self,
        title: str,
        areas: Sequence[tuple[str, str]],
        chosen: Collection[str],
        clauses: Sequence[str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        #: Keeps what was entered; returns why it could not, and then the form stays with what was typed.
        self.write: Callable[[], str] | None = None
        self.setWindowTitle(self.tr("Text and annex of {what}").format(what=title))
        self.resize(620, 520)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(label(self.tr("Joint-patrol areas in the annex"), "heading"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Joint-patrol areas in the annex"))
        self.list.setFixedHeight(_LIST_PX)
        for uid, name in areas:
            item = QListWidgetItem(name, self.list)
            item.setData(_UID, uid)
            item.setCheckState(Qt.CheckState.Checked if uid in chosen else Qt.CheckState.Unchecked)
        layout.addWidget(self.list)
        layout.addWidget(label(self.tr("Text of the agreement"), "heading"))
        hint = self.tr("One paragraph a line. What is signed is this text; an amendment is compared with it.")
        layout.addWidget(label(hint, "muted", wrap=True))
        self.text = QPlainTextEdit("\n".join(clauses))
        self.text.setAccessibleName(self.tr("Text of the agreement"))
        self.text.setTabChangesFocus(True)
        layout.addWidget(self.text, 1)
        self.read_button = button(self.tr("Read from a document…"), self._ask_file, icon="file-text")
        layout.addWidget(self.read_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.problem = label("", "danger", wrap=True)
        self.problem.hide()
        layout.addWidget(self.problem)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        box.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("Keep"))
        box.button(QDialogButtonBox.StandardButton.Ok).setProperty("kind", "primary")
        box.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Cancel"))
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout.addWidget(box)

    def accept(self) -> None:
        """Keep what is entered; when that fails the form stays, for a whole agreement may have been typed."""
        if self.write is not None and (problem := self.write()):
            self.problem.setText(problem)
            self.problem.show()
            return
        super().accept()

    @property
    def annex(self) -> list[str]:
        """Uids of the areas that are ticked."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [str(item.data(_UID)) for item in items if item.checkState() is Qt.CheckState.Checked]

    @property
    def clauses(self) -> list[str]:
        """Paragraphs that say something."""
        return [text.strip() for text in self.text.toPlainText().splitlines() if text.strip()]

    def read(self, path: Path) -> None:
        """Have the paragraphs of a document read; what is wrong with it is said below the text."""
        self.problem.hide()
        self.read_button.setEnabled(False)
        self.file_asked.emit(path)

    def show_text(self, paragraphs: Sequence[str]) -> None:
        """Take the paragraphs of a document."""
        self.text.setPlainText("\n".join(paragraphs))
        self.read_button.setEnabled(True)

    def show_error(self, error: Exception) -> None:
        """Say what is wrong with the document."""
        self.problem.setText(error_message(error).sentence)
        self.problem.show()
        self.read_button.setEnabled(True)

    def _ask_file(self) -> None:
        kinds = self.tr("Document (*.docx *.txt)")
        chosen, _kind = QFileDialog.getOpenFileName(self, self.tr("Read the text of the agreement"), "", kinds)
        if chosen:
            self.read(Path(chosen))
