"""What a thorough check of a plan returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"  # something is lost or contradicts itself: the plan is not sound
    WARNING = "warning"  # worth knowing before the plan is handed on; nothing in it is lost
    INFO = "info"


@dataclass(frozen=True)
class PlanFinding:
    """One thing that was found: a code of :data:`CODES` and the facts for its sentence."""

    code: str
    severity: Severity
    facts: Mapping[str, Any]


#: Code of a finding → how much it weighs.
CODES: Mapping[str, Severity] = {
    # the file
    "file_damaged": Severity.ERROR,  # reason, reason_code as in PlanDamaged
    "foreign_objects": Severity.ERROR,  # objects
    "integrity": Severity.ERROR,  # reason
    "older_format": Severity.INFO,  # found, known
    "newer_format": Severity.INFO,
    # rows and shapes
    "column_missing": Severity.ERROR,  # table, columns
    "rows_unreadable": Severity.ERROR,  # table, reason
    "uid_missing": Severity.ERROR,  # table, count
    "uid_repeated": Severity.ERROR,
    "json_damaged": Severity.ERROR,  # table, column, count, uid of the first
    "shape_damaged": Severity.ERROR,  # table, count, uid of the first
    "shape_missing": Severity.ERROR,
    "shape_not_finite": Severity.ERROR,
    "shape_outside": Severity.ERROR,
    "shape_of_other_type": Severity.WARNING,  # another program wrote it; all is read all the same
    "shape_of_other_crs": Severity.ERROR,
    # what belongs together
    "layers_unreadable": Severity.ERROR,  # reason
    "layer_without_table": Severity.ERROR,  # title, table
    "layer_not_registered": Severity.ERROR,
    "layer_count_differs": Severity.ERROR,  # title, stored, found
    "layer_content_differs": Severity.ERROR,  # title
    "layer_without_checksum": Severity.INFO,
    "registered_without_table": Severity.ERROR,  # table
    "table_unused": Severity.INFO,  # table: waits for the next closing
    "table_of_others": Severity.INFO,
    "part_without_zone": Severity.ERROR,  # count, zone
    "parts_do_not_sum": Severity.ERROR,  # zone, column, whole, sum
    # the history
    "history_unreadable": Severity.ERROR,  # change, reason
    "history_broken": Severity.ERROR,  # change, direction, reason
    "history_leads_elsewhere": Severity.ERROR,  # direction
    "history_without_table": Severity.ERROR,  # change, table
    "history_not_walked": Severity.WARNING,  # the findings above it say why
    # beside the plan
    "raster_missing": Severity.WARNING,  # title, path
    "raster_changed": Severity.WARNING,
    "raster_moved": Severity.INFO,  # title, path, found
}


@dataclass(frozen=True)
class Verification:
    """The outcome of :func:`layers.plan.verify.verify`.

    ``content_hash`` is ``""`` where the rows cannot be read.  ``counts`` has ``layers``, ``features``,
    ``zones``, ``patrol_areas``, ``agreements``, ``contacts``, ``changes`` (rows of the history) and
    ``steps`` (changes walked back and forth).
    """

    path: Path
    format_version: int
    content_hash: str
    findings: tuple[PlanFinding, ...]
    counts: Mapping[str, int]

    @property
    def is_sound(self) -> bool:
        """Whether there is no error among the findings."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """Return plain data, for JSON."""
        return {**asdict(self), "path": str(self.path), "is_sound": self.is_sound}


#: Reports a finding: code and facts.
Report = Callable[..., None]


class Findings:
    """Collects findings; each carries the weight of its code."""

    def __init__(self) -> None:
        self.found: list[PlanFinding] = []

    def __call__(self, code: str, **facts: Any) -> None:
        """Note a finding."""
        self.found.append(PlanFinding(code, CODES[code], facts))

    def has(self, *codes: str) -> bool:
        """Whether anything of these codes was found."""
        return any(finding.code in codes for finding in self.found)
