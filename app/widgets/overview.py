"""The overview map: the counties small in a corner, and where among them the map is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from app.canvas.render import RenderOptions
from app.canvas.scene import BORDERS, Group, Scene
from app.canvas.styles import Theme
from app.canvas.view import View
from app.canvas.worker import Picture, RenderWorker, Request

SIZE_PX = QSize(216, 152)
_MARGIN_PX = 12
#: The line of notice at the foot of the map stays free.
_FOOT_PX = 36
#: A view smaller than this on the overview is shown as a cross too, or nobody would see it.
_LEAST_PX = 7.0


class OverviewMap(QWidget):
    """Lies in the lower left corner of its host.  The picture is drawn apart and only when the counties change."""

    moved_to = Signal(float, float)  # metres

    def __init__(self, host: QWidget, family: str) -> None:
        super().__init__(host)
        self.setAccessibleName(self.tr("Overview map"))
        self.setToolTip(self.tr("Where the map is; click or drag to go elsewhere"))
        self.setFixedSize(SIZE_PX)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._family = family
        self._view: View | None = None  # of the map
        self._picture: Picture | None = None
        self._scene: Scene | None = None
        self._asked: tuple[object, ...] = ()
        self._worker: RenderWorker | None = None
        host.installEventFilter(self)
        self._host = host
        self.hide()

    def set_scene(self, scene: Scene) -> None:
        """Show the counties of a scene; drawn again only when they are others, or look otherwise."""
        self._scene = scene
        self._ask()

    def set_view(self, view: View) -> None:
        """Show where the map is."""
        self._view = view
        if self.isVisible():
            self.update()

    def close_worker(self) -> None:
        """Stop the drawing thread."""
        if self._worker is not None:
            self._worker.close()

    # -- the picture --------------------------------------------------------------------------

    def _ask(self) -> None:
        if self._scene is None or self.isHidden():
            return
        scene = self._scene
        extent = scene.extent
        layers = tuple(
            replace(layer, visible=True, opacity=1.0, labels=())
            for layer in scene.layers
            if (layer.group is Group.LAND or layer.uid == BORDERS) and not layer.problem
        )
        shapes = tuple(part.shapes for layer in layers for part in layer.parts)
        asked = (scene.theme.name, scene.metric_epsg, extent, *map(id, shapes), *(layer.color for layer in layers))
        if extent is None or asked == self._asked:
            return
        self._asked = asked
        if self._worker is None:
            self._worker = RenderWorker()
            self._worker.drawn.connect(self._take)
            self.destroyed.connect(self._worker.close)
        few = replace(scene, layers=layers, cache={})
        size = (float(self.width() - 2), float(self.height() - 2))
        view = View.fitting(extent, size, self.devicePixelRatioF(), margin=0.06)
        self._worker.request(Request(few, view, RenderOptions(self._family, with_labels=False)))

    def _take(self, picture: Picture) -> None:
        self._picture = picture
        self.update()

    @property
    def is_drawn(self) -> bool:
        """Whether there is a picture."""
        return self._picture is not None

    # -- painting -----------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Lay the picture down and draw the rectangle of the view over it."""
        scene = self._scene
        if scene is None:
            return
        theme, painter = scene.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(self.rect(), QColor(theme.ground))
        picture = self._picture
        if picture is not None:
            image = picture.image
            image.setDevicePixelRatio(picture.view.dpr)
            painter.drawImage(QPointF(1, 1), image)
            if self._view is not None and picture.scene.metric_epsg == scene.metric_epsg:
                painter.setClipRect(frame)
                self._draw_view(painter, picture.view, self._view, theme)
                painter.setClipping(False)
        painter.setPen(QPen(QColor(theme.muted), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)

    def _draw_view(self, painter: QPainter, own: View, view: View, theme: Theme) -> None:
        xmin, ymin, xmax, ymax = view.extent
        left, top = own.to_px(xmin, ymax)
        right, foot = own.to_px(xmax, ymin)
        box = QRectF(QPointF(left + 1, top + 1), QPointF(right + 1, foot + 1))
        fill = QColor(theme.accent)
        fill.setAlphaF(0.16)
        painter.setPen(QPen(QColor(theme.accent), 1.6))
        painter.setBrush(fill)
        painter.drawRect(box)
        if box.width() < _LEAST_PX or box.height() < _LEAST_PX:
            x, y = box.center().x(), box.center().y()
            painter.drawLine(QPointF(x - 8, y), QPointF(x + 8, y))
            painter.drawLine(QPointF(x, y - 8), QPointF(x, y + 8))

    # -- events -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(event.position())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the map along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the release from the map below."""
        event.accept()

    def _go(self, at: QPointF) -> None:
        if self._picture is not None:
            x = min(max(at.x(), 1.0), self.width() - 1.0)
            y = min(max(at.y(), 1.0), self.height() - 1.0)
            self.moved_to.emit(*self._picture.view.to_map(x - 1.0, y - 1.0))

    def showEvent(self, event: QShowEvent) -> None:
        """Have the picture drawn now that somebody looks."""
        self._place()
        self._ask()
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the corner when the host is resized."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        self.move(_MARGIN_PX, self._host.height() - self.height() - _FOOT_PX)
        self.raise_()
