"""The mending report of a layer in the plan, beside the map: a click shows each feature there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app import mending_words, words
from app.jobs import Jobs
from app.widgets.basics import label
from app.widgets.mending_list import DETAIL, DONE, MendingList
from app.widgets.owner_copy import OwnerCopyBar

if TYPE_CHECKING:
    from layers.plan.model import LayerRecord
    from layers.sources.mending_report import Found


class MendingWindow(QDialog):
    """Stays open while the planner works on the map."""

    place_asked = Signal(str, str, object)  # layer, feature ("" when it is not in the plan), box in degrees or None

    def __init__(self, record: LayerRecord, jobs: Jobs, parent: QWidget) -> None:
        from layers.sources import Problem
        from layers.sources.mending_report import MendingReport, choice_of
        from layers.sources.owner_copy import LayerReport

        super().__init__(parent, Qt.WindowType.Tool)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.layer = record.uid
        title = words.layer_title(record)
        self.setWindowTitle(self.tr("Mending report: {layer}").format(layer=title))
        report = MendingReport.from_stored(record.source.mending)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = self.tr("%n thing(s) found when the file was read. Click one to see it on the map.", "", report.count)
        column.addWidget(label(head, wrap=True))
        self.list = MendingList()
        self.list.show_report(report, frozenset(), can_decide=False)
        self.list.setColumnWidth(DETAIL, 180)
        self.list.setColumnHidden(DONE, True)  # told below the list, whole
        self.list.item_chosen.connect(self._show_item)
        column.addWidget(self.list, 1)
        self.about = label("", wrap=True, selectable=True)
        column.addWidget(self.about)
        self.copy = OwnerCopyBar(jobs)
        known = {found.code for found in report.found}
        told = tuple(
            Problem(str(note["code"]), note.get("severity", "info"), {k: v for k, v in note.items() if k != "code"})
            for note in record.source.notes
            if note.get("code") and note["code"] not in known
        )
        choice = choice_of(report.choice)
        self.copy.set_source(
            Path(record.source.path),
            lambda: choice,
            stored=(LayerReport(title, report, told),),
            sha256=record.source.sha256,
        )
        column.addWidget(self.copy)
        self.finished.connect(lambda _result: self.copy.shut_down())
        self.resize(420, 600)

    def _show_item(self, found: Found, place: int) -> None:
        import numpy as np

        box = found.boxes[place]
        has_place = bool(np.isfinite(box).all())
        uid = "" if found.left_out[place] else str(found.uids[place])
        self.place_asked.emit(self.layer, uid, tuple(float(value) for value in box) if has_place else None)
        told = [mending_words.detail(found, place), mending_words.action(found, place)]
        if not has_place:
            told.append(self.tr("It has no place on the map."))
        elif not uid:
            told.append(self.tr("It is not in the plan; the map shows where it was."))
        self.about.setText("\n".join(text for text in told if text))
