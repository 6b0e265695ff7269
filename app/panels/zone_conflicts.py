"""Where edits and the analysis say different things, and the zones that were set aside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app import words, zone_words
from app.document import Document
from app.widgets.basics import CardPages, button, label, tool_button
from layers.zones.edits import Conflict


class ConflictsPage(QWidget):
    """A list with its ways out; each is one step of the history."""

    closed = Signal()
    zoomed = Signal(object)  # shape, EPSG:4490

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Edits and zones set aside"))
        self._document = document
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(8, 6, 8, 4)
        back = tool_button(icon="arrow-left", name=self.tr("Back to the zones"), size_px=16)
        back.clicked.connect(self.closed.emit)
        head.addWidget(back)
        head.addWidget(label(self.tr("Edits and zones set aside"), "title"), 1)
        column.addLayout(head)
        self._pages = CardPages(self.tr("Every edit agrees with the analysis, and no zone is set aside."))
        self._pages.scroll_area.setAccessibleName(self.accessibleName())
        column.addWidget(self._pages, 1)
        self.conflicts: list[Conflict] = []

    def refresh(self) -> None:
        """Show what the plan holds now."""
        document = self._document
        self.conflicts = document.zone_conflicts() if document.is_open else []
        aside = list(document.zones_aside().itertuples(index=False)) if document.is_open else []
        told = {conflict.uid for conflict in self.conflicts}
        aside = [row for row in aside if row.uid not in told]
        if not self.conflicts and not aside:
            self._pages.show_hint()
            return
        page = QWidget()
        page.setProperty("kind", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 8, 12, 16)
        column.setSpacing(8)
        if self.conflicts:
            column.addWidget(label(self.tr("To decide"), "heading"))
        for conflict in self.conflicts:
            column.addWidget(self._conflict(conflict))
        if aside:
            column.addWidget(label(self.tr("Set aside"), "heading"))
        for row in aside:
            column.addWidget(self._aside(row))
        column.addStretch(1)
        self._pages.show_page(page)

    def _conflict(self, conflict: Conflict) -> QFrame:
        document = self._document
        said = zone_words.when(conflict.at, conflict.by)
        ways: list[tuple[str, Callable[[], object]]] = [
            (self.tr("Keep mine"), lambda: document.settle_conflict(conflict, mine=True)),
            (self.tr("Take the new one"), lambda: document.settle_conflict(conflict, mine=False)),
        ]
        title = zone_words.conflict_title(conflict, document)
        return self._card(title, zone_words.conflict_text(conflict, document), said, conflict.uid, ways)

    def _aside(self, row: Any) -> QFrame:
        document = self._document
        names = document.zone_names()
        why = zone_words.why_aside(row.why, names.get(row.into, row.into))
        figures = f"{words.zone_class_short(row.zone['zone_class'])} · {words.hectares(row.zone['area_ha'])}"
        text = "\n".join(part for part in (why, figures, row.note) if part)
        back = self.tr("Separate again") if row.why == "merged" else self.tr("Put back")
        ways: list[tuple[str, Callable[[], object]]] = [(back, lambda: document.restore_zone(row.uid))]
        title = document.aside_names().get(row.uid, row.uid)
        return self._card(title, text, zone_words.when(row.at, row.by), row.uid, ways)

    def _card(self, title: str, text: str, said: str, uid: str, ways: list[tuple[str, Callable[[], object]]]) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "tint")
        column = QVBoxLayout(card)
        column.setContentsMargins(10, 6, 6, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(label(title, "heading", wrap=True), 1)
        zoom = tool_button(icon="scan", name=self.tr("Show on the map"), size_px=16)
        zoom.clicked.connect(lambda: self.zoomed.emit(self._shape(uid)))
        head.addWidget(zoom)
        column.addLayout(head)
        column.addWidget(label(text, wrap=True, selectable=True))
        if said:
            column.addWidget(label(said, "small"))
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, act in ways:
            made = button(name, act, kind="link")
            made.setEnabled(not self._document.is_read_only)
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
        return card

    def _shape(self, uid: str) -> Any:
        shape = self._document.zone_shape(uid)
        if shape is not None:
            return shape
        aside = self._document.zones_aside()
        return aside.geometry[aside["uid"] == uid].iloc[0]
