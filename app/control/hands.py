"""The hand on the map and in the lists: tools, choosing, zooming, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app import words
from app.action_table import SPECS
from app.canvas.tools.corners import CornerTool
from layers.errors import LianfangError
from layers.geodesy import HA_PER_M2, geodesic_area_m2

if TYPE_CHECKING:
    from app.window import MainWindow


class HandControl(QObject):
    """What is chosen, which tool is in hand, where the map looks."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._offered = ""  # the message that offers to discard a sketch

    def select(self, _checked: bool = True) -> None:
        """Use the select tool."""
        self.use_tool("select")

    def pan(self, _checked: bool = True) -> None:
        """Use the pan tool."""
        self.use_tool("pan")

    def draw_patrol(self, _checked: bool = True) -> None:
        """Draw a patrol area corner by corner."""
        self.draw("draw_patrol")

    def draw(self, key: str) -> None:
        """Draw a patrol area with one of the tools for it."""
        self._window.patrol.choose("")  # a new area is in hand, not the one chosen before
        self.choose_area("")
        self.use_tool(key)
        self._window.right.show_page("patrol")
        self._window.patrol.live.show_numbers(None)

    def edit_vertices(self, _checked: bool = True) -> None:
        """Move, insert and delete vertices of the chosen area."""
        self.use_tool("edit_vertices")

    def snapping(self, on: bool) -> None:
        """Switch snapping."""
        self._window.map.set_snapping(on)
        if not on and self._window.actions_["following"].isChecked():
            self._window.actions_["following"].trigger()

    def following(self, on: bool) -> None:
        """Switch following of lines; what is followed is snapped to first."""
        if on and not self._window.actions_["snapping"].isChecked():
            self._window.actions_["snapping"].trigger()
        self._window.map.set_following(on)

    def use_tool(self, key: str) -> None:
        """Make a tool the active one."""
        # What a card does has no action of its own that could stay down: the map answers as with select.
        self._window.actions_[key if key in SPECS else "select"].setChecked(True)
        self._window.measuring.measure(None)
        self._window.map.use_tool(key, self._window.patrol.chosen)
        # What the tool before let go of may have shown its form, and its action, once more.
        self._window.actions_[key if key in SPECS else "select"].setChecked(True)
        self._window.patrol.live.stop()  # the tool before may have told of its end

    def show_drawing(self, polygon: Any) -> None:
        """Show the figures of the polygon in hand, as soon as they are measured."""
        tool = self._window.map.canvas.tool
        self._window.measuring.measure(polygon, tool.areas_in_hand)
        if polygon is None and tool.has_sketch and tool.crosses:
            self._window.patrol.live.show_crossing()
            return
        if polygon is None and not self._window.map.canvas.tool.key.startswith("draw_"):
            self._window.patrol.live.stop()  # the hint is for drawing
        elif polygon is None or not self._window.measuring.is_ready:
            self._window.patrol.live.show_numbers(None)

    def show_hand(self, figures: Any) -> None:
        """Show the figures of the polygon that is still in hand."""
        self._window.patrol.live.show_numbers(figures)

    def take_up(self, key: str, area: str) -> None:
        """Make the tool of a sketch that is back the active one, as it was left."""
        if key.startswith("draw_"):
            self.draw(key)
            return
        if key.startswith("record_"):
            self._window.recording.take_up(key)
            return
        if key == "blocks":
            self._window.block_work.blocks()
            return
        if key == "edit_zone_outline":
            self._window.zone_hands.take_up(area)
            return
        if area:
            self._window.right.show_page("patrol")
            self._window.patrol.choose(area)
            self.choose_area(area)
        if key in ("split_area", "cut_hole", "transform"):
            getattr(self._window.shaping, key)()
            return
        self.use_tool(key)

    def say_sketch_back(self, _key: str) -> None:
        """Say that what was half drawn is in hand again."""
        self._window.toast.say(
            self.tr("The unfinished sketch is back."), self.tr("Discard"), self._window.sketches.discard
        )
        self._offered = self._window.toast.text

    def take_back_offer(self) -> None:
        """There is no sketch left to discard."""
        toast = self._window.toast
        if self._offered and toast.text == self._offered:
            toast.hide()
        self._offered = ""

    def say_sketch_outdated(self, _key: str) -> None:
        """Say that what was half drawn no longer fits."""
        self._window.toast.say(self.tr("An unfinished change was let go: its area is no longer as it was."))

    def keep_edited(self, uid: str, polygon: Any) -> None:
        """Keep the new outline; when that fails the corner is in hand again."""
        try:
            self._window.document.set_patrol_geometry(uid, polygon)
        except LianfangError as error:
            self._window.map.edit_tool.take_back()
            self._window.show_error(error)
            self._window.keeping.say_still_in_hand()

    def keep_together(self, changed: Any) -> None:
        """Keep new outlines of areas that share sides in one gesture; when that fails the corner is in hand again."""
        try:
            self._window.document.reshape_patrol_areas("patrol_areas_joined", changed)
        except LianfangError as error:
            self._window.map.edit_tool.take_back()
            self._window.show_error(error)
            self._window.keeping.say_still_in_hand()

    def add_drawn(self, polygon: Any) -> None:
        """Keep what was drawn, and choose it; when that fails the sketch is in hand again."""
        try:
            uid = self._window.document.add_patrol_area(polygon)
        except LianfangError as error:
            self._window.map.canvas.tool.take_back()
            self._window.show_error(error)
            self._window.keeping.say_still_in_hand()
            return
        self.use_tool("select")
        self._window.right.show_page("patrol")
        self._window.patrol.choose(uid)
        self.choose_area(uid)

    def _offer_larger_part(self) -> bool:
        """An outline that crosses itself can be cut there: say what comes out, and keep the larger part if wanted."""
        tool = self._window.map.canvas.tool
        if not isinstance(tool, CornerTool) or not tool.key.startswith("draw_"):
            return False
        pieces = [self._window.map.canvas.to_storage(piece) for piece in tool.uncrossed()]
        if len(pieces) < 2:
            return False
        sizes = words.joined([words.hectares(geodesic_area_m2(piece) * HA_PER_M2) for piece in pieces[:3]])
        said = self.tr("The sides cross. Cut there, the parts have {sizes}.").format(sizes=sizes)

        def keep() -> None:
            if self._window.map.canvas.tool is tool:
                tool.on_cancel()  # undo brings the sketch back
                self.add_drawn(pieces[0])

        self._window.toast.say(said, self.tr("Keep the larger part"), keep)
        return True

    def say_refused(self, code: str) -> None:
        """Say why a sketch is no area yet."""
        if code == "self_crossing" and self._offer_larger_part():
            return
        texts = {
            "too_few_corners": self.tr("An area needs at least three corners."),
            "too_few_points": self.tr("A line needs at least two points."),
            "self_crossing": self.tr("The sides cross. Move or remove a corner."),
            "neighbour_crossing": self.tr(
                "The sides of an area that shares this corner would cross. Hold Ctrl to change this area alone."
            ),
            "corner_held": self.tr(
                "Other areas end here or meet here and need this corner. Hold Ctrl to take it from this area alone."
            ),
        }
        self._window.toast.say(texts.get(code, code))

    def say_left_out(self, _layer: str, text: str) -> None:
        """Say which layer the map goes on without, and why."""
        self._window.toast.say(text)

    def show_numbers(self) -> None:
        """Ask for the figures of every area, and of what is in hand."""
        self._window.measuring.measure_areas()
        self._window.map.canvas.tool.tell_progress()

    def show_areas(self, figures: dict[str, Any]) -> None:
        """Give the panel the figures of every area."""
        self._window.patrol.set_numbers(figures)

    def choose_zone(self, uid: str) -> None:
        """Highlight the zone chosen in the list and go there."""
        self._window.map.select("zones", uid)
        if uid:
            self._window.map.zoom_to_feature("zones", uid)
        self._window.refresh_actions()

    def choose_area(self, uid: str) -> None:
        """Highlight the patrol area chosen in the list, or all of several."""
        several = self._window.patrol.chosen_areas
        if len(several) > 1:
            self.choose_areas(several)
            return
        self._window.map.select("patrol_areas", uid)
        self._window.refresh_actions()

    def choose_areas(self, uids: list[str]) -> None:
        """Highlight the patrol areas chosen."""
        self._window.map.select_all("patrol_areas", uids)
        self._window.refresh_actions()

    def choose_added(self, layer: str, uid: str) -> None:
        """A click with Ctrl on a patrol area chooses it too, or no longer."""
        if layer == "patrol_areas":
            chosen = set(self._window.patrol.chosen_areas) ^ {uid}
            self._window.right.show_page("patrol")
            self._window.patrol.choose_areas(list(chosen))
            self.choose_areas(self._window.patrol.chosen_areas)

    def choose_patch(self, uid: str) -> None:
        """Highlight the patch chosen in the list and go there."""
        self._window.map.select("straddling", uid)
        if uid:
            self._window.map.zoom_to_feature("straddling", uid)

    def choose_finding(self, uid: str) -> None:
        """Show the layer a finding is about."""
        self._window.left.show_page("layers")
        self._window.layers.choose(uid)

    def choose_clicked(self, layer: str, uid: str) -> None:
        """A click on the map chooses the same thing in the lists."""
        if layer == "zones":
            self._window.right.show_page("zones")
            self._window.zones.choose(uid)
        elif layer == "patrol_areas":
            self._window.right.show_page("patrol")
            self._window.patrol.choose(uid)
        elif layer == "straddling":
            self._window.across.show_list("patches")
            self._window.right.show_page("straddling")
            self._window.straddling.table.select_keys({uid})
        elif layer == "border_roads":
            self._window.across.show_list("roads")
            self._window.right.show_page("straddling")
            self._window.roads.table.select_keys({uid})
        elif self._window.document.record_row(layer, uid) is not None:
            self._window.right.show_page("records")
            self._window.records.choose({(layer, uid)})
        elif not layer:
            self._window.zones.choose("")
            self._window.patrol.choose("")
        self._window.map.select(layer, uid)
        self._window.refresh_actions()

    def go_to(self, layer: str, uid: str) -> None:
        """Choose a feature wherever it is listed, and show it."""
        self.choose_clicked(layer, uid)
        self._window.map.zoom_to_feature(layer, uid)

    def let_go_of_what_is_gone(self) -> None:
        """Undo and jumps take things away: what is gone is no longer chosen, and no tool stays on it."""
        window = self._window
        listed = {"zones": window.document.zones, "patrol_areas": window.document.patrol_areas}
        for layer, uid in window.map.chosen:
            if layer in listed and uid not in set(listed[layer]()["uid"]):
                window.map.select("", "")
        target = window.map.edit_tool.target or window.patrol.chosen
        is_idle = {"edit_vertices": target not in set(window.document.patrol_areas()["uid"])}
        zone = window.map.zone_tool.target or window.zones.chosen
        is_idle["edit_zone_outline"] = zone not in set(window.document.zones()["uid"])
        has_no_counties = not window.document.has_counties()
        is_idle.update({key: has_no_counties for key in window.map.tools if key.startswith("draw_") or key == "blocks"})
        if any(window.actions_[key].isChecked() and idle for key, idle in is_idle.items()):
            self.use_tool("select")
        window.shaping.let_go_of_what_is_gone()

    def undo(self) -> None:
        """Take the last gesture back: in the sketch while drawing, else in the plan."""
        if not self._window.map.undo_in_tool():
            self._window.document.undo()

    def redo(self) -> None:
        """Do the next gesture again."""
        if not self._window.map.redo_in_tool():
            self._window.document.redo()

    def deselect(self) -> None:
        """Let go of what is selected."""
        window = self._window
        window.zones.choose("")
        window.patrol.choose("")
        window.map.select("", "")
        window.refresh_actions()

    def show_all_layers(self) -> None:
        """Draw everything in the list."""
        self._window.layers.show_layers(self._window.layers.all_layers(), True)

    def hide_all_layers(self) -> None:
        """Draw nothing."""
        self._window.layers.show_layers(self._window.layers.all_layers(), False)

    def zoom_in(self) -> None:
        """Magnify."""
        self._window.map.zoom_by(1.6)

    def zoom_out(self) -> None:
        """Show more."""
        self._window.map.zoom_by(1 / 1.6)

    def zoom_full(self) -> None:
        """Show the whole plan."""
        self._window.map.zoom_full()

    def zoom_selection(self) -> None:
        """Show what is chosen."""
        if len(self._window.map.chosen) > 1 or (self._window.map.chosen[:1] and not self._is_listed()):
            self._window.map.zoom_to_features(self._window.map.chosen)
        elif self._window.right.current == "patrol" and self._window.patrol.chosen:
            self._window.map.zoom_to_feature("patrol_areas", self._window.patrol.chosen)
        elif self._window.zones.chosen:
            self._window.map.zoom_to_feature("zones", self._window.zones.chosen)
        elif self._window.patrol.chosen:
            self._window.map.zoom_to_feature("patrol_areas", self._window.patrol.chosen)

    def _is_listed(self) -> bool:
        """Whether what is lit up on the map is a zone or a patrol area, which the lists hold."""
        return self._window.map.chosen[0][0] in {"zones", "patrol_areas"}
