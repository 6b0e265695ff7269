"""The status bar: where the cursor is, scale, CRS in plain words, saved-at, progress, warnings."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QProgressBar, QStatusBar, QToolButton, QWidget

from app import messages, theme, words
from app.jobs import Job, Jobs
from app.settings import Settings
from app.widgets.basics import repolish, tool_button
from app.widgets.text_size import measured
from layers import crs

SCALES = (5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000)
#: Kept for a position, so that what follows does not jump.
_POSITION_PX = 212
#: Between two read-outs, as Qt lays out a status bar.
_GAP_PX = 6
_STYLES = ("dms", "degrees", "xy")


class StatusBar(QStatusBar):
    """Reads out; a click on a read-out changes its form."""

    scale_asked = Signal(float)
    warnings_asked = Signal()

    def __init__(self, settings: Settings, jobs: Jobs) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setAccessibleName(self.tr("Status bar"))
        self._settings = settings
        self._jobs = jobs
        self._epsg = 0
        self._at: tuple[float, float] | None = None
        self._job: Job | None = None

        self.position = QToolButton()
        self.position.setToolTip(self.tr("Position of the cursor. Click for another form, right-click to copy."))
        self.position.setAccessibleName(self.tr("Position"))
        measured(self.position).setMinimumWidth(theme.px(_POSITION_PX))
        self.position.clicked.connect(self._next_style)
        self.position.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.position.customContextMenuRequested.connect(lambda _at: self.copy_position())
        self.scale = QToolButton()
        self.scale.setAccessibleName(self.tr("Scale"))
        self.scale.setToolTip(self.tr("Scale on this screen. Click to choose one."))
        self.scale.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.scale)
        for value in SCALES:
            menu.addAction(_scale_text(value), lambda value=value: self.scale_asked.emit(float(value)))
        self.scale.setMenu(menu)
        self.crs = QLabel()
        self.crs.setAccessibleName(self.tr("Coordinate system"))
        self.saved = QLabel()
        self.saved.setAccessibleName(self.tr("Saved at"))
        for readout in (self.position, self.scale, self.crs, self.saved):
            self.addWidget(readout)

        self._work = QWidget()
        row = QHBoxLayout(self._work)
        row.setContentsMargins(0, 0, 0, 0)
        self.step = QLabel()
        self.bar = QProgressBar()
        self.bar.setFixedWidth(140)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.cancel = tool_button(icon="x", name=self.tr("Cancel"), size_px=14)
        self.cancel.clicked.connect(self._on_cancel)
        for widget in (self.step, self.bar, self.cancel):
            row.addWidget(widget)
        self._work.hide()
        self.warnings = QToolButton()
        self.warnings.setIcon(theme.icon("triangle-alert", color=theme.tokens().warning))
        self.warnings.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.warnings.setAccessibleName(self.tr("Findings"))
        self.warnings.clicked.connect(self.warnings_asked.emit)
        self.warnings.hide()
        self.addPermanentWidget(self._work)
        self.addPermanentWidget(self.warnings)

        jobs.started.connect(self._on_started)
        jobs.ended.connect(self._on_ended)
        self._show_position()

    # -- read-outs ----------------------------------------------------------------------------

    def set_crs(self, epsg: int) -> None:
        """Show the planar CRS of the plan."""
        self._epsg = epsg
        self.crs.setText(words.metric_crs_short(epsg) if epsg else "")
        self.crs.setToolTip(f"{words.metric_crs(epsg)}\nEPSG:{epsg}" if epsg else "")
        self.fit()
        self._show_position()

    def fit(self) -> None:
        """Where letters are large, the coordinate system goes first, then the room kept for longer positions."""
        self.position.setMinimumWidth(theme.px(_POSITION_PX))
        self.crs.setVisible(bool(self._epsg) and self._needed_px(self.crs) <= self.width())
        if self._needed_px() > self.width():
            self.position.setMinimumWidth(0)

    def _needed_px(self, *more: QWidget) -> int:
        always = (self.position, self.scale, self.saved, self._work, self.warnings)
        members = [one for one in always if not one.isHidden()] + list(more)
        margins = self.contentsMargins()
        wide = sum(max(one.sizeHint().width(), one.minimumWidth()) + _GAP_PX for one in members)
        return wide + margins.left() + margins.right() + _GAP_PX

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See what there is room for."""
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        """See again when a read-out has become longer or has come."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.fit()
        return super().event(event)

    def show_readouts(self, shown: bool) -> None:
        """Show position and scale only where there is a map."""
        for readout in (self.position, self.scale, self.saved):
            readout.setVisible(shown)

    def set_position(self, x_east: float, y_north: float) -> None:
        """Show where the cursor is, in the plan's planar CRS."""
        self._at = (x_east, y_north)
        self._show_position()

    def set_scale(self, denominator: float) -> None:
        """Show the scale of the map on this screen."""
        self.scale.setText(_scale_text(denominator))

    def set_saved(self, text: str, tip: str, *, kind: str = "") -> None:
        """Show when the plan was saved last, or that it is not; ``kind`` is a style of labels."""
        self.saved.setText(text)
        self.saved.setToolTip(tip)
        if kind != (self.saved.property("kind") or ""):
            self.saved.setProperty("kind", kind)
            repolish(self.saved)

    def set_warnings(self, count: int) -> None:
        """Show how many findings wait."""
        self.warnings.setVisible(count > 0)
        self.warnings.setText(self.tr("%n to confirm", "", count))
        self.warnings.setToolTip(self.tr("Show what was found in the layers"))

    def copy_position(self) -> None:
        """Put the position shown on the clipboard."""
        QGuiApplication.clipboard().setText(self.position.text())

    def _next_style(self) -> None:
        now = _STYLES.index(self._settings.get("coordinates"))
        self._settings.set("coordinates", _STYLES[(now + 1) % len(_STYLES)])
        self._show_position()

    def _show_position(self) -> None:
        if self._at is None or not self._epsg:
            self.position.setText(self.tr("Move over the map"))
            return
        east, north = self._at
        lon, lat = crs.transformer(f"EPSG:{self._epsg}", crs.STORAGE_CRS).transform(east, north)
        self.position.setText(words.coordinates(lon, lat, north, east, self._settings.get("coordinates")))

    # -- work under way -----------------------------------------------------------------------

    def _on_started(self, job: Job) -> None:
        if not job.title:  # quick work in the background, such as drawing up the scene
            return
        self._job = job
        self.step.setText(job.title)
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        self._work.show()
        job.progressed.connect(self._on_progressed)

    def _on_progressed(self, fraction: float, step: str) -> None:
        if self._job is None or self.sender() is not self._job:
            return
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(fraction * 1000))
        words_for_step = messages.step_text(step)
        percent = f"{fraction * 100:.0f} %"
        self.step.setText(f"{words_for_step or self._job.title} {percent}")
        self.step.setToolTip(self.step.text())  # where there is no room for all of it

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.cancel.setEnabled(False)
            self.step.setText(self.tr("Cancelling…"))

    def _on_ended(self, job: Job) -> None:
        if job is not self._job:
            return
        self._job = None
        self._work.hide()
        for other in self._jobs.active:
            if other.title:
                self._on_started(other)


def _scale_text(denominator: float) -> str:
    """Three significant digits are all a screen's scale can claim."""
    if denominator >= 1000:
        digits = max(0, len(str(round(denominator))) - 3)
        denominator = round(denominator / 10**digits) * 10**digits
    return words.scale(denominator)
