"""Identify, measure and the ways to draw: which tool is in hand and which card says what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.canvas.hit import hits
from app.jobs import Job
from layers.crs import STORAGE_CRS, transformer
from layers.kinds import Shape

if TYPE_CHECKING:
    from app.cards.identify import IdentifyCard
    from app.cards.measure import MeasureCard
    from app.window import MainWindow


class LookControl(QObject):
    """Tools that only look, and their cards over the map."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.identify_card: IdentifyCard
        self.measure_card: MeasureCard
        self._job: Job | None = None
        window.document.changed.connect(self._on_changed)
        window.document.closed.connect(self._close)

    def attach(self) -> None:
        """Make the cards of a new map and listen to its tools."""
        from app.cards.identify import IdentifyCard
        from app.cards.measure import MeasureCard

        side = self._window.map
        self.identify_card = IdentifyCard(side, self._window.document)
        self.measure_card = MeasureCard(side)
        side.identify_tool.identified.connect(self._show_hits)
        self.identify_card.chosen.connect(side.canvas.highlight)
        self.identify_card.closed.connect(self._let_go)
        side.measure_tool.measured.connect(self._show_measure)
        self.measure_card.closed.connect(side.measure_tool.clear)
        side.canvas.tool_changed.connect(lambda _tool: self.identify_card.close_card())

    def identify(self, _checked: bool = True) -> None:
        """Ask the map what lies where."""
        self._window.hands.use_tool("identify")

    def measure(self, _checked: bool = True) -> None:
        """Measure on the map."""
        self._window.hands.use_tool("measure")

    def draw_rectangle(self, _checked: bool = True) -> None:
        """Draw a patrol area as a rectangle."""
        self._window.hands.draw("draw_rectangle")

    def draw_circle(self, _checked: bool = True) -> None:
        """Draw a patrol area as a circle."""
        self._window.hands.draw("draw_circle")

    def draw_freehand(self, _checked: bool = True) -> None:
        """Draw a patrol area with a free hand."""
        self._window.hands.draw("draw_freehand")

    def ask_at(self, x: float, y: float) -> None:
        """Say what lies at a point in metres, whichever tool is in hand."""
        canvas = self._window.map.canvas
        self._show_hits(hits(canvas.scene, canvas.view, x, y), x, y)

    def _show_hits(self, found: Any, x: float, y: float) -> None:
        """Show what is known at once; what rasters hold comes when it is read."""
        window = self._window
        asked = [
            (record, state.path)
            for record in window.document.layers()
            if record.shape is Shape.RASTER and record.visible
            for state in [window.rasters.task.state(record)]
            if state is not None and state.path is not None
        ]
        self.identify_card.show_hits(found, x, y, waits_for=[record.uid for record, _ in asked])
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if asked and not window.jobs.is_shut_down:
            epsg = window.document.info().metric_epsg or window.map.canvas.scene.metric_epsg
            lon, lat = transformer(f"EPSG:{epsg}", STORAGE_CRS).transform(x, y)
            job = Job(_ask_rasters, asked, lon, lat, window.document.layers())
            job.finished.connect(lambda answers: self._show_rasters(job, answers))
            self._job = job
            window.jobs.start(job)

    def _show_rasters(self, job: Job, answers: Any) -> None:
        if job is self._job:
            self._job = None
            self.identify_card.show_rasters(answers)

    def _show_measure(self, found: Any) -> None:
        if found is None:
            self.measure_card.hide()
        else:
            self.measure_card.show_measure(found)

    def _let_go(self) -> None:
        """Light up what the lists have chosen, no longer what the card named."""
        window = self._window
        for layer, uid in (("patrol_areas", window.patrol.chosen), ("zones", window.zones.chosen)):
            if uid:
                window.map.select(layer, uid)
                return
        window.map.select("", "")

    def _on_changed(self, _change: Any) -> None:
        # What the card says may no longer be so.
        self.identify_card.close_card()

    def _close(self) -> None:
        for card in (self.identify_card, self.measure_card):
            card.close_card()


def _ask_rasters(asked: Any, lon: float, lat: float, layers: Any, progress: Any) -> list[Any]:
    from layers.raster_look import look_at

    answers = []
    for place, (record, path) in enumerate(asked):
        progress(place / len(asked), "reading")
        answers.append(look_at(record, path, lon, lat, layers))
    return answers
