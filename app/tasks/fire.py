"""Runs fires in a worker; the land is read once for a state of the plan, whoever asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app.document import Change, Document
from app.jobs import Job, Jobs
from app.tasks.newest import NewestTask
from layers.memory import Memory

if TYPE_CHECKING:
    import geopandas as gpd

    from app.canvas.arrivals import TimeRaster
    from layers.plan.store import PlanStore
    from layers.progress import Progress
    from layers.spread.block_times import BlockTimes
    from layers.spread.choices import FireChoices, Scenario
    from layers.spread.fire_land import FireLand
    from layers.spread.firesheds import LeadTime
    from layers.spread.incident import Incident
    from layers.spread.models import SpreadModel
    from layers.spread.origins import OriginTimes, Target
    from layers.spread.rates import Spread, Weather
    from layers.spread.settings import LandSettings
    from layers.spread.transmission import Transmission
    from layers.spread.winds import Sending

#: Takes what is kept and ``progress``.
Work = Callable[..., Any]


@dataclass(frozen=True)
class Kept:
    """The land, and what was worked out on it: a changed parameter runs again only what depends on it."""

    land: FireLand
    matrices: dict[tuple[Weather, SpreadModel, float, float], Transmission] = field(default_factory=dict)
    leads: dict[tuple[Weather, Spread, float], LeadTime] = field(default_factory=dict)


@dataclass(frozen=True)
class Wish:
    """A fire as it was entered; degrees.  Weather and hours are in the settings."""

    lon: float
    lat: float
    settings: FireChoices

    @property
    def weather(self) -> Weather:
        """The weather it runs in."""
        return self.settings.weather

    @property
    def hours(self) -> float:
        """How far ahead."""
        return self.settings.hours


@dataclass(frozen=True)
class Ran:
    """What came out, over which land."""

    wish: Wish
    land: FireLand
    incident: Incident
    raster: TimeRaster


@dataclass(frozen=True)
class Lead:
    """Minutes to the line from anywhere."""

    settings: FireChoices
    land: FireLand
    times: OriginTimes
    raster: TimeRaster


@dataclass(frozen=True)
class Shed:
    """Minutes to a village or county from anywhere."""

    settings: FireChoices
    land: FireLand
    target: Target
    times: OriginTimes
    raster: TimeRaster


@dataclass(frozen=True)
class Sent:
    """What counties send each other, over which land."""

    settings: FireChoices
    is_rose: bool
    land: FireLand
    sending: Sending

    @property
    def fine(self) -> Transmission:
        """The matrix."""
        return self.sending.fine

    @property
    def coarse(self) -> Transmission:
        """The matrix of a lattice of twice the step."""
        return self.sending.coarse


@dataclass(frozen=True)
class Compared:
    """Scenarios side by side, the first being what the others are held against."""

    settings: FireChoices
    scenarios: tuple[Scenario, ...]
    land: FireLand
    sendings: tuple[Sending, ...]


class FireLands(QObject):
    """The land of the open plan, as long as its layers stay as they are."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kept: Kept | None = None
        self.memory = Memory()  # steps of the land: with another factor little is done again
        self.state = 0  # another one whenever the layers are others
        document.changed.connect(self._on_changed)
        document.closed.connect(self._on_closed)

    @property
    def land(self) -> FireLand | None:
        """The land, when it has been read."""
        return self.kept.land if self.kept is not None else None

    def forget(self) -> None:
        """Let go of it."""
        self.kept = None
        self.state += 1

    def _on_closed(self) -> None:
        self.forget()
        self.memory = Memory()  # a job that still runs keeps the old one

    def _on_changed(self, change: Change) -> None:
        if not change.is_look and change.touches("layer"):
            self.forget()


class FireTask(NewestTask):
    """Tells what came of the work; the land is kept."""

    def __init__(self, document: Document, jobs: Jobs, lands: FireLands, parent: QObject | None = None) -> None:
        super().__init__(document, jobs, parent)
        self._lands = lands
        self._state = 0

    def run(self, work: Work, settings: FireChoices) -> None:
        """Do some work over the land; what is under way is given up."""
        self._wish((work, settings.land))

    def _make_job(self, store: PlanStore, wish: tuple[Work, LandSettings]) -> Job:
        lands, (work, settings) = self._lands, wish
        self._state = lands.state
        return Job(_run, store, lands.kept, lands.memory, settings, work, title=self.tr("Running fires"))

    def _take(self, result: tuple[Kept, Any]) -> None:
        kept, found = result
        if self._lands.state == self._state:
            self._lands.kept = kept
        super()._take(found)


def _run(
    store: PlanStore, kept: Kept | None, memory: Memory, settings: LandSettings, work: Work, progress: Progress
) -> Any:
    from layers.progress import part
    from layers.spread.fire_land import fire_land

    share = 0.0 if kept is not None and kept.land.settings == settings else 0.5
    if kept is None or kept.land.settings != settings:
        with store.reader() as reader:
            kept = Kept(fire_land(reader, settings, part(progress, 0.0, share), memory=memory))
    return kept, work(kept, progress=part(progress, share, 1.0))


# -- the work itself: each takes what is kept, and tells its progress -----------------------------------


def run_fire(kept: Kept, *, wish: Wish, progress: Progress) -> Ran:
    """Run one fire that was entered."""
    from app.canvas.arrivals import time_raster
    from layers.spread.incident import incident

    progress(0.0, "fires")
    settings, limit_min = wish.settings, wish.hours * 60.0
    found = incident(
        kept.land,
        wish.weather,
        wish.lon,
        wish.lat,
        limit_min,
        spread=settings.spread,
        fix_m=settings.fix_m,
        line_m=settings.line_m,
    )
    raster = time_raster(kept.land.landscape.grid, found.minutes, limit_min)
    progress(1.0, "fires")
    return Ran(wish, kept.land, found, raster)


def lead_of(kept: Kept, settings: FireChoices, progress: Progress) -> LeadTime:
    """Return minutes to the line from anywhere, from memory when this weather was the last."""
    from layers.spread.firesheds import lead_times
    from layers.spread.travel import Fire

    land, key = kept.land, (settings.weather, settings.spread, settings.hours)
    if key not in kept.leads:
        fire = Fire(land.landscape, settings.weather, settings.spread)
        limit_min = settings.hours * 60.0
        found = lead_times(fire, land.county, len(land.counties), limit_min, progress, dark=land.dark_rows)
        kept.leads.clear()  # one is tens of megabytes over a region
        kept.leads[key] = found
    return kept.leads[key]


def run_lead(kept: Kept, *, settings: FireChoices, progress: Progress) -> Lead:
    """Work out minutes to the line from anywhere."""
    from app.canvas.arrivals import time_raster
    from layers.progress import part
    from layers.spread.origins import origin_times

    lead = lead_of(kept, settings, part(progress, 0.0, 0.9))
    raster = time_raster(kept.land.landscape.grid, lead.minutes, settings.hours * 60.0)
    times = origin_times(kept.land, lead.minutes, lead.receiver)
    progress(1.0, "lead_times")
    return Lead(settings, kept.land, times, raster)


def run_shed(
    kept: Kept, *, settings: FireChoices, at: tuple[float, float], within_m: float, progress: Progress
) -> Shed:
    """Work out from where a fire reaches what lies at a place in degrees."""
    from layers.spread.origins import target_at

    return run_target(kept, settings=settings, target=target_at(kept.land, *at, within_m), progress=progress)


def run_target(kept: Kept, *, settings: FireChoices, target: Target, progress: Progress) -> Shed:
    """Work out from where a fire reaches a target."""
    from app.canvas.arrivals import time_raster
    from layers.spread.origins import origin_minutes, origin_times
    from layers.spread.travel import Fire

    progress(0.0, "fires")
    limit_min = settings.hours * 60.0
    fire = Fire(kept.land.landscape, settings.weather, settings.spread)
    minutes = origin_minutes(fire, kept.land, target, limit_min)
    progress(0.9, "fires")
    raster = time_raster(kept.land.landscape.grid, minutes, limit_min)
    times = origin_times(kept.land, minutes)
    progress(1.0, "fires")
    return Shed(settings, kept.land, target, times, raster)


def run_matrix(kept: Kept, *, settings: FireChoices, is_rose: bool, progress: Progress) -> Sent:
    """Let fires start on a lattice, and on one of half as many starts along each axis."""
    from layers.spread.choices import rose_winds
    from layers.spread.winds import sending

    weather = settings.weather
    winds = rose_winds(weather, settings.rose) if is_rose else ((weather, 1.0),)
    found = sending(
        kept.land,
        winds,
        settings.spread,
        settings.hours,
        settings.step_m,
        memory=kept.matrices,
        progress=progress,
    )
    return Sent(settings, is_rose, kept.land, found)


def run_scenarios(kept: Kept, *, settings: FireChoices, scenarios: Sequence[Scenario], progress: Progress) -> Compared:
    """Run scenarios side by side: the same land, lattice and hours."""
    from layers.progress import part
    from layers.spread.winds import sending

    winds = [settings.winds_of(one) for one in scenarios]
    every, done, found = sum(map(len, winds)), 0, []
    for one in winds:
        told = part(progress, done / every, (done + len(one)) / every)
        found.append(
            sending(
                kept.land,
                one,
                settings.spread,
                settings.hours,
                settings.step_m,
                memory=kept.matrices,
                progress=told,
            )
        )
        done += len(one)
    return Compared(settings, tuple(scenarios), kept.land, tuple(found))


def run_block_times(kept: Kept, *, settings: FireChoices, blocks: gpd.GeoDataFrame, progress: Progress) -> BlockTimes:
    """Work out how soon a fire in each block is another county's."""
    from layers.progress import part
    from layers.spread.block_times import block_times

    lead = lead_of(kept, settings, part(progress, 0.0, 0.95))
    found = block_times(kept.land, lead, blocks)
    progress(1.0, "lead_times")
    return found
