"""The map in the window: canvas, its tools, and the task that keeps its scene up to date."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import shapely
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.canvas.canvas import MapCanvas
from app.canvas.hit import extent_of
from app.canvas.legend import LegendEntry, layer_entries, swatch_image, word
from app.canvas.scene import Scene
from app.canvas.styles import Theme
from app.canvas.tools.base import Tool
from app.canvas.tools.blocks import BlocksTool
from app.canvas.tools.comment import CommentTool
from app.canvas.tools.corners import CornerTool
from app.canvas.tools.directions import DirectionTool
from app.canvas.tools.draw_agreed import DrawAgreedTool
from app.canvas.tools.draw_patrol import DrawCircleTool, DrawFreehandTool, DrawPatrolTool, DrawRectangleTool
from app.canvas.tools.edit_vertices import EditVerticesTool
from app.canvas.tools.edit_zone import EditZoneTool
from app.canvas.tools.exercise import ExerciseTool
from app.canvas.tools.fire import FireTool, OriginTool, ResponseTool
from app.canvas.tools.identify import IdentifyTool
from app.canvas.tools.measure import MeasureTool
from app.canvas.tools.navigate import PanTool, SelectTool
from app.canvas.tools.place_points import PlacePointsTool
from app.canvas.tools.plate_frame import PlateFrameTool
from app.canvas.tools.record import RecordPointTool
from app.canvas.tools.record_lines import RecordAreaTool, RecordLineTool
from app.canvas.tools.release import ReleaseTool
from app.canvas.tools.reshape import HoleTool, PreviewTool, SplitTool
from app.canvas.tools.spill import SpillTool
from app.canvas.tools.transform import TransformTool
from app.canvas.two_lines import TwoLines
from app.canvas.view import METRES_PER_LOGICAL_PX, View
from app.document import Document
from app.jobs import Jobs
from app.tasks.mapping import SceneTask
from app.tasks.rasters import States
from app.theme import text_scale
from app.widgets.overview import OverviewMap

if TYPE_CHECKING:
    from layers.patrol.shared_edges import SharedEdges

_SWATCH = QSize(20, 16)


class MapSide(QWidget):
    """Shows the plan and forwards what the hand does on it."""

    cursor_moved = Signal(float, float)
    scale_changed = Signal(float)
    feature_clicked = Signal(str, str)
    feature_added = Signal(str, str)
    screen_changed = Signal()  # to one of another scale
    scene_changed = Signal(object)
    drawing_progressed = Signal(object)
    polygon_drawn = Signal(object)
    polygon_edited = Signal(str, object)
    polygons_edited = Signal(object)  # uid → shape of areas that share sides, EPSG:4490
    refused = Signal(str)
    failed = Signal(object)
    shown_changed = Signal()

    def __init__(self, document: Document, jobs: Jobs) -> None:
        super().__init__()
        self.canvas = MapCanvas(self)
        self.canvas.setAccessibleName(self.tr("Map"))
        self.canvas.set_magnification(text_scale())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._halves = QSplitter(Qt.Orientation.Horizontal)
        self._halves.setChildrenCollapsible(False)
        self._halves.addWidget(self.canvas)
        layout.addWidget(self._halves)
        #: What a patrol area shares with others; None while they do not follow each other.
        self.shared_edges: Callable[[str], SharedEdges | None] = lambda _uid: None
        self.overview = OverviewMap(self.canvas, self.canvas.font_family)
        self.overview.moved_to.connect(self.canvas.center_on)
        self.canvas.view_changed.connect(self.overview.set_view)
        self._scene_task = SceneTask(document, jobs, self)
        self._scene_task.scene_ready.connect(self._on_scene)
        self._scene_task.failed.connect(self.failed.emit)
        self.canvas.levels_built.connect(document.keep_levels)
        self._scene: Scene | None = None  # as it came, whatever the map makes of it
        self._dressed: Callable[[Scene], Scene] | None = None
        self._wish: tuple[str, str] | None = None
        self._view_wish: Mapping[str, Any] | None = None
        self._is_new = True
        self._shows_all_next = False
        self._swatches: dict[object, QIcon] = {}
        document.closed.connect(self._on_closed)

        self.draw_tool = DrawPatrolTool(self)
        drawing = (self.draw_tool, DrawRectangleTool(self), DrawCircleTool(self), DrawFreehandTool(self))
        for tool in drawing:
            tool.finished.connect(self.polygon_drawn.emit)
            tool.progressed.connect(self.drawing_progressed.emit)
            tool.refused.connect(self.refused.emit)
        self.edit_tool = EditVerticesTool(
            self, stored_shape=document.patrol_shape, shared_edges=lambda uid: self.shared_edges(uid)
        )
        self.edit_tool.edited.connect(self.polygon_edited.emit)
        self.edit_tool.edited_together.connect(self.polygons_edited.emit)
        self.edit_tool.progressed.connect(self.drawing_progressed.emit)
        self.edit_tool.refused.connect(self.refused.emit)
        self.zone_tool = EditZoneTool(self, stored_shape=document.zone_shape)
        self.zone_tool.refused.connect(self.refused.emit)
        self.identify_tool, self.measure_tool = IdentifyTool(self), MeasureTool(self)
        self.fire_tool, self.origin_tool = FireTool(self), OriginTool(self)
        self.direction_tool, self.spill_tool = DirectionTool(self), SpillTool(self)
        self.release_tool, self.response_tool = ReleaseTool(self), ResponseTool(self)
        self.exercise_tool = ExerciseTool(self)
        self.measure_tool.refused.connect(self.refused.emit)
        fires = (self.fire_tool, self.origin_tool, self.direction_tool)
        self.comment_tool = CommentTool(self)
        entered = (*fires, self.spill_tool, self.release_tool, self.response_tool)
        placed = (self.exercise_tool, self.comment_tool)
        looking = (SelectTool(self), PanTool(self), self.identify_tool, self.measure_tool, *entered, *placed)
        self.split_tool = SplitTool(self, shape_of=document.patrol_shape)
        self.hole_tool = HoleTool(self, shape_of=document.patrol_shape)
        self.transform_tool = TransformTool(self, shape_of=document.patrol_shape)
        self.preview_tool = PreviewTool(self)
        self.blocks_tool = BlocksTool(self, has_blocks=lambda: document.is_open and document.block_state().count > 0)
        self.blocks_tool.progressed.connect(self.drawing_progressed.emit)
        self.split_tool.refused.connect(self.refused.emit)
        self.hole_tool.refused.connect(self.refused.emit)
        self.transform_tool.progressed.connect(self.drawing_progressed.emit)
        self.record_point_tool = RecordPointTool(self)
        self.record_line_tool, self.record_area_tool = RecordLineTool(self), RecordAreaTool(self)
        self.record_line_tool.refused.connect(self.refused.emit)
        self.record_area_tool.refused.connect(self.refused.emit)
        recording = (self.record_point_tool, self.record_line_tool, self.record_area_tool)
        self.place_tool, self.agreed_tool = PlacePointsTool(self), DrawAgreedTool(self)
        self.plate_tool = PlateFrameTool(self)
        changing = (
            self.edit_tool,
            self.zone_tool,
            self.split_tool,
            self.hole_tool,
            self.transform_tool,
            self.preview_tool,
        )
        placing = (self.place_tool, self.agreed_tool, self.plate_tool)
        every = (*looking, *drawing, *changing, *recording, self.blocks_tool, *placing)
        self.tools: dict[str, Tool] = {tool.key: tool for tool in every}
        self.canvas.set_tool(self.tools["select"])
        self.canvas.cursor_moved.connect(self.cursor_moved.emit)
        self.canvas.clicked_feature.connect(self.feature_clicked.emit)
        self.canvas.added_feature.connect(self.feature_added.emit)
        self.canvas.view_changed.connect(lambda view: self.scale_changed.emit(view.scale_denominator))

    # -- scene --------------------------------------------------------------------------------

    def dress(self, dressed: Callable[[Scene], Scene] | None) -> None:
        """Show every scene as a function makes it look, from now on; None shows scenes as they are."""
        self._dressed = dressed
        if self._scene is not None:
            self.canvas.set_scene(self._scene if dressed is None else dressed(self._scene))

    def renew(self) -> None:
        """Draw the plan up again from nothing."""
        self._scene_task.renew()

    @property
    def is_up_to_date(self) -> bool:
        """Whether the plan as it is now is drawn sharply."""
        return not self._scene_task.is_busy and self.canvas.is_settled

    @property
    def is_drawn(self) -> bool:
        """Whether the plan's first scene is there."""
        return self._scene is not None

    def show_hazard(self, hazard: str) -> None:
        """Draw the zones of one hazard only; "" draws all."""
        self._scene_task.show_hazard(hazard)

    def set_rasters(self, found: States) -> None:
        """Draw rasters from where they were found."""
        self._scene_task.set_rasters(found)

    def _on_scene(self, scene: Scene) -> None:
        had_content = (
            any(layer.extent is not None for layer in self.canvas.scene.layers)
            and self.canvas.scene.metric_epsg == scene.metric_epsg
        )
        self._scene = scene
        self.canvas.set_scene(scene if self._dressed is None else self._dressed(scene))
        self.overview.set_scene(scene)
        if not had_content or self._is_new:
            self._is_new = False
            self._show_first_view()
        elif self._shows_all_next:
            self.canvas.zoom_full(animated=True)
        self._shows_all_next = False
        if isinstance(self.canvas.tool, EditVerticesTool):
            self.canvas.tool.on_scene_changed()
        if self._wish is not None:
            wish, self._wish = self._wish, None
            self.canvas.highlight(*wish)
        self.scene_changed.emit(scene)

    def _show_first_view(self) -> None:
        wish, self._view_wish = self._view_wish, None
        if wish and wish.get("epsg") == self.canvas.scene.metric_epsg:
            size = (float(self.canvas.width()), float(self.canvas.height()))
            self.canvas.set_view(View(tuple(wish["center"]), float(wish["metres_per_px"]), size))
        else:
            self.canvas.zoom_full()

    def _on_closed(self) -> None:
        self._is_new = True
        self._view_wish = None
        self._scene = None
        self._swatches.clear()
        self._show_only(())
        self.canvas.highlight("", None)
        self.canvas.compare(None)
        self.canvas.lay_over(None)
        self.canvas.set_pin(None)

    def event(self, event: QEvent) -> bool:
        """Hear of a screen of another scale: swatches are drawn anew, the map hears of it by itself."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._swatches.clear()
            self.screen_changed.emit()
        return super().event(event)

    def swatches(self, scene: Scene) -> dict[str, list[tuple[QIcon, str]]]:
        """Return how each layer looks: swatch and words for each look."""
        return {
            layer.uid: [
                (self._swatch(entry, scene.theme), entry.row or word(entry.key)) for entry in layer_entries(layer)
            ]
            for layer in scene.layers
        }

    def _swatch(self, entry: LegendEntry, theme: Theme) -> QIcon:
        """Return the swatch of a look, drawn once: a scene comes with every change of the plan."""
        dpr = self.devicePixelRatioF()
        look = (entry.style, entry.opacity, entry.dimension, theme.name, dpr)
        if look not in self._swatches:
            image = swatch_image(entry, theme, self.canvas.font_family, _SWATCH, dpr * text_scale())
            image.setDevicePixelRatio(dpr)  # larger letters have larger swatches
            self._swatches[look] = QIcon(QPixmap.fromImage(image))
        return self._swatches[look]

    # -- view ---------------------------------------------------------------------------------

    def view_state(self) -> dict[str, Any]:
        """Return where the map is, to be stored with the plan."""
        view = self.canvas.view
        if not self.canvas.scene.layers:
            return {**self._view_wish, "over": list(self.shown)} if self._view_wish else {}
        return {
            "center": list(view.center),
            "metres_per_px": view.metres_per_px,
            "epsg": self.canvas.scene.metric_epsg,
            "over": list(self.shown),
        }

    def restore_view(self, state: Mapping[str, Any]) -> None:
        """Show where the map was, as soon as there is a scene."""
        self._view_wish = state if "center" in state else None
        self._is_new = True
        over = state.get("over")
        self._show_only(tuple(over) if isinstance(over, list) else ())

    def show_beside(self, panel: QWidget | None) -> None:
        """Share the room with a panel on the left; None gives all of it to the map again."""
        for place in reversed(range(self._halves.count())):
            other = self._halves.widget(place)
            if other is not self.canvas:
                other.setParent(None)
        if panel is not None:
            self._halves.insertWidget(0, panel)
            self._halves.setSizes([self.width() // 2, self.width() - self.width() // 2])

    def keep_free(self, width_px: int) -> None:
        """Leave room at the right for a card that must not lie over the map; 0 gives it back."""
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(0, 0, width_px, 0)

    @property
    def shown(self) -> tuple[str, ...]:
        """What lies over the map: ``graticule``, ``gk_grid``, ``overview``."""
        grids = self.canvas.grids
        pairs = (
            ("graticule", grids.shows_graticule),
            ("gk_grid", grids.shows_gk),
            ("overview", not self.overview.isHidden()),
        )
        return tuple(key for key, is_shown in pairs if is_shown)

    def show_over(self, key: str, on: bool) -> None:
        """Show or hide one thing over the map."""
        if (key in self.shown) != on:
            self._show_only((*self.shown, key) if on else tuple(one for one in self.shown if one != key))

    def _show_only(self, keys: Sequence[str]) -> None:
        self.canvas.grids.shows_graticule = "graticule" in keys
        self.canvas.grids.shows_gk = "gk_grid" in keys
        self.overview.setVisible("overview" in keys)
        self.canvas.update()
        self.shown_changed.emit()

    def place(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the middle of the map (longitude, latitude) and its width and height in metres."""
        view = self.canvas.view
        middle = self.canvas.to_storage(shapely.Point(view.center))
        size = (view.size_px[0] * view.metres_per_px, view.size_px[1] * view.metres_per_px)
        return (middle.x, middle.y), size

    def show_place(self, center: tuple[float, float], size_m: tuple[float, float]) -> None:
        """Show a place as :meth:`place` gives it, whole, whatever the size of the map now."""
        middle = self.canvas.to_metric(shapely.Point(center))
        half_w, half_h = size_m[0] / 2.0, size_m[1] / 2.0
        box = (middle.x - half_w, middle.y - half_h, middle.x + half_w, middle.y + half_h)
        self.canvas.zoom_to(box, margin=0.0, animated=True)

    def set_scale(self, denominator: float) -> None:
        """Show the map at a scale."""
        self.canvas.zoom_by(self.canvas.view.metres_per_px / (denominator * METRES_PER_LOGICAL_PX))

    def zoom_by(self, factor: float) -> None:
        """Magnify about the middle."""
        self.canvas.zoom_by(factor, animated=True)

    def zoom_full(self) -> None:
        """Show the whole plan."""
        self.canvas.zoom_full(animated=True)

    def zoom_full_soon(self) -> None:
        """Show the whole plan as soon as the scene with what was added arrives."""
        self._shows_all_next = True

    def zoom_to_layer(self, uid: str) -> None:
        """Show all of a layer."""
        layer = self.canvas.scene.layer(uid)
        if layer is not None and layer.extent is not None:
            self.canvas.zoom_to(layer.extent, animated=True)

    def zoom_to_feature(self, layer: str, uid: str) -> None:
        """Show one feature with its surroundings."""
        self.canvas.zoom_to_feature(layer, uid)

    def zoom_to_features(self, features: Sequence[tuple[str, str]]) -> None:
        """Show several features, by layer and uid, with their surroundings."""
        if len(features) == 1:
            self.canvas.zoom_to_feature(*features[0])
            return
        extent = extent_of(self.canvas.scene, features)
        if extent is not None:
            self.canvas.zoom_to(extent, margin=0.15, animated=True)

    def show_point(self, lon: float, lat: float) -> None:
        """Mark a place (EPSG:4490) and show it with its surroundings, no closer than the map is already."""
        metric = self.canvas.to_metric(shapely.Point(lon, lat))
        self.canvas.set_pin((metric.x, metric.y))
        half = min(self.canvas.view.metres_per_px * min(self.canvas.view.size_px) / 2.0, 2500.0)
        self.canvas.zoom_to(
            (metric.x - half, metric.y - half, metric.x + half, metric.y + half), margin=0.0, animated=True
        )

    def zoom_to_shape(self, shape: Any) -> None:
        """Show a stored shape, e.g. a gap between two county lines."""
        xmin, ymin, xmax, ymax = self.canvas.to_metric(shape).buffer(400.0).bounds
        self.canvas.zoom_to((xmin, ymin, xmax, ymax), animated=True)

    def compare_lines(self, sliver: Any, lines: Mapping[str, Any] | None = None) -> None:
        """Show counties' own versions of a line (name → outline, EPSG:4490) about a sliver; None shows none."""
        if sliver is None:
            self.canvas.compare(None)
            return
        metric = {name: self.canvas.to_metric(line) for name, line in (lines or {}).items()}
        self.canvas.compare(TwoLines(self.canvas.to_metric(sliver), metric))

    # -- selection and tools ------------------------------------------------------------------

    def select(self, layer: str, uid: str) -> None:
        """Highlight a feature, now or when the scene that has it arrives."""
        self._wish = (layer, uid) if uid else None
        self.canvas.highlight(layer, uid or None)

    def select_all(self, layer: str, uids: Sequence[str]) -> None:
        """Highlight several features of a layer; those that are not drawn yet as soon as they are."""
        self._wish = None
        self.canvas.set_selection([(layer, uid) for uid in uids])

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """Layer and uid of what is highlighted, or will be when it is drawn."""
        return self.canvas.selection or ([self._wish] if self._wish else [])

    def use_tool(self, key: str, area: str = "") -> None:
        """Make a tool the active one; vertex editing takes the area chosen."""
        tool = self.tools[key]
        self.canvas.set_tool(tool)
        if tool is self.edit_tool and area:
            self.edit_tool.edit(area)
        if key != "select":
            self.canvas.setFocus()

    def set_snapping(self, on: bool) -> None:
        """Switch snapping for every tool that snaps."""
        for tool in self.tools.values():
            tool.snaps = on and type(tool).snaps

    def set_following(self, on: bool) -> None:
        """Switch following of lines for every tool that can."""
        for tool in self.tools.values():
            if isinstance(tool, CornerTool):
                tool.follows = on and tool.can_follow

    def undo_in_tool(self) -> bool:
        """Take back the last step of the sketch, or bring back a cancelled one; False when there is none."""
        return self.canvas.tool.undo()

    def redo_in_tool(self) -> bool:
        """A sketch in hand keeps redo from changing the plan under it."""
        return self.canvas.tool.has_sketch

    def shut_down(self) -> None:
        """Stop the drawing threads, that of another half too."""
        for canvas in self.findChildren(MapCanvas):
            canvas.close_worker()
        self.overview.close_worker()
