"""A sheet as it will be printed: paper, plate, and the map that can be dragged in it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app import theme
from layers.plates.layout import layout_of
from layers.plates.model import MARGIN_MM

_AROUND_PX = 16.0


class PlateView(QWidget):
    """Shows the newest picture; a drag on its map moves the ground, the wheel asks for another scale."""

    dragged = Signal(float, float)  # mm on paper, x to the right, y down
    scale_asked = Signal(int)  # +1 farther out, -1 closer in
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Preview of the sheet"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 240)
        self._image = QImage()
        self._plate_mm = (277.0, 190.0)
        self._paper_mm = (297.0, 210.0)
        self._said = ""
        self._from: QPointF | None = None
        self._drag = QPointF()
        self._printable: QRectF | None = None
        self._place: QPointF | None = None
        self.can_move = True

    def show_sheet(self, image: QImage, plate_mm: tuple[float, float], paper_mm: tuple[float, float]) -> None:
        """Show a sheet."""
        self._image, self._plate_mm, self._paper_mm = image, plate_mm, paper_mm
        self._said, self._drag = "", QPointF()
        self.update()

    def show_printer(self, paper_mm: tuple[float, float], printable: QRectF, at_mm: tuple[float, float]) -> None:
        """Show the sheet on a printer's paper, with what the printer can print on."""
        self._paper_mm, self._printable, self._place = paper_mm, printable, QPointF(*at_mm)
        self.update()

    def say(self, text: str) -> None:
        """Say why there is no sheet."""
        self._image, self._said = QImage(), text
        self.update()

    @property
    def image(self) -> QImage:
        """The sheet that is shown."""
        return self._image

    def dpi_for(self, paper_mm: tuple[float, float]) -> float:
        """Return the dots per inch at which a sheet of some paper fills this widget sharply."""
        return 25.4 * self._px_per_mm(paper_mm) * self.devicePixelRatioF()

    @property
    def px_per_mm(self) -> float:
        """Pixels to a millimetre of the paper shown."""
        return self._px_per_mm(self._paper_mm)

    @property
    def said(self) -> str:
        """Why there is no sheet; "" while there is one."""
        return self._said

    def _px_per_mm(self, paper_mm: tuple[float, float]) -> float:
        wide, high = max(self.width() - 2 * _AROUND_PX, 50.0), max(self.height() - 2 * _AROUND_PX, 50.0)
        return min(wide / paper_mm[0], high / paper_mm[1])

    def _paper(self) -> QRectF:
        px = self.px_per_mm
        size = (self._paper_mm[0] * px, self._paper_mm[1] * px)
        return QRectF((self.width() - size[0]) / 2, (self.height() - size[1]) / 2, *size)

    def _plate(self) -> QRectF:
        px, paper = self.px_per_mm, self._paper()
        at = self._place if self._place is not None else QPointF(MARGIN_MM, MARGIN_MM)
        return QRectF(paper.x() + at.x() * px, paper.y() + at.y() * px, self._plate_mm[0] * px, self._plate_mm[1] * px)

    @property
    def map_box(self) -> QRectF:
        """Return where the map of the sheet lies, pixels."""
        layout, px, plate = layout_of(*self._plate_mm), self.px_per_mm, self._plate()
        k = layout.factor * px
        box = layout.map
        return QRectF(plate.x() + box.x * k, plate.y() + box.y * k, box.width * k, box.height * k)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw paper, sheet, and the map where it is dragged to."""
        t = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(t.window))
        paper = self._paper()
        painter.fillRect(paper.translated(2, 3), QColor(0, 0, 0, 40))
        painter.fillRect(paper, QColor("#FFFFFF"))
        painter.setPen(QPen(QColor(t.border), 1))
        painter.drawRect(paper)
        if self._image.isNull():
            painter.setPen(QColor("#556062"))
            centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(paper.adjusted(24, 24, -24, -24), centred, self._said or self.tr("Drawing the sheet…"))
            return
        plate = self._plate()
        painter.drawImage(plate, self._image)
        if not self._drag.isNull():
            self._paint_dragged(painter, plate)
        if self._printable is not None:
            px = self.px_per_mm
            box = self._printable
            pen = QPen(QColor("#C62828"), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawRect(
                QRectF(paper.x() + box.x() * px, paper.y() + box.y() * px, box.width() * px, box.height() * px)
            )

    def _paint_dragged(self, painter: QPainter, plate: QRectF) -> None:
        box = self.map_box
        painter.save()
        painter.setClipRect(box)
        painter.fillRect(box, QColor("#EEF1F0"))
        per_px = self._image.width() / plate.width()
        source = QRectF(
            (box.x() - plate.x()) * per_px, (box.y() - plate.y()) * per_px, box.width() * per_px, box.height() * per_px
        )
        painter.drawImage(box.translated(self._drag), self._image, source)
        painter.restore()

    # -- the hand ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the map."""
        inside = self.map_box.contains(event.position()) and not self._image.isNull()
        if self.can_move and inside and event.button() == Qt.MouseButton.LeftButton:
            self._from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the map along."""
        if self._from is not None:
            self._drag = event.position() - self._from
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; the sheet is drawn anew there."""
        if self._from is None:
            return
        self._from = None
        self.unsetCursor()
        if not self._drag.isNull():
            px = self.px_per_mm
            self.dragged.emit(self._drag.x() / px, self._drag.y() / px)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ask for the next scale."""
        if self.can_move and event.angleDelta().y():
            self.scale_asked.emit(-1 if event.angleDelta().y() > 0 else 1)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say so: the sheet is drawn anew, sharp."""
        super().resizeEvent(event)
        self.resized.emit()
