"""The small map of a notice of fire: where it is, when it gets where, and whose land that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QPainter

from app.canvas import View
from app.canvas.arrivals import Arrivals, TimeRaster
from app.canvas.reads import Reads
from app.canvas.view import Box
from app.sheets.small_plate import Ground, SmallPlate, around
from layers.crs import STORAGE_CRS, transformer
from layers.export.words import Words
from layers.spread.fire_land import FireLand
from layers.spread.incident import Incident

_OPACITY = 0.7


@dataclass(frozen=True)
class FirePlate(SmallPlate):
    """A map of arrival times; ``arrivals`` is None where there are no times to show."""

    ground: Ground
    start: tuple[float, float]
    arrivals: Arrivals | None
    box: Box | None

    @classmethod
    def of(cls, reads: Reads, land: FireLand, found: Incident, raster: TimeRaster, words: Words) -> FirePlate:
        """Return the plate of a fire."""
        ground = Ground.of(reads, land.counties, words)
        x, y = transformer(STORAGE_CRS, f"EPSG:{ground.scene.metric_epsg}").transform(found.lon, found.lat)
        start = (float(x), float(y))
        if land.landscape.grid.epsg != ground.scene.metric_epsg:
            return cls(ground, start, None, None)
        arrivals = Arrivals(raster, start, words["notice.map_legend"])
        arrivals.opacity = _OPACITY
        return cls(ground, start, arrivals, raster.box)

    def boxes(self) -> Sequence[Box]:
        """Show the start, and as far as the fire gets."""
        return [around(*self.start), *([self.box] if self.box is not None else [])]

    def draw_below(self, painter: QPainter, view: View) -> None:
        """Draw the times."""
        if self.arrivals is not None:
            self.arrivals.draw_times(painter, view)

    def draw_above(self, painter: QPainter, view: View, family: str) -> None:
        """Draw the start and what the colours mean."""
        if self.arrivals is not None:
            self.arrivals.draw_start(painter, view, self.ground.scene.theme)
            self.arrivals.draw_legend(painter, self.ground.scene.theme, family)
