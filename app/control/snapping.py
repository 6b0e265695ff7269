"""What the cursor snaps to, and whether shared edges move together: switched one by one, kept in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.action_table import SNAP_KEYS
from app.canvas.snapping import SnapKind
from layers.patrol.shared_edges import SharedEdges, Together

if TYPE_CHECKING:
    import shapely

    from app.window import MainWindow


class SnapControl(QObject):
    """One switch for each kind of snapping; all are on until somebody turns one off."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        #: What was made last: of which areas (the frame as it was read), of which of them, in which CRS.
        self._known: tuple[Any, str, int, SharedEdges | None] | None = None

    def attach(self) -> None:
        """Put actions and map of a new window as the settings say."""
        off = self._window.settings.drawing_off()
        for key in (*SNAP_KEYS, "together"):
            self._window.actions_[key].setChecked(key not in off)
        self._window.map.shared_edges = self.shared_edges
        self._tell_map()

    def shared_edges(self, uid: str) -> SharedEdges | None:
        """Return what an area shares with the others; None while they do not follow each other."""
        if not self._window.actions_["together"].isChecked():
            return None
        areas, epsg = self._window.document.patrol_areas(), self._window.document.info().metric_epsg
        if self._known is None or self._known[0] is not areas or self._known[1:3] != (uid, epsg):
            shapes = dict(zip(areas["uid"].astype(str), areas.geometry, strict=True))
            made = SharedEdges(shapes, uid, epsg=epsg) if uid in shapes and epsg else None
            self._known = (areas, uid, epsg, made)
        return self._known[3]

    def follow(self, uid: str, edited: shapely.Geometry) -> Together:
        """Return what an edited outline comes to for its area and for those that share sides with it."""
        shared = self.shared_edges(uid)
        return Together({uid: edited}) if shared is None else shared.follow(edited)

    def snap_vertex(self, _on: bool) -> None:
        """Switch snapping to corners."""
        self._switched()

    def snap_crossing(self, _on: bool) -> None:
        """Switch snapping to crossings."""
        self._switched()

    def snap_midpoint(self, _on: bool) -> None:
        """Switch snapping to midpoints."""
        self._switched()

    def snap_edge(self, _on: bool) -> None:
        """Switch snapping to edges."""
        self._switched()

    def snap_extension(self, _on: bool) -> None:
        """Switch snapping to extensions."""
        self._switched()

    def snap_right_angle(self, _on: bool) -> None:
        """Switch snapping to right angles."""
        self._switched()

    def together(self, _on: bool) -> None:
        """Switch moving of shared edges."""
        self._switched()

    def _switched(self) -> None:
        keys = (*SNAP_KEYS, "together")
        self._window.settings.set_drawing_off(key for key in keys if not self._window.actions_[key].isChecked())
        self._tell_map()

    def _tell_map(self) -> None:
        kinds = (kind for kind in SnapKind if self._window.actions_[f"snap_{kind.value}"].isChecked())
        self._window.map.canvas.snapper.kinds = frozenset(kinds)
