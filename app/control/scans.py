"""Scanned maps: a picture beside the map, points in both, and the picture on the map through them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QFileDialog

from app import messages, words
from app.canvas.tools.place_points import Marker
from app.control.pdf_scans import PdfScanControl
from app.jobs import Job
from app.panels.placing import DraftPoint, PlacingPanel
from layers.errors import LianfangError, PictureNotPlaced
from layers.georeference import LEAST_POINTS, ControlPoint, Fit, Placement, Transformation, fit, parse_place
from layers.kinds import Origin, Role, Shape
from layers.plan import rasters
from layers.plan.model import LayerRecord, SourceInfo
from layers.progress import Progress, part

if TYPE_CHECKING:
    from app.window import MainWindow
    from layers.sources.pictures import PictureInfo

#: Endings of pictures that are taken for scanned maps when they are dropped: other kinds may know where they lie.
_DROPPED = (".png", ".jpg", ".jpeg", ".pdf")


class ScanControl(QObject):
    """Opens the panel, keeps the points in hand, and puts the picture into the plan."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        self._panel: PlacingPanel | None = None
        self._picture: PictureInfo | None = None
        self._steps: list[Any] = []  # the picture in sizes that are shown
        self._uid = ""  # of the layer, once the picture is in the plan
        self._points: list[DraftPoint] = []
        self._kind = Transformation.AFFINE
        self._chosen = -1
        self._fit: Fit | None = None
        self.pdf = PdfScanControl(window, self.open_picture)
        self._document.closed.connect(self.close)

    def attach(self) -> None:
        """Listen to the tool of a new map; a panel in hand goes with the old one, its points are carried over."""
        self._panel = None
        tool = self._window.map.place_tool
        tool.placed.connect(self._set_place)
        tool.moved.connect(self._move_place)
        tool.chosen.connect(self._choose)

    def carry_over(self) -> Callable[[], None] | None:
        """The picture in hand comes back beside the new map, with the points that were not applied yet."""
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)  # a place that was just typed
        if self._panel is None:
            return None
        return partial(self._window.carrying.when_drawn, self._show_panel)

    @property
    def panel(self) -> PlacingPanel | None:
        """The panel while a picture is in hand."""
        return self._panel

    # -- opening ------------------------------------------------------------------------------

    def place_scan(self) -> None:
        """Ask for a picture."""
        path, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Place a scanned map"),
            str(self._window.plans.folder()),
            self.tr("Scanned maps (*.png *.jpg *.jpeg *.tif *.tiff *.pdf)"),
        )
        if path:
            self.open_picture(Path(path))

    def takes(self, paths: list[Path]) -> bool:
        """Return whether dropped files are one picture, and begin to place it (one with a place becomes a layer)."""
        from layers.sources import pdf_pages, pictures

        if len(paths) != 1 or paths[0].suffix.lower() not in _DROPPED or not self._document.is_open:
            return False
        path = paths[0]
        if self._document.is_read_only or not path.is_file():
            return False
        if not pictures.driver_of(path) and not pdf_pages.is_pdf(path):
            return False
        self.open_picture(path)
        return True

    def open_picture(self, path: Path) -> None:
        """Look at a picture apart, read it, and show it beside the map; of a PDF ask for the page first."""
        from layers.sources.pdf_pages import is_pdf

        if is_pdf(path):
            self.pdf.open(path)
            return
        job = Job(_look_and_read, path, title=self.tr("Reading {name}").format(name=path.name))
        store = self._document.store
        job.finished.connect(lambda found: self._begin(found, store, None))
        job.failed.connect(self._window.show_error)
        self._window.jobs.start(job)

    def edit_points(self, uid: str) -> None:
        """Take up the points of a picture that is in the plan."""
        record = self._document.layer(uid)
        state = self._window.rasters.task.state(record)
        path = state.path if state is not None else None
        if path is None:
            text = self.tr("{file} was not found; without it its points cannot be changed.")
            self._window.toast.say(text.format(file=rasters.base_name(record.raster_path)))
            return
        job = Job(_look_and_read, path, title=self.tr("Reading {name}").format(name=path.name))
        store = self._document.store
        job.finished.connect(lambda found: self._begin(found, store, record))
        job.failed.connect(self._window.show_error)
        self._window.jobs.start(job)

    def _begin(self, found: tuple[PictureInfo, list[Any]], store: object, record: LayerRecord | None) -> None:
        if not self._document.is_open or self._document.store is not store:
            return
        info, steps = found
        if info.has_place and record is None:
            self._window.work.look_at([Path(info.path)])  # it knows where it lies: a layer like any other
            return
        self.close()
        self._picture, self._steps, self._uid, self._points = info, steps, record.uid if record else "", []
        self._kind, self._chosen = Transformation.AFFINE, -1
        if record is not None:
            self._take_up(record)
        self._show_panel()

    def _show_panel(self) -> None:
        """Show the picture in hand beside the map, with its points."""
        info = self._picture
        if info is None:
            return
        panel = self._panel = PlacingPanel(Path(info.path).name)
        panel.view.clicked.connect(self._add)
        panel.view.moved.connect(self._move_pixel)
        panel.view.chosen.connect(self._choose)
        panel.used_changed.connect(lambda row, is_used: self._change(row, is_used=is_used))
        panel.place_typed.connect(self._type_place, Qt.ConnectionType.QueuedConnection)
        panel.removal_asked.connect(self._remove)
        panel.row_chosen.connect(self._choose)
        panel.transformation_chosen.connect(self._set_kind)
        panel.applied.connect(self.apply)
        panel.closed.connect(self.close, Qt.ConnectionType.QueuedConnection)
        window = self._window
        window.room.borrow(self)
        window.map.show_beside(panel)
        panel.view.set_picture(self._steps, info.width, info.height)
        window.hands.use_tool("place_points")
        self._refresh()

    def _take_up(self, record: LayerRecord) -> None:
        try:
            placement = Placement.from_stored(record.placement)
        except ValueError:
            return
        self._kind = placement.transformation
        self._points = [DraftPoint(one.column, one.row, (one.lon, one.lat), one.is_used) for one in placement.points]

    def close(self) -> None:
        """Put the panel away; points that were not applied are dropped."""
        if self._panel is None:
            self._picture, self._steps = None, []  # it may wait for a new map
            return
        panel, self._panel, self._picture, self._steps = self._panel, None, None, []
        window = self._window
        window.map.place_tool.show((), waits=False)
        window.map.show_beside(None)
        panel.deleteLater()
        window.room.give_back(self)
        window.hands.use_tool("select")

    # -- points -------------------------------------------------------------------------------

    @property
    def _waiting(self) -> int | None:
        return next((row for row, point in enumerate(self._points) if point.lonlat is None), None)

    def _add(self, column: float, row: float) -> None:
        """Set a point in the picture; one that still waits for its place is set anew."""
        waiting = self._waiting
        if waiting is not None:
            self._points[waiting] = replace(self._points[waiting], column=column, row=row)
        else:
            self._points.append(DraftPoint(column, row))
        self._chosen = len(self._points) - 1 if waiting is None else waiting
        self._refresh()
        self._window.map.canvas.setFocus()

    def _move_pixel(self, number: int, column: float, row: float) -> None:
        self._change(number, column=column, row=row)

    def _set_place(self, x: float, y: float) -> None:
        waiting = self._waiting
        if waiting is not None:
            self._change(waiting, lonlat=self._lonlat(x, y))

    def _move_place(self, number: int, x: float, y: float) -> None:
        self._change(number, lonlat=self._lonlat(x, y))

    def _type_place(self, number: int, text: str) -> None:
        place = parse_place(text, self._epsg)
        if place is None:
            said = self.tr("“{text}” is no place here. Type 116°38′12.5″ 40°12′30″, or X north and Y east in metres.")
            self._window.toast.say(said.format(text=text.strip()[:40]))
            self._refresh()
        else:
            self._change(number, lonlat=place)

    def _remove(self, number: int) -> None:
        del self._points[number]
        self._chosen = min(number, len(self._points) - 1)
        self._refresh()

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._points) and number != self._chosen and self._panel is not None:
            self._chosen = number
            point = self._points[number]
            self._panel.view.show_pixel(point.column, point.row)
            self._refresh()

    def _set_kind(self, kind: Transformation) -> None:
        self._kind = kind
        self._refresh()

    def _change(self, number: int, **fields: Any) -> None:
        if 0 <= number < len(self._points):
            self._points[number] = replace(self._points[number], **fields)
            self._chosen = number
            self._refresh()

    @property
    def _epsg(self) -> int:
        return self._window.map.canvas.scene.metric_epsg

    def _lonlat(self, x: float, y: float) -> tuple[float, float]:
        place = self._window.map.canvas.to_storage(shapely.Point(x, y))
        return place.x, place.y

    # -- the transformation -------------------------------------------------------------------

    def _placement(self) -> Placement:
        assert self._picture is not None
        complete = [point for point in self._points if point.lonlat is not None]
        points = tuple(ControlPoint(one.column, one.row, *one.lonlat, one.is_used) for one in complete if one.lonlat)
        return Placement(self._picture.width, self._picture.height, points, self._kind)

    def _refresh(self) -> None:
        """Fit anew and show everything: a few points, at once."""
        panel = self._panel
        if panel is None:
            return
        refusal = ""
        try:
            self._fit = fit(self._placement(), self._epsg)
        except PictureNotPlaced as error:
            self._fit = None
            refusal = messages.error_message(error).sentence
            used = sum(point.is_used and point.lonlat is not None for point in self._points)
            if not used:
                refusal = self.tr("{least} points or more place the picture.").format(least=LEAST_POINTS[self._kind])
        panel.show_points(self._points, self._kind, self._fit, refusal, self._chosen)
        panel.show_hint(self._waiting is not None)
        in_picture, on_map = self._markers()
        panel.view.set_markers(in_picture)
        self._window.map.place_tool.show(on_map, waits=self._waiting is not None)

    def _markers(self) -> tuple[list[Marker], list[Marker]]:
        in_picture, on_map = [], []
        number = 0
        for row, point in enumerate(self._points):
            off: tuple[float, float] | None = None
            x = y = math.nan
            is_worst = False
            if point.lonlat is not None:
                place = self._window.map.canvas.to_metric(shapely.Point(point.lonlat))
                x, y = place.x, place.y
                if self._fit is not None:
                    east, north = self._fit.residuals_m[number]
                    off, is_worst = (x + float(east), y + float(north)), self._fit.worst == number
                number += 1
            marker = Marker(row + 1, point.column, point.row, point.is_used, is_worst, row == self._chosen)
            in_picture.append(marker)
            on_map.append(replace(marker, x=x, y=y, off=off))
        return in_picture, on_map

    def apply(self) -> None:
        """Put the picture on the map through its points, as one step; the panel stays for corrections."""
        if self._fit is None or self._picture is None:
            return
        placement = self._placement()
        try:
            if self._uid in {record.uid for record in self._document.layers()}:
                self._document.place_picture(self._uid, placement)
            else:
                record = self._document.add_picture(self._record(self._picture, placement))
                self._uid = record.uid
                self._window.rasters.recheck()
        except LianfangError as error:
            self._window.show_error(error)
            return
        rms = self.tr("mean error {rms} m").format(rms=f"{self._fit.rms_m:.1f}")
        proof = rms if self._fit.spare else self.tr("no point to spare, so nothing proves it")
        text = self.tr("{name} lies on the map: {proof}.").format(name=Path(self._picture.path).name, proof=proof)
        self._window.undo_offer.say(text)

    def _record(self, info: PictureInfo, placement: Placement) -> LayerRecord:
        path = Path(info.path)
        source = SourceInfo(
            path=info.path,
            sha256=info.sha256,
            file_date=info.file_date,
            crs_found=words.UNKNOWN_SIGN,
            crs_used="EPSG:4490",
            notes=({"code": "placed_by_points"},),
        )
        return LayerRecord(
            "",
            path.stem,
            Role.BASEMAP,
            Shape.RASTER,
            Origin.READ,
            "",
            source=source,
            raster_path=rasters.relative_path(path, self._document.path),
            raster_sha256=info.sha256,
            raster_bytes=info.size_bytes,
            placement=placement.as_stored(),
        )


def _look_and_read(path: Path, progress: Progress) -> tuple[PictureInfo, list[Any]]:
    """Look at a picture in the reader's process, and read it here when it is sound."""
    from layers.sources import child
    from layers.sources.pictures import read_steps

    info: PictureInfo = child.shared().ask("look_at_picture", path, progress=part(progress, 0.0, 0.5))
    steps, _shrink = ([], 1.0) if info.has_place else read_steps(path, progress=part(progress, 0.5, 1.0))
    return info, steps
