"""Works patrols out in a worker: the newest wish counts; tracks are read in the reader's own process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.document import Change
from app.jobs import Job
from app.tasks.newest import NewestTask

if TYPE_CHECKING:
    import shapely

    from layers.plan.store import PlanStore
    from layers.progress import Progress
    from layers.routes.effort import Effort, Track
    from layers.routes.rules import PatrolRules
    from layers.routes.study import PatrolStudy
    from layers.routes.suggesting import SuggestedRoute


@dataclass(frozen=True)
class Patrolled:
    """What was found; ``efforts`` by route when tracks were given, ``corridor`` what all routes watch."""

    study: PatrolStudy
    corridor: shapely.Geometry
    tracks: tuple[Track, ...] = ()
    efforts: tuple[Effort, ...] | None = None
    suggested: tuple[SuggestedRoute, ...] = ()


class PatrolTask(NewestTask):
    """Tells what was found as ``Patrolled``."""

    def run(self, tracks: tuple[Path, ...], suggestions: int = 0, longest_m: float = 10_000.0) -> None:
        """Work the plan's patrols out, hold these GPX files against them, suggest so many routes of so many metres.

        What is under way is given up.
        """
        self._wish((tracks, suggestions, longest_m))

    def _make_job(self, store: PlanStore, wish: tuple[tuple[Path, ...], int, float]) -> Job:
        return Job(_run, store, *wish, title=self.tr("Working patrols out"))


def matters(change: Change) -> bool:
    """Return whether patrols depend on what was changed."""
    if change.touches("parameter"):
        return "patrol_rules_set" in change.codes
    return (not change.is_look and change.touches("layer")) or change.touches("patrol_area", "zone")


def _run(
    store: PlanStore, paths: tuple[Path, ...], suggestions: int, longest_m: float, progress: Progress
) -> Patrolled:
    import shapely

    from layers.progress import part
    from layers.routes.rules import PatrolRules
    from layers.routes.study import patrol_study, tracks_of
    from layers.sources import child

    frames = [
        layer.frame
        for at, path in enumerate(paths)
        for layer in child.shared().read(
            path, progress=part(progress, 0.3 * at / len(paths), 0.3 * (at + 1) / len(paths))
        )
    ]
    with store.reader() as reader:
        rules = PatrolRules.from_dict(reader.patrol_rules())
        found = patrol_study(reader, rules.settings, progress=part(progress, 0.3, 0.7))
    corridor = shapely.union_all([one.line.buffer(found.settings.detection_m) for one in found.routes])
    suggested = tuple(
        found.suggest(suggestions, most_m=longest_m, progress=part(progress, 0.7, 1.0)) if suggestions else ()
    )
    if not paths:
        return Patrolled(found, corridor, suggested=suggested)
    tracks = tuple(tracks_of(frames, found.epsg))
    return Patrolled(found, corridor, tracks, tuple(found.efforts(tracks)), suggested)


def write_book(
    found: Patrolled,
    path: Path,
    names: Mapping[str, str],
    language: str,
    rules: PatrolRules,
    first: date,
    progress: Progress,
) -> Path:
    """Write the workbook, with the roster of four weeks."""
    from app.sheets.words import load_words
    from layers.routes.book import write_patrols

    words = load_words(language).group("patrols")
    return write_patrols(
        path,
        found.study,
        names,
        words,
        level=rules.level,
        rules=rules.by_level,
        first=first,
        efforts=found.efforts,
        suggested=found.suggested,
        progress=progress,
    )


def write_patrol_cards(store: PlanStore, found: Patrolled, path: Path, language: str, progress: Progress) -> Path:
    """Write a card for each route."""
    from app.tasks.patrol_cards import write_cards

    with store.reader() as reader:
        return write_cards(reader, found.study, path, language, progress=progress)


def write_gpx(found: Patrolled, path: Path, title: str, language: str, progress: Progress) -> Path:
    """Write the routes for devices."""
    from app.sheets.words import load_words
    from layers.export.files import written_whole
    from layers.routes.gpx import routes_gpx

    words = load_words(language).group("patrols")
    data = routes_gpx(found.study.routes, found.study.epsg, title=title, handover=words["crossing"])
    with written_whole(path) as target:
        target.write_bytes(data)
    progress(1.0, "writing")
    return path
