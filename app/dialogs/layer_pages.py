"""The sides of one layer in the import dialog: each page shows one, and asks about it where there is a question.

A page is made once for the dialog and shows whichever row of the table is chosen.  What the planner decides
goes into ``row.decisions``, the fields of :class:`layers.sources.ReadChoice` to be set for that layer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QComboBox, QTabWidget, QVBoxLayout, QWidget

from app import theme
from layers.kinds import Role

if TYPE_CHECKING:
    from app.dialogs.columns import ColumnsChoice
    from layers.sources import ReadChoice


@dataclass(eq=False)
class ImportRow:
    """One layer of one file, with the widgets of its row that decide about it."""

    path: Path
    summary: Any  # layers.sources.LayerSummary
    take: QCheckBox
    role: QComboBox
    crs: Any  # CrsBox, StatedBox, FitButton or None
    is_only: bool
    columns: ColumnsChoice | None = None
    counties: Any = None  # GeoDataFrame for the picture of where it lies
    decisions: dict[str, Any] = field(default_factory=dict)

    def choice(self) -> ReadChoice:
        """Return how the layer is to be read, as decided so far."""
        from layers.sources import ReadChoice

        chosen = None if self.columns is None else self.columns.chosen
        return ReadChoice(
            layer=None if self.is_only else self.summary.name,
            role=Role(self.role.currentData()),
            crs=None if self.crs is None else self.crs.currentData(),
            x_field=None if chosen is None else chosen[0],
            y_field=None if chosen is None else chosen[1],
            **self.decisions,
        )


class LayerPage(QWidget):
    """One side of a layer; a page without a question is there to look at."""

    changed = Signal()  # something was decided about the row shown
    is_of_all = False  # whether the page is about all files, and there without a layer

    def title(self) -> str:
        """Return what the tab says."""
        raise NotImplementedError

    def applies(self, row: ImportRow) -> bool:
        """Return whether the page has anything to show of a row."""
        raise NotImplementedError

    def asks(self, row: ImportRow) -> bool:
        """Return whether something of a row should be looked at; its tab is then marked and comes first."""
        return False

    def is_marked(self, row: ImportRow) -> bool:
        """Return whether the page's tab bears a mark: it asks, and nobody has answered."""
        return self.asks(row)

    def comes_first(self, row: ImportRow) -> bool:
        """Return whether the page is turned to when the row is chosen: what asks about that row itself."""
        return self.asks(row)

    def unanswered(self, row: ImportRow) -> str:
        """Return what must be answered before the row can be read, "" when nothing must."""
        return ""

    def show_row(self, row: ImportRow) -> None:
        """Show a row that the page applies to."""
        raise NotImplementedError


class LayerPages(QTabWidget):
    """The pages of the layer chosen; what asks is marked."""

    changed = Signal()

    def __init__(self, pages: Sequence[LayerPage]) -> None:
        super().__init__()
        self.setDocumentMode(True)
        self.setAccessibleName(self.tr("What is known of the layer"))
        self.row: ImportRow | None = None
        self.pages = tuple(pages)
        for page in self.pages:
            holder = QWidget()  # keeps the page's own margins away from the tab's frame
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 8, 0, 0)
            column.addWidget(page)
            self.addTab(holder, page.title())
            page.changed.connect(self._refresh)
            page.changed.connect(self.changed)

    def show_row(self, row: ImportRow, *, turn: bool = True) -> None:
        """Show a layer on every page that has something of it; ``turn`` to the first page that asks."""
        self.row = row
        for page in self.pages:
            if page.applies(row):
                page.show_row(row)
        self._refresh()
        asking = [place for place, page in enumerate(self.pages) if page.applies(row) and page.comes_first(row)]
        if turn and asking:
            self.setCurrentIndex(asking[0])

    def turn_to(self, page: LayerPage) -> None:
        """Bring a page to the front."""
        if self.row is None:
            self._refresh()
        self.setCurrentIndex(self.pages.index(page))

    def _refresh(self) -> None:
        row = self.row
        for place, page in enumerate(self.pages):
            self.setTabText(place, page.title())
            self.setTabVisible(place, page.is_of_all if row is None else page.applies(row))
            marked = row is not None and page.applies(row) and page.is_marked(row)
            icon = theme.icon("triangle-alert", color=theme.tokens().warning) if marked else QIcon()
            self.setTabIcon(place, icon)
