"""What counties propose for a patrol area: two against each other on the map, made, changed, put into the area."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from PySide6.QtCore import QObject, QTimer

from app import words
from app.canvas.drafts import Shown, ink
from app.canvas.proposals import Layout, ProposalPicture, alone
from app.canvas.tools.alternatives import DrawAlternativeTool, EditAlternativeTool
from app.control.alternative_table import AlternativeTableControl
from app.control.split_map import SplitMap
from app.dialogs.ask import run
from app.document import Change
from app.tasks.proposals import OverlapTask, Pair
from layers.errors import LianfangError
from layers.patrol.comparing import Overlap
from layers.plan.alternatives import JOINT, Alternative, Origin

if TYPE_CHECKING:
    from app.cards.proposals import ProposalCard
    from app.widgets.swipe import SwipeDivider
    from app.window import MainWindow

_KEY = "proposals"
_EDITING, _DRAWING = EditAlternativeTool.key, DrawAlternativeTool.key
_INKS = {"first": "ours", "second": "theirs"}
_MAKING = ("proposal_copy", "proposal_draw", None, "proposal_union", "proposal_common", "proposal_difference")


class ProposalControl(QObject):
    """One patrol area at a time; red is the first proposal, blue the second."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.task = OverlapTask(window.document, window.jobs, window.numbers, window.measuring, self)
        self.table = AlternativeTableControl(window, self)
        self.split = SplitMap(window)
        self.area = ""
        self.picture: ProposalPicture | None = None
        self._card: ProposalCard | None = None  # made when it is first wanted
        self._divider: SwipeDivider | None = None
        self._half_tool: EditAlternativeTool | None = None
        self._pair: Pair | None = None  # what was told last
        self.task.ready.connect(self._show_pair)
        self.task.failed.connect(window.show_error)
        window.document.changed.connect(self._on_changed)
        window.document.closed.connect(self._forget)

    def attach(self) -> None:
        """Follow a new map."""
        self.split.drop()
        self._card = self._divider = self._half_tool = self.picture = None
        self.table.close()
        side = self._window.map
        self.edit_tool = EditAlternativeTool(side, stored_shape=self._outline)
        self.draw_tool = DrawAlternativeTool(side)
        side.tools[_EDITING], side.tools[_DRAWING] = self.edit_tool, self.draw_tool
        self._listen(self.edit_tool)
        self.draw_tool.finished.connect(self._on_drawn)
        self.draw_tool.progressed.connect(self._follow_drawn)
        self.draw_tool.refused.connect(side.refused.emit)
        side.scene_changed.connect(lambda _scene: self._lay_again())

    def _listen(self, tool: EditAlternativeTool) -> None:
        tool.edited.connect(lambda uid, shape: self._keep(tool, uid, shape))
        tool.progressed.connect(lambda shape: self._follow(tool.target, shape))
        tool.refused.connect(self._window.map.refused.emit)

    @property
    def card(self) -> ProposalCard:
        """The card over the map."""
        if self._card is None:
            from app.cards.proposals import ProposalCard

            actions = self._window.actions_
            making = [None if key is None else actions[key] for key in _MAKING]
            self._card = card = ProposalCard(self._window.map, making)
            card.sides_changed.connect(self._renew)
            card.layout_changed.connect(self._lay_out)
            card.side_asked.connect(self._on_side)
            card.table_asked.connect(self.proposal_table)
            card.swap_asked.connect(self.proposal_swap)
            card.closed.connect(self._leave)
        return self._card

    @property
    def is_shown(self) -> bool:
        """Whether proposals are looked at."""
        return self._card is not None and self._card.isVisible()

    # -- the card -------------------------------------------------------------------------------

    def show_proposals(self, _checked: bool = False) -> None:
        """Show the proposals for the patrol area that is chosen."""
        self._open(self._window.patrol.chosen or self.area)

    def _open(self, area: str) -> bool:
        """Show the proposals for an area; False when there is none."""
        if not area or self._window.document.patrol_shape(area) is None:
            self._window.toast.say(self.tr("Select a patrol area first."))
            return False
        is_new = area != self.area or not self.is_shown
        self.area = area
        if is_new:
            every = self._window.document.alternatives(area)
            sides = ["", *(one.uid for one in every)] if len(every) < 2 else [one.uid for one in every]
            self._fill(sides[0], sides[min(1, len(sides) - 1)])
            self._window.map.select("", "")  # what is chosen glows above both
            self.card.open_card()
            self._lay_out()
            self._renew()
            self._window.refresh_actions()
        return True

    def _ensure(self) -> bool:
        """Have the card there for what an action does."""
        return self.is_shown or self._open(self._window.patrol.chosen or self.area)

    def _fill(self, first: str, second: str) -> None:
        """Offer what there is now, and choose what each side shows."""
        from app.cards.proposals import Entry

        document = self._window.document
        every = document.alternatives(self.area)
        chosen = document.chosen_alternative(self.area)
        entries = [Entry("", self.tr("as it is now"))]
        entries += [Entry(one.uid, self.title(one), chosen.is_in_force and one.uid == chosen.uid) for one in every]
        there = {one.uid for one in entries}
        self.card.show_entries(
            document.patrol_name(self.area),
            entries,
            first if first in there else "",
            second if second in there else "",
        )
        self._enable()

    def _enable(self) -> None:
        document = self._window.document
        chosen = document.chosen_alternative(self.area)
        for side in ("first", "second"):
            uid = self.card.chosen(side)
            why = ""
            if document.is_read_only:
                why = self.tr("This plan is open for reading only")
            elif not uid:
                why = self.tr("This is the area as it is. Make an alternative of it first")
            for key in ("edit", "describe", "remove"):
                self.card.enable(key, side, why)
            if not why and chosen.is_in_force and chosen.uid == uid:
                why = self.tr("It is in the area already")
            self.card.enable("accept", side, why)

    def title(self, one: Alternative) -> str:
        """Return what an alternative is called: A · 怀柔."""
        document = self._window.document
        letter = document.alternative_titles(one.area).get(one.uid, one.label)
        county = self.tr("joint") if one.county == JOINT else document.short_county_name(one.county)
        return f"{letter} · {county}" if one.county else letter

    def _outline(self, uid: str) -> shapely.Geometry | None:
        """Return the outline of an alternative, or with "" that of the area."""
        document = self._window.document
        if not document.is_open:
            return None
        if not uid:
            return document.patrol_shape(self.area)
        found = document.alternative(uid)
        return None if found is None else found.outline

    # -- two against each other -------------------------------------------------------------------

    def _renew(self) -> None:
        """Hold what both sides show against each other."""
        self._enable()
        self._say()
        self._ask(self._outline(self.card.chosen("first")), self._outline(self.card.chosen("second")))

    def _ask(self, first: shapely.Geometry | None, second: shapely.Geometry | None) -> None:
        if first is None or second is None:
            return
        if not self._window.numbers.is_ready:
            self._lay(Pair(first, second))  # the outlines at once, what they have in common as soon as it is known
        self.task.want(first, second)

    def _follow(self, uid: str, shape: shapely.Geometry | None) -> None:
        """A corner moves: the figures follow."""
        if not self.is_shown or not uid:
            return
        sides = [self.card.chosen(side) for side in ("first", "second")]
        if uid in sides:
            shapes = [shape if one == uid and shape is not None else self._outline(one) for one in sides]
            self._ask(shapes[0], shapes[1])

    def _follow_drawn(self, shape: shapely.Geometry | None) -> None:
        """An outline is drawn: it is held against the red one as it grows."""
        if self.is_shown:
            second = self._outline(self.card.chosen("second")) if shape is None else shape
            self._ask(self._outline(self.card.chosen("first")), second)

    def _show_pair(self, pair: Pair) -> None:
        if not self.is_shown:
            return
        document = self._window.document
        names = {code: document.short_county_name(code) for code in document.county_names()}
        self.card.show_overlap(pair.found, names)
        self._say(pair.found)
        self._lay(pair)

    def _say(self, found: Overlap | None = None) -> None:
        if not self._window.document.alternatives(self.area):
            self.card.say(self.tr("Nothing is proposed yet. “New” makes an alternative: a copy, drawn, or of two."))
        elif self.card.chosen("first") == self.card.chosen("second"):
            self.card.say(self.tr("Choose two that differ."))
        elif found is not None:
            said = self.tr("Both agree on {share} of the land; {area} are in dispute.")
            self.card.say(said.format(share=words.percent(found.agreed_share), area=words.hectares(found.disputed_ha)))

    # -- on the map -----------------------------------------------------------------------------

    def _lay(self, pair: Pair) -> None:
        """Draw two outlines and what came of them."""
        self._pair = pair
        canvas, index = self._window.map.canvas, self._window.numbers.index
        fits = index is not None and index.counties.epsg == canvas.scene.metric_epsg
        first, second = canvas.to_metric(np.array([pair.first, pair.second], dtype=object))
        picture = ProposalPicture(first, second, pair.found if fits else None)
        texts = [self.card.combos[side].currentText() for side in ("first", "second")]
        picture.names = {"ours": texts[0], "theirs": texts[1], "agreed": self.tr("both")}
        self.picture = picture
        half = self.split.half
        if half is not None:
            half.canvas.lay_beneath(_KEY, alone(picture, Shown.OURS))
            picture = alone(picture, Shown.THEIRS)
        elif self._divider is not None and self.card.shown_layout is Layout.SWIPE:
            picture.share = self._divider.share
        canvas.lay_beneath(_KEY, picture)

    def _lay_again(self) -> None:
        """The scene is another, perhaps in another metric CRS."""
        if self.is_shown and self._pair is not None:
            self._lay(self._pair)

    def _lay_out(self) -> None:
        """Show the two as the card says."""
        layout = self.card.shown_layout
        if layout is Layout.SPLIT:
            self._open_half()
        else:
            self._close_half()
        if layout is Layout.SWIPE:
            self._show_divider()
        elif self._divider is not None:
            self._divider.hide()
        self.card.place()
        self._lay_again()
        QTimer.singleShot(0, self._show_all)  # when the halves have their size
        self._window.map.canvas.update()

    def _open_half(self) -> None:
        if self.split.half is not None:
            return
        half = self.split.open(self.tr("Left half: the red proposal"), self.card.width())
        self._half_tool = EditAlternativeTool(half, stored_shape=self._outline)
        self._listen(self._half_tool)

    def _close_half(self) -> None:
        self._half_tool = None
        self.split.close()

    def _show_divider(self) -> None:
        if self._divider is None:
            from app.widgets.swipe import SwipeDivider

            self._divider = SwipeDivider(self._window.map.canvas)
            self._divider.moved.connect(self._swipe)
        free = 1.0 - (self.card.width() + 24) / max(self._window.map.canvas.width(), 1)
        self._divider.show_at(max(free, 0.2) / 2.0)  # in the middle of what the card leaves
        self.card.raise_()

    def _swipe(self, share: float) -> None:
        if self.picture is not None:
            self.picture.share = share
            self._window.map.canvas.update()

    def _show_all(self) -> None:
        """Bring all proposals into sight, beside the card."""
        if not self.is_shown:
            return
        shapes = [self._outline(self.card.chosen(side)) for side in ("first", "second")]
        there = [one for one in shapes if one is not None]
        if not there:
            return
        canvas = self._window.map.canvas
        box = shapely.total_bounds(canvas.to_metric(np.array(there, dtype=object)))
        xmin, ymin, xmax, ymax = map(float, box)
        is_split = self.split.half is not None
        free = 1.0 if is_split else max(1.0 - (self.card.width() + 24) / max(canvas.width(), 1), 0.3)
        canvas.zoom_to((xmin, ymin, xmin + (xmax - xmin) / free, ymax), margin=0.15)

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
        if self._card is not None:
            self._card.close_card()
            self._leave()  # also where the window is hidden already, and nothing is there to be closed
        self.area, self._pair, self.picture = "", None, None

    def _leave(self) -> None:
        """The card is closed."""
        self.task.stop()
        self._stop_editing()
        self._close_half()
        if self._divider is not None:
            self._divider.hide()
        self._window.map.canvas.lay_beneath(_KEY, None)
        self._window.refresh_actions()
