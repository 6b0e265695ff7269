"""The map widget: shows the worker's newest picture moved and scaled to the view, and hears the tools.

A plain widget hosts it, not pyqtgraph's GraphicsView.  Both hold the frame budget (moving a 2400 × 1500
picture under a 1600 × 1000 view took 0.2 ms here and 1.6–1.8 ms there), but the view costs half a second
of imports before the window shows, and its own wheel, drag and menu habits would have to be un-taught.
pyqtgraph draws every chart.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

import shapely
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.canvas import decorations, overlay, pointers, strokes
from app.canvas.check_marks import CheckMarks
from app.canvas.comment_pins import CommentPins
from app.canvas.grids import GridOverlay
from app.canvas.hit import QUIET_GROUPS, Hit, geometry_of, hit
from app.canvas.key_cursor import KeyCursor
from app.canvas.lit import LitFeed
from app.canvas.navigation import Navigator
from app.canvas.overlay import Outline
from app.canvas.pictures import PictureFeed
from app.canvas.pin import draw_pin
from app.canvas.scene import Scene, SceneLayer
from app.canvas.sight import theme_seen
from app.canvas.snapping import Snapper
from app.canvas.styles import Theme
from app.canvas.styles import theme as load_theme
from app.canvas.tools.base import Tool, ToolEvent
from app.canvas.tools.navigate import SelectTool
from app.canvas.two_lines import TwoLines
from app.canvas.view import MAX_MPP, Box, View
from app.canvas.view_history import ViewHistory
from app.fonts import window_family
from layers.crs import STORAGE_CRS, transform
from layers.styling.colors import Sight

_ANIMATION_MS = 260
_SETTLE_MS = 120
_ZOOM_OUT_LIMIT = 6.0  # the whole plan never shrinks below a sixth of the window


class LaidOver(Protocol):
    """What lies over the picture for a while: where a fire gets to, what counties send each other."""

    def draw(self, painter: QPainter, view: View, theme: Theme, family: str) -> None:
        """Draw it in logical pixels."""


class LaidBeneath(LaidOver, Protocol):
    """What is shown as long as somebody wants it, below what is laid over."""

    @property
    def has_legend(self) -> bool:
        """Whether it has one."""

    def draw_legend(self, painter: QPainter, theme: Theme, family: str) -> None:
        """Say what is drawn, in the upper left corner."""


class MapCanvas(QWidget):
    """The map.

    Signals carry plain values: ``cursor_moved`` metres in the plan's metric CRS, ``hovered`` a
    :class:`~app.canvas.hit.Hit` or None, ``clicked_feature`` layer and feature uid (both empty on bare
    ground), ``settled`` when the sharp picture of the present view is on screen, ``layer_failed`` when a
    layer cannot be drawn and the map goes on without it.
    """

    view_changed = Signal(object)  # View
    cursor_moved = Signal(float, float)
    cursor_left = Signal()
    hovered = Signal(object)  # Hit | None
    clicked_feature = Signal(str, str)
    selection_changed = Signal(object)  # list of (layer uid, feature uid)
    added_feature = Signal(str, str)  # clicked with Ctrl: to be chosen too, or no longer
    clicked_comment = Signal(str)  # uid of the thread whose pin was clicked
    clicked_mark = Signal(int)  # the number of the finding whose sign was clicked
    context_requested = Signal(QPointF, float, float)  # where (widget pixels), x, y metres
    tool_changed = Signal(object)
    settled = Signal()
    levels_built = Signal(object)  # list of (key, level, bytes): what the map has simplified, for the plan to keep
    sight_changed = Signal(object)  # Sight
    layer_failed = Signal(str, str)  # layer uid, a sentence for the planner; once for each reason

    def __init__(self, parent: QWidget | None = None, *, font_family: str | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.font_family = font_family or window_family()
        self.scene = Scene((), 4548, load_theme("light"))
        self.tool: Tool = SelectTool(self)
        self.snapper = Snapper()
        self.grids = GridOverlay()
        self.last_hit: Hit | None = None
        self._magnification = 1.0
        self._view = View((0.0, 0.0), 100.0, (float(self.width()), float(self.height())), self.devicePixelRatioF())
        self._has_view = False
        self._selection: list[tuple[str, str]] = []
        self._selected: list[Outline] = []
        self._selection_drawing = overlay.SelectionDrawing()
        self._lit = LitFeed(self)
        self._lit.arrived.connect(self.update)
        self._hover: Outline | None = None
        self._two_lines: TwoLines | None = None
        self._over: LaidOver | None = None
        self._on_top: LaidOver | None = None
        self._beneath: dict[str, LaidBeneath] = {}
        self.is_still = False  # moves at once, without an animation
        self._marks = CheckMarks()
        self.comments = CommentPins()
        self._pin: tuple[float, float] | None = None
        self.cursor_px: QPointF | None = None
        self._pan_rest = (0.0, 0.0)
        self._navigator = Navigator(self)
        self.keys = KeyCursor(self)
        self.shows_focus = False  # the keyboard came here by keys
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self._fingers, self.pen = pointers.Fingers(self), pointers.Pen(self)
        self._animation: QVariantAnimation | None = None
        self._animation_end = self._view
        self._settle_timer = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle_timer.timeout.connect(self._request_if_needed)
        self._pictures = PictureFeed(self.font_family, self)
        self._pictures.arrived.connect(self._picture_arrived)
        self._pictures.prepared.connect(self._scene_prepared)
        self._pictures.failed.connect(self._report_failure)
        self._pictures.levels_built.connect(self.levels_built.emit)
        self.history = ViewHistory(self)
        self.view_changed.connect(lambda _view: self.keys.follow())
        self.tool.activate(self)

    # -- scene -------------------------------------------------------------------------------------

    def set_scene(self, scene: Scene) -> None:
        """Show a scene; selection survives when its features do.  The first one with content is shown whole."""
        self.scene = scene
        if not self._has_view:
            self.zoom_full(animated=False)
        self._light()
        self._set_hover(None)
        self.tool.on_scene_changed()
        self.request_picture()
        self.update()

    @property
    def theme_accent(self) -> str:
        """The accent colour of the theme on screen."""
        return self.scene.theme.accent

    # -- view --------------------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """What is seen now."""
        return self._view

    @property
    def magnification(self) -> float:
        """Widget pixels to one logical pixel of the view: more than 1 where the map hangs on a wall."""
        return self._magnification

    def set_magnification(self, factor: float) -> None:
        """Draw everything on the map so many times as large; what is seen of the plane stays the same.

        Views, tools and all that is drawn go on in logical pixels, of which there are fewer then; only events and
        the painter are turned into them.
        """
        if factor == self._magnification:
            return
        stretch, self._magnification = factor / self._magnification, factor
        size = self._room_px
        view = replace(self._view, metres_per_px=self._view.metres_per_px * stretch)
        self._stop_animation()
        self._view = view.resized(*size, self._room_dpr)
        self._request_if_needed()
        self.view_changed.emit(self._view)
        self.update()

    @property
    def room(self) -> QRectF:
        """The whole map in logical pixels of the view."""
        return QRectF(0.0, 0.0, *self._room_px)

    @property
    def _room_px(self) -> tuple[float, float]:
        return max(self.width(), 1) / self._magnification, max(self.height(), 1) / self._magnification

    @property
    def _room_dpr(self) -> float:
        return self.devicePixelRatioF() * self._magnification

    def set_view(self, view: View) -> None:
        """Show a view at this widget's size; a journey to another one ends."""
        self._stop_animation()
        self._set_view(view)

    def go_to(self, view: View, *, animated: bool = False) -> None:
        """Show a view, on the way through those between if that is wanted."""
        self._go(view, animated)

    def _set_view(self, view: View) -> None:
        view = view.resized(*self._room_px, self._room_dpr)
        self._has_view = True
        if view == self._view:
            return
        self._view = view
        self._request_if_needed()
        self.view_changed.emit(view)
        self.update()

    def zoom_to(self, extent: Box, *, margin: float = 0.08, animated: bool = False) -> None:
        """Show a box (metres) whole."""
        self._go(View.fitting(extent, self._view.size_px, self._view.dpr, margin), animated)

    def zoom_full(self, *, animated: bool = False) -> None:
        """Show the whole plan."""
        extent = self.scene.extent
        if extent is not None and self.width() > 1:
            self.zoom_to(extent, margin=0.04, animated=animated)

    def zoom_by(self, factor: float, at: QPointF | None = None, *, animated: bool = False) -> None:
        """Magnify; the point under ``at`` (default the middle) stays where it is."""
        target = self.heading
        view = target.zoomed(factor, None if at is None else (at.x(), at.y()))
        limit = self._farthest_mpp()
        if factor < 1.0 and view.metres_per_px > limit:
            factor = min(target.metres_per_px / limit, 1.0)
            view = target.zoomed(factor, None if at is None else (at.x(), at.y()))
        self._go(view, animated)

    def pan_by(self, dx_px: float, dy_px: float) -> None:
        """Drag the map by logical pixels (whole device pixels, so that the picture stays crisp)."""
        self._stop_animation()
        dpr = self._view.dpr
        # What rounding leaves over is kept, or the map would fall behind the cursor on a 125 % screen.
        wanted = (dx_px + self._pan_rest[0], dy_px + self._pan_rest[1])
        moved = (round(wanted[0] * dpr) / dpr, round(wanted[1] * dpr) / dpr)
        self._pan_rest = (wanted[0] - moved[0], wanted[1] - moved[1])
        self.set_view(self._view.panned(*moved))

    def pan_finished(self) -> None:
        """Ask for a picture centred on where the drag ended."""
        self._settle_timer.start()

    def center_on(self, x: float, y: float, *, animated: bool = False) -> None:
        """Move a point (metres) to the middle."""
        self._go(replace(self._view, center=(x, y)), animated)

    @property
    def heading(self) -> View:
        """Where a running animation is heading, else the present view: quick wheel turns add up."""
        if self._animation is not None:
            return self._animation_end
        return self._view

    def _farthest_mpp(self) -> float:
        extent = self.scene.extent
        if extent is None:
            return MAX_MPP
        fit = View.fitting(extent, self._view.size_px, margin=0.0).metres_per_px
        return min(fit * _ZOOM_OUT_LIMIT, MAX_MPP)

    def _go(self, view: View, animated: bool) -> None:
        self._stop_animation()
        if not animated or self.is_still or not self.isVisible():
            self.set_view(view)
            return
        start = self._view
        self._animation_end = view
        animation = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=_ANIMATION_MS)
        animation.valueChanged.connect(lambda share: self._set_view(_between(start, view, _ease(float(share)))))
        animation.finished.connect(self._stop_animation)
        self._animation = animation
        self.request_picture(view)  # the sharp picture is under way while the old one moves
        animation.start()

    def _stop_animation(self) -> None:
        if self._animation is not None:
            animation, self._animation = self._animation, None
            animation.stop()
            animation.deleteLater()
            self._settle_timer.start()

    # -- selection and hover -----------------------------------------------------------------------

    def highlight(self, layer_uid: str, feature_uid: str | None) -> None:
        """Select one feature, or nothing."""
        self.set_selection([] if not feature_uid else [(layer_uid, feature_uid)])

    def set_selection(self, features: list[tuple[str, str]]) -> None:
        """Select features by layer and feature uid."""
        self._selection = list(features)
        self._light()
        self.selection_changed.emit(list(self._selection))
        self.update()

    def compare(self, two_lines: TwoLines | None) -> None:
        """Show two versions of one line over the map, or nothing."""
        self._two_lines = two_lines
        self.update()

    def lay_over(self, drawn: LaidOver | None) -> None:
        """Show what an analysis found over the map, until another or nothing is laid over it."""
        self._over = drawn
        self.update()

    def lay_beneath(self, key: str, drawn: LaidBeneath | None) -> None:
        """Show something under a name as long as it is wanted, below what is laid over; None takes it away."""
        if drawn is None:
            self._beneath.pop(key, None)
        else:
            self._beneath[key] = drawn
        self.update()

    def beneath(self, key: str) -> LaidBeneath | None:
        """Return what is shown under a name."""
        return self._beneath.get(key)

    @property
    def over(self) -> LaidOver | None:
        """What is laid over the map."""
        return self._over

    def lay_on_top(self, drawn: LaidOver | None) -> None:
        """Show something above all that lies over the map; None takes it away."""
        self._on_top = drawn
        self.update()

    def set_marks(self, marks: CheckMarks) -> None:
        """Show the signs of findings over the map, and what a fix would change."""
        marks.hot = self._marks.hot if marks is self._marks else None
        self._marks = marks
        self.refresh_cursor()
        self.update()

    def set_comments(self, pins: CommentPins) -> None:
        """Show the pins of comments over the map."""
        self.comments = pins
        self.refresh_cursor()
        self.update()

    def set_pin(self, at: tuple[float, float] | None) -> None:
        """Mark a place in metres until Esc or another; None takes the mark away."""
        self._pin = at
        if at is not None and self.keys.is_on:
            self.keys.go_to(*at)
        self.update()

    @property
    def selection(self) -> list[tuple[str, str]]:
        """The selected features."""
        return list(self._selection)

    def zoom_to_feature(self, layer_uid: str, feature_uid: str, *, animated: bool = True) -> bool:
        """Show one feature whole; return whether it exists."""
        found = geometry_of(self.scene, layer_uid, feature_uid)
        if found is None:
            return False
        xmin, ymin, xmax, ymax = found[0].bounds
        grow = max(500.0 - max(xmax - xmin, ymax - ymin), 0.0) / 2.0
        self.zoom_to((xmin - grow, ymin - grow, xmax + grow, ymax + grow), margin=0.35, animated=animated)
        return True

    def click_feature(self, x: float, y: float, *, adds: bool = False) -> None:
        """Announce what lies at a point in metres, a sign above all; ``adds``: to what is chosen already."""
        thread = self.comments.at(self._view, x, y)
        if thread:
            self.clicked_comment.emit(thread)
            return
        mark = self._marks.at(self._view, x, y)
        if mark is not None:
            self.clicked_mark.emit(mark)
            return
        found = hit(self.scene, self._view, x, y)
        self.last_hit = found
        told = self.added_feature if adds else self.clicked_feature
        told.emit(found.layer_uid if found else "", found.feature_uid if found else "")

    def feature_at(self, x: float, y: float, *, layer_uid: str = "") -> Hit | None:
        """Return the topmost feature at a point in metres, of one layer when named."""
        scene = self.scene
        if layer_uid:
            scene = replace(scene, layers=tuple(layer for layer in scene.layers if layer.uid == layer_uid))
        return hit(scene, self._view, x, y)

    def _light(self) -> None:
        """Light up what is selected: each by itself, or very many in a picture."""
        are_many = len(self._selection) > overlay.MOST_APART
        few = () if are_many else self._selection
        found = (geometry_of(self.scene, layer, feature) for layer, feature in few)
        self._selected = [Outline(*one) for one in found if one is not None]
        self._lit.light(self._selection if are_many else (), self.scene, self._view, self._lit_ink)

    @property
    def _lit_ink(self) -> str:
        return theme_seen(self.scene.theme, self.sight).selection

    def _update_hover(self, x: float, y: float) -> None:
        thread = self.comments.at(self._view, x, y) if self.tool.hovers else ""
        mark = self._marks.at(self._view, x, y) if self.tool.hovers and not thread else None
        self._set_hot_mark(mark)
        self._set_hot_comment(thread)
        seeks = self.tool.hovers and mark is None and not thread
        self._set_hover(hit(self.scene, self._view, x, y, skip=QUIET_GROUPS, ready_only=True) if seeks else None)

    def _set_hot_mark(self, mark: int | None) -> None:
        if mark != self._marks.hot:
            self._marks.hot = mark
            self.refresh_cursor()
            self.update()

    def _set_hot_comment(self, thread: str) -> None:
        if thread != self.comments.hot:
            self.comments.hot = thread
            self.refresh_cursor()
            self.update()

    def _set_hover(self, found: Hit | None) -> None:
        if found == self.last_hit and (found is None) == (self._hover is None):
            return
        self.last_hit = found
        one = geometry_of(self.scene, found.layer_uid, found.feature_uid) if found is not None else None
        self._hover = Outline(*one) if one is not None else None
        self.hovered.emit(found)
        self.update()

    # -- tools -------------------------------------------------------------------------------------

    def set_tool(self, tool: Tool) -> None:
        """Make a tool the active one; the one before cancels what it was doing."""
        if tool is self.tool:
            return
        self.tool.deactivate()
        self.tool = tool
        tool.activate(self)
        self._set_hover(None)
        self._set_hot_mark(None)
        self.refresh_cursor()
        self.tool_changed.emit(tool)
        self.update()

    def refresh_cursor(self) -> None:
        """Show the cursor of what the mouse would do now."""
        if self._navigator.wants_hand:
            closed = self._navigator.is_panning
            self.setCursor(Qt.CursorShape.ClosedHandCursor if closed else Qt.CursorShape.OpenHandCursor)
        else:
            self.setCursor(
                Qt.CursorShape.PointingHandCursor
                if self._marks.hot is not None or self.comments.hot
                else self.tool.cursor
            )

    def to_storage(self, geometry: shapely.Geometry) -> shapely.Geometry:
        """Return a shape drawn in metres in EPSG:4490."""
        return transform(geometry, f"EPSG:{self.scene.metric_epsg}", STORAGE_CRS)

    def to_metric(self, geometry: shapely.Geometry) -> shapely.Geometry:
        """Return a stored shape in the plan's metric CRS."""
        return transform(geometry, STORAGE_CRS, f"EPSG:{self.scene.metric_epsg}")

    def _tool_event(self, event: QMouseEvent) -> ToolEvent:
        at = event.position()
        x, y = self._view.to_map(at.x(), at.y())
        snap = None
        if self.tool.snaps and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            excludes, guides = self.tool.snap_excludes, self.tool.snap_guides
            snap = self.snapper.snap(x, y, self._view.metres_per_px, excludes=excludes, guides=guides)
            if snap is not None:
                x, y = snap.x, snap.y
        return ToolEvent(x, y, at, event.button(), event.buttons(), event.modifiers(), snap)

    # -- pictures ----------------------------------------------------------------------------------

    @property
    def is_settled(self) -> bool:
        """Whether a complete picture of the present scene and scale covers the view."""
        return self._pictures.is_sharp(self.scene, self._view)

    def request_picture(self, view: View | None = None) -> None:
        """Ask for a picture of a view, by default of the present one."""
        if self._has_view:
            self._pictures.ask(self.scene, view or self._view)

    def _request_if_needed(self) -> None:
        # The end of an animation was asked for when it began.
        if self._animation is None and self._has_view:
            self._pictures.ask_if_needed(self.scene, self._view)
            self._lit.follow(self._view, self._lit_ink)

    def _picture_arrived(self, is_current: bool) -> None:
        self.update()
        if self.is_settled:
            self.settled.emit()
        elif is_current:
            self._request_if_needed()

    def _scene_prepared(self, scene: Scene) -> None:
        if scene is self.scene:
            self.snapper.set_scene(scene)

    def _report_failure(self, layer: SceneLayer, reason: str) -> None:
        if layer.raster is not None and layer.raster.is_missing:
            text = self.tr("{layer} is left out of the map: {path} is not there. Put the file back.")
            reason = str(layer.raster.path)
        else:
            text = self.tr("{layer} is left out of the map: {reason}")
        self.layer_failed.emit(layer.uid, text.format(layer=layer.title, path=reason, reason=reason))

    @property
    def sight(self) -> Sight:
        """How the map is looked at."""
        return self._pictures.sight

    def set_sight(self, sight: Sight) -> None:
        """Show the map as other eyes see it."""
        if sight is not self.sight:
            self._pictures.set_sight(sight)
            self.request_picture()
            self._lit.follow(self._view, self._lit_ink)
            self.sight_changed.emit(sight)
            self.update()

    # -- painting ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay the newest picture where it belongs and draw what changes over it."""
        painter = QPainter(self)
        try:
            with strokes.pens_for(self._view.dpr):
                self._paint(painter, theme_seen(self.scene.theme, self.sight), self.font_family)
        finally:
            painter.end()

    def _paint(self, painter: QPainter, theme: Theme, family: str) -> None:
        self._pictures.paint(painter, self.rect(), self.scene, self._view, self._magnification)
        painter.scale(self._magnification, self._magnification)
        for drawn in self._beneath.values():
            drawn.draw(painter, self._view, theme, family)
        if self._over is not None:
            self._over.draw(painter, self._view, theme, family)
        else:
            told = [drawn for drawn in self._beneath.values() if drawn.has_legend]
            for drawn in told[-1:]:
                drawn.draw_legend(painter, theme, family)
        if self._two_lines is not None:
            self._two_lines.draw(painter, self._view, theme, family)
        self._marks.draw(painter, self._view)
        self.comments.draw(painter, self._view, theme, family)
        self._lit.paint(painter, self._view)
        self._selection_drawing.paint(painter, self._selected, self._view, theme)
        if self._hover is not None:
            overlay.draw_hover(painter, self._hover, self._view, theme)
        if self._pin is not None:
            draw_pin(painter, self._pin, self._view, theme)
        self.tool.paint(painter)
        if self._on_top is not None:
            self._on_top.draw(painter, self._view, theme, family)
        self._navigator.paint(painter)
        if self.scene.layers:
            self._paint_decorations(painter, theme)
        self._paint_name(painter, theme)
        self.keys.paint(painter, theme)

    def _paint_name(self, painter: QPainter, theme: Theme) -> None:
        """Say beside the cursor what is under it."""
        text = self.comments.hint or self._marks.hint
        if not text and self.last_hit is not None and self._hover is not None:
            text = self.last_hit.name
        if text and self.cursor_px is not None:
            overlay.draw_bubble(painter, self.cursor_px, text, self.room, theme, self.font_family)

    def _paint_decorations(self, painter: QPainter, theme: Theme) -> None:
        scene = self.scene if theme is self.scene.theme else replace(self.scene, theme=theme)
        notice = decorations.short_notice(scene)
        decorations.draw_furniture(painter, self._view, scene, self.font_family, self.grids, notice)

    # -- events ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Give a press to the navigator, then to the tool."""
        event = pointers.unmagnified(event, self._magnification)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.keys.heard(event.position())
        self._stop_animation()
        self.cursor_px = event.position()  # a finger or a script comes from nowhere
        if not self._navigator.press(event):
            self.tool.on_press(self._tool_event(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the cursor is, and let navigator, tool or hover have the move."""
        event = pointers.unmagnified(event, self._magnification)
        self.cursor_px = event.position()
        self.keys.heard(self.cursor_px)
        self.cursor_moved.emit(*self._view.to_map(self.cursor_px.x(), self.cursor_px.y()))
        if self._navigator.move(event):
            self._set_hover(None)
            self._set_hot_mark(None)
            self._set_hot_comment("")
            return
        tool_event = self._tool_event(event)
        if not self.tool.on_move(tool_event):
            self._update_hover(tool_event.x, tool_event.y)
        if self._hover is not None or self._marks.hot is not None or self.comments.hot:
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a pan, or give the release to the tool."""
        event = pointers.unmagnified(event, self._magnification)
        if not self._navigator.release(event):
            self.tool.on_release(self._tool_event(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Give a double click to the tool."""
        event = pointers.unmagnified(event, self._magnification)
        if not self._navigator.wants_hand:
            self.tool.on_double_click(self._tool_event(event))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the cursor."""
        self._navigator.wheel(pointers.unmagnified_wheel(event, self._magnification))
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer a menu only when the tool has no use for the right button."""
        if self.tool.pans_by_drag:
            by_keys = event.reason() is QContextMenuEvent.Reason.Keyboard
            at = self.keys.at if self.keys.is_on else self.room.center()
            self.ask_context(pointers.scaled(at, self._magnification) if by_keys else QPointF(event.pos()))
        event.accept()

    def ask_context(self, at: QPointF) -> None:
        """Ask for the menu of a place, in pixels of the widget."""
        self.context_requested.emit(at, *self._view.to_map(at.x() / self._magnification, at.y() / self._magnification))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the tool, then the navigator have a key; Esc cancels."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self.tool.on_cancel():
            return
        if key == Qt.Key.Key_Escape and self.sight is not Sight.FULL:
            self.set_sight(Sight.FULL)
            return
        if key == Qt.Key.Key_Escape and self._pin is not None:
            self.set_pin(None)
            return
        if self.tool.on_key(key, event.modifiers()) or self.keys.key_press(event) or self._navigator.key_press(event):
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End a Space pan."""
        if not self._navigator.key_release(event):
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys are here, when keys brought them."""
        by_keys = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.shows_focus = event.reason() in by_keys
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget a held Space."""
        self._navigator.focus_lost()
        self.shows_focus = False
        self.update()
        super().focusOutEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Stop hovering when the cursor is elsewhere."""
        self.cursor_px = None
        self._set_hover(None)
        self._set_hot_mark(None)
        self.cursor_left.emit()
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        """Hear a pinch on a touchpad and a change of the screen's pixel ratio."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1.0 + event.value(), pointers.scaled(event.position(), 1.0 / self._magnification))
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.set_view(self._view)
        if isinstance(event, QTouchEvent) and self._fingers.hear(event):
            return True
        return super().event(event)

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Let whoever asked for the pen have it; else it is a mouse that is held more finely."""
        if not self.pen.hear(event):
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep centre and scale; the first real size shows the whole plan."""
        had_view = self._has_view
        self._view = self._view.resized(*self._room_px, self._room_dpr)
        if not had_view:
            self.zoom_full(animated=False)
        self._request_if_needed()
        self.view_changed.emit(self._view)
        super().resizeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop moving while hidden."""
        self._stop_animation()
        super().hideEvent(event)

    def close_worker(self) -> None:
        """Stop the threads that draw; the window calls it when it closes."""
        self._pictures.close()
        self._lit.close()


def _ease(share: float) -> float:
    return share * share * (3.0 - 2.0 * share)


def _between(start: View, end: View, share: float) -> View:
    """Return a view on the way: scale moves evenly in magnification, the centre with it."""
    mpp = start.metres_per_px ** (1.0 - share) * end.metres_per_px**share
    change = start.metres_per_px - end.metres_per_px
    # With the scale changing, the centre must move in step with it, or the target swings out of sight.
    along = (start.metres_per_px - mpp) / change if abs(change) > 1e-9 * start.metres_per_px else share
    x = start.center[0] + (end.center[0] - start.center[0]) * along
    y = start.center[1] + (end.center[1] - start.center[1]) * along
    return replace(end, center=(x, y), metres_per_px=mpp)
