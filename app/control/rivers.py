"""Rivers on the map: entering a spill, writing its notice, and comparing flood standards across county lines."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
from PySide6.QtCore import QObject

from app import i18n
from app.canvas.river_findings import Found, RiverFindings
from app.canvas.river_way import Highlight, RiverWay, way_of
from app.control.carrying import carry_card
from app.control.entered_places import clicked, typed
from app.control.late import forget, is_shown, put_away
from app.control.plans import file_name
from app.control.writing import ask_target, start_writing
from app.jobs import Job
from app.messages import error_message
from app.tasks.rivers import Ran, RiverTask, run_spill, run_standards, write
from layers.crs import STORAGE_CRS, transform, transformer
from layers.rivers.settings import RiverSettings, Verdict

if TYPE_CHECKING:
    from app.cards.spill import SpillCard
    from app.cards.standards import StandardsCard
    from app.window import MainWindow

#: The cursor points at the river within so many pixels, or half the distance of two places of the profile.
_POINT_PX, _POINT_M = 14.0, 130.0
#: Share of the map beside a card that is room enough for a place.
_LEAST_BESIDE = 0.3
#: What the legend in the other corner takes, as a share of the way that is shown.
_LEGEND_SHARE = 0.3


class SpillControl(QObject):
    """One spill at a time; it is looked at, and its notice written, not stored."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.task = RiverTask(window.document, window.jobs, window.river_lands, self)
        self._at: tuple[float, float] | None = None  # degrees
        self._ran: Ran | None = None
        self._way: RiverWay | None = None
        self._profile_xy: np.ndarray | None = None
        self.task.ready.connect(self._show)
        self.task.failed.connect(lambda error: self.card.show_message(error_message(error).sentence))
        window.document.closed.connect(self._close)

    def attach(self) -> None:
        """Listen to the tool of a new map."""
        forget(self)
        side = self._window.map
        side.canvas.cursor_moved.connect(self._point_on_profile)
        side.canvas.cursor_left.connect(lambda: self._point_on_profile(math.nan, math.nan))
        side.spill_tool.placed.connect(self._place)
        self._at, self._way, self._ran = None, None, None

    @cached_property
    def card(self) -> SpillCard:
        """The card over the map."""
        from app.cards.spill import SpillCard

        card = SpillCard(self._window.map)
        card.wanted.connect(self._run)
        card.closed.connect(self._clear)
        card.place_typed.connect(self._type)
        card.notice_wanted.connect(self._write_notice)
        card.place_chosen.connect(self._go_to)
        card.upstream_end_chosen.connect(self._judge)
        card.distance_pointed.connect(self._point_on_map)
        return card

    def carry_over(self) -> Callable[[], None] | None:
        """The card comes back with what was said of the spill, and the water is followed again from there."""
        at = self._at

        def run() -> None:
            if at is not None:
                self._at = at
                self.card.show_place(self.card.where.text())
                self._run()

        return carry_card(self._window, self, self._open, run, tool="enter_spill")

    def enter_spill(self, _checked: bool = True) -> None:
        """Ask for the place of a spill."""
        self._window.hands.use_tool("enter_spill")
        self._open()

    def _open(self) -> None:
        self.card.set_settings(self._settings())
        self.card.open_card()

    def _settings(self) -> RiverSettings:
        return RiverSettings.from_dict(self._window.document.stored_river_settings())

    def _place(self, x: float, y: float) -> None:
        self._at, said = clicked(self._window, x, y)
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
        self._lay(None)
        self.card.show_message(self.tr("Following the water…"))
        self.task.run(partial(run_spill, at=self._at, settings=self.card.settings()))

    def _show(self, ran: Ran) -> None:
        if not is_shown(self):
            return
        self._ran = ran
        window = self._window
        names = {code: window.document.short_county_name(code) for code in window.document.county_names()}
        self.card.show_ran(ran, names)
        self._lay(way_of(ran.spill, window.map.canvas.scene.metric_epsg, names, self.tr("Counties")))
        if self._way is not None and self._way.extent is not None:
            self._bring_into_sight(self._way.extent)

    # -- the profile and the map point at the same place ---------------------------------------

    def _along(self) -> tuple[np.ndarray, np.ndarray] | None:
        """Return the distances along the profile and their places, metres of the map."""
        if self._ran is None or self._ran.profile is None or self._way is None:
            return None
        if self._profile_xy is None:
            shown, epsg = self._ran.profile, self._window.map.canvas.scene.metric_epsg
            x, y = transformer(STORAGE_CRS, f"EPSG:{epsg}").transform(shown.lon, shown.lat)
            self._profile_xy = np.column_stack([x, y])
        return self._ran.profile.distance_m, self._profile_xy

    def _point_on_map(self, distance_m: float) -> None:
        along = self._along()
        if along is None or self._way is None:
            return
        places = along[1]
        at = [float(np.interp(distance_m, along[0], places[:, axis])) for axis in (0, 1)]
        self._way.cursor = (at[0], at[1]) if math.isfinite(distance_m) else None
        self._window.map.canvas.update()

    def _point_on_profile(self, x: float, y: float) -> None:
        if not is_shown(self):
            return
        along, shown = self._along(), self.card.profile
        if along is None or shown is None:
            return
        away = np.hypot(along[1][:, 0] - x, along[1][:, 1] - y)
        nearest = int(np.argmin(away)) if math.isfinite(x) else -1
        # The profile has a place every 250 m: the cursor is on the river when it is that near, or near on the screen.
        within = max(_POINT_PX * self._window.map.canvas.view.metres_per_px, _POINT_M)
        shown.show_cursor(float(along[0][nearest]) if nearest >= 0 and away[nearest] <= within else math.nan)

    def _lay(self, way: RiverWay | None) -> None:
        canvas = self._window.map.canvas
        if way is not None or canvas.over is self._way:
            canvas.lay_over(way)
        self._way, self._profile_xy = way, None

    def _bring_into_sight(self, box: tuple[float, float, float, float]) -> None:
        """Show a box beside the card, not under it."""
        xmin, ymin, xmax, ymax = box
        grow = max(2_000.0 - max(xmax - xmin, ymax - ymin), 0.0) / 2.0
        xmin, ymin, xmax, ymax = xmin - grow, ymin - grow, xmax + grow, ymax + grow
        self.card.show_beside((xmin - _LEGEND_SHARE * (xmax - xmin), ymin, xmax, ymax))

    def _go_to(self, lon: float, lat: float) -> None:
        epsg = self._window.document.info().metric_epsg
        x, y = transformer(STORAGE_CRS, f"EPSG:{epsg}").transform(lon, lat)
        self._bring_into_sight((x, y, x, y))

    def _judge(self, is_from_west: bool) -> None:
        """Keep which way the river of the spill runs, and follow it."""
        ran = self._ran
        if ran is None or not len(ran.spill.traced.stops):
            return
        stop = ran.spill.traced.stops.iloc[0]
        lines = ran.land.network.lines
        shape = lines.loc[lines["object_uid"].astype(str) == stop["object_uid"]].geometry.iloc[0]
        ends = sorted((shape.coords[0], shape.coords[-1]))
        lon, lat = ends[0] if is_from_west else ends[-1]
        kept = self._settings()
        others = tuple(one for one in kept.verdicts if one.object_uid != stop["object_uid"])
        verdict = Verdict(str(stop["object_uid"]), float(lon), float(lat))
        settings = replace(kept, verdicts=(*others, verdict))
        self._window.document.set_river_settings("river_judged", settings)
        self.card.set_settings(settings)
        self._run()

    def _write_notice(self) -> None:
        """Ask what only a person knows and where to, and write the notice in the background."""
        from app.dialogs.ask import run
        from app.dialogs.spill_notice import SpillNoticeDialog

        ran, window = self._ran, self._window
        if ran is None:
            return
        dialog = SpillNoticeDialog(ran.spill.settings.notify_margin_min, window)
        if not run(dialog):
            return
        facts = dialog.facts
        kinds = {self.tr("Word (*.docx)"): ".docx", "PDF (*.pdf)": ".pdf", self.tr("Text (*.txt)"): ".txt"}
        stem = file_name(self.tr("spill notice {number}").format(number=facts.number))
        path = ask_target(window, self.tr("Save the notice"), window.plans.folder() / f"{stem}.docx", kinds)
        if path is None:
            return
        settings = replace(ran.spill.settings, notify_margin_min=dialog.margin.value())
        told = replace(ran, spill=replace(ran.spill, settings=settings))
        store = window.document.store
        job = Job(write, store, told, facts, path, i18n.current(), title=self.tr("Writing files"))
        start_writing(window, job, opens_folder=False)

    def _clear(self) -> None:
        self.task.stop()
        self._lay(None)
        if self._window.map.canvas.tool.key == "enter_spill":
            self._window.hands.use_tool("select")

    def _close(self, *_unused: Any) -> None:
        self._at, self._ran = None, None
        put_away(self)


class StandardsControl(QObject):
    """The comparison of flood standards is looked at, not stored."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.task = RiverTask(window.document, window.jobs, window.river_lands, self)
        self._mark: Highlight | None = None
        self.task.ready.connect(self._show)
        self.task.failed.connect(lambda error: self.card.show_message(error_message(error).sentence))
        window.document.closed.connect(lambda *_unused: put_away(self))

    def attach(self) -> None:
        """Follow a new map."""
        forget(self)
        self._mark = None

    @cached_property
    def card(self) -> StandardsCard:
        """The card over the map."""
        from app.cards.standards import StandardsCard

        card = StandardsCard(self._window.map)
        card.row_chosen.connect(self._go_to)
        card.closed.connect(self._clear)
        return card

    def flood_standards(self, _checked: bool = True) -> None:
        """Show the card and compare."""
        self.card.open_card()
        self.card.show_message(self.tr("Comparing…"))
        settings = RiverSettings.from_dict(self._window.document.stored_river_settings())
        self.task.run(partial(run_standards, settings=settings))

    def _show(self, table: gpd.GeoDataFrame) -> None:
        if not is_shown(self):
            return
        window = self._window
        names = {code: window.document.short_county_name(code) for code in window.document.county_names()}
        settings = RiverSettings.from_dict(window.document.stored_river_settings())
        rows = table.to_dict("records")
        self.card.show_rows(rows, names, settings)
        canvas = window.map.canvas
        shapes = transform(table.geometry.to_numpy(dtype=object), STORAGE_CRS, f"EPSG:{canvas.scene.metric_epsg}")
        found = Found(tuple(map(str, range(len(rows)))), shapes, tuple(table["severity"]))
        legend = {
            "title": self.tr("Flood standards"),
            "orange": self.tr("Standards apart, orange"),
            "yellow": self.tr("Standards apart, yellow"),
        }
        canvas.lay_beneath("standards", RiverFindings({"standards": found}, legend, front="standards"))

    def _go_to(self, row: dict[str, Any]) -> None:
        canvas = self._window.map.canvas
        shape = transform(row["geometry"], STORAGE_CRS, f"EPSG:{canvas.scene.metric_epsg}")
        self._mark = Highlight(shape)
        canvas.lay_over(self._mark)
        xmin, ymin, xmax, ymax = shape.bounds
        grow = max(3_000.0 - max(xmax - xmin, ymax - ymin), 0.0) / 2.0
        xmin, ymin, xmax, ymax = xmin - grow, ymin - grow, xmax + grow, ymax + grow
        is_wide = self.card.free_share >= _LEAST_BESIDE
        (self.card.show_beside if is_wide else self.card.show_below)((xmin, ymin, xmax, ymax))

    def _clear(self, *_unused: Any) -> None:
        self.task.stop()
        if self._mark is not None and self._window.map.canvas.over is self._mark:
            self._window.map.canvas.lay_over(None)
        self._mark = None
        self._window.map.canvas.lay_beneath("standards", None)
