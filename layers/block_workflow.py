"""From a plan to its blocks and back into it: what desktop and command line share."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from layers import workflow
from layers.kinds import Origin, Role, Shape
from layers.patrol.block_model import ZONES, BlockParameters
from layers.plan import rasters
from layers.plan.frames import to_json
from layers.plan.model import LayerRecord
from layers.plan.rasters import RasterCode
from layers.plan.version import program_version
from layers.progress import Progress, part, silent

if TYPE_CHECKING:
    from layers.patrol.blocks import Blocks
    from layers.patrol.ridges import Heights
    from layers.plan.store import PlanStore

#: What blocks are made of, and what is counted in them.
READ_ROLES = frozenset(
    {
        *(Role.COUNTY, Role.ROAD, Role.RIVER, Role.LAKE, Role.FIREBREAK, Role.TERRAIN, Role.FOREST),
        *(Role.SETTLEMENT, Role.POPULATION, Role.BUILDING, Role.INSTALLATION, Role.WATER_INTAKE),
    }
)


@dataclass(frozen=True)
class BlockState:
    """What a plan has of blocks."""

    count: int = 0
    is_stale: bool = False  # what they were made from has changed since
    parameters: BlockParameters = field(default_factory=BlockParameters)


@dataclass(frozen=True)
class MadeBlocks:
    """Blocks of a plan, with the stamp of what was read and the terrain that could not be."""

    blocks: Blocks
    stamp: str
    terrain_missing: tuple[str, ...]  # titles of terrain layers whose file is not there


def state(store: PlanStore) -> BlockState:
    """Return how many blocks a plan has and whether they are up to date."""
    facts, stamp = store.block_facts()
    if not facts:
        return BlockState()
    parameters = BlockParameters.from_dict(facts.get("parameters", {}))
    return BlockState(int(facts.get("count", 0)), stamp != input_stamp(store, parameters), parameters)


def input_stamp(store: PlanStore, parameters: BlockParameters) -> str:
    """Return the SHA-256 over all that blocks depend on beside their own parameters.

    The features of a layer that was read never change under its table name, so its registration stands for them;
    of what is recorded by hand the checksum does.
    """
    layers = [
        [
            record.uid,
            record.role,
            record.table,
            sorted(record.speaks_for),
            record.raster_sha256,
            record.position if record.role is Role.COUNTY else 0,
            *([record.content_sha256] if record.origin is Origin.RECORDED else []),
        ]
        for record in sorted(store.layers(), key=lambda record: record.uid)
        if record.role in READ_ROLES
    ]
    verdicts = store.border_verdicts()[["uid", "holder"]].to_numpy(dtype=object).tolist()
    zones: list[Any] = []
    if parameters.around == ZONES:
        zones = sorted(store.zones()[["uid", "area_ha", "zone_class"]].to_numpy(dtype=object).tolist())
    return hashlib.sha256(to_json([layers, verdicts, zones]).encode()).hexdigest()


def make(store: PlanStore, parameters: BlockParameters, *, progress: Progress = silent) -> MadeBlocks:
    """Make the blocks of a plan; the plan is only read.

    Raises
    ------
    AnalysisError
        See :func:`layers.patrol.blocks.make_blocks`.
    """
    from layers.patrol.blocks import make_blocks

    progress(0.0, "reading")
    stamp = input_stamp(store, parameters)
    inputs = workflow.build_inputs(store)
    zones = store.zones() if parameters.around == ZONES else None
    missing: list[str] = []

    def terrain(extent: tuple[float, float, float, float], epsg: int) -> Sequence[Heights]:
        from layers.patrol.ridges import read_heights

        found = []
        for record in store.layers():
            if record.role is not Role.TERRAIN or record.shape is not Shape.RASTER:
                continue
            path = rasters.resolve(record, store.path, homes=store.raster_homes(), hash_up_to=0)
            if path.path is None or path.code is RasterCode.CHANGED:
                missing.append(record.title)
                continue
            try:
                heights = read_heights(path.path, extent, epsg=epsg, crs=record.source.crs_used or None)
            except OSError:
                missing.append(record.title)
                continue
            if heights is not None:
                found.append(heights)
        return found

    made = make_blocks(
        inputs,
        parameters,
        zones=zones,
        terrain=terrain if parameters.ridges and has_terrain(store.layers()) else None,
        progress=part(progress, 0.05, 1.0),
    )
    return MadeBlocks(made, stamp, tuple(missing))


def has_terrain(records: Sequence[LayerRecord]) -> bool:
    """Whether any layer tells heights."""
    return any(record.role is Role.TERRAIN and record.shape is Shape.RASTER for record in records)


def facts_of(made: MadeBlocks) -> dict[str, Any]:
    """Return what blocks were made from and what came of it, as plain data."""
    blocks = made.blocks
    return {
        "parameters": blocks.parameters.as_dict(),
        "metric_epsg": blocks.metric_epsg,
        "count": len(blocks.frame),
        "used": dict(blocks.used),
        "dangles": blocks.dangles,
        "dangles_m": round(blocks.dangles_m, 1),
        "joined_ends": blocks.joined_ends,
        "merged": blocks.merged,
        "terrain_step_m": blocks.terrain_step_m,
        "terrain_missing": list(made.terrain_missing),
        "program": program_version(),
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def save(store: PlanStore, made: MadeBlocks) -> None:
    """Keep blocks with the plan as one gesture, in place of those made before."""
    with store.change("blocks_made", count=len(made.blocks.frame)):
        store.put_blocks(made.blocks.frame, facts_of(made), made.stamp)


def remove(store: PlanStore) -> None:
    """Take the plan's blocks away as one gesture."""
    with store.change("blocks_removed"):
        store.remove_blocks()
