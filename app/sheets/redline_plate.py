"""The small map of an amendment: what it adds and takes away, on the plan in print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
from PySide6.QtGui import QPainter

from app.canvas import View
from app.canvas.reads import Reads
from app.canvas.redline import RedlineLayer
from app.canvas.view import Box
from app.sheets.small_plate import Ground, SmallPlate
from layers.crs import STORAGE_CRS, transform
from layers.export.words import Words
from layers.versions.redline import Mark, Redline


@dataclass(frozen=True)
class RedlinePlate(SmallPlate):
    """A map of an amendment."""

    ground: Ground
    over: RedlineLayer

    @classmethod
    def of(cls, reads: Reads, counties: gpd.GeoDataFrame, found: Redline, words: Words) -> RedlinePlate:
        """Return the plate of an amendment that changes an outline."""
        ground = Ground.of(reads, counties, words)
        return cls(ground, redline_layer(found, ground.scene.metric_epsg, words))

    def boxes(self) -> Sequence[Box]:
        """Show all that changed, whole."""
        return [self.over.extent] if self.over.extent is not None else []

    def draw_above(self, painter: QPainter, view: View, family: str) -> None:
        """Draw what came and went, and the legend."""
        self.over.draw(painter, view, self.ground.scene.theme, family)


def redline_layer(found: Redline, epsg: int, words: Words) -> RedlineLayer:
    """Return what lies over a map whose metres are those of ``epsg``."""
    changed = [one for one in found.shapes if one.mark is not Mark.SAME]
    metric = f"EPSG:{epsg}"
    added, removed, kept = (
        [transform(shape, STORAGE_CRS, metric) for shape in shapes]
        for shapes in (
            [one.added for one in changed],
            [one.removed for one in changed],
            [one.kept for one in changed],
        )
    )
    legend = []
    if any(not shape.is_empty for shape in kept):
        legend.append(("kept", words["version.map_kept"]))
    if found.removed_m2:
        legend.append(("removed", words.text("version.map_removed", area=f"{found.removed_m2 / 1e4:.4f}")))
    if found.added_m2:
        legend.append(("added", words.text("version.map_added", area=f"{found.added_m2 / 1e4:.4f}")))
    return RedlineLayer(words["version.map_legend"], added, removed, kept, legend)
