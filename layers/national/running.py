"""A run in pieces from inputs to a result; who does the pieces is the executor's matter."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from layers.borders import clean_counties
from layers.hazards.registry import chosen
from layers.kinds import Hazard, ReachMethod, Role
from layers.memory import checksum
from layers.national import assembling, steps
from layers.national import context as contexts
from layers.national.context import Context
from layers.national.cutting import BLOCK_COUNTIES, BLOCK_VERTICES, Region, blocks, regions
from layers.national.folder import RunFolder, written
from layers.national.forest_windows import keep, vertices_by_county
from layers.national.model import Executor, ForestFile, Here, Job, Payload, Piece, Record, Step
from layers.national.version import fingerprint
from layers.progress import Progress, part, silent
from layers.zones.model import LayerInput, Parameters, ZoneInputs, ZoneResult


@dataclass(frozen=True)
class Sizes:
    """How large pieces are; another size gives the same result from other pieces."""

    block_vertices: int = BLOCK_VERTICES
    block_counties: int = BLOCK_COUNTIES


@dataclass
class Report:
    """What a run took, for figures and for the administrator."""

    records: list[Record] = field(default_factory=list)
    resumed: int = 0  # pieces that were done before
    prepare_s: float = 0.0
    pieces_s: float = 0.0
    assemble_s: float = 0.0
    run: str = ""

    @property
    def peak_mb(self) -> float:
        """The most memory a worker held for one piece."""
        return max((one.peak_mb for one in self.records), default=0.0)


def run(
    inputs: ZoneInputs,
    parameters: Parameters,
    shared: Path,
    *,
    forests: Sequence[ForestFile] | None = None,
    executor: Executor | None = None,
    previous: gpd.GeoDataFrame | None = None,
    sizes: Sizes | None = None,
    regions_at_once: int = 1,
    progress: Progress = silent,
    report: Report | None = None,
) -> ZoneResult:
    """Derive zones in pieces; up to 9° wide what :func:`layers.zones.derive` gives, to the byte.

    Parameters
    ----------
    inputs : ZoneInputs
        As for ``derive``.
    shared : Path
        A folder that this process and all workers see under this name; a run in it that was broken off goes on.
    forests : sequence of ForestFile, optional
        Forest layers that are read by windows; those of ``inputs`` are written into the folder otherwise.
    executor : Executor, optional
        Does the pieces; one after the other here when None.
    regions_at_once : int
        Regions whose pieces are handed out together: more keep more workers busy.
    progress : callable
        Raising from it cancels; what is finished stays in the folder.

    Raises
    ------
    AnalysisError
        There is no county polygon with a code.
    SharedFolderUnseen, SharedPieceDamaged, WorkerDiffers
    """
    report = report if report is not None else Report()
    started = time.perf_counter()
    progress(0.0, "national_preparing")
    counties = clean_counties(inputs.counties)
    key = run_key(inputs, parameters, forests)
    folder = RunFolder(Path(shared).resolve() / f"run-{key[:12]}")
    report.run = str(folder.path)
    folder.path.mkdir(parents=True, exist_ok=True)
    files = tuple(forests) if forests is not None else _kept(inputs, folder)
    facts = {"key": key, "fingerprint": fingerprint(), "parameters": parameters.as_dict()}
    written(folder.path / "run.json", json.dumps(facts, ensure_ascii=False, indent=1).encode())
    every = regions(counties)
    report.prepare_s += time.perf_counter() - started
    results: list[tuple[Region, ZoneResult]] = []
    for start in range(0, len(every), regions_at_once):
        some = every[start : start + regions_at_once]
        span = (start / len(every), (start + len(some)) / len(every))
        batch = _Batch(folder, key, executor or Here(), parameters, files, sizes or Sizes(), report)
        results += batch.run(inputs, counties, some, len(every) == 1, previous, part(progress, *span))
    finished = assembling.joined(results, parameters)
    progress(1.0, "done")
    return finished


def run_key(inputs: ZoneInputs, parameters: Parameters, forests: Sequence[ForestFile] | None) -> str:
    """Return the SHA-256 over everything that a run depends on: program, numbers, layers."""
    digest = hashlib.sha256(fingerprint().encode())
    digest.update(json.dumps(parameters.as_dict(), sort_keys=True, default=str).encode())
    digest.update(checksum(inputs.counties).encode())
    for layer in inputs.layers:
        said = sorted(layer.speaks_for) if layer.speaks_for is not None else None
        digest.update(f"{layer.uid} {layer.role} {said} {layer.checksum or checksum(layer.frame)}".encode())
    for file in forests or ():
        digest.update(f"{file.uid} {file.sha256} {sorted(file.speaks_for or ())}".encode())
    for raster in inputs.rasters:
        digest.update(f"{raster.uid} {raster.role} {raster.checksum} {sorted(raster.fuels.items())}".encode())
    digest.update(f"{inputs.metric_epsg} {inputs.river_noise_m} {inputs.reference_date}".encode())
    return digest.hexdigest()


def _kept(inputs: ZoneInputs, folder: RunFolder) -> tuple[ForestFile, ...]:
    """Write the forest layers where workers read them by windows; a feature of two layers once, as everywhere."""
    seen: set[str] = set()
    found = []
    for number, layer in enumerate(sorted(inputs.of_role(Role.FOREST), key=lambda one: one.uid)):
        uid = layer.frame["uid"].astype(str)
        fresh = ~(uid.isin(seen) | uid.duplicated())
        seen.update(uid)
        if fresh.any():
            found.append(keep(replace(layer, frame=layer.frame[fresh]), folder.path, number))
    return tuple(found)


class _Batch:
    """Some regions whose pieces are handed out together, step by step."""

    def __init__(
        self,
        folder: RunFolder,
        key: str,
        executor: Executor,
        parameters: Parameters,
        forests: tuple[ForestFile, ...],
        sizes: Sizes,
        report: Report,
    ) -> None:
        self.folder, self.key, self.executor, self.parameters = folder, key, executor, parameters
        self.forests, self.sizes, self.report = forests, sizes, report
        self._records: dict[Piece, Record] = {}
        self._contexts: dict[int, Context] = {}
        self._shas: dict[int, tuple[str, str]] = {}

    def run(
        self,
        inputs: ZoneInputs,
        counties: gpd.GeoDataFrame,
        some: Sequence[Region],
        is_all: bool,
        previous: gpd.GeoDataFrame | None,
        progress: Progress,
    ) -> list[tuple[Region, ZoneResult]]:
        """Return the results of the regions."""
        started = time.perf_counter()
        of_region: dict[int, ZoneInputs] = {}
        for region in some:
            mine = inputs if is_all else _inside(inputs, counties, region)
            if not is_all:
                mine = replace(mine, metric_epsg=region.epsg)
            of_region[region.number] = mine
            self._prepare(mine, region)
        self.report.prepare_s += time.perf_counter() - started
        started = time.perf_counter()
        for at, (step, share) in enumerate(zip(Step, (0.25, 0.05, 0.3, 0.1, 0.2), strict=True)):
            begin = sum((0.25, 0.05, 0.3, 0.1, 0.2)[:at])
            if step is Step.ASSESS:
                continue  # goes with the first step: it does not wait for it
            first = [*self._pieces(Step.CUT, some), *self._pieces(Step.ASSESS, some)]
            pieces = first if step is Step.CUT else self._pieces(step, some)
            length = share + (0.05 if step is Step.CUT else 0.0)
            start = 0.0 if step is Step.CUT else begin
            self._do(pieces, part(progress, 0.02 + 0.98 * start, 0.02 + 0.98 * (start + length)), step)
        self.report.pieces_s += time.perf_counter() - started
        started = time.perf_counter()
        found = []
        for number, region in enumerate(some):
            mine_done = [record for piece, record in sorted(self._records.items()) if piece.region == region.number]
            result = assembling.assembled(
                self.folder,
                self._contexts[region.number],
                mine_done,
                of_region[region.number],
                previous=previous,
                progress=part(progress, 0.9 + 0.1 * number / len(some), 0.9 + 0.1 * (number + 1) / len(some)),
            )
            found.append((region, result))
        self.report.assemble_s += time.perf_counter() - started
        return found

    def _prepare(self, inputs: ZoneInputs, region: Region) -> None:
        context = contexts.build(inputs, self.parameters, region, self.forests, None)
        shapes = np.asarray(context.inputs.counties.geometry.array, dtype=object)
        weight = shapely.get_num_coordinates(shapes) + vertices_by_county(self.forests, self.folder.path, shapes)
        middle = contexts.middles(context)
        block = blocks(
            middle[:, 0],
            middle[:, 1],
            weight.astype(np.float64),
            most=self.sizes.block_vertices,
            counties=self.sizes.block_counties,
        )
        codes = [str(code) for code in context.partition.codes]
        context = contexts.replaced(context, block=dict(zip(codes, block.tolist(), strict=True)))
        travelling = replace(context)  # trees and what is made from others stay here
        sha = self.folder.put(contexts.context_name(region.number), travelling).sha256
        bare = tuple(
            replace(layer, frame=layer.frame.iloc[:0]) if layer.role is Role.FOREST else layer
            for layer in inputs.layers
        )
        counted = replace(
            inputs,
            counties=context.inputs.counties,
            metric_epsg=context.inputs.metric_epsg,
            layers=bare,
            agreements=None,
        )
        layers_sha = self.folder.put(contexts.layers_name(region.number), counted).sha256
        self._contexts[region.number] = context
        self._shas[region.number] = (sha, layers_sha)

    def _pieces(self, step: Step, some: Sequence[Region]) -> list[Piece]:
        """Return the pieces of a step, in an order that is always the same."""
        kinds = [kind.code for kind in chosen(self.parameters)]
        pieces: list[Piece] = []
        for region in some:
            number = region.number
            if len(self._contexts[number].lines.pieces) == 0:
                continue  # no two counties meet: nothing is shared
            if step is Step.CUT:
                count = max(self._contexts[number].block.values(), default=-1) + 1
                pieces += [Piece(step, number, Hazard.FOREST.value, block) for block in range(count)]
            elif step is Step.ASSESS:
                pieces += [Piece(step, number, code, 0) for code in kinds if code != Hazard.FOREST.value]
            else:
                before = {Step.DIVIDE: Step.OUTLINE, Step.COUNT: Step.DIVIDE}.get(step)
                for code in kinds:
                    if before is None:
                        to = {block for record in self._sources(number, code) for block in record.to}
                        pieces += [Piece(step, number, code, block) for block in sorted(to)]
                    else:
                        found = self._of(before, number, code)
                        pieces += [Piece(step, number, code, one.block) for one, record in found if record.count]
        return pieces

    def _of(self, step: Step, region: int, hazard: str) -> list[tuple[Piece, Record]]:
        return sorted(
            (piece, record)
            for piece, record in self._records.items()
            if (piece.step, piece.region, piece.hazard) == (step, region, hazard)
        )

    def _sources(self, region: int, hazard: str) -> list[Record]:
        step = Step.CUT if hazard == Hazard.FOREST.value else Step.ASSESS
        return [record for _, record in self._of(step, region, hazard)]

    def _facts(self, piece: Piece) -> dict[str, Any]:
        """Return what a piece reads besides the context: earlier records."""
        context, layers = self._shas[piece.region]
        facts: dict[str, Any] = {"context": context}
        if piece.step is Step.CUT:
            return facts
        if piece.step is Step.ASSESS:
            return {**facts, "layers": layers}
        if piece.hazard != Hazard.FOREST.value:
            facts["hazard"] = self._sources(piece.region, piece.hazard)[0]
        if piece.step is Step.OUTLINE:
            facts["from"] = [one for one in self._sources(piece.region, piece.hazard) if piece.block in one.to]
            return facts
        before, name = (Step.OUTLINE, "outlines") if piece.step is Step.DIVIDE else (Step.DIVIDE, "parts")
        around = self._of(before, piece.region, piece.hazard)
        own = next(record for other, record in around if other.block == piece.block)
        facts["own"] = own
        facts["beside"] = _meeting(own.files[name], [one for other, one in around if other.block != piece.block], name)
        if piece.step is Step.COUNT:
            land = [record for _, record in self._of(Step.CUT, piece.region, Hazard.FOREST.value)]
            # What lies over the forest in a part may be of a patch that does not touch the part.
            first = _meeting(own.files[name], land, "land")
            boxes = [one.files["land"] for one in first]
            facts["land"] = [one for one in land if any(_meet(box, one.files["land"]) for box in boxes)]
        return facts

    def _do(self, pieces: Sequence[Piece], progress: Progress, step: Step) -> None:
        jobs: list[Job] = []
        for piece in pieces:
            facts = self._facts(piece)
            key = hashlib.sha256(f"{self.key} {piece.uid} {_digests(facts)}".encode()).hexdigest()
            done = self.folder.finished(piece, key)
            if done is not None:
                self._records[piece] = done
                self.report.records.append(done)
                self.report.resumed += 1
            else:
                jobs.append(Job(str(self.folder.path), piece, key, fingerprint(), facts))
        total = max(len(pieces), 1)
        told = [len(pieces) - len(jobs)]
        progress(told[0] / total, f"national_{step.value}")

        def done_one(job: Job, record: Record) -> None:
            self._records[job.piece] = record
            self.report.records.append(record)
            told[0] += 1
            progress(told[0] / total, f"national_{step.value}")

        # Heavy ones first: the last to finish is waited for.
        jobs.sort(key=lambda job: (-self._weight(job), job.piece))
        self.executor.run(jobs, steps.do, done_one)

    def _weight(self, job: Job) -> float:
        facts = job.facts
        if job.piece.step is Step.ASSESS:
            return float("inf")
        if "own" in facts:
            return float(sum(one.size for one in facts["own"].files.values()))
        name = f"to-{job.piece.block:04d}"
        return float(sum(one.files[name].size for one in facts.get("from", ())))


def _digests(facts: dict[str, Any]) -> list[str]:
    """Return what names the content of everything a piece reads."""
    found: list[str] = []
    for name, value in sorted(facts.items()):
        for one in value if isinstance(value, list) else [value]:
            found.append(
                f"{name} {one if isinstance(one, str) else [file.sha256 for _, file in sorted(one.files.items())]}"
            )
    return found


def _meeting(own: Payload, others: Iterable[Record], name: str) -> list[Record]:
    return [one for one in others if _meet(own, one.files[name])]


def _meet(a: Payload, b: Payload) -> bool:
    if a.bounds is None or b.bounds is None:
        return False
    return (
        a.bounds[0] <= b.bounds[2]
        and b.bounds[0] <= a.bounds[2]
        and a.bounds[1] <= b.bounds[3]
        and b.bounds[1] <= a.bounds[3]
    )


def _inside(inputs: ZoneInputs, counties: gpd.GeoDataFrame, region: Region) -> ZoneInputs:
    """Return what of some inputs lies in or near the counties of a region; features keep their shapes."""
    mine = counties[counties["code"].isin(region.counties)].reset_index(drop=True)
    xmin, ymin, xmax, ymax = (float(one) for one in mine.total_bounds)
    box = (xmin - 1.0, ymin - 1.0, xmax + 1.0, ymax + 1.0)

    def near(layer: LayerInput) -> LayerInput:
        at = np.flatnonzero(_touching(layer.frame, box))
        said = layer.speaks_for
        return replace(
            layer,
            frame=layer.frame.iloc[at].reset_index(drop=True),
            speaks_for=None if said is None else said & frozenset(region.counties),
            checksum="",
        )

    return replace(inputs, counties=mine[["code", "name", "geometry"]], layers=tuple(map(near, inputs.layers)))


def _touching(frame: gpd.GeoDataFrame, box: tuple[float, float, float, float]) -> np.ndarray:
    bounds = shapely.bounds(np.asarray(frame.geometry.array, dtype=object)).reshape(-1, 4)
    with np.errstate(invalid="ignore"):
        return np.asarray(
            (bounds[:, 0] <= box[2]) & (bounds[:, 2] >= box[0]) & (bounds[:, 1] <= box[3]) & (bounds[:, 3] >= box[1])
        )


def spreads(parameters: Parameters) -> bool:
    """Return whether how far fire reaches depends on all land at once."""
    return parameters.forest_reach == ReachMethod.SPREAD.value
