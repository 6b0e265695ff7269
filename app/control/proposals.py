"""What counties propose for a patrol area: made, changed, put into the area."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely

from app.canvas.drafts import ink
from app.canvas.proposals import Layout
from app.canvas.tools.alternatives import DrawAlternativeTool, EditAlternativeTool
from app.control import late
from app.control.alternative_table import AlternativeTableControl
from app.control.proposal_view import ProposalView
from app.dialogs.ask import run
from app.document import Change
from layers.errors import LianfangError
from layers.plan.alternatives import Alternative, Origin

if TYPE_CHECKING:
    from app.cards.proposals import ProposalCard
    from app.window import MainWindow

_EDITING, _DRAWING = EditAlternativeTool.key, DrawAlternativeTool.key
_INKS = {"first": "ours", "second": "theirs"}


class ProposalControl(ProposalView):
    """The actions on proposals."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.table = AlternativeTableControl(window, self)
        window.document.changed.connect(self._on_changed)
        window.document.closed.connect(self._forget)

    def attach(self) -> None:
        """Follow a new map."""
        super().attach()
        self.table.close()
        side = self._window.map
        self.edit_tool = EditAlternativeTool(side, stored_shape=self._outline)
        self.draw_tool = DrawAlternativeTool(side)
        side.tools[_EDITING], side.tools[_DRAWING] = self.edit_tool, self.draw_tool
        self._listen(self.edit_tool)
        self.draw_tool.finished.connect(self._on_drawn)
        self.draw_tool.progressed.connect(self._follow_drawn)
        self.draw_tool.refused.connect(side.refused.emit)

    def _listen_to_card(self, card: ProposalCard) -> None:
        card.side_asked.connect(self._on_side)
        card.table_asked.connect(self.proposal_table)
        card.swap_asked.connect(self.proposal_swap)
        card.closed.connect(self._leave)

    def _listen(self, tool: EditAlternativeTool) -> None:
        tool.edited.connect(lambda uid, shape: self._keep(tool, uid, shape))
        tool.progressed.connect(lambda shape: self._follow(tool.target, shape))
        tool.refused.connect(self._window.map.refused.emit)

    def show_proposals(self, _checked: bool = False) -> None:
        """Show the proposals for the patrol area that is chosen."""
        self._open(self._window.patrol.chosen or self.area)

    # -- what is done ---------------------------------------------------------------------------

    def proposal_view(self) -> None:
        """Go on to the next way of looking at the two."""
        if self._ensure():
            order = list(Layout)
            self.card.show_layout(order[(order.index(self.card.shown_layout) + 1) % len(order)])

    def proposal_swap(self) -> None:
        """What was red is blue."""
        if self._ensure():
            self._stop_editing()
            self._fill(self.card.chosen("second"), self.card.chosen("first"))
            self._renew()

    def proposal_table(self) -> None:
        """Show all alternatives of the area in one table."""
        area = self.area if self.is_shown else self._window.patrol.chosen or self.area
        if area:
            self.table.open(area)

    def proposal_copy(self) -> None:
        """Make an alternative of the red proposal as it is."""
        if self._ensure():
            outline = self._outline(self.card.chosen("first"))
            if outline is not None:
                self._add(outline, Origin.COPIED)

    def proposal_draw(self) -> None:
        """Draw an alternative."""
        if self._ensure():
            self._window.hands.use_tool(_DRAWING)

    def proposal_union(self) -> None:
        """Make an alternative of both together."""
        self._combine(Origin.UNION)

    def proposal_common(self) -> None:
        """Make an alternative of what both have."""
        self._combine(Origin.COMMON)

    def proposal_difference(self) -> None:
        """Make an alternative of the red one without the blue one."""
        self._combine(Origin.DIFFERENCE)

    def _combine(self, origin: Origin) -> None:
        if not self._ensure():
            return
        first, second = (self._outline(self.card.chosen(side)) for side in ("first", "second"))
        if first is None or second is None:
            return
        from layers.patrol.alternatives import combined

        try:
            made = combined(origin, first, second, epsg=self._window.map.canvas.scene.metric_epsg)
        except LianfangError as error:
            self._window.show_error(error)
            return
        self._add(made, origin)

    def _on_drawn(self, shape: shapely.Geometry) -> None:
        if self._add(shape, Origin.DRAWN):
            self._window.hands.use_tool("select")
        else:
            self.draw_tool.take_back()

    def _add(self, outline: shapely.Geometry, origin: Origin) -> bool:
        """Add an alternative and show it in blue; whoever works here is the one who proposes it."""
        document = self._window.document
        county = self._window.settings.judging("county")
        own = county if county in document.county_names() else ""
        try:
            uid = document.add_alternative(self.area, outline, county=own, origin=origin)
        except LianfangError as error:
            self._window.show_error(error)
            return False
        self._stop_editing()
        self._fill(self.card.chosen("first"), uid)
        self._renew()
        return True

    def proposal_edit_red(self) -> None:
        """Move corners of the red proposal."""
        if self._ensure():
            self._take_up("first")

    def proposal_edit_blue(self) -> None:
        """Move corners of the blue proposal."""
        if self._ensure():
            self._take_up("second")

    def proposal_accept_red(self) -> None:
        """Put the red proposal into the area."""
        if self._ensure():
            self._accept("first")

    def proposal_accept_blue(self) -> None:
        """Put the blue proposal into the area."""
        if self._ensure():
            self._accept("second")

    def _on_side(self, what: str, side: str) -> None:
        {"edit": self._take_up, "describe": self._describe, "accept": self._accept, "remove": self._remove}[what](side)

    def _alternative(self, side: str) -> Alternative | None:
        """Return what a side shows; None, and a word, where it is the area itself."""
        found = self._window.document.alternative(self.card.chosen(side))
        if found is None:
            self._window.toast.say(self.tr("This is the area as it is. Make an alternative of it first."))
        return found

    def _take_up(self, side: str) -> None:
        """Take the corners of a side in hand; once more lets go of them."""
        one = self._alternative(side)
        if one is None:
            return
        half, tool = self.split.half, self._half_tool
        if side == "first" and half is not None and tool is not None:
            if half.canvas.tool is tool and tool.target == one.uid:
                self._rest_half()
                return
            half.canvas.set_tool(self._inked(tool, side))
            tool.edit(one.uid)
            half.canvas.setFocus()
            return
        if self._window.map.canvas.tool is self.edit_tool and self.edit_tool.target == one.uid:
            self._window.hands.use_tool("select")
            return
        self._window.hands.use_tool(_EDITING)
        self._inked(self.edit_tool, side).edit(one.uid)

    def _inked(self, tool: EditAlternativeTool, side: str) -> EditAlternativeTool:
        """Have a tool draw in the colour of a side."""
        is_dark = self._window.map.canvas.scene.theme.name == "dark"
        tool.ink = ink(_INKS[side], is_dark, 1.0).name()
        return tool

    def _rest_half(self) -> None:
        from app.canvas.tools.navigate import SelectTool

        half = self.split.half
        if half is not None:
            half.canvas.set_tool(SelectTool(half))

    def _keep(self, tool: EditAlternativeTool, uid: str, shape: shapely.Geometry) -> None:
        """Keep a new outline; when that fails the corner is in hand again."""
        try:
            self._window.document.reshape_alternative(uid, shape)
        except LianfangError as error:
            tool.take_back()
            self._window.show_error(error)
            self._window.keeping.say_still_in_hand()

    def _describe(self, side: str) -> None:
        from app.dialogs.alternative import AlternativeDialog

        one = self._alternative(side)
        if one is None:
            return
        dialog = AlternativeDialog(self._window.document, one, self._window)
        if run(dialog):
            self._try(lambda: self._window.document.describe_alternative(one.uid, **dialog.given()))

    def _accept(self, side: str) -> None:
        one = self._alternative(side)
        if one is not None:
            self.accept(one.uid)

    def accept(self, uid: str) -> None:
        """Put an alternative into its area; where the former outline became one, it takes the place of "as it is"."""
        document = self._window.document
        if document.alternative(uid) is None:  # a table that is still shown may have it
            self._window.toast.say(self.tr("This proposal is no longer in the plan."))
            return
        try:
            former = document.accept_alternative(uid)
        except LianfangError as error:
            self._window.show_error(error)
            return
        if self.is_shown and former is not None and former.area == self.area:
            first, second = (self.card.chosen(side) or former.uid for side in ("first", "second"))
            self._fill(first, second)
            self._renew()

    def _remove(self, side: str) -> None:
        one = self._alternative(side)
        if one is not None:
            self._stop_editing()
            self._try(lambda: self._window.document.remove_alternative(one.uid))

    def _try(self, step: Any) -> None:
        try:
            step()
        except LianfangError as error:
            self._window.show_error(error)

    # -- the rest -------------------------------------------------------------------------------

    def _stop_editing(self) -> None:
        """Let go of corners and of what is half drawn."""
        self._rest_half()
        if self._window.map.canvas.tool.key in (_EDITING, _DRAWING):
            self._window.hands.use_tool("select")

    def _on_changed(self, change: Change) -> None:
        if not self.is_shown or not change.touches("alternative", "patrol_area", "layer"):
            return
        if self._outline("") is None:  # the area is gone
            self.card.close_card()
            return
        self._fill(self.card.chosen("first"), self.card.chosen("second"))
        for tool in (self.edit_tool, self._half_tool):
            if tool is not None and tool.target:
                tool.on_scene_changed()
                if not tool.target:
                    self._stop_editing()
        self._renew()

    def _forget(self) -> None:
        self.table.close()
        if late.is_made(self):
            late.put_away(self)
            self._leave()  # also where the window is hidden already, and nothing is there to be closed
        self.area, self._pair, self.picture = "", None, None

    def _leave(self) -> None:
        """The card is closed."""
        self._stop_editing()
        self._lay_off()
        self._window.refresh_actions()
