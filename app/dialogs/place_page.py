"""The page of the import dialog that shows where a layer lies."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from app.dialogs.crs_choice import CrsBox
from app.dialogs.layer_pages import ImportRow, LayerPage
from app.dialogs.own_fit import FitButton
from app.dialogs.place_choice import PlaceChoice, place_doubts


class PlacePage(LayerPage):
    """The picture of a layer with the answers to where it lies, kept in step with its box in the table."""

    def __init__(self) -> None:
        super().__init__()
        self.choice = PlaceChoice()
        self.choice.chosen.connect(self._take_answer)
        self._row: ImportRow | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.choice)

    def title(self) -> str:
        """Return the tab's text."""
        return self.tr("Where it lies")

    def applies(self, row: ImportRow) -> bool:
        """Return True for a layer whose shapes can be shown, and whose place can be chosen."""
        return row.summary.sketch is not None and row.crs is not None and row.columns is None

    def asks(self, row: ImportRow) -> bool:
        """Return True when there is a question about where the layer lies."""
        return self.applies(row) and (row.summary.needs_crs or bool(place_doubts(row.summary)))

    def is_marked(self, row: ImportRow) -> bool:
        """Return True until an answer is taken."""
        return self.asks(row) and row.crs is not None and row.crs.currentData() is None

    def unanswered(self, row: ImportRow) -> str:
        """Return the question of a layer whose coordinate system is not chosen."""
        if row.crs is not None and row.crs.currentIndex() < 0:
            return self.tr("Choose the coordinate system first; it is never guessed")
        return ""

    def show_row(self, row: ImportRow) -> None:
        """Show where a layer lies with what is chosen for it."""
        self._row = row
        offered = row.crs.first if isinstance(row.crs, CrsBox) else []
        self.choice.show_layer(row.summary, row.counties, row.crs.currentData(), offered)

    def _take_answer(self, code: object) -> None:
        row = self._row
        if row is None or row.crs is None:
            return
        if isinstance(row.crs, FitButton):
            row.crs.click()
            self.show_row(row)
            return
        row.crs.setCurrentIndex(0 if code is None else row.crs.findData(code))
        self.show_row(row)
        self.changed.emit()
