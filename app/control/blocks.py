"""Blocks: making them, choosing them on the map, and the patrol area they become."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from app import block_words, fire_words, messages, words
from app.control.carrying import carry_card
from app.control.late import forget, is_made, put_away
from app.control.writing import ask_target
from app.document import Change
from app.tasks.blocks import BlockTask, BlockView
from app.tasks.fire import FireTask, run_block_times
from layers.errors import LianfangError, ShapingError
from layers.patrol import shaping

if TYPE_CHECKING:
    from app.canvas.blocks import BlockSet
    from app.canvas.tools.base import Tool
    from app.canvas.tools.blocks import BlocksTool
    from app.cards.blocks import BlocksCard, BlockTimeRow
    from app.window import MainWindow
    from layers.patrol.block_model import BlockParameters
    from layers.spread.block_times import BlockTimes
    from layers.spread.choices import FireChoices

#: Blocks in the table of times while none is chosen: the quickest.
_MOST_TIMES = 200


class BlockControl(QObject):
    """The action *Blocks*, its card and its tool."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._document = window, window.document
        self._view = BlockView(None, {}, ())
        self._has_facts = False
        self.task = BlockTask(window.document, window.jobs, self)
        self.timing = FireTask(window.document, window.jobs, window.fire_lands, self)
        self._times: tuple[BlockTimes, FireChoices] | None = None
        self._wanted_times: FireChoices | None = None
        self.timing.ready.connect(self._on_times)
        self.timing.failed.connect(self._on_no_times)
        self.task.ready.connect(self._on_ready)
        self.task.made.connect(self._on_made)
        self.task.ended.connect(lambda: self.card.show_busy(False) if is_made(self) else None)
        self.task.written.connect(self._on_written)
        self.task.failed.connect(window.show_error)
        window.document.changed.connect(self._on_changed)
        window.document.closed.connect(self._on_closed)

    def attach(self) -> None:
        """Listen to the tool of a new map."""
        forget(self)
        side = self._window.map
        self.tool.describe = self._describe
        self.tool.finished.connect(self._new_area)
        self.tool.chosen_changed.connect(self._show_sum)
        side.canvas.tool_changed.connect(self._on_tool)
        side.scene_changed.connect(self._on_scene)
        self._window.patrol.area_chosen.connect(lambda _uid: self._show_sum())

    @cached_property
    def card(self) -> BlocksCard:
        """The card over the map."""
        from app.cards.blocks import BlocksCard

        card = BlocksCard(self._window.map)
        card.make_asked.connect(self.make)
        card.remove_asked.connect(self._remove)
        card.export_asked.connect(self.export_blocks)
        card.clear_asked.connect(self.tool.discard)
        card.new_area_asked.connect(self._new_area)
        card.add_asked.connect(self._add)
        card.take_asked.connect(self._take)
        card.times_asked.connect(self._ask_times)
        card.closed.connect(self._on_card_closed)
        return card

    def carry_over(self) -> Callable[[], None] | None:
        """The card comes back with what blocks are to be made of."""
        has_facts = self._has_facts

        def reopen() -> None:
            if not self._is_in_use:  # a sketch that is back has its tool by now
                self._window.hands.use_tool("blocks")
            self._has_facts = False
            self._open()
            if has_facts:
                self._show_facts()

        return carry_card(self._window, self, reopen)

    @property
    def tool(self) -> BlocksTool:
        """The tool of the map as it is built now."""
        return self._window.map.blocks_tool

    @property
    def _is_in_use(self) -> bool:
        return self._window.map.canvas.tool is self.tool

    # -- opening ------------------------------------------------------------------------------

    def blocks(self, _checked: bool = True) -> None:
        """Choose blocks on the map; without any, ask how to make them."""
        self._window.hands.use_tool("blocks")
        self._has_facts = False
        self._open()

    def _open(self) -> None:
        self.card.show_busy(self.task.is_making)
        self._show_state()
        self._show_sum()
        self.card.open_card()
        self.task.want(True)

    def _on_ready(self, view: BlockView) -> None:
        self._view = view
        if self._times is not None and view.blocks is not None and set(view.blocks.rows) - set(self._times[0].rows):
            self._times = None  # others were made meanwhile
        self.tool.set_blocks(view.blocks)
        if not self._has_facts:  # what the planner has set on the card since stays
            self._show_facts()
        self._show_sum()

    def _show_facts(self) -> None:
        self._has_facts = True
        self.card.show_parameters(
            self._document.block_state().parameters,
            self._view.lines,
            self._view.road_classes,
            has_zones=self._has_zones,
        )

    @property
    def _has_zones(self) -> bool:
        return len(self._document.zones()) > 0

    def _on_tool(self, tool: Tool) -> None:
        """Another tool leaves the card behind."""
        if tool is not self.tool and self.task is not None:
            self.task.want(False)
            put_away(self)

    def _on_card_closed(self) -> None:
        if self._is_in_use:
            self._window.hands.use_tool("select")

    def _on_scene(self, scene: Any) -> None:
        blocks = self.tool.blocks
        if self._is_in_use and (blocks is None or blocks.epsg != scene.metric_epsg):
            self.task.want(True)

    def _on_closed(self) -> None:
        self.task.want(False)
        self._view = BlockView(None, {}, ())
        self._times = None

    # -- minutes to the line ------------------------------------------------------------------

    def _ask_times(self) -> None:
        """Work out how soon a fire in each block is another county's, in the weather the plan has."""
        if self.tool.blocks is None:
            return
        settings = self._document.fire_choices()
        self._wanted_times = settings
        self.card.show_timing(True)
        self.timing.run(partial(run_block_times, settings=settings, blocks=self.tool.blocks.frame), settings)

    def _on_times(self, times: BlockTimes) -> None:
        self.card.show_timing(False)
        if self._wanted_times is not None:
            self._times = (times, self._wanted_times)
        self._show_sum()

    def _on_no_times(self, error: Exception) -> None:
        self.card.show_timing(False)
        self._window.toast.say(messages.error_message(error).sentence)

    def _on_changed(self, change: Change) -> None:
        """Times hang on layers and on what fires run with."""
        is_other = change.touches("parameter") and self._times is not None
        if is_other and self._times is not None:
            now = self._document.fire_choices()
            is_other = replace(now, scenarios=(), rose=()) != replace(self._times[1], scenarios=(), rose=())
        if is_other or (change.touches("layer") and not change.is_look):
            # Also those that are on their way are of before.
            self._times = self._wanted_times = None
            if self._is_in_use:
                self._show_sum()
        self._show_state()

    def _describe(self, blocks: BlockSet, row: int) -> str:
        said = block_words.describe(blocks.frame, row, self._document)
        if self._times is None:
            return said
        times, settings = self._times
        found = times.of(str(blocks.frame["uid"].iloc[row]))
        return f"{said}\n{block_words.to_border(found, settings.hours * 60.0)}"

    # -- making -------------------------------------------------------------------------------

    def make(self, parameters: BlockParameters) -> None:
        """Make the blocks; those chosen are let go where they are no longer there."""
        self.card.show_busy(True)
        self._has_facts = False
        self.task.make(parameters)

    def _on_made(self, facts: dict[str, Any]) -> None:
        count = facts["count"]
        text = self.tr("%n block(s) made", "", count)
        if facts["dangles"]:
            loose = self.tr("%n line(s) end without reaching another and divide nothing", "", facts["dangles"])
            text = f"{text} · {loose}"
        for title in facts["terrain_missing"]:
            missing = self.tr("no ridges: {layer} cannot be read").format(layer=title)
            text = f"{text} · {missing}"
        self._window.undo_offer.say(text)

    def _remove(self) -> None:
        self._do(lambda: self._document.remove_blocks())

    def export_blocks(self) -> None:
        """Ask where to, and write all blocks as a map layer."""
        from layers.export.blocks import ENDINGS
        from layers.export.files import safe_stem

        name = self.tr("{plan} blocks").format(plan=self._document.info().title)
        kinds = {self.tr("GeoPackage (*.gpkg)"): ".gpkg", self.tr("GeoJSON (*.geojson)"): ".geojson"}
        proposed = self._window.plans.folder() / f"{safe_stem(name)}.gpkg"
        target = ask_target(self._window, self.tr("Export blocks"), proposed, kinds, endings=ENDINGS)
        if target is not None:
            self.task.write(target)

    def _on_written(self, target: Path, count: int) -> None:
        said = self.tr("%n block(s) written: {name}", "", count).format(name=target.name)
        self._window.toast.say(
            said,
            self.tr("Open the folder"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(target.parent))),
        )

    def _show_state(self) -> None:
        if not self._document.is_open or not is_made(self):
            return
        state = self._document.block_state()
        before = (self.card.state.text(), self.card.making.isHidden())
        self.card.show_state(state.count, is_stale=state.is_stale)
        if before[0] == self.card.state.text() and state.count:
            self.card.show_making(not before[1])

    # -- choosing -----------------------------------------------------------------------------

    def _show_sum(self) -> None:
        """Say what the blocks chosen come to."""
        if not is_made(self):
            return
        blocks, rows = self.tool.blocks, self.tool.rows
        chosen = self._window.patrol.chosen_areas
        name = self._document.patrol_name(chosen[0]) if len(chosen) == 1 else ""
        if blocks is None or not rows:
            hint = self.tr("Click blocks, or drag around some; with Shift as a box, with Ctrl to let go.")
            self.card.show_sum(hint, [], count=0, area_name=name)
            quickest = self._times[0].quickest(_MOST_TIMES) if self._times is not None else []
            there = [] if blocks is None else sorted(blocks.rows[uid] for uid in quickest if uid in blocks.rows)
            self.card.show_times([] if blocks is None else self._time_rows(blocks.frame.iloc[there]))
            return
        frame = blocks.frame
        areas = block_words.areas_of(frame, rows)
        total = sum(areas.values())
        head = self.tr("%n block(s)", "", len(rows))
        lines = [f"{head} · {words.hectares(total)} · {words.mu(total)}"]
        lines += block_words.share_lines(areas, self._document)
        lines.append(block_words.exposure(frame.iloc[rows]))
        self.card.show_times(self._time_rows(frame.iloc[rows]))
        if self._times is not None:
            times, settings = self._times
            found = times.of(*frame["uid"].iloc[rows].astype(str))
            lines.append(block_words.to_border(found, settings.hours * 60.0))
            lines.append(fire_words.weather(settings.weather))
        warnings = []
        if len(areas) < 2:
            warnings.append(self.tr("In one county only: a joint-patrol area needs land of two."))
        self.card.show_sum("\n".join(lines), warnings, count=len(rows), area_name=name)

    def _time_rows(self, frame: Any) -> list[BlockTimeRow]:
        """Return minutes to the line of blocks, the quickest first; none before they are worked out."""
        from app.cards.blocks import BlockTimeRow

        if self._times is None:
            return []
        times, settings = self._times
        limit = settings.hours * 60.0
        rows = []
        columns = (frame["uid"].astype(str), frame["number"], frame["area_ha"])
        for uid, number, area in zip(*columns, strict=True):
            one = times.of(uid)
            first, median = (block_words.border_minutes(one, value, limit) for value in (one.first_min, one.median_min))
            rows.append(BlockTimeRow(uid, int(number), float(area), one.first_min, first, one.median_min, median))
        unknown = float("inf")
        return sorted(rows, key=lambda row: (unknown if row.first_min != row.first_min else row.first_min, row.number))

    # -- the patrol area ----------------------------------------------------------------------

    def _new_area(self) -> None:
        """Make a patrol area of the blocks chosen."""
        shapes = self.tool.shapes()
        if not shapes or self.tool.blocks is None:
            return
        from layers.patrol.blocks import joined

        whole = joined(shapes, epsg=self.tool.blocks.epsg)
        name = self._document.next_patrol_name()
        made = self._keep(lambda: self._document.reshape_patrol_areas("blocks_joined", {}, added=[(name, whole)]))
        if made:
            self._choose(made[0])
            pieces = len(shapely.get_parts(whole))
            if pieces > 1:
                said = self.tr("The blocks do not all touch: the area has {count} pieces.").format(count=pieces)
                self._window.undo_offer.say(said)

    def _add(self) -> None:
        """Add the blocks chosen to the patrol area chosen."""
        from layers.patrol.blocks import joined

        self._reshape("blocks_added", lambda area, shapes, epsg: joined([area, *shapes], epsg=epsg))

    def _take(self) -> None:
        """Take the blocks chosen from the patrol area chosen."""
        self._reshape("blocks_taken", lambda area, shapes, epsg: shaping.subtract(area, shapes, epsg=epsg))

    def _reshape(self, code: str, operation: Callable[[Any, list[Any], int], Any]) -> None:
        chosen, shapes = self._window.patrol.chosen_areas, self.tool.shapes()
        if len(chosen) != 1 or not shapes or self.tool.blocks is None:
            return
        uid = chosen[0]
        try:
            changed = operation(self._document.patrol_shape(uid), shapes, self.tool.blocks.epsg)
        except ShapingError as error:
            self._window.toast.say(messages.error_message(error).sentence)
            return
        if self._keep(lambda: self._document.reshape_patrol_areas(code, {uid: changed})) is not None:
            self._choose(uid)

    def _keep(self, edit: Callable[[], list[str]]) -> list[str] | None:
        """Write a gesture that takes along that nothing is in hand; on failure the blocks are chosen again."""
        self.tool.done()
        try:
            return edit()
        except LianfangError as error:
            self.tool.take_back()
            self._window.show_error(error)
            self._window.keeping.say_still_in_hand()
            return None

    def _do(self, edit: Callable[[], None]) -> None:
        try:
            edit()
        except LianfangError as error:
            self._window.show_error(error)

    def _choose(self, uid: str) -> None:
        """Show the area as chosen; the tool has done its work."""
        self._window.hands.use_tool("select")
        self._window.right.show_page("patrol")
        self._window.patrol.choose(uid)
        self._window.hands.choose_area(uid)
