"""The line below a mending report that writes a copy for the owner of the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QWidget

from app import messages
from app.jobs import Job, Jobs
from app.tasks.mending import REPORT_SUFFIX, CopyOutcome, CopyRequest, MendingTask
from app.widgets.basics import button, label, tool_button
from layers.errors import LianfangError

if TYPE_CHECKING:
    from layers.sources import ReadChoice
    from layers.sources.owner_copy import LayerReport


class OwnerCopyBar(QWidget):
    """A button; while it writes, progress and cancel; then what was written and a way to it."""

    written = Signal(object)  # CopyOutcome

    def __init__(self, jobs: Jobs | None = None) -> None:
        super().__init__()
        self._jobs = jobs or Jobs(self)
        self._owns_jobs = jobs is None
        self._task = MendingTask(self._jobs, self)
        self._task.finished.connect(self._on_finished)
        self._task.failed.connect(self._on_failed)
        self._job: Job | None = None
        self._source: Path | None = None
        self._choice: Callable[[], ReadChoice] | None = None
        self._stored: tuple[LayerReport, ...] = ()
        self._sha256 = ""
        self._folder: Path | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.save = button(self.tr("Save a copy for its owner…"), self.ask, icon="share")
        self.save.setToolTip(
            self.tr(
                "Writes the mended layer in the same format, coordinate system and encoding, and a report of every "
                "feature as a spreadsheet. The file itself stays as it is."
            )
        )
        row.addWidget(self.save)
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        self.progress.setAccessibleName(self.tr("Writing the copy for the owner"))
        row.addWidget(self.progress, 1)
        self.cancel = tool_button(icon="x", name=self.tr("Cancel"), size_px=16)
        self.cancel.clicked.connect(self.stop)
        row.addWidget(self.cancel)
        self.told = label("", "muted", wrap=True, selectable=True)
        row.addWidget(self.told, 1)
        self.open = button(self.tr("Open the folder"), self._open_folder, kind="link")
        row.addWidget(self.open)
        self._show_running(False)
        self.open.hide()

    def set_source(
        self,
        source: Path,
        choice: Callable[[], ReadChoice],
        *,
        stored: tuple[LayerReport, ...] = (),
        sha256: str = "",
    ) -> None:
        """Say of which file, and read how; ``stored`` is listed when the file is gone."""
        if source != self._source:
            self.told.clear()
            self.open.hide()
        self._source, self._choice, self._stored, self._sha256 = source, choice, stored, sha256

    def ask(self) -> None:
        """Ask where to, and write."""
        from layers.sources.owner_copy import copy_suffix

        if self._source is None or self._choice is None:
            return
        try:
            suffix = copy_suffix(self._source) if self._source.exists() or not self._stored else ""
        except LianfangError as error:
            self._on_failed(error)
            return
        kinds = {
            ".shp": self.tr("Shapefile (*.shp)"),
            ".gpkg": self.tr("GeoPackage (*.gpkg)"),
            "": self.tr("Report alone (*.xlsx)"),
        }
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        stem = self.tr("{name}_mended").format(name=self._source.stem)
        proposed = Path(documents) / f"{stem}{suffix or REPORT_SUFFIX}"
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save a copy for its owner"), str(proposed), kinds[suffix]
        )
        if not chosen:
            return
        target = Path(chosen)
        if target.suffix.lower() != (suffix or REPORT_SUFFIX):
            target = target.with_name(target.name + (suffix or REPORT_SUFFIX))
        report = target if not suffix else self._free(target)
        self.told.clear()
        self.open.hide()
        self._folder = target.parent
        self._job = self._task.start(
            CopyRequest(self._source, self._choice(), target, report, self._sha256, self._stored)
        )
        # Bound methods: Qt lets go of them when the dialog around is gone before the job.
        self._job.progressed.connect(self._on_progress)
        self._job.cancelled.connect(self._on_cancelled)
        self._job.ended.connect(self._on_ended)
        self._show_running(True)

    def stop(self) -> None:
        """Cancel what is being written."""
        if self._job is not None:
            self._job.cancel()

    def shut_down(self) -> None:
        """Stop for good: the dialog around is closing."""
        self.stop()
        if self._owns_jobs:
            self._jobs.shut_down()

    def _free(self, target: Path) -> Path:
        """Return a name for the report beside the copy that replaces no file."""
        stem = self.tr("{name}_report").format(name=target.stem)
        report, number = target.with_name(stem + REPORT_SUFFIX), 2
        while report.exists():
            report = target.with_name(f"{stem} ({number}){REPORT_SUFFIX}")
            number += 1
        return report

    def _show_running(self, running: bool) -> None:
        self.progress.setValue(0)
        self.progress.setVisible(running)
        self.cancel.setVisible(running)
        self.told.setVisible(not running)
        self.save.setEnabled(not running)

    def _on_progress(self, share: float, _step: str) -> None:
        self.progress.setValue(round(100 * share))

    def _on_cancelled(self) -> None:
        self._say(self.tr("Cancelled; nothing was written."))

    def _on_ended(self) -> None:
        self._show_running(False)

    def _on_finished(self, outcome: CopyOutcome) -> None:
        names = [path.name for path in outcome.files if path.suffix in (".shp", ".gpkg", REPORT_SUFFIX)]
        told = [self.tr("Written: {names}").format(names=self.tr(", ").join(names))]
        if not outcome.is_complete:
            told.append(self.tr("The file was not found: the report lists what the plan keeps of it."))
        if outcome.is_changed:
            told.append(self.tr("The file has changed since it was added: this is about its present state."))
        self._say("\n".join(told))
        self.open.show()
        self.written.emit(outcome)

    def _on_failed(self, error: object) -> None:
        self._show_running(False)
        self._say(messages.error_message(error).sentence if isinstance(error, Exception) else str(error))

    def _say(self, text: str) -> None:
        self.told.setText(text)

    def _open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
