"""Forest from land cover: which layer, the questions, and what is said when it is done."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QInputDialog

from app import i18n, words
from app.dialogs.ask import run
from app.tasks.landcover import LandCoverTask
from layers.kinds import Role

if TYPE_CHECKING:
    from app.window import MainWindow
    from layers.forest_cover import LandLook
    from layers.plan.model import LayerRecord
    from layers.sources.landcover import Crosswalk


class LandCoverControl(QObject):
    """The action *Forest from land cover*, and the offer after such a layer came in."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._document = window.document
        self._offered = ""
        self.task = LandCoverTask(window.document, window.jobs, self)
        # Queued: the dialog that follows must not keep the ended job in the status bar.
        self.task.looked.connect(self._on_looked, Qt.ConnectionType.QueuedConnection)
        self.task.made.connect(self._on_made)
        self.task.failed.connect(window.show_error)
        window.importer.added.connect(self._on_added)
        window.analysis.finished.connect(lambda _result: self._offer())  # whose own words hid the offer
        window.document.closed.connect(self._forget)

    # -- which layer --------------------------------------------------------------------------

    def forest_from_cover(self) -> None:
        """Make forest from the layer whose card is shown, else from the only one, else ask which."""
        covers = [record for record in self._document.layers() if record.is_land_cover]
        shown = self._window.layers.card.record
        chosen = next((record for record in covers if shown is not None and record.uid == shown.uid), None)
        if chosen is None and len(covers) == 1:
            chosen = covers[0]
        if chosen is None and covers:
            titles = [words.layer_title(record) for record in covers]
            title, accepted = QInputDialog.getItem(
                self._window, self.tr("Forest from land cover"), self.tr("Land cover"), titles, 0, False
            )
            chosen = covers[titles.index(title)] if accepted else None
        if chosen is not None:
            self.make_from(chosen.uid)

    def make_from(self, uid: str) -> None:
        """Look at a layer; the questions follow."""
        self._forget()
        if not self.task.is_running:
            self.task.look(uid)

    # -- the offer ----------------------------------------------------------------------------

    def _on_added(self, records: list[LayerRecord]) -> None:
        covers = [record for record in records if record.is_land_cover]
        if covers and self._document.is_open:
            self._offered = covers[-1].uid
            self._offer(is_last=not self._window.analysis.is_running)

    def _offer(self, *, is_last: bool = True) -> None:
        """Say what can be done, once more after an analysis; the card of the layer goes on offering."""
        uid = self._offered
        self._offered = "" if is_last else uid
        record = self._record(uid)
        if record is None or not self._document.has_counties() or self._document.is_read_only:
            return
        text = self.tr("{layer} is land cover: its classes can become forest with fuel types.")
        self._window.toast.say(
            text.format(layer=words.layer_title(record)), self.tr("Make forest…"), lambda: self.make_from(uid)
        )

    def _forget(self) -> None:
        self._offered = ""

    def _record(self, uid: str) -> LayerRecord | None:
        records = self._document.layers() if uid and self._document.is_open else []
        return next((record for record in records if record.uid == uid), None)

    # -- the questions ------------------------------------------------------------------------

    def _on_looked(self, look: LandLook) -> None:
        from app.dialogs.landcover import LandCoverDialog

        if self._record(look.record.uid) is None:
            return
        names = {code: self._document.short_county_name(code) for code in look.survey.counties}
        dialog = LandCoverDialog(look, names, self._remembered, self._window)
        if not run(dialog) or self._record(look.record.uid) is None:
            return
        crosswalk = dialog.crosswalk
        self._window.settings.set_crosswalk(
            crosswalk.classification, json.dumps(crosswalk.as_data(), ensure_ascii=False)
        )
        title = self.tr("Forest ({layer})").format(layer=look.record.title)
        self.task.make(look.record.uid, crosswalk, dialog.options, title)

    def _remembered(self, classification: str) -> Crosswalk | None:
        """Return what was last decided for a classification, in the language in force."""
        from layers.sources.landcover import OWN_CLASSES, Crosswalk, CrosswalkRow, propose_crosswalk

        if classification == OWN_CLASSES:
            return None  # another file's own classes mean something else
        try:
            kept = Crosswalk.from_data(json.loads(self._window.settings.crosswalk(classification) or "{}"))
        except (ValueError, RecursionError):
            return None
        values = [row.value for row in kept.rows]
        chinese = i18n.current() != "en"
        ours = {row.value: row.name for row in propose_crosswalk(classification, values, chinese=chinese).rows}
        theirs = {row.value: row.name for row in propose_crosswalk(classification, values, chinese=not chinese).rows}
        rows = [
            CrosswalkRow(
                row.value, ours[row.value] if row.name == theirs[row.value] else row.name, row.forest, row.fuel, row.ks
            )
            for row in kept.rows
        ]
        return Crosswalk(kept.classification, tuple(rows))

    # -- done ---------------------------------------------------------------------------------

    def _on_made(self, record: Any) -> None:
        text = self.tr("{layer}: %n patch(es)", "", record.feature_count).format(layer=words.layer_title(record))
        self._window.undo_offer.say(text)
        if any(layer.role is Role.COUNTY for layer in self._document.layers()):
            self._window.work.analyse()
