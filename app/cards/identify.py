"""The identify card: everything under a click, layer by layer, and where it was."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeWidget, QTreeWidgetItem, QWidget

from app import attributes, words
from app.canvas.hit import Hit
from app.cards.base import MapCard
from app.document import Document
from app.theme import ROW_PX
from app.widgets.basics import label
from layers.crs import STORAGE_CRS, transformer

_MOST_PX = 380
_HIT = Qt.ItemDataRole.UserRole


class IdentifyCard(MapCard):
    """A tree: features at the top, what is known about each below it."""

    chosen = Signal(str, str)  # layer and feature to light up

    def __init__(self, host: QWidget, document: Document) -> None:
        super().__init__(host, self.tr("What is here"), width_px=336)
        self._document = document
        self.place_label = label("", "muted", wrap=True, selectable=True)
        self.body.addWidget(self.place_label)
        self.nothing = label(self.tr("Nothing of the visible layers lies here."), "muted", wrap=True)
        self.body.addWidget(self.nothing)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(self.tr("Features under the point"))
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setIndentation(14)
        self.tree.setUniformRowHeights(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.currentItemChanged.connect(self._on_current)
        self.tree.itemExpanded.connect(lambda _item: self._fit())
        self.tree.itemCollapsed.connect(lambda _item: self._fit())
        self.body.addWidget(self.tree)

    def show_hits(self, found: Sequence[Hit], x: float, y: float) -> None:
        """Show what lies at a point in metres; the topmost is open."""
        lon, lat = transformer(f"EPSG:{self._document.info().metric_epsg}", STORAGE_CRS).transform(x, y)
        degrees = words.coordinates(lon, lat, y, x, "dms")
        metres = words.coordinates(lon, lat, y, x, "xy")
        self.place_label.setText(f"{degrees}\n{metres}")
        self.place_label.setToolTip(words.metric_crs(self._document.info().metric_epsg))
        self.tree.blockSignals(True)
        self.tree.clear()
        for one in found:
            self._add(one)
        self.tree.blockSignals(False)
        self.tree.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.open_card()
        self._fit()
        first = self.tree.topLevelItem(0)
        if first is not None:
            first.setExpanded(True)
            self.tree.setCurrentItem(first)
        else:
            self.chosen.emit("", "")

    def text(self) -> str:
        """Return place and features as lines with tabs."""
        lines = self.place_label.text().split("\n")
        for top in filter(None, (self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount()))):
            lines += ["", f"{top.text(0)}\t{top.text(1)}"]
            rows = filter(None, (top.child(k) for k in range(top.childCount())))
            lines += [f"{row.text(0)}\t{row.text(1)}" for row in rows]
        return "\n".join(lines)

    def _add(self, one: Hit) -> None:
        layer = attributes.layer_title(self._document, one.layer_uid)
        name = attributes.title(self._document, one.layer_uid, one.feature_uid) or one.name
        top = QTreeWidgetItem([layer, name])
        top.setData(0, _HIT, (one.layer_uid, one.feature_uid))
        font = top.font(1)
        font.setBold(True)
        top.setFont(1, font)
        for title, value in attributes.facts(self._document, one.layer_uid, one.feature_uid):
            row = QTreeWidgetItem([title, value])
            row.setToolTip(1, value)
            top.addChild(row)
        for column, text in enumerate((layer, name)):
            top.setToolTip(column, text)
        self.tree.addTopLevelItem(top)

    def _on_current(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None:
            top = item.parent() or item
            self.chosen.emit(*top.data(0, _HIT))

    def _fit(self) -> None:
        """The tree is as high as its rows, until it has to scroll."""
        rows, item = 0, self.tree.topLevelItem(0)
        while item is not None:
            rows += 1
            item = self.tree.itemBelow(item)
        height = min(rows * ROW_PX + 4, _MOST_PX)
        self.tree.setFixedHeight(height)
        self.tree.setColumnWidth(0, 106)
        self.place()
