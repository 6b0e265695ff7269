"""The command search: one field for all, an index of names that is kept as long as it is true, what was used last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.document import Change
from app.jobs import Job
from app.searching import PlaceNames, read_names

if TYPE_CHECKING:
    from app.dialogs.search import SearchPopup
    from app.window import MainWindow


class SearchControl(QObject):
    """Opens the field and holds what outlives it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.places: PlaceNames | None = None
        self._job: Job | None = None
        self.popup: SearchPopup | None = None
        window.document.changed.connect(self._on_changed)
        window.document.closed.connect(self._forget)
        window.document.opened.connect(self._forget)

    def search(self) -> None:
        """Find commands, layers, zones, places and coordinates."""
        from app.dialogs.search import SearchPopup

        self.popup = SearchPopup(self._window)
        self.popup.destroyed.connect(self._on_popup_gone)
        self.popup.open_centred()

    def ask_for_names(self) -> None:
        """Have the names of places read, unless they are known or on their way."""
        window = self._window
        if self.places is not None or self._job is not None or not window.document.is_open or window.jobs.is_shut_down:
            return
        store = window.document.store
        job = Job(lambda progress: read_names(store, progress))
        job.finished.connect(lambda places: self._take(job, places))
        job.ended.connect(lambda: self._on_ended(job))
        self._job = job
        window.jobs.start(job)

    @property
    def is_reading(self) -> bool:
        """Whether names are still on their way."""
        return self._job is not None

    def _take(self, job: Job, places: PlaceNames) -> None:
        if job is self._job:
            self.places = places

    def _on_ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            if self.popup is not None:
                self.popup.refill()

    def _on_changed(self, change: Change) -> None:
        if change.touches("layer") and not change.is_look:
            self._forget()

    def _forget(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job, self.places = None, None

    def _on_popup_gone(self) -> None:
        self.popup = None
