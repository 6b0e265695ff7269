"""An exercise on the map: sites and rings, what is reached by now, where a kind of site could be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app import i18n
from app.canvas.arrivals import Arrivals, time_raster
from app.canvas.exercise import ExerciseMarks, marks_of
from app.canvas.suitable import SuitableMarks
from app.panels.exercise import ExercisePanel
from app.sheets.words import load_words
from app.tasks.exercise import ExerciseTask, Suggested
from app.widgets.exercise_sites import why_here
from layers.crs import STORAGE_CRS, transform, transformer
from layers.exercise.model import Exercise, Physics, Site
from layers.exercise.rings import Ring, rings
from layers.exercise.telling import site_kind
from layers.export.words import Words

if TYPE_CHECKING:
    from app.window import MainWindow
    from layers.exercise.material import Material

#: On the screen, where one works; on paper it is stronger.
_STAMP_OPACITY = 0.05
_SUITABLE = "exercise_suitable"


class ExerciseOnMap(QObject):
    """The half of :class:`~app.control.exercise.ExerciseControl` that draws."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._panel: ExercisePanel | None = None
        self._window = window
        self.task = ExerciseTask(window.document, window.jobs, self)
        self._uid = ""
        self._suggested: Suggested | None = None
        self._arrivals: Arrivals | None = None
        self._arrivals_of: Material | None = None
        self._marks: ExerciseMarks | None = None

    @property
    def words(self) -> Words:
        """The words of the papers, in the language of the window."""
        return load_words(i18n.current())

    def _current(self) -> Exercise | None:
        every = self._window.document.exercises() if self._window.document.is_open else []
        return next((one for one in every if one.uid == self._uid), every[0] if every else None)

    def _material(self) -> Material | None:
        """Return what was worked out, when it is of the exercise shown."""
        found = self.task.material
        return found if found is not None and found.exercise.uid == self._uid else None

    def _rings(self, exercise: Exercise, sites: tuple[Site, ...]) -> list[Ring]:
        material = self._material()
        if material is None or material.situation is None:
            return []
        return rings(material.situation.ground, exercise, sites)

    def _ring_texts(self, sites: tuple[Site, ...], found: list[Ring]) -> dict[str, str]:
        texts = {}
        for ring in found:
            if ring.is_broken:
                text = self.tr("Inside {radius:.0f} m: {names}")
                texts[ring.uid] = text.format(radius=ring.radius_m, names=self.words.join(list(ring.inside)))
            else:
                texts[ring.uid] = self.tr("Nobody is inside {radius:.0f} m.").format(radius=ring.radius_m)
        return texts

    def _xy(self, lon: float, lat: float) -> tuple[float, float]:
        x, y = transformer(STORAGE_CRS, f"EPSG:{self._window.map.canvas.scene.metric_epsg}").transform(lon, lat)
        return float(x), float(y)

    def _lonlat(self, x: float, y: float) -> tuple[float, float]:
        epsg = self._window.map.canvas.scene.metric_epsg
        lon, lat = transformer(f"EPSG:{epsg}", STORAGE_CRS).transform(x, y)
        return round(float(lon), 6), round(float(lat), 6)

    def _draw(self, moved: Site | None = None) -> None:
        """Lay sites and rings over the map; ``moved`` stands in for a site that is in hand."""
        exercise, canvas = self._current(), self._window.map.canvas
        if exercise is None or not canvas.scene.metric_epsg:
            self._lay(None)
            return
        sites = self._window.document.exercise_sites(exercise.uid)
        if moved is not None:
            sites = tuple(moved if one.uid == moved.uid else one for one in sites)
        material = self._material()
        checks = {} if material is None else dict(material.checks)
        found = self._rings(exercise, sites)
        marks = marks_of(sites, checks, found, exercise.physics, self.words, self._xy)
        marks.stamp_opacity = _STAMP_OPACITY
        marks.chosen = self.panel.sites.chosen.uid if self.panel.sites.chosen is not None else ""
        if self.panel.step == "play":
            self._add_run(marks, material)
        elif moved is not None:
            self.panel.sites.show_rings(self._ring_texts(sites, found))
        self._lay(marks)

    def _add_run(self, marks: ExerciseMarks, material: Material | None) -> None:
        """Show what is reached by the minute of the clock."""
        run = material.situation.run if material is not None and material.situation is not None else None
        if run is None:
            return
        epsg = self._window.map.canvas.scene.metric_epsg
        if run.incident is not None and run.land is not None and run.land.landscape.grid.epsg == epsg:
            if self._arrivals_of is not material or self._arrivals is None:
                raster = time_raster(run.land.landscape.grid, run.incident.minutes, float(run.facts["hours"]) * 60.0)
                self._arrivals = Arrivals(raster, None, self.words["exercise_kit.map_legend"])
                self._arrivals_of = material
            self._arrivals.show_until(self.panel.play.minute)
            marks.below = self._arrivals.draw
        elif run.shapes:
            marks.shapes = [transform(one, STORAGE_CRS, f"EPSG:{epsg}") for one in run.shapes]

    def _lay(self, marks: ExerciseMarks | None) -> None:
        canvas = self._window.map.canvas
        if marks is not None or (self._marks is not None and canvas.over is self._marks):
            canvas.lay_over(marks)
        self._marks = marks
        tool = self._window.map.exercise_tool
        tool.sites = () if marks is None else marks.sites
        tool.can_edit = not self._window.document.is_read_only

    def _show_all(self) -> None:
        if self._marks is None or self._marks.extent is None:
            return
        xmin, ymin, xmax, ymax = self._marks.extent
        # A badge stands above its place, so some room is left about the sites.
        grow = max(2_000.0 - max(xmax - xmin, ymax - ymin), 0.16 * max(xmax - xmin, ymax - ymin)) / 2.0
        self._window.map.canvas.zoom_to((xmin - grow, ymin - grow, xmax + grow, ymax + grow), animated=True)

    @property
    def is_open(self) -> bool:
        """Whether the panel is shown."""
        return self._panel is not None and not self._panel.isHidden()

    @property
    def panel(self) -> ExercisePanel:
        """The panel below the map, made when it is first wanted."""
        if self._panel is None:
            self._panel = self._make_panel()
        return self._panel

    def _make_panel(self) -> ExercisePanel:
        raise NotImplementedError

    def _show_suitable(self, found: Suggested | None) -> None:
        self._suggested = found
        canvas = self._window.map.canvas
        if found is None:
            canvas.lay_beneath(_SUITABLE, None)
            if self._panel is not None:
                self._panel.sites.show_here("")
            return
        kind = site_kind(found.raster.kind, Physics.FIRE, self.words)
        title = self.tr("{kind}: rules that hold").format(kind=kind)
        canvas.lay_beneath(_SUITABLE, SuitableMarks(found.raster, title))

    def _on_cursor(self, x: float, y: float) -> None:
        if self._suggested is None or not self.is_open or self.panel.step != "sites":
            return
        self.panel.sites.show_here(why_here(self._suggested.raster.why(x, y), self.words))
