"""The map of an entry of the minutes: where it is when something is said, kept at a decision, gone back to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.jobs import Job
from layers.errors import LianfangError
from layers.minutes.model import Minute
from layers.minutes.subjects import shape_of
from layers.progress import Cancelled, Progress

if TYPE_CHECKING:
    from app.window import MainWindow
    from layers.minutes.model import Picture
    from layers.plan.store import PlanStore


class MinuteMaps(QObject):
    """Draws in the background; nobody waits for a picture."""

    pictured = Signal(str)  # uid of the entry whose map was kept

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def bounds(self) -> list[float] | None:
        """Return what the map shows, EPSG:4490."""
        import shapely

        from layers.crs import STORAGE_CRS, transform

        canvas = self._window.map.canvas
        epsg = canvas.scene.metric_epsg
        if not epsg or not canvas.scene.layers:
            return None
        box = transform(shapely.box(*canvas.view.extent), f"EPSG:{epsg}", STORAGE_CRS)
        return [round(float(value), 7) for value in box.bounds]

    def go_to(self, uid: str) -> None:
        """Show where something was said: what it is about, else where the map was."""
        import shapely

        from layers.crs import STORAGE_CRS, transform

        document, canvas = self._window.document, self._window.map.canvas
        one = next((one for one in document.minutes() if one.uid == uid), None)
        if one is None or not canvas.scene.metric_epsg:
            return
        shape = shape_of(document, one.about)
        if shape is None and one.bounds is not None:
            shape = shapely.box(*one.bounds)
        if shape is not None:
            canvas.zoom_to(transform(shape, STORAGE_CRS, f"EPSG:{canvas.scene.metric_epsg}").bounds, animated=True)

    def keep(self, minute: Minute) -> None:
        """Draw the map of this moment in the background and keep it with the entry; nobody waits."""
        from app.canvas.grids import GridOverlay

        window, canvas = self._window, self._window.map.canvas
        if not canvas.scene.layers:
            return
        store = window.document.store
        grids = GridOverlay()
        grids.shows_graticule, grids.shows_gk = canvas.grids.shows_graticule, canvas.grids.shows_gk
        shape = shape_of(window.document, minute.about)
        job = Job(
            _draw,
            store,
            (canvas.scene, canvas.view, window.viewing.words(), canvas.font_family, grids),
            shape,
            title=self.tr("Keeping the map of a decision"),
        )
        job.writes = True  # into the plan: closing it waits
        job.finished.connect(lambda picture: self._put(store, minute.uid, picture))
        job.failed.connect(window.show_error)
        window.jobs.start(job)

    def _put(self, store: PlanStore, uid: str, picture: Picture) -> None:
        document = self._window.document

        def put() -> None:
            document.still_open(store).put_minute_picture(uid, picture)

        try:
            document.on_writer(put)
        except Cancelled:  # another plan is open meanwhile
            return
        except LianfangError as error:
            self._window.show_error(error)
            return
        self.pictured.emit(uid)


def _draw(store: PlanStore, given: tuple[Any, ...], shape: Any, progress: Progress) -> Picture:
    from app.canvas.paper_picture import paper_picture
    from layers.crs import STORAGE_CRS, transform

    scene, view, words, family, grids = given
    if scene.theme.name == "dark":  # paper is white
        from app.canvas.building import build_scene
        from app.canvas.words import window_words

        with store.reader() as reader:
            scene = build_scene(reader, theme="light", words=window_words())
    subject = None if shape is None else transform(shape, STORAGE_CRS, f"EPSG:{scene.metric_epsg}")
    return paper_picture(scene, view, words, family, grids, subject, progress=progress)
