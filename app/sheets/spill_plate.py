"""The small map of a notice of a spill: the place, the way of the water by county, and the sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QPainter

from app.canvas import View
from app.canvas.reads import Reads
from app.canvas.river_way import RiverWay, way_of
from app.canvas.view import Box
from app.sheets.small_plate import Ground, SmallPlate, around
from layers.export.words import Words
from layers.rivers.land import RiverLand
from layers.rivers.spill import Spill


@dataclass(frozen=True)
class SpillPlate(SmallPlate):
    """A map of the way of the water."""

    ground: Ground
    way: RiverWay

    @classmethod
    def of(cls, reads: Reads, land: RiverLand, found: Spill, words: Words) -> SpillPlate:
        """Return the plate of a spill."""
        ground = Ground.of(reads, land.counties, words)
        return cls(ground, way_of(found, ground.scene.metric_epsg, land.names(), words["spill.map_legend"]))

    def boxes(self) -> Sequence[Box]:
        """Show the place, and as far as the water gets."""
        extent = self.way.extent
        return [around(*self.way.start), *([extent] if extent is not None else [])]

    def draw_above(self, painter: QPainter, view: View, family: str) -> None:
        """Draw the way, its sections and what its colours mean."""
        self.way.draw(painter, view, self.ground.scene.theme, family)
