"""Rasters that went elsewhere, are gone or are no longer the same: told, asked for, linked again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFileDialog

from app import ages, words
from app.jobs import Job
from app.tasks.rasters import RasterTask, States, examine, search
from app.widgets.asks import Ask
from layers.kinds import Shape
from layers.plan import rasters
from layers.plan.model import LayerRecord
from layers.plan.rasters import RasterCode, RasterFile, RasterState

if TYPE_CHECKING:
    from app.window import MainWindow


class RasterControl(QObject):
    """What the window says about rasters, and what the planner can do.

    A raster that is proved to be the same by its checksum is used wherever it is: nobody is asked and
    nothing is written.  Anything else is a question in the list of findings and on the layer's card.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._document = window.document
        self._told: set[tuple[str, ...]] = set()  # rasters of the open plan whose new place was told
        self._looked_for: set[tuple[str, ...]] = set()  # and those the planner has had searched
        self.task = RasterTask(window.document, window.jobs, self)
        self.task.found.connect(self._on_found)
        self.task.failed.connect(window.show_error)
        window.document.closed.connect(self._on_closed)
        window.document.saved.connect(lambda _when: self._follow_plan())
        self._plan_path: Path | None = None
        window.installEventFilter(self)

    # -- looking ------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever comes back to the window may have plugged a drive in, or copied a file."""
        if event.type() is QEvent.Type.WindowActivate:
            self.recheck()
        return False

    def recheck(self) -> None:
        """Look for the rasters again, in the background."""
        if self._document.is_open and self._records():
            self.task.refresh()

    def _records(self) -> list[LayerRecord]:
        return [record for record in self._document.layers() if record.shape is Shape.RASTER]

    def _follow_plan(self) -> None:
        """A plan that was saved elsewhere looks from there."""
        path = self._document.path if self._document.is_open else None
        if path != self._plan_path:
            self._plan_path = path
            self.recheck()

    def _on_found(self, _states: States) -> None:
        self.tell()
        self._tell_moved()

    def _on_closed(self) -> None:
        self._told.clear()
        self._looked_for.clear()
        self.tell()

    # -- telling ------------------------------------------------------------------------------

    def attach(self) -> None:
        """Tell a new map."""
        self.tell()

    def tell(self) -> None:
        """Let the map, the findings and the layer's card know."""
        asks = [ask for ask in map(self._ask, self._records()) if ask] if self._document.is_open else []
        self._window.map.set_rasters(self.task.states)
        self._window.findings.set_asks([ask for ask in asks if ask.is_warning])
        self._window.layers.card.set_asks(asks)

    def _ask(self, record: LayerRecord) -> Ask | None:
        state = self.task.state(record)
        if state is None or state.code is RasterCode.OK:
            return None
        make = {
            RasterCode.MISSING: self._ask_missing,
            RasterCode.CHANGED: self._ask_changed,
            RasterCode.MOVED: self._ask_moved,
            RasterCode.UNCHECKED: self._ask_unchecked,
        }[state.code]
        return make(record, state)

    def _ask_missing(self, record: LayerRecord, _state: RasterState) -> Ask:
        text = self.tr("{layer}: the file {file} was not found. Map and plates go on without it.")
        actions: tuple[tuple[str, Callable[[], object]], ...] = (
            (self.tr("Find the file…"), lambda: self.find_file(record.uid)),
            (self.tr("Search a folder…"), self.search_folder),
        )
        return self._made(record, text, actions if record.raster_sha256 else actions[:1], tip=record.raster_path)

    def _ask_changed(self, record: LayerRecord, state: RasterState) -> Ask:
        text = self.tr("{layer}: {file} is no longer the file that was added; its content differs.")
        actions: tuple[tuple[str, Callable[[], object]], ...] = (
            (self.tr("Use the changed file"), lambda: self.use_changed(record.uid)),
            (self.tr("Find the original…"), lambda: self.find_file(record.uid)),
            (self.tr("Search a folder…"), self.search_folder),
        )
        return self._made(record, text, actions, tip=str(state.path))

    def _ask_moved(self, record: LayerRecord, state: RasterState) -> Ask:
        text = self.tr("Found in {place}; the content is the same.")
        actions = ((self.tr("Keep the new place"), lambda: self.keep_place(record.uid)),)
        return self._made(record, text, actions, is_warning=False, tip=str(state.path), place=self._place(state))

    def _ask_unchecked(self, record: LayerRecord, state: RasterState) -> Ask:
        text = self.tr("Not yet compared with the file that was added.")
        actions = ((self.tr("Compare now"), self.recheck),)
        return self._made(record, text, actions, is_warning=False, tip=str(state.path))

    def _made(
        self, record: LayerRecord, text: str, actions: Any, *, tip: str, is_warning: bool = True, **facts: str
    ) -> Ask:
        said = text.format(layer=words.layer_title(record), file=rasters.base_name(record.raster_path), **facts)
        blocked = self.tr("This plan is open for reading only.") if self._document.is_read_only else ""
        return Ask(record.uid, said, actions, is_warning=is_warning, tip=tip, blocked=blocked)

    def _place(self, state: RasterState) -> str:
        """Return where a raster was found: as seen from the plan's folder, or its whole path when it is elsewhere."""
        if state.path is None:
            return ""
        if state.path.is_relative_to(self._document.path.parent):
            return rasters.relative_path(state.path, self._document.path)
        return str(state.path)

    def _tell_moved(self) -> None:
        """Offer once to keep a place outside the plan's own folder; within it, the file travels with the plan."""
        if self._document.is_read_only:
            return
        folder = self._document.path.parent
        for record in self._records():
            state, key = self.task.state(record), rasters.identity(record)
            if state is None or state.code is not RasterCode.MOVED or state.path is None or key in self._told:
                continue
            self._told.add(key)
            if not state.path.is_relative_to(folder):
                text = self.tr("{layer} was found in {place}.")
                self._window.toast.say(
                    text.format(layer=words.layer_title(record), place=self._place(state)),
                    self.tr("Keep the new place"),
                    partial(self.keep_place, record.uid),
                )

    def say_left_out(self, layer: str, text: str) -> None:
        """Say which layer the map goes on without; a raster can be looked for right there."""
        record = next((one for one in self._records() if one.uid == layer), None) if self._document.is_open else None
        if record is None:
            self._window.hands.say_left_out(layer, text)
            return
        self.recheck()
        if rasters.identity(record) in self._looked_for:
            return  # the planner knows, and has the answer of the search before them
        drawn = self._window.map.canvas.scene.layer(layer)
        if drawn is None or drawn.raster is None or not drawn.raster.is_missing or self._document.is_read_only:
            self._window.hands.say_left_out(layer, text)
        else:
            self._window.toast.say(text, self.tr("Find the file…"), lambda: self.find_file(layer))

    # -- doing --------------------------------------------------------------------------------

    def keep_place(self, uid: str) -> None:
        """Store where a raster was found, as one gesture."""
        record = self._record(uid)
        state = self.task.state(record) if record is not None else None
        if record is not None and state is not None and state.path is not None and state.code is RasterCode.MOVED:
            self._link({uid: RasterFile(state.path, record.raster_sha256, record.raster_bytes)})

    def find_file(self, uid: str) -> None:
        """Ask for the file of a layer and link it."""
        record = self._record(uid)
        if record is None:
            return
        path, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Find {file}").format(file=rasters.base_name(record.raster_path)),
            str(self._window.plans.folder()),
            self.tr("Rasters (*.tif *.tiff *.png *.jpg *.jpeg *.mbtiles *.gpkg);;All files (*)"),
        )
        if path:
            self._examine(record, Path(path), lambda file: self._take_chosen(record, file))

    def use_changed(self, uid: str) -> None:
        """Take the file as it is now; figures made from the earlier one are out of date then."""
        record = self._record(uid)
        state = self.task.state(record) if record is not None else None
        if record is not None and state is not None and state.path is not None:
            self._examine(record, state.path, lambda file: self._link({uid: file}))

    def search_folder(self) -> None:
        """Ask for a folder and look in it for every raster that is missing or changed."""
        wanted = [record for record in self._records() if self._is_wanted(record)]
        folder = QFileDialog.getExistingDirectory(
            self._window, self.tr("Search a folder for the rasters"), str(self._window.plans.folder())
        )
        if not folder or not wanted:
            return
        self._looked_for.update(rasters.identity(record) for record in wanted)
        job = Job(search, wanted, [Path(folder)], title=self.tr("Looking for rasters"))
        job.finished.connect(lambda found: self._take_found(found, Path(folder)))
        job.failed.connect(self._window.show_error)
        self._window.jobs.start(job)

    def _is_wanted(self, record: LayerRecord) -> bool:
        state = self.task.state(record)
        return state is not None and state.code in (RasterCode.MISSING, RasterCode.CHANGED)

    def _examine(self, record: LayerRecord, path: Path, then: Callable[[RasterFile], None]) -> None:
        store = self._document.store
        job = Job(examine, path, record.raster_sha256, title=self.tr("Checking the file"))
        # Another plan may be open by the time a large file has been read.
        job.finished.connect(lambda file: then(file) if self._is_still(store, record.uid) else None)
        job.failed.connect(self._window.show_error)
        self._window.jobs.start(job)

    def _is_still(self, store: object, uid: str) -> bool:
        return self._document.is_open and self._document.store is store and self._record(uid) is not None

    def _take_chosen(self, record: LayerRecord, file: RasterFile) -> None:
        from app.dialogs.ask import ask_other_file

        # Without a checksum the plan cannot tell files apart: the planner's word counts.
        if file.sha256 != record.raster_sha256 and record.raster_sha256:
            sizes = [ages.file_size(size) if size else "" for size in (record.raster_bytes, file.size_bytes)]
            if not ask_other_file(self._window, words.layer_title(record), file.path.name, *sizes):
                return
        self._link({record.uid: file})

    def _take_found(self, found: Mapping[str, RasterFile], folder: Path) -> None:
        here = {uid: file for uid, file in found.items() if self._document.is_open and self._record(uid) is not None}
        if here:
            self._link(here)
        else:
            self._window.toast.say(self.tr("None of the missing rasters is in {folder}.").format(folder=folder.name))

    def _link(self, files: Mapping[str, RasterFile]) -> None:
        titles = [words.layer_title(self._document.layer(uid)) for uid in files]
        try:
            self._document.relink_rasters(files)
        except Exception as error:
            self._window.show_error(error)
            return
        text = self.tr("Linked again: {titles}").format(titles=words.joined(titles))
        self._window.undo_offer.say(text)

    def _record(self, uid: str) -> LayerRecord | None:
        return next((record for record in self._records() if record.uid == uid), None)
