"""What a hand changed on a zone: value, what the analysis says, who and when, and the way back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from app import zone_words
from app.document import Document
from app.widgets.basics import button, label
from layers.zones.edits import EDITABLE, KEPT, edits_of


class EditedSection(QFrame):
    """A part of the zone card; there only when something was changed by hand."""

    reverted = Signal(str)  # field
    settled = Signal(str, bool)  # field, whether mine stays

    def __init__(self, zone: Any, document: Document) -> None:
        super().__init__()
        self.setProperty("kind", "tint")
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 8)
        column.setSpacing(6)
        column.addWidget(label(self.tr("Changed by hand"), "heading"))
        edited = edits_of({"edited": zone.edited})
        for name in EDITABLE:
            if name in edited:
                column.addLayout(self._entry(name, edited[name], zone, document))
        if KEPT in edited:
            said = zone_words.when(edited[KEPT]["at"], edited[KEPT]["by"])
            column.addWidget(
                label(self.tr("Kept by hand, though it is not derived any more. {when}").format(when=said), wrap=True)
            )
        if "geometry" in edited:
            column.addWidget(
                label(
                    self.tr(
                        "Area, people, villages and depots are counted in this outline; all else is of the derived one."
                    ),
                    "small",
                    wrap=True,
                )
            )

    def _entry(self, name: str, entry: Any, zone: Any, document: Document) -> QVBoxLayout:
        rows = QVBoxLayout()
        rows.setSpacing(2)
        mine = zone.area_ha if name == "geometry" else entry["value"]
        derived = document.derived_zone_name(zone) if name == "name" else entry["derived"]
        text = self.tr("{field}: {mine} (derived: {derived})").format(
            field=zone_words.field(name),
            mine=zone_words.value(name, mine, document),
            derived=zone_words.value(name, derived, document),
        )
        rows.addWidget(label(text, wrap=True, selectable=True))
        ways = QHBoxLayout()
        ways.setSpacing(8)
        ways.addWidget(label(zone_words.when(entry["at"], entry["by"]), "small"), 1)
        if "now" in entry:
            now = zone_words.value(name, entry["now"], document)
            rows.addWidget(label(self.tr("The analysis now says {now}.").format(now=now), "warning", wrap=True))
            ways.addWidget(button(self.tr("Keep mine"), lambda: self.settled.emit(name, True), kind="link"))
            ways.addWidget(button(self.tr("Take the new one"), lambda: self.settled.emit(name, False), kind="link"))
        else:
            ways.addWidget(button(self.tr("Back to the derived one"), lambda: self.reverted.emit(name), kind="link"))
        rows.addLayout(ways)
        for place in range(ways.count()):
            widget = ways.itemAt(place).widget()
            if isinstance(widget, QPushButton):
                widget.setEnabled(not document.is_read_only)
                widget.setCursor(Qt.CursorShape.PointingHandCursor)
        return rows
