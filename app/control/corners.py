"""The table of an area's corners: what is typed goes into the plan, a corner taken on the map is found in the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import shapely
from PySide6.QtCore import QObject

from app import messages
from layers.errors import LianfangError, ShapingError
from layers.patrol.corner_table import CornerRow, area_of, corner_rows, pasted, with_places, without

if TYPE_CHECKING:
    from app.cards.vertices import VertexCard
    from app.window import MainWindow


class CornerControl(QObject):
    """Works on the area whose vertices are being edited."""

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._document = window, window.document
        self.card: VertexCard
        self._document.changed.connect(self._on_changed)

    def attach(self) -> None:
        """Make the card of a new map and listen to its tool."""
        from app.cards.vertices import VertexCard

        side = self._window.map
        self.card = VertexCard(side)
        self.card.placed.connect(lambda row, lon, lat: self._change(lambda rows: with_places(rows, {row: (lon, lat)})))
        self.card.pasted.connect(self._paste)
        self.card.removal_asked.connect(lambda numbers: self._change(lambda rows: without(rows, set(numbers))))
        self.card.corner_chosen.connect(self._show_corner)
        self.card.refused.connect(self._say_no_coordinate)
        self.card.closed.connect(lambda: side.edit_tool.show_chosen(None))
        side.edit_tool.target_changed.connect(lambda _uid: self._refresh())
        side.edit_tool.corner_taken.connect(self._choose_row)
        side.canvas.tool_changed.connect(self._on_tool)

    def open(self) -> None:
        """Show the corners of the area chosen."""
        side = self._window.map
        if side.canvas.tool is not side.edit_tool:
            self._window.hands.use_tool("edit_vertices")
        self._refresh(opens=True)
        self.card.table.setFocus()

    @property
    def _uid(self) -> str:
        return str(self._window.map.edit_tool.target)

    def _rows(self) -> list[CornerRow]:
        shape = self._document.patrol_shape(self._uid) if self._document.is_open else None
        return [] if shape is None else corner_rows(shape)

    def _on_changed(self, _change: object) -> None:
        self._refresh()

    def _refresh(self, *, opens: bool = False) -> None:
        if not opens and not self.card.isVisible():
            return
        rows = self._rows()
        if not rows:
            self.card.close_card()
            return
        epsg, is_editable = self._document.info().metric_epsg, not self._document.is_read_only
        self.card.show_corners(self._document.patrol_name(self._uid), rows, epsg, is_editable=is_editable)

    def _on_tool(self, tool: Any) -> None:
        if tool is not self._window.map.edit_tool:
            self.card.close_card()

    def _show_corner(self, row: int) -> None:
        rows, side = self._rows(), self._window.map
        side.edit_tool.show_chosen(_ring_and_corner(rows, row))
        at = side.canvas.to_metric(shapely.Point(rows[row].lon, rows[row].lat))
        x, y = (value * side.canvas.magnification for value in side.canvas.view.to_px(at.x, at.y))
        if self.card.geometry().contains(round(x), round(y)):  # it must be seen beside the table
            free_left = self.card.x() >= side.width() - self.card.geometry().right()
            middle = self.card.x() / 2 if free_left else (self.card.geometry().right() + side.width()) / 2
            side.canvas.pan_by((middle - x) / side.canvas.magnification, 0.0)

    def _choose_row(self, ring: int, corner: int) -> None:
        if self.card.isVisible():
            rows = self._rows()
            found = [k for k in range(len(rows)) if _ring_and_corner(rows, k) == (ring, corner)]
            if found:
                self.card.choose_row(found[0])

    def _paste(self, first: int, pairs: Sequence[tuple[float, float]], is_metres: bool) -> None:
        places = list(pairs)
        if is_metres:  # X is north and comes first
            found = [self.card.model.degrees(east, north) for north, east in pairs]
            places = [place for place in found if place is not None]
        if len(places) < len(pairs) or any(not (60 < lon < 150 and 0 < lat < 60) for lon, lat in places):
            self._say_no_coordinate("\t".join(str(value) for value in pairs[0]))
            return
        self._change(lambda rows: pasted(rows, first, places))

    def _change(self, change: Callable[[Sequence[CornerRow]], list[CornerRow]]) -> None:
        """Give the area the corners of a changed table, in one gesture; the table shows what is in the plan."""
        uid = self._uid
        try:
            made = self._window.snaps.follow(uid, area_of(change(self._rows())))
            if made.can_be:
                self._document.reshape_patrol_areas("patrol_areas_typed", made.changed)
            else:
                self._window.hands.say_refused(
                    "corner_held" if made.holding else "neighbour_crossing" if made.neighbours else "self_crossing"
                )
                self._refresh()
        except ShapingError as error:
            self._window.toast.say(messages.error_message(error).sentence)
            self._refresh()
        except LianfangError as error:
            self._window.show_error(error)
            self._refresh()

    def _say_no_coordinate(self, text: str) -> None:
        said = self.tr("“{text}” is no coordinate here. Type 116°38′12.5″, 116.6368 or metres, longitude or X first.")
        self._window.toast.say(said.format(text=text.strip()[:40]))


def _ring_and_corner(rows: Sequence[CornerRow], row: int) -> tuple[int, int]:
    """Return the ring of the whole area, counted through all its polygons, and the corner of it."""
    rings = list(dict.fromkeys((one.part, one.ring) for one in rows))
    return rings.index((rows[row].part, rows[row].ring)), rows[row].corner
