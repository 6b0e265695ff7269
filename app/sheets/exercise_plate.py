"""The map of an exercise on paper: sites, safe distances, what runs, and 演练 across it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import geopandas as gpd
import shapely
from PySide6.QtGui import QPainter

from app.canvas import View
from app.canvas.arrivals import Arrivals, time_raster
from app.canvas.exercise import ExerciseMarks, marks_of
from app.canvas.reads import Reads
from app.canvas.view import Box
from app.sheets.small_plate import Ground, SmallPlate, around
from layers.crs import STORAGE_CRS, transform, transformer
from layers.exercise.material import Material
from layers.export.words import Words

_OPACITY = 0.6


@dataclass(frozen=True)
class ExercisePlate(SmallPlate):
    """A map of one exercise."""

    ground: Ground
    marks: ExerciseMarks
    arrivals: Arrivals | None

    @classmethod
    def of(cls, reads: Reads, given: Material, counties: gpd.GeoDataFrame, words: Words) -> ExercisePlate:
        """Return the plate of an exercise."""
        ground = Ground.of(reads, counties, words)
        epsg = ground.scene.metric_epsg
        move = transformer(STORAGE_CRS, f"EPSG:{epsg}").transform

        def xy(lon: float, lat: float) -> tuple[float, float]:
            x, y = move(lon, lat)
            return float(x), float(y)

        marks = marks_of(given.sites, dict(given.checks), given.rings, given.exercise.physics, words, xy)
        run = given.situation.run if given.situation is not None else None
        arrivals = None
        if run is not None and run.incident is not None and run.land is not None:
            grid = run.land.landscape.grid
            if grid.epsg == epsg:
                raster = time_raster(grid, run.incident.minutes, float(run.facts["hours"]) * 60.0)
                arrivals = Arrivals(raster, None, words["exercise_kit.map_legend"])
                arrivals.opacity = _OPACITY
        elif run is not None and run.shapes:
            shapes = [transform(one, STORAGE_CRS, f"EPSG:{epsg}") for one in run.shapes]
            marks = replace(marks, shapes=shapes)
        return cls(ground, marks, arrivals)

    def boxes(self) -> Sequence[Box]:
        """Show all sites and rings, and what burns near them."""
        extent = self.marks.extent
        if extent is None:
            counties = shapely.total_bounds([shape for _, shape in self.ground.counties])
            return [(float(counties[0]), float(counties[1]), float(counties[2]), float(counties[3]))]
        pad = 0.12 * max(extent[2] - extent[0], extent[3] - extent[1])  # a badge stands above its place
        grown = (extent[0] - pad, extent[1] - pad, extent[2] + pad, extent[3] + pad)
        return [grown, around((extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2)]

    def draw_below(self, painter: QPainter, view: View) -> None:
        """Draw the times of a fire."""
        if self.arrivals is not None:
            self.arrivals.draw_times(painter, view)

    def draw_above(self, painter: QPainter, view: View, family: str) -> None:
        """Draw sites, rings and the stamp."""
        self.marks.draw(painter, view, self.ground.scene.theme, family)
        if self.arrivals is not None:
            self.arrivals.draw_legend(painter, self.ground.scene.theme, family)
