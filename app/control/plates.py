"""Map plates: their window, their frame on the map, files, series and the printer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog

from app.canvas.plate_frames import PlateFrames
from app.control.writing import ask_target
from app.dialogs.ask import ask_overwrite_set
from app.fonts import packaged_family
from app.jobs import Job
from app.tasks.plates import files_of, print_on, write_plates
from app.widgets.typed import Typed
from layers.errors import LianfangError
from layers.plates.model import PlateSpec, Series, Subject, SubjectKind

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from app.canvas.tools.plate_frame import PlateFrameTool
    from app.dialogs.plate import PlateWindow
    from app.sheets.plate_set import PlateSet
    from app.window import MainWindow

_BENEATH = "plate"


class PlateControl(QObject):
    """The actions, and what the window of plates asks for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: PlateWindow | None = None
        self._plates: PlateSet | None = None
        self._shown = 0
        self._is_placing = False
        self.printer: QPrinter | None = None
        self.asking: QDialog | None = None  # the dialog of the printer, or the preview before it

    def attach(self) -> None:
        """Listen to the tool of a new map; the window is made anew, in the language in force."""
        self.close_windows()
        tool = self._tool
        tool.moved.connect(self._on_moved)
        tool.finished.connect(self._end_placing)

    def carry_over(self) -> Callable[[], None] | None:
        """A plate that is set up comes back as it stands, whether it is kept with the plan or not."""
        dialog = self._dialog
        if dialog is None or not (dialog.isVisible() or self._is_placing):
            return None
        spec, typed, geometry = dialog.spec, Typed(dialog), dialog.saveGeometry()

        def back() -> None:
            self._is_placing = False
            self.dialog.open_with(spec)
            self.dialog.restoreGeometry(geometry)
            typed.put_into(self.dialog)

        return partial(self._window.carrying.when_drawn, back)

    def close_windows(self) -> None:
        """Close what stands beside the map."""
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.deleteLater()
            self._dialog = None

    @property
    def _tool(self) -> PlateFrameTool:
        return self._window.map.plate_tool

    @property
    def dialog(self) -> PlateWindow:
        """The window of plates, made when it is first wanted."""
        if self._dialog is None:
            # Nobody waits for printers and paper until a plate is wanted.
            from app.dialogs.plate import PlateWindow

            window = self._window
            packaged_family()  # fonts are registered in the main thread
            made = PlateWindow(window.document, window.jobs, window.settings, lambda: window.map.canvas.scene, window)
            made.laid_out.connect(self._show_frames)
            made.sheet_shown.connect(self._on_sheet)
            made.frame_asked.connect(self._place_frame)
            made.save_asked.connect(self.save_plate)
            made.print_asked.connect(self.ask_printer)
            made.kept.connect(self._keep)
            made.removed.connect(self._remove)
            self._dialog = made
        return self._dialog

    # -- actions ---------------------------------------------------------------------------------------

    def map_plate(self) -> None:
        """Set up a plate: of what is selected, else the one kept last, else of the whole plan."""
        kept = self._window.document.plates()
        subject = self._selected()
        if subject is not None:
            fitting = [one for one in kept if one.subject == subject]
            self.dialog.open_with(fitting[-1] if fitting else PlateSpec(subject=subject))
        else:
            self.dialog.open_with(kept[-1] if kept else PlateSpec())

    def gap_plate(self) -> None:
        """Set up a plate with the map of borders with and without agreement."""
        kept = [one for one in self._window.document.plates() if one.gaps]
        hazard = str(self._window.register.gaps.hazards.currentData() or "forest")
        self.dialog.open_with(kept[-1] if kept else PlateSpec(gaps=hazard))

    def _selected(self) -> Subject | None:
        window = self._window
        if window.patrol.chosen:
            return Subject(SubjectKind.AREA, window.patrol.chosen)
        if window.zones.chosen:
            return Subject(SubjectKind.ZONE, window.zones.chosen)
        return None

    # -- kept ------------------------------------------------------------------------------------------

    def _keep(self, spec: PlateSpec) -> None:
        try:
            made = self._window.document.keep_plate(spec)
        except LianfangError as error:
            self._window.show_error(error)
            return
        self.dialog.show_kept(made)
        self._window.toast.say(self.tr("{name} is kept with the plan.").format(name=made.name))

    def _remove(self, uid: str) -> None:
        self._window.document.remove_plate(uid)
        self._window.undo_offer.say(self.tr("The plate was removed."))

    # -- the frame on the map --------------------------------------------------------------------------

    def _show_frames(self, plates: PlateSet | None) -> None:
        self._plates = plates
        canvas = self._window.map.canvas
        if plates is None or plates.material.metric_epsg != canvas.scene.metric_epsg:
            canvas.lay_beneath(_BENEATH, None)
            self._tool.show(None)
            return
        frames = PlateFrames([sheet.box for sheet in plates.sheets], self._shown)
        canvas.lay_beneath(_BENEATH, frames)
        self._tool.show(frames if plates.spec.series is Series.NONE else None)

    def _on_sheet(self, place: int) -> None:
        self._shown = place
        self._show_frames(self._plates)

    def _place_frame(self) -> None:
        """Give the map to the hand until Enter or Esc."""
        if self._plates is None:
            return
        self._is_placing = True
        self.dialog.hide()
        window = self._window
        window.hands.use_tool("plate_frame")
        window.map.canvas.zoom_to(self._plates.sheets[0].box, margin=0.25, animated=True)
        window.toast.say(
            self.tr("Drag the frame; Enter or Esc goes back to the plate."), self.tr("Back"), self._end_placing
        )

    def _on_moved(self, dx_m: float, dy_m: float) -> None:
        self.dialog.move_frame(dx_m, dy_m)

    def _end_placing(self) -> None:
        if not self._is_placing:
            return
        self._is_placing = False
        if self._window.map.canvas.tool is self._tool:
            self._window.hands.use_tool("select")
        if self._window.document.is_open:
            self.dialog.show()
            self.dialog.redraw()

    # -- files -----------------------------------------------------------------------------------------

    def save_plate(self) -> None:
        """Ask where to, and write the plate or the series in the background."""
        from app.control.plans import file_name

        window = self._window
        if self._plates is None:
            return
        kinds = {self.tr("PDF, exact scale (*.pdf)"): ".pdf", self.tr("Picture of each sheet (*.png)"): ".png"}
        start = window.plans.folder() / f"{file_name(self._plates.title)}.pdf"
        path = ask_target(self.dialog, self.tr("Save the plate"), start, kinds)
        if path is None:
            return
        # A series of pictures has names that no dialog has asked about.
        unasked = [one for one in files_of(path, len(self._plates.sheets)) if one != path]
        if ask_overwrite_set(self.dialog, unasked):
            self.write(path)

    def write(self, path: Path) -> None:
        """Write what is set up to a file; a series of pictures gets a number behind each name."""
        window = self._window
        wanted = (window.document.store, self.dialog.spec, path, self.dialog.plates)
        job = Job(write_plates, *wanted, title=self.tr("Writing the plate"))
        job.writes = True
        job.finished.connect(self._on_written)
        job.failed.connect(window.show_error)
        window.jobs.start(job)

    def _on_written(self, paths: Any) -> None:
        url = QUrl.fromLocalFile(str(paths[0].parent))
        if len(paths) == 1:
            text = self.tr("Written: {name}").format(name=paths[0].name)
        else:
            text = self.tr("%n sheet(s) written", "", len(paths))
        self._window.toast.say(text, self.tr("Open folder"), lambda: QDesktopServices.openUrl(url))

    # -- the printer -----------------------------------------------------------------------------------

    def ask_printer(self) -> None:
        """Ask which printer and which paper; the plate's own paper is asked for first."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from app.sheets.printing import set_paper

        if self._plates is None:
            return
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_paper(self.printer, self._plates)
        dialog = QPrintDialog(self.printer, self.dialog)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, False)
        dialog.accepted.connect(self.look_before_printing)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        self.asking = dialog
        dialog.show()

    def look_before_printing(self) -> None:
        """Show the sheet on the printer's paper, or say why it does not fit."""
        from app.dialogs.print_preview import PrintPreview
        from app.sheets.printing import fit, turn_paper

        printer, plates, window = self.printer, self._plates, self._window
        if printer is None or plates is None:
            return
        turn_paper(printer, plates)
        try:
            place = fit(printer, plates)
        except LianfangError as error:
            window.show_error(error)
            return
        preview = PrintPreview(printer, plates, self.dialog.view.image, place, self.dialog)
        preview.print_asked.connect(self.print_now)
        preview.settings_asked.connect(self.ask_printer)
        self.asking = preview
        preview.show()

    def print_now(self) -> None:
        """Send all pages to the printer in the background."""
        window = self._window
        if self.printer is None or self._plates is None:
            return
        wanted = (window.document.store, self.dialog.spec, self.printer, self.dialog.plates)
        job = Job(print_on, *wanted, title=self.tr("Sending to the printer"))
        job.writes = True
        job.finished.connect(self._on_printed)
        job.failed.connect(window.show_error)
        window.jobs.start(job)

    def _on_printed(self, pages: int) -> None:
        self._window.toast.say(self.tr("%n page(s) sent to the printer", "", pages))
