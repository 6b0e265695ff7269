"""The identify card: everything under a click, layer by layer, and where it was."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeWidget, QTreeWidgetItem, QWidget

from app import attributes, raster_words, words
from app.canvas.hit import Hit
from app.cards.base import MapCard
from app.document import Document
from app.theme import px, row_px
from app.widgets.basics import label
from layers.crs import STORAGE_CRS, transformer
from layers.raster_look import RasterAnswer

_MOST_PX = 380
_HIT = Qt.ItemDataRole.UserRole
_IS_RASTER = Qt.ItemDataRole.UserRole + 1


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
        self.tree.setIndentation(px(14))
        self.tree.setUniformRowHeights(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.currentItemChanged.connect(self._on_current)
        self.tree.itemExpanded.connect(lambda _item: self._fit())
        self.tree.itemCollapsed.connect(lambda _item: self._fit())
        self.body.addWidget(self.tree)

    def show_hits(self, found: Sequence[Hit], x: float, y: float, *, waits_for: Sequence[str] = ()) -> None:
        """Show what lies at a point in metres, the topmost open; rasters waited for say so until they are read."""
        lon, lat = transformer(f"EPSG:{self._document.info().metric_epsg}", STORAGE_CRS).transform(x, y)
        degrees = words.coordinates(lon, lat, y, x, "dms")
        metres = words.coordinates(lon, lat, y, x, "xy")
        self.place_label.setText(f"{degrees}\n{metres}")
        self.place_label.setToolTip(words.metric_crs(self._document.info().metric_epsg))
        self.tree.blockSignals(True)
        self.tree.clear()
        for one in found:
            self._add(one)
        for layer in waits_for:
            self._add_raster(layer, self.tr("Reading…"), [])
        self.tree.blockSignals(False)
        self.tree.setVisible(bool(found) or bool(waits_for))
        self.nothing.setVisible(not found and not waits_for)
        self.open_card()
        self._fit()
        first = self.tree.topLevelItem(0)
        if first is not None and found:
            first.setExpanded(True)
            self.tree.setCurrentItem(first)
        else:
            self.chosen.emit("", "")

    def show_rasters(self, answers: Sequence[RasterAnswer]) -> None:
        """Show what the rasters hold; one that does not reach here is left out."""
        self.tree.blockSignals(True)
        for place in reversed(range(self.tree.topLevelItemCount())):
            item = self.tree.topLevelItem(place)
            if item is not None and item.data(0, _IS_RASTER):
                self.tree.takeTopLevelItem(place)
        for answer in answers:
            if not answer.cell.is_outside:
                self._add_raster(answer.layer, raster_words.answer(answer), raster_words.facts(answer))
        if self.tree.topLevelItemCount() == 1:
            self.tree.topLevelItem(0).setExpanded(True)  # type: ignore[union-attr]
        self.tree.blockSignals(False)
        self.tree.setVisible(self.tree.topLevelItemCount() > 0)
        self.nothing.setVisible(self.tree.topLevelItemCount() == 0)
        self._fit()

    def _add_raster(self, layer: str, value: str, facts: Sequence[tuple[str, str]]) -> None:
        top = QTreeWidgetItem([attributes.layer_title(self._document, layer), value])
        top.setData(0, _HIT, (layer, ""))
        top.setData(0, _IS_RASTER, True)
        font = top.font(1)
        font.setBold(True)
        top.setFont(1, font)
        for column in (0, 1):
            top.setToolTip(column, top.text(column))
        for title, text in facts:
            top.addChild(QTreeWidgetItem([title, text]))
        self.tree.addTopLevelItem(top)

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
        height = min(rows * row_px() + 4, _MOST_PX)
        self.tree.setFixedHeight(height)
        self.tree.setColumnWidth(0, 106)
        self.place()
