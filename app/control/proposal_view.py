"""Two proposals for a patrol area on the map: the card, what both have, the three ways to look at them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely
from PySide6.QtCore import QObject, QTimer

from app import words
from app.canvas.drafts import Shown
from app.canvas.proposals import Layout, ProposalPicture, alone
from app.canvas.tools.alternatives import EditAlternativeTool
from app.control import late
from app.control.split_map import SplitMap
from app.tasks.proposals import OverlapTask, Pair
from layers.patrol.comparing import Overlap
from layers.plan.alternatives import JOINT, Alternative

if TYPE_CHECKING:
    from app.cards.proposals import ProposalCard
    from app.widgets.swipe import SwipeDivider
    from app.window import MainWindow

_KEY = "proposals"
_MAKING = ("proposal_copy", "proposal_draw", None, "proposal_union", "proposal_common", "proposal_difference")


class ProposalView(QObject):
    """One patrol area at a time; red is the first proposal, blue the second.  A subclass changes them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.task = OverlapTask(window.document, window.jobs, window.numbers, window.measuring, self)
        self.split = SplitMap(window)
        self.area = ""
        self.picture: ProposalPicture | None = None
        self._divider: SwipeDivider | None = None
        self._half_tool: EditAlternativeTool | None = None
        self._pair: Pair | None = None  # what was told last
        self.task.ready.connect(self._show_pair)
        self.task.failed.connect(window.show_error)

    def attach(self) -> None:
        """Follow a new map."""
        self.split.drop()
        late.forget(self)
        self._divider = self._half_tool = self.picture = None
        self._window.map.scene_changed.connect(lambda _scene: self._lay_again())

    def _listen_to_card(self, card: ProposalCard) -> None:
        """Hear what is pressed in the card."""
        raise NotImplementedError

    def _listen(self, tool: EditAlternativeTool) -> None:
        """Hear of corners that are moved."""
        raise NotImplementedError

    @cached_property
    def card(self) -> ProposalCard:
        """The card over the map."""
        from app.cards.proposals import ProposalCard

        actions = self._window.actions_
        card = ProposalCard(self._window.map, [None if key is None else actions[key] for key in _MAKING])
        card.sides_changed.connect(self._renew)
        card.layout_changed.connect(self._lay_out)
        self._listen_to_card(card)
        return card

    @property
    def is_shown(self) -> bool:
        """Whether proposals are looked at."""
        return late.is_shown(self)

    # -- the card -------------------------------------------------------------------------------

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
        if is_split:
            canvas.zoom_to((xmin, ymin, xmax, ymax), margin=0.15)
        else:
            self.card.show_beside((xmin, ymin, xmax, ymax), margin=0.15, animated=False)

    def _lay_off(self) -> None:
        """Nothing is looked at any more."""
        self.task.stop()
        self._close_half()
        if self._divider is not None:
            self._divider.hide()
        self._window.map.canvas.lay_beneath(_KEY, None)
