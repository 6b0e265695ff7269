"""The five steps of a run in pieces, each from files to files: ``do(job) → Record``.

They call what :func:`layers.zones.derive` calls, on parts of its arrays.  A patch is judged by its own pieces, a zone
joins pieces of one set of counties, and what becomes of a zone depends besides on those it meets; so patches go by
blocks of counties, zones by the block of their lowest county, and a zone that is set apart from others sees all that
its box meets, whichever block they are of.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.borders.straddle import CutObjects, cut_objects, straddling
from layers.errors import WorkerDiffers
from layers.hazards import forest
from layers.hazards.kind import Reaching
from layers.hazards.model import HazardResult
from layers.hazards.registry import kind_of
from layers.kinds import Hazard
from layers.memory import NoMemory
from layers.national import context as contexts
from layers.national.context import Context
from layers.national.folder import RunFolder
from layers.national.forest_windows import window
from layers.national.model import Job, Payload, Record, Step
from layers.national.version import fingerprint
from layers.parallel import collector_paused
from layers.progress import silent
from layers.zones.delineation import Outlines, apart
from layers.zones.evidence import Pieces
from layers.zones.hazard_zones import Candidates, candidates_of, described, divide, outlined
from layers.zones.parts import Land, Parts, once_only, part_numbers
from layers.zones.reach import Reach

Objects = NDArray[np.object_]
Integers = NDArray[np.int64]

Files = dict[str, Payload]


def do(job: Job) -> Record:
    """Do one piece, or return its record where it was done before from the same inputs.

    Raises
    ------
    SharedFolderUnseen
        The folder of the run is not there.
    WorkerDiffers
        The program here is not the one that the run was started with: it might give other numbers.
    """
    folder = RunFolder(job.folder)
    folder.require()
    if job.fingerprint != fingerprint():
        raise WorkerDiffers(host=platform.node(), value=fingerprint()[:12], wanted=job.fingerprint[:12])
    done = folder.finished(job.piece, job.key)
    if done is not None:
        return done
    started, spent = time.perf_counter(), time.process_time()
    _forget_peak()
    where = contexts.load(job.folder, job.piece.region, job.facts["context"])
    with collector_paused():
        files, to, count = _STEPS[job.piece.step](job, folder, where)
    record = Record(
        job.piece.uid,
        job.key,
        files,
        tuple(sorted(to)),
        count,
        round(time.perf_counter() - started, 3),
        round(time.process_time() - spent, 3),
        round(_peak_mb(), 1),
        platform.node(),
    )
    folder.keep(record)
    return record


Done = tuple[Files, set[int], int]


def block_patches(where: Context, folder: str | Path, block: int) -> CutObjects:
    """Return the forest of a block cut by county: patches whose lowest county is of the block."""
    counties = where.inputs.counties
    mine = where.block_of == block
    layers = window(where.forests, folder, np.asarray(counties.geometry.array, dtype=object)[mine])
    cut = cut_objects(layers, where.partition)
    lowest = np.full(len(cut.uids), len(where.partition.codes), dtype=np.int64)
    inside = cut.county >= 0
    np.minimum.at(lowest, cut.source[inside], cut.county[inside])
    return _taken(cut, np.append(where.block_of, -1)[lowest] == block)


def _cut(job: Job, folder: RunFolder, where: Context) -> Done:
    cut = block_patches(where, folder.path, job.piece.block)
    files: Files = {}
    patches = straddling((), where.inputs.counties, where.network, partition=where.partition, cut=cut)
    files["patches"] = _put(folder, job, "patches", patches, count=len(patches))
    inside = cut.county >= 0
    land = {
        "uid": cut.uids[cut.source[inside]].astype(str),
        "county": cut.county[inside],
        "parts": cut.parts[inside],
        "area_m2": cut.area_m2[inside],
    }
    files["land"] = _put(folder, job, "land", land, count=int(inside.sum()), bounds=_box(cut.parts[inside]))
    result = forest.assess(
        where.inputs, where.network, where.parameters, partition=where.partition, cut=cut, lines=where.lines
    )
    to = _spread(job, folder, where, result, where.forest_reach, files)
    return files, to, len(cut.uids)


def _assess(job: Job, folder: RunFolder, where: Context) -> Done:
    kind = kind_of(job.piece.hazard)
    as_given = folder.get(contexts.layers_name(job.piece.region), job.facts["layers"])
    from layers.zones.derivation import in_order

    inputs = replace(as_given, layers=in_order(as_given.layers))
    result, reaches = kind.assess(inputs, where.network, where.parameters, silent, where.shared)
    needs = Reaching(
        as_given, where.parameters, where.planar(), where.places, where.holdings.silent_places, NoMemory(), silent
    )
    reach = contexts.reach_of(kind, result, needs)
    files: Files = {}
    to = _spread(job, folder, where, result, reach, files)
    light = replace(result, pieces=result.pieces.iloc[:0], whole={}, footprints={})
    files["result"] = _put(folder, job, "result", (light, reach if to else None, reaches))
    return files, to, len(result.pieces)


def _spread(job: Job, folder: RunFolder, where: Context, result: HazardResult, reach: Reach, files: Files) -> set[int]:
    """Judge the objects of a hazard and write their pieces by the block of the lowest county they concern."""
    found = candidates_of(result, where.setting(result, reach))
    codes = {str(code): at for at, code in enumerate(where.partition.codes)}
    block = np.array(
        [where.block_of[min((codes[code] for code in key[2]), default=0)] for key in found.key], dtype=np.int64
    )
    for to in np.unique(block).tolist():
        at = np.flatnonzero(block == to)
        some = Candidates(found.pieces.take(at), [found.key[k] for k in at.tolist()])
        whole = {uid: result.whole[uid] for uid in dict.fromkeys(some.pieces.uid.tolist()) if uid in result.whole}
        name = f"to-{to:04d}"
        files[name] = _put(folder, job, name, (some, whole), count=len(at))
    return {int(one) for one in np.unique(block)}


def _outline(job: Job, folder: RunFolder, where: Context) -> Done:
    result, reach = _hazard(job, folder, where)
    name = f"to-{job.piece.block:04d}"
    candidates: list[Candidates] = []
    whole: dict[str, Mapping[str, float]] = {}
    for record in job.facts["from"]:
        some, shares = folder.read(record, name)
        candidates.append(some)
        whole.update(shares)
    drawn = outlined(
        _together(candidates), result, where.setting(result, reach), where.lines, where.features, memory=NoMemory()
    )
    files: Files = {}
    box = _box(np.concatenate([drawn.outlines.clipped, drawn.outlines.cores]))
    files["outlines"] = _put(folder, job, "outlines", (drawn.outlines, drawn.order), count=len(drawn.order), bounds=box)
    bare = replace(drawn, outlines=drawn.outlines.take(np.zeros(0, dtype=np.int64)))
    files["drawn"] = _put(folder, job, "drawn", (bare, whole), count=len(drawn.order))
    return files, set(), len(drawn.order)


def _divide(job: Job, folder: RunFolder, where: Context) -> Done:
    result, reach = _hazard(job, folder, where)
    own_record = job.facts["own"]
    drawn, whole = folder.read(own_record, "drawn")
    own, order = folder.read(own_record, "outlines")
    boxes = _boxes(own)
    every, orders, is_own = [own], list(order), [True] * len(own)
    for record in job.facts["beside"]:
        other, keys = folder.read(record, "outlines")
        near = np.unique(shapely.STRtree(boxes).query(_boxes(other))[0])
        every.append(other.take(near))
        orders += [keys[k] for k in near.tolist()]
        is_own += [False] * len(near)
    merged = Outlines(
        *(np.concatenate([getattr(one, name) for one in every]) for name in Outlines.__dataclass_fields__)
    )
    sorted_by = np.array(sorted(range(len(orders)), key=orders.__getitem__), dtype=np.int64)
    shapes = apart(merged.take(sorted_by))[np.array(is_own, dtype=bool)[sorted_by]]
    divided = divide(replace(drawn, outlines=own), shapes, where.setting(result, reach))
    bare = replace(divided, drawn=replace(divided.drawn, outlines=own.take(np.zeros(0, dtype=np.int64))))
    files: Files = {}
    parts = divided.parts
    files["divided"] = _put(folder, job, "divided", (bare, whole), count=len(divided.shapes))
    files["parts"] = _put(folder, job, "parts", parts, count=len(parts.zone), bounds=_box(parts.shape))
    return files, set(), len(divided.shapes)


def _count(job: Job, folder: RunFolder, where: Context) -> Done:
    result, reach = _hazard(job, folder, where)
    divided, whole = folder.read(job.facts["own"], "divided")
    parts = divided.parts
    boxes = shapely.box(*shapely.bounds(parts.shape).T)
    tree = shapely.STRtree(boxes)
    others = [folder.read(record, "parts") for record in job.facts["beside"]]
    others = [_parts(one, np.unique(tree.query(_box_each(one.shape))[0])) for one in others]
    beside = _parts_together(others)
    land = _land(job, folder, where, tree)
    numbers = part_numbers(parts, replace(where.holdings, forest=land), where.partition, beside)
    zones = described(divided.drawn, replace(result, whole=whole), where.setting(result, reach))
    value = (zones, divided.shapes, parts, numbers, divided.drawn.order)
    return {"zones": _put(folder, job, "zones", value, count=len(zones))}, set(), len(zones)


_STEPS: Mapping[Step, Callable[[Job, RunFolder, Context], Done]] = {
    Step.CUT: _cut,
    Step.ASSESS: _assess,
    Step.OUTLINE: _outline,
    Step.DIVIDE: _divide,
    Step.COUNT: _count,
}


def _hazard(job: Job, folder: RunFolder, where: Context) -> tuple[HazardResult, Reach]:
    """Return what is known of a hazard without its pieces, and how far it reaches."""
    if job.piece.hazard == Hazard.FOREST.value:
        return where.forest_result(), where.forest_reach
    result, reach, _ = folder.read(job.facts["hazard"], "result")
    return result, reach


def _together(candidates: list[Candidates]) -> Candidates:
    """Return candidates of several pieces in the order of :func:`layers.zones.evidence.pieces_of`."""
    names = Pieces.__dataclass_fields__
    pieces = Pieces(*(np.concatenate([getattr(one.pieces, name) for one in candidates]) for name in names))
    keys = [key for one in candidates for key in one.key]
    bounds = shapely.bounds(pieces.shape)
    order = np.lexsort([bounds[:, 1], bounds[:, 0], pieces.border.astype(str), pieces.county, pieces.uid.astype(str)])
    return Candidates(pieces.take(order), [keys[at] for at in order.tolist()])


def _land(job: Job, folder: RunFolder, where: Context, near: shapely.STRtree) -> Land:
    """Return the forest inside some boxes, each place once: with all that lies over it."""
    tables = [folder.read(record, "land") for record in job.facts["land"]]
    nothing = cut_objects((), where.partition)
    if not tables:
        return once_only(nothing)
    uid, county, parts, area = (
        np.concatenate([table[name] for table in tables]) for name in ("uid", "county", "parts", "area_m2")
    )
    boxes = _box_each(parts)
    inside = np.unique(near.query(boxes)[0])
    over = np.unique(shapely.STRtree(boxes[inside]).query(boxes)[0]) if len(inside) else inside
    at = over[np.lexsort([county[over], uid[over]])]
    return once_only(replace(nothing, county=county[at], parts=parts[at], area_m2=area[at]))


def _parts(parts: Parts, at: Integers) -> Parts:
    return Parts(*(getattr(parts, name)[at] for name in Parts.__dataclass_fields__))


def _parts_together(several: list[Parts]) -> Parts | None:
    if not several:
        return None
    return Parts(*(np.concatenate([getattr(one, name) for one in several]) for name in Parts.__dataclass_fields__))


def _taken(cut: CutObjects, wanted: NDArray[np.bool_]) -> CutObjects:
    """Return some objects with their parts."""
    fresh = np.cumsum(wanted) - 1
    kept = wanted[cut.source] if len(cut.source) else np.zeros(0, dtype=bool)
    return CutObjects(
        cut.uids[wanted],
        cut.layer_uids[wanted],
        cut.names[wanted],
        cut.shapes[wanted],
        fresh[cut.source[kept]].astype(np.int64),
        cut.county[kept],
        cut.parts[kept],
        cut.area_m2[kept],
    )


def _boxes(outlines: Outlines) -> Objects:
    """Return the box around each zone and its hazard."""
    a, b = shapely.bounds(outlines.clipped), shapely.bounds(outlines.cores)
    return np.asarray(
        shapely.box(
            np.fmin(a[:, 0], b[:, 0]), np.fmin(a[:, 1], b[:, 1]), np.fmax(a[:, 2], b[:, 2]), np.fmax(a[:, 3], b[:, 3])
        ),
        dtype=object,
    )


def _box_each(shapes: Objects) -> Objects:
    return np.asarray(shapely.box(*shapely.bounds(shapes).T), dtype=object)


def _box(shapes: Objects) -> tuple[float, ...] | None:
    if len(shapes) == 0:
        return None
    bounds = shapely.total_bounds(shapes)
    return None if np.isnan(bounds).any() else tuple(float(one) for one in bounds)


def _put(folder: RunFolder, job: Job, name: str, value: Any, *, count: int = 0, bounds: Any = None) -> Payload:
    return folder.put(folder.payload(job.piece.uid, name), value, count=count, bounds=bounds)


def _forget_peak() -> None:
    """Begin anew to measure the most memory this process holds, where the system lets it."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def _peak_mb() -> float:
    """Return the most memory held, MB."""
    try:
        text = Path("/proc/self/status").read_text()
        return int(text.split("VmHWM:")[1].split()[0]) / 1024.0
    except (OSError, IndexError):
        try:
            import resource
        except ImportError:
            return 0.0  # no system for planners' laptops says it both ways
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
