"""The page of the import dialog that shows what was found in single features, and lets each be left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app import mending_words
from app.dialogs.layer_pages import ImportRow, LayerPage
from app.widgets.basics import label
from app.widgets.mending_list import MendingList
from app.widgets.owner_copy import OwnerCopyBar
from app.widgets.shape_picture import Scene, ShapePicture, close_up

if TYPE_CHECKING:
    from layers.sources.mending_report import Found, MendingReport

#: Percent of a layer's points that the picture of the whole may leave aside at each end.
_ASIDE = 2.0


class MendingPage(LayerPage):
    """Kinds with their counts, below each its features; a click shows one in the two pictures."""

    def __init__(self) -> None:
        super().__init__()
        self._row: ImportRow | None = None
        self._shown: MendingReport | None = None
        self._sketch: Any = None
        self.list = MendingList()
        self.list.item_chosen.connect(self._show_item)
        self.list.declined_changed.connect(self._keep_decision)
        self.close_up = ShapePicture(self.tr("The shape, from near"), self.tr("Click a feature to see its shape"))
        self.overview = ShapePicture(self.tr("Where it lies in the layer"))
        self.key = label("", "small", wrap=True)
        self.copy = OwnerCopyBar()
        pictures = QWidget()
        side = QVBoxLayout(pictures)
        side.setContentsMargins(7, 0, 0, 0)
        side.setSpacing(4)
        side.addWidget(self.close_up, 3)
        side.addWidget(self.key)
        side.addWidget(self.overview, 2)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(pictures)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 2)
        split.setSizes([670, 270])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(split, 1)
        column.addWidget(self.copy)

    def title(self) -> str:
        """Return the tab's text with the number of things found in the layer shown."""
        report = None if self._row is None else self._row.summary.mending
        if report is None or not report.found:
            return self.tr("Check")
        return self.tr("Check ({count})").format(count=report.count)

    def applies(self, row: ImportRow) -> bool:
        """Return True when anything was found in a feature."""
        return row.summary.mending is not None and bool(row.summary.mending.found)

    def asks(self, row: ImportRow) -> bool:
        """Return False: everything has a sound default, and nothing must be answered."""
        return False

    def show_row(self, row: ImportRow) -> None:
        """Show what was found in a layer, and what is left out of it."""
        report: MendingReport = row.summary.mending
        if self._row is row and self._shown is report:
            return
        self._row, self._shown = row, report
        self.list.show_report(report, row.decisions.get("declined", frozenset()), can_decide=True)
        self._sketch = _sketch_of(row.summary, report)
        self.copy.set_source(row.path, row.choice)
        self.close_up.show_scene(Scene())
        self.overview.show_scene(self._overview())
        self.key.setText(mending_words.key())

    def _keep_decision(self) -> None:
        if self._row is not None:
            self._row.decisions["declined"] = self.list.declined
            self.changed.emit()

    def _show_item(self, found: Found, place: int) -> None:
        assert self._row is not None
        report: MendingReport = self._row.summary.mending
        self.close_up.show_scene(scene_of(found, place, is_lonlat=report.lonlat))
        self.overview.show_scene(self._overview(found.boxes[place]))
        told = [
            mending_words.detail(found, place),
            mending_words.key() if np.isfinite(found.boxes[place]).all() else "",
        ]
        self.key.setText("\n".join(text for text in told if text))

    def _overview(self, box: Any = None) -> Scene:
        assert self._row is not None
        sketch, report = self._sketch, self._row.summary.mending
        if sketch is None:
            return Scene()
        # The bulk of the layer: one feature far away must not make a dot of all others.
        everything = np.percentile(np.vstack([*sketch.lines, sketch.points]), (_ASIDE, 100 - _ASIDE), axis=0)
        here = None if box is None or not np.isfinite(box).all() else ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        if here is not None:
            everything = np.vstack([everything, [here]])
        (west, south), (east, north) = everything.min(axis=0), everything.max(axis=0)
        sight = (float(west), float(south), float(east), float(north))
        return Scene(sight, report.lonlat, ground=sketch.lines, dots=sketch.points, mark=here, ring=True)


def scene_of(found: Found, place: int, *, is_lonlat: bool) -> Scene:
    """Return the close-up of one feature."""
    before = None if found.shapes_before is None else found.shapes_before[place]
    after = None if found.shapes_after is None else found.shapes_after[place]
    at = None if found.points is None else found.points[place]
    return close_up(before, after, found.boxes[place], at, is_lonlat=is_lonlat)


def _sketch_of(summary: Any, report: MendingReport) -> Any:
    from layers.sources.placing import placed

    if summary.sketch is None:
        return None
    return placed(summary.sketch) if report.lonlat else summary.sketch
