"""Map plates beside the map: choices on the left, the sheet as it will be printed on the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app import i18n, register_words, words
from app.document import Change, Document
from app.jobs import Job, Jobs
from app.messages import error_message
from app.settings import Settings
from app.tasks.plates import PlatePreview, preview
from app.widgets.basics import button, label, tool_button
from app.widgets.fitting import fit
from app.widgets.plate_form import PlateForm, PlateOffers
from app.widgets.plate_view import PlateView
from layers.agreements.gaps import GAP_HAZARDS
from layers.export.drills import is_drill
from layers.kinds import ZoneClass
from layers.plates.model import PAPERS_MM, PlateSpec, Series, Subject, SubjectKind
from layers.plates.scales import next_scale

if TYPE_CHECKING:
    from app.canvas import Scene
    from app.sheets.plate_set import PlateSet

_FORM_PX = 360
_SIZE_PX = (1080, 660)
#: Quick changes in a row make one preview.
_DELAY_MS = 180
#: A preview is never finer than this: more is only waited for.
_MOST_DPI = 110.0
#: Tables whose changes no plate shows.
_NOT_SHOWN = frozenset({"lf_plate", "lf_view", "lf_sketch", "lf_scene", "lf_block", "lf_block_run"})


class PlateWindow(QDialog):
    """Stays beside the map; what is printed and kept is the control's."""

    laid_out = Signal(object)  # PlateSet; None while there is none
    sheet_shown = Signal(int)
    frame_asked = Signal()
    save_asked = Signal()
    print_asked = Signal()
    kept = Signal(object)  # PlateSpec
    removed = Signal(str)  # uid

    def __init__(
        self, document: Document, jobs: Jobs, settings: Settings, known: Callable[[], Scene], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Map plate"))
        self._document, self._jobs, self._settings, self._known = document, jobs, settings, known
        self.plates: PlateSet | None = None
        self._place = 0
        self._job: Job | None = None
        self._timer = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._timer.timeout.connect(self._draw)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        column.addLayout(self._make_bar())
        row = QHBoxLayout()
        row.setSpacing(12)
        self.form = PlateForm()
        self.form.changed.connect(self._on_changed)
        self.form.frame_asked.connect(self.frame_asked.emit)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes it, and is scrolled to
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.form)
        area.setFixedWidth(_FORM_PX)
        row.addWidget(area)
        row.addLayout(self._make_preview(), 1)
        column.addLayout(row, 1)
        column.addLayout(self._make_buttons())
        self.resize(*_SIZE_PX)
        fit(self)
        document.changed.connect(self._on_document)
        document.closed.connect(self.close)
        self.view.resized.connect(self._timer.start)

    # -- made ------------------------------------------------------------------------------------------

    def _make_bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        self.names = QComboBox()
        self.names.setEditable(True)
        self.names.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.names.setAccessibleName(self.tr("Plates of this plan"))
        self.names.setMinimumWidth(240)
        self.names.setPlaceholderText(self.tr("Name to keep it under"))
        edit = self.names.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(self.tr("Name to keep it under"))
        self.names.activated.connect(self._on_named)
        bar.addWidget(label(self.tr("Kept with the plan"), "muted"))
        bar.addWidget(self.names)
        self.keep = button(self.tr("Keep"), self._keep, icon="bookmark-plus")
        self.remove = tool_button(icon="trash-2", name=self.tr("Remove this plate from the plan"))
        self.remove.clicked.connect(self._remove)
        bar.addWidget(self.keep)
        bar.addWidget(self.remove)
        bar.addStretch(1)
        return bar

    def _make_preview(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        self.view = PlateView()
        self.view.dragged.connect(self._on_dragged)
        self.view.scale_asked.connect(self._on_scale)
        column.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.back = tool_button(icon="chevron-left", name=self.tr("Sheet before"))
        self.on = tool_button(icon="chevron-right", name=self.tr("Next sheet"))
        self.back.clicked.connect(lambda: self.show_sheet(self._place - 1))
        self.on.clicked.connect(lambda: self.show_sheet(self._place + 1))
        self.told = label("", "muted")
        self.told.setAccessibleName(self.tr("Scale and sheet"))
        row.addWidget(self.back)
        row.addWidget(self.told, 1)
        row.addWidget(self.on)
        column.addLayout(row)
        return column

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.hint = label("", "small", wrap=True)
        row.addWidget(self.hint, 1)
        self.close_button = button(self.tr("Close"), self.close)
        self.print_button = button(self.tr("Print…"), self.print_asked.emit, icon="printer")
        self.save_button = button(self.tr("Save…"), self.save_asked.emit, kind="primary", icon="file-output")
        for one in (self.close_button, self.print_button, self.save_button):
            row.addWidget(one)
        self._enable()
        return row

    # -- opened ----------------------------------------------------------------------------------------

    def open_with(self, spec: PlateSpec) -> None:
        """Show a plate's choices and draw it."""
        self._place = 0
        self.form.offer(offers(self._document))
        self.form.show_spec(self._declared(spec))
        self._fill_names(spec.uid)
        self.show()
        self.raise_()
        self.activateWindow()
        self._on_changed()

    def _declared(self, spec: PlateSpec) -> PlateSpec:
        """Return a new plate with what was declared the last time."""
        language = spec.language or i18n.current()
        if spec.uid:
            return replace(spec, language=language)
        known = self._settings.export_defaults()
        return replace(
            spec,
            language=known.get("language") or language,
            maker=spec.maker or known.get("maker", ""),
            purpose=spec.purpose or known.get("purpose", ""),
            classification=spec.classification or known.get("classification", ""),
            review_number=spec.review_number or known.get("review_number", ""),
        )

    @property
    def spec(self) -> PlateSpec:
        """Return the plate as it is set up now."""
        return self.form.spec

    def _fill_names(self, chosen: str) -> None:
        self.names.blockSignals(True)
        self.names.clear()
        for one in self._document.plates():
            self.names.addItem(one.name, one.uid)
        place = self.names.findData(chosen) if chosen else -1
        self.names.setCurrentIndex(place)
        if place < 0:
            self.names.setEditText("")
        self.names.blockSignals(False)
        self.remove.setEnabled(place >= 0 and not self._document.is_read_only)

    def _on_named(self, place: int) -> None:
        uid = self.names.itemData(place)
        spec = next((one for one in self._document.plates() if one.uid == uid), None)
        if spec is not None:
            self.open_with(spec)

    def _keep(self) -> None:
        name = self.names.currentText().strip() or self.told_title()
        known = {one.name: one.uid for one in self._document.plates()}
        self.kept.emit(replace(self.spec, uid=known.get(name, ""), name=name))

    def show_kept(self, spec: PlateSpec) -> None:
        """Show under which name a plate is kept now."""
        self.form.show_spec(spec)
        self._fill_names(spec.uid)

    def _remove(self) -> None:
        uid = self.names.currentData()
        if uid:
            self.form.show_spec(replace(self.spec, uid="", name=""))
            self.removed.emit(str(uid))

    def told_title(self) -> str:
        """Return what the plate is called by itself."""
        return self.plates.title if self.plates is not None else self.tr("Plate")

    @property
    def is_drawn(self) -> bool:
        """Whether the newest choices are on screen, as a sheet or as the reason why there is none."""
        return self._job is None and not self._timer.isActive()

    # -- drawn -----------------------------------------------------------------------------------------

    def show_sheet(self, place: int) -> None:
        """Show another sheet of the series."""
        self._place = max(place, 0)
        self._timer.start()

    def _on_changed(self) -> None:
        self.view.can_move = self.spec.series is Series.NONE
        self._timer.start()

    def _on_document(self, change: Change) -> None:
        """Draw what has changed; a plate that is kept is no change of what plates show."""
        if change.touches("plate"):
            self._fill_names(self.spec.uid)
        if change.tables <= _NOT_SHOWN:
            return
        self.plates = None
        if self.isVisible():
            self.form.offer(offers(self._document))
            self._timer.start()

    def redraw(self) -> None:
        """Draw the sheet as it is set up now."""
        self._timer.start()

    def _draw(self) -> None:
        if not self._document.is_open or not self.isVisible() or self._jobs.is_shut_down:
            return
        if self._job is not None:
            self._job.cancel()
        spec = self.spec
        short, long = PAPERS_MM[spec.paper]
        dpi = min(self.view.dpi_for((short, long) if spec.portrait else (long, short)) * 1.25, _MOST_DPI)
        wanted = (spec, self._place, dpi, self.plates, self._known())
        job = Job(preview, self._document.store, *wanted, title=self.tr("Drawing the sheet"))
        job.finished.connect(lambda found, mine=job: self._show(mine, found))
        job.failed.connect(lambda error, mine=job: self._say(mine, error))
        self._job = job
        self._jobs.start(job)

    def _show(self, job: Job, found: PlatePreview) -> None:
        if job is not self._job:
            return
        self._job = None
        self.plates, self._place = found.plates, found.place
        plates = found.plates
        self.view.show_sheet(found.image, plates.size_mm, plates.paper_mm)
        sheet, count = plates.sheets[found.place], len(plates.sheets)
        scale = words.scale(sheet.scale)
        text = f"{plates.spec.paper} · {scale}"
        if count > 1:
            told = self.tr("Sheet {number} of {count}: {name}")
            text += " · " + told.format(number=sheet.number, count=count, name=sheet.title)
        self.told.setText(text)
        spec = self.spec
        self.form.show_defaults({"title": plates.title, "parties": found.parties, **_stamp_defaults(plates)})
        if spec.series is not Series.NONE:
            self.hint.setText(self.tr("%n sheet(s), an index sheet and a list come first in the PDF.", "", count))
        else:
            self.hint.setText(self.tr("Drag the map in the sheet; the wheel changes the scale."))
        self._enable()
        self.laid_out.emit(plates)
        self.sheet_shown.emit(found.place)

    def _say(self, job: Job, error: BaseException) -> None:
        if job is not self._job:
            return
        self._job, self.plates = None, None
        told = error_message(error)
        self.view.say("\n".join(filter(None, (told.title, told.reason, told.remedy))))
        self.told.setText("")
        self.hint.setText("")
        self._enable()
        self.laid_out.emit(None)

    def _enable(self) -> None:
        has_sheets = self.plates is not None
        count = len(self.plates.sheets) if self.plates is not None else 0
        for one in (self.save_button, self.print_button):
            one.setEnabled(has_sheets)
            one.setToolTip("" if has_sheets else self.tr("There is no sheet to print"))
        self.back.setEnabled(self._place > 0)
        self.on.setEnabled(self._place + 1 < count)
        for arrow in (self.back, self.on):
            arrow.setVisible(count > 1)
        is_read_only = self._document.is_open and self._document.is_read_only
        self.keep.setEnabled(not is_read_only)
        self.keep.setToolTip(
            self.tr("This plan is open for reading only")
            if is_read_only
            else self.tr("Keep how the plate is set up, to print it again")
        )

    # -- moved -----------------------------------------------------------------------------------------

    def _on_dragged(self, dx_mm: float, dy_mm: float) -> None:
        if self.plates is None:
            return
        sheet = self.plates.sheets[0]
        per_mm = sheet.scale / 1000.0
        self.move_frame(-dx_mm * per_mm, dy_mm * per_mm)

    def move_frame(self, dx_m: float, dy_m: float) -> None:
        """Move the map's frame over the ground, metres to the east and north."""
        if self.plates is None or self.spec.series is not Series.NONE:
            return
        from layers.crs import STORAGE_CRS, transformer

        box = self.plates.sheets[0].box
        x, y = (box[0] + box[2]) / 2.0 + dx_m, (box[1] + box[3]) / 2.0 + dy_m
        lon, lat = transformer(f"EPSG:{self.plates.material.metric_epsg}", STORAGE_CRS).transform(x, y)
        self.form.show_center((float(lon), float(lat)))

    def _on_scale(self, step: int) -> None:
        if self.plates is not None:
            self.form.show_scale(next_scale(self.plates.sheets[0].scale, step))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of what is being drawn, and remember what was declared."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._settings.set_export_defaults(
            {**self._settings.export_defaults(), **self.form.declared, "language": self.spec.language}
        )
        self.laid_out.emit(None)
        super().closeEvent(event)


def offers(document: Document) -> PlateOffers:
    """Return what plates of a plan can show."""
    known = register_words.words()
    subjects: list[tuple[Subject, str]] = [(Subject(), document.info().title)]
    areas = document.patrol_areas()
    subjects += [
        (Subject(SubjectKind.AREA, str(uid)), str(name)) for uid, name in zip(areas["uid"], areas["name"], strict=True)
    ]
    borders = document.borders()
    pairs = sorted({str(pair) for pair in borders["pair"]}) if len(borders) else []
    short = document.short_county_name
    for pair in pairs:
        codes = pair.split("|")
        if all(codes) and len(codes) == 2:
            subjects.append((Subject(SubjectKind.BORDER, pair), "–".join(short(code) for code in codes)))
    zones = document.zones()
    if len(zones):
        names = document.zone_names()
        crossing = zones[zones["zone_class"].astype(str) != ZoneClass.LOCAL]
        ordered = crossing.sort_values(["rank", "uid"], na_position="last", kind="stable")
        for uid in ordered["uid"]:
            subjects.append((Subject(SubjectKind.ZONE, str(uid)), names.get(str(uid), str(uid))))
    drawn = [record for record in document.layers() if record.table or record.raster_path]
    # What is about a drill is on a plate only when it is ticked.
    layers = [(record.uid, record.title, record.visible and not is_drill(record.title)) for record in drawn]
    looks = document.looks()
    derived = [
        (uid, words.derived(uid), looks[uid].visible if uid in looks else True)
        for uid in words.DERIVED
        if uid != "borders"
    ]
    gaps = [(hazard.value, known.code("agreement_hazard", hazard.value)) for hazard in GAP_HAZARDS]
    return PlateOffers(subjects, [*derived, *layers], gaps)


def _stamp_defaults(plates: PlateSet) -> dict[str, str]:
    keys = ("maker", "purpose", "classification", "review_number")
    return {key: plates.words.get(f"stamp.default_{key}", "") for key in keys}
