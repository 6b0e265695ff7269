"""A release into the air on the map: tool, card, job, and what it reaches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from PySide6.QtWidgets import QFileDialog

from app import theme
from app.canvas.marks import Area, Dot, Marks
from app.control.beside import BesideControl
from app.control.carrying import carry_card
from app.control.entered_places import clicked, typed
from app.control.late import forget, is_shown
from app.messages import error_message
from app.tasks.hazards import HazardTask, read_action_table, run_release
from layers.crs import STORAGE_CRS, transformer
from layers.errors import LianfangError
from layers.hazards import plume, protective_actions
from layers.hazards.release import Release

if TYPE_CHECKING:
    from app.cards.release import ReleaseCard
    from app.window import MainWindow

#: A click this close to a source means it.
_NEAR_PX = 14.0
_SOURCE, _ISOLATION, _DARK = "#D7263D", "#D7263D", "#C79BE3"


class ReleaseControl(BesideControl):
    """One release at a time; it is looked at, not stored."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.task = HazardTask(window.document, window.jobs, self)
        self._at: tuple[float, float] | None = None  # degrees
        self._near_m = 0.0
        self._reading = HazardTask(window.document, window.jobs, self)
        self._reading.ready.connect(self._keep_table)
        self._reading.failed.connect(lambda error: self.card.show_message(error_message(error).sentence))
        self.task.ready.connect(self._show)
        self.task.failed.connect(lambda error: self.card.show_message(error_message(error).sentence))

    def attach(self) -> None:
        """Listen to the tool of a new map."""
        forget(self)
        self._window.map.release_tool.placed.connect(self._place)
        self._at, self.marks = None, None

    @cached_property
    def card(self) -> ReleaseCard:
        """The card over the map."""
        from app.cards.release import ReleaseCard

        card = ReleaseCard(self._window.map)
        card.wanted.connect(self._run)
        card.closed.connect(self._clear)
        card.place_typed.connect(self._type)
        card.place_chosen.connect(self._go_to)
        card.table_asked.connect(self._read_table)
        card.table_copy_asked.connect(self._copy_table)
        return card

    def carry_over(self) -> Callable[[], None] | None:
        """The card comes back with its numbers, and the release is worked out again where it was."""
        at, near_m = self._at, self._near_m

        def run() -> None:
            if at is not None:
                self._at, self._near_m = at, near_m
                self.card.show_place(self.card.where.text())
                self._run()

        return carry_card(self._window, self, self._open, run, tool="enter_release")

    def enter_release(self, _checked: bool = True) -> None:
        """Ask from which plant."""
        self._window.hands.use_tool("enter_release")
        self._open()

    def _open(self) -> None:
        parameters = self._window.document.parameters()
        self.card.show_numbers(lambda name: plume.KIND.number(parameters, name))
        self._show_table()
        self.card.open_card()

    def _show_table(self) -> None:
        document = self._window.document
        self.card.show_table(is_own=bool(self._table()), is_read_only=document.is_read_only)

    def _table(self) -> str:
        return str(self._window.document.parameters().hazard_numbers.get(plume.CODE, {}).get(plume.TABLE, ""))

    def _read_table(self) -> None:
        """Keep a county's own table of distances among the numbers of the plan."""
        window = self._window
        chosen, _ = QFileDialog.getOpenFileName(
            window, self.tr("Table of protective distances"), str(window.plans.folder()), self.tr("Table (*.csv)")
        )
        if chosen:
            self.card.show_message(self.tr("Reading…"))
            self._reading.run(partial(read_action_table, path=Path(chosen)))

    def _keep_table(self, text: str) -> None:
        document = self._window.document
        before = document.parameters()
        numbers = {**before.hazard_numbers.get(plume.CODE, {}), plume.TABLE: text}
        try:
            document.set_parameters(replace(before, hazard_numbers={**before.hazard_numbers, plume.CODE: numbers}))
        except LianfangError as error:
            self._window.show_error(error)
        self.card.show_message("")
        self._show_table()
        self._run()

    def _copy_table(self) -> None:
        """Write the table in use, to be corrected and read again."""
        window = self._window
        start = str(window.plans.folder() / self.tr("protective distances.csv"))
        chosen, _ = QFileDialog.getSaveFileName(window, self.tr("Save the table"), start, self.tr("Table (*.csv)"))
        if not chosen:
            return
        try:
            Path(chosen).write_text(self._table() or protective_actions.packaged_text(), encoding="utf-8-sig")
        except OSError as error:
            window.show_error(error)
            return
        window.toast.say(self.tr("Written: {name}").format(name=Path(chosen).name))

    def _place(self, x: float, y: float) -> None:
        self._at, said = clicked(self._window, x, y)
        self._near_m = _NEAR_PX * self._window.map.canvas.view.metres_per_px
        self.card.show_place(said)
        self._run()

    def _type(self, text: str) -> None:
        place = typed(self._window, text)
        if isinstance(place, str):
            self.card.show_message(place)
            return
        self._place(*place)

    def _run(self) -> None:
        if self._at is None:
            return
        self.lay(None)
        self.card.show_message(self.tr("Working it out…"))
        self.task.run(partial(run_release, at=self._at, near_m=self._near_m, numbers=self.card.numbers))

    def _show(self, found: Release | None) -> None:
        if not is_shown(self):
            return
        self.card.show_release(found, self.names())
        self.lay(None if found is None else self._marks_of(found))
        self.show_all()

    def _marks_of(self, found: Release) -> Marks:
        color = plume.KIND.color if theme.tokens().name == "light" else _DARK
        areas = [Area(self.metric(found.reached), color)]
        if "sector" in found.shapes:
            areas.append(Area(self.metric(found.shapes["sector"]), color, is_filled=False, is_dashed=True))
        if "isolation" in found.shapes:
            areas.append(Area(self.metric(found.shapes["isolation"]), _ISOLATION))
        places = self.metric(found.places.geometry.to_numpy(dtype=object)) if len(found.places) else []
        x, y = transformer(STORAGE_CRS, f"EPSG:{self._window.map.canvas.scene.metric_epsg}").transform(
            found.lon, found.lat
        )
        return Marks(areas, dots=[*(Dot(place.x, place.y, color) for place in places), Dot(x, y, _SOURCE)])

    def _go_to(self, lon: float, lat: float) -> None:
        self.choose(self.metric(shapely.Point(lon, lat)))

    def _clear(self, *_unused: Any) -> None:
        self.task.stop()
        self.lay(None)
        if self._window.map.canvas.tool.key == "enter_release":
            self._window.hands.use_tool("select")
