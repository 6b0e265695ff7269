"""``analyse … --scheduler local|ADDRESS``: the same analysis in pieces, by this machine's cores or by a cluster."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd

from app.headless import landcover
from app.headless.console import Exit, console_progress, say, start_qt, warn
from app.headless.options import choices_of
from app.qtcore import tr
from layers import workflow
from layers.kinds import ReachMethod, Role
from layers.progress import Progress

if TYPE_CHECKING:
    from layers.national.distributed import Distributed
    from layers.national.model import ForestFile
    from layers.national.running import Report
    from layers.plan.store import PlanStore
    from layers.zones.model import LayerInput, Parameters, ZoneInputs, ZoneResult

#: Folder of the pieces beside the results where none is named.
_SHARED = "lianfang-pieces"
#: Alone in ``--scheduler``: pieces one after the other in this process, without dask.
HERE = "none"


def refuse_usage(arguments: argparse.Namespace) -> str:
    """Return what is wrong with the options, "" when nothing is."""
    if arguments.scheduler is None:
        if arguments.plan is None:
            return tr("--plan is missing: name the plan, or give --scheduler and --out for a run without one")
        given = [name for name in ("out", "shared", "workers", "worker_memory") if getattr(arguments, name) is not None]
        if given:
            return tr("--{option} belongs to --scheduler").format(option=given[0].replace("_", "-"))
    elif arguments.plan is None and arguments.out is None:
        return tr("--out is missing: name the folder for the files of the provinces, or a plan with --plan")
    elif arguments.plan is None and (arguments.json or arguments.landcover):
        return tr("--json and --landcover need a plan: name one with --plan")
    return ""


def analyse_plan(store: PlanStore, arguments: argparse.Namespace) -> ZoneResult:
    """Derive the zones of a plan in pieces and store them; with ``--out`` write the files of the provinces too."""
    report = _report()
    with _executor(arguments) as (executor, at_once):

        def derive(
            inputs: ZoneInputs, parameters: Parameters, *, previous: gpd.GeoDataFrame | None, progress: Progress
        ) -> ZoneResult:
            from layers.national import running

            return running.run(
                inputs,
                parameters,
                _shared(arguments),
                executor=executor,
                previous=previous,
                regions_at_once=at_once,
                progress=progress,
                report=report,
            )

        result = workflow.analyse(store, progress=_progress(), derive=derive)
    _tell(report)
    if arguments.out is not None:
        _write(result, arguments.out, workflow.county_names(store), store.info().reference_date)
    return result


def run_without_plan(arguments: argparse.Namespace) -> int:
    """Derive the zones of files that no plan could hold, into one GeoPackage for each province and a summary."""
    from layers.national import running
    from layers.zones.model import Parameters

    try:
        landcover.wishes_of(arguments.landcover)
        choices = choices_of(arguments.layers, arguments.crs, arguments.role, arguments.field, arguments.encoding)
    except ValueError as error:
        warn(str(error))
        return Exit.USAGE
    start_qt(arguments.lang)
    streamed = [path for path in arguments.layers if choices[path].role is Role.FOREST and _is_windowed(path)]
    others = [path for path in arguments.layers if path not in streamed]
    from layers.sources import child

    read = child.shared().read
    layers = workflow.read_files(others, choices, counties=None, progress=console_progress(tr("Reading")), read=read)
    if streamed and any(layer.role is Role.FOREST for layer in layers):
        warn(tr("Forest comes from files that are read by windows, or from others, not from both."))
        return Exit.USAGE
    reference = arguments.date or date.today()
    inputs = _inputs(layers, reference, streamed)
    parameters = Parameters(forest_reach=ReachMethod.DISTANCE.value)
    warn(tr("Fire reaches a stated distance here: its spread needs all land at once, and a plan."))
    report = _report()
    forests = _files(streamed) if streamed else None
    with _executor(arguments) as (executor, at_once):
        result = running.run(
            inputs,
            parameters,
            _shared(arguments),
            forests=forests,
            executor=executor,
            regions_at_once=at_once,
            progress=_progress(),
            report=report,
        )
    _tell(report)
    names = dict(zip(inputs.counties["code"].astype(str), inputs.counties["name"].astype(str), strict=True))
    _write(result, arguments.out, names, reference)
    return Exit.OK


def _is_windowed(path: Path) -> bool:
    """Return whether a file can be read by windows as it is: it has an index, degrees, and a text column ``uid``."""
    import pyogrio

    if path.suffix.lower() not in (".fgb", ".gpkg"):
        return False
    info = pyogrio.read_info(path)
    return str(info["crs"]) in ("EPSG:4490", "EPSG:4326") and "uid" in info["fields"]


def _inputs(layers: list[Any], reference: date, streamed: list[Path]) -> ZoneInputs:
    """Return layers as an analysis sees them; those that are read by windows without their features."""
    import pandas as pd

    from layers.crs import STORAGE_CRS
    from layers.errors import AnalysisError
    from layers.kinds import ANALYSED
    from layers.zones.model import LayerInput, ZoneInputs

    counties = [layer.frame for layer in layers if layer.role is Role.COUNTY and layer.frame is not None]
    if not counties:
        raise AnalysisError(missing=Role.COUNTY.value)
    frame = gpd.GeoDataFrame(pd.concat(counties, ignore_index=True), geometry="geometry", crs=STORAGE_CRS)
    analysed: list[LayerInput] = [
        LayerInput(f"{layer.role.value}-{at:02d}", layer.role, layer.frame, layer.proposed_speaks_for, layer.title)
        for at, layer in enumerate(layers)
        if layer.role in ANALYSED and layer.frame is not None
    ]
    nothing = gpd.GeoDataFrame({"uid": [], "name": []}, geometry=[], crs=STORAGE_CRS)
    analysed += [
        LayerInput(f"forest-window-{at:02d}", Role.FOREST, nothing, None, path.stem) for at, path in enumerate(streamed)
    ]
    return ZoneInputs(frame[["code", "name", "geometry"]], tuple(analysed), reference_date=reference)


def _files(streamed: list[Path]) -> list[ForestFile]:
    from layers.national.folder import sha256_of
    from layers.national.model import ForestFile

    return [
        ForestFile(f"forest-window-{at:02d}", str(path.resolve()), sha256_of(path), None, path.stem)
        for at, path in enumerate(streamed)
    ]


@contextmanager
def _executor(arguments: argparse.Namespace) -> Iterator[tuple[Distributed | None, int]]:
    """Give who does the pieces, None for this process, and how many regions to hand out together."""
    if arguments.scheduler == HERE:
        yield None, 1
        return
    from layers.national.distributed import cluster

    memory = arguments.worker_memory or "auto"
    with cluster(arguments.scheduler, workers=arguments.workers, memory=memory) as workers:
        count = workers.workers
        warn(tr("{count} workers at {address}").format(count=count, address=arguments.scheduler))
        yield workers, max(1, count // 16 + 1)


def _shared(arguments: argparse.Namespace) -> Path:
    """Return the folder that workers see too."""
    if arguments.shared is not None:
        return Path(arguments.shared)
    beside = arguments.out if arguments.out is not None else arguments.plan.parent
    return Path(beside) / _SHARED


def _words() -> dict[str, str]:
    """Return what each step is called while it runs."""
    return {
        "national_preparing": tr("counties and lines"),
        "national_cut": tr("forest by county"),
        "national_outline": tr("zones, each alone"),
        "national_divide": tr("zones apart"),
        "national_count": tr("what lies in them"),
    }


def _progress() -> Progress:
    """Return a progress that names the step: on one line of a terminal, else a line whenever a tenth is done."""
    words = _words()
    started = time.perf_counter()
    last = [-1.0]
    on_terminal = sys.stderr.isatty()

    def report(fraction: float, step: str) -> None:
        what = words.get(step, tr("putting together"))
        seconds = time.perf_counter() - started
        text = f"{fraction:4.0%}  {seconds:6.0f} s  {what}"
        if on_terminal:
            print(f"\r{text:<60}", end="\n" if fraction >= 1.0 else "", file=sys.stderr, flush=True)
        elif fraction >= last[0] + 0.1 or fraction >= 1.0 > last[0]:
            last[0] = fraction
            warn(text)

    return report


def _report() -> Report:
    from layers.national.running import Report

    return Report()


def _tell(report: Report) -> None:
    text = tr("{count} pieces, {resumed} of them done before; at most {memory} MB for one; folder {folder}")
    warn(
        text.format(count=len(report.records), resumed=report.resumed, memory=round(report.peak_mb), folder=report.run)
    )


def _write(result: ZoneResult, out: Path, names: dict[str, str], reference: date) -> None:
    from layers.national import results

    paths = results.write(result, out, names, reference)
    say(
        tr("{path}: {count} files, content {sha256}").format(
            path=out, count=len(paths), sha256=results.content_sha256(result)
        )
    )
