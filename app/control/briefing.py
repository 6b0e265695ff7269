"""Briefings: asked for in a dialog, written in the background."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app import i18n
from app.control.writing import start_writing
from app.fonts import packaged_family
from app.help.asking import give_modal
from app.jobs import Job

if TYPE_CHECKING:
    from app.dialogs.briefing import BriefingDialog
    from app.tasks.briefing import BriefingRequest
    from app.window import MainWindow


class BriefingControl(QObject):
    """The action, and the job behind it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.dialog: BriefingDialog | None = None

    def write_briefing(self) -> None:
        """Ask what to write; without zones there is nothing to ask."""
        from app.control.plans import file_name
        from app.dialogs.briefing import BriefingDialog
        from app.sheets.words import load_words

        window = self._window
        if not window.document.is_open:
            return
        kept = window.settings.export_defaults()
        title = load_words(i18n.current()).text("briefing.file_name", plan=window.document.info().title)
        ending = kept.get("briefing_kind") or ".pptx"
        folder = kept.get("briefing_folder") or ""
        place = Path(folder) if folder and Path(folder).is_dir() else window.plans.folder()
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = BriefingDialog(window.document, place / f"{file_name(title)}{ending}", kept, window)
        self.dialog.accepted.connect(self._write)
        give_modal(self.dialog)
        self.dialog.open()

    def _write(self) -> None:
        if self.dialog is None:
            return
        request = self.dialog.request
        stamp = request.stamp
        self._window.settings.set_export_defaults(
            {
                "briefing_folder": str(request.path.parent),
                "briefing_kind": request.path.suffix.lower(),
                "maker": stamp.maker,
                "purpose": stamp.purpose,
                "classification": stamp.classification,
            }
        )
        self.start(request)

    def start(self, request: BriefingRequest) -> None:
        """Write in the background; the status bar shows how far it is and cancels it."""
        from app.tasks.briefing import write_briefing

        window = self._window
        packaged_family()  # fonts are registered in the main thread
        job = Job(write_briefing, window.document.store, request, title=self.tr("Writing the briefing"))
        start_writing(window, job, opens_folder=False)
