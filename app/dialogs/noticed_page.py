"""Everything that was noticed about the files dropped, the worst first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from app import theme
from app.dialogs.layer_pages import ImportRow, LayerPage
from app.widgets.basics import IconLabel, label


class NoticedPage(LayerPage):
    """The findings of all files together, whichever layer is chosen."""

    is_of_all = True

    def __init__(self, problems: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.show_problems(problems)

    def show_problems(self, problems: Sequence[tuple[str, str]]) -> None:
        """List other findings: a file was read otherwise."""
        self.count = len(problems)
        self._has_errors = any(severity == "error" for severity, _ in problems)
        column = self.layout()
        assert column is not None
        while (item := column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        column.addWidget(_problem_list(problems))

    def title(self) -> str:
        """Return the tab's text with the number of findings."""
        return self.tr("What was noticed ({count})").format(count=self.count)

    def applies(self, row: ImportRow) -> bool:
        """Return True when anything was noticed."""
        return self.count > 0

    def asks(self, row: ImportRow) -> bool:
        """Return True when a file cannot be used: that must be seen."""
        return self._has_errors

    def comes_first(self, row: ImportRow) -> bool:
        """Return True for a layer that cannot be used: the list says why."""
        return self._has_errors and not row.take.isEnabled()

    def show_row(self, row: ImportRow) -> None:
        """The list is of all files: nothing changes."""


def _problem_list(problems: Sequence[tuple[str, str]]) -> QScrollArea:
    t = theme.tokens()
    looks = {
        "error": ("circle-x", t.danger),
        "warning": ("triangle-alert", t.warning),
        "info": ("info", t.muted),
    }
    page = QFrame()
    page.setProperty("kind", "page")
    column = QVBoxLayout(page)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(6)
    for severity, text in problems:
        icon, color = looks.get(severity, looks["info"])
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(IconLabel(icon, color, 16), alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(text, wrap=True, selectable=True), 1)
        column.addLayout(row)
    column.addStretch(1)
    area = QScrollArea()
    area.setAccessibleName("; ".join(text for _severity, text in problems[:3]) or "—")
    area.setWidgetResizable(True)
    area.setWidget(page)
    return area
