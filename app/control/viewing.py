"""What lies over the map, switched on and off, and the view as a picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from app import ages
from app.canvas.grids import GridOverlay
from app.canvas.view_picture import FOR_DOCUMENTS, PictureWords, projector_view, view_picture
from app.control.plans import file_name
from app.dialogs.ask import with_ending
from app.jobs import Job
from layers.progress import Progress

if TYPE_CHECKING:
    from app.window import MainWindow

#: What can lie over the map, by the names of its actions.
SHOWN = ("graticule", "gk_grid", "overview")


class ViewControl(QObject):
    """Grids, the overview map, and pictures of the view."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def attach(self) -> None:
        """Follow what a new map shows."""
        self._window.map.shown_changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        shown = self._window.map.shown
        for key in SHOWN:
            self._window.actions_[key].setChecked(key in shown)

    # -- over the map -------------------------------------------------------------------------

    def graticule(self, on: bool) -> None:
        """Show or hide lines of longitude and latitude."""
        self._show("graticule", on)

    def gk_grid(self, on: bool) -> None:
        """Show or hide the kilometre grid."""
        self._show("gk_grid", on)

    def overview(self, on: bool) -> None:
        """Show or hide the overview map."""
        self._show("overview", on)

    def _show(self, key: str, on: bool) -> None:
        self._window.map.show_over(key, on)
        self._window.remember_view()

    # -- pictures -----------------------------------------------------------------------------

    def copy_view(self) -> None:
        """Put the view on the clipboard, twice as fine as on the screen."""
        self._draw(self._to_clipboard, for_projector=False)

    def copy_view_wide(self) -> None:
        """Put the view on the clipboard as a picture for a projector."""
        self._draw(self._to_clipboard, for_projector=True)

    def save_view(self) -> None:
        """Write the view as a picture into a file."""
        window = self._window
        kinds = (
            self.tr("Picture of the view, for documents (*.png)"),
            self.tr("Picture for a projector, 1920 × 1080 (*.png)"),
        )
        stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H%M")
        name = f"{file_name(window.document.info().title)} {stamp}.png"
        text, kind = QFileDialog.getSaveFileName(
            window, self.tr("Save the view as a picture"), str(window.plans.folder() / name), ";;".join(kinds)
        )
        path = with_ending(window, text, ".png") if text else None
        if path is not None:
            self._draw(lambda image: self._write(image, path), for_projector=kind == kinds[1], writes=True)

    def _draw(self, then: Callable[[QImage], object], *, for_projector: bool, writes: bool = False) -> None:
        """Draw the picture in the background; the map of this moment, whatever is done meanwhile."""
        canvas, words = self._window.map.canvas, self.words()
        view = canvas.view.resized(*canvas.view.size_px, max(FOR_DOCUMENTS, canvas.view.dpr))
        if for_projector:
            view = projector_view(view, words, canvas.font_family)
        grids = GridOverlay()
        grids.shows_graticule, grids.shows_gk = canvas.grids.shows_graticule, canvas.grids.shows_gk
        title = self.tr("Drawing the picture")
        job = Job(view_picture, canvas.scene, view, words, canvas.font_family, grids, title=title)
        job.writes = writes
        job.finished.connect(then)
        job.failed.connect(self._window.show_error)
        self._window.jobs.start(job)

    def words(self) -> PictureWords:
        """Return what stands below a picture of the map."""
        document, scene = self._window.document, self._window.map.canvas.scene
        now = datetime.now().astimezone()
        statements = [self.tr("本图联防区域不作为行政区域界线依据 Joint-patrol areas are no evidence of boundaries")]
        if scene.disclaimer:
            statements.append(scene.disclaimer)
        return PictureWords(
            document.info().title,
            f"{now:%Y-%m-%d %H:%M}",
            tuple(statements),
            "  ·  ".join(scene.credits),
        )

    def _to_clipboard(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        text = self.tr("The view was copied as a picture, {width} × {height}.")
        self._window.toast.say(text.format(width=image.width(), height=image.height()))

    def _write(self, image: QImage, path: Path) -> None:
        job = Job(_save, image, path, title=self.tr("Writing the picture"))
        job.writes = True
        text = self.tr("The view was written to {name}, {size}.")
        job.finished.connect(
            lambda size: self._window.toast.say(text.format(name=path.name, size=ages.file_size(size)))
        )
        job.failed.connect(self._window.show_error)
        self._window.jobs.start(job)


def _save(image: QImage, path: Path, progress: Progress) -> int:
    """Write a picture beside its place and put it there; return its bytes."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImageWriter

    from layers.export.files import write_bytes

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    write_bytes(path, bytes(data.data()))
    return data.size()
