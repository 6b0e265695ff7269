"""The legend over the map: what is drawn in the view, in the words and swatches of a printed plate."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app import theme
from app.canvas.canvas import MapCanvas
from app.canvas.legend import LegendEntry, draw_swatch, legend_entries, word
from app.canvas.sight import see
from app.widgets.basics import ElidedLabel, label, tool_button
from app.widgets.text_size import measured

_SWATCH = QSize(28, 16)
_MARGIN_PX, _NOTICE_PX, _WIDTH_PX = 10, 28, 228
#: The most of the map's height that it takes; what is more is scrolled to.
_SHARE = 0.55
#: Heading and frame above the list.
_HEAD_PX = 44
#: A view that moves is listed again when it has come to rest.
_PAUSE_MS = 120


class MapLegend(QFrame):
    """Lies in the lower left corner of the map and follows what is seen."""

    closed = Signal()

    def __init__(self, host: QWidget, canvas: MapCanvas, neighbour: QWidget | None = None) -> None:
        """Lie on the map; above ``neighbour`` while that has the corner."""
        super().__init__(host)
        self._neighbour = neighbour
        if neighbour is not None:
            neighbour.installEventFilter(self)
        self.setProperty("kind", "card")
        self.setAccessibleName(self.tr("Legend"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._canvas = canvas
        self.entries: list[LegendEntry] = []
        self._looks: list[object] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 4, 8)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Legend"), "heading"), 1)
        close = tool_button(icon="x", name=self.tr("Close"), size_px=14)
        close.clicked.connect(self.closed.emit)
        head.addWidget(close)
        column.addLayout(head)
        self.scroll_area = QScrollArea()
        self.scroll_area.setProperty("kind", "bare")
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.scroll_area)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        canvas.view_changed.connect(lambda _view: self._soon())
        canvas.settled.connect(self._soon)
        canvas.sight_changed.connect(lambda _sight: self._soon())
        canvas.installEventFilter(self)
        self.hide()

    def show_legend(self, on: bool) -> None:
        """Show it, or not."""
        self.setVisible(on)
        if on:
            self.refresh()
            self.raise_()

    def _soon(self) -> None:
        if self.isVisible():
            self._pause.start()

    def refresh(self) -> None:
        """List what the view shows; rows are made anew only when one differs."""
        if not self.isVisible():
            return
        scene, dpr = self._canvas.scene, self.devicePixelRatioF()
        self.entries = legend_entries(scene, self._canvas.view, waits=False)
        looks: list[object] = [(entry.key, entry.own_name, entry.row, entry.appearance) for entry in self.entries]
        looks.append((scene.theme.name, dpr, self._canvas.sight))
        if looks != self._looks:
            self._looks = looks
            self._fill(self.entries, dpr)
        self._place()

    def _fill(self, entries: Sequence[LegendEntry], dpr: float) -> None:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 6, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        heading = ""
        for entry in entries:
            name = entry.own_name or word(entry.key)
            if entry.row and name != heading:
                title = ElidedLabel(name, "small")
                title.setToolTip(name)
                grid.addWidget(title, grid.rowCount(), 0, 1, 2)
            heading = name if entry.row else ""
            row = grid.rowCount()
            picture = QLabel()
            picture.setPixmap(self._swatch(entry, dpr))
            text = entry.row or entry.text(word(entry.key))
            said = label(text, wrap=True)
            said.setMinimumWidth(1)  # a long word must not widen the legend
            grid.addWidget(picture, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, row, 1)
        if not entries:
            grid.addWidget(label(self.tr("Nothing is drawn here."), "small", wrap=True), 0, 0, 1, 2)
        old = self.scroll_area.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self.scroll_area.setWidget(page)

    def _swatch(self, entry: LegendEntry, dpr: float) -> QPixmap:
        """Return a sample on the card's ground, as it is looked at now."""
        image = QImage(_SWATCH * dpr, QImage.Format.Format_RGB32)
        image.fill(QColor(theme.tokens().surface))
        painter = QPainter(image)
        try:
            box = QRectF(image.rect())
            draw_swatch(painter, box, entry, self._canvas.scene.theme, self._canvas.font_family, dpr=dpr)
        finally:
            painter.end()
        see(image, self._canvas.sight)
        image.setDevicePixelRatio(dpr)
        return QPixmap.fromImage(image)

    def _place(self) -> None:
        page = self.scroll_area.widget()
        if page is None:
            return
        width = min(_WIDTH_PX, self._canvas.width() // 2)
        measured(self).setFixedWidth(width)
        wanted = page.heightForWidth(width - 30) if page.hasHeightForWidth() else page.sizeHint().height()
        foot = self._canvas.height() - _NOTICE_PX - 4
        if self._neighbour is not None and self._neighbour.isVisible():  # it has the corner
            foot = self._neighbour.y() - _MARGIN_PX // 2
        most = min(round(self._canvas.height() * _SHARE), foot - _MARGIN_PX - _HEAD_PX)
        measured(self.scroll_area).setFixedHeight(max(min(wanted, most), 20))
        self.adjustSize()
        self.move(_MARGIN_PX, foot - self.height())

    def showEvent(self, event: QShowEvent) -> None:
        """List what is seen now."""
        super().showEvent(event)
        self._pause.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the corner when the map is resized."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide) and self.isVisible():
            QTimer.singleShot(0, self._place)  # the overview takes its own place first
        return False
