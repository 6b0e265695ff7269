"""Changing patrol areas that are there: which areas, which tool or card, and one gesture in the plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from PySide6.QtCore import QObject

from app import messages, words
from app.canvas.tools.transform import Change
from app.control.corners import CornerControl
from app.widgets.typed import Typed
from layers.errors import LianfangError, LineDoesNotDivide, NoHoles, NothingInCommon, ShapingError
from layers.geodesy import HA_PER_M2, geodesic_area_m2
from layers.kinds import Role
from layers.patrol import shaping

if TYPE_CHECKING:
    from app.cards.shaping import ShapeCard
    from app.window import MainWindow

Shapes = dict[str, shapely.Geometry]
Operation = Callable[[shapely.Geometry], shapely.Geometry]


class ShapeControl(QObject):
    """Each operation works on the areas chosen in the list or on the map, and is one step to undo."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        self._uids: tuple[str, ...] = ()
        self._card: ShapeCard | None = None
        self._code = ""
        self._operation: Callable[[], Operation] | None = None
        self._made: Shapes = {}
        self.corners = CornerControl(window, self)

    def attach(self) -> None:
        """Make the cards of a new map and listen to its tools."""
        from app.cards.shaping import BufferCard, ChoiceCard, SimplifyCard, SmoothCard, TransformCard

        self.corners.attach()
        self._card, self._operation, self._made = None, None, {}
        side = self._window.map
        self.buffer_card, self.simplify_card, self.smooth_card = BufferCard(side), SimplifyCard(side), SmoothCard(side)
        self.clip_card = ChoiceCard(side, self.tr("Clip to counties"), self.tr("Keep only what lies in:"))
        self.subtract_card = ChoiceCard(side, self.tr("Subtract"), self.tr("Take away what these cover:"))
        self.transform_card = TransformCard(side)
        for card in (self.buffer_card, self.simplify_card, self.smooth_card, self.clip_card, self.subtract_card):
            card.values_changed.connect(self._preview)
            card.confirmed.connect(self._apply)
            card.closed.connect(partial(self._on_closed, card))
        self.transform_card.change_typed.connect(side.transform_tool.set_change)
        self.transform_card.confirmed.connect(self._apply_transform)
        self.transform_card.closed.connect(self._leave_transform)
        side.transform_tool.changed.connect(self._show_change)
        side.transform_tool.confirmed.connect(self._apply_transform)
        side.preview_tool.confirmed.connect(self._apply)
        side.preview_tool.cancelled.connect(self._cancel)
        side.split_tool.finished.connect(self._split)
        side.hole_tool.finished.connect(self._cut_hole)
        side.canvas.tool_changed.connect(self._on_tool)

    def carry_over(self) -> Callable[[], None] | None:
        """The card comes back with its numbers, for the areas it was opened for."""
        asked = {
            self.buffer_card: self.buffer,
            self.simplify_card: self.simplify,
            self.smooth_card: self.smooth,
            self.clip_card: self.clip,
            self.subtract_card: self.subtract,
        }
        if self._card is None or not self._card.isVisible():
            return None
        again, uids, typed = asked[self._card], self._uids, Typed(self._card)

        def back() -> None:
            self._choose(list(uids))
            if self._chosen():
                again()
                if self._card is not None:
                    typed.put_into(self._card)

        return partial(self._window.carrying.when_drawn, back)

    def vertex_table(self) -> None:
        """Show the corners of the area chosen as a table."""
        self.corners.open()

    # -- with a tool ----------------------------------------------------------------------------

    def split_area(self, _checked: bool = True) -> None:
        """Divide the areas chosen along a line."""
        self._window.map.split_tool.targets.uids = self._chosen()
        self._window.hands.use_tool("split_area")

    def cut_hole(self, _checked: bool = True) -> None:
        """Cut a hole into the area chosen."""
        self._window.map.hole_tool.targets.uids = self._chosen()
        self._window.hands.use_tool("cut_hole")

    def transform(self, _checked: bool = True) -> None:
        """Move, turn and scale the areas chosen."""
        uids = self._chosen()
        self._window.hands.use_tool("transform")
        self.take_transform(uids)

    def take_transform(self, uids: tuple[str, ...]) -> None:
        """Take areas to be moved, turned and scaled."""
        tool = self._window.map.transform_tool
        self.transform_card.show_areas([self._document.patrol_name(uid) for uid in uids])
        self.transform_card.open_card()
        tool.begin(uids)

    def _split(self, line: shapely.LineString) -> None:
        uids, pieces = self._window.map.split_tool.targets.uids, {}
        for uid, shape in self._shapes(uids).items():
            try:
                pieces[uid] = shaping.split(shape, line, epsg=self._epsg)
            except LineDoesNotDivide:
                continue
        if not pieces:
            self._refuse(LineDoesNotDivide())
            return
        changed = {uid: parts[0] for uid, parts in pieces.items()}
        taken = set(self._document.patrol_areas()["name"])
        added = [
            (self.next_name(self._document.patrol_name(uid), taken), part)
            for uid, parts in pieces.items()
            for part in parts[1:]
        ]
        made = self._keep("patrol_areas_split", changed, added=added)
        if made is not None:
            self._choose([*changed, *made])

    def _cut_hole(self, hole: shapely.Polygon) -> None:
        uids = self._window.map.hole_tool.targets.uids
        self._do("patrol_areas_holed", uids, lambda area: shaping.cut_hole(area, hole, epsg=self._epsg))

    def _apply_transform(self) -> None:
        tool, epsg = self._window.map.transform_tool, self._epsg
        change: Change = tool.change
        if change.is_nothing or self._window.map.canvas.tool is not tool:
            return
        center, uids = tool.center, tool.targets.uids
        place = partial(
            shaping.place,
            epsg=epsg,
            about=center,
            east_m=change.east_m,
            north_m=change.north_m,
            clockwise_deg=change.clockwise_deg,
            factor=change.factor,
        )
        code = "patrol_areas_moved" if change.is_move else "patrol_areas_transformed"
        tool.done()  # the gesture takes along that nothing is in hand any more
        if not self._do(code, uids, place):
            tool.set_change(change)

    def _leave_transform(self) -> None:
        if self._window.map.canvas.tool is self._window.map.transform_tool:
            self._window.hands.use_tool("select")

    def _show_change(self, change: Change) -> None:
        self.transform_card.show_change(change)
        if self.transform_card.isVisible():
            self.transform_card.show_figures(self.tr("Drag the area, a corner, or the round handle."))
            self.transform_card.apply_button.setEnabled(not change.is_nothing)

    # -- at once ----------------------------------------------------------------------------------

    def merge(self) -> None:
        """Make one area of those chosen; the first in the list keeps its name."""
        first, *others = self._chosen()
        shapes = self._shapes((first, *others))
        merged = shaping.merge(list(shapes.values()), epsg=self._epsg)
        if self._keep("patrol_areas_merged", {first: merged}, removed=others) is not None:
            self._choose([first])
            pieces = len(shapely.get_parts(merged))
            if pieces > 1:
                said = self.tr("The areas do not touch: the merged area has {count} pieces.").format(count=pieces)
                self._window.undo_offer.say(said)

    def fill_holes(self) -> None:
        """Fill the holes of the areas chosen."""
        made = {}
        for uid, shape in self._shapes(self._chosen()).items():
            try:
                made[uid] = shaping.fill_holes(shape)
            except NoHoles:
                continue
        if not made:
            self._say(NoHoles())
        elif self._keep("patrol_areas_filled", made) is not None:
            self._choose(list(made))

    def copy_zone(self) -> None:
        """Make a patrol area of the zone chosen, with its outline and name."""
        zones = self._document.zones()
        zone = next(zones.loc[zones["uid"] == self._window.zones.chosen].itertuples(index=False))
        taken = set(self._document.patrol_areas()["name"])
        name = self._document.zone_name(zone)
        title = name if name not in taken else self.next_name(name, taken)
        made = self._keep("zone_copied", {}, added=[(title, zone.geometry)])
        if made is not None:
            self._choose(made)

    # -- with a card ------------------------------------------------------------------------------

    def buffer(self) -> None:
        """Widen or narrow the areas chosen."""
        card = self.buffer_card

        def operation() -> Operation:
            distance, sharp = card.distance.value(), card.sharp.isChecked()
            return lambda area: shaping.buffer(area, distance, epsg=self._epsg, sharp=sharp)

        self._open(card, "patrol_areas_buffered", operation)
        card.distance.setFocus()
        card.distance.selectAll()

    def simplify(self) -> None:
        """Give the areas chosen fewer corners."""
        card = self.simplify_card

        def operation() -> Operation:
            tolerance = card.tolerance.value()
            return lambda area: shaping.simplify(area, tolerance, epsg=self._epsg)

        self._open(card, "patrol_areas_simplified", operation)
        card.tolerance.setFocus()
        card.tolerance.selectAll()

    def smooth(self) -> None:
        """Round the outlines of the areas chosen."""
        card = self.smooth_card

        def operation() -> Operation:
            rounds = card.rounds.value()
            return lambda area: shaping.smooth(area, rounds, epsg=self._epsg)

        self._open(card, "patrol_areas_smoothed", operation)
        card.rounds.setFocus()

    def clip(self) -> None:
        """Keep what of the areas chosen lies in some counties."""
        card, whole = self.clip_card, shapely.union_all(list(self._shapes(self._chosen()).values()))
        counties = self._counties(whole)
        largest = max(counties, key=lambda code: shapely.intersection(counties[code], whole).area, default="")
        names = [(code, self._document.county_name(code)) for code in counties]
        card.set_choices(names, [largest])

        def operation() -> Operation:
            grounds = [counties[code] for code in card.ticked]
            return lambda area: shaping.clip(area, grounds, epsg=self._epsg)

        self._open(card, "patrol_areas_clipped", operation)
        card.choices.setFocus()

    def subtract(self) -> None:
        """Take from the areas chosen what other areas cover."""
        card, chosen = self.subtract_card, self._chosen()
        areas = self._document.patrol_areas()
        others = {
            str(row.uid): (str(row.name), row.geometry)
            for row in areas.itertuples(index=False)
            if row.uid not in chosen
        }
        whole = shapely.union_all(list(self._shapes(chosen).values()))
        over = [uid for uid, (_name, shape) in others.items() if shapely.intersects(shape, whole)]
        card.set_choices([(uid, name) for uid, (name, _shape) in others.items()], over)

        def operation() -> Operation:
            # As they are now: undo may have changed them since the card was opened.
            taken = list(self._shapes(list(card.ticked)).values())
            return lambda area: shaping.subtract(area, taken, epsg=self._epsg)

        self._open(card, "patrol_areas_subtracted", operation)
        card.choices.setFocus()

    def _open(self, card: ShapeCard, code: str, operation: Callable[[], Operation]) -> None:
        uids = self._chosen()
        self._window.hands.use_tool("reshape")
        self._card, self._code, self._operation, self._uids = card, code, operation, uids
        card.show_areas([self._document.patrol_name(uid) for uid in uids])
        card.open_card()
        self._preview()

    def _preview(self) -> None:
        """Show what would come out, on the map and in figures."""
        card, operation = self._card, self._operation
        if card is None or operation is None:
            return
        self._made = {}
        before = self._shapes(self._uids)
        try:
            self._made = self._all(before, operation())
        except ShapingError as error:
            self._window.map.preview_tool.show_shapes([])
            card.show_figures(messages.error_message(error).title, is_wrong=True)
            return
        self._window.map.preview_tool.show_shapes(list(self._made.values()))
        both = (before, self._made)
        old, new = (sum(geodesic_area_m2(one) * HA_PER_M2 for one in shapes.values()) for shapes in both)
        corners = [_corners(shapes.values()) for shapes in both]
        text = self.tr("{before} → {after}\nCorners {old} → {new}").format(
            before=words.hectares(old), after=words.hectares(new), old=corners[0], new=corners[1]
        )
        card.show_figures(text)

    def _all(self, shapes: Shapes, operation: Operation) -> Shapes:
        """Return what an operation makes of each area; areas that have nothing in common with it stay as they are."""
        made, last = {}, None
        for uid, shape in shapes.items():
            try:
                made[uid] = operation(shape)
            except NothingInCommon as error:
                last = error
        if not made and last is not None:
            raise last
        return made

    def _apply(self) -> None:
        if not self._made or self._card is None:
            return
        made = dict(self._made)
        if self._keep(self._code, made) is not None:
            self._choose(list(made))

    def _cancel(self) -> None:
        if self._card is not None:
            self._card.close_card()

    def _on_closed(self, card: ShapeCard) -> None:
        if card is self._card:
            self._card, self._operation, self._made = None, None, {}
            if self._window.map.canvas.tool is self._window.map.preview_tool:
                self._window.map.preview_tool.show_shapes([])
                self._window.hands.use_tool("select")

    def _on_tool(self, tool: Any) -> None:
        """Another tool leaves cards behind."""
        if tool is not self._window.map.preview_tool and self._card is not None:
            card, self._card = self._card, None
            self._operation, self._made = None, {}
            card.close_card()
        if tool is not self._window.map.transform_tool:
            self.transform_card.close_card()

    def let_go_of_what_is_gone(self) -> None:
        """Undo and jumps take areas away, or change them under a card."""
        tool, side = self._window.map.canvas.tool, self._window.map
        on_areas = {tool.key: tool.targets.uids for tool in (side.split_tool, side.hole_tool, side.transform_tool)}
        uids = on_areas.get(tool.key, self._uids if tool is side.preview_tool else ())
        if any(self._document.patrol_shape(uid) is None for uid in uids):
            self._window.hands.use_tool("select")
        elif tool is side.preview_tool:
            self._preview()

    # -- shared -----------------------------------------------------------------------------------

    @property
    def _epsg(self) -> int:
        return self._document.info().metric_epsg

    def _chosen(self) -> tuple[str, ...]:
        return tuple(self._window.patrol.chosen_areas)

    def _counties(self, near: shapely.Geometry) -> Shapes:
        """Return the counties that meet a shape: all parts of each, of the uppermost layer that has it."""
        found: Shapes = {}
        known: set[str] = set()
        for record in self._document.layers():
            if record.role is Role.COUNTY:
                frame = self._document.frame(record.uid)
                codes, shapes = frame["code"].astype(str).to_numpy(), frame.geometry.to_numpy()
                is_near = shapely.intersects(shapes, near) & ~np.isin(codes.astype(str), list(known))
                for code in dict.fromkeys(codes[is_near]):
                    found[str(code)] = shapely.union_all(shapes[is_near & (codes == code)])
                known |= set(codes)
        return found

    def _shapes(self, uids: Sequence[str]) -> Shapes:
        found = ((uid, self._document.patrol_shape(uid)) for uid in uids)
        return {uid: shape for uid, shape in found if shape is not None}

    def _do(self, code: str, uids: Sequence[str], operation: Operation) -> bool:
        """Do something to areas at once; say why when it cannot be done."""
        try:
            made = self._all(self._shapes(uids), operation)
        except ShapingError as error:
            self._refuse(error)
            return False
        if self._keep(code, made) is None:
            return False
        self._choose(list(made))
        return True

    def _keep(self, code: str, changed: Shapes, **more: Any) -> list[str] | None:
        """Write one gesture; on failure the sketch is in hand again and None is returned."""
        try:
            return self._document.reshape_patrol_areas(code, changed, **more)
        except LianfangError as error:
            self._window.map.canvas.tool.take_back()
            self._window.show_error(error)
            self._window.keeping.say_still_in_hand()
            return None

    def _refuse(self, error: ShapingError) -> None:
        """Say why, and have the sketch in hand again so that it can be mended."""
        self._window.map.canvas.tool.take_back()
        self._say(error)

    def _say(self, error: ShapingError) -> None:
        self._window.toast.say(messages.error_message(error).sentence)

    def _choose(self, uids: Sequence[str]) -> None:
        """Show the areas as chosen; the tool has done its work."""
        self._window.hands.use_tool("select")
        self._window.right.show_page("patrol")
        self._window.patrol.choose_areas(uids)
        self._window.hands.choose_areas(list(uids))

    def next_name(self, name: str, taken: set[str]) -> str:
        """Return the next free name after an area's, and take it."""
        number = 2
        while (made := f"{name}-{number}") in taken:
            number += 1
        taken.add(made)
        return made


def _corners(shapes: Any) -> int:
    rings = shapely.get_rings(shapely.get_parts(list(shapes)))
    return int(shapely.get_num_coordinates(rings).sum()) - len(rings)
