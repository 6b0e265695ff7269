"""What a run in pieces is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class Step(StrEnum):
    """What is done to a piece; a step begins when the one before it is done everywhere."""

    CUT = "cut"  # forest of a block of counties: by county, by band, each patch judged
    ASSESS = "assess"  # any other hazard of a region: its pieces, each object judged
    OUTLINE = "outline"  # zones of the borders of a block, each drawn as if it were alone
    DIVIDE = "divide"  # the same without overlaps with zones of any block, cut by county
    COUNT = "count"  # what lies in the parts, and all that is told of the zones


@dataclass(frozen=True, order=True)
class Piece:
    """One piece of work, the same however many workers there are."""

    step: Step
    region: int
    hazard: str
    block: int

    @property
    def uid(self) -> str:
        """Name of its folder entry."""
        return f"region-{self.region:02d}/{self.step.value}/{self.hazard}-{self.block:04d}"


@dataclass(frozen=True)
class Payload:
    """One file of a finished piece: how long it is, its SHA-256, and the box (metric) around what it holds."""

    size: int
    sha256: str
    count: int
    bounds: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class Record:
    """What is known of a finished piece; ``to`` names the blocks its candidates belong to."""

    piece: str
    key: str
    files: Mapping[str, Payload]
    to: tuple[int, ...] = ()
    count: int = 0
    seconds: float = 0.0
    cpu_s: float = 0.0  # of all threads: what it costs, however busy the machine is
    peak_mb: float = 0.0
    host: str = ""


@dataclass(frozen=True)
class ForestFile:
    """A forest layer that is read by windows: FlatGeobuf or GeoPackage, EPSG:4490, ``uid`` and perhaps ``name``.

    ``path`` is relative to the folder of the run, or absolute where every worker sees it.
    """

    uid: str
    path: str
    sha256: str
    speaks_for: frozenset[str] | None = None
    title: str = ""


@dataclass(frozen=True)
class Job:
    """What an executor is asked to do: one piece of a run."""

    folder: str
    piece: Piece
    key: str
    fingerprint: str
    facts: Mapping[str, Any] = field(default_factory=dict)  # of earlier records, as the step needs them


#: Work → its record; what is called in a worker.
Work = Callable[[Job], Record]


class Executor(Protocol):
    """Does jobs in any order and tells of each when it is done."""

    def run(self, jobs: Sequence[Job], work: Work, done: Callable[[Job, Record], None]) -> None:
        """Do all jobs; what one raises is raised here, after the others were called off."""
        ...


class Here:
    """One job after the other, in this process."""

    def run(self, jobs: Sequence[Job], work: Work, done: Callable[[Job, Record], None]) -> None:
        """Do all jobs."""
        for job in jobs:
            done(job, work(job))
